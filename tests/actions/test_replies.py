"""Where a reply ends, and what it does: the ladder of S4 and the words of P14, P17 and P18."""

from datetime import timedelta

import pytest

from service import store
from service.actions import needs
from service.domain.letters import Matter
from service.domain.meetings import Meeting
from service.domain.pairs import Pair
from service.domain.people import Person
from tests.programme import (
    NOW,
    a_published_pair,
    a_published_team,
    an_answer,
    at,
    booked,
    letters,
    receive,
    send_all,
)

AFTER = at("2027-02-10 09:00")


def on(meeting: Meeting) -> Matter:
    return Matter("meeting", meeting.id)


def one_meeting(db: store.Database) -> tuple[Pair, Meeting]:
    pair = a_published_pair(db)
    return pair, booked(db, pair, "2027-02-09 17:00")[0]


def test_dates_in_one_reply_book_the_whole_plan_and_invite_both(db: store.Database) -> None:
    pair = a_published_pair(db)
    words = "ti 9.2., 9.3., 13.4. ja 11.5. klo 17"
    mail = receive(db, an_answer(words, pair.contact, Matter("pair", pair.id)), NOW)
    found = store.meetings.of_pair(db, pair.id)
    assert (mail.state, [meeting.number for meeting in found]) == ("settled", [1, 2, 3, 4])
    assert [meeting.starts_at for meeting in found] == [
        at("2027-02-09 17:00"),
        at("2027-03-09 17:00"),
        at("2027-04-13 17:00"),
        at("2027-05-11 17:00"),
    ]
    assert len(letters(db, "invitation")) == 8
    assert [letter.language for letter in letters(db, "understood")] == ["sv"]


def test_a_meeting_more_than_the_whole_plan_waits_for_a_coordinator(db: store.Database) -> None:
    pair = a_published_pair(db)
    booked(db, pair, *(f"2027-{on} 17:00" for on in ("02-09", "03-09", "04-13", "05-11")))
    mail = receive(db, an_answer("ti 25.5. klo 17", pair.contact, Matter("pair", pair.id)), NOW)
    assert (mail.state, mail.reason) == ("tray", "5 meetings where the plan has 4")
    assert len(store.meetings.of_pair(db, pair.id)) == 4


def test_a_clear_answer_logs_the_meeting_and_says_so(db: store.Database) -> None:
    pair, meeting = one_meeting(db)
    words = "Joo tavattiin, puoltoista tuntia"
    mail = receive(db, an_answer(words, pair.contact, on(meeting)), AFTER)
    held = store.meetings.get(db, meeting.id)
    assert (mail.state, held.state, held.minutes, held.because) == ("settled", "held", 90, mail.id)
    assert [one.attended for one in held.attendees] == [True, True]
    assert [letter.to_address for letter in letters(db, "understood")] == [pair.contact.email]


def test_a_correction_holds_for_fourteen_days(db: store.Database) -> None:
    pair, meeting = one_meeting(db)
    receive(db, an_answer("Joo tavattiin, 2 h", pair.contact, on(meeting)), AFTER)
    send_all(db, AFTER)
    receive(db, an_answer("Väärin, 1 h", pair.contact, on(meeting)), AFTER + timedelta(days=13))
    assert store.meetings.get(db, meeting.id).minutes == 60
    send_all(db, AFTER + timedelta(days=13))
    late = AFTER + timedelta(days=30)
    mail = receive(db, an_answer("Väärin, 3 h", pair.contact, on(meeting)), late)
    assert (mail.state, store.meetings.get(db, meeting.id).minutes) == ("tray", 60)


def test_two_stories_make_a_dispute_and_both_are_asked_once(db: store.Database) -> None:
    pair, meeting = one_meeting(db)
    receive(db, an_answer("Joo tavattiin", pair.contact, on(meeting)), AFTER)
    receive(db, an_answer("Ei tavattu", pair.mentor, on(meeting)), AFTER)
    assert store.meetings.get(db, meeting.id).state == "disputed"
    assert len(letters(db, "disputed")) == 2
    send_all(db, AFTER)
    mail = receive(db, an_answer("2", pair.mentor, on(meeting)), AFTER)
    assert mail.state == "tray"


