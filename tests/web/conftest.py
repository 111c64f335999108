"""A house of pages on a real data folder."""

from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from service.app import create_app
from service.config import load


@pytest.fixture
def app(tmp_path: Path) -> Flask:
    """Return the application of an empty data folder."""
    environ = {
        "OKSA_DATA": str(tmp_path),
        "OKSA_BASE_URL": "https://oksa.example.fi",
        "OKSA_MAIL_DOMAIN": "posti.example.fi",
        "SECRET_KEY": "a secret of the tests alone",
    }
    return create_app(load(environ, tmp_path))


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """Return a browser without cookies to lose."""
    return app.test_client(use_cookies=False)
