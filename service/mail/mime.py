"""Messages as bytes: pure 7-bit, CRLF, lines of at most 76 characters wherever they can break.

Built by hand, because `email.message.EmailMessage` costs 3–4 ms a letter, and because
`import flask_mail` turns the standard library's utf-8 parts into 8bit for the whole process.
"""

import re
from base64 import b64encode, encodebytes
from binascii import b2a_qp
from collections.abc import Iterable, Iterator

from service.domain.flat import one_line, plain_name
from service.domain.invitations import Mailbox

_ADDRESS = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*")
_WORD_BYTES = 39  # an encoded word of these, after the longest name of ours, fits in 76
_PLAIN_LENGTH = 60


def header(name: str, text: str) -> bytes:
    """Return one header line of free text, in encoded words where it needs them."""
    return f"{name}: {_words(one_line(text))}\r\n".encode("ascii")


def address_header(name: str, box: Mailbox) -> bytes:
    """Return a header of one mailbox. Raise ValueError for what is no address."""
    if not _ADDRESS.fullmatch(box.address):
        raise ValueError("not an address that mail can be sent to")
    shown = plain_name(box.name)
    if not shown:
        return f"{name}: {box.address}\r\n".encode("ascii")
    phrase = f'"{shown}"' if _is_plain(shown) else _words(shown)
    fold = "\r\n" if len(phrase) + len(box.address) > _PLAIN_LENGTH else ""
    return f"{name}: {phrase}{fold} <{box.address}>\r\n".encode("ascii")


def text_part(subtype: str, text: str) -> bytes:
    """Return a text part in quoted-printable."""
    body = b2a_qp(text.encode(), istext=True).replace(b"\n", b"\r\n")
    return (
        f"Content-Type: text/{subtype}; charset=utf-8\r\n"
        "Content-Transfer-Encoding: quoted-printable\r\n\r\n"
    ).encode("ascii") + body


def base64_part(content_type: str, content: bytes, disposition: str = "") -> bytes:
    """Return a part in base64; the type and the disposition are ours, never a stranger's."""
    lines = f"Content-Type: {content_type}\r\nContent-Transfer-Encoding: base64\r\n"
    if disposition:
        lines += f"Content-Disposition: {disposition}\r\n"
    return lines.encode("ascii") + b"\r\n" + encodebytes(content).replace(b"\n", b"\r\n")


def multipart(subtype: str, boundary: str, parts: Iterable[bytes]) -> bytes:
    """Return parts as one part. Neither of our encodings can hold a "=_", so no part holds it."""
    edge = f"--=_{boundary}".encode("ascii")
    opening = f'Content-Type: multipart/{subtype}; boundary="=_{boundary}"\r\n\r\n'.encode("ascii")
    inside = b"".join(edge + b"\r\n" + part + b"\r\n" for part in parts)
    return opening + inside + edge + b"--\r\n"


def _is_plain(text: str) -> bool:
    return text.isascii() and len(text) <= _PLAIN_LENGTH and "=?" not in text


def _words(text: str) -> str:
    if _is_plain(text):
        return text
    words = (b64encode(piece).decode("ascii") for piece in _pieces(text))
    return "\r\n ".join(f"=?utf-8?b?{word}?=" for word in words)


def _pieces(text: str) -> Iterator[bytes]:
    # RFC 2047 §5: an encoded word never ends in the middle of a character.
    piece = b""
    for character in text:
        encoded = character.encode()
        if len(piece) + len(encoded) > _WORD_BYTES:
            yield piece
            piece = b""
        piece += encoded
    yield piece
