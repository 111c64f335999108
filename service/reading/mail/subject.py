"""The subject of a mail: the marks before it, and an answer that stands nowhere else."""

import re

from service.reading.mail.message import Mail
from service.reading.text.word_lists import words

MAX_SUBJECT = 200

_MARK = r"(?:re|vs|sv|aw|antw|vast|svar|fwd?|vl|vb)(?:\[\d\])?\s?:"
_MARKS = re.compile(rf"\A(?:{_MARK}\s?)+", re.I)
_BEFORE_MARK = re.compile(rf"(?:^|\s){_MARK}", re.I)
# What gateways put before a subject: "[EXTERNAL] Re: …", "EXT: VS: …".
_TAG = re.compile(
    r"\s*(?:\[[^\[\]]{1,40}\]|\*{2,5}[^*]{1,30}\*{2,5}|(?:ext(?:ernal)?|spam):)", re.I
)


def is_reply(mail: Mail) -> bool:
    """Return whether the subject is marked as a reply."""
    return _MARKS.match(mail.header("Subject")) is not None


def bare_subject(mail: Mail) -> str:
    """Return the subject in lower case, without a gateway's tags and the marks of a reply."""
    subject = _untagged(mail.header("Subject").lower())
    return _untagged(_MARKS.sub("", subject, count=1)).strip()


def said_in_subject(subject: str, whole: str, text: str) -> str:
    """Return what a person wrote in the subject of a mail whose `text` is otherwise empty.

    "Tulen! Re: Kutsu", "Yes, I'll be there (EOM)".

    `whole` is the text with what it quotes. A subject that may be ours says nothing: it counts
    where its writer put words before the mark of a reply, ended it with a sign that no text
    follows, or wrote a new mail with nothing else in it.
    """
    if _bare(text) and _bare(text) not in words("mail")["no_text"]:
        return text
    subject = subject[:MAX_SUBJECT]
    subject = _untagged(subject).strip()
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


def _untagged(subject: str) -> str:
    while tag := _TAG.match(subject):
        subject = subject[tag.end() :]
    return subject.lstrip()
