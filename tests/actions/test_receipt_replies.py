"""Answers to the receipt: all but a denial confirm, and words wait for a coordinator (P4)."""

import pytest

from service import store
from service.actions import applications
from service.domain.letters import Matter
from service.store.inbox import Mail
from tests.programme import (
    NOW,
    SITE,
    a_round,
    an_answer,
    an_application,
    letters,
    receive,
    send_all,
)

SAID = "answers the application: question"


def answered(db: store.Database, text: str) -> Mail:
    """Apply as Liisa, whose receipt leaves, and let her answer it."""
    season = store.rounds.add(db, a_round())
    form = an_application("mentor", "Liisa Holm", "liisa@example.org", "sv")
    kept = applications.receive(db, SITE, season, form, NOW)
    send_all(db, NOW)
    person = store.people.get(db, kept.person_id)
    return receive(db, an_answer(text, person, Matter("application", season.id)), NOW)


def is_confirmed(db: store.Database) -> bool:
    copies = [letter.to_address for letter in letters(db, "application_copy")]
    found = store.applications.confirmed(db, 1, "liisa@example.org")
    assert copies == (["liisa@example.org"] if found else [])
    return found is not None


def test_any_reply_to_the_receipt_confirms(db: store.Database) -> None:
    assert answered(db, "Ok!").state == "settled"
    assert is_confirmed(db)


@pytest.mark.parametrize(
    "text",
    [
        "Vahvistan. Milloin parit julkaistaan?",
        "Jag bor i Åbo och inte i Vasa.",
        "Ok, but my phone number is 040 123",
        "En ole hakenut aiemmin. Vahvistan!",
    ],
)
def test_a_question_or_a_correction_confirms_and_waits_for_a_coordinator(
    db: store.Database, text: str
) -> None:
    mail = answered(db, text)
    assert (mail.state, mail.reason) == ("tray", SAID)
    assert mail.reading is not None
    assert mail.reading["text"] == text
    assert is_confirmed(db)


@pytest.mark.parametrize(
    "text", ["En ole hakenut", "I did not apply", "Jag har inte ansökt", "Perun hakemukseni."]
)
def test_a_clear_denial_waits_for_a_coordinator_and_confirms_nothing(
    db: store.Database, text: str
) -> None:
    mail = answered(db, text)
    assert (mail.state, mail.reason) == ("tray", "denies or takes back the application")
    assert not is_confirmed(db)


def test_no_more_letters_confirms_and_stops_reminders(db: store.Database) -> None:
    assert answered(db, "LOPETA").state == "settled"
    assert is_confirmed(db)


def test_words_after_the_copy_are_not_lost(db: store.Database) -> None:
    answered(db, "Ok!")
    send_all(db, NOW)
    person = store.people.get(db, 1)
    about = Matter("application", 1)
    mail = receive(db, an_answer("Puhelinnumeroni on 040 1234567", person, about), NOW)
    assert (mail.state, mail.reason) == ("tray", "answers the application")
    assert receive(db, an_answer("Kiitos!", person, about), NOW).state == "settled"