@pytest.mark.parametrize(
    ("who", "choice", "end"),
    [("mentor", "1", "held"), ("contact", "2", "not_held"), ("contact", "1", "disputed")],
)
def test_a_dispute_ends_once_both_tell_the_same(
    db: store.Database, who: str, choice: str, end: str
) -> None:
    pair, meeting = one_meeting(db)
    receive(db, an_answer("Joo tavattiin, 50 min", pair.contact, on(meeting)), AFTER)
    receive(db, an_answer("Ei tavattu", pair.mentor, on(meeting)), AFTER)
    send_all(db, AFTER)
    person = pair.mentor if who == "mentor" else pair.contact
    mail = receive(db, an_answer(choice, person, on(meeting), Message_ID="<9@x>"), AFTER)
    assert mail.state == ("tray" if end == "disputed" else "settled")
    found = store.meetings.get(db, meeting.id)
    assert (found.state, found.minutes) == (end, 50)
    assert len(letters(db, "new_time")) == (end == "not_held")


@pytest.mark.parametrize(("days", "told"), [(2, []), (3, ["disputed"])])
def test_two_stories_that_stand_are_laid_before_the_coordinators(
    db: store.Database, days: int, told: list[str]
) -> None:
    pair, meeting = one_meeting(db)
    receive(db, an_answer("Joo tavattiin", pair.contact, on(meeting)), AFTER)
    receive(db, an_answer("Ei tavattu", pair.mentor, on(meeting)), AFTER)
    found = needs.needs(db, AFTER + timedelta(days=days))
    assert [one.kind for one in found if one.kind == "disputed"] == told


def test_not_held_asks_the_actor_for_another_time(db: store.Database) -> None:
    pair, meeting = one_meeting(db)
    receive(db, an_answer("Ei tavattu", pair.contact, on(meeting)), AFTER)
    assert store.meetings.get(db, meeting.id).state == "not_held"
    assert [letter.to_address for letter in letters(db, "new_time")] == [pair.contact.email]


def test_a_proposal_moves_the_meeting_with_the_other_party_s_ok(db: store.Database) -> None:
    pair, meeting = one_meeting(db)
    receive(db, an_answer("siirretään to 11.2. klo 16", pair.mentor, on(meeting)), NOW)
    assert store.meetings.get(db, meeting.id) == meeting
    assert [letter.to_address for letter in letters(db, "proposal")] == [pair.contact.email]
    send_all(db, NOW)
    receive(db, an_answer("ok", pair.contact, on(meeting)), NOW)
    moved = store.meetings.get(db, meeting.id)
    assert (moved.starts_at, moved.sequence) == (at("2027-02-11 16:00"), 1)
    assert len(letters(db, "invitation_moved")) == 2


def test_a_move_that_both_have_agreed_is_made_at_once(db: store.Database) -> None:
    pair, meeting = one_meeting(db)
    receive(db, an_answer("siirrettiin to 11.2. klo 16", pair.mentor, on(meeting)), NOW)
    assert store.meetings.get(db, meeting.id).starts_at == at("2027-02-11 16:00")


def test_a_refused_proposal_leaves_the_meeting_where_it_is(db: store.Database) -> None:
    pair, meeting = one_meeting(db)
    receive(db, an_answer("siirretään to 11.2. klo 16", pair.mentor, on(meeting)), NOW)
    send_all(db, NOW)
    receive(db, an_answer("Nej, det passar inte", pair.contact, on(meeting)), NOW)
    assert store.meetings.get(db, meeting.id) == meeting
    assert [one.to_address for one in letters(db, "proposal_declined")] == [pair.mentor.email]
    (echo,) = [one for one in letters(db, "understood") if one.to_address == pair.contact.email]
    assert echo.subject == "Noterat: to 11.2 passar inte"


