"""Sixty replies as people and programs send them, labelled by hand; see replies/cases.jsonl."""

import json
from pathlib import Path
from typing import Any

from service.reading import read
from service.reading.wire import context_of, json_of

FOLDER = Path(__file__).with_name("replies")
CASES = [json.loads(line) for line in (FOLDER / "cases.jsonl").read_text("utf-8").splitlines()]
COMPARED = {
    "held": ("on", "minutes", "missing"), "moved": ("to",), "planned": ("times",),
    "expense": ("amount", "what"), "bounced": ("recipient", "permanent"),
    "accepted": ("uid", "sequence", "attendee"), "declined": ("uid", "sequence", "attendee"),
    "tentative": ("uid", "sequence", "attendee"),
}  # fmt: skip
LEAST_RIGHT = 40  # of the clear ones; raise it when the reader learns


def answer(case: dict[str, Any]) -> dict[str, Any]:
    context = context_of(case["context"])
    return json_of(read((FOLDER / case["eml"]).read_bytes(), context), context)


def value(finding: dict[str, Any], key: str) -> Any:
    said = finding.get(key) or None
    if isinstance(said, list):
        return sorted(said)
    return said.lower() if isinstance(said, str) else said


def agrees(want: dict[str, Any], got: dict[str, Any]) -> bool:
    keys = [key for key in COMPARED.get(want["kind"], ()) if want.get(key) != "any"]
    return want["kind"] == got["kind"] and all(value(want, key) == value(got, key) for key in keys)


def is_right(case: dict[str, Any], got: dict[str, Any]) -> bool:
    wanted, found = case["expect"]["findings"], list(got["findings"])
    if got["source"] != case["expect"]["source"] or len(wanted) != len(found):
        return False
    for want in wanted:
        fitting = next((one for one in found if agrees(want, one)), None)
        if fitting is None:
            return False
        found.remove(fitting)
    return True


def test_nothing_is_wrong_while_certain() -> None:
    answers = [(case, answer(case)) for case in CASES]
    wrong = [
        case["id"]
        for case, got in answers
        if got["certain"] and not (case["expect"]["certain"] and is_right(case, got))
    ]
    assert wrong == []


def test_most_clear_replies_are_read_right() -> None:
    clear = [case for case in CASES if case["expect"]["certain"]]
    right = [case for case in clear if (got := answer(case))["certain"] and is_right(case, got)]
    assert len(right) >= LEAST_RIGHT, f"{len(right)} of {len(clear)}"
