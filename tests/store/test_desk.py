"""The desk's rows: found by index, counted without names, added and never changed."""

from datetime import date, timedelta

import pytest

from service import store
from tests.programme import NOW, a_published_pair, a_round, an_application, apply


@pytest.mark.parametrize(
    ("sql", "index"),
    [
        (
            "select id from outbox where state in ('waiting', 'on_hold', 'uncertain')"
            " order by due_at, id limit 9",
            "outbox_waiting",
        ),
        (
            "select id from outbox where state in ('sent', 'failed')"
            " order by coalesce(sent_at, due_at) desc, id desc limit 9",
            "outbox_left",
        ),
        (
            "select id from inbox where state in ('settled', 'asked', 'ignored', 'quarantined')"
            " order by coalesce(handled_at, received_at) desc, id desc limit 9",
            "inbox_handled",
        ),
        ("select id from inbox where matter = 'pair' and matter_id = 1", "inbox_matter"),
    ],
)
def test_the_console_reads_by_index(db: store.Database, sql: str, index: str) -> None:
    plan = [row["detail"] for row in db.query(f"explain query plan {sql}")]
    assert any(index in step for step in plan), plan


def test_what_waits_and_what_left_come_in_order(db: store.Database) -> None:
    a_published_pair(db)
    left = store.letters.latest(db, 2)
    assert [one.id for one in left] == [one.id for one in store.letters.every(db)][::-1][:2]
    assert store.letters.waiting(db, 10) == []


def test_visits_are_counted_beside_applications(db: store.Database) -> None:
    store.rounds.add(db, a_round())
    apply(db, an_application("actor", "Mira Saari", "mira@example.org", source="li"))
    today = date(2027, 1, 11)
    for source in ("li", "li", ""):
        store.visits.note(db, today, source, "fi")
    store.visits.note(db, today, "li", "sv")
    since = NOW - timedelta(days=1)
    counts = [
        (one.source, one.views, one.applications) for one in store.visits.counts(db, 1, since)
    ]
    assert counts == [("", 1, 0), ("li", 3, 1)]


def test_the_last_coordinator_cannot_be_removed(db: store.Database) -> None:
    first = store.coordinators.put(db, "minna@example.org", "Minna", "fi")
    assert not store.coordinators.remove(db, first.id)
    second = store.coordinators.put(db, "otso@example.org", "Otso", "sv")
    assert store.coordinators.remove(db, first.id)
    assert store.coordinators.every(db) == [second]


def test_looks_are_left_out_on_wish_and_acts_are_found_by_person(db: store.Database) -> None:
    for who, act in (("a@example.org", "moved"), ("a@example.org", "looked"), ("b@x", "moved")):
        store.acts.add(db, who, act, ("pair", 1), NOW)
    said = [(one.who, one.act) for one in store.acts.latest(db, looks=False, who="a@example.org")]
    assert said == [("a@example.org", "moved")]
