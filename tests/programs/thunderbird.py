"""Debian's Thunderbird without a screen: real letters, its real buttons, its answers by SMTP."""

import os
import socket
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import pytest

from tests.jobs.machine import kill
from tests.jobs.wait import until
from tests.programs import thunderbird_profile
from tests.programs import thunderbird_scripts as scripts
from tests.programs.marionette import Marionette
from tests.programs.thunderbird_profile import User
from tests.sink import free_port

PROGRAM = Path("/usr/lib/thunderbird/thunderbird")
SECONDS = 60  # the first start on a loaded machine takes many


@dataclass(frozen=True)
class Bar:
    """What stands above an invitation, and which buttons are offered."""

    label: str
    buttons: tuple[str, ...]


@dataclass(frozen=True)
class Event:
    """An event of Thunderbird's own calendar, its start by its user's clock."""

    title: str
    starts_at: str
    status: str | None
    answers: Mapping[str, str]  # by address


@dataclass(frozen=True)
class Thunderbird:
    """A Thunderbird that runs."""

    inside: Marionette

    def open(self, raw: bytes) -> Bar:
        """Take a letter into the inbox, open it, and return what stands above it."""
        self.inside.run(scripts.OPEN, raw.decode("ascii"))
        until(lambda: self.inside.run(scripts.SHOWN), SECONDS)
        label, buttons = self.inside.run(scripts.SHOWN)
        return Bar(label, tuple(buttons))

    def press(self, button: str) -> None:
        """Press a button above the open letter."""
        self.inside.run(scripts.PRESS, button)

    def agree(self) -> None:
        """Say OK to what it asks, if it asks anything by now."""
        self.inside.run(scripts.AGREE)

    def change_mind(self, uid: str, answer: str) -> None:
        """Choose another answer in the menu of an event in the calendar."""
        self.inside.run(scripts.CHANGE, uid, answer)

    def invite(self, uid: str, title: str, starts_at: datetime, owner: str, *guests: str) -> None:
        """Make an event of an hour in an owner's calendar, and invite guests."""
        local = f"{starts_at:%Y%m%dT%H%M%S}"
        self.inside.run(scripts.MAKE, uid, title, local, 60, owner, guests)

    def put_off(self, uid: str, hours: int) -> None:
        """Move an event of its own, and tell the guests."""
        self.inside.run(scripts.PUT_OFF, uid, hours)

    def delete(self, uid: str) -> None:
        """Delete an event of its own, and tell the guests."""
        self.inside.run(scripts.DELETE, uid)

    def event(self, uid: str) -> Event | None:
        """Return an event of its calendars, or None."""
        found = self.inside.run(scripts.EVENT, uid)
        if found is None:
            return None
        title, starts_at, status, answers = found
        return Event(title, starts_at, status, {who[7:]: answer for who, answer in answers})


@contextmanager
def running(folder: Path, user: User, smtp_port: int) -> Iterator[Thunderbird]:
    """Run Thunderbird for someone in Helsinki who sends through a port of this machine, or skip."""
    _there(user.language)
    port = free_port()
    thunderbird_profile.write(folder / "profile", user, port, smtp_port)
    process = _started(folder)
    try:
        until(lambda: _listens(port), SECONDS)
        with Marionette(port) as inside:
            until(lambda: inside.run(scripts.READY), SECONDS)
            yield Thunderbird(inside)
    finally:
        kill(process)


def _there(language: str) -> None:
    """Skip, with the line that installs it, where the program or its language is missing."""
    if not PROGRAM.exists():
        pytest.skip("Thunderbird is not installed (Debian: apt-get install thunderbird)")
    pack = PROGRAM.parent / f"extensions/langpack-{language}@thunderbird.mozilla.org.xpi"
    if language != "en-US" and not pack.exists():
        name = f"thunderbird-l10n-{language}"
        pytest.skip(f"{name} is not installed (Debian: apt-get install {name})")


def _started(folder: Path) -> "subprocess.Popen[str]":
    switches = ["--headless", "--marionette", "--remote-allow-system-access", "--no-remote"]
    with (folder / "thunderbird.log").open("w") as log:
        return subprocess.Popen(
            [str(PROGRAM), *switches, "--profile", str(folder / "profile")],
            env={"PATH": os.environ["PATH"], "HOME": str(folder), "TZ": "Europe/Helsinki"},
            stdout=log,
            stderr=log,
            text=True,
            start_new_session=True,
        )


def _listens(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0
