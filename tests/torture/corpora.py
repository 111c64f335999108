"""Mail corpora that strangers wrote, fed through a door twice, with kills of the reader (R7).

The messages of CPython's own tests come with Python or with Debian's libpython3.11-testsuite.
`python -m tests.torture.corpora` is the long form: it lays the source distributions that
corpora.txt names into build/corpora/ and feeds everything through every door.
"""

import importlib.util
import io
import os
import signal
import smtplib
import subprocess
import sys
import tarfile
from collections.abc import Callable, Iterator
from pathlib import Path

from service.commands import main as oksa
from service.store.database import connect
from tests.torture import reading_process

LAID = Path(__file__).parents[2] / "build" / "corpora"
NAMED = Path(__file__).with_name("corpora.txt")
LONG = "OKSA_CORPORA"  # set in the environment of the long form
Feed = Callable[[bytes], bytes]
SHORT = 100  # bytes that a piece of test data must have to be called a message


def messages() -> list[bytes]:
    """Return the distinct messages of CPython's data; in the long form, of all that are here."""
    return list(dict.fromkeys([*_cpython(), *(_laid() if os.environ.get(LONG) else ())]))


def lay() -> None:
    """Fetch the source distributions that are not here, their hashes checked; none is built in."""
    pip = [sys.executable, "-m", "pip", "download", "-q", "--no-deps", "--require-hashes"]
    only = ["--no-binary", "flufl.bounce,mail-parser", "-d", str(LAID), "-r", str(NAMED)]
    LAID.mkdir(parents=True, exist_ok=True)
    subprocess.run([*pip, *only], check=True)


def by_smtp(client: smtplib.SMTP, to: str) -> Feed:
    """Return what sends a message over SMTP or LMTP and returns the bytes that must be kept.

    SMTP itself ends the last line where a message does not; nothing else may differ.
    """

    def feed(raw: bytes) -> bytes:
        client.sendmail("stranger@example.org", [to], raw)
        return raw if raw.endswith(b"\r\n") else raw + b"\r\n"

    return feed


def by_pipe(raw: bytes) -> bytes:
    """Hand a message to `oksa receive`, in this process, and return the bytes to be kept."""
    before = sys.stdin
    sys.stdin = io.TextIOWrapper(io.BytesIO(raw))
    try:
        assert oksa(["receive"]) == 0
    finally:
        sys.stdin = before
    return raw


def read_with_kills(folder: Path, kills: int) -> None:
    """Read what waits in a data folder; the first readers are killed in their work."""
    program = [sys.executable, "-m", reading_process.__name__, str(folder)]
    for number in range(kills):
        with subprocess.Popen(program, stdout=subprocess.PIPE) as reader:
            assert reader.stdout is not None
            for _ in range(number + 1):  # so many mails are read, and then
                reader.stdout.readline()
            reader.send_signal(signal.SIGKILL)
    subprocess.run(program, check=True, stdout=subprocess.DEVNULL)
    connect(folder).conn.close()


def _cpython() -> Iterator[bytes]:
    found = importlib.util.find_spec("test.test_email")
    for folder in (found.submodule_search_locations or []) if found else []:
        for path in sorted(Path(folder, "data").glob("*.txt")):
            yield path.read_bytes()


def _laid() -> Iterator[bytes]:
    for path in sorted(LAID.glob("*.tar.gz")):
        with tarfile.open(path) as archive:
            for member in archive:
                file = archive.extractfile(member) if member.isfile() else None
                content = file.read() if file else b""
                if len(content) >= SHORT and b"\nFrom:" in b"\n" + content[:20_000]:
                    yield content


if __name__ == "__main__":
    lay()
    tests = [sys.executable, "-m", "pytest", "-q", "-rs", "tests/torture/test_corpora.py"]
    sys.exit(subprocess.run(tests, env={**os.environ, LONG: "all"}, check=False).returncode)
