"""An answer that stands only in the subject: "Tulen! Re: Kutsu", "Yes, I'll be there (EOM)"."""

import re

from service.reading.text.word_lists import words

MAX_SUBJECT = 200

_BEFORE_MARK = re.compile(r"(?:^|[\s])(?:re|vs|sv|aw|vl|vb|fwd?|svar)(?:\[\d\])?:", re.I)
# What gateways put before a subject: "[EXTERNAL] Re: …", "EXT: VS: …".
_TAG = re.compile(
    r"\s*(?:\[[^\[\]]{1,40}\]|\*{2,5}[^*]{1,30}\*{2,5}|(?:ext(?:ernal)?|spam):)", re.I
)


def said_in_subject(subject: str, whole: str, text: str) -> str:
    """Return what a person wrote in the subject of a mail whose `text` is otherwise empty.

    `whole` is the text with what it quotes. A subject that may be ours says nothing: it counts
    where its writer put words before the mark of a reply, ended it with a sign that no text
    follows, or wrote a new mail with nothing else in it.
    """
    if _bare(text) and _bare(text) not in words("mail")["no_text"]:
        return text
    subject = subject[:MAX_SUBJECT]
    while tag := _TAG.match(subject):
        subject = subject[tag.end() :]
    subject = subject.strip()
    mark = _BEFORE_MARK.search(subject)
    if mark:
        return _without_sign(subject[: mark.start()].strip()) or text
    signed = _without_sign(subject)
    if signed != subject or _bare(text):
        return signed
    is_new = not whole.strip() and not set("?:") & set(subject)
    return subject if is_new else text


def _without_sign(subject: str) -> str:
    """Drop the sign at the end that no text follows: "EOM", "(nt)"."""
    before, _, last = subject.rpartition(" ")
    return before.rstrip(" -–") if _bare(last) in words("mail")["no_text"] else subject


def _bare(text: str) -> str:
    return text.strip(" \t\n.()<>[]").lower()
