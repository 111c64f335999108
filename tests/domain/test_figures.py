"""Tables of figures: rows, sums, and the order of days."""

from datetime import date
from decimal import Decimal

from service.domain.figures import Row, counted, month_of, summed, week_of

MARCH, APRIL = date(2027, 3, 1), date(2027, 4, 1)


def test_what_is_found_is_counted_by_row_and_column() -> None:
    found = [(APRIL, "held"), (MARCH, "held"), (MARCH, "unknown"), (MARCH, "held")]
    table = counted("meetings", ("held", "unknown"), found)
    assert table.rows == (Row(MARCH, (2, 1)), Row(APRIL, (1, 0)))
    assert [row.total for row in table.rows] == [3, 1]
    assert table.totals == (3, 1)
    assert table.total == len(found)


def test_named_rows_stand_even_where_nothing_was_found() -> None:
    table = counted("pairs", ("going",), [], ("individual", "group"))
    assert table.rows == (Row("individual", (0,)), Row("group", (0,)))
    assert table.total == 0


def test_sums_have_two_decimals_and_their_total_is_that_of_the_rows() -> None:
    third = Decimal(80) / 60
    table = summed("hours", ("individual",), [((MARCH, "individual"), third)] * 2)
    assert table.rows == (Row(MARCH, (Decimal("2.67"),)),)
    assert table.total == Decimal("2.67")


def test_days_go_to_their_monday_and_to_the_first() -> None:
    assert week_of(date(2027, 1, 3)) == date(2026, 12, 28)
    assert month_of(date(2027, 2, 28)) == date(2027, 2, 1)
