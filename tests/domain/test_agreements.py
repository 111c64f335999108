"""The rules of an agreement: nobody overwrites anybody, and both approve one text (P11)."""

from dataclasses import replace
from datetime import date

import pytest

from service.domain.agreement_words import CHOICES, HEADINGS, LABELS, told
from service.domain.agreements import (
    POINTS,
    Agreement,
    Approval,
    Point,
    PointName,
    all_by_word,
    approved,
    asked_on,
    saved,
    taken_back,
    waiting_for,
)
from service.domain.errors import Refused
from service.domain.languages import LANGUAGES
from service.domain.pairs import Pair, Party
from service.domain.people import Person
from service.domain.rounds import Event, Text
from tests.programme import ANNA, EETU, NOW, a_round, at

PAIR = Pair(1, 1, "individual", (Party(ANNA, "mentor"), Party(EETU, "actor")), 4, published_at=NOW)
THEMES: tuple[Text, ...] = ({"fi": "verkostot", "sv": "nätverk", "en": "networks"},)


def goals(text: str, revision: int = 0, by: Person = ANNA) -> Point:
    return Point("goals", {"goals": text}, revision=revision, saved_by=by.id, saved_at=NOW)


def an_agreement(*points: Point) -> Agreement:
    agreement = Agreement(1, 1, {})
    for point in points:
        agreement = must(saved(agreement, point))
    return agreement


def must(agreement: Agreement | None) -> Agreement:
    assert agreement is not None
    return agreement


def approval(person: Person, version: int = 1) -> Approval:
    return Approval(person.id, version, NOW, "button")


def agreed_by_both(agreement: Agreement) -> Agreement:
    for person in (ANNA, EETU):
        given = approval(person, agreement.version)
        agreement = approved(agreement, PAIR, given, agreement.edition)
    return agreement


def test_a_saved_point_has_the_number_of_its_save() -> None:
    agreement = an_agreement(goals("a"), Point("length", {"minutes": "60"}, saved_by=EETU.id))
    assert [point.revision for point in agreement.points.values()] == [1, 2]
    assert (agreement.edition, agreement.filled, agreement.version) == (2, 2, 1)


def test_a_save_from_an_old_revision_changes_nothing() -> None:
    agreement = an_agreement(goals("a"), goals("b", revision=1, by=EETU))
    assert saved(agreement, goals("c", revision=1)) is None


def test_the_same_words_again_are_no_change_and_no_conflict() -> None:
    agreement = agreed_by_both(an_agreement(goals("a")))
    assert saved(agreement, goals("a", revision=0, by=EETU)) == agreement


def test_two_points_saved_at_once_both_stand() -> None:
    agreement = an_agreement(goals("a"), Point("length", {"minutes": "60"}, revision=0))
    assert set(agreement.points) == {"goals", "length"}


def test_both_make_it_agreed() -> None:
    half = approved(an_agreement(goals("a")), PAIR, approval(ANNA), 1)
    assert (half.agreed_at, waiting_for(half, PAIR)) == (None, [EETU])
    assert approved(half, PAIR, approval(EETU), 1).agreed_at == NOW


def test_an_approval_counts_once() -> None:
    half = approved(an_agreement(goals("a")), PAIR, approval(ANNA), 1)
    assert approved(half, PAIR, approval(ANNA), 1) == half


def test_a_change_after_an_approval_is_a_new_version_and_voids_nothing() -> None:
    before = agreed_by_both(an_agreement(goals("a")))
    after = must(saved(before, goals("b", revision=1)))
    assert (after.version, after.agreed_at, after.changed_at) == (2, None, NOW)
    assert after.approvals == before.approvals
    assert waiting_for(after, PAIR) == [ANNA, EETU]


def test_a_run_of_edits_is_one_new_version() -> None:
    after = must(saved(agreed_by_both(an_agreement(goals("a"))), goals("b", revision=1)))
    later = replace(
        goals("c", revision=after.point("goals").revision), saved_at=at("2027-02-01 10:00")
    )
    again = must(saved(after, later))
    assert (again.version, again.changed_at) == (2, NOW)


def test_an_old_version_is_not_approved() -> None:
    changed = must(saved(agreed_by_both(an_agreement(goals("a"))), goals("b", revision=1)))
    with pytest.raises(Refused, match="approves version 1; the present one is 2"):
        approved(changed, PAIR, approval(EETU), changed.edition)


def test_words_that_were_not_seen_are_not_approved() -> None:
    with pytest.raises(Refused, match="changed since"):
        approved(an_agreement(goals("a", by=EETU)), PAIR, approval(ANNA), 0)


def test_who_saved_last_knows_what_stands() -> None:
    agreement = an_agreement(
        goals("a", by=EETU), Point("contact", {"contact": "mail"}, saved_by=ANNA.id)
    )
    assert approved(agreement, PAIR, approval(ANNA), 0).approved_by(ANNA.id)


def test_only_the_mentor_and_the_contact_person_approve() -> None:
    with pytest.raises(Refused, match="only the mentor"):
        approved(an_agreement(goals("a")), PAIR, Approval(9, 1, NOW, "button"), 1)


def test_an_approval_is_taken_back_until_both_have_given_theirs() -> None:
    agreement = an_agreement(goals("a"))
    half = approved(agreement, PAIR, approval(ANNA), 1)
    assert taken_back(half, ANNA.id) == agreement
    with pytest.raises(Refused):
        taken_back(agreed_by_both(agreement), ANNA.id)


def test_empty_points_are_left_to_be_agreed_by_word() -> None:
    agreement = all_by_word(an_agreement(goals("a")), EETU.id, NOW)
    assert agreement.filled == len(POINTS)
    assert [name for name, point in agreement.points.items() if not point.oral] == ["goals"]


@pytest.mark.parametrize(
    ("published", "kickoff", "on"),
    [
        ("2027-01-11 10:00", None, date(2027, 1, 12)),
        ("2027-01-11 10:00", "2027-02-04 16:00", date(2027, 2, 4)),
        ("2027-02-11 10:00", "2027-02-04 16:00", date(2027, 2, 12)),
    ],
)
def test_a_pair_is_asked_at_the_kick_off_or_after_publication(
    published: str, kickoff: str | None, on: date
) -> None:
    events = (Event("kickoff", at(kickoff), 120, ("mentor",)),) if kickoff else ()
    pair = replace(PAIR, published_at=at(published))
    assert asked_on(a_round(events=events), pair) == on
    assert asked_on(a_round(), replace(PAIR, published_at=None)) is None


def test_choices_and_themes_are_read_in_each_language() -> None:
    points: dict[PointName, Point] = {
        "topics": Point("topics", {"topics": "nätverk\nfreelancerin arki"}),
        "length": Point("length", {"minutes": "90"}),
        "place": Point("place", {"place": "online", "expense_estimate": "2340"}),
    }
    shown = {one.name: one.rows for one in told(points, THEMES, "en")}
    assert shown["topics"] == (("What we talk about", ("networks", "freelancerin arki")),)
    assert shown["length"] == (("Length of a meeting", ("1.5 h",)),)
    assert shown["place"] == (
        ("Where we meet", ("Online",)),
        ("Estimate of the expense", ("€23.40",)),
    )


def test_every_word_is_there_in_three_languages() -> None:
    texts = [*HEADINGS.values(), *LABELS.values()]
    texts += [text for choices in CHOICES.values() for text in choices.values()]
    assert all(set(text) == set(LANGUAGES) and all(text.values()) for text in texts)
    assert set(LABELS) == {name for fields in POINTS.values() for name in fields}
