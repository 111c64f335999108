"""What a page needs of the house it stands in: the database, the site, the time, the worker."""

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from flask import Flask, current_app

from service import clock, store
from service.config import Settings
from service.domain.site import Site

KEY = "oksa"


@dataclass(frozen=True)
class House:
    """One application's settings, its bell to the worker and its threads' connections."""

    settings: Settings
    site: Site
    wake: Callable[[], None] | None
    threads: threading.local = field(default_factory=threading.local)


def settle_in(app: Flask, house: House) -> None:
    """Give an application its house; once, when it is made."""
    app.extensions[KEY] = house


def house() -> House:
    """Return the house of the application that answers now."""
    kept = current_app.extensions[KEY]
    assert isinstance(kept, House)
    return kept


def db() -> store.Database:
    """Return this thread's connection, opened at its first use and kept."""
    threads = house().threads
    if not hasattr(threads, "db"):
        threads.db = store.connect(house().settings.folder)
    kept = threads.db
    assert isinstance(kept, store.Database)
    return kept


def site() -> Site:
    """Return the addresses of this service."""
    return house().site


def now() -> datetime:
    """Return the present moment, or the demo's."""
    return clock.now(db())


def wake() -> None:
    """Tell the worker that letters wait. Call it after the commit.

    It rings from a thread of its own: a queue server that hangs or is gone neither delays
    nor breaks a page, and the sweeper finds the letters anyway (R3).
    """
    ring = house().wake
    if ring is not None:
        threading.Thread(target=ring, daemon=True).start()
