"""Sending under faults: several senders, a domain's pace, trouble of ours (R4, R8, R9, I10)."""

import dataclasses
import socket
import subprocess
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from threading import Thread

import pytest

from jobs.deliver import deliver
from service import store
from service.config import MailServer
from service.domain.letters import Letter
from service.domain.pacing import Pace
from tests.jobs.letters import NOW, a_letter, put, server, states
from tests.sink import Sink, Taken

MINUTE = timedelta(minutes=1)


def test_many_senders_at_once_send_each_letter_once_and_in_order(tmp_path: Path) -> None:
    db = store.connect(tmp_path)
    keys = [f"k{number:03}" for number in range(120)]
    put(db, *(a_letter(key, f"p{index % 7}@example.org", 1 + index % 7)
              for index, key in enumerate(keys)))  # fmt: skip

    with Sink() as sink:
        where = _paced(sink.port, Pace(0, 0), senders=3)

        def send(_: int) -> int:
            own = store.connect(tmp_path)
            sent = [deliver(own, where, tmp_path, NOW)["sent"] for _ in range(4)]
            own.conn.close()
            return sum(sent)

        with ThreadPoolExecutor(5) as pool:
            assert sum(pool.map(send, range(5))) == 120
    assert set(states(db).values()) == {"sent"}
    seen = [(to, raw) for _, to, raw in sink.received]
    for person in range(7):
        mine = [raw for to, raw in seen if to == [f"p{person}@example.org"]]
        assert mine == [a_letter(key, f"p{person}@example.org").raw for key in keys[person::7]]


def test_one_domain_keeps_its_pace_and_others_go_on(tmp_path: Path) -> None:
    db = store.connect(tmp_path)
    put(db, *(a_letter(f"a{number}", "anna@example.org") for number in range(8)))
    put(db, a_letter("b", "bo@example.fi"))
    with Sink() as sink:
        where = _paced(sink.port, Pace(minute=3, hour=5))
        sent = []
        for moment in (NOW, NOW, NOW + MINUTE, NOW + 2 * MINUTE, NOW + 61 * MINUTE):
            again = store.connect(tmp_path)  # as after a restart: what left is counted in rows
            sent.append(deliver(again, where, tmp_path, moment)["sent"])
            again.conn.close()
    assert sent == [4, 0, 2, 0, 3]
    assert states(db)["b"] == "sent"


def test_a_relay_that_counts_gets_so_many_a_minute_in_all(tmp_path: Path) -> None:
    db = store.connect(tmp_path)
    put(db, *(a_letter(f"k{number}", f"a@d{number}.example.org") for number in range(5)))
    with Sink() as sink:
        where = _paced(sink.port, Pace(total=2))
        moments = (NOW, NOW, NOW + MINUTE, NOW + 2 * MINUTE)
        assert [deliver(db, where, tmp_path, at)["sent"] for at in moments] == [2, 0, 2, 1]


def test_a_domain_that_hangs_up_is_spared_and_others_go_on(tmp_path: Path) -> None:
    db = store.connect(tmp_path)
    put(db, *(a_letter(f"a{number}", "anna@slow.example.org") for number in range(5)))
    put(db, a_letter("b", "bo@example.fi"))
    asked: list[str] = []

    def answer(step: str, taken: Taken) -> str:
        if step == "RCPT" and taken[1] == ["anna@slow.example.org"]:
            asked.append(step)
            return "421 4.7.0 Too much, come back later"
        return "250 OK"

    with Sink(answer) as sink:
        for moment in (NOW, NOW + MINUTE / 2):
            deliver(db, server(sink.port), tmp_path, moment)
        assert (len(asked), states(db)["b"]) == (1, "sent")
        deliver(db, server(sink.port), tmp_path, NOW + MINUTE)
        assert len(asked) == 2


def test_a_domain_that_says_later_is_sent_to_more_slowly(tmp_path: Path) -> None:
    db = store.connect(tmp_path)
    put(db, *(a_letter(f"a{number:02}", "anna@example.org") for number in range(40)))
    first = ["450 4.2.1 Slower, please"]

    def answer(step: str, taken: Taken) -> str:
        return first.pop() if first and step == "RCPT" else "250 OK"

    with Sink(answer) as sink:
        ends = deliver(db, server(sink.port), tmp_path, NOW)
        assert (ends["put_back"], ends["sent"]) == (1, 24)  # 25 a minute instead of 50
        assert deliver(db, server(sink.port), tmp_path, NOW + MINUTE)["sent"] == 16


