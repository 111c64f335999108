import os
import signal
import smtplib
import subprocess
import sys
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from urllib.request import urlopen

import pytest

from jobs import run
from jobs.parts import environment
from service import store
from service.config import BadSetting, Settings
from tests.jobs import machine
from tests.jobs.letters import a_letter, put, states
from tests.jobs.wait import until
from tests.sink import Sink, free_port

RUN = """
import os, sys
from pathlib import Path
from jobs.run import run
from service import config
say = lambda line: print(line, flush=True)
sys.exit(run(config.load(os.environ, Path("/")), "127.0.0.1", int(sys.argv[1]), say))
"""
MAIL = b"From: anna@example.org\r\nSubject: Hei\r\n\r\nJoo tavattiin.\r\n"


@pytest.fixture
def sink() -> Iterator[Sink]:
    with Sink() as started:
        yield started


def test_all_parts_run_together_through_kills_and_stop_together(tmp_path: Path, sink: Sink) -> None:
    settings, port = machine.settings(tmp_path, sink.port), free_port()
    service = subprocess.Popen(
        [sys.executable, "-c", RUN, str(port)],
        env={**os.environ, **environment(settings)},
        stdout=subprocess.PIPE,
        text=True,
    )
    with service:
        try:
            assert service.stdout is not None
            lines = {service.stdout.readline().partition(":")[0] for _ in range(5)}
            assert lines == {"queue", "web", "door", "worker", "timetable"}
            with urlopen(f"http://127.0.0.1:{port}/health/live") as page:
                assert page.status == 200
            db = store.connect(tmp_path)
            assert store.memory.is_served(db)
            _send(settings, MAIL)
            until(lambda: store.inbox.counts(db)["pending"] == 0)
            children = _children(service.pid)
            assert len(children) == 5
            for child in children:
                os.kill(child, signal.SIGKILL)
            put(db, a_letter("a"))
            until(lambda: states(db)["a"] == "sent", 20)
            until(lambda: _sent(settings, MAIL + b"Again.\r\n"))
            assert store.inbox.counts(db)["settled"] == 0
            db.conn.close()
            left = _children(service.pid)
            service.terminate()
            assert service.wait(5) == 0
            assert not any(Path(f"/proc/{child}").exists() for child in left)
        finally:
            service.kill()
    assert [raw for _, _, raw in sink.received if b"Subject: a\r\n" in raw] == [a_letter("a").raw]


def test_nothing_starts_on_settings_that_lack_something(tmp_path: Path) -> None:
    with pytest.raises(BadSetting, match="MAIL_SERVER is not set"):
        run.run(machine.settings(tmp_path, MAIL_SERVER=""), "127.0.0.1", 0, print)


def test_nothing_starts_on_the_data_of_a_demo_whose_clock_was_moved(tmp_path: Path) -> None:
    db = store.connect(tmp_path)
    store.memory.set_clock_ahead(db, timedelta(days=1))
    db.conn.close()
    with pytest.raises(BadSetting, match="OKSA_DATA"):
        run.run(machine.settings(tmp_path), "127.0.0.1", 0, print)


def _send(settings: Settings, raw: bytes) -> None:
    assert settings.smtp_listen is not None
    with smtplib.SMTP(*settings.smtp_listen) as client:
        client.sendmail("anna@example.org", ["oksa@oksa.example.org"], raw)


def _sent(settings: Settings, raw: bytes) -> bool:
    try:
        _send(settings, raw)
    except (OSError, smtplib.SMTPException):
        return False
    return True


def _children(process: int) -> list[int]:
    tasks = Path(f"/proc/{process}/task").glob("*/children")
    return [int(child) for task in tasks for child in task.read_text().split()]
