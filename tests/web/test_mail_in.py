"""The webhook: raw mail is posted, and 200 says that it is on disk (P45, R1)."""

import http.client
import shutil
import socket
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from service import config, store
from service.app import create_app
from service.store import Database
from service.web import current
from tests.jobs import doors, machine
from tests.jobs.wait import until
from tests.sink import free_port

SECRET = "a secret of the tests"
MAIL = b"From: anna@example.org\r\nSubject: Hei\r\n\r\nJoo tavattiin. \xff\x00\r\n"
HEADERS = {"Authorization": f"Bearer {SECRET}", "Content-Type": "message/rfc822"}
ENVIRON = {
    "OKSA_BASE_URL": "https://oksa.example.org",
    "OKSA_MAIL_DOMAIN": "oksa.example.org",
    "OKSA_WEBHOOK_SECRET": SECRET,
}


def _browser(folder: Path, **said: str) -> FlaskClient:
    environ = {**ENVIRON, "OKSA_DATA": str(folder), **said}
    return create_app(config.load(environ, folder)).test_client()


@pytest.fixture
def client(tmp_path: Path) -> FlaskClient:
    return _browser(tmp_path)


@pytest.mark.parametrize("kind", ["message/rfc822", "application/octet-stream", None])
def test_a_message_is_kept_as_it_came_and_the_same_again_is_the_same(
    client: FlaskClient, tmp_path: Path, kind: str | None
) -> None:
    for _ in range(2):
        answer = client.post("/mail-in", data=MAIL, headers=HEADERS, content_type=kind)
        assert (answer.status_code, answer.text) == (200, "kept as mail 1\n")
    assert doors.raw(tmp_path) == [MAIL]
    kept = [(m.door, m.envelope_from, m.envelope_to, m.state) for m in doors.mails(tmp_path)]
    assert kept == [("webhook", "", (), "pending")]


def test_the_provider_may_tell_for_whom_it_took_the_message(
    client: FlaskClient, tmp_path: Path
) -> None:
    one, two, three = "<oksa+a@oksa.example.org>", "oksa+b@oksa.example.org", "c@example.org"
    headers = {**HEADERS, "X-Envelope-To": f"{one}, {two}, "}
    client.post(f"/mail-in?to={three.replace('+', '%2B')}", data=MAIL, headers=headers)
    (mail,) = doors.mails(tmp_path)
    assert mail.envelope_to == ("oksa+a@oksa.example.org", two, three)


def test_without_a_secret_there_is_no_such_page(tmp_path: Path) -> None:
    client = _browser(tmp_path, OKSA_WEBHOOK_SECRET="")
    for said in ("Bearer ", f"Bearer {SECRET}", ""):
        answer = client.post("/mail-in", data=MAIL, headers={"Authorization": said})
        assert answer.status_code == 404
    assert client.get("/mail-in").status_code == 404


@pytest.mark.parametrize(
    "said",
    ["", "Bearer", "Bearer ", "Bearer a", f"Bearer {SECRET}x", f"Basic {SECRET}", "Bearer ä"],
)
def test_a_wrong_secret_is_refused(client: FlaskClient, tmp_path: Path, said: str) -> None:
    answer = client.post("/mail-in", data=MAIL, headers={**HEADERS, "Authorization": said})
    assert (answer.status_code, answer.text) == (401, "wrong or no secret\n")
    assert answer.headers["WWW-Authenticate"] == "Bearer"
    assert doors.raw(tmp_path) == []


@pytest.mark.parametrize(
    "kind",
    ["application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "application/json"],
)
def test_a_form_is_refused_with_a_line_that_says_what_is_wanted(
    client: FlaskClient, tmp_path: Path, kind: str
) -> None:
    answer = client.post("/mail-in", data=b"a=b", headers={**HEADERS, "Content-Type": kind})
    assert answer.status_code == 415
    wanted = "post the raw message as message/rfc822, not "
    assert answer.text == f"{wanted}{kind.partition(';')[0]}\n"
    assert doors.raw(tmp_path) == []


def test_only_a_post_is_answered_and_nothing_is_no_message(client: FlaskClient) -> None:
    for method in ("GET", "PUT", "DELETE"):
        assert client.open("/mail-in", method=method, headers=HEADERS).status_code == 405
    answer = client.post("/mail-in", data=b" \r\n", headers=HEADERS)
    assert (answer.status_code, answer.text) == (400, "there is no message\n")


def test_a_message_of_10_mb_is_taken_and_one_byte_more_is_not(
    client: FlaskClient, tmp_path: Path
) -> None:
    biggest = MAIL + b"x" * (10 * 1024 * 1024 - len(MAIL))
    assert client.post("/mail-in", data=biggest, headers=HEADERS).status_code == 200
    answer = client.post("/mail-in", data=biggest + b"x", headers=HEADERS)
    assert (answer.status_code, answer.text) == (413, "a message has at most 10 MB\n")
    assert doors.raw(tmp_path) == [biggest]


def test_what_cannot_be_kept_is_asked_for_again_later(
    client: FlaskClient, tmp_path: Path, db: Database
) -> None:
    db.execute("alter table inbox rename to inbox_away")
    answer = client.post("/mail-in", data=MAIL, headers=HEADERS)
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "60")
    assert answer.text == "it could not be kept, try again later\n"
    db.execute("alter table inbox_away rename to inbox")
    assert client.post("/mail-in", data=MAIL, headers=HEADERS).status_code == 200
    assert doors.raw(tmp_path) == [MAIL]


