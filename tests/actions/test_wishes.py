"""Wishes by mail: asked back, confirmed, done with their letters, or forgotten (P24)."""

from datetime import date, timedelta
from email import message_from_bytes

import pytest

from service import store
from service.actions import coordinating, wishes
from service.actions.prompting import may_prompt
from service.domain.letters import Letter, Matter
from service.domain.pairs import Pair
from service.domain.people import Person
from service.store.inbox import Mail
from tests.calendars import Said, mail_of
from tests.paying import minna
from tests.programme import (
    EETU,
    NOW,
    SITE,
    a_published_pair,
    a_published_team,
    an_answer,
    at,
    booked,
    letters,
    receive,
    send_all,
)

PASS = "mx.oksa.example.org; dmarc=pass header.from=example.org"
NEW = "eetu.uusi@example.org"


@pytest.fixture
def pair(db: store.Database) -> Pair:
    return a_published_pair(db)


def write(db: store.Database, pair: Pair, person: Person, words: str, **headers: str) -> Mail:
    """Let a person answer in the pair's matter."""
    return receive(db, an_answer(words, person, Matter("pair", pair.id), **headers), NOW)


def the_question(db: store.Database) -> Letter:
    send_all(db, NOW)
    return letters(db, "wish_question")[-1]


def confirm(db: store.Database, person: Person, words: str, days: int = 0) -> Mail:
    """Answer the last question "is this what you want?"."""
    asked = the_question(db)
    raw = an_answer(words, person, asked.about, In_Reply_To=asked.message_id)
    return receive(db, raw, NOW + timedelta(days=days))


def addressees(db: store.Database, kind: str) -> list[str]:
    return sorted(letter.to_address for letter in letters(db, kind))


def acts(db: store.Database) -> list[str]:
    return [act.act for act in reversed(store.acts.latest(db, looks=False))]


@pytest.mark.parametrize(
    ("words", "yes"),
    [
        ("Haluan lopettaa ohjelmassa", "Kyllä"),
        ("Jag vill sluta i programmet. Tack för allt!", "Ja, jag slutar"),
        ("I would like to leave the programme", "yes"),
    ],
)
def test_leaving_is_asked_back_and_then_ends_the_pair(
    db: store.Database, pair: Pair, words: str, yes: str
) -> None:
    meeting = booked(db, pair, "2027-02-09 17:00")[0]
    mail = write(db, pair, pair.contact, words)
    assert (mail.state, mail.reason) == ("asked", "a change waits for a yes")
    assert store.pairs.get(db, pair.id).ended_at is None
    mail = confirm(db, pair.contact, yes)
    assert (mail.state, mail.reason) == ("tray", "has left the programme")
    assert store.pairs.get(db, pair.id).ended_at == NOW
    assert store.meetings.get(db, meeting.id).state == "cancelled"
    both = sorted([pair.contact.email, pair.mentor.email])
    assert addressees(db, "invitation_cancelled") == both
    assert addressees(db, "partner_left") == [pair.mentor.email]
    assert addressees(db, "wish_done") == [pair.contact.email]
    assert store.applications.confirmed(db, 1, pair.contact.email) is None
    assert store.people.get(db, pair.contact.id).paused_at == NOW
    assert acts(db)[-3:] == ["wish_asked", "left", "wish_leave"]


def test_after_leaving_the_others_answers_are_read_by_a_coordinator(
    db: store.Database, pair: Pair
) -> None:
    write(db, pair, pair.contact, "Haluan lopettaa")
    confirm(db, pair.contact, "ja")
    send_all(db, NOW)
    told = letters(db, "partner_left")[0]
    mail = write(db, pair, pair.mentor, "Voi harmi! Kiitos.", In_Reply_To=told.message_id)
    said = "answers a letter whose answers a coordinator reads"
    assert (mail.state, mail.reason) == ("tray", said)


