"""Keeps what the reader is unsure of in a set that nobody has looked at yet.

`python -m tests.reading.first_read NAME FILE...` adds a line for each uncertain reading of the
FILEs to `first_read.jsonl`, under the NAME of their set: its traits, and whether it was
right. Run it before a miss of the set is opened and before the second opinion has learnt it:
afterwards it would tell how well the reader knows the set by heart.
"""

import argparse
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from service.domain.readings import Reading
from service.reading.opinion import opinion_on, share_of
from service.reading.reader import reply_text
from service.reading.trust import traits_of
from service.reading.understand import case_of, judged
from service.reading.wire import context_of, json_of
from tests.reading.measure import Case, cases_in, raw_of, same
from tests.reading.train_trust import FIRST_READ

_DIGITS = 3


def uncertain_readings(path: Path) -> Iterator[dict[str, Any]]:
    """Return the id, the traits and the rightness of what the grammar reads without certainty."""
    for case in cases_in(path):
        if case["expect"].get("source", "person") == "person":
            read = _read(case, path.parent)
            if read:
                yield read


def _read(labelled: Case, folder: Path) -> dict[str, Any] | None:
    context = context_of(labelled["context"])
    case, _, _ = case_of(reply_text(raw_of(labelled, folder)), context)
    verdict = judged(case)
    kinds = {one.kind for one in verdict.findings}
    if verdict.certain or not kinds or "question" in kinds:
        return None
    shares = opinion_on(case.text, case.clauses, context)
    traits = traits_of(verdict.findings, case, shares, share_of(kinds, shares))
    want = labelled["expect"]
    reading = Reading("person", case.text, context.language, verdict.findings, certain=False)
    found = json_of(reading, context)["findings"]
    return {
        "id": labelled["id"],
        "right": bool(want["certain"] and same(want["findings"], found)),
        "traits": {name: round(value, _DIGITS) for name, value in sorted(traits.items())},
    }


def main() -> None:
    """Add the uncertain readings of a set to those kept."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("name")
    parser.add_argument("files", nargs="+", type=Path)
    options = parser.parse_args()
    with FIRST_READ.open("a", encoding="utf-8") as kept:
        for path in options.files:
            for read in uncertain_readings(path):
                kept.write(json.dumps({"set": options.name, **read}, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
