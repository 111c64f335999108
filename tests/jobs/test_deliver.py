import os
import signal
import socket
import subprocess
import sys
from datetime import timedelta
from fcntl import LOCK_EX, flock
from pathlib import Path

import pytest

from jobs.deliver import AT_ONCE, deliver, finish_early
from service import store
from tests.jobs.letters import NOW, a_letter, put, server, states
from tests.jobs.wait import until
from tests.sink import Sink, Taken, free_port

ZEROS = {"sent": 0, "put_back": 0, "failed": 0, "uncertain": 0, "unreachable": 0}


def test_sends_the_stored_bytes_in_order_over_one_connection(tmp_path: Path) -> None:
    db = store.connect(tmp_path)
    letters = [a_letter(f"k{number}") for number in range(5)]
    put(db, *letters)
    put(db, a_letter("later"), due_at=NOW + timedelta(seconds=1))
    with Sink() as sink:
        assert deliver(db, server(sink.port), tmp_path, NOW) == {**ZEROS, "sent": 5}
        assert deliver(db, server(sink.port), tmp_path, NOW) == ZEROS
    assert sink.received == [(w.envelope_from, [w.to_address], w.raw) for w in letters]
    assert sink.sessions == 1
    assert store.letters.every(db)[0].sent_at == NOW
    assert states(db)["later"] == "waiting"


def test_one_sender_at_a_time(tmp_path: Path) -> None:
    db = store.connect(tmp_path)
    put(db, a_letter("a"))
    with Sink() as sink, (tmp_path / "sender.lock").open("w") as lock:
        flock(lock, LOCK_EX)
        assert deliver(db, server(sink.port), tmp_path, NOW) == ZEROS
    assert states(db) == {"a": "waiting"}


def test_a_refused_connection_changes_nothing(tmp_path: Path) -> None:
    db = store.connect(tmp_path)
    put(db, a_letter("a"))
    before = store.letters.every(db)
    assert deliver(db, server(free_port()), tmp_path, NOW) == {**ZEROS, "unreachable": 1}
    assert store.letters.every(db) == before


def test_a_temporary_refusal_waits_longer_each_time_and_ends_after_five_days(
    tmp_path: Path,
) -> None:
    db = store.connect(tmp_path)
    put(db, a_letter("a"), a_letter("b", "bo@example.org"))
    now, waited = NOW, []
    with Sink(lambda step, taken: _if_anna(step, taken, "RCPT", "451 4.7.1 Greylisted")) as sink:
        assert deliver(db, server(sink.port), tmp_path, now) == {**ZEROS, "sent": 1, "put_back": 1}
        while states(db)["a"] == "waiting":
            letter = store.letters.every(db)[0]
            assert letter.reason == "451 4.7.1 Greylisted"
            assert letter.due_at is not None
            waited.append(letter.due_at - now)
            now = letter.due_at
            deliver(db, server(sink.port), tmp_path, now)
    assert waited[:-1] == sorted(waited[:-1])
    assert timedelta(seconds=54) <= waited[0] <= timedelta(minutes=1)
    assert now - NOW == timedelta(days=5)
    assert states(db) == {"a": "failed", "b": "sent"}
    reason = f"given up after {len(waited) + 1} tries: 451 4.7.1 Greylisted"
    assert store.letters.every(db)[0].reason == reason


@pytest.mark.parametrize("step", ["MAIL", "RCPT", "DATA"])
def test_a_refusal_for_good_fails_that_letter_only(tmp_path: Path, step: str) -> None:
    db = store.connect(tmp_path)
    put(db, a_letter("a"), a_letter("b", "bo@example.org"))
    with Sink(lambda at, taken: _if_anna(at, taken, step, "550 5.1.1 No such\tperson")) as sink:
        assert deliver(db, server(sink.port), tmp_path, NOW) == {**ZEROS, "sent": 1, "failed": 1}
    assert states(db) == {"a": "failed", "b": "sent"}
    assert store.letters.every(db)[0].reason == "550 5.1.1 No such person"


def test_a_connection_lost_after_the_text_leaves_the_letter_uncertain_and_repeats_the_bytes(
    tmp_path: Path,
) -> None:
    db = store.connect(tmp_path)
    put(db, a_letter("a"), a_letter("b"), a_letter("c"))
    with Sink(lambda step, taken: _break_off_once(sink, step, taken, b"Subject: b")) as sink:
        first = deliver(db, server(sink.port), tmp_path, NOW)
        assert first == {**ZEROS, "sent": 2, "uncertain": 1}
        assert states(db) == {"a": "sent", "b": "uncertain", "c": "sent"}
        assert deliver(db, server(sink.port), tmp_path, NOW) == ZEROS
        later = NOW + timedelta(minutes=1)
        assert deliver(db, server(sink.port), tmp_path, later) == {**ZEROS, "sent": 1}
    assert [raw for _, _, raw in sink.seen] == [a_letter(key).raw for key in ("a", "b", "c", "b")]


def test_a_connection_lost_before_the_text_is_no_doubt(tmp_path: Path) -> None:
    db = store.connect(tmp_path)
    put(db, a_letter("a"), a_letter("b", "bo@example.org"))
    with Sink(lambda step, taken: _if_anna(step, taken, "RCPT", "")) as sink:
        assert deliver(db, server(sink.port), tmp_path, NOW) == {**ZEROS, "sent": 1, "put_back": 1}
    assert states(db) == {"a": "waiting", "b": "sent"}


