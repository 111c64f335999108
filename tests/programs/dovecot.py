"""Debian's Dovecot with a mailbox of our own, and the house that judges its OAuth tokens."""

import imaplib
import json
import os
import shutil
import signal
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from urllib.parse import parse_qs, urlsplit

import pytest

from tests.jobs.wait import until
from tests.sink import free_port

PROGRAM = shutil.which("dovecot", path=f"{os.environ.get('PATH', '')}:/usr/sbin")
USER, PASSWORD = "oksa", "säla sana"
ELSEWHERE = "127.1"  # this machine, by a name that does not say so
CONF = """
base_dir = {folder}/run
log_path = {folder}/log
protocols = imap
listen = 127.0.0.1
ssl = yes
ssl_cert = <{folder}/cert.pem
ssl_key = <{folder}/key.pem
disable_plaintext_auth = no
auth_mechanisms = plain login xoauth2
auth_failure_delay = 0
mail_location = maildir:{folder}/mail
passdb {{
  driver = oauth2
  mechanisms = xoauth2
  args = {folder}/oauth2
}}
passdb {{
  driver = passwd-file
  mechanisms = plain login
  args = {folder}/users
}}
userdb {{
  driver = static
  args = uid=nobody gid=nogroup home={folder}/mail
}}
service imap-login {{
  inet_listener imap {{
    port = {port}
  }}
  inet_listener imaps {{
    port = {tls_port}
  }}
}}
# Without this, a wrong password makes the next logins wait for up to 15 seconds.
service anvil {{
  unix_listener anvil-auth-penalty {{
    mode = 0
  }}
}}
"""
OAUTH = """
introspection_mode = auth
introspection_url = http://127.0.0.1:{port}/?token=
introspection_mode = get
username_attribute = username
active_attribute = active
active_value = true
"""


@dataclass
class Dovecot:
    """A Dovecot and the mailbox in it; `good_tokens` are those that let the user in."""

    folder: Path
    port: int
    tls_port: int
    good_tokens: set[str] = field(default_factory=set)
    brought: int = 0
    process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Let it listen."""
        assert PROGRAM is not None
        self.process = subprocess.Popen(
            [PROGRAM, "-F", "-c", self.folder / "dovecot.conf"], start_new_session=True
        )
        until(self._listens)

    def stop(self) -> None:
        """End it and the connections to it."""
        if self.process is not None:
            self.process.terminate()
            self.process.wait(20)
            with suppress(ProcessLookupError):  # else an IDLE goes on for ten seconds
                os.killpg(self.process.pid, signal.SIGKILL)
            self.process = None

    def bring(self, raw: bytes) -> None:
        """Deliver a mail, as mail servers do."""
        self.brought += 1
        name = f"{self.brought}.test"
        path = self.folder / "mail" / "tmp" / name
        path.write_bytes(raw)
        shutil.chown(path, "nobody", "nogroup")
        path.rename(self.folder / "mail" / "new" / name)

    def clear(self) -> None:
        """Forget all mail, folders and tokens."""
        if self.process is not None:
            self.stop()
        shutil.rmtree(self.folder / "mail", ignore_errors=True)
        for name in ("", "new", "cur", "tmp"):
            (self.folder / "mail" / name).mkdir()
            shutil.chown(self.folder / "mail" / name, "nobody", "nogroup")
        self.good_tokens.clear()
        self.start()

    def mails(self, folder: str) -> list[bytes]:
        """Return the mails in a folder, by what IMAP says."""
        with self._client() as client:
            if client.select(folder, readonly=True)[0] != "OK":
                return []
            _, found = client.uid("FETCH", "1:*", "(BODY.PEEK[])")
            return [bytes(part[1]) for part in found if isinstance(part, tuple)]

    def flags(self) -> list[str]:
        """Return the flags of each mail of the inbox."""
        with self._client() as client:
            client.select("INBOX", readonly=True)
            _, found = client.uid("FETCH", "1:*", "(FLAGS)")
            return [part.decode() for part in found if isinstance(part, bytes)]

    def mark(self, number: str, flag: str) -> None:
        """Set a flag, as another program of the same mailbox may."""
        with self._client() as client:
            client.select("INBOX")
            client.store(number, "+FLAGS", flag)

    def folders(self) -> set[str]:
        """Return the names of the folders."""
        with self._client() as client:
            _, found = client.list()
            return {line.decode().rpartition(" ")[2] for line in found if isinstance(line, bytes)}

    def uidvalidity(self) -> bytes:
        """Return what changes when the numbers of mails are no longer the same."""
        with self._client() as client:
            client.select("INBOX", readonly=True)
            return bytes(client.response("UIDVALIDITY")[1][0] or b"")

    def _client(self) -> imaplib.IMAP4:
        client = imaplib.IMAP4("127.0.0.1", self.port, timeout=20)
        client.authenticate("PLAIN", lambda _: f"\0{USER}\0{PASSWORD}".encode())
        return client

    def _listens(self) -> bool:
        with socket.socket() as probe:
            return probe.connect_ex(("127.0.0.1", self.port)) == 0


@contextmanager
def running() -> Iterator[Dovecot]:
    """Run Dovecot with an empty mailbox, or skip with the reason why not."""
    if PROGRAM is None or not Path("/usr/lib/dovecot/imap").exists():
        pytest.skip("dovecot is not installed (apt-get install dovecot-imapd): IMAP is not tried")
    if os.geteuid() != 0:
        pytest.skip("Dovecot is started by root here: IMAP is not tried")
    with tempfile.TemporaryDirectory(prefix="oksa-dovecot-") as name, _judge() as judge:
        made = Dovecot(Path(name), free_port(), free_port())
        judge.good_tokens = made.good_tokens
        _configure(made, judge.server_port)
        try:
            yield made
        finally:
            made.stop()


class _Judge(ThreadingHTTPServer):
    good_tokens: set[str] = set()


class _Answer(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        assert isinstance(self.server, _Judge)
        (token,) = parse_qs(urlsplit(self.path).query).get("token", [""])
        is_good = token in self.server.good_tokens
        said = json.dumps({"active": is_good, "username": USER if is_good else ""}).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(said)))
        self.end_headers()
        self.wfile.write(said)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def _judge() -> Iterator[_Judge]:
    with _Judge(("127.0.0.1", 0), _Answer) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()


def _configure(made: Dovecot, judge_port: int) -> None:
    made.folder.chmod(0o755)  # its processes are other users
    arguments = ["-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes"]
    named = [
        "-days",
        "2",
        "-subj",
        "/CN=localhost",
        "-addext",
        "subjectAltName=DNS:localhost,DNS:localhost.",
    ]
    files = ["-keyout", str(made.folder / "key.pem"), "-out", str(made.folder / "cert.pem")]
    subprocess.run(["openssl", "req", *arguments, *named, *files], check=True, capture_output=True)
    text = CONF.format(folder=made.folder, port=made.port, tls_port=made.tls_port)
    (made.folder / "dovecot.conf").write_text(text)
    (made.folder / "oauth2").write_text(OAUTH.format(port=judge_port))
    (made.folder / "users").write_text(f"{USER}:{{PLAIN}}{PASSWORD}\n")
