from contextlib import closing
from pathlib import Path

import pytest

from service import store
from service.store import database


def test_a_commit_that_fails_leaves_no_transaction_open(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "FIXED_WAL", (99,))  # with a journal a reader stops a commit
    db, reader = store.connect(tmp_path), store.connect(tmp_path)
    with closing(db.conn), closing(reader.conn):
        db.execute("pragma busy_timeout = 20")
        reader.execute("begin")
        reader.execute("select count(*) from memory").fetchall()
        with pytest.raises(store.MachineError, match="locked"), store.transaction(db):
            db.execute("insert into memory (name, value) values ('a', '1')")
        assert not db.conn.in_transaction
        reader.execute("rollback")
        with store.transaction(db):
            db.execute("insert into memory (name, value) values ('b', '2')")
        assert reader.execute("select name from memory").fetchall() == [("b",)]


def test_only_its_owner_may_look_into_a_new_data_folder(tmp_path: Path) -> None:
    folder = tmp_path / "oksa"
    with closing(store.connect(folder).conn):
        assert folder.stat().st_mode & 0o077 == 0
