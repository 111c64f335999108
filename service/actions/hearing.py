"""Reading a mail in its circumstances: what it answers, and what of its words is kept (P18, G2)."""

from dataclasses import replace

from service import store
from service.actions.arrivals import Known, context, is_over
from service.domain.readings import Context, Reading
from service.domain.replies import Outcome
from service.reading import guard

ANONYMOUS = "answered without a name"
EARLIER = ("invitation", "preparation", "announcement")
Heard = tuple[Known | None, Context, Reading]


def hear(db: store.Database, about: Known | None, raw: bytes, kept: store.inbox.Mail) -> Heard:
    """Return what a mail answers, its circumstances, and what the reader found in it.

    Anyone may tell of a meeting that is over in answer to an earlier letter (P20). Where that is
    not clear, they are asked whether it was, not whether they come to it.
    """
    circumstances = context(db, about, kept.received_at)
    over = bool(about and about.asked in EARLIER and is_over(db, about, kept.received_at))
    heard = guard.heard(raw, circumstances, over=over)
    unclear = heard.reading.source == "person" and not heard.reading.certain
    if about and (heard.retold or (over and unclear and about.asked == "invitation")):
        about = replace(about, asked="attendance")
        circumstances = replace(circumstances, asked="attendance")
    return about, circumstances, heard.reading


def to_be_kept(reading: Reading, outcome: Outcome) -> Reading:
    """Return what is kept of a reading: of preparation passed on not a word (G2)."""
    kinds = {finding.kind for finding in reading.findings}
    if outcome.reason == ANONYMOUS:
        return replace(reading, text="", findings=())
    if outcome.end != "settled" or "preparation" not in kinds:
        return reading
    bare = tuple(replace(finding, evidence="", text=None) for finding in reading.findings)
    return replace(reading, text="", findings=bare)
