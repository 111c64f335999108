"""What stands beside an answer and is none: our question told back, and days of a stay."""

import pytest

from service.domain.readings import Context
from service.reading.understand import case_of, judged
from tests.reading.given import after, before, short, unplanned


def read(text: str, context: Context) -> tuple[bool, list[tuple[object, ...]]]:
    """Return what the grammar alone makes of a text."""
    verdict = judged(case_of(text, context)[0])
    return verdict.certain, [short(one) for one in verdict.findings]


@pytest.mark.parametrize(
    "quoted", ["Hi! You ask if I can come.", '"Can you come on 8 April?"', "You ask if I can come."]
)
def test_our_question_told_back_is_no_answer(quoted: str) -> None:
    assert read(f"{quoted} I can.", before(language="en")) == (True, [("accepted",)])
    assert read(f"{quoted} I cannot.", before(language="en")) == (True, [("declined",)])


def test_what_we_wrote_is_denied() -> None:
    said = "You write that we met on the 8th for 60 minutes. That is wrong, it was the 7th, 90 min."
    right = [("undo",), ("held", "2026-04-07", 90)]
    assert read(said, after(language="en")) == (True, right)


def test_days_of_a_stay_book_nothing() -> None:
    said = "15 January at 17:00. My parents are here from 20 January to 2 February."
    booked = [("planned", ["2025-01-15T17:00"])]
    assert read(said, unplanned(language="en")) == (True, booked)


def test_bounds_of_a_rule_are_no_stay() -> None:
    said = "Every Wednesday at 17:00 from 15 January to 22 January."
    booked = [("planned", ["2025-01-15T17:00", "2025-01-22T17:00"])]
    assert read(said, unplanned(language="en")) == (True, booked)


@pytest.mark.parametrize("span", ["from 14 January to 28 January", "between 14 and 28 January"])
def test_two_days_that_bound_those_between_are_no_list(span: str) -> None:
    certain, _ = read(f"Tuesdays {span} suit us. At 17.", unplanned(language="en"))
    assert not certain


def test_a_plan_told_politely_asks_nothing() -> None:
    said = "Would you be so kind as to note that we meet on Thursday 16 January at 5 pm?"
    booked = [("planned", ["2025-01-16T17:00"])]
    assert read(said, unplanned(language="en")) == (True, booked)


@pytest.mark.parametrize(
    "wrong",
    [
        "Sorry for the late answer. I see you have me down as not coming. That's wrong.",
        "Kindly correct this. Your mail is showing that I have declined.",
    ],
)
def test_what_we_noted_of_a_seat_is_denied(wrong: str) -> None:
    told = read(f"{wrong} I will be there.", before(language="en"))
    assert told == (True, [("undo",), ("accepted",)])


@pytest.mark.parametrize(
    ("said", "kinds"),
    [
        ("I can't answer if I will make it.", ["tentative"]),
        ("Please tell her not to start without me, I'll be 15 min late.", ["accepted"]),
        ("Täytyy tällä kertaa jättää auto kotiin, tulen bussilla.", ["accepted"]),
        ("Coming, as long as the coffee is good!", ["accepted"]),
    ],
)
def test_what_only_sounds_like_an_answer_before_it(said: str, kinds: list[str]) -> None:
    _, findings = read(said, before())
    assert [one[0] for one in findings] == kinds


@pytest.mark.parametrize(
    ("said", "minutes"),
    [
        ("We met for 50 minutes, in the end nothing was decided about the CV.", 50),
        ("Vi satt 50 minuter. Wifi krånglade så vi gav sen upp Teams och gick till kaféet.", 50),
        ("Myöhästyin bussista enkä ehtinyt paikalle ajoissa. Nähtiin 50 min.", 50),
    ],
)
def test_what_came_to_nothing_is_not_the_meeting(said: str, minutes: int) -> None:
    assert read(said, after()) == (True, [("held", minutes)])


def test_one_sum_put_right_of_two_is_asked_back() -> None:
    said = "Bussen 3,20. Tåget 12,40. Rättelse: 14,20."
    assert not read(said, after("expense", "sv"))[0]


def test_the_day_of_an_exam_is_no_time_put_instead() -> None:
    said = "Wednesday doesn't work for my group exam. Thursday is the exam. Topic would be stress."
    assert not read(said, before("preparation", "en"))[0]


def test_all_as_it_should_be_is_held_where_we_ask_that() -> None:
    assert read("Kaikki meni niin kuin piti.", after()) == (True, [("held",)])
    assert read("Kaikki meni niin kuin piti.", after("echo")) == (True, [])
