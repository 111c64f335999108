"""Mail that came in, read: settled, asked back, laid in the tray or ignored (P18, P35, S4)."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from service import store
from service.actions import (
    calendar_answers,
    certificates,
    claim_replies,
    copies,
    feedback_replies,
    findings,
    mailboxes,
    own_arrivals,
    own_events,
    plans,
    teams,
    wishes,
)
from service.actions.arrivals import QUESTIONS_BACK, Known, closed, known, returned, shows
from service.actions.hearing import hear, to_be_kept
from service.actions.post import Question, ask_back, echo, may_answer, post
from service.domain.errors import Refused
from service.domain.letters import Draft
from service.domain.plans import Doubt
from service.domain.proof import Act, Rung, may, proof_of, rung
from service.domain.readings import Asked, Context, Reading
from service.domain.replies import Outcome, Reply, numbered
from service.domain.site import Site
from service.domain.wishes import Wish
from service.reading import guard, wire
from service.reading.absence import back_on
from service.reading.hearing import Opened
from service.store.inbox import Verdict

TRIES = 3  # R6
LONGEST_ABSENCE = timedelta(days=366)
STOPPED = "stopped the program"
UNREADABLE: dict[guard.Why, str] = {
    "time": "could not be read in two seconds",
    "memory": "could not be read in 256 MB",
    "crash": "made the reader crash",
    "parse": "cannot be taken apart",
}
PRIVATE = "for the coordinator only"
BY_HAND = ("coordinator_note:", "coordinator_answer:")  # a person wrote it and reads the answer
ELSEWHERE = "sent from another address than the one on file"
UNPROVEN = "asks for what needs proof of who wrote it"
READ_BY_HAND = ("partner_left:", "address_notice:", "my_data:", "erase_asked:")
DOUBTS: dict[Rung, str] = {
    "doubted": "its origin failed authentication",
    "nobody": "no reply address, and no proof of origin",
}
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


@dataclass(frozen=True)
class _Arrival:
    """One mail with all that is known of it before anything is done."""

    kept: store.inbox.Mail
    mail: Opened
    known: Known | None
    context: Context
    reading: Reading
    rung: Rung
    own: own_arrivals.Arrived | None = None
    is_copy: bool = False


def read_mail(db: store.Database, site: Site, mail_id: int, now: datetime) -> None:
    """Read one kept mail and let it end somewhere. Safe to run twice.

    A mail that has stopped the program three times is quarantined instead: each try is counted
    before it begins, so that one which kills the whole program counts as well (R6). Raises
    `guard.Unreadable` for a mail that breaks the reader's bounds.
    """
    if store.inbox.note_try(db, mail_id) >= TRIES:
        quarantine(db, mail_id, now)
        return
    kept = store.inbox.get(db, mail_id)
    if kept.state != "pending":
        return
    raw = store.inbox.raw(db, mail_id)
    # Reading may take two seconds: it is done before the transaction, in which nobody else can
    # write, and once more inside only if something has changed in between.
    mark = store.version(db)
    arrival = _arrival(db, site, kept, raw)
    with store.transaction(db):
        if store.version(db) != mark:
            arrival = _arrival(db, site, kept, raw)
        store.inbox.settle(db, mail_id, _verdict(db, site, arrival, now), now)


def quarantine(db: store.Database, mail_id: int, now: datetime) -> None:
    """Set a mail aside that cannot be read; the reason is the last one noted."""
    reason = store.inbox.get(db, mail_id).reason or STOPPED
    store.inbox.settle(db, mail_id, Verdict("quarantined", reason), now)


def _verdict(db: store.Database, site: Site, arrival: _Arrival, now: datetime) -> Verdict:
    message_id, about = arrival.mail.outside.message_id, arrival.known
    repeated = store.inbox.same_message_id(db, message_id, arrival.kept.id)
    if repeated is not None:
        reason = f"has the Message-ID of mail {repeated}"
        return Verdict("ignored", reason, message_id=message_id)
    outcome = _outcome(db, site, arrival, now)
    reading = to_be_kept(arrival.reading, outcome)
    if arrival.is_copy and outcome.end == "ignored":  # what two write to each other is theirs
        return Verdict("ignored", outcome.reason, message_id=message_id)
    if arrival.is_copy and outcome.end == "settled":
        reading = copies.to_be_kept(reading)
    return Verdict(
        state=outcome.end,
        reason=outcome.reason,
        person_id=about.person.id if about else None,
        about=about.about if about else None,
        asked=about.asked if about else None,
        reading=wire.kept_of(reading, arrival.context),
        message_id=message_id,
    )


def _arrival(db: store.Database, site: Site, kept: store.inbox.Mail, raw: bytes) -> _Arrival:
    # Pipe, IMAP and webhook tell no envelope sender: an empty one there says nothing.
    sender = kept.envelope_from if kept.door in ("smtp", "lmtp") else None
    believed = "" if kept.door == "smtp" and site.open_door else site.authserv_id
    mail = _silenced(site, guard.opened(raw, sender, believed))
    about = known(db, site, kept, mail.outside)
    proof = proof_of(mail.outside.told, kept.origin)
    own = own_arrivals.arrived(db, site, mail, proof)
    about = own.known if own else _by_uid_first(db, site, mail, about)
    copy = None if own or mail.calendar else copies.between(db, site, kept, mail.outside)
    about = copy or about
    if copy:
        about, circumstances, reading = copies.hear(db, copy, raw, kept.received_at)
    else:
        about, circumstances, reading = hear(db, about, raw, kept)
    stands = rung(shows(about, mail.outside), proof)
    if about and about.how == "writer" and stands == "nobody":
        about = None  # a From that nothing proves names nobody
    return _Arrival(kept, mail, about, circumstances, reading, stands, own, copy is not None)


def _silenced(site: Site, mail: Opened) -> Opened:
    """Return a mail as opened; what comes from our own domain is never answered (S7)."""
    is_ours = mail.outside.sender.rpartition("@")[2] == site.mail_domain
    return replace(mail, outside=replace(mail.outside, robot=True)) if is_ours else mail


def _by_uid_first(
    db: store.Database, site: Site, mail: Opened, about: Known | None
) -> Known | None:
    """Return what a mail is about; a calendar's UID says it better than question or writer."""
    if about is not None and about.how not in ("question", "writer"):
        return about
    return calendar_answers.by_uid(db, site, mail) or about


