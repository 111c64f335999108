"""Claims: what a human must look at, what comes after what, and which files are receipts."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from service.domain.cells import comma, plain_cell
from service.domain.claims import (
    Claim,
    ClaimState,
    ExpensePlan,
    Rate,
    Setting,
    claim_by,
    over_plan,
    refuse_wrong_step,
    warnings_of,
)
from service.domain.errors import Refused
from service.domain.receipts import LARGEST, File, Receipt, Sorted, sort
from tests.programme import a_meeting

AT = datetime(2027, 2, 10, 9, 0, tzinfo=UTC)
PLAN = ExpensePlan(1, 1, 1, "transport", 2400, "approved")
PAPER = Receipt("ab" * 32, "kuitti.jpg", "jpg", 1000)
CLAIM = Claim(1, 1, 7, 1, "transport", 2340, AT, iban="FI2112345600000785", receipts=(PAPER,))
RATE = Rate(2027, Decimal("0.55"), Decimal("0.04"), "a test")
SETTING = Setting(a_meeting(state="held"), PLAN, (), 6000, date(2027, 2, 10), {2027: RATE})
JPEG, PNG = b"\xff\xd8\xff\xe0" + b"x" * 100, b"\x89PNG\r\n\x1a\n" + b"x" * 100
PDF, HEIC = b"%PDF-1.7\n", b"\x00\x00\x00\x18ftypheic" + b"x" * 100
ZIP, EXE = b"PK\x03\x04" + b"x" * 100, b"MZ" + b"x" * 100


def test_a_claim_as_planned_needs_no_warning() -> None:
    assert warnings_of(CLAIM, SETTING) == ()


@pytest.mark.parametrize(
    ("claim", "setting", "warning"),
    [
        (replace(CLAIM, cents=2401), SETTING, "over_plan"),
        (CLAIM, replace(SETTING, made_on=date(2027, 4, 10)), "late"),
        (CLAIM, replace(SETTING, others=(replace(CLAIM, id=2, cents=100),)), "second"),
        (CLAIM, replace(SETTING, meeting=a_meeting()), "not_held"),
        (CLAIM, replace(SETTING, plan=None), "no_plan"),
        (CLAIM, replace(SETTING, plan=replace(PLAN, state="proposed")), "plan_open"),
        (CLAIM, replace(SETTING, plan=replace(PLAN, state="declined")), "plan_declined"),
        (replace(CLAIM, receipts=()), SETTING, "no_receipt"),
        (CLAIM, replace(SETTING, limit_cents=2000), "over_limit"),
        (replace(CLAIM, kind="car", kilometres=Decimal(40)), replace(SETTING, rates={}),
         "unknown_rate"),
    ],
)  # fmt: skip
def test_each_rule_warns_and_names_itself(claim: Claim, setting: Setting, warning: str) -> None:
    assert warnings_of(claim, setting) == (warning,)


def test_the_rounds_limit_counts_all_that_the_pair_claims() -> None:
    paid = replace(CLAIM, id=2, cents=5000, state="paid")
    assert warnings_of(CLAIM, replace(SETTING, others=(paid,))) == ("second", "over_limit")
    declined = replace(paid, state="declined")
    assert warnings_of(CLAIM, replace(SETTING, others=(declined,))) == ()
    assert warnings_of(replace(CLAIM, cents=2400), replace(SETTING, limit_cents=0)) == ()


def test_an_own_car_needs_no_receipt() -> None:
    assert replace(CLAIM, kind="car", receipts=(), iban="", cents=0).missing == ("sum", "iban")


@pytest.mark.parametrize(
    ("held_on", "last"),
    [
        (date(2027, 2, 9), date(2027, 4, 9)),
        (date(2026, 12, 31), date(2027, 2, 28)),
        (date(2027, 11, 30), date(2028, 1, 30)),
        (date(2027, 12, 31), date(2028, 2, 29)),
    ],
)
def test_claims_are_in_time_for_two_months(held_on: date, last: date) -> None:
    assert claim_by(a_meeting(state="held", held_on=held_on)) == last


def test_says_by_how_much_a_sum_goes_beyond_the_plan() -> None:
    assert [over_plan(cents, PLAN) for cents in (2399, 2400, 2740)] == [0, 0, 340]
    assert over_plan(2740, None) == 0


@pytest.mark.parametrize(
    ("kilometres", "passengers", "cents"),
    [("100", 0, 5500), ("100", 2, 6300), ("9.5", 0, 523), ("0.1", 0, 6), ("12.3", 1, 726)],
)
def test_kilometres_become_cents_by_the_rate(kilometres: str, passengers: int, cents: int) -> None:
    assert RATE.cents(Decimal(kilometres), passengers) == cents


@pytest.mark.parametrize(
    ("state", "to"),
    [
        ("received", "paid"),
        ("declined", "approved"),
        ("approved", "asked"),
        ("approved", "declined"),
        ("paid", "paid"),
        ("paid", "approved"),
    ],
)
def test_steps_in_a_wrong_order_are_refused(state: ClaimState, to: ClaimState) -> None:
    with pytest.raises(Refused):
        refuse_wrong_step(replace(CLAIM, state=state), to)


def test_nothing_is_approved_without_sum_or_account() -> None:
    refuse_wrong_step(CLAIM, "approved")
    with pytest.raises(Refused, match="account"):
        refuse_wrong_step(replace(CLAIM, iban=""), "approved")
    with pytest.raises(Refused, match="sum"):
        refuse_wrong_step(replace(CLAIM, cents=0), "approved")


@pytest.mark.parametrize(
    ("name", "content", "found"),
    [
        ("kuitti.jpg", JPEG, "jpg"),
        ("KUITTI.JPEG", JPEG, "jpg"),
        ("lippu.pdf", PDF, "pdf"),
        ("IMG_1.HEIC", HEIC, "heic"),
        ("kuva.png", PNG, "png"),
        ("screenshot.jpg", PNG, "png"),
    ],
)
def test_receipts_are_known_by_their_first_bytes(name: str, content: bytes, found: str) -> None:
    file = File(name, content)
    assert sort((file,)) == Sorted(((file, found),), ())  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("name", "content", "called"),
    [
        ("matkalasku.docx", ZIP, "word"),
        ("lasku.xlsx", ZIP, "excel"),
        ("kuitti.zip", ZIP, "zip"),
        ("kuitti.pdf.zip", ZIP, "zip"),
        ("kuitti.pdf", EXE, "program"),
        ("kuitti.pdf", ZIP, "zip"),
        ("kuitti.exe", JPEG, "program"),
        ("kuitti.gif", b"GIF89a", "picture"),
        ("kuitti.html", b"<!DOCTYPE html>", "page"),
        ("kuitti.jpg", b"<html>", "page"),
        ("kuitti.jpg", b"", "empty"),
        ("kuitti", JPEG, "other"),
        ("kuitti.pdf", PDF + b"x" * LARGEST, "large"),
    ],
)
def test_other_files_are_refused_by_the_name_of_their_kind(
    name: str, content: bytes, called: str
) -> None:
    assert sort((File(name, content),)) == Sorted((), (called,))


def test_five_receipts_are_taken_and_no_more() -> None:
    files = tuple(File(f"{number}.jpg", JPEG) for number in range(7))
    found = sort(files)
    assert ([file for file, _ in found.receipts], found.refused) == (list(files[:5]), ("many",))


@pytest.mark.parametrize(
    ("text", "cell"),
    [("=1+1", "'=1+1"), (" @cmd", "' @cmd"), ("-2", "'-2"), ("+358", "'+358"), ("\t=1", "'\t=1"),
     ("Helsinki–Tampere", "Helsinki–Tampere"), ("", "")],
)  # fmt: skip
def test_no_cell_is_a_formula(text: str, cell: str) -> None:
    assert plain_cell(text) == cell


def test_numbers_have_a_decimal_comma() -> None:
    assert [comma(Decimal(text)) for text in ("23.40", "9.5", "120")] == ["23,40", "9,5", "120"]
