"""Reading a mail in its circumstances: what it answers, and what of its words is kept (P18, G2)."""

from dataclasses import replace

from service import store
from service.actions.arrivals import Known, context, is_over
from service.domain.readings import Context, Reading
from service.domain.replies import Outcome
from service.reading import accounts, read

EARLIER = ("invitation", "preparation", "announcement")
Heard = tuple[Known | None, Context, Reading]


def hear(db: store.Database, about: Known | None, raw: bytes, kept: store.inbox.Mail) -> Heard:
    """Return what a mail answers, its circumstances, and what the reader found in it."""
    circumstances = context(db, about, kept.received_at)
    reading = read(raw, circumstances)
    if about and (retold := _retold(db, about, raw, circumstances, reading)):
        about, circumstances, reading = retold
    return about, circumstances, accounts.masked(reading, circumstances)


def to_be_kept(reading: Reading, outcome: Outcome) -> Reading:
    """Return what is kept of a reading: of preparation passed on not a word (G2)."""
    kinds = {finding.kind for finding in reading.findings}
    if outcome.end != "settled" or "preparation" not in kinds:
        return reading
    bare = tuple(replace(finding, evidence="", text=None) for finding in reading.findings)
    return replace(reading, text="", findings=bare)


def _retold(
    db: store.Database, about: Known, raw: bytes, context: Context, reading: Reading
) -> tuple[Known, Context, Reading] | None:
    """Return a mail read as the story of a meeting that is over, if it is clearly one.

    Anyone may tell it in answer to an earlier letter, say the invitation (P20). What is clear
    as an answer to that letter stays that: a late "yes" to an invitation is no story.
    """
    if reading.certain or reading.source != "person" or about.asked not in EARLIER:
        return None
    if not is_over(db, about, context.received_at):
        return None
    retold = replace(context, asked="attendance")
    again = read(raw, retold)
    told = any(finding.kind in ("held", "not_held") for finding in again.findings)
    return (replace(about, asked="attendance"), retold, again) if told and again.certain else None
