from pathlib import Path

import numpy as np
import pytest

from service.reading.doubts.network import (
    Floats,
    in_order,
    kept,
    network,
    opened,
    read_in_order,
    windows,
)
from service.reading.doubts.rows import row_of
from service.reading.understand import case_of
from tests.reading.given import after
from tests.reading.labelled import fingerprint
from tests.reading.lessons import Lesson, labels_of
from tests.reading.train_network import Batch, Learner, batch_of, learn

TEAM = ("Mikko", "Layla")


def lesson(text: str, answer: str, *roles: str, gone: str = "") -> Lesson:
    case, _, _ = case_of(text, after("attendance", "fi", *TEAM))
    missing = {name: name == gone for name in TEAM} if "held" in answer else {}
    return Lesson(row_of(case), answer, frozenset(answer.split("+")), roles, missing)


TOLD = [
    lesson("Nähtiin, 50 min", "held", "held"),
    lesson("Nähtiin, Mikko ei päässyt", "held", gone="Mikko"),
    lesson("Ei nähty, siirrettiin 14.4.", "moved", "moved"),
    lesson("Ei nähty", "not_held"),
] * 8


def test_the_network_is_learnt_from_the_replies_that_are_here() -> None:
    assert network().learnt_from == fingerprint(), "the labelled replies changed: `make opinion`"


def test_what_was_taught_is_told_again() -> None:
    learnt = learn(TOLD, "0f", rounds=80)
    for one in TOLD[:4]:
        read = in_order(one.row, learnt)
        assert max(read.answers, key=lambda name: read.answers[name]) == one.answer
        assert {kind for kind, share in read.kinds.items() if share > 0.5} == one.kinds
        told = [max(shares, key=lambda name: shares[name]) for shares in read.roles if shares]
        assert told == list(one.roles)
        if one.missing:
            assert {name: share > 0.5 for name, share in read.missing.items()} == one.missing


def test_the_order_of_words_matters() -> None:
    texts = ("Mikko oli, Layla ei", "Layla oli, Mikko ei")
    rows = [row_of(case_of(text, after("attendance", "fi", *TEAM))[0]) for text in texts]
    one, other = (read_in_order(row).missing for row in rows)
    assert one["Layla"] > one["Mikko"]
    assert other["Mikko"] > other["Layla"]


def test_every_share_is_a_probability() -> None:
    read = read_in_order(row_of(case_of("Nähtiin, 50 min", after("attendance", "fi", *TEAM))[0]))
    assert sum(read.answers.values()) == pytest.approx(1, abs=1e-4)
    assert [sum(one.values()) for one in read.roles if one] == [pytest.approx(1, abs=1e-4)]
    assert all(0 <= share <= 1 for share in (*read.kinds.values(), *read.missing.values()))


def test_a_value_beyond_the_row_has_no_roles() -> None:
    case, _, _ = case_of("ja sitten " * 200 + "nähtiin 14.4.", after())
    assert read_in_order(row_of(case)).roles == [None]


def test_a_token_is_seen_with_those_around_it_and_nothing_beyond_the_ends() -> None:
    rows = np.array([[1.0], [2.0], [3.0]], np.float32)
    assert windows(rows).tolist() == [[0, 0, 1, 2, 3], [0, 1, 2, 3, 0], [1, 2, 3, 0, 0]]


def test_the_slopes_are_those_of_the_error() -> None:
    learner, batch = Learner(labels_of(TOLD)), batch_of(TOLD[:4])
    for name, one in learner.weights.items():
        learner.weights[name] = one.astype(np.float64)
    _, slopes = learner.slopes(batch, left_out=0)
    for name, slope in slopes.items():
        steepest = int(np.abs(slope).argmax())
        weights = learner.weights[name].reshape(-1)
        assert slope.reshape(-1)[steepest] == pytest.approx(
            measured(learner, batch, weights, steepest), rel=1e-3
        ), name


def measured(learner: Learner, batch: Batch, weights: Floats, at: int) -> float:
    """Return the slope of the error at a weight, by moving that weight a little each way."""
    errors, weight = [], weights[at]
    for move in (1e-4, -1e-4):
        weights[at] = weight + move
        errors.append(learner.slopes(batch, left_out=0)[0])
    weights[at] = weight
    return (errors[0] - errors[1]) / 2e-4


def test_a_network_comes_back_from_its_file(tmp_path: Path) -> None:
    learnt = Learner(labels_of(TOLD)).network("0f")
    kept(learnt, tmp_path / "network.npz")
    again = opened(tmp_path / "network.npz")
    assert (again.answers, again.kinds, again.learnt_from) == (learnt.answers, learnt.kinds, "0f")
    assert np.abs(again.table - learnt.table).max() < np.abs(learnt.table).max() / 200
    assert again.weights["filters"] == pytest.approx(learnt.weights["filters"], abs=1e-3)


def test_a_table_of_another_size_is_refused(tmp_path: Path) -> None:
    learnt = Learner(labels_of(TOLD)).network("0f")
    small = type(learnt)(learnt.answers, learnt.kinds, "0f", learnt.table[:5], learnt.weights)
    kept(small, tmp_path / "small.npz")
    with pytest.raises(ValueError, match=r"small\.npz: a table of"):
        opened(tmp_path / "small.npz")
