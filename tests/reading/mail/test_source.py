import pytest

from service.reading.mail.message import parse
from service.reading.mail.source import source_of


def source(head: str, text: str = "Joo") -> str:
    return source_of(parse(f"{head}\n\n{text}".encode()))


@pytest.mark.parametrize(
    "head",
    [
        "From: MAILER-DAEMON@example.org",
        "X-Failed-Recipients: anna@example.org",
        "From: postmaster@example.org\nReturn-Path: <>",
        "Content-Type: multipart/report; report-type=delivery-status; boundary=x",
    ],
)
def test_the_mail_system_speaks(head: str) -> None:
    assert source(head) == "bounce"


@pytest.mark.parametrize(
    "head",
    [
        "Content-Type: text/calendar\nAuto-Submitted: auto-generated",
        "Subject: Hyväksytty: Tapaaminen 1",
        "Subject: Avböjt: Träff 2",
        "Subject: Tentative: Meeting",
        "Content-Class: urn:content-classes:calendarmessage",
    ],
)
def test_a_calendar_speaks(head: str) -> None:
    assert source(head) == "calendar"


@pytest.mark.parametrize(
    "head",
    [
        "Auto-Submitted: auto-replied",
        "Return-Path: <>",
        "X-Autoreply: yes",
        "X-Apple-Action: VACATION",
        "Precedence: auto_reply",
        "Subject: Automaattinen vastaus: Tapasitteko?",
        "Subject: Autosvar: Träff",
        "Subject: SV: Automatiskt svar: Träff",
        "Subject: Automatic reply: Meeting",
    ],
)
def test_a_robot_speaks(head: str) -> None:
    assert source(head) == "auto_reply"


@pytest.mark.parametrize(
    "head",
    [
        "From: anna@example.org",
        "Auto-Submitted: no",
        "Precedence: list\nList-Id: <lista.example.org>",
        "X-Auto-Response-Suppress: All",
        "From: Postmaster <postmaster@example.org>",
        "Subject: Re: Accepted: Meeting",
    ],
)
def test_a_person_speaks(head: str) -> None:
    assert source(head) == "person"


@pytest.mark.parametrize(
    "text",
    [
        "Ditt meddelande kunde inte levereras till:\n\n  anna@example.org\n",
        "Viestiäsi ei ole vielä voitu toimittaa\n\n<anna@example.org>\n",
        "I wasn't able to deliver your message to anna@example.org\n",
    ],
)
def test_a_postmaster_may_say_in_words_what_was_not_delivered(text: str) -> None:
    assert source("From: postmaster@example.org\nAuto-Submitted: auto-generated", text) == "bounce"
    assert source("From: anna@example.org", text) != "bounce"


def test_behind_postmaster_there_may_be_a_person() -> None:
    text = "Kyllä, tavattiin. Viesti palautui: user unknown."
    assert source("From: postmaster@example.org", text) == "person"
    text = "Yes, we met. Your first letter could not be delivered."
    assert source("From: postmaster@example.org\nTo: oksa@example.org", text) == "person"


def test_a_text_may_say_of_itself_that_it_is_automatic() -> None:
    away = "Kiitos viestistäsi! Olen lomalla 1.-31.7. enkä lue postia."
    assert source("From: anna@example.org", away) == "auto_reply"
