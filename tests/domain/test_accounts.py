"""Account numbers are masked wherever they stand in a text."""

import pytest

from service.domain.accounts import hidden, masked, without


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Tili FI21 1234 5600 0007 85, kiitos", "Tili FI•• … ••85, kiitos"),
        ("fi2112345600000785", "FI•• … ••85"),
        ("Tili: FI21 1234\n5600 0007 85", "Tili: FI•• … ••85"),
        ("FI21 1234 5600 0007 86 (väärä)", "FI•• … ••86 (väärä)"),
        ("SE45 5000 0000 0583 9825 7466 tack", "SE•• … ••66 tack"),
        ("DE89 3704 0044 0532 0130 00 and 23 euros", "DE•• … ••00 and 23 euros"),
        ("Juna 23,40 €, IC 172 klo 17.05", "Juna 23,40 €, IC 172 klo 17.05"),
        ("Puh. 040 555 0100, HP21 tapaaminen 2027", "Puh. 040 555 0100, HP21 tapaaminen 2027"),
        ("", ""),
    ],
)
def test_hides_every_account_number_and_nothing_else(text: str, shown: str) -> None:
    assert hidden(text) == shown


def test_shows_an_account_by_its_ends() -> None:
    assert masked("FI21 1234 5600 0007 85") == "FI•• … ••85"
    assert masked("") == ""


def test_leaves_masked_numbers_out() -> None:
    assert without("Juna 23,40 €, FI•• … ••85") == "Juna 23,40 €, "


def test_a_hostile_text_is_hidden_in_no_time() -> None:
    text = "FI21 1234 " * 20_000
    assert len(hidden(text)) <= len(text)
