"""The kilometre allowances: every year since 2021 that has been decided, each with its source."""

from decimal import Decimal

from service.rates_file import rates


def test_the_allowances_are_those_of_the_tax_office() -> None:
    assert {year: rate.euros for year, rate in rates().items()} == {
        2021: Decimal("0.44"),
        2022: Decimal("0.46"),
        2023: Decimal("0.53"),
        2024: Decimal("0.57"),
        2025: Decimal("0.59"),
        2026: Decimal("0.55"),
    }
    assert {rate.passenger for rate in rates().values()} == {Decimal("0.04")}
    assert all(rate.source and rate.year == year for year, rate in rates().items())
