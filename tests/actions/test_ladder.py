"""Who is believed: replayed mail, stolen tokens, forged From, and proof of our own (S4, P38)."""

from dataclasses import replace
from datetime import datetime, timedelta
from email import message_from_bytes

import pytest

from service import store
from service.actions import attendance, origins, replies
from service.domain.letters import Matter
from service.domain.meetings import Meeting
from service.domain.pairs import Pair
from service.domain.proof import Origin
from service.store.inbox import Delivery, Mail
from tests.programme import (
    SITE,
    a_published_pair,
    an_answer,
    at,
    booked,
    letters,
    receive,
    send_all,
)
from tests.signed import look, records, signed

AFTER = at("2027-02-10 09:00")
PASS = "mx.oksa.example.org; dmarc=pass header.from=example.org"


@pytest.fixture
def pair(db: store.Database) -> Pair:
    return a_published_pair(db)


@pytest.fixture
def meeting(db: store.Database, pair: Pair) -> Meeting:
    return booked(db, pair, "2027-02-09 17:00")[0]


def on(meeting: Meeting) -> Matter:
    return Matter("meeting", meeting.id)


def state(db: store.Database, meeting: Meeting) -> str:
    return store.meetings.get(db, meeting.id).state


def take(db: store.Database, raw: bytes, *known: dict[str, str], silent: bool = False) -> Mail:
    """Keep a mail, check its signatures ourselves, and read it."""
    delivery = Delivery(raw, "someone@example.org", (), "smtp")
    (mail_id,) = store.inbox.keep(db, [delivery], AFTER)
    origins.establish(db, mail_id, look(*known, silent=silent))
    replies.read_mail(db, SITE, mail_id, AFTER)
    return store.inbox.get(db, mail_id)


def test_a_replayed_mail_acts_once(db: store.Database, pair: Pair, meeting: Meeting) -> None:
    raw = signed(an_answer("Joo tavattiin, 2 h", pair.contact, on(meeting), Message_ID="<1@x>"))
    first = take(db, raw, records())
    assert (first.state, take(db, raw, records()).id) == ("settled", first.id)
    again = take(db, b"Received: by a thief\r\n" + raw, records())
    assert (again.state, again.reason) == ("ignored", f"has the Message-ID of mail {first.id}")
    renamed = take(db, raw.replace(b"<1@x>", b"<2@x>"), records())
    assert (renamed.state, renamed.reason) == ("tray", "its origin failed authentication")


def test_a_stolen_token_asks_the_person_it_belongs_to(
    db: store.Database, pair: Pair, meeting: Meeting
) -> None:
    thief = signed(an_answer("Ei tavattu", pair.contact, on(meeting), From="T <t@thief.example>"))
    mail = take(db, thief, records("thief.example"))
    assert (mail.state, state(db, meeting)) == ("asked", "planned")
    assert [one.to_address for one in letters(db, "confirm_sender")] == [pair.contact.email]


def test_a_forged_from_with_a_stolen_token_fails_by_its_signature(
    db: store.Database, pair: Pair, meeting: Meeting
) -> None:
    forged = signed(an_answer("Joo tavattiin", pair.contact, on(meeting)))
    mail = take(db, forged.replace(b"Joo tavattiin", b"Ei tavattu"), records())
    assert (mail.state, mail.reason) == ("tray", "its origin failed authentication")
    assert (state(db, meeting), letters(db, "confirm_sender")) == ("planned", [])


def test_names_that_do_not_answer_leave_the_token_s_word_standing(
    db: store.Database, pair: Pair, meeting: Meeting
) -> None:
    raw = signed(an_answer("Joo tavattiin", pair.contact, on(meeting)))
    assert take(db, raw, silent=True).state == "settled"


def test_what_was_found_once_is_kept_for_the_next_reading(
    db: store.Database, pair: Pair, meeting: Meeting
) -> None:
    raw = signed(an_answer("Joo tavattiin", pair.contact, on(meeting)))
    (mail_id,) = store.inbox.keep(db, [Delivery(raw, "a@example.org", (), "smtp")], AFTER)
    origins.establish(db, mail_id, look(records()))
    found = Origin("pass", "signed by example.org")
    assert store.inbox.origin_of(db, mail_id) == found
    origins.establish(db, mail_id, look(silent=True))
    assert store.inbox.origin_of(db, mail_id) == found


def test_our_own_check_proves_a_mail_without_its_reply_address(
    db: store.Database, pair: Pair, meeting: Meeting
) -> None:
    invitation = next(one for one in letters(db, "invitation") if one.person_id == pair.contact.id)
    raw = an_answer(
        "Joo tavattiin",
        pair.contact,
        on(meeting),
        To="oksa@oksa.example.org",
        In_Reply_To=invitation.message_id,
    )
    assert take(db, signed(raw), records()).state == "settled"


