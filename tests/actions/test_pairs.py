"""Making pairs and publishing them."""

from datetime import timedelta

import pytest

from service import store
from service.actions import applications, pairs
from service.domain.errors import Refused
from service.web.catcher.shown import opened
from tests.programme import (
    ANNA,
    EETU,
    NOW,
    SITE,
    a_published_pair,
    a_published_team,
    a_round,
    an_application,
    apply,
    letters,
)


def test_publishing_introduces_both_in_their_own_language(db: store.Database) -> None:
    a_published_pair(db)
    (to_mentor,) = letters(db, "pair_intro_mentor")
    (to_actor,) = letters(db, "pair_intro_actor")
    assert (to_mentor.to_address, to_mentor.language) == (ANNA.email, "fi")
    assert (to_actor.to_address, to_actor.language) == (EETU.email, "sv")


def test_both_learn_the_address_that_goes_into_cc_and_into_their_own_events(
    db: store.Database,
) -> None:
    """Mail between the two and events of their own count only where they know it (P15, P19)."""
    a_published_pair(db)
    for kind in ("pair_intro_actor", "pair_intro_mentor"):
        (letter,) = letters(db, kind)
        assert SITE.sender_address in opened(store.letters.get(db, letter.id).raw).text


def test_the_letters_of_publishing_wait_ten_minutes(db: store.Database) -> None:
    season = store.rounds.add(db, a_round())
    apply(db, an_application("mentor", ANNA.name, ANNA.email))
    apply(db, an_application("actor", EETU.name, EETU.email))
    pairs.make(db, season, ANNA.email, [EETU.email])
    assert letters(db, "pair_intro_actor") == []
    pairs.publish(db, SITE, season, NOW)
    assert letters(db, "pair_intro_actor")[0].due_at == NOW + timedelta(minutes=10)


def test_publishing_twice_mails_once(db: store.Database) -> None:
    a_published_pair(db)
    assert pairs.publish(db, SITE, store.rounds.get(db, 1), NOW) == []
    assert len(letters(db, "pair_intro_actor")) == 1


def test_a_team_comes_with_its_members_and_its_contact_is_asked(db: store.Database) -> None:
    pair = a_published_team(db)
    assert (pair.model, pair.team_name, pair.contact.name) == ("group", "Kajo", "Sami Laine")
    assert [actor.name for actor in pair.actors] == ["Sami Laine", "Maija Salo", "Elias Berg"]
    assert [one.to_address for one in letters(db, "pair_intro_actor")] == ["sami@example.org"]
    assert len(letters(db, "team_intro")) == 2


def test_who_has_not_confirmed_is_not_paired(db: store.Database) -> None:
    season = store.rounds.add(db, a_round())
    apply(db, an_application("mentor", ANNA.name, ANNA.email))
    with pytest.raises(Refused, match="has not sent an application"):
        pairs.make(db, season, ANNA.email, [EETU.email])
    form = an_application("actor", EETU.name, EETU.email)
    applications.receive(db, SITE, season, form, NOW)
    with pytest.raises(Refused, match="has not confirmed"):
        pairs.make(db, season, ANNA.email, [EETU.email])


def test_a_role_is_not_taken_for_another(db: store.Database) -> None:
    season = store.rounds.add(db, a_round())
    apply(db, an_application("mentor", ANNA.name, ANNA.email))
    with pytest.raises(Refused, match="applied as mentor"):
        pairs.make(db, season, ANNA.email, [ANNA.email])


def test_an_actor_has_one_mentor(db: store.Database) -> None:
    a_published_pair(db)
    apply(db, an_application("mentor", "Liisa Holm", "liisa@example.org"))
    with pytest.raises(Refused, match="has pair 1"):
        pairs.make(db, store.rounds.get(db, 1), "liisa@example.org", [EETU.email])


def test_choices_of_the_form_are_told_in_the_readers_language(db: store.Database) -> None:
    season = store.rounds.add(db, a_round())
    chosen = {"field": "kulttuuri", "themes": ("verkostot",), "work": "kulttuuri"}
    apply(db, an_application("mentor", ANNA.name, ANNA.email, "fi", answers=chosen))
    apply(db, an_application("actor", EETU.name, EETU.email, "sv"))
    pairs.make(db, season, ANNA.email, [EETU.email])
    pairs.publish(db, SITE, season, NOW)
    (letter,) = letters(db, "pair_intro_actor")
    said = opened(store.letters.get(db, letter.id).raw).text
    assert [line.strip() for line in said.split("\n") if line.startswith("    ")][1:] == [
        "Område: kultur",
        "Arbete: kulttuuri",
        "Teman: nätverk",
    ]
