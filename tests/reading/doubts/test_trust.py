from datetime import UTC, date, datetime

import pytest

from service.domain.readings import Finding
from service.reading.doubts.opinion import ASK_BACK, OTHER
from service.reading.doubts.trust import Learnt, learnt, traits_of, trusted
from service.reading.understand import case_of
from tests.reading.given import after, before
from tests.reading.train_trust import Reading, figures, learn, readings

SHARES = {"held": 0.75, ASK_BACK: 0.25, OTHER: 0.0}
TOLD: list[Reading] = [
    *({"right": True, "traits": {"probable": 0.9, "words": float(at)}} for at in range(20)),
    *({"right": False, "traits": {"probable": 0.1, "unused day": 1.0}} for _ in range(20)),
]


def test_the_traits_of_a_reading_are_named_and_those_of_nothing_left_out() -> None:
    case, _, _ = case_of("Nähtiin eilen ja torstaina", after())
    found = Finding("held", on=date(2026, 4, 8))
    traits = traits_of([found], case, SHARES)
    assert {name: round(value, 2) for name, value in traits.items()} == {
        "probable": 0.75, "log probable": -0.29, "log ask back": -1.38, "likeliest": 1,
        "asked attendance": 1, "says held": 1, "unused day": 1, "held without a length": 1,
        "words": 1.61, "unknown words": 0.69,
    }  # fmt: skip


def test_a_time_that_a_finding_took_is_not_unused() -> None:
    case, _, _ = case_of("Siirretään torstaihin klo 17", before())
    moved = Finding("moved", to=datetime(2026, 4, 9, 14, tzinfo=UTC))
    assert not {"unused day", "unused clock"} & traits_of([moved], case, SHARES).keys()
    assert "moved to no time" in traits_of([Finding("moved")], case, SHARES)


def test_an_answer_of_the_opinions_own_is_told_from_what_the_grammar_read() -> None:
    case, _, _ = case_of("Nähtiin", after())
    traits = traits_of([Finding("not_held")], case, SHARES, instead_of=[Finding("held")])
    assert {name for name in traits if "opinion" in name or "grammar" in name} == {
        "second opinion", "second opinion says not_held", "grammar says held",
    }  # fmt: skip


def test_an_answer_without_values_is_weighed_apart() -> None:
    case, _, _ = case_of("Nähtiin", after())
    assert traits_of([Finding("not_held")], case, SHARES)["bare"] == 1
    assert "bare" not in traits_of([Finding("held")], case, SHARES)


def test_a_trait_that_was_never_seen_weighs_nothing() -> None:
    assert trusted({"a": 1.0, "b": 5.0}, Learnt(0.0, {"a": 0.0})) == 0.5


def test_what_was_right_is_trusted_and_what_was_wrong_is_not() -> None:
    by = learn(TOLD)
    assert trusted(TOLD[0]["traits"], by) > 0.6 > 0.4 > trusted(TOLD[-1]["traits"], by)
    assert (
        figures(TOLD * 5, learn(TOLD * 5)).splitlines()[-1]
        == "0.70  settled  100 of 200  right  100"
    )


def test_a_set_can_be_left_out() -> None:
    sets = {one["set"] for one in readings(["sixth"])}
    assert "sixth" not in sets
    assert "seventh" in sets


def test_the_weights_are_learnt_from_the_readings_that_are_kept() -> None:
    again, by = learn(readings()), learnt()
    assert {"": again.base, **again.weights} == pytest.approx({"": by.base, **by.weights}), (
        "the readings that are kept changed: run `make opinion`"
    )
