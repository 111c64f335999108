"""Who may do what by mail: the ladder from what a mail shows to what it may do (S4).

The two tables are the whole rule. Actions ask `rung` and `may`, and nothing else.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Result = Literal["pass", "fail", "none"]
Proof = Literal["proven", "unproven", "failed"]
Shown = Literal[
    "token", "token_other_from", "answered", "uid", "own_event", "question", "writer", "nothing"
]  # fmt: skip
Rung = Literal["proven", "by_token", "asked_back", "doubted", "nobody"]
Act = Literal[
    "settle", "claim", "calendar_answer", "own_event", "change_address", "own_data", "erase",
    "command", "stop",
]  # fmt: skip

# What a mail shows, and how its origin was found -> where it stands.
LADDER: Mapping[Shown, Mapping[Proof, Rung]] = {
    # the secret reply address, from that person's own address
    "token": {"proven": "proven", "unproven": "by_token", "failed": "doubted"},
    # the secret reply address, from any other address, or from none that can be read (S3)
    "token_other_from": {
        "proven": "asked_back",
        "unproven": "asked_back",
        "failed": "doubted",
    },
    # no reply address, but In-Reply-To or References names a letter that went to the sender
    "answered": {"proven": "proven", "unproven": "nobody", "failed": "nobody"},
    # no reply address, but the UID of a meeting that the sender is in
    "uid": {"proven": "proven", "unproven": "nobody", "failed": "nobody"},
    # an event of a participant's own calendar (P15)
    "own_event": {"proven": "proven", "unproven": "nobody", "failed": "nobody"},
    # none of these, but the sender has exactly one open question of ours
    "question": {"proven": "proven", "unproven": "nobody", "failed": "nobody"},
    # none of these, but the sender is someone of ours, and asks for what is theirs (P23, P24)
    "writer": {"proven": "proven", "unproven": "nobody", "failed": "nobody"},
    "nothing": {"proven": "nobody", "unproven": "nobody", "failed": "nobody"},
}

# Where a mail stands -> what it may do. A claim by mail pays nothing: the account number comes
# by the page alone and a coordinator approves. Erasure takes a second step, too.
MAY: Mapping[Rung, frozenset[Act]] = {
    "proven": frozenset(
        {
            "settle",
            "claim",
            "calendar_answer",
            "own_event",
            "change_address",
            "own_data",
            "erase",
            "command",
            "stop",
        }
    ),
    # One's own data go to the address on file alone, whoever asks.
    "by_token": frozenset({"settle", "claim", "calendar_answer", "own_data", "stop"}),
    # Google's calendar answers from its own servers: the token alone counts (C2). So it does at
    # an address that only stops reminders, as the same token does on its page (RFC 8058).
    "asked_back": frozenset({"calendar_answer", "stop"}),
    "doubted": frozenset({"calendar_answer", "stop"}),
    "nobody": frozenset(),
}


@dataclass(frozen=True)
class Origin:
    """What a check of a mail's origin came to, and why in one short clause."""

    result: Result
    why: str


def rung(shown: Shown, proof: Proof) -> Rung:
    """Return where a mail stands that shows this and whose origin is proven so far."""
    return LADDER[shown][proof]


def may(rung: Rung, act: Act) -> bool:
    """Return whether a mail that stands there may do an act."""
    return act in MAY[rung]


def proof_of(told: Result, checked: Result) -> Proof:
    """Return the proof of a mail: what our mail server told of it, else what we checked.

    `told` is the Authentication-Results of the configured server; a failure that either of
    the two saw is a failure.
    """
    if "fail" in (told, checked):
        return "failed"
    return "proven" if "pass" in (told, checked) else "unproven"
