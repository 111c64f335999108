"""What must hold of every rehearsal: pure functions from what passed to what broke a promise.

Each returns sentences, none where the promise is kept.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta

from jobs.rehearse.ending import Ending
from jobs.rehearse.opening import header_of
from jobs.rehearse.play import Passed
from jobs.rehearse.summary import day_of
from service.domain.languages import Language
from service.domain.letters import Matter
from service.domain.prompts import A_DAY, A_WEEK
from service.hours import are_working

# Not prompts: answers to what someone wrote or did, invitations, moves, cancellations, receipts.
AT_ANY_HOUR = frozenset(
    {
        "receipt", "application_copy", "team_member", "own_mentor", "own_mentor_noted",
        "own_mentor_answer", "member_left", "round_opens",
        "invitation", "invitation_moved", "invitation_changed", "invitation_cancelled",
        "event_invitation", "event_cancelled", "own_event_accepted", "own_event_changed",
        "understood", "not_understood", "confirm_sender", "paused", "status", "wish_question",
        "wish_done", "wish_closed", "absence_meeting", "partner_left", "address_notice",
        "proposal", "proposal_declined", "proposal_withdrawn", "other_declined", "new_time",
        "series_question", "disputed", "preparation_note", "agreement", "agreement_changed",
        "agreement_copy", "expense_received", "expense_missing", "certificate",
        "address_broken", "address_doubtful", "coord_digest", "digest_done",
    }
)  # fmt: skip
OF_A_MEETING_AHEAD = frozenset(
    {"invitation", "invitation_moved", "preparation", "did_you_meet", "proposal", "expense_start",
     "will_you_come"}
)  # fmt: skip
TURNS = 2  # P21: no question more often
TURNS_OF_FEEDBACK = 3  # P27: reminded after 7 and 14 days
FEEDBACK = ("midway", "closing")
# The footer's word for "answer", so that a letter in a wrong language shows.
SPOKEN: Mapping[Language, re.Pattern[str]] = {
    "fi": re.compile(r"\b(saat|tietojasi|hei|vastaa)\b", re.IGNORECASE),
    "sv": re.compile(r"\b(du|dina|hej|svara)\b", re.IGNORECASE),
    "en": re.compile(r"\b(you|your|hello)\b", re.IGNORECASE),
}

Check = Callable[[Sequence[Passed], Ending], Iterator[str]]


def broken(passed: Sequence[Passed], end: Ending) -> dict[str, list[str]]:
    """Return by promise what broke it."""
    return {name: list(check(passed, end)) for name, check in PROMISES.items()}


def differing(with_one: Sequence[Passed], without: Sequence[Passed]) -> list[str]:
    """Return the letters to pairs that differ when no coordinator acts for a while (P34).

    What answers a coordinator's own act is not counted: only theirs wait.
    """
    here, there = _to_pairs(with_one), _to_pairs(without)
    return [f"{email}: {kind} {on}" for email, kind, on in sorted(here ^ there)]


def few_prompts(passed: Sequence[Passed], _: Ending) -> Iterator[str]:
    """At most one prompt a day and two in seven days to a person (P21)."""
    days: defaultdict[str, list[date]] = defaultdict(list)
    for one in passed:
        if one.way == "out" and one.prompt:
            days[one.email].append(day_of(one))
    for email, prompted in days.items():
        for on in sorted(set(prompted)):
            week = sum(on - timedelta(days=7) < other <= on for other in prompted)
            if prompted.count(on) > A_DAY or week > A_WEEK:
                yield f"{email}: {prompted.count(on)} on {on}, {week} in seven days"


def questions_stop(passed: Sequence[Passed], _: Ending) -> Iterator[str]:
    """No question goes to a person more than twice, feedback three times (P21, P27)."""
    prompts = [one for one in passed if one.way == "out" and one.prompt]
    asked = Counter((one.email, one.kind, _question(one)) for one in prompts)
    for (email, kind, about), times in asked.items():
        if times > (TURNS_OF_FEEDBACK if kind in FEEDBACK else TURNS):
            yield f"{email}: {kind} {times} times about {about}"


def questions_end(passed: Sequence[Passed], end: Ending) -> Iterator[str]:
    """Every meeting asked about ends told of, cancelled or unknown; no mail is left unread."""
    for one in passed:
        asked = one.way == "out" and one.kind == "did_you_meet"
        if asked and one.about and end.meetings[one.about.id] == "planned":
            yield f"{one.email}: meeting {one.about.id} is still planned"
    if end.inbox["pending"]:
        yield f"{end.inbox['pending']} mails were not read"
    if end.inbox["quarantined"]:
        yield f"{end.inbox['quarantined']} mails are quarantined"


def none_for_cancelled(passed: Sequence[Passed], _: Ending) -> Iterator[str]:
    """Nobody gets a letter for a meeting after it was cancelled."""
    over: dict[Matter, datetime] = {}
    for one in passed:
        if one.way != "out" or one.about is None:
            continue
        if one.kind == "invitation_cancelled":
            over[one.about] = one.at
        elif one.kind in OF_A_MEETING_AHEAD and one.at > over.get(one.about, one.at):
            yield f"{one.email}: {one.kind} about cancelled {one.about}"


def own_language(passed: Sequence[Passed], _: Ending) -> Iterator[str]:
    """Each letter is in its receiver's language, and says so."""
    for one in passed:
        if one.way != "out":
            continue
        if header_of(one.raw, "Content-Language") != one.language:
            yield f"{one.email}: letter {one.number} does not say {one.language}"
        if not SPOKEN[one.language].search(one.text):
            yield f"{one.email}: letter {one.number} does not speak {one.language}"


