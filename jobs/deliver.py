"""Delivery: what is due in the outbox leaves, in order, over one connection (P36, R4, R9)."""

import logging
from collections import Counter, deque
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from fcntl import LOCK_EX, LOCK_NB, flock
from pathlib import Path
from threading import Event

from service import store
from service.config import MailServer
from service.domain.letters import Letter
from service.mail import outbound

MOST = 500  # letters in one go, so that the mails that came meanwhile are read, too
COUNTED = ("sent", "put_back", "failed", "uncertain", "unreachable")
# After each refusal for now a letter waits longer; all of it is not quite five days (R9).
WAITS = tuple(
    timedelta(minutes=minutes)
    for minutes in (1, 5, 15, 60, *(hours * 60 for hours in (4, 6, 8, 10, 12, 14, 17, 20, 24)))
)

finish_early = Event()  # set when the process is asked to stop: no letter is begun after it
log = logging.getLogger(__name__)


def deliver(
    db: store.Database,
    server: MailServer,
    folder: Path,
    now: datetime,
    *,
    answer_seconds: float = outbound.ANSWER_SECONDS,
) -> dict[str, int]:
    """Send what is due and return how the letters ended, counted; safe to run at any time.

    Zeros mean that nothing was due or that another sender is at work in this data folder.
    """
    ends: Counter[str] = Counter(dict.fromkeys(COUNTED, 0))
    with _alone(folder) as alone:
        if alone:
            store.outbox.recover(db)
            waiting = deque(sorted(store.outbox.due(db, now, most=MOST)))  # as written (I10)
            try:
                while waiting and _over_one_line(db, server, waiting, ends, now, answer_seconds):
                    pass
            except outbound.Unreachable as why:
                log.warning("mail server not reached: %s", why)
                ends["unreachable"] += 1
    return dict(ends)


@contextmanager
def _alone(folder: Path) -> Iterator[bool]:
    """Say whether we are the only sender of a data folder, and stay so inside."""
    with (folder / "sender.lock").open("w") as lock:
        try:
            flock(lock, LOCK_EX | LOCK_NB)
        except BlockingIOError:
            yield False
        else:
            yield True


def _over_one_line(
    db: store.Database,
    server: MailServer,
    waiting: deque[int],
    ends: Counter[str],
    now: datetime,
    answer_seconds: float,
) -> bool:
    """Send over one connection; True if it ended early but had carried something.

    Servers close a connection after some number of letters: that is worth another one.
    """
    before = ends["sent"]
    with outbound.line(server, answer_seconds) as line:
        while waiting and line.is_open() and not finish_early.is_set():
            letter = _take_in_order(db, waiting.popleft())
            if letter is not None:
                ends[_settle(db, letter, outbound.send(line, letter), now)] += 1
    return ends["sent"] > before and not finish_early.is_set()


def _take_in_order(db: store.Database, letter_id: int) -> Letter | None:
    """Take a letter, unless an older one on its matter to its address waits (I10)."""
    letter = store.outbox.get(db, letter_id)
    for other in store.outbox.about(db, [letter.about]):
        older = other.id < letter.id and other.to_address == letter.to_address
        if older and other.state in ("waiting", "uncertain", "sending"):
            return None
    return store.outbox.take(db, letter_id)


def _settle(db: store.Database, letter: Letter, answer: outbound.Answer, now: datetime) -> str:
    match answer.end:
        case "taken":
            store.outbox.mark_sent(db, letter.id, now)
            return "sent"
        case "never":
            return _give_up(db, letter, answer.reason)
        case _ if letter.tries > len(WAITS):
            return _give_up(db, letter, f"given up after {letter.tries} tries: {answer.reason}")
        case "later" | "unsent":
            due_at = now + WAITS[letter.tries - 1]
            store.outbox.put_back(db, letter.id, answer.reason, due_at)
            return "put_back"
    # Lost: it stays in hand, and the next sender finds it there and sends it again (R4).
    return "uncertain"


def _give_up(db: store.Database, letter: Letter, reason: str) -> str:
    log.warning("letter %d is given up", letter.id)
    store.outbox.mark_failed(db, letter.id, reason)
    return "failed"
