"""Delivery: what is due in the outbox leaves, in order, over one connection (P36, R4, R9)."""

import logging
import time
from collections import Counter, deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from threading import Event

from jobs import senders
from service import store
from service.config import MailServer
from service.domain.letters import Letter
from service.domain.pacing import slower
from service.domain.retries import next_try
from service.mail import outbound
from service.store.paces import Ready

MOST = 500  # letters in one go, so that the mails that came meanwhile are read, too
AT_ONCE = 20  # letters taken in one commit; of them one at most is on its way at a time
COUNTED = ("sent", "put_back", "failed", "uncertain", "unreachable")
FRUITLESS = 4  # connections in a row that carried no letter
REFUSED_IN_A_ROW = 3  # letters that the server refuses because of us: it will refuse the next
LONGEST_WAIT_FOR_US = timedelta(hours=1)  # until a letter is tried again that we are at fault for
SLOW_DOWN = (421, 450)

finish_early = Event()  # set when the process is asked to stop: no letter is begun after it
log = logging.getLogger(__name__)


@dataclass
class Run:
    """One sender's round: what it has to send, and how that goes."""

    db: store.Database
    server: MailServer
    slot: int
    now: datetime
    may_begin: Callable[[], bool]
    waiting: deque[Ready] = field(default_factory=deque)
    taken: deque[Letter] = field(default_factory=deque)
    looked_at: int = 0
    sent_before: int = 0
    ends: Counter[str] = field(default_factory=lambda: Counter(dict.fromkeys(COUNTED, 0)))
    trouble: str = ""
    refused_in_a_row: int = 0


def deliver(
    db: store.Database,
    server: MailServer,
    folder: Path,
    now: datetime,
    *,
    answer_seconds: float = outbound.ANSWER_SECONDS,
    for_seconds: float = float("inf"),
) -> dict[str, int]:
    """Send what is due and return how the letters ended, counted; safe to run at any time.

    After `for_seconds` no letter is begun. Zeros mean that nothing was due, or that as many
    senders as there may be are at work in this data folder.
    """
    until = time.monotonic() + for_seconds
    with senders.slot(folder, server.senders) as slot:
        run = Run(db, server, slot, now, lambda: _may_begin(db, until))
        if slot:
            with senders.stopped(folder, slot) as free:
                store.outbox.recover(db, free)
            _send_all(run, answer_seconds)
            _note_trouble(run)
    return dict(run.ends)


def _may_begin(db: store.Database, until: float) -> bool:
    # Without room nobody could note that a letter has left, and it would leave again (R8).
    return not finish_early.is_set() and time.monotonic() < until and store.has_room(db)


def _send_all(run: Run, answer_seconds: float) -> None:
    """Send over one connection, and over another when the server ends it before the letters.

    Servers do so after some number of letters; but one letter that makes a server hang up, or
    one domain for which it does, must not hold the others.
    """
    fruitless = 0
    while fruitless < FRUITLESS and _has_more(run):
        before = run.ends["sent"]
        try:
            with outbound.line(run.server, answer_seconds) as line:
                while line.is_open() and _has_more(run):
                    letter = run.taken.popleft()
                    run.ends[_settle(run, letter, outbound.send(line, letter))] += 1
        except outbound.Unreachable as why:
            run.ends["unreachable"] += 1
            run.trouble = str(why)
            break
        fruitless = 0 if run.ends["sent"] > before else fruitless + 1
    _let_go(run, list(run.taken))


def _has_more(run: Run) -> bool:
    """Return whether a letter is at hand that may be begun; take some, and look for more."""
    if not run.may_begin() or run.refused_in_a_row >= REFUSED_IN_A_ROW:
        return False
    while not run.taken:
        if not run.waiting and not _look(run):
            return False
        _take_some(run)
    return True


def _look(run: Run) -> bool:
    """Look for what may leave; again only after a letter has left that others had to wait for."""
    left = MOST - run.looked_at
    if left <= 0 or (run.looked_at and run.ends["sent"] == run.sent_before):
        return False
    run.sent_before = run.ends["sent"]
    run.waiting = deque(store.paces.ready(run.db, run.server.pace, run.now, most=left))
    run.looked_at += len(run.waiting)
    return bool(run.waiting)


def _take_some(run: Run) -> None:
    """Take the next letters in one commit (R10); those that must wait are passed over."""
    some = [run.waiting.popleft().letter_id for _ in range(min(AT_ONCE, len(run.waiting)))]
    with store.transaction(run.db):
        run.taken.extend(store.outbox.take_some(run.db, some, run.slot, run.now))


def _let_go(run: Run, letters: Sequence[Letter]) -> None:
    with store.transaction(run.db):
        for letter in letters:
            store.outbox.let_go(run.db, letter.id)
            run.taken.remove(letter)


def _settle(run: Run, letter: Letter, answer: outbound.Answer) -> str:
    if answer.end == "taken":
        run.refused_in_a_row = 0
        store.outbox.mark_sent(run.db, letter.id, run.now)
        return "sent"
    run.refused_in_a_row = run.refused_in_a_row + 1 if answer.end == "ours" else 0
    run.trouble = answer.reason if answer.alarm else run.trouble
    with store.transaction(run.db):
        if answer.hung_up or answer.code in SLOW_DOWN:
            _slow_down(run, letter, hung_up=answer.hung_up)
        return _wait_or_give_up(run, letter, answer)


def _wait_or_give_up(run: Run, letter: Letter, answer: outbound.Answer) -> str:
    if answer.end == "never":
        return _give_up(run, letter, answer.reason)
    again_at = next_try(letter.id, letter.tries, letter.first_tried_at or run.now, run.now)
    if answer.end == "ours":  # however long it takes to mend, no letter is given up for it
        latest = run.now + LONGEST_WAIT_FOR_US
        again_at = min(again_at or latest, latest)
    if again_at is None:
        return _give_up(run, letter, f"given up after {letter.tries} tries: {answer.reason}")
    if answer.end == "lost":
        store.outbox.doubt(run.db, letter.id, f"may have left: {answer.reason}", again_at)
        return "uncertain"
    store.outbox.put_back(run.db, letter.id, answer.reason, again_at)
    return "put_back"


def _slow_down(run: Run, letter: Letter, *, hung_up: bool) -> None:
    """Send more slowly to a domain that asks for it, and spare it in this round at once."""
    domain = _domain(letter)
    asked = slower(store.paces.slowness(run.db, domain), run.now, hung_up=hung_up)
    store.paces.save(run.db, domain, asked)
    _let_go(run, [one for one in run.taken if _domain(one) == domain])
    room = store.paces.room(run.db, run.server.pace, domain, run.now)
    mine = [one for one in run.waiting if one.domain == domain]
    others = [one for one in run.waiting if one.domain != domain]
    run.waiting = deque([*others, *mine[:room]])


def _domain(letter: Letter) -> str:
    return letter.to_address.rpartition("@")[2].lower()


def _give_up(run: Run, letter: Letter, reason: str) -> str:
    log.warning("letter %d is given up", letter.id)
    store.outbox.mark_failed(run.db, letter.id, reason)
    return "failed"


def _note_trouble(run: Run) -> None:
    """Let health say that the server takes nothing from us, or no longer (R9)."""
    if run.trouble:
        log.warning("mail server takes nothing from us: %s", run.trouble)
        store.memory.note_trouble(run.db, run.trouble, run.now)
    elif run.ends["sent"]:
        store.memory.end_trouble(run.db)
