"""Trying the reader: a mail or some words in, what it understands out; nothing is kept."""

import re
from datetime import datetime, timedelta
from email.message import EmailMessage
from itertools import takewhile
from typing import get_args

from flask import request

from service.actions.coordinating import moment
from service.domain.errors import Refused
from service.domain.languages import Language
from service.domain.readings import Asked, AskedMeeting, Context, Reading
from service.domain.words import HELSINKI
from service.reading import guard, wire
from service.web import current, speech
from service.web.console import fields, words
from service.web.console.frame import pages, show
from service.web.console.shown import marked

LONGEST = 100_000  # characters; a reply is a hundredth of it
BEFORE = re.compile(r"\A[\s\ufeff]*(?:From [^\n]*\n)?")  # what a mailbox file puts before a mail
HEADER = re.compile(r"[!-9;-~]+:|[ \t]")  # RFC 5322 §2.2, and a line that goes on (§2.2.3)
HEADERS = ("from:", "subject:", "received:", "return-path:", "delivered-to:", "mime-version:")
AHEAD = ("invitation", "proposal", "preparation")
MINUTES = 90


@pages.get("/lukija")
def reader() -> str:
    """Show the empty form."""
    return _page()


@pages.post("/lukija")
def try_out() -> str | tuple[str, int]:
    """Read what was pasted and show what was understood; nothing of it is stored or logged."""
    text = request.form.get("message", "")
    try:
        if not text.strip():
            raise Refused("there is nothing to read")
        if len(text) > LONGEST:
            raise Refused("the message is too long to be tried")
        context = _context()
        reading = _read(text, context)
    except Refused as why:
        return _page(text=text[:LONGEST], refused=words.reason(str(why))), 409
    said = wire.kept_of(reading, context)
    return _page(text=text, said=said, context=context)


def _read(text: str, context: Context) -> Reading:
    try:
        return guard.read(_raw(text), context)
    except guard.Unreadable as wrong:
        raise Refused("the message breaks what the reader can bear") from wrong
    except OSError as wrong:  # the machine has no room for the child now
        raise Refused("the reader does not start") from wrong


def _page(
    text: str = "",
    said: dict[str, object] | None = None,
    context: Context | None = None,
    refused: str = "",
) -> str:
    findings = said["findings"] if said else []
    assert isinstance(findings, list)
    return show(
        "reader.html",
        text=text,
        said=said,
        findings=findings,
        pieces=marked(str(said["text"]), findings) if said else [],
        asked=request.form.get("asked", "attendance"),
        kinds=get_args(Asked),
        context=context,
        refused=refused,
    )


def _context() -> Context:
    asked: tuple[Asked, ...] = get_args(Asked)
    named = (one for one in asked if one == request.form.get("asked"))
    wanted: Asked = next(named, "attendance")
    language: Language = speech.as_language(request.form.get("language"))
    now = current.now()
    about = AskedMeeting(_starts_at(wanted, now), MINUTES, 2)
    return Context(wanted, now, HELSINKI, language, "actor", about)


def _starts_at(asked: str, now: datetime) -> datetime:
    """Return the meeting that is spoken of: as given, else yesterday or in three days at 17."""
    if request.form.get("on"):
        return fields.at(HELSINKI)
    days = 3 if asked in AHEAD else -1
    return moment((now + timedelta(days=days)).date(), fields.AT_FIVE, HELSINKI)


def _raw(text: str) -> bytes:
    """Return a whole mail as it was pasted, or plain words as a mail."""
    whole = BEFORE.sub("", text)
    if _is_mail(whole):
        return whole.encode("utf-8", "surrogateescape")
    message = EmailMessage()
    message["From"] = "someone@example.org"
    message["Subject"] = "Re: Oksa"
    message.set_content(text)
    return message.as_bytes()


def _is_mail(text: str) -> bool:
    """Return whether a text begins with a mail's headers, in whatever order they stand."""
    lines = list(takewhile(str.strip, text.splitlines()))
    are_headers = all(HEADER.match(line) for line in lines)
    return are_headers and any(line.lower().startswith(HEADERS) for line in lines)
