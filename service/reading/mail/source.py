"""Who speaks in a mail: a person, a calendar, a robot, or the mail system itself."""

import re

from service.domain.readings import Source
from service.reading.mail.bounces import gives_code, names_recipient
from service.reading.mail.calendars import hides_answer, holds_answer
from service.reading.mail.message import Mail, opening_of
from service.reading.mail.quoting import unquoted
from service.reading.mail.reports import REPORTS
from service.reading.mail.subject import bare_subject, is_reply
from service.reading.text.word_lists import said_of, stems_of, words

_LOCAL = re.compile(r"([\w.+-]{1,64})@")
_NAMES = re.compile(r"[^\W\d_]{2,40}")
_AUTOMATIC_HEADERS = ("X-Autoreply", "X-Autorespond", "X-Autoresponse", "X-Auto-Reply")


def source_of(mail: Mail) -> Source:
    """Return who speaks, by the certain marks first: bounce, calendar, automatic, person (C1)."""
    if is_bounce(mail):
        return "bounce"
    if is_calendar(mail):
        return "calendar"
    return "auto_reply" if is_automatic(mail) else "person"


def is_bounce(mail: Mail) -> bool:
    """Return whether the mail system says that a mail of ours was not, or not yet, delivered."""
    if any(map(mail.has, REPORTS)) or report_type(mail) == "delivery-status":
        return True
    if mail.header("X-Failed-Recipients"):
        return True
    if local_part(mail) not in said_of("automatic", "mail_systems"):
        return False
    # Behind postmaster@ there may be a person.
    return local_part(mail) != "postmaster" or has_null_sender(mail) or _tells_of_failure(mail)


def is_calendar(mail: Mail) -> bool:
    """Return whether a calendar answers: a calendar part, or a client's answer that lost it."""
    if holds_answer(mail) or hides_answer(mail):
        return True
    if mail.header("Content-Class") == "urn:content-classes:calendarmessage":
        return True
    return calendar_answer(mail) is not None and not is_reply(mail)


def is_automatic(mail: Mail) -> bool:
    """Return whether a machine wrote this by itself, or so it seems."""
    return is_made(mail) or says_automatic(mail) or sounds_automatic(mail)


def is_made(mail: Mail) -> bool:
    """Return whether the headers, which no person writes, show that a machine did."""
    submitted = mail.header("Auto-Submitted").lower()
    if submitted and not submitted.startswith("no"):
        return True
    if any(mail.header(name) for name in _AUTOMATIC_HEADERS) or has_null_sender(mail):
        return True
    if mail.header("X-Apple-Action").upper() == "VACATION":
        return True
    if mail.header("Precedence").lower() in ("auto_reply", "auto-reply"):
        return True
    if mail.has("message/disposition-notification") or report_type(mail):
        return True
    return _is_from_machine(mail)


def says_automatic(mail: Mail) -> bool:
    """Return whether a mail calls itself automatic; a person may answer under such a subject."""
    subject = bare_subject(mail)
    if subject.startswith(stems_of("automatic", "subjects")) or _tells_of_sender(subject, mail):
        return True
    sentences, opening = words("automatic")["sentences"], mail.opening
    if not any(mark in opening for mark in sentences):
        return False
    own = opening_of("\n".join(unquoted(mail.text)))
    return any(mark in own for mark in sentences)


def sounds_automatic(mail: Mail) -> bool:
    """Return whether a mail thanks for ours and is away, or goes to many and is; people do too."""
    lists = words("automatic")
    opening = mail.opening
    is_bulk = mail.header("Precedence").lower() in ("bulk", "junk") and not mail.header("List-Id")
    if is_bulk:
        opening = f"{bare_subject(mail)} {opening}"
        if any(word in opening for word in lists["left"]):
            return True
    elif not opening.startswith(stems_of("automatic", "thanks")):
        return False
    return _is_away(opening)


def is_away(mail: Mail) -> bool:
    """Return whether a mail opens with words of absence, as automatic replies have them."""
    return _is_away(mail.opening)


def calendar_answer(mail: Mail) -> str | None:
    """Return what a calendar client's subject says: accepted, declined, tentative, moved (C9)."""
    subject = mail.header("Subject").lower()
    answers = words("automatic")["calendar"]
    for kind, openings in answers.items():
        if subject.startswith(tuple(openings)):
            return str(kind)
    return None


def report_type(mail: Mail) -> str:
    """Return the kind of multipart/report this is, empty where it is none."""
    if mail.head.get_content_type() != "multipart/report":
        return ""
    return str(mail.head.get_param("report-type", "unknown")).lower()


def local_part(mail: Mail) -> str:
    """Return what stands before the @ of the From address, lower case."""
    match = _LOCAL.search(mail.header("From"))
    return match.group(1).lower() if match else ""


def has_null_sender(mail: Mail) -> bool:
    """Return whether the envelope sender was empty, as robots must write."""
    return mail.head.get("Return-Path") is not None and mail.header("Return-Path") == "<>"


def _is_away(opening: str) -> bool:
    lists = words("automatic")
    tells = any(word in opening for word in lists["absence"])
    return tells and not any(word in opening for word in lists["was_away"])


def _tells_of_failure(mail: Mail) -> bool:
    """Return whether a mail opens with words of the mail system, and names whom it missed."""
    opening = " ".join(f"{mail.header('Subject')} {mail.text[:500]}".lower().split())
    marks = words("automatic")["undelivered"]
    tells = any(mark in opening for mark in marks) and names_recipient(mail)
    # Apache James answers ours with a bounce; a person who answers quotes no server's code.
    return tells and (not is_reply(mail) or gives_code(mail))


def _is_from_machine(mail: Mail) -> bool:
    lists = words("automatic")
    sender, opening = mail.header("From").lower(), mail.opening
    if any(mark in sender for mark in lists["senders"]):
        return True
    if any(mark in opening for mark in lists["digests"]):
        return True
    is_notice = mail.header("Subject").lower().startswith(stems_of("automatic", "notices"))
    return is_notice and local_part(mail).startswith(stems_of("automatic", "servers"))


def _tells_of_sender(subject: str, mail: Mail) -> bool:
    """Return whether a subject tells of its sender: "Anna Virtanen is out of the office"."""
    if not any(mark in subject for mark in words("automatic")["third_person"]):
        return False
    first = _NAMES.search(subject)
    return first is not None and first[0] in _NAMES.findall(mail.header("From").lower())
