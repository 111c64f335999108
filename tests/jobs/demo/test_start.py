import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode, urljoin
from urllib.request import Request, urlopen

import pytest
from selectolax.lexbor import LexborHTMLParser, LexborNode

from jobs.demo import demo
from tests.jobs.wait import until
from tests.sink import free_port
from tests.stories import visitor

SECONDS = 60
NEXT_EVENTS = 12
ADA = {
    "role": "actor",
    "name": "Ada Kokeilija",
    "email": "ada@example.org",
    "field": visitor.FIRST,
    "phase": visitor.FIRST,
    "goals": "To see what this is.",
    "themes": visitor.FIRST,
    "town": "Turku",
    "consent": "y",
}


@dataclass
class Screen:
    """A page of the demo, and the buttons on it."""

    url: str
    html: str

    @property
    def text(self) -> str:
        main = LexborHTMLParser(self.html).css_first("main .content")
        return " ".join(main.text(separator=" ").split()) if main else ""

    def press(self, words: str, **typed: str) -> "Screen":
        """Press the first button that says some words, its form filled in."""
        for button in LexborHTMLParser(self.html).css("button"):
            form = _form_of(button)
            asked = {field.attributes.get("name") for field in form.css("textarea")}
            if words in button.text() and typed.keys() <= asked:
                fields = _hidden(form) | typed
                if button.attributes.get("name"):
                    fields[button.attributes["name"] or ""] = button.attributes["value"] or ""
                return _post(urljoin(self.url, form.attributes["action"] or ""), fields)
        raise AssertionError(f"no button says {words!r}: {self.text}")

    def follow(self, words: str) -> "Screen":
        """Follow the first link that says some words."""
        for link in LexborHTMLParser(self.html).css("a"):
            if words in link.text():
                return see(urljoin(self.url, link.attributes["href"] or ""))
        raise AssertionError(f"no link says {words!r}: {self.text}")


def test_a_visitor_applies_answers_letters_moves_the_clock_and_is_seen_to_have_met(
    tmp_path: Path,
) -> None:
    with _demo(tmp_path, pairs=3) as (process, base):
        _applies_and_is_paired(base)
        answered = _open(base, "You have a mentor").press(" at 17:00")
        assert "New meetings" in answered.text
        assert "Settled" in answered.text
        assert "Noted: new times" in answered.text
        asked = _moves_the_clock_until(base, "Did you meet on")
        told = asked.press("Send", text="Yes, we met for an hour and a half")
        assert "They met" in told.text
        assert "1.5 h" in told.text
        assert "Settled" in told.text
        assert "Met 1 of 4" in _pair_of(see(f"{base}/posti/en"), "Ada Kokeilija")
        desk = see(f"{base}/posti/en/koordinaattori@example.org")
        commanded = desk.press("odottaa sinua").press("Send", text="lykkää 1 viikko\nok 99")
        assert "gone through, line by line" in commanded.text
        assert "tehty. Jos erehdyit: peru 1" in commanded.text
        assert "ei tehty: koosteessa ei ole sellaista numeroa" in commanded.text
        children = _children(process.pid)
        assert len(children) == 6
        process.send_signal(signal.SIGINT)
        assert process.wait(10) == 0
    assert not any(Path(f"/proc/{child}").exists() for child in children)
    assert list(tmp_path.iterdir()) == []


def test_a_page_acts_only_on_its_own_buttons(tmp_path: Path) -> None:
    with _demo(tmp_path, pairs=1) as (_, base):
        before = see(f"{base}/posti/en")
        for fields, headers in (
            ({"to": "day"}, {}),
            (_clock(before), {"Origin": "http://example.org"}),
            (_clock(before), {"Sec-Fetch-Site": "cross-site"}),
        ):
            with pytest.raises(OSError, match="403"):
                _post(f"{base}/posti/en/clock", fields, headers)
        assert _now(see(f"{base}/posti/en")) == _now(before)
        assert _now(before.press("Next day")) != _now(before)


