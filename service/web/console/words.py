"""What the service knows, in the coordinator's words."""

import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from forms.translations import Later, _, ngettext, spoken
from service import store
from service.actions.quiet import Quiet
from service.domain.agreements import Agreement
from service.domain.claims import Claim
from service.domain.fitting import Misfit
from service.domain.meetings import Meeting
from service.domain.pairs import Pair
from service.domain.people import Person
from service.domain.suggestions import Reason
from service.domain.words import day, duration, euros, listed, moment
from service.store.inbox import Mail
from service.web import current
from service.web.console.reasons import PATTERNS, REASONS
from service.web.console.tables import (
    ACTS,
    ANSWERS,
    ASKED,
    ENDS,
    FIGURES,
    FINDINGS,
    LETTERS,
    MEETINGS,
    MISFITS,
    NEXT,
    POSTS,
    PRESSES,
    QUIET,
    REASONS_FOR,
    ROLES,
    SOURCES,
)


def name(person: Person | None) -> str:
    """Return how to call a person: the name, else the address."""
    return (person.name or person.email) if person else _("Unknown sender")


def pair(both: Pair) -> str:
    """Return a pair's name: the mentor's and the other side's."""
    other = both.team_name or listed([name(actor) for actor in both.actors], spoken())
    return f"{name(both.mentor)} & {other}"


def letter(kind: str) -> str:
    """Return what a letter is, in words."""
    return _told(LETTERS, kind)


def end(of_mail: str) -> str:
    """Return where a received mail ended."""
    return _told(ENDS, of_mail)


def post(of_letter: str) -> str:
    """Return where a letter of ours stands."""
    return _told(POSTS, of_letter)


def state(of_meeting: str) -> str:
    """Return where a meeting stands."""
    return _told(MEETINGS, of_meeting)


def answer(of_calendar: str) -> str:
    """Return what someone has answered to an invitation."""
    return _told(ANSWERS, of_calendar)


def asked(what: str) -> str:
    """Return what the letter asked that a mail answers."""
    return _told(ASKED, what)


def role(code: str) -> str:
    """Return a role in words."""
    return _told(ROLES, code)


def press(button: str) -> str:
    """Return what a button of the tray says."""
    return _told(PRESSES, button)


def act(code: str) -> str:
    """Return what a coordinator did."""
    return _told(ACTS, code)


def source(code: str) -> str:
    """Return who wrote a message: a person, a calendar, a robot."""
    return _told(SOURCES, code)


def quiet(found: Quiet) -> str:
    """Return in sentences why a pair is quiet (P22)."""
    limits = store.rounds.get(current.db(), found.pair.round_id).quiet
    return " ".join(str(QUIET[sign]) % {"limit": limits[sign]} for sign in found.signs)


def misfits(broken: Sequence[Misfit]) -> str:
    """Return which hard rules two applicants break."""
    return ", ".join(_told(MISFITS, one) for one in broken)


def reasons(found: Sequence[Reason]) -> list[str]:
    """Return what speaks for two applicants (P7)."""
    return [_reason_for(one) for one in found]


def figure(code: str) -> str:
    """Return what a table of figures, a row or a column of it is called."""
    return _told(FIGURES, code)


def next_thing(code: str) -> str:
    """Return what happens next with a pair."""
    return _told(NEXT, code)


def standing(of: Pair, meetings: Sequence[Meeting], agreement: Agreement, now: datetime) -> str:
    """Return in one line where a pair stands."""
    held = sum(one.state == "held" for one in meetings)
    told = [_("Meetings held: %(held)s/%(most)s.", held=held, most=of.plan)]
    coming = (one for one in meetings if one.state == "planned" and one.ends_at > now)
    following = next(coming, None)
    if of.published_at is None:
        told.append(_("Draft: not published, nobody is told."))
    elif of.ended_at is not None:
        told.append(_("Ended early on %(day)s.", day=day(of.ended_at, spoken())))
    elif following:
        time = moment(following.starts_at, spoken(), following.timezone)
        told.append(_("Next: %(time)s.", time=time))
    else:
        told.append(_("None is booked ahead."))
    told.append(_agreement(agreement))
    return " ".join(told)


