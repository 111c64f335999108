from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

import pytest

from jobs.demo import house, season, seed
from jobs.demo.answering import Cast
from jobs.demo.coming import coming
from jobs.demo.house import MAILBOXES
from jobs.demo.people import MOST_PAIRS, couples, spares
from service import store
from service.actions import coordinators
from service.domain.meetings import Meeting
from service.web.catcher import mailboxes
from service.web.catcher.became import became
from service.web.catcher.demo import Coming
from service.web.catcher.people import everyone
from tests.web.catcher.mails import SITE

NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)
PAIRS = 12
Lived = tuple[store.Database, Path]


@pytest.fixture(scope="module")
def lived(tmp_path_factory: pytest.TempPathFactory) -> Lived:
    folder = tmp_path_factory.mktemp("demo")
    db = store.connect(folder)
    coordinators.add(db, house.COORDINATOR, house.COORDINATOR_NAME, "fi")
    past = seed.Past(
        db, SITE, folder / MAILBOXES, season.add(db, NOW), Cast(db, couples(PAIRS), NOW)
    )
    seed.live_through(past)
    return db, folder / MAILBOXES


def test_no_two_people_share_a_name_or_an_address() -> None:
    pairs = [*couples(MOST_PAIRS), *spares()]
    people = [one for pair in pairs for one in (pair.mentor, *pair.actors)]
    assert len({one.name for one in people}) == len({one.email for one in people}) == len(people)
    assert all(one.email.rpartition("@")[2].startswith("example.") for one in people)


def test_every_mail_of_the_past_was_read_and_every_letter_has_left(lived: Lived) -> None:
    db, _ = lived
    inbox = store.inbox.counts(db)
    assert (inbox["pending"], inbox["quarantined"], inbox["ignored"]) == (0, 0, 0)
    assert inbox["tray"] == 1
    assert {letter.state for letter in store.letters.every(db)} == {"sent"}
    assert all(letter.sent_at and letter.sent_at < NOW for letter in store.letters.every(db))


def test_an_old_answer_shows_the_letters_that_it_brought_and_no_others(lived: Lived) -> None:
    db, _ = lived
    for mail in store.inbox.every(db):
        shown = became(db, mail.message_id)
        kinds = [one.kind for one in shown.letters]
        assert shown.confirms == (kinds == ["application_copy"])
        assert [one.key for one in shown.letters if one.kind == "understood"] in (
            [], [f"understood:{mail.id}"],
        )  # fmt: skip
        if mail.asked in ("times", "attendance") and mail.state == "settled":
            assert "understood" in kinds


def test_the_pairs_stand_at_different_points(lived: Lived) -> None:
    db, _ = lived
    meetings = store.meetings.every(db)
    states = Counter(meeting.state_at(NOW) for meeting in meetings)
    assert (states["held"], states["unknown"]) == (6, 4)
    answers = Counter(one.answer for meeting in meetings for one in meeting.attendees)
    assert answers["declined"] == 1
    assert answers["tentative"] > 0
    assert [meeting.sequence for meeting in meetings if meeting.sequence] == [1]
    assert _missing(meetings) == ["Lumi Kuurapuro"]
    pairs = store.pairs.of_round(db, 1)
    assert len(pairs) == PAIRS
    assert sum(1 for pair in pairs if not store.meetings.of_pair(db, pair.id)) == 2


def test_one_pair_has_agreed_and_its_claim_waits_for_the_coordinator(lived: Lived) -> None:
    db, _ = lived
    pairs = [store.agreements.of(db, pair.id) for pair in store.pairs.of_round(db, 1)]
    (agreed,) = [one for one in pairs if one.agreed_at]
    assert [approval.how for approval in agreed.approvals] == ["button", "reply"]
    (plan,) = store.expense_plans.every(db)
    assert (plan.state, plan.decided_by) == ("approved", house.COORDINATOR)
    (claim,) = store.claims.every(db)
    assert (claim.state, claim.cents, claim.missing, claim.warnings) == ("received", 2340, (), ())
    (paper,) = claim.receipts
    assert store.files.read(db, paper.sha256).startswith(b"%PDF-1.4")


def test_one_note_of_preparation_was_passed_on(lived: Lived) -> None:
    db, folder = lived
    (note,) = [letter for letter in store.letters.every(db) if letter.kind == "preparation_note"]
    got = [mail.raw for mail in mailboxes.every(folder, note.to_address) if not mail.is_sent]
    assert sum(note.message_id.encode() in raw for raw in got) == 1


def test_everyone_has_a_mailbox_and_only_questions_are_unread(lived: Lived) -> None:
    db, folder = lived
    found = everyone(db, folder, house.COORDINATOR, NOW)
    assert found.coordinator
    assert [owner.role for owner in found.applicants] == ["actor", "mentor"] * 2
    assert len(found.pairs) == PAIRS
    assert sum(row.unread for row in found.pairs) < 2 * PAIRS
    assert [len(row.owners) for row in found.pairs if row.name] == [5, 4]
    couple = found.possible[0]
    assert {couple.mentor.role, couple.actor.role} == {"mentor", "actor"}


def test_every_letter_is_in_its_receivers_language(lived: Lived) -> None:
    db, folder = lived
    for address in mailboxes.addresses(folder):
        person = store.people.find(db, address)
        assert person is not None
        language = f"\r\nContent-Language: {person.language}\r\n".encode()
        got = [mail.raw for mail in mailboxes.every(folder, address) if not mail.is_sent]
        assert all(language in raw for raw in got)


def test_the_next_event_is_the_first_question_that_time_brings(lived: Lived) -> None:
    db, _ = lived
    event = coming(db, NOW)
    assert event == Coming("did_you_meet", datetime(2026, 11, 27, 6, tzinfo=UTC), "Alva & Tuulia")


def _missing(meetings: list[Meeting]) -> list[str]:
    return [
        one.person.name
        for meeting in meetings
        for one in meeting.attendees
        if one.attended is False
    ]
