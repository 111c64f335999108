"""A house of pages on a real data folder."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from service import store
from service.app import create_app
from service.config import load
from service.domain.rounds import Round
from tests.seasons import a_round


@pytest.fixture
def app(tmp_path: Path) -> Iterator[Flask]:
    """Return the application of an empty data folder."""
    environ = {
        "OKSA_DATA": str(tmp_path),
        "OKSA_BASE_URL": "https://oksa.example.fi",
        "OKSA_MAIL_DOMAIN": "posti.example.fi",
        "SECRET_KEY": "a secret of the tests alone",
    }
    app = create_app(load(environ, tmp_path))
    app.config["PROPAGATE_EXCEPTIONS"] = True
    with app.app_context():
        yield app


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """Return a browser without cookies to lose."""
    return app.test_client(use_cookies=False)


@pytest.fixture
def db(tmp_path: Path, app: Flask) -> store.Database:
    """Return a connection of the test's own."""
    return store.connect(tmp_path)


@pytest.fixture
def season(db: store.Database) -> Round:
    """Return the round that is open."""
    return store.rounds.add(db, a_round(datetime.now(UTC).date()))
