"""The ladder of S4, row by row."""

from typing import get_args

import pytest

from service.domain.proof import LADDER, Act, Proof, Rung, Shown, may, proof_of, rung

ALL = set(get_args(Act))


@pytest.mark.parametrize(
    ("shown", "proven", "unproven", "failed"),
    [
        ("token", "proven", "by_token", "doubted"),
        ("token_other_from", "asked_back", "asked_back", "doubted"),
        ("answered", "proven", "nobody", "nobody"),
        ("uid", "proven", "nobody", "nobody"),
        ("own_event", "proven", "nobody", "nobody"),
        ("question", "proven", "nobody", "nobody"),
        ("writer", "proven", "nobody", "nobody"),
        ("nothing", "nobody", "nobody", "nobody"),
    ],
)
def test_where_a_mail_stands(shown: Shown, proven: Rung, unproven: Rung, failed: Rung) -> None:
    found = [rung(shown, proof) for proof in ("proven", "unproven", "failed")]
    assert found == [proven, unproven, failed]


@pytest.mark.parametrize(
    ("stands", "acts"),
    [
        ("proven", ALL),
        ("by_token", {"settle", "claim", "calendar_answer", "own_data", "stop"}),
        ("asked_back", {"calendar_answer", "stop"}),
        ("doubted", {"calendar_answer", "stop"}),
        ("nobody", set()),
    ],
)
def test_what_a_mail_may_do(stands: Rung, acts: set[Act]) -> None:
    assert {act for act in ALL if may(stands, act)} == acts


@pytest.mark.parametrize("act", ["own_event", "change_address", "erase", "command"])
def test_what_needs_proof_is_never_done_without(act: Act) -> None:
    for shown, row in LADDER.items():
        for proof, stands in row.items():
            assert not may(stands, act) or (proof == "proven" and shown != "token_other_from")


@pytest.mark.parametrize(
    ("told", "checked", "proof"),
    [
        ("pass", "none", "proven"),
        ("none", "pass", "proven"),
        ("none", "none", "unproven"),
        ("fail", "pass", "failed"),
        ("pass", "fail", "failed"),
    ],
)
def test_a_failure_that_either_saw_is_a_failure(told: str, checked: str, proof: Proof) -> None:
    assert proof_of(told, checked) == proof  # type: ignore[arg-type]
