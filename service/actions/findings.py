"""What a person's clear words do, by the matter they are about (P14, P17, P18)."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from service import store
from service.actions import (
    agreed,
    agreements,
    attendance,
    claim_replies,
    corrections,
    events,
    meetings,
    preparing,
    proposals,
    stopping,
    teams,
)
from service.domain.errors import Refused
from service.domain.meetings import Meeting, answer
from service.domain.plans import Offer, Time
from service.domain.readings import Finding
from service.domain.replies import Reply
from service.domain.site import Site

Fact = Mapping[str, object]


def settle(db: store.Database, site: Site, reply: Reply, now: datetime) -> list[Fact]:
    """Do what a reply's certain findings say, and return what to echo.

    Raises Refused where the rules say no; then nothing of it is done.
    """
    with store.transaction(db):
        match reply.about.kind:
            case "application":
                return _of_application(db, site, reply, now)
            case "pair":
                return _of_pair(db, site, reply, now)
            case "meeting":
                return _of_meeting(db, site, reply, now)
            case "agreement":
                return _of_agreement(db, site, reply, now)
            case "event":
                return _of_event(db, site, reply, now)
            case "expense":
                pause(db, site, reply, now)
                return []
            case "midway" | "closing" | "certificate" | "offer":
                return _of_feedback(db, site, reply, now)
    raise Refused("answers a letter that asks nothing")


def _of_application(db: store.Database, site: Site, reply: Reply, now: datetime) -> list[Fact]:
    """What a team's member says; an applicant's words have a reader of their own (P4)."""
    if any(finding.kind == "withdraw" for finding in reply.reading.findings):
        pause(db, site, reply, now)
        return []
    if reply.asked == "seat_check":
        return teams.take_answer(db, site, reply, now)
    raise Refused("answers the application")


def _of_pair(db: store.Database, site: Site, reply: Reply, now: datetime) -> list[Fact]:
    facts: list[Fact] = []
    for finding in reply.reading.findings:
        match finding.kind:
            case "planned":
                facts.append(_book(db, site, reply, reply.about.id, finding, now))
            case "undo":
                facts.append(corrections.unbook(db, site, reply, now))
            case "withdraw":
                pause(db, site, reply, now)
            case _:
                facts += _of_finding(db, site, reply, _only_meeting(db, reply), finding, now)
    return facts


def _of_meeting(db: store.Database, site: Site, reply: Reply, now: datetime) -> list[Fact]:
    findings = reply.reading.findings
    if any(finding.kind == "undo" for finding in findings):
        return corrections.undo(db, site, reply, now)
    facts: list[Fact] = []
    # Costs come last: they count once the same mail has told that the meeting was held.
    for finding in sorted(findings, key=lambda one: one.kind == "expense"):
        meeting = store.meetings.get(db, reply.about.id)
        if finding.kind == "planned":
            facts += _plan_from_meeting(db, site, reply, meeting, finding, now)
        elif finding.kind == "withdraw":
            pause(db, site, reply, now)
        else:
            facts += _of_finding(db, site, reply, meeting, finding, now)
    return facts


def _of_agreement(db: store.Database, site: Site, reply: Reply, now: datetime) -> list[Fact]:
    facts: list[Fact] = []
    for finding in reply.reading.findings:
        match finding.kind:
            case "agreed":
                facts += agreements.approve_by_reply(db, site, reply, now)
            case "undo":
                facts += agreements.take_back(db, reply)
            case "withdraw":
                pause(db, site, reply, now)
            case _:
                raise Refused(f"says {finding.kind} of the agreement: for a coordinator")
    return facts


def _of_event(db: store.Database, site: Site, reply: Reply, now: datetime) -> list[Fact]:
    if any(finding.kind == "withdraw" for finding in reply.reading.findings):
        pause(db, site, reply, now)
        return []
    return events.take_words(db, site, reply, now)


def _of_feedback(db: store.Database, site: Site, reply: Reply, now: datetime) -> list[Fact]:
    """Answers are read elsewhere; what is left is thanks, or no more letters."""
    kinds = {finding.kind for finding in reply.reading.findings}
    if kinds - {"withdraw"}:
        raise Refused(f"says {', '.join(sorted(kinds))} beside feedback: for a coordinator")
    if kinds:
        pause(db, site, reply, now)
    return []


def _of_finding(
    db: store.Database, site: Site, reply: Reply, meeting: Meeting, finding: Finding, now: datetime
) -> list[Fact]:
    match finding.kind:
        case "held" | "not_held":
            return _tell(db, site, reply, meeting, finding, now)
        case "moved":
            return move(db, site, reply, meeting, finding, now)
        case "cancelled":
            cancelled = meetings.call_off(db, site, meeting, reply.mail_id, now)
            contact = store.pairs.get(db, meeting.pair_id).contact
            meetings.ask_for_new_time(db, site, cancelled, contact, "cancelled", now)
        case "accepted" | "declined" if reply.asked == "proposal":
            return _answer_proposal(db, site, reply, meeting, finding, now)
        case "accepted" | "declined" | "tentative":
            answered = answer(meeting, reply.writer.id, finding.kind, reply.received_at)
            meetings.note_answer(db, site, answered, reply.writer, now)
        case "preparation":
            return [preparing.pass_on(db, site, reply, meeting, finding.text or "", now)]
        case "expense" if reply.about.kind == "meeting":
            claim_replies.claim_beside(db, site, reply, finding, now)
            return []
        case _:
            raise Refused(f"says {finding.kind}: for a coordinator")
    return [{"kind": finding.kind}]


def _tell(
    db: store.Database, site: Site, reply: Reply, meeting: Meeting, finding: Finding, now: datetime
) -> list[Fact]:
    """Note whether a meeting was; a dispute ends where both sides now tell the same (P17)."""
    said, because = corrections.story(finding), reply.mail_id
    ends = meeting.state == "disputed" and attendance.agrees(db, meeting, reply.writer, said)
    settle_it = attendance.end_dispute if ends else attendance.tell
    return attendance.facts_of(settle_it(db, site, meeting, said, because, now))


def pause(db: store.Database, site: Site, reply: Reply, now: datetime) -> None:
    """Stop reminders to the writer (P21); leaving the programme is for a coordinator."""
    if any(
        finding.scope != "mail" for finding in reply.reading.findings if finding.kind == "withdraw"
    ):
        raise Refused("wants to leave the programme")
    draft = stopping.told(reply.writer, reply.about, reply.programme, str(reply.mail_id))
    stopping.stop(db, site, draft, now, silent=reply.silent)


def move(
    db: store.Database, site: Site, reply: Reply, meeting: Meeting, finding: Finding, now: datetime
) -> list[Fact]:
    """Move a meeting that both have moved, or pass one party's time on to the other (P14)."""
    if finding.to is None:
        contact = store.pairs.get(db, meeting.pair_id).contact
        meetings.ask_for_new_time(db, site, meeting, contact, "moved_open", now)
        return [{"kind": "moved_open"}]
    if finding.to <= now:
        raise Refused("moved to a time that has passed")
    time: Time = (finding.to, finding.minutes)
    if finding.agreed:
        meetings.shift(db, site, meeting, time, reply.mail_id, now)
        return [{"kind": "moved", "to": finding.to}]
    offer = Offer(finding.to, finding.minutes, reply.mail_id)
    proposals.propose(db, site, meeting, reply.writer, offer, now)
    moved = store.meetings.get(db, meeting.id)
    kind = "moved" if moved.starts_at == finding.to else "proposed"
    return [{"kind": kind, "to": finding.to}]


