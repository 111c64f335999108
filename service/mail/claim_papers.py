"""The finance office's paper: approved claims in a table, their receipts attached (P26)."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from pathlib import Path

from service.domain.claim_words import KINDS
from service.domain.claims import Claim
from service.domain.languages import Language
from service.domain.words import euros
from service.mail.pdf import FOLDER, page_word, printed

TYPES = {"pdf": "application/pdf", "jpg": "image/jpeg", "png": "image/png", "heic": "image/heic"}


@dataclass(frozen=True)
class Line:
    """One claim on the paper; `files` are its receipts' places in the data folder, "" if gone."""

    claim: Claim
    name: str
    met_on: date
    files: Sequence[str]


@dataclass(frozen=True)
class Paper:
    """What the paper says; `house` is the data folder, `at` aware in the round's zone."""

    language: Language
    programme: str
    lines: Sequence[Line]
    house: Path
    at: datetime


def claims(paper: Paper) -> bytes:
    """Return the PDF; receipts are attached and never opened, so any bytes will do (S9)."""
    return printed("claims", _told(paper), paper.language, paper.at, paper.house)


def _told(paper: Paper) -> dict[str, object]:
    language = paper.language
    words = {name: told[language] for name, told in _words().items()}
    heads = ("reference", "name", "meeting", "cost", "receipts", "sum")
    return {
        "language": language,
        "programme": paper.programme,
        "title": words["title"],
        "page": page_word(language),
        "on": _on(paper.at.date()),
        "date": {"year": paper.at.year, "month": paper.at.month, "day": paper.at.day},
        "head": [words[name] for name in heads],
        "rows": [_row(line, language, words["none"]) for line in paper.lines],
        "together": words["together"],
        "sum": euros(sum(line.claim.cents for line in paper.lines), language),
        "attached": words["attached"],
        "receipts": [receipt for line in paper.lines for receipt in _receipts(line)],
    }


def _row(line: Line, language: Language, without: str) -> list[str]:
    claim = line.claim
    cost = ", ".join(filter(None, (KINDS[claim.kind][language], claim.route)))
    files = ", ".join(one["name"] for one in _receipts(line))
    needs_none = "receipt" not in claim.missing and not files
    receipts = files or ("–" if needs_none else without)
    return [claim.reference, line.name, _on(line.met_on), cost, receipts,
            euros(claim.cents, language)]  # fmt: skip


def _receipts(line: Line) -> list[dict[str, str]]:
    """Return a claim's files under names of ours, numbered as on the console."""
    return [
        {"name": f"{line.claim.reference}-{number}.{one.type}", "path": path,
         "type": TYPES[one.type]}
        for number, (one, path) in enumerate(zip(line.claim.receipts, line.files, strict=True), 1)
        if path
    ]  # fmt: skip


def _on(day: date) -> str:
    return f"{day.day}.{day.month}.{day.year}"


@cache
def _words() -> Mapping[str, Mapping[Language, str]]:
    return tomllib.loads((FOLDER / "claims.toml").read_text(encoding="utf-8"))
