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
    text = "Viestiä ei voitu toimittaa, mutta joo, tavattiin. Kysy: bea@example.org"
    assert source("From: postmaster@example.org\nSubject: VS: Oksa", text) == "person"
    text = "Yes, we met. Your first letter could not be delivered."
    assert source("From: postmaster@example.org\nTo: oksa@example.org", text) == "person"


def test_a_text_may_say_of_itself_that_it_is_automatic() -> None:
    away = "Kiitos viestistäsi! Olen lomalla 1.-31.7. enkä lue postia."
    assert source("From: anna@example.org", away) == "auto_reply"


@pytest.mark.parametrize(
    ("head", "text"),
    [
        ("From: Anna.Virtanen@example.org\nSubject: Anna Virtanen/X on poissa toimistolta.", "-"),
        ("From: anna@example.org\nSubject: Anna is out of the office", "-"),
        ("From: MicrosoftExchange329e@example.org\nSubject: Postilaatikkosi on lähes täynnä.", "-"),
        ("From: postmaster@example.org\nSubject: Quota warning", "Your mailbox is now 95% full."),
        ("From: anna@example.org\nPrecedence: junk", "En ole enää firman palveluksessa."),
        ("From: desk@example.org\nPrecedence: bulk", "Ditt ärende har registrerats."),
        ("From: noreply@example.org", "Click the link to confirm that you are a person:"),
        ("From: do-not-reply@example.org\nSubject: End User Digest: 2 New Messages", "-"),
    ],
)  # fmt: skip
def test_notices_and_machines_of_many_kinds_are_known(head: str, text: str) -> None:
    assert source(head, text) == "auto_reply"


@pytest.mark.parametrize(
    ("head", "text"),
    [
        ("From: anna@example.org\nSubject: Pekka on lomalla", "Siirretäänkö tapaaminen?"),
        ("From: anna@example.org\nSubject: Your mailbox is full", "My mail came back."),
        ("From: anna@example.org\nPrecedence: bulk\nList-Id: <a.example.org>", "Olen poissa to."),
        ("From: anna@example.org", "Kiitos viestistäsi! Olin lomalla, anteeksi."),
        ("From: anna@example.org", "Kiitos viestistäsi, en ole enää mukana ohjelmassa."),
        ("From: anna@example.org", "We met.\n\n> This is an automatic reply. I am away."),
        (
            "From: anna@example.org",
            "We met.\n\n----- Original Message -----\nThis is an automated message.",
        ),
    ],
)
def test_a_person_tells_of_absences_and_quotes_machines(head: str, text: str) -> None:
    assert source(head, text) == "person"
