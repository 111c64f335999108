"""Calendar answers as mail of real clients, from the door to the meeting (C1 to C11, P14)."""

from base64 import encodebytes
from datetime import timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage

import pytest

from service import store
from service.actions import meetings
from service.domain.letters import Matter
from service.domain.meetings import Meeting
from service.domain.pairs import Pair
from tests.calendars import Said, answer, calendar_of, calendar_part, lines_of, mail_of, whole
from tests.programme import (
    NOW,
    SITE,
    a_published_pair,
    a_published_team,
    an_answer,
    at,
    booked,
    letters,
    receive,
    reply_address,
    send_all,
)

LATER, LATEST = NOW + timedelta(hours=1), NOW + timedelta(hours=2)
THURSDAY = at("2027-02-11 16:00")


@pytest.fixture
def pair(db: store.Database) -> Pair:
    return a_published_pair(db)


@pytest.fixture
def meeting(db: store.Database, pair: Pair) -> Meeting:
    return booked(db, pair, "2027-02-09 17:00")[0]


def said(meeting: Meeting, pair: Pair, partstat: str = "ACCEPTED", **given: object) -> Said:
    return Said(pair.contact, meeting, partstat, **{"stamped_at": NOW, **given})  # type: ignore[arg-type]


def answers(db: store.Database, meeting: Meeting) -> list[str]:
    return [one.answer for one in store.meetings.get(db, meeting.id).attendees]


@pytest.mark.parametrize(
    ("partstat", "known"),
    [("ACCEPTED", "accepted"), ("DECLINED", "declined"), ("TENTATIVE", "tentative")],
)
def test_a_reply_is_applied_to_its_person(
    db: store.Database, pair: Pair, meeting: Meeting, partstat: str, known: str
) -> None:
    mail = answer(db, said(meeting, pair, partstat), LATER)
    assert (mail.state, mail.reason, mail.about) == (
        "settled", known, Matter("meeting", meeting.id),
    )  # fmt: skip
    assert answers(db, meeting) == ["needs_action", known]
    assert store.meetings.get(db, meeting.id).state == "planned"  # C11


def test_a_bounce_that_holds_our_invitation_is_no_answer(
    db: store.Database, pair: Pair, meeting: Meeting
) -> None:
    letter = next(one for one in whole(db, "invitation") if one.person_id == pair.contact.id)
    event = calendar_of(said(meeting, pair)).encode()
    report = b"\r\n".join(
        [
            b"From: MAILER-DAEMON@mx.example.org",
            b"To: " + letter.envelope_from.encode(),
            b"Subject: Accepted: Mentorointi",
            b"Message-ID: <bounce@mx.example.org>",
            b"MIME-Version: 1.0",
            b"Content-Type: multipart/report; report-type=delivery-status; boundary=b",
            b"",
            b"--b\r\nContent-Type: text/plain\r\n\r\nUnknown user.",
            b"--b\r\nContent-Type: message/delivery-status\r\n",
            b"Reporting-MTA: dns; mx.example.org\r\n",
            b"Final-Recipient: rfc822; " + pair.contact.email.encode(),
            b"Action: failed\r\nStatus: 5.1.1\r\n",
            b"--b\r\nContent-Type: text/calendar; method=REPLY\r\n\r\n" + event,
            b"--b\r\nContent-Type: message/rfc822\r\n\r\n" + letter.raw,
            b"--b--\r\n",
        ]
    )
    mail = receive(db, report, LATER)
    assert (mail.state, mail.reason) == ("tray", f"could not be delivered: {pair.contact.email}")
    assert answers(db, meeting) == ["needs_action", "needs_action"]


def test_a_calendar_answer_marked_automatic_counts(
    db: store.Database, pair: Pair, meeting: Meeting
) -> None:
    answer(db, said(meeting, pair), LATER, Auto_Submitted="auto-generated", Precedence="bulk")
    assert answers(db, meeting) == ["needs_action", "accepted"]


