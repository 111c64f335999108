"""The one gate for prompts: how many, when, and in what order (P21)."""

from datetime import date, timedelta

import pytest

from jobs import timetable
from service import store
from service.actions.prompting import may_prompt
from service.domain.letters import Draft, Letter, Matter
from service.domain.prompts import has_room
from service.hours import are_working
from tests.programme import (
    EETU,
    NOW,
    SITE,
    a_published_pair,
    accepted,
    an_answer,
    at,
    booked,
    letters,
    receive,
    send_all,
)

MON, TUE, WED, THU, FRI = (date(2027, 3, day) for day in (1, 2, 3, 4, 5))
NEXT_MON, NEXT_TUE = date(2027, 3, 8), date(2027, 3, 9)


@pytest.mark.parametrize(
    ("written", "today", "room"),
    [
        ([], MON, True),
        ([MON], MON, False),
        ([MON], TUE, True),
        ([MON, TUE], WED, False),
        ([MON, TUE], FRI, False),
        ([MON, TUE], NEXT_MON, True),  # seven days after the first
        ([TUE, WED], NEXT_MON, False),
        ([TUE, WED], NEXT_TUE, True),
        ([NEXT_MON], MON, True),  # written by a clock that was ahead: no day of this week
    ],
)
def test_one_a_day_and_two_in_seven_days(written: list[date], today: date, room: bool) -> None:
    assert has_room(written, today) is room


@pytest.mark.parametrize(
    ("moment", "may"),
    [
        ("2027-03-25 16:59", True),
        ("2027-03-26 10:00", False),  # Good Friday
        ("2027-03-29 10:00", False),  # Easter Monday, the day after the clocks went forward
        ("2027-03-30 08:00", True),
        ("2027-03-30 07:59", False),
        ("2027-06-24 10:00", True),
        ("2027-06-25 10:00", False),  # Midsummer's eve
        ("2027-10-29 08:00", True),
        ("2027-11-01 07:59", False),  # the Monday after the clocks went back
        ("2027-11-01 08:00", True),
        ("2027-12-06 10:00", False),  # Independence Day
        ("2027-12-24 10:00", False),
        ("2027-12-31 10:00", True),
        ("2028-01-03 08:00", True),
        ("2028-01-06 10:00", False),  # Epiphany
    ],
)
def test_prompts_go_in_working_hours_over_the_whole_year(
    db: store.Database, moment: str, may: bool
) -> None:
    pair = a_published_pair(db)
    assert may_prompt(db, pair.contact, at(moment)) is may is are_working(at(moment))


@pytest.mark.parametrize(
    ("first", "second", "may"),
    [
        ("2027-03-22 08:00", "2027-03-30 08:00", True),  # over the night of 23 hours
        ("2027-10-25 16:59", "2027-10-26 08:00", True),
        ("2027-10-29 16:30", "2027-11-01 08:00", True),  # over the night of 25 hours
        ("2027-12-31 16:59", "2028-01-03 08:00", True),
        ("2027-03-25 08:00", "2027-03-25 16:59", False),
    ],
)
def test_a_day_is_a_day_whatever_the_clocks_do(
    db: store.Database, first: str, second: str, may: bool
) -> None:
    pair = a_published_pair(db)
    _written(db, pair.contact.id, first)
    assert may_prompt(db, pair.contact, at(second)) is may


def test_what_does_not_fit_waits_and_the_more_important_goes_first(db: store.Database) -> None:
    pair = a_published_pair(db)
    accepted(db, *booked(db, pair, "2027-02-09 17:00", "2027-02-16 17:00"))
    _written(db, pair.contact.id, "2027-02-04 08:00")
    asked = {}
    for day in range(10, 20):
        now = at(f"2027-02-{day} 08:00")
        before = {letter.key for letter in store.letters.every(db)}
        timetable.decide(db, SITE, now)
        send_all(db, now)
        asked[day] = [
            one.kind
            for one in store.letters.every(db)
            if one.key not in before and one.to_address == EETU.email
        ]
    assert [(day, kinds) for day, kinds in asked.items() if kinds] == [
        (10, ["did_you_meet"]),
        (11, ["preparation"]),
        (17, ["did_you_meet"]),
        (18, ["did_you_meet"]),  # once more about the first meeting, and the agreement waits
    ]


def test_answers_and_invitations_do_not_count(db: store.Database) -> None:
    pair = a_published_pair(db)
    (meeting,) = booked(db, pair, "2027-02-09 17:00")
    receive(db, an_answer("Tilanne?", pair.contact, Matter("meeting", meeting.id)), NOW)
    assert store.prompts.since(db, pair.contact.id, NOW - timedelta(days=30)) == []
    assert may_prompt(db, pair.contact, NOW)


def test_a_withdrawn_prompt_counts_for_none(db: store.Database) -> None:
    pair = a_published_pair(db)
    key = _written(db, pair.contact.id, "2027-02-10 08:00")
    assert not may_prompt(db, pair.contact, at("2027-02-10 09:00"))
    db.execute("update outbox set state = 'waiting' where key = ?", [key])
    store.outbox.withdraw(db, [key])
    assert may_prompt(db, pair.contact, at("2027-02-10 09:00"))


def test_an_out_of_office_lets_prompts_wait_for_the_day_of_return(db: store.Database) -> None:
    pair = a_published_pair(db)
    (meeting,) = booked(db, pair, "2027-02-09 17:00")
    away = an_answer(
        "Olen lomalla 8.2.–14.2. Palaan maanantaina 15.2.", pair.contact,
        Matter("meeting", meeting.id), Auto_Submitted="auto-replied",
    )  # fmt: skip
    kept = receive(db, away, at("2027-02-08 09:00"))
    assert (kept.state, kept.reason) == ("ignored", "automatic reply, back on 2027-02-15")
    for day in range(9, 15):
        timetable.decide(db, SITE, at(f"2027-02-{day:02} 08:00"))
    assert letters(db, "did_you_meet") == []
    timetable.decide(db, SITE, at("2027-02-15 08:00"))
    assert [one.to_address for one in letters(db, "did_you_meet")] == [pair.contact.email]


def _written(db: store.Database, person_id: int, moment: str) -> str:
    """Note a prompt to a person at a moment, and return its key."""
    person = store.people.get(db, person_id)
    draft = Draft("nudge", person, Matter("pair", 1), f"nudge:{moment}", {})
    letter = Letter(
        key=draft.key, kind=draft.kind, to_address=person.email, language=person.language,
        subject="", message_id=f"<{moment}>", raw=b"", about=draft.about, person_id=person_id,
        envelope_from="", prompt=True,
    )  # fmt: skip
    store.outbox.add(db, letter, at(moment), at(moment))
    db.execute("update outbox set state = 'sent', sent_at = due_at where key = ?", [draft.key])
    return draft.key