def no_letter_twice(passed: Sequence[Passed], _: Ending) -> Iterator[str]:
    """Nobody gets the same words twice, but who says the same twice is told so twice."""
    seen: dict[tuple[str, str, str, int], int] = {}
    said: Counter[str] = Counter()
    for one in passed:
        said[one.email] += one.way == "in"
        if one.way == "out":
            heard = said[one.email] if one.kind == "understood" else 0
            same = seen.setdefault((one.email, one.subject, one.text, heard), one.number)
            if same != one.number:
                yield f"{one.email}: {one.kind} {one.number} says what {same} said"


def in_working_hours(passed: Sequence[Passed], _: Ending) -> Iterator[str]:
    """Prompts leave on working days from 8 to 17; only answers and invitations at any hour."""
    for one in passed:
        if one.way != "out" or are_working(one.at):
            continue
        if one.prompt or one.kind not in AT_ANY_HOUR:
            yield f"{one.email}: {one.kind} at {one.at.isoformat()}"


def short_subjects(passed: Sequence[Passed], _: Ending) -> Iterator[str]:
    """Subjects have at most 50 characters (UX.md)."""
    for one in passed:
        if one.way == "out" and len(one.subject) > 50:
            yield f"{one.kind}: {one.subject}"


def _question(one: Passed) -> str:
    """Return what a prompt asks, whichever turn it is: the first parts of its key say so.

    "Did you meet?" is asked anew when the meeting was moved, hence its SEQUENCE counts.
    """
    return ":".join(one.key.split(":")[: 4 if one.kind == "did_you_meet" else 3])


PROMISES: Mapping[str, Check] = {
    "few prompts": few_prompts,
    "questions stop": questions_stop,
    "questions end": questions_end,
    "no letter for a cancelled meeting": none_for_cancelled,
    "each in the receiver's language": own_language,
    "no two equal letters": no_letter_twice,
    "prompts in working hours": in_working_hours,
    "short subjects": short_subjects,
}
OF_COORDINATORS = ("expense_plan_", "expense_approved", "expense_paid", "address_", "coord")


def _to_pairs(passed: Sequence[Passed]) -> set[tuple[str, str, str]]:
    return {
        (one.email, one.kind, day_of(one).isoformat())
        for one in passed
        if one.way == "out" and not one.kind.startswith(OF_COORDINATORS)
    }