def test_a_letter_that_makes_the_server_hang_up_is_given_up_and_holds_nobody(
    tmp_path: Path,
) -> None:
    db = store.connect(tmp_path)
    put(db, a_letter("a"), a_letter("b", "bo@example.org"))
    with Sink(lambda step, taken: _if_anna(step, taken, "DATA", "")) as sink:
        assert deliver(db, server(sink.port), tmp_path, NOW)["sent"] == 1
        for hours in range(0, 24 * 6, 12):
            deliver(db, server(sink.port), tmp_path, NOW + timedelta(hours=hours))
    assert states(db) == {"a": "failed", "b": "sent"}
    assert len(sink.seen) == 1 + 11


def test_a_silent_server_is_given_up_and_the_letter_repeated(tmp_path: Path) -> None:
    db = store.connect(tmp_path)
    put(db, a_letter("a"))
    with socket.create_server(("127.0.0.1", 0)) as silent:
        port = silent.getsockname()[1]
        ends = deliver(db, server(port), tmp_path, NOW, answer_seconds=0.3)
    assert ends == {**ZEROS, "unreachable": 1}
    assert states(db) == {"a": "waiting"}


def test_a_newer_letter_of_a_meeting_never_passes_an_older_one(tmp_path: Path) -> None:
    db = store.connect(tmp_path)
    put(db, a_letter("old", meeting=7), a_letter("new", meeting=7))
    put(db, a_letter("bo", "bo@example.org", meeting=7))
    refuse = ["451 4.3.0 Later"]
    with Sink(
        lambda step, taken: _if_anna(step, taken, "RCPT", refuse[0] if refuse else "250 OK")
    ) as sink:
        assert deliver(db, server(sink.port), tmp_path, NOW) == {**ZEROS, "sent": 1, "put_back": 1}
        assert states(db) == {"old": "waiting", "new": "waiting", "bo": "sent"}
        refuse.clear()
        later = NOW + timedelta(minutes=1)
        assert deliver(db, server(sink.port), tmp_path, later) == {**ZEROS, "sent": 2}
    assert [sender for sender, _, _ in sink.received] == [
        "oksa+bo@oksa.example.org",
        "oksa+old@oksa.example.org",
        "oksa+new@oksa.example.org",
    ]


def test_a_letter_withdrawn_while_others_leave_stays(tmp_path: Path) -> None:
    db = store.connect(tmp_path)
    keys = [f"k{number}" for number in range(AT_ONCE + 2)]
    put(db, *(a_letter(key) for key in keys))

    def withdraw_the_last(step: str, taken: Taken) -> str:
        if step == "MAIL" and "+k0@" in taken[0]:
            with_page = store.connect(tmp_path)
            assert store.outbox.withdraw(with_page, [keys[1], keys[-1]]) == 1  # k1 is in hand
            with_page.conn.close()
        return "250 OK"

    with Sink(withdraw_the_last) as sink:
        assert deliver(db, server(sink.port), tmp_path, NOW) == {**ZEROS, "sent": AT_ONCE + 1}
    assert states(db) == dict.fromkeys(keys[:-1], "sent")


def test_a_stop_is_heeded_between_letters(tmp_path: Path) -> None:
    db = store.connect(tmp_path)
    put(db, a_letter("a"), a_letter("b"), a_letter("c"))

    def stop(step: str, taken: Taken) -> str:
        finish_early.set()
        return "250 OK"

    with Sink(stop) as sink:
        try:
            assert deliver(db, server(sink.port), tmp_path, NOW) == {**ZEROS, "sent": 1}
        finally:
            finish_early.clear()
    assert states(db) == {"a": "sent", "b": "waiting", "c": "waiting"}


SENDER = """
import sys
from pathlib import Path
from jobs.deliver import AT_ONCE, deliver
from service import store
from tests.jobs.letters import NOW, server
folder = Path(sys.argv[1])
deliver(store.connect(folder), server(int(sys.argv[2])), folder, NOW)
"""


def test_a_sender_killed_in_the_middle_repeats_one_letter_to_the_byte(tmp_path: Path) -> None:
    db = store.connect(tmp_path)
    keys = [f"k{number}" for number in range(6)]
    put(db, *(a_letter(key) for key in keys))
    killed: list[int] = []

    def kill_at_the_third(step: str, taken: Taken) -> str:
        if step == "DATA" and not killed and b"Subject: k2" in taken[2]:
            os.kill(sender.pid, signal.SIGKILL)
            killed.append(sender.wait())
        return "250 OK"

    with Sink(kill_at_the_third) as sink:
        sender = subprocess.Popen([sys.executable, "-c", SENDER, tmp_path, str(sink.port)])
        until(lambda: killed)
        assert states(db) == dict.fromkeys(keys[:2], "sent") | dict.fromkeys(keys[2:], "sending")
        assert store.outbox.recover(db, [1]) == 1
        assert states(db) == dict.fromkeys(keys[:2], "sent") | {"k2": "uncertain"} | dict.fromkeys(
            keys[3:], "waiting"
        )
        assert deliver(db, server(sink.port), tmp_path, NOW) == {**ZEROS, "sent": 4}
    assert killed == [-signal.SIGKILL]
    sent = [raw for _, _, raw in sink.seen]
    assert sorted(sent) == sorted([a_letter(key).raw for key in keys] + [a_letter("k2").raw])
    assert set(states(db).values()) == {"sent"}


def _if_anna(step: str, taken: Taken, at: str, answer: str) -> str:
    sender, recipients, _ = taken
    if at == "MAIL":
        return answer if step == at and "+a@" in sender else "250 OK"
    return answer if step == at and recipients == ["anna@example.org"] else "250 OK"


def _break_off_once(sink: Sink, step: str, taken: Taken, mark: bytes) -> str:
    again = [raw for _, _, raw in sink.seen].count(taken[2]) > 1
    return "" if step == "DATA" and mark in taken[2] and not again else "250 OK"
