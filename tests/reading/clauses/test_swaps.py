"""Times told in the place of the meeting's own, as the grammar alone reads them."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.domain.readings import Context
from service.reading.understand import case_of, judged
from tests.reading.given import after, before

ERRANDS = (
    "I had a dentist appointment at {}.", "Jag hade tandläkare kl {}.",
    "Mulla oli hammaslääkäri klo {}.", "The kids had to be picked up at {}.",
)  # fmt: skip
MOVES = ("We moved it to {} April.", "Mötet är flyttat till den {} april.", "Siirrettiin se {}.4.")


def moved_to(text: str, context: Context) -> list[str | None]:
    """Return where the grammar says that the meeting was moved, nothing where it is not sure."""
    case, _, _ = case_of(text, context)
    verdict = judged(case)
    starts = [one.to.isoformat()[:16] if one.to else None for one in verdict.findings]
    return starts if verdict.certain else []


@pytest.mark.parametrize(
    ("text", "to"),
    [
        ("Nähdään 14.4. klo 16 eikä keskiviikkona.", "2026-04-14T16:00"),
        ("We are having it two days later.", "2026-04-10T17:00"),
        ("The meeting is on the 8th as planned but at 18.", "2026-04-08T18:00"),
        ("14.4 kl 15 gick inte, det blir 16.4 kl 18.", "2026-04-16T18:00"),
        ("Inte 14.4, men 16.4 kl 15 passar oss båda.", "2026-04-16T15:00"),
    ],
)
def test_takes_the_time_that_is_put_for_another(text: str, to: str) -> None:
    assert moved_to(text, before()) == [to]


@pytest.mark.parametrize(
    "text", ["My exam begins half an hour later.", "Nähdään keskiviikkona eikä torstaina."]
)
def test_moves_nothing_by_what_is_of_another_thing_or_kept(text: str) -> None:
    assert not any(moved_to(text, before()))


@given(st.sampled_from(MOVES), st.integers(10, 29), st.sampled_from(ERRANDS), st.integers(9, 16))
def test_an_errand_lends_its_hour_to_no_new_day(
    move: str, day: int, errand: str, hour: int
) -> None:
    on = date(2026, 4, 1) + timedelta(days=day - 1)
    parts = [move.format(day), errand.format(hour)]
    for text in (" ".join(parts), " ".join(reversed(parts))):
        assert moved_to(text, after()) in ([], [f"{on}T17:00"])