def approved(who: str, version: int, how: str) -> str:
    """Return that someone approved a version of the agreement."""
    if how == "reply":
        return _(
            "%(who)s approved the agreement by reply (version %(number)s)", who=who, number=version
        )
    return _(
        "%(who)s approved the agreement on its page (version %(number)s)", who=who, number=version
    )


def agreed(version: int) -> str:
    """Return that a version of the agreement is approved by both."""
    return _("The agreement is approved by both (version %(number)s)", number=version)


def claimed(claim: Claim) -> str:
    """Return what was claimed, and where the claim stands."""
    state_of_claim = _told(ACTS, f"claim_{claim.state}")
    return f"{_('Expense claim')}: {euros(claim.cents, spoken())} – {state_of_claim}"


def _agreement(agreement: Agreement) -> str:
    if agreement.agreed_at:
        return _("The agreement is approved (version %(number)s).", number=agreement.version)
    return _("No agreement yet.") if not agreement.filled else _("The agreement is being written.")


def reason(said: str) -> str:
    """Return why a mail ended where it did; a clause that is not known stands as it is."""
    if said in REASONS:
        return str(REASONS[said])
    for pattern, text in PATTERNS:
        found = pattern.fullmatch(said)
        if found:
            return _(text.text, **{key: _word(said) for key, said in found.groupdict().items()})
    return _word(said)


def became(mail: Mail) -> str:
    """Return in a few words what a mail became."""
    if mail.handled_by:
        return press(mail.reason)
    if mail.state == "settled":
        found = [finding(one) for one in (mail.reading or {}).get("findings", [])]
        return "; ".join(found) or reason(mail.reason)
    end = _told(ENDS, mail.state)
    return f"{end}: {reason(mail.reason)}" if mail.reason else end


def finding(found: Mapping[str, Any]) -> str:
    """Return one finding of the reader with its values (contracts/reading.md)."""
    said = _told(FINDINGS, found["kind"])
    values = _values(found)
    return f"{said}: {', '.join(values)}" if values else said


def as_understood(on: date, minutes: int) -> str:
    """Return a length and a day: what "they met" will note."""
    return f"{duration(minutes, spoken())}, {day(on, spoken())}"


def _values(found: Mapping[str, Any]) -> list[str]:
    language = spoken()
    values = [day(date.fromisoformat(found["on"]), language)] if found.get("on") else []
    times = [found["to"]] if found.get("to") else list(found.get("times") or ())
    values += [moment(datetime.fromisoformat(time), language) for time in times]
    if found.get("minutes"):
        values.append(duration(found["minutes"], language))
    if found.get("missing"):
        values.append(_("missing: %(names)s", names=listed(found["missing"], language)))
    if found.get("amount"):
        values.append(f"{found['amount']} {found.get('currency') or ''}".strip())
    if found.get("recipient"):
        values.append(str(found["recipient"]))
    return values


def _reason_for(one: Reason) -> str:
    what = ", ".join(text[spoken()] for text in one.named)
    if one.kind == "themes":
        return ngettext("%(num)s theme in common: %(what)s", "%(num)s themes in common: %(what)s",
                        len(one.named), what=what)  # fmt: skip
    return _told(REASONS_FOR, one.kind) % {"what": what}


def _told(table: Mapping[str, Later], key: str) -> str:
    return str(table.get(key, key))


def _word(said: str) -> str:
    """Return the words that stand inside a reason: states, answers and kinds of findings."""
    parts = [
        str(MEETINGS.get(part) or ANSWERS.get(part) or FINDINGS.get(part) or part)
        for part in re.split(r",\s*", said)
    ]
    return ", ".join(parts)
