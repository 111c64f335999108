from collections.abc import Sequence

import pytest

from service.reading.doubts.relations import relations_in
from service.reading.doubts.roles import values_in
from service.reading.understand import case_of
from tests.reading.given import after


def beside(text: str) -> list[Sequence[str]]:
    case, _, _ = case_of(text, after())  # a meeting of 90 minutes on 8.4.2026 at 17
    return relations_in([one.value for one in values_in(case)], case)


def test_a_sum_of_those_before_it_is_a_total_and_they_are_its_parts() -> None:
    tram, train, total = beside("Raitiovaunu 3 e, juna 10 e, yhteensä 13 e")
    assert "part True" in tram
    assert "part True" in train
    assert "total False" in train
    assert {"total True", "part False", "largest True of 3", "place False True"} <= {*total}


def test_a_sum_twice_another_may_be_there_and_back() -> None:
    one_way, both = beside("Bussi 4 e suunta, siis 8 e")
    assert "halved True" in one_way
    assert "doubled True" in both


def test_an_hour_is_known_by_the_plan_and_by_those_beside_it() -> None:
    began, ended, train = beside("Alkoi 17.00, loppui 18.30, juna lähti 19.20")
    assert "off 2" in began
    assert "its end True" in ended
    assert "its end False" in train
    assert {"place False True", "again False"} <= {*train}


def test_a_length_that_two_hours_span_is_theirs() -> None:
    told = beside("Klo 17.10-18.00 eli 50 min, odotin 15 min")
    assert ["spanned True" in one for one in told] == [False, True, False]


@pytest.mark.parametrize(
    ("day", "since"), [("15.4.", "since 2 True 3"), ("9.4.", "since 1 False 1")]
)
def test_a_day_is_known_by_how_long_after_the_meeting_it_is(day: str, since: str) -> None:
    (said,) = beside(f"Seuraava {day}")
    assert since in said
    assert "latest True earliest True of 1" in said


def test_of_many_values_only_the_first_are_compared() -> None:
    text = ", ".join(f"{euros} euroa" for euros in range(1, 61))
    told = beside(text)
    assert len(told) == 60
    assert told[39]
    assert not told[40]
