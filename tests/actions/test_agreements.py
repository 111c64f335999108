"""An agreement from the first question to what follows from it (P11, P12)."""

from datetime import timedelta
from email import message_from_bytes

import pytest

from jobs.ask_for_agreement import ask_about_changes, ask_for_agreement
from service import store
from service.actions import agreements, meetings
from service.domain.agreements import EMPTY, Agreement, Approval, Point, PointName
from service.domain.errors import Refused
from service.domain.letters import Letter, Matter
from service.domain.pairs import Pair
from service.domain.people import Person
from service.store.inbox import Mail
from tests.programme import (
    HELSINKI,
    NOW,
    SITE,
    a_published_pair,
    a_published_team,
    an_answer,
    at,
    letters,
    receive,
    send_all,
)

MORNING = at("2027-01-12 08:00")  # the day after publication; the round has no kick-off


def write(
    db: store.Database, pair: Pair, person: Person, name: PointName, **body: str
) -> Agreement:
    revision = store.agreements.of(db, pair.id).point(name).revision
    point = Point(name, body, revision=revision)
    after = agreements.save_point(db, pair, person, point, MORNING)
    assert after is not None
    return after


def press(db: store.Database, pair: Pair, person: Person) -> Agreement:
    """Approve what stands, by button."""
    present = store.agreements.of(db, pair.id)
    given = Approval(person.id, present.version, MORNING, "button")
    return agreements.approve(db, SITE, pair, given, present.edition, MORNING)


def reply(db: store.Database, pair: Pair, person: Person, text: str, **headers: str) -> Mail:
    about = Matter("agreement", pair.id)
    return receive(db, an_answer(text, person, about, **headers), MORNING + timedelta(hours=1))


def agreed(db: store.Database, **body: str) -> Pair:
    """Return a pair that has agreed on point 4, 5 or 6, whichever the fields are of."""
    pair = a_published_pair(db)
    for name, text in body.items():
        point: PointName = "frequency" if name == "dates" else "length"
        write(db, pair, pair.contact, point, **{name: text})
    press(db, pair, pair.contact)
    press(db, pair, pair.mentor)
    return pair


def to(found: list[Letter]) -> list[str]:
    return [letter.to_address for letter in found]


def text_of(db: store.Database, letter: Letter) -> str:
    part = next(
        one
        for one in message_from_bytes(store.letters.get(db, letter.id).raw).walk()
        if one.get_content_type() == "text/plain"
    )
    content = part.get_payload(decode=True)
    assert isinstance(content, bytes)
    return content.decode()


def test_both_are_asked_once_in_the_first_working_hour(db: store.Database) -> None:
    pair = a_published_pair(db)
    assert ask_for_agreement(db, SITE, NOW) == 0
    assert ask_for_agreement(db, SITE, MORNING - timedelta(minutes=1)) == 0
    assert [ask_for_agreement(db, SITE, MORNING) for _ in range(2)] == [1, 0]
    asked = letters(db, "agreement")
    assert to(asked) == [pair.mentor.email, pair.contact.email]
    assert [letter.subject for letter in asked] == [
        "Tehkää mentorointisopimus",
        "Gör ert mentorskapsavtal",
    ]
    assert store.agreements.of(db, pair.id).asked_at == MORNING


@pytest.mark.parametrize("words", ["Hyväksyn", "Jag godkänner", "I agree"])
def test_whoever_approves_an_empty_agreement_is_told_so_once_and_the_other_not_asked(
    db: store.Database, words: str
) -> None:
    pair = a_published_pair(db)
    ask_for_agreement(db, SITE, MORNING)
    send_all(db, MORNING)
    assert reply(db, pair, pair.contact, words).state == "settled"
    assert store.agreements.of(db, pair.id).approvals == ()
    *asked, told = letters(db, "agreement")
    assert (len(asked), told.to_address) == (2, pair.contact.email)
    assert told.subject == "Det står ännu inget i ert avtal"
    send_all(db, MORNING)
    again = reply(db, pair, pair.contact, words, Message_ID="<again@example.org>")
    assert (again.state, again.reason) == ("tray", EMPTY)


def test_an_approval_of_nothing_counts_on_no_page(db: store.Database) -> None:
    pair = a_published_pair(db)
    with pytest.raises(Refused, match="nothing is agreed"):
        press(db, pair, pair.contact)


def test_a_team_s_members_are_not_asked(db: store.Database) -> None:
    pair = a_published_team(db)
    ask_for_agreement(db, SITE, MORNING)
    assert to(letters(db, "agreement")) == [pair.mentor.email, pair.contact.email]


