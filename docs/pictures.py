"""Make the README's pictures from a running demo: `.venv/bin/python docs/pictures.py`.

Needs Chromium, as the browser tests do.
"""

import shutil
import signal
import socket
import subprocess
import sys
import time
from io import BytesIO
from pathlib import Path
from urllib.request import urlopen

from PIL import Image
from playwright.sync_api import Page, ViewportSize, sync_playwright

FOLDER = Path(__file__).parent / "pictures"
PHONE = ViewportSize(width=360, height=700)
SECONDS = 60
MOST_BYTES = 150_000
COLOURS = 64
ACTOR = "eetu.oksalumi@example.fi"
INVITED = "rowan.thistlewell@example.fi"
WORDS = "Joo tavattiin, puoltoista tuntia. Seuraavan ajan sovimme ensi viikolla."


def main() -> None:
    """Start a demo, take the pictures, and stop it."""
    port = _free_port()
    base = f"http://127.0.0.1:{port}"
    oksa = Path(sys.executable).with_name("oksa")
    demo = subprocess.Popen([oksa, "demo", "--port", str(port)], stdout=subprocess.DEVNULL)  # noqa: S603
    try:
        _wait_for_the_past(base)
        with sync_playwright() as playwright:
            path = shutil.which("chromium")
            browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
            _take_all(browser.new_page(viewport=PHONE, device_scale_factor=2), base)
            browser.close()
    finally:
        demo.send_signal(signal.SIGINT)
        demo.wait()


def _take_all(page: Page, base: str) -> None:
    FOLDER.mkdir(exist_ok=True)
    page.goto(f"{base}/haku/en")
    _take(page, "form", "header")
    page.goto(f"{base}/posti/en/{INVITED}")
    page.click("button.row:has(.cal)")
    _take(page, "invitation", ".letter")
    page.goto(f"{base}/posti/en/{ACTOR}")
    page.click("li.new button.row")
    page.fill("textarea", WORDS)
    _take(page, "reply", ".reply")
    page.click("button:has-text('Send the answer')")
    page.wait_for_selector(".way")
    _take(page, "became", ".content h1")


def _take(page: Page, name: str, top: str) -> None:
    """Keep a picture of the phone with one element at its top."""
    page.wait_for_load_state()
    page.eval_on_selector(top, "it => scrollTo(0, it.getBoundingClientRect().top + scrollY - 12)")
    picture = Image.open(BytesIO(page.screenshot())).convert("RGB")
    path = FOLDER / f"{name}.png"
    picture.quantize(COLOURS, dither=Image.Dither.NONE).save(path, optimize=True)
    if path.stat().st_size > MOST_BYTES:
        raise ValueError(f"{path.name} has {path.stat().st_size} bytes")


def _wait_for_the_past(base: str) -> None:
    deadline = time.monotonic() + SECONDS
    while time.monotonic() < deadline:
        try:
            with urlopen(f"{base}/posti/en") as page:  # noqa: S310 - our own address
                if b"http-equiv" not in page.read():
                    return
        except OSError:
            pass  # it has not come up yet
        time.sleep(0.2)
    raise TimeoutError("the demo did not come up")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


if __name__ == "__main__":
    main()
