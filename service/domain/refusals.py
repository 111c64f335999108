"""What a mail server's refusal means: for now, for good, or a fault on our side (R9, D2)."""

import re
from typing import Literal

Step = Literal["MAIL", "RCPT", "DATA", "TEXT"]
Meaning = Literal["later", "never", "ours"]

# RFC 4954 §6: no or wrong password. RFC 3207: TLS is asked for. RFC 5321: we spoke out of turn.
_OURS = (500, 501, 502, 503, 504, 523, 524, 530, 534, 535, 538)
_POLICY = re.compile(r"\b5\.7\.\d")
_RELAYING = re.compile(r"relay", re.IGNORECASE)


def meaning(step: Step, code: int, words: str) -> Meaning:
    """Return what a refusal at a step of the hand-over means for the letter.

    `ours`: the server would refuse any letter, or all to that domain, because of how we are
    set up; then no letter is given up for it. 5.7.x is policy (RFC 3463 §3.8): of the sender
    it is about us, of a recipient it is where it speaks of relaying, of a text never.
    """
    if not 500 <= code <= 599:
        return "later"
    if step == "MAIL" and (code in _OURS or _POLICY.search(words)):
        return "ours"
    if step == "RCPT" and (code in (530, 535) or _RELAYING.search(words)):
        return "ours"
    return "ours" if step == "DATA" and code in (530, 535) else "never"
