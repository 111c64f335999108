"""Bytes and headers as plain text: charsets that lie, marks in heaps, signs that mislead (S3)."""

import re
import unicodedata
from email.header import decode_header
from functools import cache, lru_cache

MAX_MARKS = 30  # combining characters in a row; Unicode's stream-safe text has no more

_CHARSETS = {
    "utf-8": "utf-8", "utf8": "utf-8", "us-ascii": "ascii", "ascii": "ascii",
    "iso-8859-1": "cp1252", "latin1": "cp1252", "latin-1": "cp1252", "windows-1252": "cp1252",
    "cp1252": "cp1252", "iso-8859-15": "iso-8859-15", "iso-8859-10": "iso-8859-10",
    "utf-16": "utf-16", "utf-16le": "utf-16-le", "utf-16be": "utf-16-be", "utf-7": "utf-7",
    "iso-8859-2": "iso-8859-2", "windows-1250": "cp1250", "windows-1251": "cp1251",
    "koi8-r": "koi8-r", "gb2312": "gb18030", "gbk": "gb18030", "iso-2022-jp": "iso2022_jp",
}  # fmt: skip
_CONTROL = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u200b\u200c\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]"
)
_FAR = re.compile(f"[\u0300-\U0001ffff]{{{MAX_MARKS + 1}}}")  # where a heap of marks may stand


def decode(content: bytes, charset: str) -> str:
    """Return bytes as text; a charset that is unknown, or a lie, does no harm."""
    named = _CHARSETS.get(charset.lower().strip(), "utf-8")
    for name in ("utf-8", named) if named in ("cp1252", "ascii", "iso-8859-15") else (named,):
        try:
            return _clean(content.decode(name))
        except (UnicodeError, LookupError):
            continue
    try:
        return _clean(content.decode("utf-8"))
    except UnicodeError:
        return _clean(_cut_utf8(content))


@lru_cache(maxsize=32)  # of one mail; its sender and subject are asked for again and again
def decoded(value: str | None) -> str:
    """Return a header's raw value as one line without control or direction characters (S3)."""
    if value is None:
        return ""
    plain = decode(value[:2_000].encode("utf-8", "surrogateescape"), "utf-8")
    try:
        words = decode_header(plain)
    except (ValueError, LookupError):
        words = [(plain, None)]
    line = "".join(
        decode(word, charset or "utf-8") if isinstance(word, bytes) else word
        for word, charset in words
    )
    return " ".join(_clean(line).split())


def _cut_utf8(content: bytes) -> str:
    """Read UTF-8 that was cut in the middle of a character; anything else as Windows-1252."""
    for cut in (1, 2, 3):
        try:
            return content[:-cut].decode("utf-8")
        except UnicodeError:
            continue
    return content.decode("cp1252", "replace")


def _clean(text: str) -> str:
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n")
    if text.isascii():
        return _CONTROL.sub("", text)
    whole = text.encode("utf-8", "replace").decode("utf-8")
    if _FAR.search(whole):
        whole = _heaps().sub(r"\1", whole)
    return unicodedata.normalize("NFC", _CONTROL.sub("", whole))


@cache
def _heaps() -> re.Pattern[str]:
    """Find heaps of combining marks, which take the square of their length to be put in order."""
    marks = "".join(c for c in map(chr, range(0x300, 0x20000)) if unicodedata.combining(c))
    return re.compile(f"([{marks}]{{{MAX_MARKS}}})[{marks}]+")