@pytest.mark.parametrize(
    ("headers", "ends"),
    [
        ((PASS,), "settled"),
        (("mx.stranger.example; dmarc=pass header.from=example.org", PASS), "tray"),
        (("mx.oksa.example.org; dmarc=fail header.from=example.org", PASS), "tray"),
        ((), "tray"),
    ],
)
def test_the_topmost_results_of_the_one_server_are_believed(
    db: store.Database, pair: Pair, meeting: Meeting, headers: tuple[str, ...], ends: str
) -> None:
    invitation = next(one for one in letters(db, "invitation") if one.person_id == pair.contact.id)
    raw = an_answer(
        "Joo tavattiin",
        pair.contact,
        on(meeting),
        To="oksa@oksa.example.org",
        In_Reply_To=invitation.message_id,
    )
    above = b"".join(f"Authentication-Results: {one}\n".encode() for one in headers)
    assert receive(db, above + raw, AFTER).state == ends


def test_at_a_door_that_strangers_reach_no_header_is_believed(
    db: store.Database, pair: Pair, meeting: Meeting
) -> None:
    raw = an_answer(
        "Joo tavattiin",
        pair.contact,
        on(meeting),
        To="oksa@oksa.example.org",
        In_Reply_To=letters(db, "invitation")[1].message_id,
        Authentication_Results=PASS,
    )
    ends = []
    for door, number in (("smtp", b"1"), ("lmtp", b"2")):
        copy = raw.replace(b"Message-ID: <", b"Message-ID: <" + number)
        (mail_id,) = store.inbox.keep(db, [Delivery(copy, "a@example.org", (), door)], AFTER)
        replies.read_mail(db, replace(SITE, open_door=True), mail_id, AFTER)
        ends.append(store.inbox.get(db, mail_id).state)
    assert ends == ["tray", "settled"]


def fresh(pair: Pair, words: str, number: int, **headers: str) -> bytes:
    """Return a new mail of the contact person that answers nothing and has no token."""
    return an_answer(
        words,
        pair.contact,
        Matter("pair", 1),
        To="mentorointi@oksa.example.org",
        Message_ID=f"<fresh-{number}@example.org>",
        **headers,
    )


def test_the_one_open_question_is_answered_by_a_new_mail_with_proof(
    db: store.Database, pair: Pair, meeting: Meeting
) -> None:
    asked(db, meeting)
    assert receive(db, fresh(pair, "Joo tavattiin, 1 h", 1), AFTER).reason == (
        "no reply address, and no proof of origin"
    )


def test_the_one_open_question_needs_to_be_the_only_one(
    db: store.Database, pair: Pair, meeting: Meeting
) -> None:
    asked(db, meeting)
    proven = fresh(pair, "Joo tavattiin, 1 h", 2, Authentication_Results=PASS)
    mail = receive(db, proven, AFTER)
    assert (mail.state, store.meetings.get(db, meeting.id).minutes) == ("settled", 60)
    late = fresh(pair, "Joo tavattiin, 2 h", 3, Authentication_Results=PASS)
    assert receive(db, late, AFTER).reason == "not addressed to a reply address of ours"


def test_between_two_open_questions_a_human_chooses(
    db: store.Database, pair: Pair, meeting: Meeting
) -> None:
    asked(db, meeting, AFTER - timedelta(days=2))
    (other,) = booked(db, pair, "2027-02-09 08:00")
    asked(db, other)
    proven = fresh(pair, "Joo tavattiin, 1 h", 4, Authentication_Results=PASS)
    assert receive(db, proven, AFTER).reason == "not addressed to a reply address of ours"


def test_a_question_of_two_weeks_ago_is_not_open_any_more(
    db: store.Database, pair: Pair, meeting: Meeting
) -> None:
    asked(db, meeting)
    proven = fresh(pair, "Joo tavattiin, 1 h", 5, Authentication_Results=PASS)
    mail = receive(db, proven, AFTER + timedelta(days=15))
    assert mail.reason == "not addressed to a reply address of ours"


def asked(db: store.Database, meeting: Meeting, now: datetime = AFTER) -> None:
    """Let the contact person be asked how a meeting went, by a letter of five minutes ago."""
    assert attendance.ask_how_it_went(db, SITE, meeting, now)
    send_all(db, now - timedelta(minutes=5))


def test_our_own_domain_is_never_answered(db: store.Database, pair: Pair, meeting: Meeting) -> None:
    raw = an_answer("Joo ei", pair.contact, on(meeting), From="Oksa <oksa@oksa.example.org>")
    before = store.letters.counts(db)
    mail = receive(db, raw, AFTER)
    assert (mail.state, store.letters.counts(db)) == ("tray", before)


def test_letters_carry_nobody_else_s_token(db: store.Database, pair: Pair) -> None:
    booked(db, pair, "2027-02-09 17:00")
    seen: dict[str, set[str]] = {}
    for one in store.letters.every(db):
        letter = store.letters.get(db, one.id)
        mail = message_from_bytes(letter.raw)
        seen.setdefault(str(mail["Reply-To"]), set()).add(letter.to_address)
    assert all(len(people) == 1 for people in seen.values())


def test_answering_again_from_the_right_address_answers_the_first_question(
    db: store.Database, pair: Pair, meeting: Meeting
) -> None:
    asked(db, meeting)
    other = an_answer("Joo tavattiin", pair.contact, on(meeting), From="muu@example.org")
    receive(db, other, AFTER)
    send_all(db, AFTER)
    again = an_answer("Joo tavattiin, tunnin", pair.contact, on(meeting), Message_ID="<2@x>")
    mail = receive(db, again, AFTER)
    assert (mail.state, mail.asked, state(db, meeting)) == ("settled", "attendance", "held")