def test_whoever_has_stopped_the_reminders_is_not_asked(db: store.Database) -> None:
    pair = a_published_pair(db)
    store.people.pause(db, pair.mentor.id, NOW)
    ask_for_agreement(db, SITE, MORNING)
    assert to(letters(db, "agreement")) == [pair.contact.email]


@pytest.mark.parametrize("words", ["Hyväksyn", "Jag godkänner", "I agree"])
def test_a_reply_approves_what_its_letter_showed(db: store.Database, words: str) -> None:
    pair = a_published_pair(db)
    write(db, pair, pair.mentor, "goals", goals="Löydän suunnan")
    ask_for_agreement(db, SITE, MORNING)
    send_all(db, MORNING)
    mail = reply(db, pair, pair.contact, words)
    present = store.agreements.of(db, pair.id)
    assert mail.state == "settled"
    assert present.approved_by(pair.contact.id) == Approval(
        pair.contact.id, 1, MORNING + timedelta(hours=1), "reply", mail.id, "sv"
    )
    (echo,) = letters(db, "understood")
    assert "version 1. Inte ännu godkänt av: Anna Mäkinen" in " ".join(text_of(db, echo).split())


def test_one_s_approval_shows_the_other_the_text_and_both_make_it_agreed(
    db: store.Database,
) -> None:
    pair = a_published_pair(db)
    ask_for_agreement(db, SITE, MORNING)
    send_all(db, MORNING)
    write(db, pair, pair.contact, "goals", goals="Löydän suunnan")
    press(db, pair, pair.contact)
    question = letters(db, "agreement")[-1]
    assert (question.to_address, question.subject) == (
        pair.mentor.email,
        "Hyväksytkö mentorointisopimuksen?",
    )
    assert "Tavoitteemme: Löydän suunnan" in text_of(db, question)
    send_all(db, MORNING)
    mail = reply(db, pair, pair.mentor, "Hyväksyn")
    assert (mail.state, store.agreements.of(db, pair.id).agreed_at) == (
        "settled",
        MORNING + timedelta(hours=1),
    )
    assert to(letters(db, "agreement_copy")) == [pair.mentor.email, pair.contact.email]


def test_a_reply_to_an_older_text_is_answered_with_the_present_one(db: store.Database) -> None:
    pair = a_published_pair(db)
    ask_for_agreement(db, SITE, MORNING)
    send_all(db, MORNING)
    write(db, pair, pair.contact, "goals", goals="Löydän suunnan")
    mail = reply(db, pair, pair.mentor, "Hyväksyn")
    assert (mail.state, store.agreements.of(db, pair.id).approvals) == ("settled", ())
    again = letters(db, "agreement")[-1]
    assert (again.to_address, again.subject) == (
        pair.mentor.email,
        "Sopimus on muuttunut: hyväksytkö?",
    )
    send_all(db, MORNING + timedelta(hours=1))
    reply(db, pair, pair.mentor, "Hyväksyn nyt")
    assert store.agreements.of(db, pair.id).approved_by(pair.mentor.id) is not None


def test_who_wrote_it_can_answer_the_first_letter(db: store.Database) -> None:
    pair = a_published_pair(db)
    ask_for_agreement(db, SITE, MORNING)
    send_all(db, MORNING)
    write(db, pair, pair.contact, "goals", goals="Löydän suunnan")
    reply(db, pair, pair.contact, "Jag godkänner")
    assert store.agreements.of(db, pair.id).approved_by(pair.contact.id) is not None


def test_a_question_about_the_agreement_is_for_a_human(db: store.Database) -> None:
    pair = a_published_pair(db)
    ask_for_agreement(db, SITE, MORNING)
    send_all(db, MORNING)
    mail = reply(db, pair, pair.mentor, "Voisiko kohta 3 olla väljempi?")
    assert (mail.state, store.agreements.of(db, pair.id).approvals) == ("tray", ())


def test_an_approval_by_mail_is_taken_back_by_one_word(db: store.Database) -> None:
    pair = a_published_pair(db)
    write(db, pair, pair.mentor, "goals", goals="Löydän suunnan")
    ask_for_agreement(db, SITE, MORNING)
    send_all(db, MORNING)
    reply(db, pair, pair.mentor, "Hyväksyn")
    send_all(db, MORNING + timedelta(hours=1))
    assert reply(db, pair, pair.mentor, "peru").state == "settled"
    assert store.agreements.of(db, pair.id).approvals == ()


