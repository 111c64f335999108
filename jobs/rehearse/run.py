"""The rehearsal's engine: from moment to moment, through the real rules, reader and letters."""

import os
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from jobs import timetable
from jobs.forget import forget_notes
from jobs.rehearse import coordinator, doing
from jobs.rehearse.characters import cast
from jobs.rehearse.coordinator import BEGINS, ENDS, PAIRED_ON, Away
from jobs.rehearse.ending import Ending, ending
from jobs.rehearse.play import Deed, Passed, Play
from jobs.rehearse.posting import AUTHSERV_ID
from jobs.rehearse.reacting import react
from service import store
from service.domain.rounds import Round
from service.domain.site import Site
from service.hours import HELSINKI, is_working_day
from service.reading import guard

SITE = Site(
    base_url="https://oksa.example.org",
    mail_domain="oksa.example.org",
    sender_address="mentorointi@oksa.example.org",
    secret=b"a rehearsal has no secrets",
    authserv_id=AUTHSERV_ID,
)
MEMORY = Path("/dev/shm")  # noqa: S108 - data of nobody; gone at the end
# When the timetable looks, beside the moments at which something happens: also at night and on
# free days, when nothing may leave by itself.
LOOKS = (time(8), time(20))
NOON = time(12)  # on all other days
LOOK = Deed("look")
MANY = 10_000


def play_year(
    pairs: int, seed: int, away: Away | None, tell: Callable[[float], object]
) -> tuple[Play, Ending]:
    """Play a year and return what passed and how it ended; `tell` hears how much is done, 0 to 1.

    The database lies in memory where the system has such a place, and is gone afterwards.
    """
    with TemporaryDirectory(prefix="oksa-rehearsal-", dir=_place()) as folder:
        db = store.connect(Path(folder))
        try:
            with guard.unguarded():
                return _run(db, pairs, seed, away, tell)
        finally:
            db.conn.close()


def _run(
    db: store.Database, pairs: int, seed: int, away: Away | None, tell: Callable[[float], object]
) -> tuple[Play, Ending]:
    begins = datetime.combine(BEGINS, time(8), HELSINKI).astimezone(UTC)
    ends = datetime.combine(ENDS, time(23), HELSINKI).astimezone(UTC)
    play = Play(db, SITE, coordinator.prepare(db, begins), cast(pairs), seed)
    coordinator.note_all(play, away)
    for look in _looks(play.season):
        play.diary.note(look, LOOK)
    at = begins
    while (following := play.diary.next_at()) and following <= ends:
        at = max(following.astimezone(UTC), at)
        _live_through(play, at)
        tell((at - begins) / (ends - begins))
    return play, ending(play, at)


def _live_through(play: Play, at: datetime) -> None:
    """Live through one moment: what people do, what the rules then decide, what leaves."""
    with store.transaction(play.db):
        for deed in play.diary.take(at):
            _do(play, deed, at)
        timetable.decide(play.db, play.site, at)
        _deliver(play, at)
    forget_notes(play.db, play.site, at)
    due_at = store.outbox.next_due(play.db, at)
    if due_at and play.once(f"due:{due_at.isoformat()}"):
        play.diary.note(due_at, LOOK)


def _do(play: Play, deed: Deed, at: datetime) -> None:
    act, _, whose = deed.act.partition(" ")
    if deed.letter is not None:
        doing.do(play, deed, at)
    elif act == "work":
        coordinator.work(play, at)
    elif act == "apply":
        coordinator.apply(play, whose, at)


def _deliver(play: Play, at: datetime) -> None:
    """Hand over what is due; its receivers make up their minds about it."""
    for letter_id in store.outbox.due(play.db, at, most=MANY):
        letter = store.outbox.take(play.db, letter_id)
        if letter is None:
            continue
        store.outbox.mark_sent(play.db, letter_id, at)
        play.passed.append(
            Passed(
                number=len(play.passed) + 1,
                key=letter.key,
                at=at,
                way="out",
                email=letter.to_address,
                language=letter.language,
                kind=letter.kind,
                subject=letter.subject,
                raw=letter.raw,
                about=letter.about,
                prompt=letter.prompt,
            )
        )
        react(play, letter, at)


def _looks(season: Round) -> Iterator[datetime]:
    """Yield the looks: twice on working days while there are pairs, else at noon."""
    day = BEGINS
    while day <= ENDS:
        noon = datetime.combine(day, NOON, HELSINKI)
        has_pairs = PAIRED_ON <= day <= season.ends and is_working_day(noon)
        for at in LOOKS if has_pairs else (NOON,):
            yield datetime.combine(day, at, HELSINKI)
        day += timedelta(days=1)


def _place() -> Path | None:
    return MEMORY if MEMORY.is_dir() and os.access(MEMORY, os.W_OK) else None