def test_a_full_disk_is_said_to_be_full_and_nothing_of_the_mail_stays(tmp_path: Path) -> None:
    with doors.small_disk(tmp_path) as disk:
        client = _browser(disk)
        assert client.post("/mail-in", data=MAIL, headers=HEADERS).status_code == 200
        big = MAIL + b"x" * (5 * 1024 * 1024)
        answer = client.post("/mail-in", data=big, headers=HEADERS)
        assert (answer.status_code, answer.text) == (503, "the disk is full, try again later\n")
        assert doors.raw(disk) == [MAIL]
        with client.application.app_context():
            current.db().conn.close()


@pytest.fixture(scope="module")
def port(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, int]]:
    folder, port = tmp_path_factory.mktemp("web"), free_port()
    store.connect(folder).conn.close()
    settings = machine.settings(folder, OKSA_WEBHOOK_SECRET=SECRET, REDIS_URL="redis://127.0.0.1:1")
    with machine.part("jobs.web", settings, arguments=["--port", str(port)]):
        yield folder, port


def test_without_a_queue_hundreds_of_messages_are_all_kept(port: tuple[Path, int]) -> None:
    folder, number = port
    sent = [MAIL + b"%d" % count for count in range(300)]
    client = http.client.HTTPConnection("127.0.0.1", number, timeout=20)
    for raw in sent:
        client.request("POST", "/mail-in", raw, HEADERS)
        with client.getresponse() as answer:
            assert answer.status == 200
            answer.read()
    client.close()
    assert doors.raw(folder) == sent


def test_a_message_that_is_too_big_is_refused_before_it_is_sent(port: tuple[Path, int]) -> None:
    _, number = port
    head = f"POST /mail-in HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {SECRET}\r\n"
    with socket.create_connection(("127.0.0.1", number), timeout=20) as line:
        line.sendall(f"{head}Content-Length: {10 * 1024 * 1024 + 1}\r\n\r\n".encode())
        assert line.recv(100).startswith(b"HTTP/1.1 413 ")


def test_200_comes_after_the_disk(tmp_path: Path) -> None:
    strace = shutil.which("strace")
    if strace is None:
        pytest.skip("strace is not on PATH: the order of system calls is not shown")
    if subprocess.run([strace, "-o", "/dev/null", "true"], capture_output=True).returncode != 0:
        pytest.skip("strace may not trace here: the order of system calls is not shown")
    trace, number = tmp_path / "trace", free_port()
    settings = machine.settings(tmp_path, OKSA_WEBHOOK_SECRET=SECRET)
    calls = "trace=fsync,fdatasync,recvfrom,sendto"
    before = (strace, "-f", "-qq", "-s", "40", "-e", calls, "-o", str(trace))
    with machine.part("jobs.web", settings, *before, arguments=["--port", str(number)]):
        for count in range(3):
            client = http.client.HTTPConnection("127.0.0.1", number, timeout=20)
            client.request("POST", "/mail-in", MAIL + b"%d" % count, HEADERS)
            assert client.getresponse().status == 200
            client.close()
        until(lambda: trace.read_text().count("HTTP/1.1 200") == 3)
    seen = [_call(line) for line in trace.read_text().splitlines()]
    order = [call for call in seen if call]
    once = [call for n, call in enumerate(order) if order[n - 1 : n] != [call]]
    assert once[once.index("POST") :] == ["POST", "sync", "200"] * 3


def _call(line: str) -> str:
    if "fdatasync(" in line or "fsync(" in line:
        return "sync"
    return "POST" if '"POST /mail-in' in line else "200" if '"HTTP/1.1 200' in line else ""
