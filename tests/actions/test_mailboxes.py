"""Addresses that letters do not reach: broken, doubtful, ours to mend, and tried again (D2)."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from jobs.deliver import deliver
from jobs.note_refusals import note_refusals
from service import store
from service.actions import coordinators, mailboxes
from service.domain.errors import Refused
from service.domain.letters import Letter, Matter
from service.domain.pairs import Pair
from service.store.inbox import Mail
from tests.jobs.letters import server
from tests.programme import (
    NOW,
    SITE,
    a_published_pair,
    an_answer,
    letters,
    receive,
    reply_address,
    send_all,
)
from tests.sink import Sink, Taken

DAY = timedelta(days=1)


@pytest.fixture
def pair(db: store.Database) -> Pair:
    coordinators.add(db, "minna@example.org", "Minna", "fi")
    return a_published_pair(db)


def a_bounce(to: str, address: str, status: str, action: str, now: datetime) -> bytes:
    return f"""From: MAILER-DAEMON@mx.example.org
To: {to}
Subject: Undelivered Mail Returned to Sender
Message-ID: <bounce-{now:%d%H%M%S}@mx.example.org>
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary=b

--b
Content-Type: text/plain

Sorry.
--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example.org

Final-Recipient: rfc822; {address}
Action: {action}
Status: {status}
--b--
""".replace("\n", "\r\n").encode()


def bounce(
    db: store.Database, pair: Pair, status: str, now: datetime, action: str = "failed"
) -> Mail:
    """Let a letter to the contact person come back."""
    letter = next(one for one in store.letters.every(db) if one.person_id == pair.contact.id)
    raw = a_bounce(letter.envelope_from, pair.contact.email, status, action, now)
    return receive(db, raw, now)


def standing(db: store.Database, pair: Pair) -> str:
    return store.mailboxes.standing(db, pair.contact.id)


def told(db: store.Database) -> list[Letter]:
    """Return what the coordinators were told."""
    return letters(db, "address_broken") + letters(db, "address_doubtful")


def break_it(db: store.Database, pair: Pair) -> None:
    for now in (NOW, NOW + DAY):
        bounce(db, pair, "5.1.1", now)


def test_nobody_there_on_two_days_breaks_the_address_and_tells_at_once(
    db: store.Database, pair: Pair
) -> None:
    first = bounce(db, pair, "5.1.1", NOW)
    bounce(db, pair, "5.1.1", NOW + timedelta(hours=2))
    assert (first.state, first.reason) == ("tray", f"could not be delivered: {pair.contact.email}")
    assert (standing(db, pair), told(db)) == ("fine", [])
    last = bounce(db, pair, "5.1.10", NOW + DAY)
    assert (last.state, last.reason) == (
        "ignored",
        f"the address is broken: {pair.contact.email}",
    )
    (letter,) = told(db)
    assert (letter.kind, letter.to_address, letter.due_at) == (
        "address_broken",
        "minna@example.org",
        NOW + DAY,
    )


def test_nothing_more_is_sent_there_and_nothing_is_lost(db: store.Database, pair: Pair) -> None:
    waiting = [one.id for one in booked_but_waiting(db, pair)]
    break_it(db, pair)
    (meeting,) = store.meetings.of_pair(db, pair.id)
    receive(db, an_answer("siirrettiin to 11.2. klo 16", pair.mentor, on(meeting.id)), NOW + DAY)
    theirs = [one for one in store.letters.every(db) if one.person_id == pair.contact.id]
    held = [(one.kind, one.reason) for one in theirs if one.state == "on_hold"]
    assert held == [
        ("invitation", "the address is broken"),
        ("invitation_moved", "the address is broken"),
    ]
    assert waiting[0] not in store.outbox.due(db, NOW + 2 * DAY, most=100)


def booked_but_waiting(db: store.Database, pair: Pair) -> list[Letter]:
    from service.actions import meetings
    from tests.programme import at

    meetings.book(db, SITE, pair, [(at("2027-02-09 17:00"), None)], None, NOW)
    return [one for one in letters(db, "invitation") if one.person_id == pair.contact.id]


def on(meeting_id: int) -> Matter:
    return Matter("meeting", meeting_id)


def test_a_mail_from_that_address_mends_it_and_lets_the_letters_go(
    db: store.Database, pair: Pair
) -> None:
    booked_but_waiting(db, pair)
    break_it(db, pair)
    (meeting,) = store.meetings.of_pair(db, pair.id)
    forged = an_answer("Tulen", pair.contact, on(meeting.id), From="muu@example.org")
    receive(db, forged, NOW + DAY)
    assert standing(db, pair) == "broken"
    receive(db, an_answer("Tulen!", pair.contact, on(meeting.id)), NOW + DAY)
    assert (standing(db, pair), store.letters.counts(db)["on_hold"]) == ("fine", 0)
    bounce(db, pair, "5.1.1", NOW + 2 * DAY)
    assert standing(db, pair) == "fine"


def test_a_coordinator_s_press_mends_it_once(db: store.Database, pair: Pair) -> None:
    booked_but_waiting(db, pair)
    break_it(db, pair)
    mailboxes.write_again(db, pair.contact.id, "minna@example.org", NOW + DAY)
    assert (standing(db, pair), store.letters.counts(db)["on_hold"]) == ("fine", 0)
    with pytest.raises(Refused):
        mailboxes.write_again(db, pair.contact.id, "minna@example.org", NOW + DAY)


def test_what_became_stale_at_a_broken_address_does_not_leave_when_it_is_mended(
    db: store.Database, pair: Pair
) -> None:
    (invitation,) = booked_but_waiting(db, pair)
    break_it(db, pair)
    others = {one.id for one in store.letters.every(db) if one.person_id == pair.contact.id}
    mailboxes.write_again(db, pair.contact.id, "minna@example.org", NOW + 60 * DAY)
    late = store.letters.get(db, invitation.id)
    assert (late.state, late.reason) == ("failed", "its time has passed")
    assert {store.letters.get(db, one).state for one in others - {late.id}} <= {"waiting", "sent"}
    assert store.mailboxes.uncounted(db) == []


@pytest.mark.parametrize(("status", "action"), [("5.2.2", "failed"), ("4.4.1", "delayed")])
def test_three_letters_stuck_in_thirty_days_ask_a_coordinator(
    db: store.Database, pair: Pair, status: str, action: str
) -> None:
    for day in range(3):
        assert told(db) == []
        assert bounce(db, pair, status, NOW + day * DAY, action).state == "ignored"
    assert (standing(db, pair), [one.kind for one in told(db)]) == (
        "doubtful",
        ["address_doubtful"],
    )
    bounce(db, pair, status, NOW + 3 * DAY, action)
    assert len(told(db)) == 1
    mailboxes.write_no_more(db, pair.contact.id, "minna@example.org", NOW + 4 * DAY)
    assert standing(db, pair) == "broken"


def test_what_is_ours_never_counts_against_a_person(db: store.Database, pair: Pair) -> None:
    for day in range(4):
        bounce(db, pair, "5.7.1", NOW + day * DAY)
    assert (standing(db, pair), told(db)) == ("fine", [])
    assert len(store.mailboxes.ours_since(db, NOW)) == 4


def test_a_bounce_counts_only_at_our_own_return_path(db: store.Database, pair: Pair) -> None:
    reply_to = reply_address(Matter("pair", pair.id), pair.contact)
    for to in ("oksa@oksa.example.org", f"oksa+a{'b' * 26}@oksa.example.org", reply_to):
        for day in range(2):
            now = NOW + day * DAY + timedelta(minutes=len(to))
            mail = receive(db, a_bounce(to, pair.contact.email, "5.1.1", "failed", now), now)
            assert (mail.state, mail.reason) == ("ignored", "bounce without a token of ours")
    assert standing(db, pair) == "fine"


def test_a_bounce_is_never_answered_nor_is_the_bounce_of_what_it_caused(
    db: store.Database, pair: Pair
) -> None:
    break_it(db, pair)
    send_all(db, NOW + DAY)
    (letter,) = told(db)
    before = len(store.letters.every(db))
    for day in (2, 3):
        now = NOW + day * DAY
        raw = a_bounce(letter.envelope_from, letter.to_address, "5.1.1", "failed", now)
        assert receive(db, raw, now).state == "tray"
    assert len(store.letters.every(db)) == before


def test_a_refusal_while_sending_counts_like_a_bounce(
    tmp_path: Path, db: store.Database, pair: Pair
) -> None:
    refuse_contact = f"550 5.1.1 <{pair.contact.email}>: no such user"

    def say(step: str, taken: Taken) -> str:
        is_theirs = step == "RCPT" and taken[1] == [pair.contact.email]
        return refuse_contact if is_theirs else "250 OK"

    with Sink(say) as sink:
        for day in range(2):
            booked_on(db, pair, day)
            now = NOW + day * DAY
            deliver(db, server(sink.port), tmp_path, now)
            assert (note_refusals(db, SITE, now), note_refusals(db, SITE, now)) == (1, 0)
    assert standing(db, pair) == "broken"
    assert [one.kind for one in told(db)] == ["address_broken"]


def booked_on(db: store.Database, pair: Pair, day: int) -> None:
    from service.actions import meetings
    from tests.programme import at

    meetings.book(db, SITE, pair, [(at(f"2027-02-1{day} 17:00"), None)], None, NOW)
    for one in letters(db, "invitation"):
        if one.person_id != pair.contact.id and one.state == "waiting":
            store.outbox.take(db, one.id)
            store.outbox.mark_sent(db, one.id, NOW)


def test_a_coordinator_s_sign_in_goes_to_any_address(db: store.Database, pair: Pair) -> None:
    person = store.people.meet(db, "minna@example.org", "fi")
    store.mailboxes.stand(db, person.id, "broken", NOW)
    coordinators.mail_link(db, SITE, "minna@example.org", "browser", NOW)
    assert [one.state for one in letters(db, "sign_in")] == ["waiting"]


def test_a_report_of_success_is_no_bounce(db: store.Database, pair: Pair) -> None:
    mail = bounce(db, pair, "2.0.0", NOW, action="delivered")
    assert (mail.state, standing(db, pair)) == ("ignored", "fine")
