"""What a person wrote, once they may say it: settled, asked back, or a coordinator's (P18)."""

from contextlib import suppress
from dataclasses import replace
from datetime import datetime

from service import store
from service.actions import (
    certificates,
    claim_replies,
    feedback_replies,
    findings,
    own_mentors,
    places,
    plans,
    receipt_replies,
    seat_checks,
    teams,
    wishes,
)
from service.actions.post import Question, ask_back, echo
from service.domain.errors import Refused
from service.domain.letters import MatterKind
from service.domain.plans import Doubt
from service.domain.readings import Asked, Context
from service.domain.replies import Outcome, Reply
from service.domain.site import Site
from service.reading import guard

PRIVATE = "for the coordinator only"
BY_HAND = ("coordinator_note:", "coordinator_answer:")  # a person wrote it and reads the answer
READ_BY_HAND = (
    "partner_left:",
    "address_notice:",
    "my_data:",
    "erase_asked:",
    "waiting_over:",
    "event_material:",
    "event_cancelled:",
)
QUESTIONS: dict[Asked, Question] = {
    "attendance": "attendance",
    "invitation": "invitation",
    "times": "times",
    "proposal": "proposal",
    "preparation": "preparation",
    "seat_check": "seat_check",
    "midway": "numbers",
    "closing": "numbers",
}
# The seat check and an offered place ask the same of other matters than a team's members (P9).
SEATS: dict[MatterKind, Question] = {"event": "seat", "offer": "offer"}


def take(db: store.Database, site: Site, reply: Reply, now: datetime) -> Outcome:
    """Do what a person wrote where it is certain, ask back where it is not; at most once."""
    kinds = [finding.kind for finding in reply.reading.findings]
    if why := _for_coordinators(reply):
        return Outcome("tray", why)
    if (of_mentor := own_mentors.take(db, site, reply, now)) is not None:
        return of_mentor
    of_team = reply.asked == "seat_check" and not teams.is_own_mentor(reply)
    if reply.about.kind == "application" and not of_team:
        return receipt_replies.take(db, site, reply, now)
    if (own := _by_its_own_reader(db, site, reply, now)) is not None:
        return own
    if "question" in kinds:
        return Outcome("tray", "a question for a coordinator")
    why = plans.doubt_of(db, reply, now)
    if why or not reply.reading.certain:
        return _uncertain(db, site, reply, why, now)
    return _settled(db, site, reply, now)


def _for_coordinators(reply: Reply) -> str:
    """Return why only a coordinator may read a reply, or nothing."""
    if any(finding.kind == "private" for finding in reply.reading.findings):
        return PRIVATE
    if reply.answers.startswith(BY_HAND):
        return "answers a coordinator"
    if reply.answers.startswith(READ_BY_HAND):
        return "answers a letter whose answers a coordinator reads"
    return ""


def _by_its_own_reader(
    db: store.Database, site: Site, reply: Reply, now: datetime
) -> Outcome | None:
    """Return where a reply ended in a matter that reads its replies itself, else None."""
    if reply.about.kind == "wish":
        return wishes.take_answer(db, site, reply, now)
    if any(finding.kind == "withdraw" for finding in reply.reading.findings):
        return None
    if reply.asked == "seat_check" and reply.about.kind in SEATS:
        return _of_seat(db, site, reply, now)
    if reply.asked in feedback_replies.ASKED:
        return feedback_replies.take(db, site, reply, now)
    if reply.about.kind == "certificate":
        return certificates.take(db, site, reply, now)
    is_question = any(finding.kind == "question" for finding in reply.reading.findings)
    if reply.about.kind == "expense" and not is_question:
        return claim_replies.take(db, site, reply, now)
    return None


def _of_seat(db: store.Database, site: Site, reply: Reply, now: datetime) -> Outcome | None:
    take_answer = places.take if reply.about.kind == "offer" else seat_checks.take
    try:
        return take_answer(db, site, reply, now)
    except Refused as why:
        return Outcome("tray", str(why))


def _uncertain(db: store.Database, site: Site, reply: Reply, why: Doubt, now: datetime) -> Outcome:
    """Ask back once, with the reason where there is one; after that a human reads it (P18)."""
    if reply.asked == "none" and _is_courtesy(reply):
        return Outcome("settled", "nothing to do")
    if reply.asked_before:
        again = "not understood, also after a question back"
        return Outcome("tray", plans.REASONS[why] if why else again)
    about = "times" if why else QUESTIONS.get(reply.asked, "other")
    if about == "seat_check":
        about = SEATS.get(reply.about.kind, about)
    reason = plans.REASONS[why]
    asked = ask_back(db, site, reply, about, now, why)
    return Outcome("asked", reason) if asked else Outcome("tray", reason)


def _is_courtesy(reply: Reply) -> bool:
    """Return whether words that answer no question are thanks or the like."""
    context = Context("announcement", reply.received_at)
    return guard.is_courtesy(reply.reading.text, context)


def _settled(db: store.Database, site: Site, reply: Reply, now: datetime) -> Outcome:
    try:
        facts = findings.settle(db, site, reply, now)
    except Refused as why:
        return _beside_costs(db, site, reply, str(why), now)
    if facts:
        echo(db, site, reply, facts, now)
    kinds = [finding.kind for finding in reply.reading.findings]
    return Outcome("settled", ", ".join(kinds) or "nothing to do")


def _beside_costs(db: store.Database, site: Site, reply: Reply, why: str, now: datetime) -> Outcome:
    """Do what is told beside costs that the rules refuse: those alone are for a coordinator."""
    rest = tuple(one for one in reply.reading.findings if one.kind != "expense")
    if rest and len(rest) < len(reply.reading.findings):
        others = replace(reply, reading=replace(reply.reading, findings=rest))
        with suppress(Refused):
            facts = findings.settle(db, site, others, now)
            if facts:
                echo(db, site, reply, facts, now)
    return Outcome("tray", why)