def _outcome(db: store.Database, site: Site, arrival: _Arrival, now: datetime) -> Outcome:
    """Go down the ladder: robots first (C1), then who may speak (S4), then what they say."""
    about, reading = arrival.known, arrival.reading
    if reading.source in ("auto_reply", "bounce"):
        return _of_robot(db, site, arrival, now)
    if arrival.own:
        return own_events.take(db, site, arrival.own, arrival.kept.id, now)
    if arrival.is_copy:
        return _copy(db, site, arrival, now)
    if about is None or (about.how == "writer" and _wish(arrival, about) is None):
        return Outcome("tray", "not addressed to a reply address of ours")
    if why := closed(db, about, now):
        return Outcome("tray", why)
    if may(arrival.rung, "settle"):
        mailboxes.heard_from(db, about.person, now)
    if reading.source == "calendar":
        return _calendar(db, site, arrival, about, now)
    return _by_rung(db, site, arrival, about, now)


def _copy(db: store.Database, site: Site, arrival: _Arrival, now: datetime) -> Outcome:
    """Read a mail between the two; where nothing proves it, it is nobody's business (P19)."""
    about = arrival.known
    if about is None or not may(arrival.rung, "settle") or arrival.reading.source != "person":
        return Outcome("ignored", copies.UNPROVEN)
    return copies.take(db, site, _reply(arrival, about), now)


def _by_rung(
    db: store.Database, site: Site, arrival: _Arrival, about: Known, now: datetime
) -> Outcome:
    wish = _wish(arrival, about)
    act: Act = "claim" if about.about.kind == "expense" else "settle"
    if may(arrival.rung, wishes.ACTS[wish.kind] if wish else act):
        reply = _reply(arrival, about)
        return wishes.take(db, site, reply, wish, now) if wish else _person(db, site, reply, now)
    if arrival.rung == "asked_back" and about.about.kind != "wish":
        return _unproven(db, site, arrival, about, now)
    return Outcome("tray", DOUBTS.get(arrival.rung, UNPROVEN if wish else ELSEWHERE))


def _wish(arrival: _Arrival, about: Known) -> Wish | None:
    """Return what a mail asks of the service itself; none where a person reads the answer."""
    letter = about.letter
    if arrival.reading.source != "person" or (letter and letter.key.startswith(BY_HAND)):
        return None
    zone = ZoneInfo(about.season.timezone)
    received_on = arrival.kept.received_at.astimezone(zone).date()
    wish = wishes.heard(arrival.reading, about.person, received_on)
    # Whoever is asked "do you want to leave?" may say so once more instead of "yes".
    is_yes = about.about.kind == "wish" and wish is not None and wish.kind == "leave"
    return None if is_yes else wish


