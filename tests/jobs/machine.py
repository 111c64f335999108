"""Parts of the service as processes of a test, and settings for them."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from jobs.parts import environment
from service import config
from service.config import Settings
from tests.sink import free_port


def settings(folder: Path, mail_port: int = 0, **said: str) -> Settings:
    """Return settings of a service on this machine, with a mail server on a port."""
    environ = {
        "OKSA_DATA": str(folder),
        "OKSA_BASE_URL": "http://127.0.0.1:8000",
        "OKSA_MAIL_DOMAIN": "oksa.example.org",
        "OKSA_SMTP_LISTEN": f"127.0.0.1:{free_port()}",
        "MAIL_SERVER": "127.0.0.1",
        "MAIL_PORT": str(mail_port or free_port()),
        **said,
    }
    return config.load(environ, folder)


@contextmanager
def part(
    module: str, settings: Settings, *before: str, arguments: Sequence[str] = ()
) -> Iterator["subprocess.Popen[str]"]:
    """Run a part alone, given once it says that it is ready, and kill it in the end."""
    process = subprocess.Popen(
        [*before, sys.executable, "-m", module, *arguments],
        env={**os.environ, **environment(settings)},
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    with process:
        assert process.stdout is not None
        try:
            assert process.stdout.readline()
            yield process
        finally:
            kill(process)


def kill(process: "subprocess.Popen[str]") -> None:
    """Kill a part and what it started, as a power cut would."""
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def run_to_its_end(module: str, settings: Settings) -> tuple[int, str]:
    """Run a part that ends by itself; return its exit code and what it said about it."""
    ended = subprocess.run(
        [sys.executable, "-m", module],
        env={**os.environ, **environment(settings)},
        capture_output=True,
        text=True,
        timeout=60,
    )
    return ended.returncode, ended.stderr
