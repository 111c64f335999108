"""Keeps what a set that nobody has looked at yet may say, as it is first read.

`python -m tests.reading.first_read NAME FILE...` adds a line for each possible reading of the
FILEs' replies to `first_read.jsonl.gz`, under the NAME of their set: its traits, and whether it
was right. Run it before a miss of the set is opened and before the second opinion has learnt it:
afterwards it would tell how well the reader knows the set by heart.
"""

import argparse
import gzip
import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from service.domain.readings import Finding, Reading
from service.reading.clauses.verdicts import Case as ReadyCase
from service.reading.doubts.heard import candidates, heard_in
from service.reading.doubts.trust import traits_of
from service.reading.reader import reply_text
from service.reading.understand import case_of, judged
from service.reading.wire import context_of, json_of
from tests.reading.measure import cases_in, raw_of, same
from tests.reading.train_trust import FIRST_READ

_DIGITS = 3


def first_readings(path: Path) -> Iterator[dict[str, Any]]:
    """Return the id, the traits and the rightness of what the replies of a file may say.

    It is what the grammar reads, and the likely answers beside it.
    """
    for labelled in cases_in(path):
        if labelled["expect"].get("source", "person") == "person":
            context = context_of(labelled["context"])
            case, _, _ = case_of(
                reply_text(raw_of(labelled, path.parent)),
                context,
                labelled.get("person", {}).get("name", ""),
            )
            for findings, traits in _candidates(case):
                yield {
                    "id": labelled["id"],
                    "right": _is_right(findings, labelled["expect"], case),
                    "traits": {name: round(one, _DIGITS) for name, one in sorted(traits.items())},
                }


def _candidates(case: ReadyCase) -> Iterator[tuple[Sequence[Finding], dict[str, float]]]:
    if case.clauses:
        verdict, heard = judged(case), heard_in(case)
        for findings in candidates(verdict.findings, case, heard):
            yield findings, traits_of(findings, case, heard, verdict)


def _is_right(findings: Sequence[Finding], want: dict[str, Any], case: ReadyCase) -> bool:
    context = case.context
    reading = Reading("person", case.text, context.language, tuple(findings), certain=False)
    return bool(want["certain"] and same(want["findings"], json_of(reading, context)["findings"]))


def main() -> None:
    """Add the first readings of a set to those kept."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("name")
    parser.add_argument("files", nargs="+", type=Path)
    options = parser.parse_args()
    with gzip.open(FIRST_READ, "at", encoding="utf-8") as kept:
        for path in options.files:
            for read in first_readings(path):
                kept.write(json.dumps({"set": options.name, **read}, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
