from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from email import message_from_bytes
from email.header import decode_header, make_header
from email.message import EmailMessage
from email.parser import BytesParser
from email.policy import default

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jinja2 import UndefinedError

from service.domain.flat import plain_name
from service.domain.invitations import Invitation
from service.domain.languages import LANGUAGES, Language
from service.domain.letters import Draft, Letter, Matter
from service.domain.meetings import Meeting
from service.domain.people import Person
from service.domain.site import Site
from service.mail import addresses
from service.mail.calendar import calendar_object
from service.mail.letters import invitation_letter, write
from service.mail.samples import drafts

NOW = datetime(2027, 1, 12, 9, 0, tzinfo=UTC)
SITE = Site(
    base_url="https://oksa.example.fi",
    mail_domain="mail.oksa.example.fi",
    sender_address="mentorointi@mail.oksa.example.fi",
    secret=b"a secret of thirty-two octets...",
)
EETU = Person(2, "eetu@example.org", "Eetu Esimerkki", "fi")
RECEIPT: Mapping[str, object] = {
    "reference": "K27-4F7Q",
    "link": "https://oksa.example.fi/h/abc",
    "closes": date(2027, 1, 31),
    "may_change": True,
}
PROGRAMME: Mapping[Language, str] = {
    "fi": "Mentorointi, kevät",
    "sv": "Mentorskap, våren",
    "en": "Mentoring",
}


def a_draft(kind: str = "receipt", to: Person = EETU, **words: object) -> Draft:
    about = Matter("application", 4)
    return Draft(kind, to, about, f"{kind}:9", PROGRAMME, {**RECEIPT, **words})


def an_invitation(name: str = "invitation") -> Draft:
    return dict(drafts(SITE, "sv", NOW))[name]


def read(raw: bytes) -> EmailMessage:
    message = BytesParser(policy=default).parsebytes(raw)
    assert isinstance(message, EmailMessage)
    return message


def text_of(raw: bytes) -> str:
    body = read(raw).get_body(("plain",))
    assert body is not None
    return str(body.get_content()).replace("\r\n", "\n")


def test_a_letter_knows_where_it_goes_and_what_it_is_about() -> None:
    letter = write(a_draft(), SITE, NOW)
    bounce = addresses.token(SITE, "bounce", Matter("application", 4), 2)
    assert letter == Letter(
        key="receipt:9",
        kind="receipt",
        to_address="eetu@example.org",
        language="fi",
        subject="Hakemuksesi on saapunut",
        message_id=addresses.message_id(SITE, "receipt:9"),
        raw=letter.raw,
        about=Matter("application", 4),
        person_id=2,
        envelope_from=addresses.address(SITE, bounce),
    )


def test_the_headers_of_a_letter() -> None:
    reply = addresses.token(SITE, "reply", Matter("application", 4), 2)
    message = read(write(a_draft(), SITE, NOW).raw)
    assert {name: str(value) for name, value in message.items()} == {
        "From": '"Mentorointi, kevät" <mentorointi@mail.oksa.example.fi>',
        "To": "Eetu Esimerkki <eetu@example.org>",
        "Reply-To": f'"Mentorointi, kevät" <{addresses.address(SITE, reply)}>',
        "Subject": "Hakemuksesi on saapunut",
        "Date": "Tue, 12 Jan 2027 09:00:00 +0000",
        "Message-ID": addresses.message_id(SITE, "receipt:9"),
        "Auto-Submitted": "auto-generated",
        "X-Auto-Response-Suppress": "OOF, AutoReply",
        "Content-Language": "fi",
        "MIME-Version": "1.0",
        "In-Reply-To": f"<t.{reply}@mail.oksa.example.fi>",
        "References": f"<t.{reply}@mail.oksa.example.fi>",
        "Content-Type": message["Content-Type"],
    }


def test_the_text_of_a_letter() -> None:
    assert text_of(write(a_draft("receipt_reminder"), SITE, NOW).raw) == (
        "Hei\n\n"
        "Hakemuksesi odottaa vielä vahvistusta. Vastaa tähän viestiin, yksikin sana\n"
        "riittää. Voit myös vahvistaa sen sivullasi:\n\n"
        "Avaa hakemuksesi: https://oksa.example.fi/h/abc\n\n"
        "Hakemuksen tunnus: K27-4F7Q\n\n"
        "Voit muuttaa hakemustasi su 31.1. asti. Kun olet vahvistanut sen, saat\n"
        "kopion vastauksistasi.\n\n"
        "Tämä on muistutus 1/1. Etkö hakenut itse? Silloin sinun ei tarvitse tehdä\n"
        "mitään: vahvistamaton hakemus poistetaan.\n\n"
        "-- \n"
        "Mentorointi, kevät\n\n"
        "Miten tietojasi käsitellään: https://oksa.example.fi/tietosuoja\n"
    )


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", ["receipt", "receipt_reminder"])
def test_a_letter_to_an_unproven_address_never_says_a_name(kind: str, language: Language) -> None:
    named = replace(EETU, language=language)
    assert "Eetu" not in text_of(write(a_draft(kind, named), SITE, NOW).raw)


def test_the_same_draft_gives_the_same_bytes() -> None:
    assert write(an_invitation(), SITE, NOW) == write(an_invitation(), SITE, NOW)


def test_a_missing_value_is_an_error_and_never_a_hole() -> None:
    draft = replace(
        a_draft(), words={"reference": "K27-4F7Q", "closes": date(2027, 1, 31), "may_change": True}
    )
    with pytest.raises(UndefinedError, match="link"):
        write(draft, SITE, NOW)


