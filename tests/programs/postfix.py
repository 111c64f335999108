"""An instance of Debian's Postfix of our own, with the configuration that we ship."""

import os
import shutil
import smtplib
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.sink import free_port

SHIPPED = Path(__file__).parents[2] / "deploy" / "postfix"
PROGRAM = shutil.which("postfix", path=f"{os.environ.get('PATH', '')}:/usr/sbin")
# What an instance needs beside what we ship: places of its own, and a client from outside.
MAIN = """compatibility_level = 3.6
queue_directory = {folder}/spool
data_directory = {folder}/data
daemon_directory = /usr/lib/postfix/sbin
command_directory = /usr/sbin
maillog_file = {folder}/log
maillog_file_prefixes = {folder}
myhostname = mx.example.org
mydestination =
mynetworks = 127.0.0.9/32
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
alias_maps =
alias_database =
"""
MASTER = """{port} inet n - n - - smtpd
pickup unix n - n 60 1 pickup
cleanup unix n - n - 0 cleanup
qmgr unix n - n 300 1 qmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
flush unix n - n 1000? 0 flush
proxymap unix - - n - - proxymap
tlsmgr unix - - n 1000? 1 tlsmgr
showq unix n - n - - showq
smtp unix - - n - - smtp
relay unix - - n - - smtp
error unix - - n - - error
retry unix - - n - - error
anvil unix - - n - 1 anvil
scache unix - - n - 1 scache
postlog unix-dgram n - n - 1 postlogd
"""


@dataclass(frozen=True)
class Postfix:
    """A Postfix that runs: where it listens, and where it expects our door."""

    folder: Path
    port: int
    door: tuple[str, int]

    def client(self) -> smtplib.SMTP:
        """Return a connection from outside."""
        return smtplib.SMTP("127.0.0.1", self.port, timeout=20)

    def waiting(self) -> str:
        """Return what is in its queue, as lines of JSON."""
        return run("postqueue", self.folder, "-j")

    def try_again(self) -> None:
        """Have it deliver what waits, as it does by itself every minute."""
        run("postqueue", self.folder, "-f")


@contextmanager
def running(domain: str, main: str = "", master: str = "") -> Iterator[Postfix]:
    """Run Postfix with the shipped files for a domain, or skip with the reason why not.

    `main` and `master` are lines more for its files, which it has from its start: an instance
    that is told to reload while it starts hangs at its own log.
    """
    if PROGRAM is None:
        pytest.skip("postfix is not installed (apt-get install postfix): not tried behind it")
    if os.geteuid() != 0:
        pytest.skip("Postfix can only be started by root: not tried behind it")
    with tempfile.TemporaryDirectory(prefix="oksa-postfix-") as name:
        folder = Path(name)
        folder.chmod(0o755)  # its daemons are another user
        made = Postfix(folder, free_port(), ("127.0.0.1", free_port()))
        _configure(made, domain)
        for name, more in (("main.cf", main), ("master.cf", master)):
            with (folder / "conf" / name).open("a") as file:
                file.write(more)
        run("postfix", folder, "start")
        try:
            yield made
        finally:
            run("postfix", folder, "stop")


def _configure(made: Postfix, domain: str) -> None:
    conf = made.folder / "conf"
    for folder in (conf, made.folder / "spool", made.folder / "data"):
        folder.mkdir()
    shutil.chown(made.folder / "data", "postfix")

    def shipped(name: str) -> str:
        text = (SHIPPED / name).read_text()
        text = text.replace("mentorointi.example.fi", domain)
        text = text.replace(r"mentorointi\.example\.fi", domain.replace(".", r"\."))
        return text.replace("127.0.0.1:8024", f"127.0.0.1:{made.door[1]}")

    (conf / "main.cf").write_text(MAIN.format(folder=made.folder) + shipped("main.cf"))
    (conf / "master.cf").write_text(MASTER.format(port=made.port) + shipped("master.cf"))
    (conf / "oksa-recipients").write_text(shipped("oksa-recipients"))


def run(program: str, folder: Path, *arguments: str) -> str:
    """Run one of Postfix's programs on an instance, and return what it prints."""
    path = Path(PROGRAM or "").with_name(program)
    done = subprocess.run(
        [path, "-c", folder / "conf", *arguments], capture_output=True, text=True, timeout=60
    )
    assert done.returncode == 0, done.stderr
    return done.stdout