def _answer_proposal(
    db: store.Database, site: Site, reply: Reply, meeting: Meeting, finding: Finding, now: datetime
) -> list[Fact]:
    if finding.kind == "declined":
        refused = proposals.refuse(db, site, meeting, reply.writer, now)
        return [{"kind": "refused", "time": refused.starts_at}]
    moved = proposals.agree(db, site, meeting, reply.writer, reply.mail_id, now)
    return [{"kind": "moved", "to": moved.starts_at}]


def _plan_from_meeting(
    db: store.Database, site: Site, reply: Reply, meeting: Meeting, finding: Finding, now: datetime
) -> list[Fact]:
    """Book what is planned; one time in answer to "when instead?" is a new time for this one."""
    instead = reply.asked == "times" and len(finding.times) == 1 and meeting.state == "planned"
    if not instead:
        return [_book(db, site, reply, meeting.pair_id, finding, now)]
    as_move = Finding("moved", finding.evidence, to=finding.times[0], minutes=finding.minutes)
    return move(db, site, reply, meeting, as_move, now)


def _book(
    db: store.Database, site: Site, reply: Reply, pair_id: int, finding: Finding, now: datetime
) -> Fact:
    if any(time <= now for time in finding.times):
        raise Refused("plans a time that has passed")
    pair = store.pairs.get(db, pair_id)
    minutes = finding.minutes or agreed.minutes_agreed(db, pair_id)
    times = [(time, minutes) for time in finding.times]
    new = meetings.book(db, site, pair, times, reply.mail_id, now)
    said = {"times": list(finding.times), "minutes": finding.minutes, "invited": len(new)}
    return {"kind": "booked", **said}


def _only_meeting(db: store.Database, reply: Reply) -> Meeting:
    """Return the one planned meeting that words about "the meeting" can mean."""
    known = store.meetings.of_pair(db, reply.about.id)
    planned: Sequence[Meeting] = [meeting for meeting in known if meeting.state == "planned"]
    if len(planned) != 1:
        raise Refused("speaks of a meeting, and it is not clear which")
    return planned[0]
