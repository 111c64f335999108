"""Whether a mail names somebody, however its parts are encoded, without taking it apart.

It is looked for before bytes are deleted, in mail that strangers wrote: in linear time, and
without a parser that a hostile mail could upset.
"""

import binascii
import re
from collections.abc import Iterator, Sequence
from quopri import decodestring

from service.domain.naming import naming

_BASE64 = re.compile(rb"(?:[A-Za-z0-9+/=]{4,1000}\r?\n?)+")
_WORD = re.compile(r"=\?[^?]{1,40}\?(?P<encoding>[qQbB])\?(?P<said>[^?]*)\?=")  # RFC 2047 §2
_CHARSETS = ("utf-8", "iso-8859-1")


def names(raw: bytes, words: Sequence[str]) -> bool:
    """Return whether any of some names or addresses stands in a mail, in any encoding of it."""
    pattern = naming(words)
    return any(
        pattern.search(form.decode(charset, "replace"))
        for form in _forms(raw)
        for charset in _CHARSETS
    )


def _forms(raw: bytes) -> Iterator[bytes]:
    yield raw
    yield decodestring(raw)
    for found in _BASE64.finditer(raw):
        yield _decoded(found.group())
    yield b"\n".join(_words(raw))


def _words(raw: bytes) -> Iterator[bytes]:
    """Yield the encoded words of headers."""
    for found in _WORD.finditer(raw.decode("latin-1")):
        said = found["said"].encode("latin-1")
        yield _decoded(said) if found["encoding"] in "bB" else decodestring(said, header=True)


def _decoded(said: bytes) -> bytes:
    joined = b"".join(said.split()).rstrip(b"=")
    try:
        return binascii.a2b_base64(joined + b"=" * (-len(joined) % 4))
    except binascii.Error:
        return b""