def test_a_run_of_changes_is_one_letter_half_an_hour_later(db: store.Database) -> None:
    pair = agreed(db, minutes="60")
    write(db, pair, pair.mentor, "length", minutes="90")
    write(db, pair, pair.mentor, "goals", goals="Löydän suunnan")
    assert ask_about_changes(db, SITE, MORNING + timedelta(minutes=29)) == 0
    due = MORNING + timedelta(minutes=30)
    assert [ask_about_changes(db, SITE, due) for _ in range(2)] == [1, 0]
    asked = letters(db, "agreement_changed")
    assert to(asked) == [pair.mentor.email, pair.contact.email]
    assert "Tavoitteemme: Löydän suunnan" in text_of(db, asked[0])
    send_all(db, due)
    for person in (pair.mentor, pair.contact):
        reply(db, pair, person, "Hyväksyn" if person == pair.mentor else "Jag godkänner")
    assert store.agreements.of(db, pair.id).version == 2
    assert [one.version for one in store.agreements.agreed_versions(db, pair.id)] == [2, 1]
    assert len(letters(db, "agreement_copy")) == 4


def test_who_approves_a_change_at_once_is_not_asked_about_it(db: store.Database) -> None:
    pair = agreed(db, minutes="60")
    write(db, pair, pair.mentor, "length", minutes="90")
    press(db, pair, pair.mentor)
    assert to(letters(db, "agreement"))[-1] == pair.contact.email
    assert ask_about_changes(db, SITE, MORNING + timedelta(hours=1)) == 0


def test_two_at_once_never_overwrite(db: store.Database) -> None:
    pair = a_published_pair(db)
    mine, theirs = Point("goals", {"goals": "a"}), Point("goals", {"goals": "b"})
    assert agreements.save_point(db, pair, pair.mentor, mine, MORNING) is not None
    assert agreements.save_point(db, pair, pair.contact, theirs, MORNING) is None
    assert store.agreements.of(db, pair.id).point("goals").body == {"goals": "a"}


def test_a_team_s_member_gets_the_text_and_neither_writes_nor_approves(db: store.Database) -> None:
    pair = a_published_team(db)
    member = pair.actors[1]
    with pytest.raises(Refused):
        write(db, pair, member, "goals", goals="a")
    with pytest.raises(Refused):
        agreements.agree_by_word(db, pair, member, MORNING)
    agreements.agree_by_word(db, pair, pair.contact, MORNING)
    with pytest.raises(Refused):
        press(db, pair, member)
    press(db, pair, pair.contact)
    press(db, pair, pair.mentor)
    assert to(letters(db, "agreement_copy")) == [one.email for one in pair.people]


def test_a_copy_has_the_text_and_a_paper_in_the_reader_s_language(db: store.Database) -> None:
    pair = agreed(db, minutes="90")
    names, texts = [], []
    for letter in letters(db, "agreement_copy"):
        message = message_from_bytes(store.letters.get(db, letter.id).raw)
        names += [part.get_filename() for part in message.walk() if part.get_filename()]
        texts.append(text_of(db, letter))
    assert names == ["sopimus.pdf", "avtal.pdf"]
    assert "Tapaamisen kesto: 1,5 h" in texts[0]
    assert "Träffens längd: 1,5 h" in texts[1]
    assert pair.mentor.name in texts[1]


def test_agreed_dates_book_the_series_with_the_agreed_length(db: store.Database) -> None:
    pair = agreed(db, dates="ti 9.2., 9.3., 13.4. ja 11.5. klo 17", minutes="120")
    found = store.meetings.of_pair(db, pair.id)
    assert [(one.starts_at, one.minutes) for one in found] == [
        (at("2027-02-09 17:00"), 120),
        (at("2027-03-09 17:00"), 120),
        (at("2027-04-13 17:00"), 120),
        (at("2027-05-11 17:00"), 120),
    ]
    assert (len(letters(db, "invitation")), letters(db, "when_will_you_meet")) == (8, [])


@pytest.mark.parametrize("dates", ["helmikuussa joskus", "ti 9.2.", "ma 11.1. klo 9", "pian"])
def test_dates_that_are_not_clear_are_asked_of_the_actor(db: store.Database, dates: str) -> None:
    pair = agreed(db, dates=dates)
    assert store.meetings.of_pair(db, pair.id) == []
    assert to(letters(db, "when_will_you_meet")) == [pair.contact.email]