def test_an_unclear_answer_to_the_invitation_once_it_is_over_is_asked_how_it_went(
    db: store.Database,
) -> None:
    pair, meeting = one_meeting(db)
    about = on(meeting)
    (invitation,) = [
        one for one in letters(db, "invitation") if one.to_address == pair.contact.email
    ]
    named = {"In-Reply-To": invitation.message_id}
    first = receive(db, an_answer("Joo ei", pair.contact, about, **named), AFTER)
    assert (first.state, first.asked) == ("asked", "attendance")
    send_all(db, AFTER)
    receive(db, an_answer("1", pair.contact, about, Message_ID="<2@x>"), AFTER)
    assert store.meetings.get(db, meeting.id).state == "held"


def test_who_cannot_come_is_asked_for_a_time_and_the_other_is_told(db: store.Database) -> None:
    pair, meeting = one_meeting(db)
    receive(db, an_answer("En pääse", pair.mentor, on(meeting)), NOW)
    found = store.meetings.get(db, meeting.id)
    assert [one.answer for one in found.attendees] == ["declined", "needs_action"]
    assert [letter.to_address for letter in letters(db, "new_time")] == [pair.mentor.email]
    assert [letter.to_address for letter in letters(db, "other_declined")] == [pair.contact.email]


def test_what_is_not_clear_is_asked_back_once_and_then_laid_in_the_tray(db: store.Database) -> None:
    pair, meeting = one_meeting(db)
    first = receive(db, an_answer("Joo ei", pair.contact, on(meeting)), AFTER)
    assert (first.state, len(letters(db, "not_understood"))) == ("asked", 1)
    send_all(db, AFTER)
    second = receive(db, an_answer("No siis joo ei", pair.contact, on(meeting)), AFTER)
    assert (second.state, len(letters(db, "not_understood"))) == ("tray", 1)
    assert store.meetings.get(db, meeting.id).state == "planned"


def test_a_number_answers_the_question_back(db: store.Database) -> None:
    pair, meeting = one_meeting(db)
    receive(db, an_answer("Joo ei", pair.contact, on(meeting)), AFTER)
    send_all(db, AFTER)
    receive(db, an_answer("2", pair.contact, on(meeting)), AFTER)
    assert store.meetings.get(db, meeting.id).state == "not_held"


def test_a_question_goes_to_a_human_and_is_not_answered(db: store.Database) -> None:
    pair, meeting = one_meeting(db)
    words = "Voisiko koordinaattori soittaa minulle? Meillä on ongelma."
    mail = receive(db, an_answer(words, pair.contact, on(meeting)), AFTER)
    assert (mail.state, letters(db, "not_understood")) == ("tray", [])


def test_words_for_the_coordinator_only_come_first_in_the_tray(db: store.Database) -> None:
    pair, meeting = one_meeting(db)
    asked = "Voisiko koordinaattori soittaa minulle? Meillä on ongelma."
    receive(db, an_answer(asked, pair.contact, on(meeting)), AFTER)
    private = "Vain koordinaattorille: tavattiin, mutta en halua jatkaa."
    mail = receive(db, an_answer(private, pair.contact, on(meeting)), AFTER)
    assert store.tray.every(db)[0].id == mail.id
    assert store.meetings.get(db, meeting.id).state == "planned"


def test_another_address_is_asked_not_believed(db: store.Database) -> None:
    pair, meeting = one_meeting(db)
    raw = an_answer("Joo tavattiin", pair.contact, on(meeting), From="Muu <muu@example.org>")
    mail = receive(db, raw, AFTER)
    assert mail.state == "asked"
    assert store.meetings.get(db, meeting.id).state == "planned"
    assert [one.to_address for one in letters(db, "confirm_sender")] == [pair.contact.email]