@pytest.mark.parametrize("header", ["Delivered-To", "X-Original-To"])
def test_the_token_may_stand_where_the_mail_was_delivered(
    db: store.Database, pair: Pair, meeting: Meeting, header: str
) -> None:
    to = reply_address(Matter("meeting", meeting.id), pair.contact)
    headers = {"To": "undisclosed-recipients:;", header: to}
    answer(db, said(meeting, pair), LATER, **headers)
    assert answers(db, meeting) == ["needs_action", "accepted"]


def test_googles_answer_from_its_own_servers_counts_without_dmarc(
    db: store.Database, pair: Pair, meeting: Meeting
) -> None:
    failed = "mx.oksa.example.org; dkim=fail; dmarc=fail header.from=example.org"
    headers = {"Authentication-Results": failed, "From": "calendar-notification@google.example"}
    answer(db, said(meeting, pair), LATER, **headers)
    assert answers(db, meeting) == ["needs_action", "accepted"]


def test_apple_names_the_method_in_the_content_alone(
    db: store.Database, pair: Pair, meeting: Meeting
) -> None:
    raw = mail_of(said(meeting, pair)).replace(b'; method="REPLY"', b"")
    assert b"; method" not in raw
    receive(db, raw, LATER)
    assert answers(db, meeting) == ["needs_action", "accepted"]


@pytest.mark.parametrize("words", ["Anna on hyväksynyt kutsun.", "har accepterat inbjudan"])
def test_the_calendar_part_beats_thunderbirds_subject_and_words(
    db: store.Database, pair: Pair, meeting: Meeting, words: str
) -> None:
    raw = mail_of(
        said(meeting, pair, "TENTATIVE"), text=words, headers={"Subject": "Hyväksytty: Mentorointi"}
    )
    receive(db, raw, LATER)
    assert answers(db, meeting) == ["needs_action", "tentative"]


def test_the_same_answer_twice_in_one_mail_counts_once(
    db: store.Database, pair: Pair, meeting: Meeting
) -> None:
    mail = receive(db, mail_of(said(meeting, pair, "DECLINED"), copies=2), LATER)
    assert (mail.state, len(letters(db, "new_time"))) == ("settled", 1)


def test_an_answer_in_a_forwarded_message_is_not_applied(
    db: store.Database, pair: Pair, meeting: Meeting
) -> None:
    inner = EmailMessage()
    inner["From"], inner["Subject"] = pair.contact.email, "Accepted: Mentorointi"
    inner.set_content("x")
    inner.add_attachment(
        calendar_of(said(meeting, pair)).encode(), maintype="text", subtype="calendar"
    )
    outer = EmailMessage()
    outer["From"] = f"{pair.contact.name} <{pair.contact.email}>"
    outer["To"] = reply_address(Matter("meeting", meeting.id), pair.contact)
    outer["Subject"], outer["Message-ID"] = "VL: Mentorointi", "<forwarded@example.org>"
    outer.set_content("Katso tämä")
    outer.add_attachment(inner)
    receive(db, outer.as_bytes(), LATER)
    assert answers(db, meeting) == ["needs_action", "needs_action"]


def test_dirt_around_an_answer_does_no_harm(
    db: store.Database, pair: Pair, meeting: Meeting
) -> None:
    raw = mail_of(said(meeting, pair))
    clean = calendar_of(said(meeting, pair)).encode()
    dirty = b"\xef\xbb\xbfHei!\r\n" + clean.replace(b"mailto:", b"MAILTO:").lower() + b"--\r\nlista"
    body = encodebytes(clean)
    assert body in raw
    receive(db, raw.replace(body, encodebytes(dirty)), LATER)
    assert answers(db, meeting) == ["needs_action", "accepted"]


def test_a_time_in_a_reply_moves_nothing(db: store.Database, pair: Pair, meeting: Meeting) -> None:
    answer(db, said(meeting, pair, starts_at=meeting.starts_at - timedelta(hours=2)), LATER)
    assert store.meetings.get(db, meeting.id).starts_at == meeting.starts_at
    assert answers(db, meeting) == ["needs_action", "accepted"]