def test_the_same_yes_twice_does_it_once(db: store.Database, pair: Pair) -> None:
    write(db, pair, pair.contact, "haluan lopettaa")
    assert confirm(db, pair.contact, "kyllä").state == "tray"
    again = confirm(db, pair.contact, "Kyllä!")
    assert (again.state, again.reason) == ("settled", "nothing to do")
    assert len(letters(db, "partner_left")) == 1


def test_a_no_or_unclear_words_change_nothing(db: store.Database, pair: Pair) -> None:
    write(db, pair, pair.contact, "haluan lopettaa")
    unclear = confirm(db, pair.contact, "No jaa, mietin vielä")
    assert (unclear.state, unclear.reason) == ("tray", "says neither yes nor no to a wish")
    declined = confirm(db, pair.contact, "ei")
    assert (declined.state, declined.reason) == ("settled", "a wish is taken back")
    late = confirm(db, pair.contact, "kyllä")
    assert (late.state, late.reason) == ("tray", "answers a wish that is over")
    assert store.pairs.get(db, pair.id).ended_at is None
    assert len(letters(db, "wish_closed")) == 1


def test_a_wish_that_nobody_confirms_is_forgotten_in_a_week_with_a_word(
    db: store.Database, pair: Pair
) -> None:
    write(db, pair, pair.contact, "haluan lopettaa")
    send_all(db, NOW)
    assert wishes.forget(db, SITE, NOW + timedelta(days=7)) == 0
    later = NOW + timedelta(days=7, seconds=1)
    assert (wishes.forget(db, SITE, later), wishes.forget(db, SITE, later)) == (1, 0)
    assert addressees(db, "wish_closed") == [pair.contact.email]
    assert confirm(db, pair.contact, "kyllä", days=8).state == "tray"
    assert store.pairs.get(db, pair.id).ended_at is None
    assert acts(db)[-1] == "wish_forgotten"


def test_a_member_leaves_and_the_team_goes_on(db: store.Database) -> None:
    team = a_published_team(db)
    meeting = booked(db, team, "2027-02-09 17:00")[0]
    gone = team.contact
    write(db, team, gone, "Haluan lopettaa")
    confirm(db, gone, "kyllä")
    after = store.pairs.get(db, team.id)
    assert (after.ended_at, [one.name for one in after.actors]) == (
        None,
        ["Maija Salo", "Elias Berg"],
    )
    assert store.meetings.get(db, meeting.id).state == "planned"
    assert addressees(db, "invitation_cancelled") == [gone.email]
    assert addressees(db, "partner_left") == ["liisa@example.org", "maija@example.org"]


def test_another_pair_is_a_matter_for_the_coordinator_alone(db: store.Database, pair: Pair) -> None:
    booked(db, pair, "2027-02-09 17:00")
    before = len(letters(db, "invitation"))
    write(db, pair, pair.contact, "Jag vill byta mentor")
    mail = confirm(db, pair.contact, "ja")
    assert (mail.state, mail.reason) == ("tray", "wants another pair")
    assert store.pairs.get(db, pair.id).ended_at is None
    assert len(letters(db, "invitation")) == before
    assert letters(db, "partner_left") == []


def test_the_language_is_asked_in_the_new_one_and_changed_by_yes(
    db: store.Database, pair: Pair
) -> None:
    write(db, pair, pair.contact, "Suomeksi, kiitos")
    assert the_question(db).language == "fi"
    assert store.people.get(db, pair.contact.id).language == "sv"
    confirm(db, pair.contact, "kyllä")
    assert store.people.get(db, pair.contact.id).language == "fi"
    assert [one.language for one in letters(db, "wish_done")] == ["fi"]