def test_more_dates_than_the_plan_are_asked_back(db: store.Database) -> None:
    pair = agreed(db, dates="ti 9.2., 16.2., 9.3., 13.4. ja 11.5. klo 17")
    assert store.meetings.of_pair(db, pair.id) == []
    assert len(letters(db, "when_will_you_meet")) == 1


def test_the_same_dates_in_a_new_version_book_nothing_again(db: store.Database) -> None:
    pair = agreed(db, dates="ti 9.2. ja 9.3. klo 17", minutes="60")
    write(db, pair, pair.mentor, "length", minutes="90")
    press(db, pair, pair.mentor)
    press(db, pair, pair.contact)
    assert [one.minutes for one in store.meetings.of_pair(db, pair.id)] == [60, 60]
    assert letters(db, "when_will_you_meet") == []


def starts(db: store.Database, pair: Pair) -> list[str]:
    found = sorted(store.meetings.of_pair(db, pair.id), key=lambda one: one.starts_at)
    return [f"{one.starts_at.astimezone(HELSINKI):%d.%m. %H:%M} {one.state}" for one in found]


def changed_dates(db: store.Database, pair: Pair, dates: str) -> list[str]:
    """Agree on other dates, and return what is booked then."""
    write(db, pair, pair.mentor, "frequency", dates=dates)
    press(db, pair, pair.mentor)
    press(db, pair, pair.contact)
    return starts(db, pair)


def test_a_date_that_both_change_in_the_agreement_moves_its_meeting(db: store.Database) -> None:
    pair = agreed(db, dates="ti 9.2., 9.3., 13.4. ja 11.5. klo 17")
    assert changed_dates(db, pair, "ti 9.2. klo 18, ti 9.3., ke 14.4. ja ti 11.5. klo 17") == [
        "09.02. 18:00 planned",
        "09.03. 17:00 planned",
        "14.04. 17:00 planned",
        "11.05. 17:00 planned",
    ]
    assert len(letters(db, "invitation_moved")) == 4
    assert [one.sequence for one in store.meetings.of_pair(db, pair.id)] == [1, 0, 1, 0]


def test_a_date_added_in_the_agreement_is_booked_and_none_is_called_off(
    db: store.Database,
) -> None:
    pair = agreed(db, dates="ti 9.2. ja 9.3. klo 17")
    assert changed_dates(db, pair, "ti 9.3. ja 13.4. klo 17, ti 11.5. klo 17") == [
        "09.02. 17:00 planned",
        "09.03. 17:00 planned",
        "13.04. 17:00 planned",
        "11.05. 17:00 planned",
    ]


def test_what_was_moved_by_reply_stays_where_it_is(db: store.Database) -> None:
    pair = agreed(db, dates="ti 9.2., 9.3., 13.4. ja 11.5. klo 17")
    first = store.meetings.of_pair(db, pair.id)[0]
    meetings.shift(db, SITE, first, (at("2027-02-10 17:00"), None), None, MORNING)
    assert changed_dates(db, pair, "ti 9.2., 9.3., 20.4. ja 11.5. klo 17")[::2] == [
        "10.02. 17:00 planned",
        "20.04. 17:00 planned",
    ]


def test_dates_that_were_too_many_are_booked_once_they_fit(db: store.Database) -> None:
    pair = agreed(db, dates="ti 9.2., 16.2., 9.3., 13.4. ja 11.5. klo 17")
    assert len(changed_dates(db, pair, "ti 9.2., 9.3., 13.4. ja 11.5. klo 17")) == 4


def test_dates_in_a_later_reply_take_the_agreed_length(db: store.Database) -> None:
    pair = agreed(db, minutes="120")
    words = an_answer("ti 9.2. klo 17", pair.contact, Matter("pair", pair.id))
    receive(db, words, MORNING)
    assert [one.minutes for one in store.meetings.of_pair(db, pair.id)] == [120]


def test_an_expense_in_the_agreement_waits_for_a_coordinator(db: store.Database) -> None:
    pair = a_published_pair(db)
    expense = {"expense_meeting": "3", "expense_kind": "transport", "expense_estimate": "2400"}
    write(db, pair, pair.mentor, "place", place="online", **expense)
    press(db, pair, pair.mentor)
    assert store.expense_plans.of_pair(db, pair.id) == []
    press(db, pair, pair.contact)
    (plan,) = store.expense_plans.of_pair(db, pair.id)
    assert (plan.meeting_number, plan.kind, plan.estimate_cents, plan.state) == (
        3,
        "transport",
        2400,
        "proposed",
    )
