"""Receipts: which files are taken as one, by their first bytes and their ending (S9)."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from service.domain.rounds import Text

ReceiptType = Literal["pdf", "jpg", "png", "heic"]
LARGEST = 10_000_000  # bytes of one file
MOST = 5  # files at once
ENDINGS: Mapping[str, ReceiptType] = {
    "pdf": "pdf", "jpg": "jpg", "jpeg": "jpg", "png": "png", "heic": "heic", "heif": "heic",
}  # fmt: skip
_HEIC_BRANDS = (b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1")
_OFFICE = {
    "docx": "word", "doc": "word", "docm": "word", "rtf": "word", "odt": "word", "pages": "word",
    "xlsx": "excel", "xls": "excel", "xlsm": "excel", "ods": "excel",
    "pptx": "slides", "ppt": "slides", "odp": "slides", "key": "slides",
}  # fmt: skip
_OTHERS = {
    "zip": "zip", "7z": "zip", "rar": "zip", "gz": "zip", "tar": "zip", "tgz": "zip",
    "exe": "program", "msi": "program", "bat": "program", "cmd": "program", "com": "program",
    "js": "program", "vbs": "program", "scr": "program", "ps1": "program", "sh": "program",
    "htm": "page", "html": "page", "mhtml": "page", "txt": "text", "csv": "text", "md": "text",
    "gif": "picture", "webp": "picture", "bmp": "picture", "tif": "picture", "tiff": "picture",
    "svg": "picture", "avif": "picture", "eml": "mail", "msg": "mail", "mp4": "film",
    "mov": "film",
}  # fmt: skip
# What a file that is no receipt is called, in letters and on the form.
CALLED: Mapping[str, Text] = {
    "word": {"fi": "Word-tiedosto", "sv": "Word-fil", "en": "Word document"},
    "excel": {"fi": "Excel-tiedosto", "sv": "Excel-fil", "en": "Excel sheet"},
    "slides": {"fi": "diaesitys", "sv": "presentation", "en": "slide show"},
    "zip": {"fi": "zip-paketti", "sv": "zip-paket", "en": "zip archive"},
    "program": {"fi": "ohjelma", "sv": "program", "en": "program"},
    "page": {"fi": "verkkosivu", "sv": "webbsida", "en": "web page"},
    "text": {"fi": "tekstitiedosto", "sv": "textfil", "en": "text file"},
    "picture": {"fi": "muu kuvamuoto", "sv": "annat bildformat", "en": "other picture format"},
    "mail": {"fi": "sähköpostiviesti", "sv": "e-postmeddelande", "en": "e-mail message"},
    "film": {"fi": "video", "sv": "video", "en": "film"},
    "empty": {"fi": "tyhjä tiedosto", "sv": "tom fil", "en": "empty file"},
    "large": {"fi": "yli 10 Mt:n tiedosto", "sv": "fil över 10 MB", "en": "file over 10 MB"},
    "many": {"fi": "yli viisi tiedostoa", "sv": "fler än fem filer", "en": "more than five files"},
    "other": {"fi": "muu tiedosto", "sv": "annan fil", "en": "other file"},
}


@dataclass(frozen=True)
class Receipt:
    """A receipt, kept under its hash and never opened (S9)."""

    sha256: str
    name: str
    type: ReceiptType
    bytes: int


@dataclass(frozen=True)
class File:
    """A file as somebody sent it; nothing of it is believed."""

    name: str
    content: bytes


@dataclass(frozen=True)
class Sorted:
    """Files told apart: those that can be receipts, and what the others are called."""

    receipts: tuple[tuple[File, ReceiptType], ...] = ()
    refused: tuple[str, ...] = ()  # keys of CALLED, each once


def sort(files: tuple[File, ...]) -> Sorted:
    """Return which files are receipts and which kinds of file are not."""
    taken: list[tuple[File, ReceiptType]] = []
    refused: list[str] = []
    for file in files:
        found = type_of(file)
        if found is None:
            refused.append(kind_of(file))
        elif len(taken) == MOST:
            refused.append("many")
        else:
            taken.append((file, found))
    return Sorted(tuple(taken), tuple(dict.fromkeys(refused)))


def type_of(file: File) -> ReceiptType | None:
    """Return a receipt's type by its first bytes, None where these or its ending say otherwise.

    A picture under another picture's ending is taken for what it is: phones name them so.
    """
    if len(file.content) > LARGEST or _ending(file) not in ENDINGS:
        return None
    return _magic(file.content)


def kind_of(file: File) -> str:
    """Return what a file that is no receipt is called, a key of CALLED."""
    content, ending = file.content, _ending(file)
    if not content:
        return "empty"
    if len(content) > LARGEST:
        return "large"
    if content.startswith((b"MZ", b"\x7fELF", b"#!")):
        return "program"
    if content.startswith((b"PK\x03\x04", b"PK\x05\x06", b"\xd0\xcf\x11\xe0")):
        return _OFFICE.get(ending, "zip" if content.startswith(b"PK") else "other")
    if content[:200].lstrip().lower().startswith((b"<!doctype html", b"<html")):
        return "page"
    return {**_OTHERS, **_OFFICE}.get(ending, "other")


def _magic(content: bytes) -> ReceiptType | None:
    if content.startswith(b"%PDF-"):
        return "pdf"
    if content.startswith(b"\xff\xd8\xff"):
        return "jpg"
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return "png"
    is_heic = content[4:8] == b"ftyp" and content[8:12] in _HEIC_BRANDS
    return "heic" if is_heic else None


def _ending(file: File) -> str:
    return file.name.rpartition(".")[2].strip().lower() if "." in file.name else ""