def test_a_port_in_use_is_one_clear_line(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    with _demo(tmp_path, pairs=1) as (_, base):
        port = int(base.rpartition(":")[2])
        assert demo(port, 1) == 2
    assert capfd.readouterr().err == f"port {port} is in use: try `make demo PORT={port + 1}`\n"


def test_more_pairs_than_there_are_names_for_are_refused(
    capfd: pytest.CaptureFixture[str],
) -> None:
    assert demo(free_port(), 41) == 2
    assert capfd.readouterr().err == "--pairs: between 1 and 40\n"


def _applies_and_is_paired(base: str) -> None:
    sent = visitor.apply(base, "en", ADA)
    assert "ada@example.org" not in sent.html
    assert 'href="/posti"' in sent.html
    until(lambda: "ada@example.org" in see(f"{base}/posti/en").html, SECONDS)
    receipt = _open(base, "We have your application")
    confirmed = receipt.press("Ok, thanks!")
    assert "Settled" in confirmed.text
    assert "copy" in confirmed.text
    see(f"{base}/posti/en").press("Ada Kokeilija &")


def _open(base: str, subject: str) -> Screen:
    until(lambda: subject in _mailbox(base).text, SECONDS)
    return _mailbox(base).press(subject)


def _mailbox(base: str) -> Screen:
    return see(f"{base}/posti/en/ada@example.org")


def _moves_the_clock_until(base: str, subject: str) -> Screen:
    for _ in range(NEXT_EVENTS):
        mailbox = _mailbox(base)
        if subject in mailbox.text:
            return mailbox.press(subject)
        mailbox.press("Next event")
    raise AssertionError(f"no {subject}: {_mailbox(base).text}")


def _pair_of(start: Screen, name: str) -> str:
    for pair in LexborHTMLParser(start.html).css("li.pair"):
        if name in pair.text():
            return " ".join(pair.text(separator=" ").split())
    raise AssertionError(f"no pair of {name}")


def _now(page: Screen) -> str:
    clock = LexborHTMLParser(page.html).css_first(".clock strong")
    assert clock is not None
    return clock.text().partition(" at ")[0]


def _clock(page: Screen) -> dict[str, str]:
    form = LexborHTMLParser(page.html).css_first(".clock form")
    assert form is not None
    return {**_hidden(form), "to": "day"}


@contextmanager
def _demo(folder: Path, pairs: int) -> Iterator[tuple["subprocess.Popen[str]", str]]:
    """Run the demo; give it and its address once its pairs are there."""
    port = free_port()
    process = subprocess.Popen(
        [Path(sys.executable).with_name("oksa"), "demo", f"--port={port}", f"--pairs={pairs}"],
        env={**os.environ, "OKSA_DATA": str(folder)},
        stdout=subprocess.PIPE,
        text=True,
    )
    base = f"http://127.0.0.1:{port}"
    with process:
        assert process.stdout is not None
        try:
            assert process.stdout.readline().endswith(f"{base}/haku\n")
            until(lambda: "http-equiv" not in see(f"{base}/posti").html, SECONDS)
            yield process, base
        finally:
            process.terminate()


def see(address: str) -> Screen:
    """Return the page of an address of the demo."""
    with urlopen(address, timeout=SECONDS) as answer:
        return Screen(answer.url, answer.read().decode())


def _post(address: str, fields: dict[str, str], headers: dict[str, str] | None = None) -> Screen:
    request = Request(address, urlencode(fields).encode(), headers or {})
    with urlopen(request, timeout=SECONDS) as answer:
        return Screen(answer.url, answer.read().decode())


def _form_of(button: LexborNode) -> LexborNode:
    node: LexborNode | None = button
    while node is not None and node.tag != "form":
        node = node.parent
    assert node is not None
    return node


def _hidden(form: LexborNode) -> dict[str, str]:
    fields = form.css("input[type=hidden]")
    return {one.attributes["name"] or "": one.attributes["value"] or "" for one in fields}


def _children(process: int) -> list[int]:
    tasks = Path(f"/proc/{process}/task").glob("*/children")
    return [int(child) for task in tasks for child in task.read_text().split()]
