from collections.abc import Sequence
from datetime import UTC, date, datetime
from math import log

import pytest

from service.domain.readings import Finding
from service.reading.clauses.verdicts import Verdict
from service.reading.doubts.heard import Heard
from service.reading.doubts.opinion import ASK_BACK, NOTHING, OTHER, Opinion
from service.reading.doubts.roles import Role, values_in
from service.reading.doubts.trees import Learnt, trusted
from service.reading.doubts.trust import learnt, traits_of
from service.reading.understand import case_of
from tests.reading.given import after
from tests.reading.train_trust import Reading, figures, fingerprint, learn, readings

SHARES = {"held": 0.75, ASK_BACK: 0.25, NOTHING: 0.0, OTHER: 0.0}
TOLD: list[Reading] = [
    *({"right": True, "traits": {"probable": 0.9, "words": float(at)}} for at in range(20)),
    *({"right": False, "traits": {"probable": 0.1, "unused day": 1.0}} for _ in range(20)),
]


def traits(text: str, found: Sequence[Finding], read: Sequence[Finding] = ()) -> dict[str, float]:
    case, _, _ = case_of(text, after())
    roles: list[dict[Role, float]] = [
        {"held": 0.8, "planned": 0.2} if at == 0 else {"none": 0.5, "held": 0.5}
        for at, _ in enumerate(values_in(case))
    ]
    return traits_of(
        found,
        case,
        Heard(Opinion(SHARES, SHARES, SHARES, SHARES, 0.25), roles, {}, {"held": 0.9}),
        Verdict(tuple(read or found), certain=False),
    )


def test_the_traits_of_a_reading_are_named_and_those_of_nothing_left_out() -> None:
    found = traits("Nähtiin eilen ja torstaina", [Finding("held", on=date(2026, 4, 8))])
    assert {name: round(value, 2) for name, value in found.items()} == {
        "probable": 0.75, "log probable": -0.29, "log ask back": -1.38, "likeliest": 1,
        "first probable": 0.75, "second probable": 0.25, "answer held": 1, "says held": 1,
        "asked attendance": 1, "in fi": 1, "words": 1.61, "unknown words": 0.69, "days": 2,
        "roles": -0.92, "least role": -0.69, "least day": -0.69, "least day held": -0.22,
        "least day none": -0.69, "roles agree": 1, "joint": 0.3, "log joint": -1.2,
        "kinds as read": 1, "grammar says held": 1, "unused day": 1, "never seen": 0.25,
        "probable by words": 0.75, "probable by meanings": 0.75, "likeliest by words": 1,
        "likeliest by meanings": 1, "held without a length": 1,
        "probable in order": 0.75, "kinds in order": -0.1, "likeliest in order": 1,
    }  # fmt: skip


def test_a_time_that_a_finding_took_is_not_unused() -> None:
    moved = Finding("moved", to=datetime(2026, 4, 9, 14, tzinfo=UTC))
    text = "Siirretään torstaihin klo 17"
    assert not {"unused day", "unused clock"} & traits(text, [moved]).keys()
    assert "moved to no time" in traits(text, [Finding("moved")])


def test_an_answer_of_the_opinions_own_is_told_from_what_the_grammar_read() -> None:
    found = traits("Nähtiin", [Finding("not_held")], read=[Finding("held")])
    assert {name for name in found if "opinion" in name or "grammar" in name} == {
        "second opinion", "grammar says held",
    }  # fmt: skip
    assert "kinds as read" not in found


def test_a_value_taken_for_what_it_hardly_is_for_is_told() -> None:
    found = traits("Nähtiin eilen", [Finding("held")])
    assert found["day none rather held"] == 1
    assert "roles agree" not in found
    assert found["least day none"] < -9


def test_each_tree_adds_the_leaf_that_the_traits_lead_to() -> None:
    by = Learnt(0.0, [("a", 0.5, -log(3), log(3)), 0.0])
    assert trusted({"a": 1.0, "b": 5.0}, by) == pytest.approx(0.75)
    assert trusted({}, by) == pytest.approx(0.25)


def test_what_was_right_is_trusted_and_what_was_wrong_is_not() -> None:
    by = learn(TOLD)
    assert trusted(TOLD[0]["traits"], by) > 0.6 > 0.4 > trusted(TOLD[-1]["traits"], by)
    assert (
        figures(TOLD * 5, learn(TOLD * 5)).splitlines()[-1]
        == "0.70  settled  100 of 200  right  100"
    )


def test_a_set_can_be_left_out() -> None:
    sets = {one["set"] for one in readings(["fifteenth"])}
    assert "fifteenth" not in sets
    assert "sixteenth" in sets


def test_the_weights_are_learnt_from_the_readings_that_are_kept() -> None:
    assert learnt().learnt_from == fingerprint(), (
        "the readings that are kept changed: run `make opinion`"
    )
