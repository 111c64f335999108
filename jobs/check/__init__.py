"""`oksa check`: everything the service stands on, looked at from where it runs (P44)."""

import os
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from jobs.check import machine, names, servers, trip
from jobs.check.finding import Finding
from service import store
from service.config import Settings

__all__ = ["Finding", "check"]


def check(db: store.Database, settings: Settings, now: datetime) -> Iterator[Finding]:
    """Give one finding after the other; safe to run at any time, also while `oksa run` does.

    One mail leaves, to the service itself; nobody else gets any. Raises BadSetting where a
    setting that it needs is missing.
    """
    site, server = settings.need_site(), settings.need_mail()
    yield machine.settings(settings, machine.set_names(os.environ, Path.cwd()))
    yield machine.database(db, settings)
    yield machine.disk(db)
    yield machine.clock(db, now)
    yield machine.rates(now)
    yield servers.queue_server_of(settings)
    yield from servers.doors(settings)
    yield servers.imap(settings)
    yield from names.check(site)
    smtp = servers.smtp(server)
    yield smtp
    yield from trip.check(db, site, server, now, can_send=smtp.state == "ok")
