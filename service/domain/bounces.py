"""What undelivered mail says of an address, by its enhanced status code (D2, RFC 3463)."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo
from typing import Literal

Sort = Literal["gone", "soft", "ours"]
Standing = Literal["fine", "doubtful", "broken"]

# Nobody is there: no such mailbox (5.1.1), no such domain (5.1.2), an address that cannot be
# (5.1.3), moved without a trace (5.1.6), a domain that takes no mail (5.1.10, RFC 7505), a
# mailbox that is switched off (5.2.1), a domain that cannot be found (5.4.4).
GONE = frozenset({"5.1.1", "5.1.2", "5.1.3", "5.1.6", "5.1.10", "5.2.1", "5.4.4"})
# What they have against us or our letter: our address (5.1.7, 5.1.8), its size (5.2.3, 5.3.4),
# and below all that begins so: our protocol, our content, their policy.
OURS = frozenset({"5.1.7", "5.1.8", "5.2.3", "5.3.4"})
OURS_BEGIN = ("5.5.", "5.6.", "5.7.")

HELD = "the address is broken"  # why a letter waits
DAYS_TO_BREAK = 2
SOFT_TO_ASK = 3
SOFT_WITHIN = timedelta(days=30)
_ENHANCED = re.compile(r"(?<![\d.])([245])\.(\d{1,3})\.(\d{1,3})(?![\d.])")
_REPLY = re.compile(r"(?<![\d.])([45])\d\d(?![\d.])")
_NOBODY = re.compile(
    r"no such (?:user|person|mailbox|recipient|address)"
    r"|(?:user|recipient|mailbox|address)\b.{0,40}\b(?:unknown|not found|does(?: not|n't) exist)"
    r"|unknown (?:user|recipient|mailbox)",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Bounce:
    """One undelivered letter: when, of what sort, and the other side's words, shortened."""

    at: datetime
    sort: Sort
    status: str


def sort_of(status: str) -> Sort:
    """Return what a status says: a code, or the other server's line.

    What cannot be told for sure is soft, so that a coordinator is asked and nobody is cut off.
    """
    code = _ENHANCED.search(status)
    if code is None:
        return _sort_of_words(status)
    if code[0] in GONE:
        return "gone"
    is_ours = code[0] in OURS or code[0].startswith(OURS_BEGIN)
    return "ours" if is_ours else "soft"


def standing_of(bounces: Sequence[Bounce], zone: tzinfo, now: datetime) -> Standing:
    """Return how an address stands after its bounces: nobody there on two days breaks it."""
    gone_on = {one.at.astimezone(zone).date() for one in bounces if one.sort == "gone"}
    if len(gone_on) >= DAYS_TO_BREAK:
        return "broken"
    soft = [one for one in bounces if one.sort == "soft" and one.at > now - SOFT_WITHIN]
    return "doubtful" if len(soft) >= SOFT_TO_ASK else "fine"


def _sort_of_words(status: str) -> Sort:
    reply = _REPLY.search(status)
    if reply is None:  # not even handed over: nothing that the other side said
        return "ours"
    is_nobody = reply[1] == "5" and _NOBODY.search(status[:300]) is not None
    return "gone" if is_nobody else "soft"
