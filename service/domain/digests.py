"""The coordinators' morning digest: what needs somebody, in numbered lines (P31)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Literal

from service.domain.rounds import Sign, Text

MOST = 10  # lines of one digest
LONGEST_SNOOZE = 62  # days
OPEN_FOR = timedelta(days=7)  # how long the numbers of a digest can be answered by mail

Kind = Literal[
    "midway", "mail", "claim", "plan", "quiet", "silent", "disputed", "address", "untold", "place",
    "ending", "unconfirmed", "drafts", "stuck", "ours",
]  # fmt: skip
Verb = Literal["accept", "decline", "ok", "reply", "snooze", "undo"]


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


@dataclass(frozen=True)
class Order:
    """One line of a coordinator's answer: a verb on a numbered line; no verb if not understood."""

    line: str
    verb: Verb | None = None
    number: int | None = None
    words: str = ""
    days: int = 0


@dataclass(frozen=True)
class Done:
    """A command that was carried out: what stood before, and the keys of the letters it caused."""

    id: int
    number: int
    verb: Verb
    before: str
    keys: tuple[str, ...]


@dataclass(frozen=True)
class Told:
    """What became of one line, for the transcript; `why` is the rule that said no."""

    line: str
    end: Literal["done", "refused", "unclear"]
    why: str = ""
    verb: Verb | None = None
    number: int | None = None
    until: datetime | None = None