@pytest.mark.parametrize(
    "sender",
    ["a@example.org <eetu.aktor@example.org>", "eetu.aktor@example.org, muu@example.org"],
)
def test_a_from_with_two_addresses_is_nobody(db: store.Database, sender: str) -> None:
    pair, meeting = one_meeting(db)
    raw = an_answer("Joo tavattiin", pair.contact, on(meeting))
    forged = raw.replace(b"Eetu Koski <eetu.aktor@example.org>", sender.encode())
    assert receive(db, forged, AFTER).state == "asked"
    assert store.meetings.get(db, meeting.id).state == "planned"


def test_mail_whose_origin_failed_authentication_is_not_believed(db: store.Database) -> None:
    pair, meeting = one_meeting(db)
    results = "mx.oksa.example.org; dkim=none; dmarc=fail header.from=example.org"
    raw = an_answer("Joo tavattiin", pair.contact, on(meeting), Authentication_Results=results)
    assert receive(db, raw, AFTER).state == "tray"
    assert store.meetings.get(db, meeting.id).state == "planned"


def test_mail_without_a_reply_address_counts_only_with_proof(db: store.Database) -> None:
    pair, meeting = one_meeting(db)
    invitation = next(
        one for one in letters(db, "invitation") if one.to_address == pair.contact.email
    )
    headers = {"To": "oksa@oksa.example.org", "In_Reply_To": invitation.message_id}
    unproven = receive(
        db, an_answer("Tulen", pair.contact, on(meeting), Message_ID="<1@x>", **headers), NOW
    )
    assert unproven.state == "tray"
    results = "mx.oksa.example.org; dmarc=pass header.from=example.org"
    proven = receive(
        db,
        an_answer(
            "Tulen",
            pair.contact,
            on(meeting),
            Message_ID="<2@x>",
            Authentication_Results=results,
            **headers,
        ),
        NOW,
    )
    assert proven.state == "settled"


def test_an_automatic_reply_is_ignored_and_never_answered(db: store.Database) -> None:
    pair, meeting = one_meeting(db)
    before = store.letters.every(db)
    raw = an_answer("Olen lomalla", pair.contact, on(meeting), Auto_Submitted="auto-replied")
    assert receive(db, raw, AFTER).state == "ignored"
    assert store.letters.every(db) == before


def test_a_list_s_mail_is_read_but_never_answered(db: store.Database) -> None:
    pair, meeting = one_meeting(db)
    raw = an_answer("Joo ei", pair.contact, on(meeting), List_Id="<x.example.org>")
    assert receive(db, raw, AFTER).state == "tray"
    assert letters(db, "not_understood") == []


def test_the_same_bytes_are_one_mail_and_the_same_id_acts_once(db: store.Database) -> None:
    pair, meeting = one_meeting(db)
    raw = an_answer("Joo tavattiin, 2 h", pair.contact, on(meeting), Message_ID="<one@x>")
    first = receive(db, raw, AFTER)
    assert receive(db, raw, AFTER).id == first.id
    other = an_answer("Väärin, 1 h", pair.contact, on(meeting), Message_ID="<one@x>")
    assert receive(db, other, AFTER).state == "ignored"
    assert store.meetings.get(db, meeting.id).minutes == 120


def test_an_address_closes_sixty_days_after_its_meeting(db: store.Database) -> None:
    pair, meeting = one_meeting(db)
    late = meeting.ends_at + timedelta(days=61)
    mail = receive(db, an_answer("Joo tavattiin", pair.contact, on(meeting)), late)
    assert (mail.state, mail.reason) == ("tray", "comes to an address that has closed")


def test_a_stranger_s_token_is_no_token(db: store.Database) -> None:
    pair, meeting = one_meeting(db)
    raw = an_answer("Joo", pair.contact, on(meeting), To=f"oksa+a{'b' * 26}@oksa.example.org")
    assert receive(db, raw, AFTER).state == "tray"