def test_a_counter_goes_to_the_other_party_whose_ok_makes_a_new_request(
    db: store.Database, pair: Pair, meeting: Meeting
) -> None:
    counter = said(meeting, pair, "TENTATIVE", method="COUNTER", starts_at=THURSDAY)
    mail = answer(db, counter, LATER)
    (offer,) = store.proposals.of_meeting(db, meeting.id)
    assert (mail.state, offer.how, offer.because) == ("settled", "counter", mail.id)
    assert [one.to_address for one in letters(db, "proposal")] == [pair.mentor.email]
    send_all(db, LATER)
    receive(db, an_answer("ok", pair.mentor, Matter("meeting", meeting.id)), LATEST)
    moved = store.meetings.get(db, meeting.id)
    assert (moved.starts_at, moved.sequence) == (THURSDAY, 1)
    for letter in whole(db, "invitation_moved"):
        shown = lines_of(letter, "SEQUENCE", "UID", "DTSTART")
        assert shown == [
            "METHOD:REQUEST",
            f"UID:m{meeting.id}@oksa.example.org",
            "SEQUENCE:1",
            "DTSTART;TZID=Europe/Helsinki:20270211T160000",
        ]


def test_a_counter_of_another_length_tells_it_to_whom_it_asks(
    db: store.Database, pair: Pair, meeting: Meeting
) -> None:
    counter = said(meeting, pair, method="COUNTER", starts_at=meeting.starts_at, minutes=60)
    answer(db, counter, LATER)
    (letter,) = whole(db, "proposal")
    (text,) = [
        part.get_content()
        for part in message_from_bytes(letter.raw, policy=policy.default).walk()
        if part.get_content_type() == "text/plain"
    ]
    assert "Uusi aika: ti 9.2. klo 17.00, 1 h" in text
    assert "Entinen aika: ti 9.2. klo 17.00, 1,5 h" in text
    send_all(db, LATER)
    receive(db, an_answer("ok", pair.mentor, Matter("meeting", meeting.id)), LATEST)
    moved = store.meetings.get(db, meeting.id)
    assert (moved.starts_at, moved.minutes, moved.sequence) == (meeting.starts_at, 60, 1)


def test_a_refused_counter_is_declined_by_calendar_and_in_words(
    db: store.Database, pair: Pair, meeting: Meeting
) -> None:
    answer(db, said(meeting, pair, method="COUNTER", starts_at=THURSDAY), LATER)
    send_all(db, LATER)
    receive(db, an_answer("Ei käy", pair.mentor, Matter("meeting", meeting.id)), LATEST)
    (letter,) = whole(db, "proposal_declined")
    assert letter.to_address == pair.contact.email
    about = Matter("meeting", meeting.id)
    assert lines_of(letter, "UID", "SEQUENCE", "ORGANIZER", "ATTENDEE", "DTSTART") == [
        "METHOD:DECLINECOUNTER",
        f"UID:m{meeting.id}@oksa.example.org",
        f'ORGANIZER;CN="Mentorprogrammet":mailto:{reply_address(about, pair.contact)}',
    ]
    assert store.meetings.get(db, meeting.id).starts_at == meeting.starts_at


def test_a_counter_that_another_time_answers_is_declined_by_calendar_in_the_same_letter(
    db: store.Database, pair: Pair, meeting: Meeting
) -> None:
    answer(db, said(meeting, pair, method="COUNTER", starts_at=THURSDAY), LATER)
    send_all(db, LATER)
    about = Matter("meeting", meeting.id)
    receive(db, an_answer("Ei käy, kävisikö pe 12.2. klo 9?", pair.mentor, about), LATEST)
    letter = whole(db, "proposal")[-1]
    assert (letter.to_address, letters(db, "proposal_declined")) == (pair.contact.email, [])
    assert lines_of(letter, "UID") == [
        "METHOD:DECLINECOUNTER", f"UID:m{meeting.id}@oksa.example.org",
    ]  # fmt: skip