def _of_robot(db: store.Database, site: Site, arrival: _Arrival, now: datetime) -> Outcome:
    if arrival.reading.source == "bounce":
        return _bounced(db, site, arrival, now)
    return _absent(db, arrival, now)


def _absent(db: store.Database, arrival: _Arrival, now: datetime) -> Outcome:
    """Let prompts wait for the day on which an out-of-office says its writer is back (P21)."""
    about = arrival.known
    day = back_on(arrival.reading.text, arrival.kept.received_at) if about else None
    if about is None or day is None or day > now.date() + LONGEST_ABSENCE:
        return Outcome("ignored", "automatic reply")
    store.people.note_away(db, about.person.id, day)
    return Outcome("ignored", f"automatic reply, back on {day.isoformat()}")


def _bounced(db: store.Database, site: Site, arrival: _Arrival, now: datetime) -> Outcome:
    token = returned(db, site, arrival.kept, arrival.mail.outside)
    if token is None:
        return Outcome("ignored", "bounce without a token of ours")
    return mailboxes.take(db, site, token, arrival.reading, arrival.kept.id, now)


def _calendar(
    db: store.Database, site: Site, arrival: _Arrival, about: Known, now: datetime
) -> Outcome:
    if not may(arrival.rung, "calendar_answer"):
        return Outcome("tray", "a calendar answer without its reply address")
    reply = _reply(arrival, about)
    try:
        return calendar_answers.take(db, site, reply, arrival.mail.calendar, now)
    except Refused as why:
        return Outcome("tray", str(why))


def _unproven(
    db: store.Database, site: Site, arrival: _Arrival, about: Known, now: datetime
) -> Outcome:
    """Ask at the address on file: an answer came to its reply address from another (S4)."""
    reason = ELSEWHERE
    if arrival.mail.outside.robot or not may_answer(db, about.person, now):
        return Outcome("tray", reason)
    meeting = store.meetings.get(db, about.about.id) if about.about.kind == "meeting" else None
    draft = Draft(
        kind="confirm_sender",
        to=about.person,
        about=about.about,
        key=f"confirm_sender:{arrival.kept.id}",
        programme=about.season.name,
        words={"meeting": meeting},
    )
    post(db, site, draft, now)
    return Outcome("asked", reason)


def _reply(arrival: _Arrival, about: Known) -> Reply:
    letter = about.letter
    asked_before = letter is not None and letter.kind in QUESTIONS_BACK
    has_choices = letter is not None and letter.kind in ("not_understood", "disputed")
    has_choices = has_choices and about.asked not in feedback_replies.ASKED
    choice = numbered(about.asked, arrival.reading.text) if has_choices else None
    reading = arrival.reading
    if choice is not None:
        reading = replace(reading, findings=choice, certain=choice[0].kind != "question")
    return Reply(
        mail_id=arrival.kept.id,
        writer=about.person,
        about=about.about,
        asked=about.asked,
        answers=letter.key if letter else "",
        reading=reading,
        programme=about.season.name,
        received_at=arrival.kept.received_at,
        silent=arrival.mail.outside.robot,
        asked_before=asked_before,
        round_id=about.season.id,
    )


def _person(db: store.Database, site: Site, reply: Reply, now: datetime) -> Outcome:
    kinds = [finding.kind for finding in reply.reading.findings]
    if why := _for_coordinators(reply):
        return Outcome("tray", why)
    of_team = reply.asked == "seat_check" and not teams.is_own_mentor(reply)
    if reply.about.kind == "application" and not of_team:
        return _settled(db, site, reply, now)
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
    if reply.asked in feedback_replies.ASKED:
        return feedback_replies.take(db, site, reply, now)
    if reply.about.kind == "certificate":
        return certificates.take(db, site, reply, now)
    is_question = any(finding.kind == "question" for finding in reply.reading.findings)
    if reply.about.kind == "expense" and not is_question:
        return claim_replies.take(db, site, reply, now)
    return None


def _uncertain(db: store.Database, site: Site, reply: Reply, why: Doubt, now: datetime) -> Outcome:
    """Ask back once, with the reason where there is one; after that a human reads it (P18)."""
    if reply.asked == "none" and _is_courtesy(reply):
        return Outcome("settled", "nothing to do")
    if reply.asked_before:
        return Outcome("tray", "not understood, also after a question back")
    about = "times" if why else QUESTIONS.get(reply.asked, "other")
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
        return Outcome("tray", str(why))
    if facts:
        echo(db, site, reply, facts, now)
    kinds = [finding.kind for finding in reply.reading.findings]
    return Outcome("settled", ", ".join(kinds) or "nothing to do")
