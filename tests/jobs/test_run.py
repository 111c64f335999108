import os
import signal
import smtplib
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from urllib.request import urlopen

import pytest

from jobs import run
from jobs.parts import environment
from service import store
from service.config import Settings
from service.setting_values import BadSetting
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
SUPERVISE = """
import os
from pathlib import Path
from jobs import child, parts
from jobs.supervisor import supervise
from service import config
settings = config.load(os.environ, Path("/"))
some = ("queue", "door", "worker")
chosen = [part for part in parts.standard(settings, "", 0) if part.name in some]
supervise(chosen, lambda line: print(line, flush=True), child.begin())
"""
MAIL = b"From: anna@example.org\r\nSubject: Hei\r\n\r\nJoo tavattiin.\r\n"


@pytest.fixture
def sink() -> Iterator[Sink]:
    with Sink() as started:
        yield started


def test_all_parts_run_together_and_stop_together(tmp_path: Path, sink: Sink) -> None:
    settings, port = machine.settings(tmp_path, sink.port), free_port()
    with _service(RUN, settings, str(port)) as (service, lines):
        assert {next(lines) for _ in range(5)} == {"queue", "web", "door", "worker", "timetable"}
        with urlopen(f"http://127.0.0.1:{port}/health/live") as page:
            assert page.status == 200
        db = store.connect(tmp_path)
        assert store.memory.is_served(db)
        assert _sent(settings, MAIL)
        until(lambda: store.inbox.counts(db)["pending"] == 0)
        db.conn.close()
        children = _children(service.pid)
        assert len(children) == 5
        service.terminate()
        assert service.wait(5) == 0
        assert not any(Path(f"/proc/{child}").exists() for child in children)


def test_a_service_all_of_whose_parts_were_killed_goes_on(tmp_path: Path, sink: Sink) -> None:
    settings = machine.settings(tmp_path, sink.port)
    db = store.connect(tmp_path)
    with _service(SUPERVISE, settings) as (service, lines):
        assert {next(lines) for _ in range(3)} == {"queue", "door", "worker"}
        assert _sent(settings, MAIL)
        children = _children(service.pid)
        assert len(children) == 3
        for child in children:
            os.kill(child, signal.SIGKILL)
        put(db, a_letter("a"))
        until(lambda: states(db)["a"] == "sent")
        until(lambda: _sent(settings, MAIL + b"Again.\r\n"))
        until(lambda: store.inbox.counts(db)["pending"] == 0)
    assert [store.inbox.raw(db, mail.id) for mail in store.inbox.every(db)] == [
        MAIL,
        MAIL + b"Again.\r\n",
    ]
    db.conn.close()
    letters = [raw for _, _, raw in sink.received if raw.startswith(b"From: Oksa")]
    assert letters == [a_letter("a").raw]


def test_nothing_starts_on_settings_that_lack_something(tmp_path: Path) -> None:
    with pytest.raises(BadSetting, match="MAIL_SERVER is not set"):
        run.run(machine.settings(tmp_path, MAIL_SERVER=""), "127.0.0.1", 0, print)


def test_nothing_starts_on_the_data_of_a_demo_whose_clock_was_moved(tmp_path: Path) -> None:
    db = store.connect(tmp_path)
    store.memory.set_clock_ahead(db, timedelta(days=1))
    db.conn.close()
    with pytest.raises(BadSetting, match="OKSA_DATA"):
        run.run(machine.settings(tmp_path), "127.0.0.1", 0, print)


@contextmanager
def _service(
    code: str, settings: Settings, *arguments: str
) -> Iterator[tuple["subprocess.Popen[str]", Iterator[str]]]:
    """Run a supervisor; give it and the names of the parts as they say that they are ready."""
    service = subprocess.Popen(
        [sys.executable, "-c", code, *arguments],
        env={**os.environ, **environment(settings)},
        stdout=subprocess.PIPE,
        text=True,
    )
    with service:
        assert service.stdout is not None
        try:
            yield service, (line.partition(":")[0] for line in service.stdout)
        finally:
            service.terminate()


def _sent(settings: Settings, raw: bytes) -> bool:
    assert settings.smtp_listen is not None
    try:
        with smtplib.SMTP(*settings.smtp_listen) as client:
            client.sendmail("anna@example.org", ["oksa@oksa.example.org"], raw)
    except (OSError, smtplib.SMTPException):
        return False
    return True


def _children(process: int) -> list[int]:
    tasks = Path(f"/proc/{process}/task").glob("*/children")
    return [int(child) for task in tasks for child in task.read_text().split()]