def test_a_team_members_counter_is_answered_to_them_when_the_mentor_offers_another_time(
    db: store.Database,
) -> None:
    team = a_published_team(db)
    (meeting,) = booked(db, team, "2027-02-09 17:00")
    member = team.actors[1]
    counter = Said(member, meeting, method="COUNTER", starts_at=THURSDAY, stamped_at=LATER)
    answer(db, counter, LATER)
    send_all(db, LATER)
    about = Matter("meeting", meeting.id)
    receive(db, an_answer("Ei käy, kävisikö pe 12.2. klo 9?", team.mentor, about), LATEST)
    (letter,) = whole(db, "proposal_declined")
    assert letter.to_address == member.email
    assert lines_of(letter, "UID")[0] == "METHOD:DECLINECOUNTER"
    assert letters(db, "proposal")[-1].to_address == team.contact.email


def test_a_counter_for_the_time_that_is_booked_is_for_a_human(
    db: store.Database, pair: Pair, meeting: Meeting
) -> None:
    mail = answer(db, said(meeting, pair, method="COUNTER", starts_at=meeting.starts_at), LATER)
    assert (mail.state, mail.reason) == ("tray", "proposes the time that is booked")
    assert letters(db, "proposal") == []


def test_a_refused_proposal_in_words_is_declined_in_words_alone(
    db: store.Database, pair: Pair, meeting: Meeting
) -> None:
    about = Matter("meeting", meeting.id)
    receive(db, an_answer("siirretään to 11.2. klo 16", pair.mentor, about), LATER)
    send_all(db, LATER)
    receive(db, an_answer("Nej, det passar inte", pair.contact, about), LATEST)
    (letter,) = whole(db, "proposal_declined")
    assert b"text/calendar" not in letter.raw


def test_answers_count_in_the_order_they_were_given(
    db: store.Database, pair: Pair, meeting: Meeting
) -> None:
    answer(db, said(meeting, pair, "DECLINED", stamped_at=LATER), LATEST)
    old = answer(db, said(meeting, pair, "ACCEPTED"), LATEST)
    again = answer(db, said(meeting, pair, "DECLINED", stamped_at=LATER), LATEST)
    assert [(one.state, one.reason) for one in (old, again)] == [
        ("ignored", "is older than what we know"),
        ("ignored", "is the answer that we have"),
    ]
    assert answers(db, meeting) == ["needs_action", "declined"]


def test_accepting_the_old_time_is_logged_and_not_applied(
    db: store.Database, pair: Pair, meeting: Meeting
) -> None:
    meetings.shift(db, SITE, meeting, (THURSDAY, None), None, NOW)
    mail = answer(db, said(meeting, pair, sequence=0, stamped_at=LATER), LATEST)
    assert (mail.state, mail.reason) == ("ignored", "is older than what we know")
    assert answers(db, meeting) == ["needs_action", "needs_action"]


def test_words_and_calendar_answers_stand_in_one_order(
    db: store.Database, pair: Pair, meeting: Meeting
) -> None:
    receive(db, an_answer("En pääse", pair.contact, Matter("meeting", meeting.id)), LATER)
    older = answer(db, said(meeting, pair), LATEST)
    assert (older.state, answers(db, meeting)) == ("ignored", ["needs_action", "declined"])
    answer(db, said(meeting, pair, stamped_at=LATEST), LATEST)
    assert answers(db, meeting) == ["needs_action", "accepted"]


def test_an_answer_to_an_invitation_that_the_other_has_forwarded_is_not_the_others(
    db: store.Database, pair: Pair, meeting: Meeting
) -> None:
    forwarded = said(meeting, pair, "DECLINED", attendee=pair.mentor.email)
    mail = answer(db, forwarded, LATER)
    assert (mail.state, mail.reason) == ("tray", "is another person's answer")
    assert answers(db, meeting) == ["needs_action", "needs_action"]


