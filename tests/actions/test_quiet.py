"""Quiet pairs are nudged in order, the actor, the mentor, then the coordinator sees them (P22)."""

from datetime import timedelta

from jobs import timetable
from service import store
from service.actions import pairs
from service.actions.quiet import quiet_pairs
from service.domain.letters import Matter
from service.domain.rounds import Event
from service.hours import HELSINKI
from tests.programme import (
    ANNA,
    EETU,
    NOW,
    SITE,
    a_published_pair,
    a_round,
    an_answer,
    an_application,
    apply,
    at,
    letters,
    receive,
    send_all,
)  # fmt: skip

TOLD = ("when_will_you_meet", "quiet_mentor", "agreement")


def go_on(db: store.Database, days: int) -> list[tuple[str, str, str]]:
    """Let mornings pass, and return which letters went to whom, on which day."""
    seen: dict[str, tuple[str, str, str]] = {}
    for day in range(days):
        now = NOW + timedelta(days=day)
        timetable.decide(db, SITE, now)
        send_all(db, now)
        on = now.astimezone(HELSINKI).strftime("%d.%m.")
        for kind in TOLD:
            for one in letters(db, kind):
                name = "actor" if one.to_address == EETU.email else "mentor"
                seen.setdefault(one.key, (on, kind, name))
    return list(seen.values())


def test_a_silent_pair_is_nudged_in_order_and_then_left_to_the_coordinator(
    db: store.Database,
) -> None:
    pair = a_published_pair(db)
    assert go_on(db, 60) == [
        ("12.01.", "agreement", "mentor"),
        ("12.01.", "agreement", "actor"),
        ("18.01.", "when_will_you_meet", "actor"),
        ("25.01.", "when_will_you_meet", "actor"),
        ("02.02.", "agreement", "actor"),
        ("09.02.", "agreement", "mentor"),
        ("18.02.", "quiet_mentor", "mentor"),
    ]
    early = quiet_pairs(db, at("2027-02-15 10:00"))
    assert [(one.pair.id, one.signs, one.needs_you) for one in early] == [
        (pair.id, ["agreement"], False)
    ]
    late = quiet_pairs(db, at("2027-02-25 10:00"))
    assert [(one.signs, one.needs_you) for one in late] == [(["first_meeting", "agreement"], True)]


def test_a_pair_that_has_neither_met_nor_agreed_is_nudged_about_both(db: store.Database) -> None:
    kickoff = Event("kickoff", at("2027-01-14 16:00"), 120, ("mentor", "actor"))
    season = store.rounds.add(db, a_round(events=(kickoff,)))
    for role, one in (("mentor", ANNA), ("actor", EETU)):
        apply(db, an_application(role, one.name, one.email, one.language))  # type: ignore[arg-type]
    pairs.make(db, season, ANNA.email, [EETU.email])
    pairs.publish(db, SITE, season, NOW)
    nudges = [one for one in go_on(db, 60) if one[1] != "when_will_you_meet"]
    assert nudges == [
        ("14.01.", "agreement", "mentor"),
        ("14.01.", "agreement", "actor"),
        ("01.02.", "quiet_mentor", "mentor"),
        ("04.02.", "agreement", "actor"),
        ("11.02.", "agreement", "mentor"),
    ]


def test_a_missing_agreement_is_reminded_of_once_each_a_week_apart(db: store.Database) -> None:
    pair = a_published_pair(db)
    words = an_answer("ti 15.6. klo 17", pair.contact, Matter("pair", pair.id))
    receive(db, words, NOW)
    assert go_on(db, 60) == [
        ("12.01.", "agreement", "mentor"),
        ("12.01.", "agreement", "actor"),
        ("02.02.", "agreement", "actor"),
        ("09.02.", "agreement", "mentor"),
    ]
    last = letters(db, "agreement")[-1]
    said = an_answer(
        "Hyväksyn", pair.mentor, Matter("agreement", pair.id), In_Reply_To=last.message_id
    )
    assert receive(db, said, at("2027-02-09 12:00")).state == "settled"


def test_a_time_that_the_mentor_answers_with_books_the_meeting(db: store.Database) -> None:
    pair = a_published_pair(db)
    go_on(db, 40)
    assert len(letters(db, "quiet_mentor")) == 1
    words = an_answer("ti 9.3. klo 17", pair.mentor, Matter("pair", pair.id))
    assert receive(db, words, at("2027-02-20 12:00")).state == "settled"
    assert [one.starts_at for one in store.meetings.of_pair(db, pair.id)] == [
        at("2027-03-09 17:00")
    ]
    assert [one.signs for one in quiet_pairs(db, at("2027-02-20 13:00"))] == [["agreement"]]
