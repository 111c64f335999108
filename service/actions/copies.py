"""Mail between the two of a pair with the service in Cc: read for facts, never asked back (P19)."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from service import store
from service.actions import findings, plans
from service.actions.arrivals import Known, context
from service.actions.post import echo, echo_to
from service.actions.status import live_pairs
from service.domain.errors import Refused
from service.domain.letters import Matter
from service.domain.meetings import Meeting
from service.domain.pairs import Pair
from service.domain.people import Person
from service.domain.proof import Shown
from service.domain.readings import Context, Finding, Kind, Reading
from service.domain.replies import Outcome, Reply
from service.domain.site import Site
from service.mail.addresses import tokens_in
from service.reading import guard
from service.reading.mail.envelope import Envelope

SILENT = "a copy that tells no date and no meeting for certain"
UNPROVEN = "a copy of a mail that nothing proves"
HAD = "a copy that tells nothing new"
IGNORED = (SILENT, UNPROVEN, HAD)
Heard = tuple[Known, Context, Reading]
# What may be taken from words to somebody else, by the meeting they are read with.
OVER: tuple[Kind, ...] = ("held", "planned")
AHEAD: tuple[Kind, ...] = ("held", "planned", "moved", "cancelled")
NONE: tuple[Kind, ...] = ("planned",)


@dataclass(frozen=True)
class _Reading:
    """One way to read a copy: the matter it may be about, and what may be taken from it."""

    about: Matter
    kinds: tuple[Kind, ...]


def between(
    db: store.Database, site: Site, kept: store.inbox.Mail, outside: Envelope
) -> Known | None:
    """Return the pair that a mail is between, None for one that is written to us.

    It is between them where someone of the other side stands in To, and no reply address of
    the writer's own. Such an address in Cc proves as much as ever (S4).
    """
    writer = store.people.find(db, outside.sender) if outside.sender else None
    if writer is None or _holds_own(db, site, outside.to, writer):
        return None
    pairs = [pair for pair in _pairs(db, writer) if _is_to(pair, writer, outside.to)]
    if len(pairs) != 1:
        return None
    season = store.rounds.get(db, pairs[0].round_id)
    own = _holds_own(db, site, [*kept.envelope_to, *outside.recipients], writer)
    how: Shown = "token" if own else "writer"
    about = Matter("pair", pairs[0].id)
    return Known(writer, about, season, pairs[0], None, "none", how)


def hear(db: store.Database, about: Known, raw: bytes, received_at: datetime) -> Heard:
    """Return what a copy says, read with each meeting that it can mean until one is clear."""
    assert about.pair is not None
    heard: Heard | None = None
    for way in _ways(store.meetings.of_pair(db, about.pair.id), about.pair, received_at):
        meant = replace(about, about=way.about)
        circumstances = context(db, meant, received_at)
        reading = guard.heard(raw, circumstances, over=False).reading
        heard = meant, circumstances, reading
        if reading.source != "person" or _is_private(reading) or is_clear(reading, way.kinds):
            return heard
    assert heard is not None
    unclear = replace(heard[2], text="", findings=(), certain=False)
    return heard[0], heard[1], unclear


def take(db: store.Database, site: Site, reply: Reply, now: datetime) -> Outcome:
    """Do what a copy says for certain, and echo it to both sides; else stay silent."""
    if _is_private(reply.reading):
        return Outcome("tray", "for the coordinator only")
    if not reply.reading.certain or plans.doubt_of(db, reply, now):
        return Outcome("ignored", SILENT)
    if not _is_news(db, reply):
        return Outcome("ignored", HAD)
    try:
        facts = findings.settle(db, site, reply, now)
    except Refused:
        return Outcome("ignored", SILENT)
    echo(db, site, reply, facts, now)
    if any(fact["kind"] == "held" for fact in facts):  # of all else their calendars tell
        for person in _other_side(db, reply):
            echo_to(db, site, reply, person, facts, now)
    return Outcome("settled", ", ".join(one.kind for one in reply.reading.findings))


def to_be_kept(reading: Reading) -> Reading:
    """Return what is kept of a copy that told something: the words that it rests on."""
    return replace(reading, text=" … ".join(one.evidence for one in reading.findings))


def is_clear(reading: Reading, kinds: Collection[Kind]) -> bool:
    """Return whether a copy says what may be taken from it, and nothing else.

    "The book we talked about" tells of no meeting: that needs a day or a length. A move that
    is only proposed has been put to the other already.
    """
    told = [one for one in reading.findings if one.kind in kinds and _is_explicit(one)]
    return reading.certain and bool(told) and len(told) == len(reading.findings)


def _is_explicit(finding: Finding) -> bool:
    match finding.kind:
        case "held":
            return finding.on is not None or finding.minutes is not None
        case "moved":
            return bool(finding.agreed) and finding.to is not None
    return True


def _ways(known: Sequence[Meeting], pair: Pair, moment: datetime) -> list[_Reading]:
    """Return the meetings that a copy can mean: the last one that is over, then the next."""
    over = [one for one in known if one.state_at(moment) == "unknown"]
    ahead = [one for one in known if one.state_at(moment) == "planned"]
    ways = [_Reading(Matter("meeting", one.id), OVER) for one in over[-1:]]
    ways += [_Reading(Matter("meeting", one.id), AHEAD) for one in ahead[:1]]
    # Beside a meeting ahead, a bare "see you on Thursday" may move it as well as add one.
    return ways if ahead else [*ways, _Reading(Matter("pair", pair.id), NONE)]


def _is_private(reading: Reading) -> bool:
    return any(one.kind == "private" for one in reading.findings)


def _is_news(db: store.Database, reply: Reply) -> bool:
    """Return whether anything but times that are booked already is told."""
    if reply.about.kind == "meeting":
        pair_id = store.meetings.get(db, reply.about.id).pair_id
    else:
        pair_id = reply.about.id
    known = store.meetings.of_pair(db, pair_id)
    booked = {one.starts_at for one in known if one.state == "planned"}
    told = {at for one in reply.reading.findings for at in (*one.times, one.to) if at is not None}
    kinds = {one.kind for one in reply.reading.findings}
    return not (kinds <= {"planned", "moved"} and told <= booked)


def _other_side(db: store.Database, reply: Reply) -> list[Person]:
    meeting = store.meetings.get(db, reply.about.id)
    pair = store.pairs.get(db, meeting.pair_id)
    return [pair.contact if pair.role_of(reply.writer) == "mentor" else pair.mentor]


def _holds_own(db: store.Database, site: Site, addresses: Collection[str], writer: Person) -> bool:
    """Return whether a reply address of the writer's own stands among some addresses."""
    rows = [store.tokens.find(db, token) for token in tokens_in(addresses, site)]
    return any(
        row and not row.revoked and row.purpose == "reply" and row.person_id == writer.id
        for row in rows
    )


def _is_to(pair: Pair, writer: Person, to: Collection[str]) -> bool:
    others = pair.actors if writer.id == pair.mentor.id else (pair.mentor,)
    return any(one.email in to for one in others)


def _pairs(db: store.Database, person: Person) -> list[Pair]:
    return [pair for season in store.rounds.every(db) for pair in live_pairs(db, season.id, person)]
