"""Every kind of letter in the timetable: when it becomes due, and when it is too late.

Across both nights of summer time, the year's end, Easter and Midsummer (P6, P9, P10, P12, P16,
P17, P21, P22, P27). All times are Helsinki's.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta

import pytest

from jobs import timetable
from service import store
from service.actions import (
    applicants,
    applications,
    attendance,
    claims,
    event_changes,
    leaving,
    pairs,
)
from service.actions.pairs import HOLD
from service.domain.events import Material
from service.domain.letters import Matter
from service.domain.meetings import Held
from service.domain.pairs import Pair
from service.domain.rounds import Event
from service.store.meetings import mark_asked
from tests.paying import minna
from tests.programme import (
    ANNA,
    EETU,
    SITE,
    a_round,
    accepted,
    an_answer,
    an_application,
    apply,
    at,
    booked,
    letters,
    receive,
    send_all,
)

BY, KALLE, LIISA = "minna@example.org", "kalle@example.org", "liisa@example.org"
Lay = Callable[[store.Database], object]
MINUTE = timedelta(minutes=1)
WINTER, SPRING, SUMMER, AUTUMN = "2026-12-01", "2027-03-01", "2027-06-01", "2027-10-01"
YEAR = {"starts": date(2026, 12, 2), "ends": date(2027, 12, 31)}


@dataclass(frozen=True)
class Row:
    """A letter of one kind to one person: due at a moment, and not written any more at `late`."""

    kind: str
    to: str
    lay: Lay
    due: str
    last: str = ""
    late: str = ""


def a_pair(db: store.Database, on: str, **changes: object) -> Pair:
    """Return Anna and Eetu, introduced at ten on a day of a long round."""
    now = at(f"{on} 10:00")
    opens = {"opens": date(2026, 1, 1), "closes": now.date(), **YEAR, **changes}
    season = store.rounds.add(db, a_round(**opens))
    apply(db, an_application("mentor", ANNA.name, ANNA.email, "fi"), now)
    apply(db, an_application("actor", EETU.name, EETU.email, "sv"), now)
    pairs.make(db, season, ANNA.email, [EETU.email])
    (pair,) = pairs.publish(db, SITE, season, now)
    send_all(db, now)
    return store.pairs.get(db, pair.id)


def a_settled_pair(db: store.Database, on: str, **changes: object) -> Pair:
    """Return a pair that has its agreement and has told how it goes."""
    pair = a_pair(db, on, **changes)
    now = at(f"{on} 10:00")
    store.agreements.mark_asked(db, pair.id, now)
    store.agreements.save(db, replace(store.agreements.of(db, pair.id), agreed_at=now))
    return pair


def meeting(on: str, *times: str) -> Lay:
    """Book meetings that both have said they come to."""

    def lay(db: store.Database) -> None:
        now = at(f"{on} 10:00")
        accepted(db, *booked(db, a_settled_pair(db, on), *times, now=now), now=now)

    return lay


def unanswered(on: str, time: str) -> Lay:
    """Book a meeting whose invitation nobody answers."""
    return lambda db: booked(db, a_settled_pair(db, on), time, now=at(f"{on} 10:00"))


def asked(on: str, time: str, asked_at: str) -> Lay:
    """Let the actor have been asked about a meeting, and be silent."""

    def lay(db: store.Database) -> None:
        meeting(on, time)(db)
        timetable.decide(db, SITE, at(asked_at))
        assert [one.to_address for one in letters(db, "did_you_meet")] == [EETU.email]
        send_all(db, at(asked_at))

    return lay


def went_on(lay: Lay, *moments: str) -> Lay:
    """Let the timetable have looked at some moments, and what it wrote have left."""

    def after(db: store.Database) -> None:
        lay(db)
        for moment in moments:
            timetable.decide(db, SITE, at(moment))
            send_all(db, at(moment))

    return after


def kickoff(on: str, kind: str = "kickoff", laid: str = SPRING) -> Lay:
    """Lay a pair whose round begins, or meets, on a day, at four unless told otherwise."""
    starts_at = at(on if " " in on else f"{on} 16:00")
    event = Event(kind, starts_at, 120, ("mentor", "actor"), url="https://example.org")
    return lambda db: a_pair(db, laid, events=(event,))


def invited(on: str, kind: str = "kickoff", laid: str = SPRING) -> Lay:
    """Lay a pair that has been invited to an event and is silent."""

    def lay(db: store.Database) -> None:
        kickoff(on, kind, laid)(db)
        timetable.decide(db, SITE, at(f"{laid} 10:00") + HOLD)
        send_all(db, at(f"{laid} 10:00") + HOLD)

    return lay


def missed(on: str, laid: str = SPRING) -> Lay:
    """Lay a pair that was silent about an event, of which there is material."""

    def lay(db: store.Database) -> None:
        invited(on, "halfway", laid)(db)
        (event,) = store.events.of_round(db, 1)
        material = Material("Kalvot", "https://files.example.org/1")
        event_changes.keep_material(db, event, material, BY, event.starts_at)

    return lay


def waiting(until: str, *names: str, laid: str = SPRING) -> Lay:
    """Lay a pair, and actors on the waiting list until a day."""

    def lay(db: store.Database) -> None:
        a_pair(db, laid)
        now = at(f"{laid} 10:00")
        for name in names:
            one = apply(db, an_application("actor", name, f"{name.lower()}@example.org"), now)
            applicants.answer(db, SITE, [one], ("waiting", date.fromisoformat(until)), BY, now)
        send_all(db, now)

    return lay


def given_up(now: str, *names: str, laid: str = SPRING) -> Lay:
    """Let the actor of a pair leave, while others wait."""

    def lay(db: store.Database) -> None:
        waiting("2027-12-01", *names, laid=laid)(db)
        actor = store.pairs.get(db, 1).contact
        leaving.leave(db, SITE, actor, store.rounds.get(db, 1), at(now))
        send_all(db, at(now))

    return lay


def applied(now: str) -> Lay:
    """Let someone apply and not confirm."""

    def lay(db: store.Database) -> None:
        season = store.rounds.add(db, a_round(opens=date(2026, 1, 1), closes=date(2027, 12, 1)))
        made = an_application("mentor", ANNA.name, ANNA.email)
        applications.receive(db, SITE, season, made, at(now))

    return lay


def wants_to_know(opens: date) -> Lay:
    """Let someone ask to be told when a round opens."""

    def lay(db: store.Database) -> None:
        season = store.rounds.add(db, a_round(opens=opens, closes=opens + timedelta(days=20)))
        applications.tell_me(db, season, ANNA.email, "fi", at("2026-12-01 10:00"))

    return lay


def proposed(now: str, time: str) -> Lay:
    """Let the mentor propose another time for a meeting."""

    def lay(db: store.Database) -> None:
        pair = a_settled_pair(db, SPRING)
        (one,) = booked(db, pair, "2027-04-07 17:00", now=at(f"{SPRING} 10:00"))
        accepted(db, one, now=at(f"{SPRING} 10:00"))
        words = an_answer(f"kävisikö {time}?", pair.mentor, Matter("meeting", one.id))
        assert receive(db, words, at(now)).state == "settled"
        send_all(db, at(now))

    return lay


def paid_for(held_at: str) -> Lay:
    """Let a meeting be held whose costs are approved beforehand."""

    def lay(db: store.Database) -> None:
        pair = a_settled_pair(db, SPRING)
        now = at(f"{SPRING} 10:00")
        (one,) = booked(db, pair, "2027-03-25 17:00", "2027-05-25 17:00", now=now)[:1]
        plan = claims.propose_plan(db, pair, 1, "transport", 2400, now)
        assert plan is not None
        claims.approve_plan(db, SITE, plan.id, minna(db), now)
        mark_asked(db, one.id, at(held_at))
        attendance.tell(db, SITE, one, Held(), None, at(held_at))
        send_all(db, at(held_at))

    return lay


def in_tray(now: str, laid: str = SPRING) -> Lay:
    """Lay a message before the coordinator that no matter of ours explains."""

    def lay(db: store.Database) -> None:
        pair = a_settled_pair(db, laid)
        minna(db)
        words = an_answer("Soittakaa minulle.", pair.mentor, Matter("pair", pair.id))
        assert receive(db, words, at(now)).state == "tray"

    return lay


# Good Friday is 26 March 2027, the clocks go forward on Easter Sunday 28 March and back on
# 31 October; Christmas Eve 2026 is a Thursday, Midsummer's 2027 Friday 25 June.
ROWS = (
    Row("did_you_meet", EETU.email, meeting(SPRING, "2027-03-27 17:00"), "2027-03-30 08:00"),
    Row("did_you_meet", EETU.email, meeting(SPRING, "2027-03-28 02:30"), "2027-03-30 08:00"),
    Row("did_you_meet", EETU.email, meeting(AUTUMN, "2027-10-30 23:30"), "2027-11-01 08:00"),
    Row("did_you_meet", EETU.email, meeting(WINTER, "2026-12-23 17:00"), "2026-12-28 08:00"),
    Row("did_you_meet", EETU.email, meeting(WINTER, "2026-12-31 23:30"), "2027-01-04 08:00"),
    Row("did_you_meet", EETU.email, meeting(WINTER, "2027-01-05 17:00"), "2027-01-07 08:00"),
    Row("did_you_meet", EETU.email, meeting(SUMMER, "2027-06-24 17:00"), "2027-06-28 08:00"),
    Row(
        "did_you_meet", ANNA.email, asked(SPRING, "2027-03-23 17:00", "2027-03-24 08:00"),
        "2027-03-30 08:00", "2027-04-20 16:59", "2027-04-21 09:00",
    ),
    Row(
        "did_you_meet", EETU.email, asked(AUTUMN, "2027-10-26 17:00", "2027-10-27 08:00"),
        "2027-11-03 08:00", "2027-11-23 16:59", "2027-11-24 08:00",
    ),
    Row(
        "preparation", EETU.email, meeting(SPRING, "2027-03-31 17:00"),
        "2027-03-25 08:00", "2027-03-30 16:59", "2027-03-31 08:00",
    ),
    Row(
        "preparation", ANNA.email, meeting(SPRING, "2027-03-31 17:00"),
        "2027-03-25 08:00", "2027-03-30 16:59", "2027-03-31 08:00",
    ),
    Row(
        "preparation", EETU.email, meeting(AUTUMN, "2027-11-01 17:00"),
        "2027-10-27 08:00", "2027-10-29 16:59", "2027-11-01 08:00",
    ),
    Row(
        "preparation", ANNA.email, meeting(SUMMER, "2027-06-29 10:00"),
        "2027-06-24 08:00", "2027-06-28 10:00", "2027-06-28 10:01",
    ),
    Row(
        "preparation", ANNA.email, meeting(WINTER, "2027-01-04 17:00"),
        "2026-12-31 08:00", "2026-12-31 16:59", "2027-01-04 08:00",
    ),
    Row(
        "will_you_come", ANNA.email, unanswered(SPRING, "2027-03-31 17:00"),
        "2027-03-24 16:01", "2027-03-30 16:59", "2027-03-31 08:00",
    ),
    Row(
        "will_you_come", EETU.email, unanswered(AUTUMN, "2027-11-01 17:00"),
        "2027-10-26 08:00", "2027-10-29 16:59", "2027-11-01 08:00",
    ),
    Row("agreement", ANNA.email, lambda db: a_pair(db, "2027-03-25"), "2027-03-30 08:00"),
    Row("agreement", ANNA.email, lambda db: a_pair(db, "2026-12-23"), "2026-12-28 08:00"),
    Row(
        "agreement", EETU.email, kickoff("2027-03-31"),
        "2027-03-31 08:00", "2027-12-31 16:59", "2028-01-03 08:00",
    ),
    Row(
        "agreement", EETU.email,
        went_on(
            lambda db: booked(
                db, a_pair(db, "2027-03-04"), "2027-12-31 17:00", now=at("2027-03-04 10:00")
            ),
            "2027-03-05 08:00",
        ),
        "2027-03-30 08:00", "2027-12-31 16:59", "2028-01-03 08:00",
    ),
    Row(
        "when_will_you_meet", EETU.email, lambda db: a_settled_pair(db, "2027-03-19"),
        "2027-03-30 08:00", "2027-12-31 16:59", "2028-01-03 08:00",
    ),
    Row(
        "when_will_you_meet", EETU.email, lambda db: a_settled_pair(db, "2026-12-18"),
        "2026-12-28 08:00",
    ),
    Row(
        "quiet_mentor", ANNA.email,
        went_on(lambda db: a_settled_pair(db, "2027-03-04"), "2027-03-11 10:00",
                "2027-03-18 10:00"),
        "2027-03-30 08:00", "2027-12-31 16:59", "2028-01-03 08:00",
    ),
    Row(
        "midway", ANNA.email,
        lambda db: a_settled_pair(
            db, SPRING, starts=date(2027, 3, 22), ends=date(2027, 3, 31)
        ),
        "2027-03-30 08:00", "2027-03-31 16:59", "2027-04-01 08:00",
    ),
    Row(
        "midway", ANNA.email,
        went_on(
            lambda db: a_settled_pair(
                db, SPRING, starts=date(2027, 3, 1), ends=date(2027, 4, 6)
            ),
            "2027-03-19 10:00",
        ),
        "2027-03-30 08:00", "2027-04-06 16:59", "2027-04-07 08:00",
    ),
    Row(
        "closing", EETU.email, lambda db: a_settled_pair(db, SPRING, ends=date(2027, 6, 24)),
        "2027-06-28 08:00", "2027-07-23 16:59", "2027-07-26 08:00",
    ),
    Row(
        "closing", EETU.email,
        went_on(
            lambda db: a_settled_pair(db, WINTER, ends=date(2026, 12, 17)), "2026-12-18 08:00"
        ),
        "2026-12-28 08:00", "2027-02-15 16:59", "2027-02-16 08:00",
    ),
    Row(
        "event_reminder", EETU.email, invited("2027-03-30", "halfway"),
        "2027-03-23 15:00", "2027-03-30 15:59", "2027-03-30 16:01",
    ),
    Row(
        "seat_check", EETU.email, invited("2027-04-05"),
        "2027-03-25 08:00", "2027-04-02 16:59", "2027-04-05 08:00",
    ),
    Row(
        "event_reminder", ANNA.email, invited("2027-11-02", "halfway"),
        "2027-10-27 08:00", "2027-11-02 15:59", "2027-11-02 16:01",
    ),
    Row(
        "event_reminder", ANNA.email, invited("2027-01-08 10:00", "halfway", WINTER),
        "2027-01-04 08:00", "2027-01-08 09:59", "2027-01-08 10:01",
    ),
    Row(
        "seat_check", ANNA.email, went_on(invited("2027-04-05"), "2027-03-25 08:00"),
        "2027-03-30 08:00", "2027-04-02 16:59", "2027-04-05 08:00",
    ),
    Row(
        "seat_check", ANNA.email, invited("2027-01-07", laid=WINTER),
        "2026-12-31 08:00", "2027-01-05 16:59", "2027-01-07 08:00",
    ),
    Row(
        "seat_check", EETU.email, invited("2027-11-02"),
        "2027-10-26 08:00", "2027-11-01 15:59", "2027-11-01 16:01",
    ),
    Row(
        "seat_offer", KALLE, given_up("2027-03-25 18:00", "Kalle"),
        "2027-03-30 08:00", "2027-12-01 16:59", "2027-12-02 08:00",
    ),
    Row(
        "seat_offer", LIISA,
        went_on(given_up("2027-03-25 09:00", "Kalle", "Liisa"), "2027-03-25 10:00"),
        "2027-03-30 08:00", "2027-12-01 16:59", "2027-12-02 08:00",
    ),
    Row(
        "seat_offer", LIISA,
        went_on(given_up("2027-10-29 09:00", "Kalle", "Liisa"), "2027-10-29 10:00"),
        "2027-11-01 09:00", "2027-12-01 16:59", "2027-12-02 08:00",
    ),
    Row("waiting_over", KALLE, waiting("2026-12-25", "Kalle", laid=WINTER), "2026-12-23 08:00"),
    Row(
        "waiting_over", KALLE, waiting("2027-03-29", "Kalle"),
        "2027-03-25 08:00", "2027-12-31 16:59", "2028-01-03 08:00",
    ),
    Row("waiting_over", KALLE, waiting("2027-06-26", "Kalle"), "2027-06-24 08:00"),
    Row(
        "event_material", EETU.email, missed("2027-03-25"),
        "2027-03-30 08:00", "2027-05-24 16:59", "2027-05-25 08:00",
    ),
    Row("event_material", EETU.email, missed("2026-12-23", WINTER), "2026-12-28 08:00"),
    Row("event_material", EETU.email, missed("2027-10-30 23:30"), "2027-11-01 08:00"),
    Row(
        "proposal", EETU.email, proposed("2027-03-24 10:00", "to 8.4. klo 16"),
        "2027-03-30 08:00", "2027-03-31 16:59", "2027-04-01 08:00",
    ),
    Row("expense_start", ANNA.email, paid_for("2027-03-26 09:00"), "2027-03-30 08:00"),
    Row(
        "receipt_reminder", ANNA.email, applied("2027-03-24 10:00"),
        "2027-03-30 08:00", "2027-03-31 10:59", "2027-03-31 11:01",
    ),
    Row("coord_digest", BY, in_tray("2027-03-24 17:30"), "2027-03-25 08:00"),
    Row("coord_digest", BY, in_tray("2027-03-25 17:30"), "2027-03-30 08:00"),
    Row("coord_digest", BY, in_tray("2027-10-29 17:30", AUTUMN), "2027-11-01 08:00"),
    Row("coord_digest", BY, in_tray("2026-12-23 17:30", WINTER), "2026-12-28 08:00"),
    Row("round_opens", ANNA.email, wants_to_know(date(2027, 3, 26)), "2027-03-30 08:00"),
)  # fmt: skip


def written(db: store.Database, row: Row, moment: str, *, before: bool = False) -> int:
    """Return how many letters the timetable writes at a moment, and undo it."""
    now = at(moment) - (MINUTE if before else timedelta())
    known = len(mine(db, row))
    db.conn.execute("savepoint once")
    timetable.decide(db, SITE, now)
    found = len(mine(db, row)) - known
    db.conn.execute("rollback to once")
    return found


def mine(db: store.Database, row: Row) -> list[str]:
    return [one.key for one in letters(db, row.kind) if one.to_address == row.to]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row.kind} {row.due}")
def test_each_letter_is_due_at_its_moment_and_late_after_its_last(
    db: store.Database, row: Row
) -> None:
    row.lay(db)
    moments = [written(db, row, row.due, before=True), written(db, row, row.due)]
    if row.last:
        moments += [written(db, row, row.last), written(db, row, row.late)]
    assert moments == ([0, 1, 1, 0] if row.last else [0, 1])
