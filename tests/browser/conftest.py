"""A house of pages behind a real server, and Chromium to look at it."""

import shutil
import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright
from werkzeug.serving import make_server

from service import store
from service.app import create_app
from service.config import load
from service.domain.rounds import Round
from tests.seasons import a_round

CHROMIUM = shutil.which("chromium")
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"]


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """Return the browser, or skip."""
    if CHROMIUM is None:
        pytest.skip("chromium is not on PATH: apt-get install chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the data folder of the pages that the browser sees."""
    return tmp_path_factory.mktemp("oksa")


@pytest.fixture(scope="module")
def address(folder: Path) -> Iterator[str]:
    """Return the address of a running house."""
    environ = {
        "OKSA_DATA": str(folder),
        "OKSA_BASE_URL": "http://127.0.0.1",
        "OKSA_MAIL_DOMAIN": "posti.example.fi",
    }
    server = make_server("127.0.0.1", 0, create_app(load(environ, folder)), threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join(10)
    server.server_close()


@pytest.fixture(scope="module")
def db(folder: Path) -> store.Database:
    """Return a connection to the data behind the pages."""
    return store.connect(folder)


@pytest.fixture(scope="module")
def season(db: store.Database) -> Round:
    """Return the round that is open."""
    return store.rounds.add(db, a_round(datetime.now(UTC).date()))
