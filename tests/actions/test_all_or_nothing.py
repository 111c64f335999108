"""A decision and its letters stand or fall together (R2, P36)."""

import shutil
from collections.abc import Callable
from itertools import count
from pathlib import Path

import pytest

from service import store
from service.actions import applications, pairs, replies
from service.domain.letters import Matter
from service.store.inbox import Delivery
from tests.programme import (
    NOW,
    SITE,
    a_published_pair,
    a_round,
    an_answer,
    an_application,
    apply,
    at,
    booked,
)

AFTER = at("2027-02-10 09:00")
Step = Callable[[store.Database], object]


class PowerCut(Exception):
    """The machine stops between two statements."""


def an_address_to_confirm(db: store.Database) -> Step:
    season = store.rounds.add(db, a_round())
    form = an_application("mentor", "Liisa Holm", "liisa@example.org")
    kept = applications.receive(db, SITE, season, form, NOW)
    return lambda db: applications.confirm(db, SITE, kept.person_id, season.id, NOW)


def a_pair_to_publish(db: store.Database) -> Step:
    season = store.rounds.add(db, a_round())
    apply(db, an_application("mentor", "Liisa Holm", "liisa@example.org"))
    apply(db, an_application("actor", "Sami Laine", "sami@example.org"))
    pairs.make(db, season, "liisa@example.org", ["sami@example.org"])
    return lambda db: pairs.publish(db, SITE, season, NOW)


def a_reply(words: str) -> Callable[[store.Database], Step]:
    def given(db: store.Database) -> Step:
        pair = a_published_pair(db)
        (meeting,) = booked(db, pair, "2027-02-09 17:00")
        raw = an_answer(words, pair.mentor, Matter("meeting", meeting.id))
        (mail_id,) = store.inbox.keep(db, [Delivery(raw, "x@example.org", (), "smtp")], AFTER)
        store.inbox.note_try(db, mail_id)  # trying is counted on its own, and survives the cut
        return lambda db: replies.read_mail(db, SITE, mail_id, AFTER)

    return given


@pytest.mark.parametrize(
    "given",
    [
        an_address_to_confirm,
        a_pair_to_publish,
        a_reply("Joo tavattiin, 1 h"),
        a_reply("siirrettiin to 11.3. klo 16"),
    ],
    ids=["confirm", "publish", "held", "moved"],
)
def test_a_cut_between_any_two_statements_leaves_all_or_nothing(
    tmp_path: Path, given: Callable[[store.Database], Step]
) -> None:
    first = store.connect(tmp_path / "first")
    step = given(first)
    before = contents(first)
    first.conn.close()
    for statements in count():
        folder = tmp_path / f"after-{statements}"
        shutil.copytree(tmp_path / "first", folder)
        db = store.connect(folder)
        whole = run_until(db, step, statements)
        after = contents(db)
        db.conn.close()
        if whole:
            assert after != before
            return
        assert after == before
        shutil.rmtree(folder)


def run_until(db: store.Database, step: Step, statements: int) -> bool:
    """Run a step, cutting the power after so many statements; True if it came to its end."""
    left = iter(range(statements))

    def count_down(sql: str, values: object) -> None:
        if next(left, None) is None:
            raise PowerCut

    try:
        with db.tracer(count_down):
            step(db)
    except PowerCut:
        return False
    return True


def contents(db: store.Database) -> dict[str, list[tuple[object, ...]]]:
    """Return every row there is, but for how often a mail was tried."""
    tables = [name for name in db.table_names() if not name.startswith("sqlite_")]
    rows = {name: [tuple(row.values()) for row in db[name].rows] for name in tables}
    rows["inbox"] = [tuple({**row, "tries": 0}.values()) for row in db["inbox"].rows]
    return rows
