"""Starting the demo: a fresh folder, settings made here, and every part under one supervisor."""

import socket
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from os import environ
from pathlib import Path
from tempfile import TemporaryDirectory

from jobs import child, parts
from jobs.demo import house, season
from jobs.demo.people import MOST_PAIRS
from jobs.supervisor import supervise
from service import store
from service.actions import coordinators
from service.config import Settings
from service.domain.pacing import Pace


def start(port: int, pairs: int) -> int:
    """Run the demo until told to stop, and return the exit code; nothing of it stays behind.

    Its folder is made in OKSA_DATA where that is set, and removed at the end.
    """
    if not 1 <= pairs <= MOST_PAIRS:
        return _refuse(f"--pairs: between 1 and {MOST_PAIRS}")
    if not _is_free(port):
        return _refuse(f"port {port} is in use: try `make demo PORT={port + 1}`")
    stopping = child.begin()
    above = environ.get("OKSA_DATA")
    if above:
        Path(above).mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(prefix="oksa-demo-", dir=above, ignore_cleanup_errors=True) as folder:
        settings = _settings(Path(folder), port)
        _lay(settings)
        return supervise(_parts(settings, port, pairs), _greeter(port), stopping)


def _parts(settings: Settings, port: int, pairs: int) -> tuple[parts.Part, ...]:
    return (
        parts.queue_server_of(settings),
        parts.module("web", "jobs.demo.web", settings, "--port", str(port)),
        parts.module("sink", "jobs.demo.sink", settings),
        parts.module("door", "jobs.door", settings),
        parts.module("worker", "jobs.demo.worker", settings, "--pairs", str(pairs)),
        parts.module("timetable", "jobs.sweeper", settings),
    )


def _settings(folder: Path, port: int) -> Settings:
    door, sink = _free_ports(2)
    return Settings(
        folder=folder,
        base_url=f"http://{house.HOST}:{port}",
        mail_domain=house.MAIL_DOMAIN,
        sender=f"oksa@{house.MAIL_DOMAIN}",
        mail_host=house.HOST,
        mail_port=sink,
        mail_use_tls=False,
        mail_use_ssl=False,
        mail_username="",
        mail_password="",
        redis_url="",
        smtp_listen=(house.HOST, door),
        smtp_cert="",
        smtp_key="",
        lmtp_listen=None,
        authserv_id=house.AUTHSERV_ID,
        verify_dkim=False,
        dkim_selector="",
        dkim_key="",
        secret_key="",
        pace=Pace(0, 0),  # the clock is moved by days, and all mailboxes are of one domain
    )


def _lay(settings: Settings) -> None:
    """Keep the round and the coordinator, so that the form answers before the past is lived."""
    db = store.connect(settings.folder)
    season.add(db, datetime.now(UTC))
    coordinators.add(db, house.COORDINATOR, house.COORDINATOR_NAME, "fi")
    db.conn.close()


def _greeter(port: int) -> Callable[[str], None]:
    """Return what tells of the parts: the addresses once the pages answer, then only trouble."""
    address = f"http://{house.HOST}:{port}"

    def say(line: str) -> None:
        name, _, told = line.partition(": ")
        if name == "web" and told.startswith("http"):
            _print(f"The form:              {address}/haku")
            _print(f"Everyone's mailboxes:  {address}/posti")
            _print(f"Coordinator's console: {address}/koordinaattori (sign in from the mailboxes)")
            _print("Ctrl-C stops all of it.")
        elif "again" in told or "did not start" in line:
            sys.stderr.write(f"{line}\n")

    return say


def _print(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def _refuse(why: str) -> int:
    sys.stderr.write(f"{why}\n")
    return child.WRONG_SETTING


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((house.HOST, port))
        except (OSError, OverflowError):
            return False
    return True


def _free_ports(count: int) -> list[int]:
    """Return ports nobody listened on a moment ago."""
    probes = [socket.socket() for _ in range(count)]
    try:
        for probe in probes:
            probe.bind((house.HOST, 0))
        return [probe.getsockname()[1] for probe in probes]
    finally:
        for probe in probes:
            probe.close()
