"""The files that came with a mail: their names and bytes, taken as they are (S9)."""

import re
from collections.abc import Iterator
from email.message import Message

from service.domain.flat import one_line
from service.domain.receipts import LARGEST, File
from service.reading.mail.bounds import MAX_BYTES
from service.reading.mail.charsets import decoded
from service.reading.mail.message import Mail, parse, payload

LOGO = 8_000  # bytes: a smaller picture inside the text belongs to the signature
_NO_FILES = ("text/calendar", "application/ics", "application/pgp-signature",
             "application/pkcs7-signature", "application/x-pkcs7-signature",
             "message/delivery-status", "message/disposition-notification")  # fmt: skip
_BY_TYPE = {
    "image/jpeg": "jpg", "image/jpg": "jpg", "image/png": "png", "image/heic": "heic",
    "image/heif": "heif", "application/pdf": "pdf", "message/rfc822": "eml",
}  # fmt: skip


def attached(raw: bytes) -> tuple[File, ...]:
    """Return the files of a message; one that a too long message cuts off comes as too large."""
    return attached_to(parse(raw), len(raw))


def attached_to(mail: Mail, size: int) -> tuple[File, ...]:
    """Return the files of a message of a size in bytes that is already taken apart."""
    files = tuple(_files(mail.parts))
    if size <= MAX_BYTES or not files:
        return files
    return (*files[:-1], File(files[-1].name, b"\0" * (LARGEST + 1)))


def _files(parts: tuple[Message, ...]) -> Iterator[File]:
    for part in parts:
        if part.get_content_type() in _NO_FILES or _is_text(part):
            continue
        content = b"mail" if part.get_content_type() == "message/rfc822" else payload(part)
        if not _is_logo(part, content):
            yield File(_name(part), content)


def _is_text(part: Message) -> bool:
    is_apart = str(part.get("Content-Disposition", "")).lower().startswith("attachment")
    return part.get_content_maintype() == "text" and not is_apart and not _given_name(part)


def _is_logo(part: Message, content: bytes) -> bool:
    is_apart = str(part.get("Content-Disposition", "")).lower().startswith("attachment")
    return part.get("Content-ID") is not None and not is_apart and len(content) < LOGO


def _name(part: Message) -> str:
    """Return a file's name without folders, with the ending of its type where it has none."""
    name = re.split(r"[/\\]", one_line(_given_name(part)))[-1][-100:]
    ending = _BY_TYPE.get(part.get_content_type(), "")
    return name if "." in name or not ending else f"{name}.{ending}"


def _given_name(part: Message) -> str:
    return decoded(part.get_filename(""))
