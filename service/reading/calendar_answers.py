"""What a calendar client answers for its owner: iTIP objects made findings (C1-C11)."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from service.domain.invitations import CalendarMessage
from service.domain.readings import Context, Finding, Kind
from service.reading.mail.calendars import calendar_in, is_winmail
from service.reading.mail.envelope import sender_of
from service.reading.mail.message import Mail
from service.reading.mail.source import calendar_answer
from service.reading.text.tokens import tokens_of
from service.reading.text.word_lists import words
from service.reading.understand import understand
from service.reading.values.kinds import Clock, Day
from service.reading.values.scan import values_in

_KINDS: dict[str, Kind] = {"ACCEPTED": "accepted", "DECLINED": "declined", "TENTATIVE": "tentative"}
_AGAINST = {
    "accepted": {"declined", "moved", "cancelled", "tentative", "question"},
    "declined": {"accepted", "held", "question"},
    "tentative": {"accepted", "declined", "question"},
}


def judge(mail: Mail, text: str, context: Context) -> tuple[tuple[Finding, ...], bool]:
    """Return the findings of a calendar's answer, and whether to act on them."""
    message = calendar_in(mail)
    return _answered(message, text, context) if message else _without_object(mail, text, context)


def _answered(
    message: CalendarMessage, text: str, context: Context
) -> tuple[tuple[Finding, ...], bool]:
    method = message.method.upper()
    if method == "COUNTER":
        to = message.starts_at
        finding = Finding("moved", message.summary, "COUNTER", to=to, agreed=False, uid=message.uid)
        return (finding,), to is not None
    if method == "CANCEL":  # of an event of their own: what they wrote beside it says why
        said, _ = understand(text, context)
        return said.findings, said.certain and bool(said.findings)
    if method != "REPLY":
        return (), method == "REFRESH"
    kind = _KINDS.get((message.partstat or "").upper())
    if kind is None or message.uid is None:
        return (), False
    finding = Finding(
        kind, message.partstat or "", "REPLY",
        uid=message.uid, sequence=message.sequence, attendee=message.attendee,
    )  # fmt: skip
    known = message.attendees == 1 and not message.recurring
    return _with_comment(finding, message.comment or _note(text), context, known)


def _note(text: str) -> str:
    """Return a person's note from a client's text: the client's own sentences are left out.

    Clients that write sentences of their own put the note in quotes; others send it alone.
    """
    if not any(mark in text.lower() for mark in words("automatic")["client_sentences"]):
        return text
    quoted = text.split('"')
    return quoted[1] if len(quoted) >= 3 else ""


def _with_comment(
    finding: Finding, comment: str, context: Context, known: bool
) -> tuple[tuple[Finding, ...], bool]:
    """A declining answer may propose a time in its comment; one that says otherwise is unclear."""
    if not comment.strip():
        return (finding,), known
    said, _ = understand(comment, context)
    # "Barnvaktskris, ja det är sant igen": a bare yes takes no refusal back.
    firm = [one for one in said.findings if not one.rule.startswith("yes")]
    against = {one.kind for one in firm} & _AGAINST[finding.kind]
    if finding.kind == "accepted" and against:
        return (finding, *said.findings), False
    moves = tuple(one for one in said.findings if one.kind == "moved")
    if moves and finding.kind != "accepted":
        return (finding, *moves), known and said.certain
    asks = "?" in comment and not moves
    unclear = (
        finding.kind == "accepted" and not said.certain and _names_another_time(comment, context)
    )
    return (finding,), known and not against and not asks and not unclear


def _names_another_time(comment: str, context: Context) -> bool:
    """Return whether a day or an hour that is not the meeting's stands in a comment.

    "I can only come on Wednesday" is no acceptance; clients print the meeting's own time.
    """
    times = [
        one.value for one in values_in(tokens_of(comment)) if isinstance(one.value, Day | Clock)
    ]
    if context.meeting is None:
        return bool(times)
    zone = ZoneInfo(context.timezone)
    starts_at = context.meeting.starts_at.astimezone(zone)
    ends_at = starts_at + timedelta(minutes=context.meeting.minutes)
    own = [(one.hour, one.minute) for one in (starts_at, ends_at)]
    return not all(
        (one.hour, one.minute) in own if isinstance(one, Clock) else _is_day(one, starts_at)
        for one in times
    )


def _is_day(said: Day, moment: datetime) -> bool:
    named = {
        "weekday": moment.weekday(), "day": moment.day, "month": moment.month, "year": moment.year,
    }  # fmt: skip
    given = {name: getattr(said, name) for name in named if getattr(said, name) is not None}
    return bool(given) and all(named[name] == value for name, value in given.items())


def _without_object(mail: Mail, text: str, context: Context) -> tuple[tuple[Finding, ...], bool]:
    """The subject alone still says what was answered; winmail.dat may hold more (C9)."""
    kind = calendar_answer(mail)
    if kind is None:
        return (), False
    finding = Finding(
        kind, mail.header("Subject")[:200], "subject",  # type: ignore[arg-type]
        attendee=sender_of(mail) or None,
    )  # fmt: skip
    if kind == "moved":
        return (finding,), False
    return _with_comment(finding, _note(text), context, not any(map(is_winmail, mail.parts)))
