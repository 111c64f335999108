"""What is due is found on partial indexes, however long the past (R10)."""

import re
from collections.abc import Iterator
from pathlib import Path

from jobs import timetable
from service import store
from tests.bench.ticking import NOW, SERVER, lay
from tests.jobs.letters import a_letter, put
from tests.programme import SITE

GROWS = ("meetings", "outbox", "inbox", "inbox_raw", "pairs", "people", "attendees", "parties")
ALIAS = re.compile(rf"\b({'|'.join(GROWS)})\s+(?:as\s+)?([a-z]+)\b", re.IGNORECASE)


def test_no_tick_looks_through_all_meetings_letters_or_mails(tmp_path: Path) -> None:
    db = lay(tmp_path, 200)
    put(db, a_letter("due"), due_at=NOW)
    store.memory.note_quiet_look(db, NOW)  # once a day the silent ones are looked at
    said: list[str] = []
    db.conn.set_trace_callback(said.append)
    timetable.tick(db, SITE, SERVER, tmp_path, NOW)
    db.conn.set_trace_callback(None)
    begins = ("select", "update", "delete", "with")
    asked = {line for line in said if line.lower().startswith(begins) and "limit 1001" not in line}
    assert len(asked) > 20
    scans = [found for line in sorted(asked) for found in _scans(db, line)]
    assert not scans, "\n".join(scans)


def _scans(db: store.Database, statement: str) -> Iterator[str]:
    """Yield the steps of a statement that go through all rows of what grows."""
    aliases = {alias: table for table, alias in ALIAS.findall(statement)}
    partial = {
        row["name"]
        for row in db.query(
            "select name from sqlite_master where type = 'index' and sql like '% where %'"
        )
    }
    for row in db.query(f"explain query plan {statement}"):
        found = re.match(r"SCAN (\w+)(?: USING (?:COVERING )?INDEX (\w+))?", row["detail"])
        if found and aliases.get(found[1], found[1]) in GROWS and found[2] not in partial:
            yield f"{row['detail']}: {statement}"