def test_a_domain_that_never_answers_holds_nobody_else(tmp_path: Path) -> None:
    db = store.connect(tmp_path)
    put(db, a_letter("a1", "anna@mute.example.org"), a_letter("a2", "anna@mute.example.org"))
    put(db, a_letter("b", "bo@example.fi"))
    with _a_server_that_is_mute_about(b"@mute") as port:
        deliver(db, server(port), tmp_path, NOW, answer_seconds=0.3)
    assert states(db) == {"a1": "waiting", "a2": "waiting", "b": "sent"}


@pytest.mark.parametrize(
    ("step", "refusal"),
    [
        ("MAIL", "530 5.7.0 Authentication required"),
        ("MAIL", "550 5.7.60 No permission to send as this sender"),
        ("RCPT", "554 5.7.1 Relay access denied"),
    ],
)
def test_a_fault_of_ours_fails_nobody_s_letter_and_is_told(
    tmp_path: Path, step: str, refusal: str
) -> None:
    db = store.connect(tmp_path)
    put(db, *(a_letter(f"k{number}", f"a@d{number}.example.org") for number in range(4)))
    said = [refusal]
    with Sink(lambda at, taken: said[0] if said and at == step else "250 OK") as sink:
        for hours in (0, 1, 2):
            deliver(db, server(sink.port), tmp_path, NOW + timedelta(hours=hours))
        assert set(states(db).values()) == {"waiting"}
        assert store.memory.trouble(db) == (NOW, refusal)
        said.clear()
        deliver(db, server(sink.port), tmp_path, NOW + timedelta(hours=6))
    assert set(states(db).values()) == {"sent"}
    assert store.memory.trouble(db) is None


def test_a_wrong_server_name_is_told_since_when(tmp_path: Path) -> None:
    db = store.connect(tmp_path)
    put(db, a_letter("a"))
    nowhere = MailServer("mail.invalid", 25, False, False, "", "")
    for moment in (NOW, NOW + timedelta(days=6)):
        assert deliver(db, nowhere, tmp_path, moment)["unreachable"] == 1
    assert states(db) == {"a": "waiting"}
    trouble = store.memory.trouble(db)
    assert trouble is not None
    assert (trouble[0], "gaierror" in trouble[1]) == (NOW, True)


@pytest.mark.parametrize("half", [b"25", b"250", b"250-and", b"banana\r\n"])
def test_half_an_answer_after_the_text_is_no_answer(tmp_path: Path, half: bytes) -> None:
    db = store.connect(tmp_path)
    put(db, a_letter("a"))
    with _a_server(lambda line: half if line == b".\r\n" else None) as port:
        assert deliver(db, server(port), tmp_path, NOW)["uncertain"] == 1
    (letter,) = store.letters.every(db)
    assert letter.state == "uncertain"
    assert letter.reason.startswith("may have left: ")


def test_with_pipelining_a_refused_address_sends_no_text_and_the_next_letter_goes(
    tmp_path: Path,
) -> None:
    db = store.connect(tmp_path)
    put(db, a_letter("a"), a_letter("b", "bo@example.fi"))
    heard: list[bytes] = []

    def answer(line: bytes) -> bytes | None:
        heard.append(line)
        return b"550 5.1.1 No such person\r\n" if line.startswith(b"RCPT TO:<anna") else None

    with _a_server(answer, b"250-sink\r\n250 PIPELINING\r\n") as port:
        deliver(db, server(port), tmp_path, NOW)
    assert states(db) == {"a": "failed", "b": "sent"}
    assert b"Subject: a\r\n" not in heard
    assert heard.count(b".\r\n") == 2  # the server said 354 to nobody's text: it ends at once


def test_an_older_invitation_on_hold_keeps_a_newer_one_back_and_never_follows_it(
    tmp_path: Path,
) -> None:
    db = store.connect(tmp_path)
    old, new = (_calendar(key) for key in ("old", "new"))
    put(db, dataclasses.replace(old, state="on_hold"))
    put(db, new, a_letter("words", meeting=7))
    with Sink() as sink:
        deliver(db, server(sink.port), tmp_path, NOW)
        assert states(db) == {"old": "on_hold", "new": "waiting", "words": "waiting"}
        assert store.delays.release(db, [1], NOW) == 1
        deliver(db, server(sink.port), tmp_path, NOW)
    assert [raw for _, _, raw in sink.received] == [
        old.raw, new.raw, a_letter("words", meeting=7).raw
    ]  # fmt: skip


