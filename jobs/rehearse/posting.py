"""What arrives from the rehearsal's people: replies as three mail programs build them, and robots.

Built apart from the service's own letters, with Message-IDs and boundaries that are the same
at every rehearsal.
"""

from datetime import UTC, date, datetime
from email.message import EmailMessage
from email.utils import format_datetime
from hashlib import sha256
from html import escape

from jobs.rehearse.characters import Client
from service.domain.languages import Language
from service.domain.letters import Letter
from service.domain.people import Person
from service.domain.words import day
from service.web.catcher import program
from service.web.catcher.shown import Card, Shown

AUTHSERV_ID = "mx.oksa.example.org"  # the server before ours, which checks who writes
_DEVICE: dict[Language, str] = {
    "fi": "Lähetetty iPhonesta",
    "sv": "Skickat från min iPhone",
    "en": "Sent from my iPhone",
}
_WROTE: dict[Language, str] = {
    "fi": "{who} kirjoitti {on:%-d.%-m.%Y} kello {on:%-H.%M}:",
    "sv": "{on:%-d.%-m.%Y} kl. {on:%H:%M} skrev {who}:",
    "en": "On {on:%-d %b %Y}, at {on:%H:%M}, {who} wrote:",
}
_HEADER: dict[Language, tuple[str, str, str, str]] = {
    "fi": ("Lähettäjä", "Lähetetty", "Vastaanottaja", "Aihe"),
    "sv": ("Från", "Skickat", "Till", "Ämne"),
    "en": ("From", "Sent", "To", "Subject"),
}
_AWAY: dict[Language, tuple[str, str]] = {
    "fi": ("Automaattinen vastaus", "Olen lomalla. Palaan {back}\n\nTerveisin {name}"),
    "sv": ("Autosvar", "Jag är på semester. Jag är tillbaka {back}.\n\nHälsningar {name}"),
    "en": ("Automatic reply", "I am on holiday. I am back on {back}.\n\nBest, {name}"),
}


def reply(
    client: Client, letter: Shown, person: Person, text: str, moment: datetime
) -> EmailMessage:
    """Return an answer in someone's own words, dressed as their mail program does."""
    message = program.reply(letter, person, text, moment)
    if client == "iphone":
        message.set_content(_from_phone(letter, person, text), cte="quoted-printable")
    elif client == "outlook":
        plain, html = _from_outlook(letter, person, text)
        message.set_content(plain, cte="base64")
        message.add_alternative(html, "html", cte="base64")
    return message


def automatic(letter: Shown, person: Person, back_on: date, moment: datetime) -> EmailMessage:
    """Return an out-of-office that says when its owner is back."""
    subject, text = _AWAY[person.language]
    said = text.format(back=day(back_on, person.language), name=person.first_name)
    message = program.reply(letter, person, said, moment)
    message.replace_header("Subject", f"{subject}: {letter.subject}")
    message["Auto-Submitted"] = "auto-replied"
    message.set_content(said)
    return message


def counter(
    letter: Shown, card: Card, person: Person, to: datetime, moment: datetime
) -> EmailMessage:
    """Return another time as a calendar proposes it (RFC 5546 §3.2.7)."""
    message = program.calendar_answer(letter, card, person, "TENTATIVE", moment)
    message.clear_content()
    message.replace_header("Subject", f"New Time Proposed: {card.summary}")
    message.set_content(f"{person.name} has proposed a new time for this meeting.\n")
    message.add_alternative(
        _counter(card, person, to, moment), "text", "calendar",
        params={"charset": "UTF-8", "method": "COUNTER"},
    )  # fmt: skip
    return message