@pytest.mark.parametrize("attendee", ["eetu.alias@mail.example.fi", "EETU.AKTOR@EXAMPLE.ORG"])
def test_an_alias_answers_for_the_person_of_the_reply_address(
    db: store.Database, pair: Pair, meeting: Meeting, attendee: str
) -> None:
    answer(db, said(meeting, pair, attendee=attendee), LATER)
    assert answers(db, meeting) == ["needs_action", "accepted"]


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        ({"partstat": "DELEGATED"}, "comes from a delegate"),
        ({"attendee": ""}, "names no attendee"),
        (
            {"extra": "ATTENDEE;PARTSTAT=DECLINED:mailto:anna.mentor@example.org"},
            "names several attendees",
        ),
        ({"extra": "RECURRENCE-ID:20270209T150000Z"}, "speaks of a series"),
        ({"sequence": 4}, "answers a version that we never sent"),
    ],
)
def test_what_a_human_must_see_is_laid_in_the_tray_with_its_reason(
    db: store.Database, pair: Pair, meeting: Meeting, given: dict[str, object], reason: str
) -> None:
    mail = answer(db, said(meeting, pair, **given), LATER)  # type: ignore[arg-type]
    assert (mail.state, mail.reason.startswith(reason)) == ("tray", True)
    assert answers(db, meeting) == ["needs_action", "needs_action"]


def test_an_unknown_token_a_cancelled_and_a_past_meeting_are_for_a_human(
    db: store.Database, pair: Pair, meeting: Meeting
) -> None:
    stranger = f"oksa+a{'b' * 26}@oksa.example.org"
    unknown = answer(db, said(meeting, pair), LATER, To=stranger)
    past = answer(db, said(meeting, pair), meeting.ends_at + timedelta(hours=1))
    meetings.call_off(db, SITE, meeting, None, NOW)
    cancelled = answer(db, said(meeting, pair, stamped_at=LATER), LATEST)
    assert [(one.state, one.reason) for one in (unknown, past, cancelled)] == [
        ("tray", "a calendar answer without its reply address"),
        ("tray", "answers a meeting that is over"),
        ("tray", "answers a cancelled meeting"),
    ]


def test_exchange_leaves_the_organizer_out(
    db: store.Database, pair: Pair, meeting: Meeting
) -> None:
    assert "ORGANIZER" not in calendar_of(said(meeting, pair))
    answer(db, said(meeting, pair), LATER)
    assert answers(db, meeting) == ["needs_action", "accepted"]


def test_refresh_sends_the_stored_message_again(
    db: store.Database, pair: Pair, meeting: Meeting
) -> None:
    mail = answer(db, said(meeting, pair, method="REFRESH"), LATER)
    first, again = [one for one in whole(db, "invitation") if one.person_id == pair.contact.id]
    assert mail.state == "settled"
    assert calendar_part(again) == calendar_part(first)
    assert again.message_id != first.message_id
    assert again.raw.replace(again.message_id.encode(), first.message_id.encode()) == first.raw


def test_a_changed_mind_asks_for_a_time_once_a_decline(
    db: store.Database, pair: Pair, meeting: Meeting
) -> None:
    answer(db, said(meeting, pair, "ACCEPTED"), LATER)
    answer(db, said(meeting, pair, "DECLINED", stamped_at=LATER), LATER)
    assert answers(db, meeting) == ["needs_action", "declined"]
    assert [one.to_address for one in letters(db, "new_time")] == [pair.contact.email]
    answer(db, said(meeting, pair, "ACCEPTED", stamped_at=LATEST), LATEST)
    assert answers(db, meeting) == ["needs_action", "accepted"]


def test_a_comment_that_proposes_a_time_is_read(
    db: store.Database, pair: Pair, meeting: Meeting
) -> None:
    answer(db, said(meeting, pair, "DECLINED", comment="Kävisikö to 11.2. klo 16?"), LATER)
    assert answers(db, meeting) == ["needs_action", "declined"]
    assert [one.to_address for one in letters(db, "proposal")] == [pair.mentor.email]
    assert letters(db, "new_time") + letters(db, "other_declined") == []