def test_stop_pauses_reminders_and_tells_how_to_leave(db: store.Database) -> None:
    pair, meeting = one_meeting(db)
    mail = receive(db, an_answer("LOPETA", pair.contact, on(meeting)), NOW)
    assert mail.state == "settled"
    assert store.people.get(db, pair.contact.id).paused_at == NOW
    assert len(letters(db, "paused")) == 1


def test_undoing_a_plan_calls_its_meetings_off(db: store.Database) -> None:
    pair = a_published_pair(db)
    about = Matter("pair", pair.id)
    receive(db, an_answer("ti 9.2. ja 9.3. klo 17", pair.contact, about), NOW)
    send_all(db, NOW)
    receive(db, an_answer("peru", pair.contact, about), NOW)
    assert {one.state for one in store.meetings.of_pair(db, pair.id)} == {"cancelled"}
    assert len(letters(db, "invitation_cancelled")) == 4


def test_in_a_team_everyone_but_one_was_there(db: store.Database) -> None:
    pair = a_published_team(db)
    (meeting,) = booked(db, pair, "2027-02-09 17:00")
    raw = an_answer("Tavattiin, kaikki paitsi Elias", pair.contact, on(meeting))
    receive(db, raw, AFTER)
    held = store.meetings.get(db, meeting.id)
    there = {one.person.first_name: one.attended for one in held.attendees}
    assert there == {"Liisa": True, "Sami": True, "Maija": True, "Elias": False}


def test_two_vacation_responders_fall_silent(db: store.Database) -> None:
    """An auto-reply without any mark is answered at most five times an hour (S7)."""
    pair, meeting = one_meeting(db)
    for number in range(20):
        raw = an_answer("Joo ei", pair.contact, on(meeting), Message_ID=f"<{number}@x>")
        receive(db, raw, AFTER + timedelta(seconds=number))
    assert len(letters(db, "not_understood")) <= 5


def test_someone_else_in_the_pair_does_not_answer_for_another(db: store.Database) -> None:
    pair, meeting = one_meeting(db)
    mentor: Person = pair.mentor
    raw = an_answer("En pääse", pair.contact, on(meeting), From=f"Anna <{mentor.email}>")
    assert receive(db, raw, NOW).state == "asked"
    found = store.meetings.get(db, meeting.id)
    assert [one.answer for one in found.attendees] == ["needs_action", "needs_action"]


def test_a_bounce_of_our_letter_waits_for_a_coordinator(db: store.Database) -> None:
    pair, _ = one_meeting(db)
    letter = next(one for one in letters(db, "invitation") if one.person_id == pair.contact.id)
    raw = f"""From: MAILER-DAEMON@mx.example.org
To: {letter.envelope_from}
Subject: Undelivered Mail Returned to Sender
Message-ID: <bounce@mx.example.org>
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary=b

--b
Content-Type: text/plain

Unknown user.
--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example.org

Final-Recipient: rfc822; {pair.contact.email}
Action: failed
Status: 5.1.1
--b--
"""
    mail = receive(db, raw.replace("\n", "\r\n").encode(), NOW)
    assert (mail.state, mail.reason) == ("tray", f"could not be delivered: {pair.contact.email}")


@pytest.mark.parametrize("words", ["Emme tavanneet", "Nej, vi träffades inte"])
def test_a_second_story_in_answer_to_the_invitation_disputes_the_first(
    db: store.Database, words: str
) -> None:
    pair, meeting = one_meeting(db)
    receive(db, an_answer("Kyllä, tavattiin, 1,5 h", pair.contact, on(meeting)), AFTER)
    assert store.meetings.get(db, meeting.id).state == "held"
    mail = receive(db, an_answer(words, pair.mentor, on(meeting)), AFTER + timedelta(days=1))
    assert (mail.state, store.meetings.get(db, meeting.id).state) == ("settled", "disputed")
    assert len(letters(db, "disputed")) == 2
