"""Publishing with a preview, a number typed, and ten minutes to undo (P8)."""

from datetime import timedelta

import pytest

from service import store
from service.actions import coordinating, holds, pairs, publishing, waiting_letters
from service.domain.errors import Refused
from service.domain.pairs import Pair
from service.domain.rounds import Round
from tests.programme import ANNA, EETU, NOW, SITE, a_round, an_application, apply, letters

BY = "minna@example.org"


def drafted(db: store.Database) -> tuple[Round, Pair]:
    season = store.rounds.add(db, a_round())
    mentor = apply(db, an_application("mentor", ANNA.name, ANNA.email, "fi"))
    actor = apply(db, an_application("actor", EETU.name, EETU.email, "sv"))
    return season, publishing.make(db, season, mentor.id, actor.id, BY, NOW)


def publish(db: store.Database, season: Round) -> publishing.Preview:
    shown = publishing.preview(db, SITE, season, NOW)
    assert publishing.publish(db, SITE, season, (shown.seal, "2"), BY, NOW) == 2
    return shown


def test_a_preview_shows_the_letters_to_the_byte_and_keeps_nothing(db: store.Database) -> None:
    season, _pair = drafted(db)
    before = store.letters.every(db)
    shown = publishing.preview(db, SITE, season, NOW)
    assert store.letters.every(db) == before
    publish(db, season)
    sent = [store.letters.get(db, one.id).raw for one in holds.holds(db, NOW)[0].letters]
    assert [letter.raw for _pair, several in shown.pairs for letter in several] == sent


@pytest.mark.parametrize("typed", ["", "1", "3", "two", "2.0"])
def test_another_number_publishes_nothing(db: store.Database, typed: str) -> None:
    season, pair = drafted(db)
    seal = publishing.preview(db, SITE, season, NOW).seal
    with pytest.raises(Refused, match="the number of letters is 2"):
        publishing.publish(db, SITE, season, (seal, typed), BY, NOW)
    assert store.pairs.get(db, pair.id).published_at is None


def test_drafts_changed_since_they_were_shown_are_not_published(db: store.Database) -> None:
    season, pair = drafted(db)
    seal = publishing.preview(db, SITE, season, NOW).seal
    publishing.unmake(db, pair.id, BY, NOW)
    other = apply(db, an_application("actor", "Mira Saari", "mira@example.org"))
    mentor = store.applications.confirmed(db, season.id, ANNA.email)
    assert mentor
    publishing.make(db, season, mentor.id, other.id, BY, NOW)
    with pytest.raises(Refused, match="changed"):
        publishing.publish(db, SITE, season, (seal, "2"), BY, NOW)


def test_undo_makes_drafts_again_and_withdraws_the_letters(db: store.Database) -> None:
    season, pair = drafted(db)
    publish(db, season)
    (hold,) = holds.holds(db, NOW + timedelta(minutes=9))
    assert (hold.bulk, hold.at, len(hold.letters)) == ("published", NOW + pairs.HOLD, 2)
    assert holds.undo(db, "published", hold.at.isoformat(), BY, NOW + timedelta(minutes=9)) == 2
    assert letters(db, "pair_intro_actor") == []
    assert store.pairs.get(db, pair.id).published_at is None
    acts = [one.act for one in store.acts.latest(db)]
    assert acts == ["undid_published", "published", "paired"]
    publish(db, season)
    assert len(letters(db, "pair_intro_actor")) == 1


def test_undo_is_refused_when_a_letter_has_left(db: store.Database) -> None:
    season, pair = drafted(db)
    publish(db, season)
    (hold,) = holds.holds(db, NOW)
    assert store.outbox.take(db, hold.letters[0].id)
    store.outbox.mark_sent(db, hold.letters[0].id, NOW)
    with pytest.raises(Refused, match="left already"):
        holds.undo(db, "published", hold.at.isoformat(), BY, NOW)
    assert store.pairs.get(db, pair.id).published_at == NOW
    assert len(letters(db, "pair_intro_actor")) == 1


def test_undo_is_refused_after_ten_minutes(db: store.Database) -> None:
    season, _pair = drafted(db)
    publish(db, season)
    at = (NOW + pairs.HOLD).isoformat()
    with pytest.raises(Refused, match="left already"):
        holds.undo(db, "published", at, BY, NOW + pairs.HOLD)


def test_a_published_pair_is_not_unmade(db: store.Database) -> None:
    season, pair = drafted(db)
    publish(db, season)
    with pytest.raises(Refused, match="no draft"):
        publishing.unmake(db, pair.id, BY, NOW)


def test_nothing_is_done_to_a_pair_before_its_introductions_have_left(db: store.Database) -> None:
    season, pair = drafted(db)
    publish(db, season)
    known = store.pairs.get(db, pair.id)
    with pytest.raises(Refused, match="introductions"):
        coordinating.end(db, SITE, known, BY, NOW)


def test_an_application_of_another_round_is_refused(db: store.Database) -> None:
    season, _pair = drafted(db)
    with pytest.raises(Refused, match="choose a mentor"):
        publishing.make(db, season, 99, 1, BY, NOW)


def test_what_speaks_against_a_draft_is_told_and_forbids_nothing(db: store.Database) -> None:
    season, pair = drafted(db)
    assert publishing.against(db, season, pair) == ["language"]
    apply(db, an_application("actor", "Kalle Kivi", "kalle@example.org", "fi"))
    second = pairs.make(db, season, ANNA.email, ["kalle@example.org"])
    assert publishing.against(db, season, second) == ["capacity"]


def test_a_discarded_introduction_is_written_again_after_the_undoing(db: store.Database) -> None:
    season, pair = drafted(db)
    publish(db, season)
    hold = holds.holds(db, NOW)[0]
    waiting_letters.discard(db, hold.letters[0].id, BY, NOW)
    assert holds.undo(db, "published", hold.at.isoformat(), BY, NOW) == 1
    assert store.pairs.get(db, pair.id).published_at is None
    publish(db, season)
    assert len(holds.holds(db, NOW)[0].letters) == 2
