from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from service.domain.bounces import Bounce, Sort, Standing, sort_of, standing_of

NOW = datetime(2027, 2, 10, 9, 0, tzinfo=UTC)
HELSINKI = ZoneInfo("Europe/Helsinki")


@pytest.mark.parametrize(
    ("status", "sort"),
    [
        ("5.1.1", "gone"),
        ("5.1.2", "gone"),
        ("5.1.3", "gone"),
        ("5.1.6", "gone"),
        ("5.1.10", "gone"),
        ("5.2.1", "gone"),
        ("5.4.4", "gone"),
        ("550 5.1.1 <anna@example.org>: User unknown", "gone"),
        ("550 No such user here", "gone"),
        ("550 Requested action not taken: mailbox unavailable", "soft"),
        ("450 Unknown user, for now", "soft"),
        ("554 Rejected", "soft"),
        ("5.2.2", "soft"),
        ("552 5.2.2 Over quota", "soft"),
        ("4.2.2", "soft"),
        ("4.4.1", "soft"),
        ("5.4.7", "soft"),
        ("5.0.0", "soft"),
        ("given up after 14 tries: 451 4.7.1 Greylisted", "soft"),
        ("5.7.1", "ours"),
        ("550 5.7.26 This mail is unauthenticated", "ours"),
        ("553 5.1.8 Sender address rejected", "ours"),
        ("5.1.7", "ours"),
        ("552 5.3.4 Message too big", "ours"),
        ("5.5.2", "ours"),
        ("5.6.0", "ours"),
        ("UnicodeError: not a header", "ours"),
    ],
)
def test_sorts_of_bounces(status: str, sort: Sort) -> None:
    assert sort_of(status) == sort


def at(days: float, sort: Sort) -> Bounce:
    return Bounce(NOW - timedelta(days=days), sort, "")


@pytest.mark.parametrize(
    ("bounces", "standing"),
    [
        ([], "fine"),
        ([at(0, "gone")], "fine"),
        ([at(0, "gone"), at(0.1, "gone")], "fine"),
        ([at(1, "gone"), at(0, "gone")], "broken"),
        # 23:30 and 00:30 in Helsinki are two days, though one in Greenwich
        ([at(0.48, "gone"), at(0.43, "gone")], "broken"),
        ([at(0, "gone"), at(1, "soft"), at(2, "ours")], "fine"),
        ([at(2, "soft"), at(1, "soft")], "fine"),
        ([at(29, "soft"), at(1, "soft"), at(0, "soft")], "doubtful"),
        ([at(31, "soft"), at(1, "soft"), at(0, "soft")], "fine"),
        ([at(9, "ours"), at(1, "ours"), at(0, "ours")], "fine"),
    ],
)
def test_how_an_address_stands(bounces: list[Bounce], standing: Standing) -> None:
    assert standing_of(bounces, HELSINKI, NOW) == standing
