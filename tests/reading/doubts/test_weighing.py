from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from service.domain.readings import Finding, Kind
from service.reading.clauses.verdicts import Verdict
from service.reading.doubts.weighing import weighed
from service.reading.understand import case_of, judged
from tests.reading.given import after, before, unplanned

UNSURE = Verdict(certain=False)


def found(kind: Kind, certain: bool = False, rule: str = "a rule") -> Verdict:
    return Verdict((Finding(kind, kind, rule),), certain)


def test_a_certain_reading_that_looks_improbable_gives_way_to_what_is_likely() -> None:
    case, _, _ = case_of("Valitettavasti en pääse, olen kipeänä", before())
    settled = weighed(found("accepted", certain=True), case)
    assert (settled.certain, [one.kind for one in settled.findings]) == (True, ["declined"])


def test_a_certain_reading_that_looks_improbable_is_asked_back() -> None:
    case, _, _ = case_of("Olen töissä juuri silloin, mutta katsotaan", before())
    assert weighed(found("accepted", certain=True), case) == found(
        "accepted", rule="a rule, improbable"
    )


def test_a_certain_reading_that_looks_right_stays() -> None:
    case, _, _ = case_of("Valitettavasti en pääse, olen kipeänä", before())
    assert weighed(found("declined", certain=True), case) == found("declined", certain=True)


TALE = (
    "That time is perfect for me, and thank her for moving it once more. I would have had to run "
    "straight from the lab, and now I have even time for a coffee before we meet."
)


def test_a_reading_of_a_kind_that_has_been_right_is_settled() -> None:
    case, _, _ = case_of(TALE, before("proposal"))
    settled = found("accepted", certain=True, rule="a rule, trusted")
    assert weighed(found("accepted"), case) == settled


def test_a_reading_that_the_words_speak_against_gives_way_to_the_likeliest_answer() -> None:
    case, _, _ = case_of(TALE, before("proposal"))
    said = Verdict((Finding("accepted", TALE[:200], "second opinion"),))
    assert weighed(found("declined"), case) == said


def test_a_very_probable_answer_is_said_instead_with_its_rule() -> None:
    case, _, _ = case_of("Sopii mulle, tulen!", before())
    said = Finding("accepted", "Sopii mulle, tulen!", "second opinion")
    assert weighed(UNSURE, case) == Verdict((said,))


@pytest.mark.parametrize("text", ["Tulen mielelläni klo 18!", "Tulen mielelläni 9.4.!"])
def test_a_yes_at_another_time_is_not_settled(text: str) -> None:
    case, _, _ = case_of(text, before())
    assert weighed(found("accepted"), case) == found("accepted")


def test_a_day_that_there_is_not_settles_nothing() -> None:
    case, _, _ = case_of("Sopii mulle, nähdään tiistaina 8.4.", before())
    assert not weighed(found("accepted"), case).certain


def test_a_meeting_that_was_is_said_with_the_day_that_is_for_it() -> None:
    text = "Eilen tavattiin ja kaikki meni hyvin."
    case, _, _ = case_of(text, after())
    held = Finding("held", text[:-1], "second opinion", on=date(2026, 4, 8))
    assert weighed(UNSURE, case) == Verdict((held,))


def test_what_is_over_is_neither_declined_nor_accepted() -> None:
    case, _, _ = case_of("En pääsekään", after("echo"))
    assert weighed(UNSURE, case) == UNSURE


def test_what_is_put_right_is_settled_and_what_is_only_taken_back_is_not() -> None:
    case, _, _ = case_of("Väärin, se kesti tunnin", after("echo"))
    assert {one.kind for one in weighed(UNSURE, case).findings} == {"undo", "held"}
    alone, _, _ = case_of("Väärin meni", after("echo"))
    assert weighed(UNSURE, alone) == UNSURE


def test_where_neither_finds_anything_nothing_is_asked_back() -> None:
    case, _, _ = case_of("Just det, tack!", after("echo"))
    assert weighed(UNSURE, case) == Verdict()


def test_what_is_asked_is_never_nothing() -> None:
    case, _, _ = case_of("Just det, tack! Eller?", after("echo"))
    assert not weighed(UNSURE, case).certain


def test_an_agreement_is_never_settled_by_what_is_likely() -> None:
    case, _, _ = case_of(f"Hyväksyn sopimuksen. {TALE}", unplanned("agreement"))
    assert weighed(found("agreed"), case) == found("agreed")


