"""Strangers' text made safe to stand in one line of a letter, a header or a calendar (S3, S10)."""

import re

# Control, direction and other invisible characters, and surrogates. The joiners U+200C and
# U+200D stay: scripts and emoji are spelt with them.
_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f"
    "\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\u3164\ud800-\udfff\ufeff\uffa0\ufff0-\ufffb"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)
_PUNCTUATION = re.compile(r'[@＠﹫<>"\\]')


def one_line(text: str) -> str:
    """Return a text as one line without control or direction characters."""
    if text.isascii() and text.isprintable() and "  " not in text and text == text.strip(" "):
        return text  # as most are; the long way takes six times as long
    return " ".join(visible(text).split())


def visible(text: str) -> str:
    """Return a text without control or direction characters; its spaces and tabs stay."""
    return _INVISIBLE.sub("", text)


def plain_name(text: str) -> str:
    """Return a name that no mail program can show as an address."""
    return one_line(_PUNCTUATION.sub(" ", text))


def shortened(text: str, length: int) -> str:
    """Return a text of at most `length` characters, an ellipsis where it was cut."""
    return text if len(text) <= length else text[: length - 1].rstrip() + "…"
