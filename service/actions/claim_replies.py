"""A reply in the matter of a claim: costs, receipts, or words for a coordinator (P25)."""

from dataclasses import dataclass
from datetime import datetime

from service import store
from service.actions import claim_letters, claiming
from service.domain.errors import Refused
from service.domain.readings import Context, Finding
from service.domain.receipts import Sorted, sort
from service.domain.replies import Outcome, Reply
from service.domain.site import Site
from service.reading import guard


@dataclass(frozen=True)
class _Said:
    """What a reply brings: its costs where they are certain, what else it says, its files."""

    costs: tuple[Finding, ...]
    others: frozenset[str]
    files: Sorted


def take(db: store.Database, site: Site, reply: Reply, now: datetime) -> Outcome:
    """Do what a reply to a letter about expenses says, and return where it ended."""
    try:
        with store.transaction(db):
            return _take(db, site, reply, now)
    except Refused as why:
        return Outcome("tray", str(why))


def claim_beside(
    db: store.Database, site: Site, reply: Reply, finding: Finding, now: datetime
) -> None:
    """Note costs that stand beside another answer about a meeting; raises Refused as the rules."""
    claiming.by_reply(db, site, reply, [finding], files_of(db, reply), now)


def files_of(db: store.Database, reply: Reply) -> Sorted:
    """Return the files that came with a reply, told apart."""
    return sort(guard.files(store.inbox.raw(db, reply.mail_id)))


def _take(db: store.Database, site: Site, reply: Reply, now: datetime) -> Outcome:
    claiming.meeting_for(db, reply.writer, reply.about.id)
    said = _said(db, reply)
    if reply.answers.startswith("expense_question:"):
        if said.files.receipts:
            claiming.add_receipts(db, site, reply, said.files, now)
        return Outcome("tray", "answers a question about a claim")
    if said.others - {"undo"}:
        raise Refused(f"says {', '.join(sorted(said.others))}: for a coordinator")
    if "undo" in said.others:
        return _corrected(db, site, reply, said, now)
    if said.costs:
        claiming.by_reply(db, site, reply, said.costs, said.files, now)
        return Outcome("settled", "expense")
    if said.files.receipts:
        claiming.add_receipts(db, site, reply, said.files, now)
        return Outcome("settled", "a receipt")
    is_quiet = reply.reading.certain and not said.files.refused
    if is_quiet or _is_courtesy(reply):
        return Outcome("settled", "nothing to do")
    return _ask_once(db, site, reply, said, now)


def _said(db: store.Database, reply: Reply) -> _Said:
    findings = reply.reading.findings if reply.reading.certain else ()
    costs = tuple(one for one in findings if one.kind == "expense")
    others = frozenset(one.kind for one in findings if one.kind != "expense")
    return _Said(costs, others, files_of(db, reply))


def _corrected(db: store.Database, site: Site, reply: Reply, said: _Said, now: datetime) -> Outcome:
    if len(said.costs) != 1:
        raise Refused("corrects a claim, and it is not clear which")
    claiming.correct(db, site, reply, said.costs[0], said.files, now)
    return Outcome("settled", "expense")


def _ask_once(db: store.Database, site: Site, reply: Reply, said: _Said, now: datetime) -> Outcome:
    """Ask for sum and receipt; who answers that question unclearly too is read by a human."""
    asks = reply.asked == "expense" or bool(said.files.refused)
    if not asks or reply.answers.startswith("expense_missing:"):
        return Outcome("tray", "not certain")
    asked = claim_letters.ask_for_sum(db, site, reply, said.files.refused, now)
    return Outcome("asked" if asked else "tray", "not certain")


def _is_courtesy(reply: Reply) -> bool:
    """Return whether the words are thanks or the like, which ask nothing of us."""
    context = Context("announcement", reply.received_at, language=reply.writer.language)
    return guard.is_courtesy(reply.reading.text, context)