def test_a_new_address_needs_proof_and_a_yes_from_there(db: store.Database, pair: Pair) -> None:
    booked(db, pair, "2027-02-09 17:00")
    words = f"Min nya adress är {NEW}"
    unproven = write(db, pair, pair.contact, words)
    said = (unproven.state, unproven.reason)
    assert said == ("tray", "asks for what needs proof of who wrote it")
    proof = {"Authentication_Results": PASS, "Message_ID": "<2@example.org>"}
    assert write(db, pair, pair.contact, words, **proof).state == "asked"
    assert the_question(db).to_address == NEW
    assert addressees(db, "address_notice") == [EETU.email]
    from_old = confirm(db, pair.contact, "ja")
    assert (from_old.state, store.people.find(db, NEW)) == ("tray", None)
    moved = Person(pair.contact.id, NEW, "Eetu Koski", "sv")
    mail = confirm(db, moved, "Ja!")
    assert (mail.state, mail.reason) == ("settled", "a change is confirmed")
    assert store.people.get(db, pair.contact.id).email == NEW
    assert addressees(db, "address_notice") == [EETU.email, EETU.email]
    assert addressees(db, "wish_done") == [NEW]
    anew = [one for one in letters(db, "invitation") if one.to_address == NEW]
    whole = message_from_bytes(store.letters.get(db, anew[0].id).raw)
    event = next(one for one in whole.walk() if one.get_content_type() == "text/calendar")
    calendar = event.get_payload(decode=True)
    assert isinstance(calendar, bytes)
    assert NEW in calendar.decode().replace("\r\n ", "")


def test_what_waits_for_the_old_address_goes_to_the_new_one_and_calendars_of_both_answer(
    db: store.Database, pair: Pair
) -> None:
    (meeting,) = booked(db, pair, "2027-02-09 17:00")
    proof = {"Authentication_Results": PASS}
    write(db, pair, pair.contact, f"Min nya adress är {NEW}", **proof)
    the_question(db)
    store.mailboxes.stand(db, pair.contact.id, "broken", NOW)
    coordinating.write(db, SITE, pair, ("actor", "Hej! Hur går det?"), minna(db), NOW)
    (letter,) = [one for one in letters(db, "coordinator_note") if one.state == "on_hold"]
    moved = Person(pair.contact.id, NEW, "Eetu Koski", "sv")
    confirm_held(db, moved)
    after = store.letters.get(db, letter.id)
    assert (after.state, after.to_address) == ("waiting", NEW)
    assert message_from_bytes(after.raw)["To"] == f'"Eetu Koski" <{NEW}>'
    assert EETU.email.encode() not in after.raw
    assert store.mailboxes.standing(db, pair.contact.id) == "fine"
    answers = ((pair.contact, "ACCEPTED", "accepted"), (moved, "DECLINED", "declined"))
    for hours, (person, partstat, known) in enumerate(answers, 1):
        reply = mail_of(Said(person, meeting, partstat, NOW + timedelta(hours=hours)))
        mail = receive(db, reply, NOW + timedelta(days=1))
        assert (mail.state, mail.reason) == ("settled", known)
        found = store.meetings.get(db, meeting.id).attendee(moved.id)
        assert found is not None
        assert found.answer == known


def confirm_held(db: store.Database, person: Person) -> None:
    """Say yes from the new address, while letters are held."""
    asked = letters(db, "wish_question")[-1]
    raw = an_answer("Ja!", person, asked.about, In_Reply_To=asked.message_id)
    assert receive(db, raw, NOW).state == "settled"


def test_an_address_that_somebody_has_is_never_taken(db: store.Database, pair: Pair) -> None:
    words = f"Uusi osoitteeni on {pair.mentor.email}"
    mail = write(db, pair, pair.contact, words, Authentication_Results=PASS)
    assert (mail.state, mail.reason) == ("tray", "the new address is another person's")
    assert letters(db, "wish_question") == []


