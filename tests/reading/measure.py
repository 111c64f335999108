"""Scores the reader on labelled replies: `python -m tests.reading.measure FILE... [--misses]`.

A FILE is a cases.jsonl with raw messages beside it, or lines of words that are dressed as the
reply of their client. Wrong while certain and coverage are those of contracts/reading.md.
"""

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from service.reading import read
from service.reading.wire import context_of, json_of
from tests.reading.dress import Reply, dressed

_CALENDAR = ("uid", "sequence", "attendee")
COMPARED = {
    "held": ("on", "minutes", "missing"), "moved": ("to",), "planned": ("times",),
    "expense": ("amount", "what"), "bounced": ("recipient", "permanent"),
    "accepted": _CALENDAR, "declined": _CALENDAR, "tentative": _CALENDAR,
}  # fmt: skip
Case = dict[str, Any]


@dataclass(frozen=True)
class Scored:
    """One labelled reply and what the reader made of it."""

    case: Case
    got: dict[str, Any]

    @property
    def right(self) -> bool:
        """Whether source and findings are as labelled."""
        want = self.case["expect"]
        return self.got["source"] == want.get("source", "person") and same(
            want["findings"], self.got["findings"]
        )

    @property
    def clear(self) -> bool:
        """Whether a careful reader would act on it."""
        return bool(self.case["expect"]["certain"])

    @property
    def covered(self) -> bool:
        """Whether it is clear and read right with certainty."""
        return self.clear and self.right and bool(self.got["certain"])

    @property
    def wrong(self) -> bool:
        """Whether the reader would act, and should not, or not so."""
        return bool(self.got["certain"]) and not (self.clear and self.right)


def scored(path: Path) -> Iterator[Scored]:
    """Read every case of a file."""
    for case in cases_in(path):
        context = context_of(case["context"])
        yield Scored(case, json_of(read(raw_of(case, path.parent), context), context))


def cases_in(path: Path) -> list[Case]:
    """Return the labelled replies of a file."""
    return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]


def raw_of(case: Case, folder: Path) -> bytes:
    """Return the raw message of a case, dressed where only its words are given."""
    if "eml" in case:
        return Path(folder, case["eml"]).read_bytes()
    sent_at = datetime.fromisoformat(case["context"]["received_at"])
    language = case.get("language") or case["context"].get("language", "fi")
    person = case.get("person", {})
    reply = Reply(
        case["words"], language, sent_at, person.get("name", ""), person.get("address", ""),
        case.get("signature", ""),
    )  # fmt: skip
    return dressed(reply, case.get("client", "plain"))


def same(want: list[dict[str, Any]], got: list[dict[str, Any]]) -> bool:
    """Return whether the findings are the labelled ones, in any order."""
    left = list(got)
    for label in want:
        found = next((one for one in left if _agree(label, one)), None)
        if found is None:
            return False
        left.remove(found)
    return not left


def _agree(want: dict[str, Any], got: dict[str, Any]) -> bool:
    keys = [key for key in COMPARED.get(want["kind"], ()) if want.get(key) != "any"]
    return want["kind"] == got["kind"] and all(
        _plain(key, want.get(key)) == _plain(key, got.get(key)) for key in keys
    )


def _plain(key: str, value: Any) -> Any:
    """Return a value in the form in which two spellings of the same thing are equal."""
    if value in (None, "", 0, []):
        return None
    match key:
        case "to":
            return datetime.fromisoformat(value).timestamp()
        case "times":
            return [datetime.fromisoformat(start).timestamp() for start in value]
        case "missing":
            return sorted(name.lower() for name in value)
        case "amount":
            return f"{float(str(value).replace(',', '.')):.2f}"
        case "recipient" | "attendee":
            return value.lower().removeprefix("mailto:")
    return value


def table(results: list[Scored]) -> str:
    """Return the figures of a set, as a whole and by language, question and kind."""
    rows = [_row("all", results)]
    for key in ("language", "asked"):
        named = Counter(str(one.case["context"].get(key)) for one in results)
        rows += [
            _row(f"{key} {name}", [one for one in results if one.case["context"].get(key) == name])
            for name in sorted(named)
        ]
    kinds = Counter(label["kind"] for one in results for label in one.case["expect"]["findings"])
    for kind in sorted(kinds):
        rows.append(_row(f"kind {kind}", [one for one in results if _tells(one, kind)]))
    return "\n".join(rows)


def _tells(one: Scored, kind: str) -> bool:
    return any(label["kind"] == kind for label in one.case["expect"]["findings"])


def _row(name: str, results: list[Scored]) -> str:
    clear = sum(one.clear for one in results)
    covered = sum(one.covered for one in results)
    share = f"{covered / clear:6.1%}" if clear else "     –"
    wrong = sum(one.wrong for one in results)
    counts = f"wrong {wrong:3}  covered {covered:4}/{clear:<4} {share}"
    return f"{name:24} {len(results):5} replies  {counts}"


def miss(one: Scored) -> str:
    """Return what was wanted and what was read, where they differ."""
    mark = "WRONG" if one.wrong else "missed"
    context = one.case["context"]
    meeting = (context.get("meeting") or {}).get("starts_at", "")[:16]
    return "\n".join(
        (
            f"{mark} {one.case['id']} {context['asked']} {context['received_at'][:16]} M {meeting}",
            f"    {one.got['text'][:600]!r}",
            f"    want {one.case['expect']['certain']} {_short(one.case['expect']['findings'])}",
            f"    got  {one.got['certain']} {_short(one.got['findings'])}",
        )
    )


def _short(findings: list[dict[str, Any]]) -> list[str]:
    left_out = ("evidence", "text", "currency", "agreed", "rule")
    return [
        " ".join(str(value) for key, value in one.items() if key not in left_out and value)
        for one in findings
    ]


def main() -> int:
    """Print the figures of each file; exit status 1 where anything is wrong while certain."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--misses", action="store_true")
    options = parser.parse_args()
    results = [one for path in options.files for one in scored(path)]
    if options.misses:
        for one in results:
            if one.wrong or (one.clear and not one.covered):
                print(miss(one))
    print(table(results))
    return int(any(one.wrong for one in results))


if __name__ == "__main__":
    sys.exit(main())
