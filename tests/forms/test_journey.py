"""A form on its way, and the seal it travels under."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from forms import journey, sealed
from forms.journey import Journey, reference, wanting, with_answers
from forms.sealed import Opened
from tests.seasons import a_round

NOW = datetime(2027, 1, 15, 12, tzinfo=UTC)
SEASON = a_round(date(2027, 1, 15))
BEGUN = Journey("a nonce", "fi", "li")
SECRET = b"a secret of the tests alone"


def test_a_box_that_was_not_ticked_is_not_ticked_any_more() -> None:
    sent = {"role": ["mentor"], "town": ["Turku"], "online": ["y"]}
    ticked = with_answers(BEGUN, sent, "practical", SEASON)
    assert ticked.answers["online"] == ("y",)
    assert "online" not in with_answers(ticked, {"town": ["Turku"]}, "practical", SEASON).answers
    assert "online" in with_answers(ticked, {"name": ["Anna"]}, "you", SEASON).answers


def test_the_next_step_is_the_first_that_is_not_right() -> None:
    chosen = with_answers(BEGUN, {"role": ["actor"]}, "role", SEASON)
    you = with_answers(chosen, {"name": ["Anna"], "email": ["anna@example.org"]}, "you", SEASON)
    assert [wanting(one, SEASON) for one in (BEGUN, chosen, you)] == ["role", "you", "topics"]


def test_a_reference_is_of_the_answers_and_not_of_the_language() -> None:
    other = replace(BEGUN, answers={"email": ("anna@example.org",)})
    assert reference(BEGUN) == reference(replace(BEGUN, language="sv"))
    assert len({reference(BEGUN), reference(other), reference(replace(BEGUN, nonce="b"))}) == 3
    assert set(reference(BEGUN).replace("-", "")) <= set(journey.ALPHABET)
    assert [len(half) for half in reference(BEGUN).split("-")] == [3, 3]


@pytest.mark.parametrize(
    ("later", "fresh"), [(timedelta(hours=24), True), (timedelta(days=2), False)]
)
def test_a_journey_travels_under_seal(later: timedelta, fresh: bool) -> None:
    went = replace(BEGUN, answers={"themes": ("t1", "t2")}, done=("role",), person_id=7)
    text = sealed.seal(SECRET, went, 3, NOW)
    assert sealed.unseal(SECRET, text, [1, 3], NOW + later) == Opened(went, 3, fresh)


def test_a_seal_opens_for_its_own_round_and_house_only() -> None:
    text = sealed.seal(SECRET, BEGUN, 3, NOW)
    assert sealed.unseal(SECRET, text, [1, 2], NOW) is None
    assert sealed.unseal(b"another secret of tests", text, [3], NOW) is None
    assert sealed.unseal(SECRET, text[1:], [3], NOW) is None


def test_only_our_sources_are_counted() -> None:
    assert [journey.source_in(text) for text in ("li", "juliste", "tt", "<b>")] == (
        ["li", "juliste", "", ""]
    )
