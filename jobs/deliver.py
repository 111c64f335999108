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
                _send_all(db, server, waiting, ends, now, answer_seconds)
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


def _send_all(
    db: store.Database,
    server: MailServer,
    waiting: deque[int],
    ends: Counter[str],
    now: datetime,
    answer_seconds: float,
) -> None:
    """Send over one connection, and over another when the server ends it before the letters.

    Servers do so after some number of letters; but one letter that makes a server hang up
    must not hold the others. Two connections in a row that carried nothing are enough.
    """
    fruitless = 0
    while waiting and fruitless < 2 and not finish_early.is_set():
        before = ends["sent"]
        with outbound.line(server, answer_seconds) as line:
            _send_over(db, line, waiting, ends, now)
        fruitless = 0 if ends["sent"] > before else fruitless + 1


def _send_over(
    db: store.Database, line: outbound.Line, waiting: deque[int], ends: Counter[str], now: datetime
) -> None:
    letter = _take_next(db, waiting)
    while letter is not None:
        answer = outbound.send(line, letter)
        with store.transaction(db):  # one commit marks a letter and takes the next: R10
            ends[_settle(db, letter, answer, now)] += 1
            letter = _take_next(db, waiting) if line.is_open() else None


def _take_next(db: store.Database, waiting: deque[int]) -> Letter | None:
    """Take the next letter that may go, or None when there is none or it is time to stop."""
    while waiting and not finish_early.is_set():
        try:
            letter = store.outbox.get(db, waiting.popleft())
        except LookupError:  # withdrawn since it was found due
            continue
        taken = None if _is_overtaking(db, letter) else store.outbox.take(db, letter.id)
        if taken is not None:
            return taken
    return None


def _is_overtaking(db: store.Database, letter: Letter) -> bool:
    """Return whether an older letter on the same matter to the same address waits (I10)."""
    return any(
        other.id < letter.id
        and other.to_address == letter.to_address
        and other.state in ("waiting", "uncertain", "sending")
        for other in store.outbox.about(db, [letter.about])
    )


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
