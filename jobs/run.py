"""`oksa run`: every part together, for real use."""

from collections.abc import Callable

from jobs import child, parts
from jobs.supervisor import supervise
from service import clock, store
from service.config import Settings
from service.setting_values import BadSetting


def run(settings: Settings, host: str, port: int, say: Callable[[str], None]) -> int:
    """Run the service until told to stop, and return the exit code.

    Each part says one line when it is ready. Raises BadSetting before anything starts.
    """
    settings.need_site()
    settings.need_mail()
    _mark_served(settings)
    stopping = child.begin()
    if not (settings.smtp_listen or settings.lmtp_listen or settings.imap):
        say("door: closed, neither OKSA_SMTP_LISTEN nor OKSA_LMTP_LISTEN is set")
    return supervise(parts.standard(settings, host, port), say, stopping)


def _mark_served(settings: Settings) -> None:
    db = store.connect(settings.folder)
    try:
        if store.memory.clock_ahead(db):
            raise BadSetting("OKSA_DATA: the data of a demo whose clock was moved")
        store.memory.mark_served(db, clock.now(db))
    finally:
        db.conn.close()
