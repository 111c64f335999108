from array import array

import pytest

from service.reading.doubts.features import features_of
from service.reading.doubts.heard import heard_in
from service.reading.doubts.opinion import (
    ASK_BACK,
    OTHER,
    answer_of,
    opinion_on,
    weights,
)
from service.reading.doubts.weights import ZERO, Weights, hashed, packed, shares, unpacked
from service.reading.understand import case_of
from tests.reading.given import after, before
from tests.reading.labelled import fingerprint
from tests.reading.train import Example, learn


def opinion(text: str, asked: str = "invitation") -> dict[str, float]:
    context = after() if asked == "attendance" else before()
    case, _, _ = case_of(text, context)
    return dict(heard_in(case).shares)


def test_the_weights_are_learnt_from_the_replies_that_are_here() -> None:
    assert weights().learnt_from == fingerprint(), (
        "the labelled replies changed: run `make opinion`"
    )


def test_shares_are_probabilities() -> None:
    assert sum(opinion("Tulen mielelläni!").values()) == pytest.approx(1)


def test_words_never_seen_leave_every_answer_open() -> None:
    learnt = Weights(("accepted", OTHER), 0.25, "0f", (hashed("a"),), bytes([ZERO, 1]))
    assert shares(["b"], learnt) == {"accepted": 0.5, OTHER: 0.5}


@pytest.mark.parametrize("text", ["Kyllä", "Ja", "Joo!"])
def test_the_question_decides_what_a_yes_means(text: str) -> None:
    ahead, over = opinion(text), opinion(text, "attendance")
    assert max(ahead, key=lambda one: ahead[one]) == "accepted"
    assert max(over, key=lambda one: over[one]) == "held"


def test_features_are_words_and_meanings_with_their_neighbours_alone_and_under_the_question() -> (
    None
):
    case, _, _ = case_of("Kuudelta käy", before())
    assert features_of(case.text, case.clauses, case.context) == {
        "^", "kuudelta", "kuud~", "kuudel~", "käy", "$",
        "^ kuudelta", "kuudelta käy", "käy $", "^ kuudelta käy", "kuudelta käy $",
        "invitation ahead", "invitation ahead|kuudelta", "invitation ahead|kuud~",
        "invitation ahead|käy", "length 0", "<Clock> 1", "<Clock> käy",
        "{agree}", "{suits}", "{agree+suits alone}", "{unknown 0}",
        "invitation ahead|{agree}", "invitation ahead|{suits}",
        "invitation ahead|{agree+suits alone}", "{ > agree+suits", "agree+suits > }",
    }  # fmt: skip


def test_numbers_are_alike() -> None:
    one, two = (case_of(f"Klo {hour} käy", before())[0] for hour in (16, 17))
    both = [features_of(case.text, case.clauses, case.context) for case in (one, two)]
    assert both[0] == both[1]


def test_an_answer_is_named_by_its_kinds() -> None:
    assert [answer_of([]), answer_of(["planned", "held", "held"])] == ["-", "held+planned"]


def test_weights_come_back_from_their_file() -> None:
    keys = array("I", sorted(map(hashed, "ab")))
    learnt = Weights(("accepted", OTHER), 0.25, "0f", keys, bytes([ZERO, 1, 255, ZERO]))
    assert unpacked(packed(learnt)) == learnt


def test_what_was_seen_with_an_answer_speaks_for_it() -> None:
    told = [Example(frozenset({"joo"}), "accepted"), Example(frozenset({"en"}), ASK_BACK)] * 8
    learnt = learn(told, "0f")
    assert learnt.answers == (ASK_BACK, "accepted", OTHER)
    (yes,), (no,) = learnt.rows_of(["joo"]), learnt.rows_of(["en"])
    assert (yes[1] > ZERO > yes[0], no[0] > ZERO > no[1]) == (True, True)


def test_an_opinion_is_parted_into_words_and_meanings_and_what_is_new_is_counted() -> None:
    case, _, _ = case_of("Tulen paikalle", before())
    opinion = heard_in(case).opinion
    assert opinion.by_words["accepted"] > 0.5 < opinion.by_meanings["accepted"]
    assert opinion.unseen < 0.5 < opinion_on({"qzx", "xqz"}, opinion.in_order).unseen
