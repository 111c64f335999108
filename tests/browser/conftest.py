"""A house of pages behind a real server, and Chromium to look at it."""

import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from service import store
from service.domain.rounds import Round
from tests.browser.serving import serving
from tests.seasons import a_round

CHROMIUM = shutil.which("chromium")
PATIENCE = 20_000  # milliseconds: a busy machine is slow, not wrong
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"]


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """Return the browser, or skip."""
    if CHROMIUM is None:
        pytest.skip("chromium is not on PATH: apt-get install chromium")
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    """Return a wide page of its own."""
    context = chromium.new_context(viewport={"width": 1280, "height": 900})
    context.set_default_timeout(PATIENCE)
    yield context.new_page()
    context.close()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the data folder of the pages that the browser sees."""
    return tmp_path_factory.mktemp("oksa")


@pytest.fixture(scope="module")
def address(folder: Path) -> Iterator[str]:
    """Return the address of a running house."""
    with serving(folder) as url:
        yield url


@pytest.fixture(scope="module")
def db(folder: Path) -> store.Database:
    """Return a connection to the data behind the pages."""
    return store.connect(folder)


@pytest.fixture(scope="module")
def season(db: store.Database) -> Round:
    """Return the round that is open."""
    return store.rounds.add(db, a_round(datetime.now(UTC).date()))
