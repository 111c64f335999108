"""Answers to feedback by mail: kept, kept apart, asked back once, or for a human (P27)."""

from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from jobs import forget
from jobs.ask_for_feedback import ask_for_feedback
from service import store
from service.domain.feedback import Answer
from service.domain.feedback_words import QUESTIONS
from service.domain.languages import Language
from service.domain.letters import Matter
from service.domain.pairs import Pair
from service.store.inbox import Mail
from tests.programme import SITE, a_published_pair, an_answer, at, letters, receive, send_all

HALF = at("2027-04-19 10:00")
CLOSED = at("2027-07-01 10:00")
CANARY = "pyökkimetsän uni"


@pytest.fixture
def pair(db: store.Database) -> Pair:
    """Return a pair whose half-way questions have been sent."""
    return asked(db, a_published_pair(db), HALF)


def asked(db: store.Database, pair: Pair, now: datetime) -> Pair:
    ask_for_feedback(db, SITE, now)
    send_all(db, now)
    return pair


def answered(db: store.Database, pair: Pair, text: str, now: datetime = HALF) -> Mail:
    about = Matter("midway", pair.id) if now == HALF else Matter("closing", pair.round_id)
    return receive(db, an_answer(text, pair.mentor, about), now)


def kept(db: store.Database) -> list[Answer]:
    found = [
        *store.feedback.of_round(db, 1, "midway"),
        *store.feedback.of_round(db, 1, "closing"),
    ]
    return [replace(one, code="") for one in found]


def test_a_numbered_answer_is_kept_with_its_person(db: store.Database, pair: Pair) -> None:
    mail = answered(db, pair, "1: 4\n2: rytmi\n3: enemmän aikaa\n\nAnna")
    assert (mail.state, mail.reason) == ("settled", "answers")
    said = {"fit": "4", "met": "rytmi", "goal": "enemmän aikaa"}
    assert kept(db) == [Answer("", "midway", 1, "mentor", said, pair.mentor.id, pair.id)]
    (echo,) = letters(db, "understood")
    assert echo.subject == "Kiitos puolivälin vastauksestasi!"
    assert b"enemm" not in store.letters.get(db, echo.id).raw  # G5
    assert store.feedback.counts(db, 1) == {"midway": (2, 1)}


@pytest.mark.parametrize(
    ("language", "met", "goal"),
    [
        ("fi", "tavanneet niin usein kuin sovitte", "Mikä tavoite etenee"),
        ("sv", "träffats så ofta som ni kom överens om", "Vilket mål går framåt"),
        ("en", "met as often as you agreed", "Which goal is moving forward"),
    ],
)
def test_half_way_asks_how_the_pair_works_whether_they_meet_and_which_goal_moves(
    language: Language, met: str, goal: str
) -> None:
    first, second, third = (one.text[language] for one in QUESTIONS["midway"])
    assert ("1" in first, met in second, goal in third) == (True, True, True)


def test_a_second_answer_takes_the_place_of_the_first(db: store.Database, pair: Pair) -> None:
    answered(db, pair, "1: 4")
    answered(db, pair, "1: 2, 3: enemmän aikaa")
    said = {"fit": "2", "goal": "enemmän aikaa"}
    assert kept(db) == [
        Answer("", "midway", 1, "mentor", said, pair.mentor.id, pair.id, need="low")
    ]


def test_a_wish_to_be_contacted_reaches_the_coordinator(db: store.Database, pair: Pair) -> None:
    answered(db, pair, "1: 5\nOta yhteyttä")
    (needing,) = store.feedback.needing(db)
    assert (needing.need, needing.person_id) == ("contact", pair.mentor.id)
    assert store.feedback.settle_need(db, needing.code)
    assert not store.feedback.settle_need(db, needing.code)
    assert store.feedback.needing(db) == []


def test_a_number_off_the_scale_is_asked_back_once(db: store.Database, pair: Pair) -> None:
    assert answered(db, pair, "1: 7, 2: rytmi").state == "asked"
    assert kept(db) == []
    send_all(db, HALF)
    mail = answered(db, pair, "1: 77")
    assert (mail.state, mail.reason) == ("tray", "not understood, also after a question back")


@pytest.mark.parametrize(
    ("text", "state", "reason"),
    [
        ("Kiitos!", "settled", "nothing to do"),
        ("Miten pääsen vaihtamaan mentoria?", "tray", "a question for a coordinator"),
        ("Vain koordinaattorille: 1: 2", "tray", "for the coordinator only"),
        ("LOPETA", "settled", "withdraw"),
    ],
)
def test_what_is_no_answer_is_not_kept(
    db: store.Database, pair: Pair, text: str, state: str, reason: str
) -> None:
    mail = answered(db, pair, text)
    assert (mail.state, mail.reason) == (state, reason)
    assert kept(db) == []


def test_nothing_ties_a_nameless_answer_to_its_person(db: store.Database, tmp_path: Path) -> None:
    pair = asked(db, a_published_pair(db), CLOSED)
    text = f"1: 4, 2: 2, 3: 9, 4: {CANARY}\nNimettömänä\n\nAnna"
    mail = answered(db, pair, text, CLOSED)
    assert (mail.state, mail.reason) == ("settled", "answered without a name")
    said = {"goals": "4", "letters": "2", "recommend": "9", "useful": CANARY}
    assert kept(db) == [Answer("", "closing", 1, "mentor", said)]
    with pytest.raises(LookupError):
        store.inbox.raw(db, mail.id)
    assert mail.reading is not None
    assert (mail.reading["text"], mail.reading["findings"]) == ("", [])
    holding = [
        (name, row) for name in db.table_names() for row in db.table(name).rows
        if CANARY in str(row)
    ]  # fmt: skip
    assert [name for name, _ in holding] == ["feedback"]
    assert forget.empty_log(db, SITE, CLOSED) == 1
    assert forget.empty_log(db, SITE, CLOSED) == 0
    files = b"".join(path.read_bytes() for path in tmp_path.glob("oksa.sqlite3*"))
    assert files.count(CANARY.encode()) == 1


def test_a_nameless_answer_has_neither_order_nor_time(db: store.Database) -> None:
    columns = {row["name"]: row["type"] for row in db.query("pragma table_info(feedback)")}
    assert not [name for name in columns if name.endswith(("_at", "_on", "id")) and name not in (
        "person_id", "pair_id", "round_id")]  # fmt: skip
    made = next(db.query("select sql from sqlite_master where name = 'feedback'"))["sql"]
    assert made.endswith("without rowid")
    asked = {row["name"] for row in db.query("pragma table_info(askings)")}
    assert asked == {"occasion", "matter_id", "person_id", "turn", "asked_at", "answered"}


def test_a_nameless_answer_is_not_given_twice(db: store.Database) -> None:
    pair = asked(db, a_published_pair(db), CLOSED)
    answered(db, pair, "1: 4\nNimettömänä", CLOSED)
    mail = answered(db, pair, "1: 1\nNimettömänä", CLOSED)
    assert (mail.state, mail.reason) == ("tray", "has answered already, without a name")
    assert [one.answers for one in kept(db)] == [{"goals": "4"}]