def test_a_released_invitation_that_was_overtaken_is_given_up(tmp_path: Path) -> None:
    db = store.connect(tmp_path)
    put(db, _calendar("old"), _calendar("new"))
    db.execute("update outbox set state = 'on_hold' where key = 'old'")
    db.execute("update outbox set state = 'sent', tries = 1 where key = 'new'")
    assert store.delays.release(db, [1], NOW) == 0
    assert states(db) == {"old": "failed", "new": "sent"}


def test_a_full_disk_loses_no_letter_and_repeats_one_at_most(tmp_path: Path) -> None:
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=6m", "tmpfs", tmp_path],
        capture_output=True,
        check=False,
    )
    if mounted.returncode:
        pytest.skip("no small disk can be mounted here: only root may")
    try:
        db = store.connect(tmp_path)
        keys = [f"k{number}" for number in range(60)]
        put(db, *(a_letter(key) for key in keys))
        with Sink(lambda step, _: _filling(tmp_path, step, len(sink.seen))) as sink:
            where = _paced(sink.port, Pace(0, 0))
            with pytest.raises(store.DatabaseError, match=r"full|disk"):
                deliver(db, where, tmp_path, NOW)
            with pytest.raises(store.DatabaseError, match=r"full|disk"):
                put(db, *(a_letter(f"more{number}") for number in range(2000)))
            (tmp_path / "filler").unlink()
            deliver(db, where, tmp_path, NOW)
        sent = [raw for _, _, raw in sink.seen]
        assert {a_letter(key).raw for key in keys} <= set(sent)
        assert len(sent) - len(set(sent)) <= 1
        assert set(states(db).values()) == {"sent"}
        db.conn.close()
    finally:
        subprocess.run(["umount", "-l", tmp_path], check=True)


def _filling(folder: Path, step: str, seen: int) -> str:
    """Fill the disk while the third letter is on its way."""
    if step == "DATA" and seen == 3:
        with (folder / "filler").open("wb", buffering=0) as filler:
            try:
                while filler.write(b"x" * 512):
                    pass
            except OSError:
                pass
    return "250 OK"


def _calendar(key: str) -> Letter:
    return dataclasses.replace(a_letter(key, meeting=7), calendar=True)


def _paced(port: int, pace: Pace, senders: int = 1) -> MailServer:
    return dataclasses.replace(server(port), pace=pace, senders=senders)


class _a_server:  # noqa: N801 - reads as a phrase in `with`
    """An SMTP server that answers lines as it is told to, byte by byte; b"" is silence."""

    def __init__(
        self, answer: Callable[[bytes], bytes | None], hello: bytes = b"250 sink\r\n"
    ) -> None:
        self.answer, self.hello = answer, hello
        self.socket = socket.create_server(("127.0.0.1", 0))

    def __enter__(self) -> int:
        Thread(target=self._serve, daemon=True).start()
        port: int = self.socket.getsockname()[1]
        return port

    def __exit__(self, *failure: object) -> None:
        self.socket.close()

    def _serve(self) -> None:
        while True:
            try:
                talk, _ = self.socket.accept()
            except OSError:
                return
            Thread(target=self._talk, args=[talk], daemon=True).start()

    def _talk(self, talk: socket.socket) -> None:
        with talk, talk.makefile("rb") as lines:
            talk.sendall(b"220 sink\r\n")
            in_text = False
            for line in lines:
                said = self.answer(line)
                if said is not None:
                    talk.sendall(said)
                    if said.endswith(b"\r\n") and said[:3].isdigit():
                        continue
                    if said:
                        return
                elif in_text:
                    in_text = line != b".\r\n"
                    talk.sendall(b"" if in_text else b"250 OK\r\n")
                else:
                    in_text = line == b"DATA\r\n"
                    talk.sendall(self.hello if line.startswith(b"ehlo") else
                                 b"354 go on\r\n" if in_text else b"250 OK\r\n")  # fmt: skip


def _a_server_that_is_mute_about(word: bytes) -> _a_server:
    return _a_server(lambda line: b"" if line.startswith(b"RCPT") and word in line else None)
