"""Thunderbird takes our letters and answers them by SMTP, and it counts (P13, P14, P15)."""

from collections.abc import Iterator
from datetime import timedelta
from functools import partial

import pytest

from service import store
from service.domain.languages import Language
from service.domain.letters import Matter
from tests.jobs.wait import until
from tests.programme import SITE, reply_address
from tests.programs import house
from tests.programs.house import ACTORS, MENTOR, House, coming
from tests.programs.thunderbird import Bar

OFFERED = ("imipAcceptButton", "imipTentativeButton", "imipDeclineButton", "imipMoreButton")
BUTTONS = [
    ("imipAcceptButton", "ACCEPTED", "accepted", 1),
    ("imipTentativeButton", "TENTATIVE", "tentative", 4),
    ("imipDeclineButton", "DECLINED", "declined", 5),
]
TITLES: dict[Language, str] = {
    "sv": "Mentorskap {}/9: Anna Mäkinen & Eetu Koski",
    "en": "Mentoring {}/9: Anna Mäkinen & Sam Hill",
}
OWN = "0f3c1a52-6f0e-4b0c-9d0f-6b1f3f1c2a77"


@pytest.fixture(scope="module")
def ours(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """A house whose Thunderbird has the accounts of the Swedish- and English-speaking actors."""
    with house.running(tmp_path_factory.mktemp("house"), "en-US", "sv", "en") as running:
        yield running


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize(("button", "status", "known", "month"), BUTTONS)
def test_each_of_its_buttons_answers_the_invitation(
    ours: House, language: Language, button: str, status: str, known: str, month: int
) -> None:
    meeting = ours.book(language, month)
    bar = ours.opened(meeting, "invitation")
    assert bar == Bar("This message contains an invitation to an event.", OFFERED)
    mail = ours.pressed(button)
    assert (mail.state, mail.reason, ours.answer(meeting)) == ("settled", known, known)
    title = TITLES[language].format(meeting.number)
    assert ours.event(meeting) == (title, f"{coming(month):%Y%m%dT170000}", status)


def test_it_follows_a_meeting_from_winter_to_summer_and_out_of_its_calendar(ours: House) -> None:
    meeting = ours.book("sv", 2)
    title = TITLES["sv"].format(meeting.number)
    ours.opened(meeting, "invitation")
    ours.pressed("imipAcceptButton")
    ours.move(meeting, 6)
    assert ours.answer(meeting) == "needs_action"
    update = ours.opened(meeting, "invitation_moved")
    assert update == Bar("This message contains an update to an existing event.", OFFERED)
    mail = ours.pressed("imipAcceptButton")
    assert (mail.state, ours.answer(meeting)) == ("settled", "accepted")
    assert ours.event(meeting) == (title, f"{coming(6):%Y%m%dT170000}", "ACCEPTED")
    ours.call_off(meeting)
    cancelled = ours.opened(meeting, "invitation_cancelled")
    assert cancelled == Bar("This message contains an event cancellation.", ("imipDeleteButton",))
    ours.program.press("imipDeleteButton")
    until(lambda: ours.event(meeting) is None)


def test_a_changed_mind_in_its_calendar_is_the_answer_that_counts(ours: House) -> None:
    meeting = ours.book("en", 3)
    ours.opened(meeting, "invitation")
    ours.pressed("imipTentativeButton")
    known = []
    for status in ("ACCEPTED", "DECLINED", "ACCEPTED"):
        uid = meeting.uid(SITE.mail_domain)
        mail = ours.after(partial(ours.program.change_mind, uid, status))
        known.append((mail.state, ours.answer(meeting)))
    assert known == [("settled", "accepted"), ("settled", "declined"), ("settled", "accepted")]


def test_accepting_the_old_time_after_the_move_changes_nothing(ours: House) -> None:
    meeting = ours.book("en", 2)
    ours.opened(meeting, "invitation")
    ours.move(meeting, 6)
    late = ours.pressed("imipAcceptButton")
    assert (late.state, late.reason) == ("ignored", "is older than what we know")
    assert ours.answer(meeting) == "needs_action"
    ours.opened(meeting, "invitation_moved")
    assert ours.pressed("imipDeclineButton").state == "settled"
    assert ours.answer(meeting) == "declined"


def test_an_answer_from_another_actors_account_is_for_a_human(ours: House) -> None:
    """This Thunderbird has no account of the invited address, and its user picks one of others."""
    meeting = ours.book("fi", 3)
    ours.opened(meeting, "invitation")
    mail = ours.pressed("imipAcceptButton")
    sender, _, raw = ours.sink.received[-1]
    assert sender in {ACTORS["sv"][1], ACTORS["en"][1]}
    assert f":mailto:{sender}".encode() in raw.replace(b"\r\n ", b"")
    assert (mail.state, mail.reason) == ("tray", "is another person's answer")
    assert ours.answer(meeting) == "needs_action"


def test_an_event_of_its_own_is_the_pairs_meeting_accepted_moved_and_cancelled(
    ours: House,
) -> None:
    pair = ours.pairs["sv"]
    guest = reply_address(Matter("pair", pair.id), pair.contact)
    people = (pair.contact.email, MENTOR.format(language="sv"), guest)
    made = ours.after(lambda: ours.program.invite(OWN, "Kahvila", coming(3), *people))
    (meeting,) = [one for one in store.meetings.of_pair(ours.db, pair.id) if one.own_uid == OWN]
    assert (made.state, meeting.starts_at, meeting.minutes) == ("settled", coming(3), 60)
    bar = ours.opened(meeting, "own_event_accepted")
    assert bar.buttons == ("imipUpdateButton",)
    ours.program.press("imipUpdateButton")
    until(lambda: (event := ours.program.event(OWN)) and event.answers[guest] == "ACCEPTED")
    moved = ours.after(lambda: ours.program.put_off(OWN, 1))
    later = coming(3) + timedelta(hours=1)
    assert (moved.state, ours.known(meeting).starts_at) == ("settled", later)
    ended = ours.after(lambda: ours.program.delete(OWN))
    assert (ended.state, ours.known(meeting).state) == ("settled", "cancelled")


def test_in_finnish_its_maybe_says_accepted_in_words_and_the_calendar_counts(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    """Its words are the same for both answers, in Finnish too (C3)."""
    with house.running(tmp_path_factory.mktemp("talo"), "fi", "fi") as finnish:
        meeting = finnish.book("fi", 2)
        bar = finnish.opened(meeting, "invitation")
        assert bar.label == "Tämä viesti sisältää kutsun tapahtumaan."
        mail = finnish.pressed("imipTentativeButton")
        assert "on hyväksynyt" in finnish.sink.received[-1][2].decode()
        assert (mail.state, finnish.answer(meeting)) == ("settled", "tentative")
