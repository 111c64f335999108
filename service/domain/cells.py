"""What stands in a cell of a sheet that another program opens (S10)."""

from decimal import Decimal

_STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "|", "%")


def plain_cell(text: str) -> str:
    """Return a text that no sheet takes for a formula."""
    return f"'{text}" if text.lstrip(" ").startswith(_STARTS_A_FORMULA) else text


def comma(number: int | Decimal) -> str:
    """Return a number with a decimal comma, as sheets in Finland read it."""
    return f"{Decimal(number):f}".replace(".", ",")