def winmail(pair: Pair, meeting: Meeting, subject: str, *, hidden: bool) -> bytes:
    message = EmailMessage()
    message["From"] = f"{pair.contact.name} <{pair.contact.email}>"
    message["To"] = reply_address(Matter("meeting", meeting.id), pair.contact)
    message["Subject"], message["Message-ID"] = subject, "<winmail@example.org>"
    message.set_content("")
    if hidden:
        message.add_attachment(
            b"\x78\x9f\x3e\x22", maintype="application", subtype="ms-tnef", filename="winmail.dat"
        )
    return message.as_bytes()


def test_winmail_without_a_calendar_part_is_asked_about(
    db: store.Database, pair: Pair, meeting: Meeting
) -> None:
    mail = receive(db, winmail(pair, meeting, "Hyväksytty: Mentorointi 1/4", hidden=True), LATER)
    assert (mail.state, answers(db, meeting)) == ("asked", ["needs_action", "needs_action"])
    assert [one.to_address for one in letters(db, "not_understood")] == [pair.contact.email]


@pytest.mark.parametrize(
    ("subject", "known"),
    [
        ("Hyväksytty: Mentorointi", "accepted"),
        ("Accepterad: Mentorskap", "accepted"),
        ("Accepterat: Mentorskap", "accepted"),
        ("Accepted: Mentoring", "accepted"),
        ("Hylätty: Mentorointi", "declined"),
        ("Kutsu hylätty: Mentorointi", "declined"),
        ("Avböjd: Mentorskap", "declined"),
        ("Avböjt: Mentorskap", "declined"),
        ("Inbjudan avvisades: Mentorskap", "declined"),
        ("Declined: Mentoring", "declined"),
        ("Invitation Declined: Mentoring", "declined"),
        ("Alustava: Mentorointi", "tentative"),
        ("Hyväksytty alustavasti: Mentorointi", "tentative"),
        ("Preliminär: Mentorskap", "tentative"),
        ("Preliminärt: Mentorskap", "tentative"),
        ("Tentative: Mentoring", "tentative"),
    ],
)
def test_a_subject_alone_still_answers(
    db: store.Database, pair: Pair, meeting: Meeting, subject: str, known: str
) -> None:
    receive(db, winmail(pair, meeting, subject, hidden=False), LATER)
    assert answers(db, meeting) == ["needs_action", known]


def test_a_team_member_gets_an_event_of_their_own_and_answers_for_themselves(
    db: store.Database,
) -> None:
    team = a_published_team(db)
    (meeting,) = booked(db, team, "2027-02-09 17:00")
    for letter in whole(db, "invitation"):
        attendees = lines_of(letter, "ATTENDEE")[1:]
        assert [one.rpartition(":")[2] for one in attendees] == [letter.to_address]
    maija = next(one for one in team.actors if one.first_name == "Maija")
    answer(db, Said(maija, meeting, "DECLINED", NOW), LATER)
    told = {one.person.first_name: one.answer for one in meeting_of(db, meeting).attendees}
    assert told == {
        "Liisa": "needs_action",
        "Sami": "needs_action",
        "Maija": "declined",
        "Elias": "needs_action",
    }


def meeting_of(db: store.Database, meeting: Meeting) -> Meeting:
    return store.meetings.get(db, meeting.id)


@pytest.mark.parametrize(
    ("proof", "sender", "state"),
    [("pass", None, "settled"), ("none", None, "tray"), ("pass", "muu@example.org", "tray")],
)
def test_without_its_reply_address_an_answer_needs_uid_attendee_and_proof(
    db: store.Database, pair: Pair, meeting: Meeting, proof: str, sender: str | None, state: str
) -> None:
    results = f"mx.oksa.example.org; dmarc={proof} header.from=example.org"
    headers = {"To": "mentorointi@oksa.example.org", "Authentication-Results": results}
    if sender:
        headers["From"] = sender
    mail = receive(db, mail_of(said(meeting, pair), headers=headers), LATER)
    expected = "accepted" if state == "settled" else "needs_action"
    assert (mail.state, answers(db, meeting)) == (state, ["needs_action", expected])