def test_an_absence_holds_prompts_and_points_out_its_meetings_to_both(
    db: store.Database, pair: Pair
) -> None:
    inside, outside = booked(db, pair, "2027-02-09 17:00", "2027-03-09 17:00")
    write(db, pair, pair.contact, "bortrest 3–10.2")
    confirm(db, pair.contact, "ja")
    told = [(one.to_address, one.about.id) for one in letters(db, "absence_meeting")]
    assert sorted(told) == [(pair.mentor.email, inside.id), (pair.contact.email, inside.id)]
    free = [may_prompt(db, pair.contact, at(f"2027-02-{day:02} 10:00")) for day in (2, 3, 10, 11)]
    assert free == [True, False, False, True]
    assert may_prompt(db, pair.mentor, at("2027-02-09 10:00"))
    send_all(db, NOW)
    asked = letters(db, "absence_meeting")[0]
    words = an_answer("siirretään to 11.2. klo 17", pair.mentor, asked.about)
    receive(db, words, NOW)
    assert [one.to_address for one in letters(db, "proposal")] == [pair.contact.email]
    assert store.meetings.get(db, outside.id) == outside


def test_who_is_not_away_hears_of_it_in_working_hours(db: store.Database, pair: Pair) -> None:
    sunday = at("2027-01-31 15:00")
    booked(db, pair, "2027-02-09 17:00")
    raw = an_answer("bortrest 3–10.2", pair.contact, Matter("pair", pair.id))
    receive(db, raw, sunday)
    send_all(db, sunday)
    (asked,) = letters(db, "wish_question")
    receive(db, an_answer("ja", pair.contact, asked.about), sunday)
    due = {one.to_address: one.due_at for one in letters(db, "absence_meeting")}
    assert due == {pair.contact.email: sunday, pair.mentor.email: at("2027-02-01 08:00")}


def test_a_meeting_booked_into_an_absence_is_pointed_out(db: store.Database, pair: Pair) -> None:
    write(db, pair, pair.mentor, "Lomalla 1.–28.2.")
    confirm(db, pair.mentor, "kyllä")
    booked(db, pair, "2027-02-09 17:00", "2027-03-09 17:00")
    assert addressees(db, "absence_meeting") == sorted([pair.mentor.email, pair.contact.email])


def test_back_again_ends_the_absence_and_a_pause_at_once(db: store.Database, pair: Pair) -> None:
    write(db, pair, pair.contact, "LOPETA")
    write(db, pair, pair.contact, "Poissa 20.1. asti")
    confirm(db, pair.contact, "ja")
    assert not may_prompt(db, pair.contact, NOW)
    mail = write(db, pair, pair.contact, "Jag är tillbaka!")
    assert (mail.state, mail.reason) == ("settled", "is back")
    assert may_prompt(db, pair.contact, NOW)
    assert store.absences.find(db, pair.contact.id, date(2027, 1, 20)) is None


def test_a_wish_again_takes_the_place_of_the_one_before(db: store.Database, pair: Pair) -> None:
    write(db, pair, pair.contact, "Lomalla 1.–28.2.")
    first = the_question(db)
    write(db, pair, pair.contact, "Lomalla 1.–7.2.")
    old = an_answer("ja", pair.contact, first.about, In_Reply_To=first.message_id)
    assert receive(db, old, NOW).reason == "answers a wish that is over"
    confirm(db, pair.contact, "Ja")
    assert store.absences.find(db, pair.contact.id, date(2027, 2, 20)) is None
    assert store.absences.find(db, pair.contact.id, date(2027, 2, 7)) is not None


def test_a_thief_with_the_address_of_the_question_confirms_nothing(
    db: store.Database, pair: Pair
) -> None:
    write(db, pair, pair.contact, "haluan lopettaa")
    asked = the_question(db)
    raw = an_answer("kyllä", pair.contact, asked.about, From="T <t@thief.example>")
    mail = receive(db, raw, NOW)
    said = "sent from another address than the one on file"
    assert (mail.state, mail.reason) == ("tray", said)
    assert store.pairs.get(db, pair.id).ended_at is None
