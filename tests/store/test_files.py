from pathlib import Path

import pytest

from service import store
from tests.jobs import doors


def test_a_file_that_the_disk_has_no_room_for_leaves_nothing_behind(tmp_path: Path) -> None:
    with doors.small_disk(tmp_path) as disk:
        db = store.connect(disk)
        for _ in range(3):
            with pytest.raises(OSError, match="No space left"):
                store.files.keep(db, b"x" * 5_000_000)
        assert store.has_room(db)
        digest = store.files.keep(db, b"%PDF-1.4")
        assert store.files.read(db, digest) == b"%PDF-1.4"
        kept = [path for path in (disk / "receipts").rglob("*") if path.is_file()]
        assert len(kept) == 1
        db.conn.close()
