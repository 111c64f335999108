"""Papers as PDFs that a screen reader can read: tagged, PDF/UA-1, made by typst (P11, P28)."""

import json
import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from unicodedata import normalize
from zoneinfo import ZoneInfo

import typst

import mail_templates
from service.domain.agreement_words import ENDING, NOT_WRITTEN, ORAL, Told
from service.domain.languages import Language
from service.domain.letters import Attachment
from service.domain.words import day

FOLDER = Path(mail_templates.__file__).parent / "pdf"
# What typst's own font shows. PDF/UA allows no missing glyph, and typst 0.15 stops the whole
# process over some mixed right-to-left text, so nothing else reaches it.
_UNSHOWN = re.compile(
    "[^\n\x20-\x7e\xa0-\xac\xae-\u024f\u0370-\u0377\u037a-\u037f\u0384-\u038a\u038c"
    "\u038e-\u03a1\u03a3-\u0482\u048a-\u04ff\u1e00-\u1eff\u2010-\u2027€]"
)
_INSTEAD = "□"


@dataclass(frozen=True)
class Paper:
    """What an agreement's paper says; `approvals` are names with the moment of each."""

    language: Language
    programme: str
    parties: Sequence[str]
    version: int
    points: Sequence[Told]
    approvals: Sequence[tuple[str, datetime]]
    agreed_at: datetime
    timezone: str


def agreement(paper: Paper) -> Attachment:
    """Return an agreement's paper; the same paper gives the same bytes."""
    content = printed("agreement", _told(paper), paper.language, paper.agreed_at)
    return Attachment(_words()["file"][paper.language], "application/pdf", content)


def page_word(language: Language) -> str:
    """Return what stands before a page's number."""
    return _words()["page"][language]


def printed(
    name: str, told: Mapping[str, object], language: Language, at: datetime,
    root: Path | None = None,
) -> bytes:  # fmt: skip
    """Return the PDF that `name.typ` makes of some data; signs that no font has are replaced.

    Files that it attaches are read from the folder `root`.
    """
    shown = {key: _shown(value) for key, value in told.items()}
    lacks = _INSTEAD in json.dumps(shown, ensure_ascii=False)
    shown["replaced"] = _words()["replaced"][language] if lacks else None
    content = typst.compile(  # type: ignore[type-var]  # its stub wants `root` as bytes, too
        (FOLDER / f"{name}.typ").read_bytes(),
        root=root,
        sys_inputs={"told": json.dumps(shown)},
        pdf_standards=["ua-1"],
        ignore_system_fonts=True,
        timestamp=int(at.timestamp()),
    )
    if not isinstance(content, bytes):
        raise TypeError("typst gave no PDF")
    return content


def _told(paper: Paper) -> dict[str, object]:
    words, language = _words(), paper.language
    agreed_on = paper.agreed_at.astimezone(UTC)
    return {
        "title": words["title"][language],
        "language": language,
        "programme": paper.programme,
        "parties": ", ".join(paper.parties),
        "version": words["version"][language].format(version=paper.version),
        "page": words["page"][language],
        "date": {"year": agreed_on.year, "month": agreed_on.month, "day": agreed_on.day},
        "points": [_point(number, one, language) for number, one in enumerate(paper.points, 1)],
        "approved": words["approved"][language],
        "approvals": [_approval(name, at, paper) for name, at in paper.approvals],
        "ending": ENDING[language],
    }


def _point(number: int, point: Told, language: Language) -> dict[str, object]:
    note = ORAL if point.oral else None if point.rows else NOT_WRITTEN
    return {
        "heading": f"{number} {point.heading}",
        "rows": [{"label": label, "lines": lines} for label, lines in point.rows],
        "note": note[language] if note else None,
    }


def _approval(name: str, at: datetime, paper: Paper) -> str:
    on = day(at, paper.language, paper.timezone)
    between = {"fi": "", "sv": ".", "en": " "}[paper.language]
    return f"{name}: {on}{between}{at.astimezone(ZoneInfo(paper.timezone)).year}"


def _shown(value: object) -> object:
    """Return data with every sign that the font lacks replaced."""
    match value:
        case str():
            return _UNSHOWN.sub(_INSTEAD, normalize("NFC", value))
        case Mapping():
            return {key: _shown(one) for key, one in value.items()}
        case list() | tuple():
            return [_shown(one) for one in value]
    return value


@cache
def _words() -> Mapping[str, Mapping[Language, str]]:
    return tomllib.loads((FOLDER / "words.toml").read_text(encoding="utf-8"))