def test_a_leaving_stands_whatever_is_said_beside_it() -> None:
    text = "Tavattiin eilen, tunti. Joudun valitettavasti lopettamaan mentoroinnin, muutan Osloon."
    case, _, _ = case_of(text, after())
    verdict = judged(case)
    assert weighed(verdict, case) == verdict
    assert [one.kind for one in verdict.findings] == ["held", "withdraw"]


def test_a_leaving_that_nothing_speaks_for_gives_way_to_what_is_likely() -> None:
    case, _, _ = case_of(
        "Kiitos kutsusta, keskiviikko sopii minulle hyvin ja tulen mielelläni!", before()
    )
    settled = weighed(found("withdraw", certain=True), case)
    assert (settled.certain, [one.kind for one in settled.findings]) == (True, ["accepted"])


@pytest.mark.parametrize("asked", ["receipt", "midway", "closing"])
def test_letters_without_labelled_replies_are_not_weighed(asked: str) -> None:
    case, _, _ = case_of("Tulen mielelläni, kiitos!", before(asked))  # type: ignore[arg-type]
    assert weighed(UNSURE, case) == UNSURE


def test_a_plan_with_its_hour_repeated_is_settled_by_no_single_time() -> None:
    told = "Seuraavat kerrat on viikolla 5 keskiviikkona klo 18 ja viikolla 9 samaan aikaan"
    case, _, _ = case_of(told, unplanned())
    plan = Finding("planned", times=(datetime(2025, 1, 29, 16, tzinfo=UTC),))
    assert not weighed(Verdict((plan,), certain=False), case).certain


def test_a_rule_stands_on_whichever_day_its_first_meeting_falls() -> None:
    said_on = datetime(2026, 2, 5, 8, tzinfo=UTC)  # the Tuesday after it is the month's second
    context = replace(unplanned(), received_at=said_on)
    case, _, _ = case_of("joka kuun toinen tiistai klo 17, 4 kertaa", context)
    verdict = weighed(judged(case), case)
    assert (verdict.certain, len(verdict.findings[0].times)) == (True, 4)


def test_a_seat_is_kept_by_what_is_likely_and_never_lost() -> None:
    case, _, _ = case_of("Ja tack, platsen vill jag ha kvar.", before("seat_check"))
    assert [one.kind for one in weighed(UNSURE, case).findings] == ["accepted"]
    case, _, _ = case_of("No longer possible, sorry", before("seat_check"))
    assert weighed(UNSURE, case) == UNSURE


@pytest.mark.parametrize("sum_", ["23,40 €", "23,40 e", "23.40"])
def test_two_things_told_at_once_are_weighed_one_by_one(sum_: str) -> None:
    case, _, _ = case_of(f"Tavattiin tiistaina, 1,5 h. Junaliput {sum_}.", after())
    held = Finding("held", on=date(2026, 4, 7), minutes=90)
    both = Verdict((held, Finding("expense", amount="23.40", currency="EUR", what="travel")))
    assert weighed(both, case) == both


def test_a_meeting_moved_to_where_it_stands_is_asked_back() -> None:
    context = before()
    assert context.meeting is not None
    case, _, _ = case_of("Siirretään se viikkoa myöhemmäksi, sama kello", context)
    stays = Verdict((Finding("moved", to=context.meeting.starts_at),))
    assert not weighed(stays, case).certain


@pytest.mark.parametrize("day", [8, 9])
def test_a_move_is_not_settled_on_a_day_that_nobody_said(day: int) -> None:
    text = (
        "Unfortunately I have a parents' evening on that day, which I overlooked when we fixed "
        "the date, sorry about that. My suggestion would be Thursday at 16.00 in the same room as "
        "last time. She has looked at her calendar as well and says that it is all the same to her."
    )
    case, _, _ = case_of(text, before())
    moved = Finding("moved", to=datetime(2026, 4, day, 13, tzinfo=UTC))
    on_thursday = datetime(2026, 4, 9, 13, tzinfo=UTC)
    settled = weighed(Verdict((moved,), certain=False), case)
    assert not settled.certain or [one.to for one in settled.findings] == [on_thursday]
    assert settled.certain or day == 8


def test_more_values_than_any_answer_has_are_asked_back_and_not_weighed() -> None:
    case, _, _ = case_of("Tavattiin tunti. " * 41, after())
    doubted = weighed(found("held", certain=True), case)
    assert doubted == found("held", rule="a rule, more values than in any answer")
