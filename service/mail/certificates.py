"""The certificate's paper (P28)."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cache

from service.domain.certificates import Certificate, written
from service.domain.languages import Language
from service.domain.letters import Attachment
from service.domain.words import duration
from service.mail.pdf import FOLDER, printed


@dataclass(frozen=True)
class Paper:
    """What a certificate says; `check` is the address at which its code is checked."""

    language: Language
    name: str
    programme: str
    period: tuple[date, date]
    certificate: Certificate
    check: str


def certificate(paper: Paper) -> Attachment:
    """Return a certificate's paper; the same paper gives the same bytes."""
    issued = paper.certificate.issued_on
    at = datetime(issued.year, issued.month, issued.day, 12, tzinfo=UTC)
    content = printed("certificate", _told(paper), paper.language, at)
    return Attachment(_words()["file"][paper.language], "application/pdf", content)


def _told(paper: Paper) -> dict[str, object]:
    words, language, facts = _words(), paper.language, paper.certificate
    starts, ends = (_on(one, language) for one in paper.period)
    rows = {
        "role": words[facts.role][language],
        "round": paper.programme,
        "period": f"{starts} – {ends}",
        "meetings": str(facts.meetings),
        "hours": duration(facts.minutes, language),
        "issued": _on(facts.issued_on, language),
    }
    issued = facts.issued_on
    return {
        **{name: words[name][language] for name in ("title", "what", "confidential", "check")},
        "language": language,
        "programme": paper.programme,
        "name": paper.name,
        "rows": [{"label": words[name][language], "text": text} for name, text in rows.items()],
        "address": paper.check,
        "code": written(facts.code),
        "date": {"year": issued.year, "month": issued.month, "day": issued.day},
    }


def _on(day: date, language: Language) -> str:
    if language == "en":
        return f"{day.day} {day:%B} {day.year}"
    return f"{day.day}.{day.month}.{day.year}"


@cache
def _words() -> Mapping[str, Mapping[Language, str]]:
    return tomllib.loads((FOLDER / "certificate.toml").read_text(encoding="utf-8"))
