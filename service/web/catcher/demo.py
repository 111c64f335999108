"""What the demo lends its web pages: its mailboxes, its door, and its clock."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from flask import Flask, current_app

from service import store


@dataclass(frozen=True)
class Coming:
    """The next thing that time alone brings, and when; `who` names the pair or the person."""

    what: str
    at: datetime
    who: str = ""


@dataclass(frozen=True)
class Demo:
    """The parts of a running demo.

    `is_ready` tells whether its invented past is over, until when no clock may be moved;
    `catch_up` does all that is due and delivers its letters; `coming` tells what time brings
    next; `sign_in` makes a one-time link to the console.
    """

    mailboxes: Path
    door: tuple[str, int]
    coordinator: str
    is_ready: Callable[[], bool]
    catch_up: Callable[[store.Database, datetime], None]
    coming: Callable[[store.Database, datetime], Coming | None]
    sign_in: Callable[[store.Database, datetime], str]


KEY = "oksa-demo"


def settle_in(app: Flask, demo: Demo) -> None:
    """Give an application the demo it is shown in; once, when it is made."""
    app.extensions[KEY] = demo


def here() -> Demo:
    """Return the demo of the application that answers now."""
    kept = current_app.extensions[KEY]
    assert isinstance(kept, Demo)
    return kept
