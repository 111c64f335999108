"""The table of docs/calendar.md names tests that exist, and leaves no sentence out."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[1]
TABLE = (ROOT / "docs/calendar.md").read_text(encoding="utf-8")
NAMED = re.findall(r"`(tests/\S+\.py)::(test_\w+)`", TABLE)


def test_every_test_of_the_table_exists() -> None:
    assert len(NAMED) > 60
    missing = [
        f"{file}::{name}"
        for file, name in NAMED
        if f"def {name}(" not in (ROOT / file).read_text(encoding="utf-8")
    ]
    assert missing == []


def test_every_row_names_a_test() -> None:
    rows = re.findall(r"^\| (?:[ICP]\d|\s)[^\n]*$", TABLE, re.MULTILINE)
    assert [row for row in rows if "::test_" not in row and "| case |" not in row] == []


def test_every_sentence_of_the_contract_has_a_row() -> None:
    cases = re.findall(r"^\| ([^|]*) \|", TABLE, re.MULTILINE)
    numbers = {number for case in cases for number in re.findall(r"[ICP]\d+", case)}
    contract = {f"I{number}" for number in range(1, 12)} | {f"C{one}" for one in range(1, 12)}
    assert contract | {"P10", "P13", "P14", "P15", "P20"} <= numbers
