from datetime import UTC, date, datetime

from service.domain.readings import Finding
from service.reading.doubts.filled import filled
from service.reading.doubts.roles import Role, given_by, roles_in, values_in, weights, with_features
from service.reading.understand import case_of
from service.reading.values.kinds import Day, Length
from tests.reading.given import after, before
from tests.reading.labelled import fingerprint, told

TEXT = "Tavattiin keskiviikkona, 50 min. Seuraava 14.4. klo 16, bussi menee 15.30"


def likeliest(text: str) -> list[Role]:
    case, _, _ = case_of(text, after())
    return [max(shares, key=lambda role: shares[role]) for shares in roles_in(case)]


def test_the_weights_are_learnt_from_the_replies_that_are_here() -> None:
    assert weights().learnt_from == fingerprint(), (
        "the labelled replies changed: run `make opinion`"
    )


def test_values_stand_in_the_order_of_the_text() -> None:
    case, _, _ = case_of("Eilen, tunti", after())
    assert [type(one.value) for one in values_in(case)] == [Day, Length]
    assert [(one.clause, one.item) for one in values_in(case)] == [(0, 0), (1, 0)]


def test_the_same_words_in_another_place_give_another_role() -> None:
    assert likeliest(TEXT) == ["held", "held", "planned", "planned", "none"]


def test_the_shares_of_a_value_are_of_its_own_roles_and_add_up() -> None:
    case, _, _ = case_of("Tunti, 3 e", after())
    length, cost = roles_in(case)
    assert set(length) == {"held", "none"}
    assert set(cost) == {"travel", "entrance", "cost", "none"}
    assert abs(sum(length.values()) - 1) < 1e-9


def test_findings_give_their_values_a_role_and_the_others_none() -> None:
    case, _, _ = case_of(TEXT, after())
    held = Finding("held", on=date(2026, 4, 8), minutes=50)
    planned = Finding("planned", times=(datetime(2026, 4, 14, 13, tzinfo=UTC),))
    assert given_by([held, planned], case) == ["held", "held", "planned", "planned", "none"]


def test_parts_have_the_role_of_their_total() -> None:
    case, _, _ = case_of("Juna 10 e, bussi 3 e", after())
    assert given_by([Finding("expense", amount="13.00")], case) == ["cost", "cost"]


def test_a_reply_that_leaves_something_open_teaches_no_role() -> None:
    held = {"kind": "held", "minutes": "any"}
    assert told({"findings": [held], "certain": True}) is None
    assert told({"findings": [], "certain": False}) is None


def test_numbers_far_from_a_value_do_not_weigh() -> None:
    case, _, _ = case_of("aa bb cc dd ee tunti", after())
    ((_, features),) = with_features(case)
    assert "Length -1 ee" in features
    assert not any("aa" in one for one in features if not one.startswith("Length in "))


def test_an_answer_takes_the_values_whose_likeliest_role_it_is() -> None:
    case, _, _ = case_of(TEXT, after())
    held, planned = filled(("held", "planned"), case, roles_in(case), {}) or ()
    assert (held.on, held.minutes) == (date(2026, 4, 8), 50)
    assert [one.isoformat() for one in planned.times] == ["2026-04-14T16:00:00+03:00"]
    assert held.evidence in TEXT


def test_a_move_to_an_hour_alone_keeps_the_day() -> None:
    case, _, _ = case_of("klo 18", before())
    (moved,) = filled(("moved",), case, [{"moved": 1.0, "none": 0.0}], {}) or ()
    assert moved.to is not None
    assert moved.to.isoformat() == "2026-04-08T18:00:00+03:00"


def test_two_lengths_of_one_meeting_have_no_single_reading() -> None:
    case, _, _ = case_of("50 min, 70 min", after())
    assert filled(("held",), case, [{"held": 1.0, "none": 0.0}] * 2, {}) is None


def test_sums_are_costs_of_what_they_likely_were_for() -> None:
    case, _, _ = case_of("Juna 10 e, museo 3,50 e", after("expense"))
    roles: list[dict[Role, float]] = [{"travel": 1.0}, {"entrance": 0.9, "none": 0.1}]
    found = filled(("expense",), case, roles, {}) or ()
    assert {(one.amount, one.what) for one in found} == {("10.00", "travel"), ("3.50", "entrance")}


def test_sums_in_another_currency_are_no_costs() -> None:
    case, _, _ = case_of("210 kr", after("expense", "sv"))
    assert filled(("expense",), case, [{"cost": 1.0}] * len(values_in(case)), {}) is None


def test_hours_as_far_apart_as_the_meeting_was_long_are_its_own() -> None:
    case, _, _ = case_of("Alettiin 17.10 ja lopetettiin 18.25, bussi 19.30", after())
    assert given_by([Finding("held", minutes=75)], case) == ["held", "held", "none"]
    ended, _, _ = case_of("Lopetettiin vasta 18.20", after())
    assert given_by([Finding("held", minutes=80)], ended) == ["held"]
    stated, _, _ = case_of("Tunti, lopetettiin 18.00", after())
    assert given_by([Finding("held", minutes=60)], stated) == ["held", "none"]


def test_hours_of_a_meeting_tell_its_length() -> None:
    case, _, _ = case_of("Alettiin 17.10 ja lopetettiin 18.25", after())
    (held,) = filled(("held",), case, [{"held": 1.0}] * 2, {}) or ()
    assert held.minutes == 75
    ended, _, _ = case_of("Lopetettiin vasta 18.20", after())
    (held,) = filled(("held",), ended, [{"held": 1.0}], {}) or ()
    assert held.minutes == 80
    far, _, _ = case_of("Alettiin 8.00 ja lopetettiin 18.00", after())
    (held,) = filled(("held",), far, [{"held": 1.0}] * 2, {}) or ()
    assert held.minutes is None
