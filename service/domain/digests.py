"""The coordinators' morning digest: what needs somebody, in numbered lines (P31)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Literal

from service.domain.rounds import Sign, Text

MOST = 10  # lines of one digest
OPEN_FOR = timedelta(days=7)  # how long the numbers of a digest can be answered by mail

Kind = Literal[
    "midway", "mail", "claim", "plan", "quiet", "silent", "address", "untold", "place", "ending",
    "unconfirmed", "drafts", "stuck", "ours",
]  # fmt: skip


@dataclass(frozen=True)
class Need:
    """One thing that waits for a coordinator, as the console's first page has it, too.

    `thing` is its id or code, `who` a name or a pair's, `words` what somebody wrote; `count`
    says of how many it is where it is a heap, and `limit` the threshold of its `sign`.
    """

    kind: Kind
    thing: str
    who: str = ""
    words: str = ""
    count: int = 1
    cents: int = 0
    what: Text = field(default_factory=dict)
    sign: Sign | None = None
    limit: int = 0
    can: tuple[str, ...] = ()


@dataclass(frozen=True)
class Digest:
    """One morning's letter to one coordinator; its lines by number."""

    id: int
    coordinator_id: int
    made_at: datetime
    lines: Mapping[int, tuple[str, str]]


@dataclass(frozen=True)
class Week:
    """What a week was: meetings held, letters sent, mails read, and those laid before someone."""

    held: int
    sent: int
    read: int
    by_hand: int
