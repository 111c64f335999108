import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from jobs import queue, queue_server
from jobs.queue_server import NotStarted, QueueServer
from service.config import Settings
from service.setting_values import BadSetting
from tests.jobs import machine
from tests.jobs.wait import until


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return machine.settings(tmp_path)


@pytest.fixture
def server(settings: Settings) -> Iterator[QueueServer]:
    started = queue_server.start(settings)
    yield started
    started.stop()


def test_the_server_keeps_its_socket_and_its_file_in_the_data_folder(
    server: QueueServer, tmp_path: Path
) -> None:
    assert server.url == f"unix://{tmp_path}/queue/socket"
    with queue.connect(server.url) as client:
        asked = client.config_get("*")
        assert {key: asked[key] for key in ("port", "save", "appendonly", "appendfsync")} == {
            "port": "0",
            "save": "",
            "appendonly": "yes",
            "appendfsync": "everysec",
        }
    assert (tmp_path / "queue").stat().st_mode & 0o077 == 0


def test_only_one_server_runs_on_a_data_folder(server: QueueServer, settings: Settings) -> None:
    second = machine.run_to_its_end("jobs.queue_server", settings)
    folder = settings.folder / "queue"
    assert second == (2, f"OKSA_DATA: another queue server runs on {folder}\n")
    assert server.process.poll() is None


def test_what_was_written_outlives_a_kill(server: QueueServer, settings: Settings) -> None:
    with queue.connect(server.url) as client:
        client.set("kept", "yes")
        until(lambda: client.info("persistence")["aof_pending_bio_fsync"] == 0)
    server.process.kill()
    server.process.wait()
    again = queue_server.start(settings)
    try:
        with queue.connect(again.url) as client:
            assert client.get("kept") == b"yes"
    finally:
        again.stop()


def test_a_server_that_cannot_start_is_said(settings: Settings) -> None:
    (settings.folder / "queue" / "appendonly.aof").mkdir(parents=True)
    (settings.folder / "queue" / "appendonlydir").touch()
    with pytest.raises(NotStarted, match=r"see .*/queue/log"):
        queue_server.start(settings)


STARTER = """
import sys, time
from pathlib import Path
from jobs import queue_server
from tests.jobs import machine
print(queue_server.start(machine.settings(Path(sys.argv[1]))).process.pid, flush=True)
time.sleep(60)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells a child of its parent's end")
def test_the_server_dies_with_the_process_that_started_it(tmp_path: Path) -> None:
    starter = subprocess.Popen(
        [sys.executable, "-c", STARTER, tmp_path], stdout=subprocess.PIPE, text=True
    )
    with starter:
        assert starter.stdout is not None
        child = int(starter.stdout.readline())
        assert _runs(child)
        starter.send_signal(signal.SIGKILL)
    until(lambda: not _runs(child))


def test_a_long_path_gets_its_socket_elsewhere(tmp_path: Path) -> None:
    folder = tmp_path / ("very-" * 30)
    settings = machine.settings(folder)
    started = queue_server.start(settings)
    try:
        assert len(started.url) < 108
        assert started.url == queue.url(machine.settings(folder))
        socket = queue.socket_path(folder)
        assert socket.parent.stat().st_mode & 0o777 == 0o700
    finally:
        started.stop()
    socket.parent.chmod(0o755)
    with pytest.raises(BadSetting, match="belongs to someone else"):
        queue.url(settings)
    for left in socket.parent.iterdir():
        left.unlink()
    socket.parent.rmdir()


def test_many_wakings_make_one_waiting_job(server: QueueServer) -> None:
    for _ in range(20):
        queue.wake(server.url)
    with queue.connect(server.url) as client:
        until(lambda: client.llen("rq:queue:oksa"))
        assert client.llen("rq:queue:oksa") == 1
        assert client.lpop("rq:queue:oksa")
        queue.wake(server.url)
        until(lambda: client.llen("rq:queue:oksa") == 1)


def test_waking_without_a_server_takes_no_time_and_raises_nothing(
    server: QueueServer, tmp_path: Path
) -> None:
    queue.wake(server.url)
    server.stop()
    nobody = "redis://192.0.2.1:6379"  # RFC 5737: an address of nobody's
    for url in (server.url, f"unix://{tmp_path}/none", "redis://127.0.0.1:1", nobody):
        before = time.monotonic()
        queue.wake(url)
        assert time.monotonic() - before < 0.1


def _runs(process: int) -> bool:
    status = Path(f"/proc/{process}/stat")
    return status.exists() and status.read_text().rsplit(")")[1].split()[0] != "Z"