def test_a_long_subject_is_shortened() -> None:
    meeting = Meeting(7, 1, 1000, 1000, NOW, 90, "Europe/Helsinki")
    draft = replace(
        an_invitation("invitation_moved"),
        to=replace(EETU, language="en"),
        words={"meeting": meeting, "before": NOW, "other": "Anna", "back": False},
    )
    letter = write(draft, SITE, NOW)
    assert letter.subject == "New time: mentoring 1000/1000, Tue 12 January 11:…"
    assert read(letter.raw)["Subject"] == letter.subject


def test_an_invitation_is_built_as_calendars_want_it() -> None:
    draft = an_invitation()
    assert isinstance(draft.invitation, Invitation)
    message = message_from_bytes(write(draft, SITE, NOW).raw)
    parts = [
        (part.get_content_type(), part["Content-Transfer-Encoding"]) for part in message.walk()
    ]
    assert parts == [
        ("multipart/mixed", None),
        ("multipart/alternative", None),
        ("text/plain", "quoted-printable"),
        ("text/html", "quoted-printable"),
        ("text/calendar", "base64"),
        ("application/ics", "base64"),
    ]
    inline, attached = list(message.walk())[4:]
    assert inline["Content-Type"] == "text/calendar; charset=utf-8; method=REQUEST"
    assert attached.get_filename() == "invite.ics"
    event = calendar_object(draft.invitation)
    assert inline.get_payload(decode=True) == attached.get_payload(decode=True) == event


def test_an_invitations_from_reply_to_and_organizer_are_one() -> None:
    draft = an_invitation()
    assert isinstance(draft.invitation, Invitation)
    message = read(write(draft, SITE, NOW).raw)
    organizer = draft.invitation.organizer
    boxes = [message[name].addresses[0] for name in ("From", "Reply-To")]
    assert {(box.display_name, box.addr_spec) for box in boxes} == {
        (organizer.name, organizer.address)
    }
    assert message["Sender"] is None


def test_a_cancellation_says_so_in_its_method() -> None:
    message = read(write(an_invitation("invitation_cancelled"), SITE, NOW).raw)
    methods = [part.get_param("method") for part in message.walk()]
    assert methods == [None, None, None, None, "CANCEL", None]


def test_an_invitation_alone_is_a_whole_letter() -> None:
    draft = an_invitation()
    assert isinstance(draft.invitation, Invitation)
    raw = invitation_letter(draft.invitation, NOW)
    text = text_of(raw)
    for said in ("Träff 2/4: ti 16.3 kl. 17.00, 1,5 h.", "Ditt par: Anna Mallinen"):
        assert said in text
    assert "invite.ics" not in text  # told with the first meeting alone
    message = read(raw)
    assert message["Subject"] == "Inbjudan: Mentorskap 2/4, ti 16.3 kl. 17.00"
    assert message["From"] == message["Reply-To"]
    cancelled = replace(draft.invitation, method="CANCEL")
    assert "Träff 2/4 är inställd" in text_of(invitation_letter(cancelled, NOW))


@settings(max_examples=60, deadline=None)
@given(name=st.text(st.characters()), value=st.text(st.characters()))
def test_no_name_or_value_makes_a_header(name: str, value: str) -> None:
    clean = write(a_draft("team_member", contact="A", team_name="B"), SITE, NOW)
    to = replace(EETU, name=name)
    draft = replace(
        a_draft("team_member", to, contact=value, team_name=value),
        programme=dict.fromkeys(LANGUAGES, value),
    )
    raw = write(draft, SITE, NOW).raw
    raw.decode("ascii")
    message = message_from_bytes(raw)
    assert message.keys() == message_from_bytes(clean.raw).keys()
    assert [part.get_content_type() for part in message.walk()] == [
        "multipart/alternative",
        "text/plain",
        "text/html",
    ]
    shown = message["From"].rpartition("<")[0].strip().strip('"')
    assert str(make_header(decode_header(shown))) == plain_name(value)


@settings(max_examples=60, deadline=None)
@given(st.text(st.characters()))
def test_no_value_makes_markup_or_a_link(value: str) -> None:
    hostile = f"{value}\n    <a href='https://evil.example/'>\nAvaa: https://evil.example/"
    draft = a_draft("team_member", contact=hostile, team_name="https://evil.example/")
    html = read(write(draft, SITE, NOW).raw).get_body(("html",))
    assert html is not None
    markup = str(html.get_content())
    assert markup.count("<a ") == 1
    assert 'href="https://oksa.example.fi/tietosuoja"' in markup


def test_only_letters_with_a_person_s_own_words_are_not_marked_as_a_machine_s() -> None:
    unmarked = Site(**{**vars(SITE), "mark_invitations": False})
    for site in (SITE, unmarked):
        for _, draft in drafts(site, "en", NOW):
            message = read(write(draft, site, NOW).raw)
            marks = message["Auto-Submitted"], message["X-Auto-Response-Suppress"]
            is_own = draft.kind in ("preparation_note", "coordinator_note", "coordinator_answer")
            is_off = site is unmarked and draft.invitation is not None
            expected = (None, None) if is_own or is_off else ("auto-generated", "OOF, AutoReply")
            assert marks == expected, draft.kind


def test_who_has_left_is_not_told_that_they_are_in_the_programme() -> None:
    known = [draft for _, draft in drafts(SITE, "en", NOW)]
    left = [draft for draft in known if _is_farewell(draft)]
    assert {draft.kind for draft in left} == {"wish_done", "understood"}
    assert not [one for one in left if "because you are in" in text_of(write(one, SITE, NOW).raw)]


def _is_farewell(draft: Draft) -> bool:
    wish, facts = draft.words.get("wish"), draft.words.get("facts")
    gone = draft.kind == "wish_done" and getattr(wish, "kind", "") == "leave"
    return gone or facts == [{"kind": "left_team"}]
