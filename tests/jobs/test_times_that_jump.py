"""A clock that was wrong, and data that come from a backup (R8)."""

from datetime import timedelta
from fcntl import LOCK_EX, flock
from pathlib import Path

from jobs import timetable
from service import store
from service.actions import coordinators, restoring
from tests.jobs.letters import a_letter, put, server, states
from tests.programme import NOW, SITE, a_published_pair, at, booked, letters
from tests.sink import Sink, free_port

YEAR = timedelta(days=365)


def test_what_a_clock_ahead_put_off_leaves_when_it_is_set_back(tmp_path: Path) -> None:
    db = store.connect(tmp_path)
    with Sink(lambda step, _: "451 4.3.0 Later" if step == "RCPT" else "250 OK") as sink:
        store.outbox.add(db, a_letter("a"), NOW, NOW)
        timetable.tick(db, SITE, server(sink.port), tmp_path, NOW + YEAR)
        store.outbox.add(db, a_letter("b"), NOW + YEAR, NOW + YEAR)
        store.outbox.add(db, a_letter("planned"), NOW + timedelta(days=3), NOW)
    with Sink() as sink:
        timetable.tick(db, SITE, server(sink.port), tmp_path, NOW + timedelta(hours=1))
        assert states(db) == {"a": "waiting", "b": "sent", "planned": "waiting"}
        timetable.tick(db, SITE, server(sink.port), tmp_path, NOW + timedelta(hours=2))
        assert states(db) == {"a": "sent", "b": "sent", "planned": "waiting"}


def test_a_clock_that_jumps_ahead_sends_what_is_due_and_ends_no_one_s_hold(tmp_path: Path) -> None:
    db = store.connect(tmp_path)
    put(db, a_letter("a"))
    (letter,) = store.outbox.take_some(db, [1], 2, NOW)
    with Sink() as sink, (tmp_path / "sender-2.lock").open("w") as lock:
        flock(lock, LOCK_EX)  # its sender lives, whatever the clock says
        timetable.tick(db, SITE, server(sink.port), tmp_path, NOW + YEAR)
        assert states(db) == {letter.key: "sending"}
    with Sink() as sink:
        timetable.tick(db, SITE, server(sink.port), tmp_path, NOW + YEAR)
        assert states(db) == {letter.key: "sent"}


def test_letters_due_since_the_backup_are_held_and_so_is_what_makes_up_for_it(
    tmp_path: Path,
) -> None:
    db = store.connect(tmp_path)
    booked(db, a_published_pair(db), "2027-02-09 17:00")
    backup_at, restored_at = at("2027-02-09 12:00"), at("2027-02-12 20:00")
    store.outbox.add(db, a_letter("due"), at("2027-02-10 09:00"), backup_at)
    store.outbox.add(db, a_letter("ahead"), at("2027-02-20 09:00"), backup_at)
    assert restoring.hold_since(db, backup_at, restored_at) == 1
    nobody = server(free_port())
    for moment in (restored_at, at("2027-02-15 08:00")):
        timetable.tick(db, SITE, nobody, tmp_path, moment)
    (asked,) = letters(db, "did_you_meet")
    assert (states(db)["due"], states(db)["ahead"]) == ("on_hold", "waiting")
    assert asked.state == "on_hold"
    assert asked.reason == "may have left after the backup of 2027-02-09 10:00 UTC"
    assert store.delays.release(db, [asked.id], at("2027-02-15 09:00")) == 1
    timetable.tick(db, SITE, nobody, tmp_path, at("2027-02-16 08:00"))
    assert store.letters.get(db, asked.id).state == "waiting"


def test_a_coordinator_can_sign_in_to_release_what_is_held(tmp_path: Path) -> None:
    db = store.connect(tmp_path)
    coordinators.add(db, "kaisa@example.org", "Kaisa", "fi")
    in_the_night = at("2027-02-12 23:00")
    restoring.hold_since(db, at("2027-02-09 12:00"), in_the_night)
    coordinators.mail_link(db, SITE, "kaisa@example.org", "a browser", in_the_night)
    timetable.tick(db, SITE, server(free_port()), tmp_path, in_the_night)
    (letter,) = letters(db, "sign_in")
    assert letter.state == "waiting"
