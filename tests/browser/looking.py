"""What axe finds on a page and what does not fit; pictures of it for whoever wants to look."""

import os
from pathlib import Path
from typing import Literal

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page

Scheme = Literal["light", "dark"]
SHOTS = os.environ.get("OKSA_SHOTS", "")  # a folder for pictures to look at
WIDTHS = (320, 1280)  # CSS pixels; 320 is a page at 400 % (WCAG 1.4.10)


def look(page: Page, name: str, *schemes: Scheme) -> list[str]:
    """Return what is wrong with a page at each width, in light unless told otherwise."""
    found = []
    for scheme in schemes or ("light",):
        page.emulate_media(color_scheme=scheme)
        for width in WIDTHS:
            found += _wrong(page, width, f"{name} at {width}, {scheme}")
    if SHOTS:
        _keep_pictures(page, name)
    page.emulate_media(color_scheme="light")
    return found


def follow(pressed: Locator) -> None:
    """Press a button or link and wait for its page, lest the next look be at the one before."""
    with pressed.page.expect_navigation():
        pressed.click()


def _wrong(page: Page, width: int, where: str) -> list[str]:
    page.set_viewport_size({"width": width, "height": 800})
    violations = Axe().run(page).response["violations"]
    found = [f"{where}: {one['id']} {one['nodes'][0]['html']}" for one in violations]
    if page.evaluate("document.documentElement.scrollWidth") > width:
        found.append(f"{where}: scrolls sideways")
    return found


def _keep_pictures(page: Page, name: str) -> None:
    schemes: tuple[Scheme, ...] = ("light", "dark")
    for width in (360, 1280):
        page.set_viewport_size({"width": width, "height": 800})
        for scheme in schemes:
            page.emulate_media(color_scheme=scheme)
            page.screenshot(path=Path(SHOTS) / f"{name}-{width}-{scheme}.png", full_page=True)
