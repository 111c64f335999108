from pathlib import Path

from service import store
from tests.jobs import machine
from tests.sink import free_port


def test_the_pages_keep_the_log_there_so_that_others_can_read_on_a_full_disk(
    tmp_path: Path,
) -> None:
    settings = machine.settings(tmp_path)
    with machine.part("jobs.web", settings, arguments=["--port", str(free_port())]):
        store.connect(tmp_path).conn.close()
        assert (tmp_path / "oksa.sqlite3-shm").exists()