def bounce(letter: Letter, moment: datetime) -> EmailMessage:
    """Return what a mail server answers for a mailbox that is not there (RFC 3464)."""
    message = EmailMessage()
    message["From"] = "MAILER-DAEMON@mx.example.org"
    message["To"] = letter.envelope_from
    message["Subject"] = "Undelivered Mail Returned to Sender"
    message["Date"] = format_datetime(moment)
    message["Auto-Submitted"] = "auto-replied"
    message.set_content(f"<{letter.to_address}>: 550 5.1.1 User unknown\n")
    message.make_mixed()
    status = EmailMessage()
    status["Content-Type"] = "message/delivery-status"
    server, recipient = EmailMessage(), EmailMessage()  # the package wants them as messages
    server["Reporting-MTA"] = "dns; mx.example.org"
    recipient["Final-Recipient"] = f"rfc822; {letter.to_address}"
    recipient["Action"] = "failed"
    recipient["Status"] = "5.1.1"
    status.set_payload([server, recipient])
    message.attach(status)
    message.replace_header("Content-Type", "multipart/report; report-type=delivery-status")
    return message


def wire(message: EmailMessage, occasion: str) -> bytes:
    """Return a mail as it comes to the service: the same bytes for the same occasion."""
    digest = sha256(occasion.encode()).hexdigest()[:24]
    domain = str(message["From"]).rpartition("@")[2].strip(">")
    del message["Message-ID"]
    message["Message-ID"] = f"<{digest}@{domain}>"
    for number, part in enumerate(message.walk()):
        if part.is_multipart() and part.get_content_maintype() == "multipart":
            part.set_boundary(f"=_rehearsal_{number}")  # a parser keeps the pattern of each
    checked = program.checked(AUTHSERV_ID, domain)
    return f"Authentication-Results: {checked}\r\n".encode() + program.wire(message)


def _from_phone(letter: Shown, person: Person, text: str) -> str:
    who = f"{letter.sender} <{letter.sender_address}>"
    wrote = _WROTE[person.language].format(who=who, on=letter.written_at)
    quoted = "\n".join(f"> {line}" for line in [wrote, "", *letter.text.strip().split("\n")])
    return f"{text}\n\n{_DEVICE[person.language]}\n\n{quoted}\n"


def _from_outlook(letter: Shown, person: Person, text: str) -> tuple[str, str]:
    sender, sent, to, subject = _HEADER[person.language]
    head = (
        (sender, f"{letter.sender} <{letter.sender_address}>"),
        (sent, f"{letter.written_at:%-d.%-m.%Y %-H:%M}"),
        (to, f"{person.name} <{person.email}>"),
        (subject, letter.subject),
    )
    lines = "\n".join(f"{name}: {value}" for name, value in head)
    plain = f"{text}\n\n________________________________\n{lines}\n\n{letter.text}"
    bold = "<br>".join(f"<b>{name}:</b> {escape(value)}" for name, value in head)
    body = escape(letter.text).replace("\n", "<br>")
    said = escape(text).replace("\n", "<br>")
    html = (
        f'<html><body><div class="elementToProof">{said}</div><hr tabindex="-1">'
        f'<div id="divRplyFwdMsg" dir="ltr">{bold}</div><div>{body}</div></body></html>\n'
    )
    return plain, html


def _counter(card: Card, person: Person, to: datetime, moment: datetime) -> bytes:
    lines = (
        "BEGIN:VCALENDAR",
        "METHOD:COUNTER",
        "PRODID:Microsoft Exchange Server 2010",
        "VERSION:2.0",
        "BEGIN:VEVENT",
        f"ATTENDEE;PARTSTAT=TENTATIVE;CN={person.email}:mailto:{person.email}",
        f"UID:{card.uid}",
        f"SEQUENCE:{card.sequence}",
        f"DTSTAMP:{_utc(moment)}",
        f"DTSTART:{_utc(to)}",
        f"DTEND:{_utc(to + (card.ends_at - card.starts_at))}",
        f"ORGANIZER:mailto:{card.organizer}",
        "END:VEVENT",
        "END:VCALENDAR",
    )
    return "".join(f"{line}\r\n" for line in lines).encode()


def _utc(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
