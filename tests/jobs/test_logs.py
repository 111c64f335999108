"""What is logged: one JSON object a line, and in it nobody."""

import json
import logging
import sys
from pathlib import Path

import pytest

from jobs.logs import Line, scrubbed
from service import store
from service.store.times import to_time


def line(said: str, *more: object, failed: bool = False) -> dict[str, object]:
    failure = sys.exc_info() if failed else None
    record = logging.LogRecord("jobs.door", logging.WARNING, "", 0, said, more, failure)
    told = json.loads(Line().format(record))
    assert isinstance(told, dict)
    return told


def test_a_line_tells_when_who_and_what() -> None:
    told = line("mail %d waits", 7)
    assert (told["level"], told["name"], told["said"]) == ("warning", "jobs.door", "mail 7 waits")
    assert str(told["at"]).endswith("+00:00")


def test_a_failure_tells_its_kind_and_place_and_no_words() -> None:
    try:
        raise ValueError("Anna wrote to eetu@example.org")
    except ValueError:
        told = line("stopped", failed=True)
    assert told["error"] == "ValueError"
    assert str(told["where"]).startswith("['tests/jobs/test_logs.py:")
    assert "Anna" not in json.dumps(told)


def test_the_database_s_own_words_are_told(tmp_path: Path) -> None:
    db = store.connect(tmp_path)
    db.execute("pragma query_only = 1")
    try:
        store.memory.mark_served(db, to_time("2027-01-01T00:00:00Z"))
    except store.MachineError:
        told = line("failed", failed=True)
    assert told["error"] == "OperationalError: attempt to write a readonly database"


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("550 <anna.m@example.org>: unknown", "550 <X@X>: unknown"),
        ("oksa+a6v5zmuuoiffv5asimq37bmqi7nqjfisa@oksa.example", "X@X"),
        ("Exception on /t/a6v5zmuuoiffv5asimq37bmqi7n [GET]", "Exception on /t/X [GET]"),
        ("/koordinaattori/sisaan/6uWWrROuNc_9-IR4X", "/koordinaattori/sisaan/X"),
        ("Exception while serving /haku", "Exception while serving /haku"),
    ],
)
def test_addresses_and_tokens_are_crossed_out(text: str, clean: str) -> None:
    assert scrubbed(text) == clean
