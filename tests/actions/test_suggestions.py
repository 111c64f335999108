"""Suggestions are taken as drafts, all or none, and nothing is mailed (P7, P8)."""

import pytest

from service import store
from service.actions import pairs, suggestions
from service.domain.applications import Application
from service.domain.errors import Refused
from tests.programme import NOW, a_round, an_application, apply, letters

BY = "minna@example.org"


@pytest.fixture
def applied(db: store.Database) -> list[Application]:
    """Two mentors and two actors, all of whom fit."""
    store.rounds.add(db, a_round())
    roles = (("mentor", "Anna"), ("mentor", "Liisa"), ("actor", "Eetu"), ("actor", "Sami"))
    return [
        apply(db, an_application(role, name, f"{name.lower()}@example.org"))  # type: ignore[arg-type]
        for role, name in roles
    ]


def test_suggestions_become_drafts(db: store.Database, applied: list[Application]) -> None:
    season = store.rounds.get(db, 1)
    found = suggestions.suggest(db, season)["everyone"].suggestions
    chosen = [(one.match.mentor.id, one.actor.id) for one in found if one.match]
    assert suggestions.take(db, season, chosen, BY, NOW) == 2
    assert [(pair.mentor.name, pair.contact.name) for pair in store.pairs.drafts(db, 1)] == [
        ("Anna", "Eetu"), ("Liisa", "Sami")
    ]  # fmt: skip
    assert suggestions.suggest(db, season)["total"].suggestions == ()
    assert letters(db, "pair_intro_mentor") == []


def test_a_suggestion_that_has_gone_stale_takes_none(
    db: store.Database, applied: list[Application]
) -> None:
    season = store.rounds.get(db, 1)
    anna, liisa, eetu, sami = applied
    pairs.make(db, season, anna.email, [eetu.email])
    with pytest.raises(Refused, match="has pair 1"):
        suggestions.take(db, season, [(liisa.id, sami.id), (liisa.id, eetu.id)], BY, NOW)
    with pytest.raises(Refused, match="suggestions have changed"):
        suggestions.take(db, season, [(anna.id, sami.id)], BY, NOW)
    with pytest.raises(Refused, match="nobody is chosen"):
        suggestions.take(db, season, [], BY, NOW)
    assert len(store.pairs.drafts(db, 1)) == 1
