from datetime import UTC, date, datetime

import pytest

from service.domain.languages import Language
from service.domain.words import clock, day, duration, euros, greeting, listed, moment

AT_FIVE = datetime(2027, 3, 16, 15, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("language", "days"),
    [
        ("fi", "ma 15.3. ti 16.3. ke 17.3. to 18.3. pe 19.3. la 20.3. su 21.3."),
        ("sv", "må 15.3 ti 16.3 on 17.3 to 18.3 fr 19.3 lö 20.3 sö 21.3"),
        (
            "en",
            "Mon 15 March Tue 16 March Wed 17 March Thu 18 March Fri 19 March Sat 20 March"
            " Sun 21 March",
        ),
    ],
)
def test_a_week_in_each_language(language: Language, days: str) -> None:
    assert " ".join(day(date(2027, 3, number), language) for number in range(15, 22)) == days


def test_a_late_evening_in_utc_is_the_next_day_in_helsinki() -> None:
    assert day(datetime(2027, 3, 15, 22, 30, tzinfo=UTC), "fi") == "ti 16.3."


@pytest.mark.parametrize(("language", "told"), [("fi", "17.00"), ("sv", "17.00"), ("en", "17:00")])
def test_the_clock_is_helsinkis(language: Language, told: str) -> None:
    assert clock(AT_FIVE, language) == told


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("fi", "ti 16.3. klo 17.00"),
        ("sv", "ti 16.3 kl. 17.00"),
        ("en", "Tue 16 March at 17:00"),
    ],
)
def test_a_moment_is_a_day_and_a_time(language: Language, told: str) -> None:
    assert moment(AT_FIVE, language) == told


def test_a_moment_outside_finlands_time_names_the_city() -> None:
    assert moment(AT_FIVE, "fi", "America/New_York") == "ti 16.3. klo 11.00 (New York)"


def test_the_clock_follows_summer_time() -> None:
    assert moment(datetime(2027, 4, 13, 14, 0, tzinfo=UTC), "sv") == "ti 13.4 kl. 17.00"


@pytest.mark.parametrize(
    ("minutes", "language", "told"),
    [
        (45, "fi", "45 min"),
        (60, "sv", "1 h"),
        (75, "en", "1 h 15 min"),
        (90, "fi", "1,5 h"),
        (90, "en", "1.5 h"),
        (150, "sv", "2,5 h"),
    ],
)
def test_lengths_of_time(minutes: int, language: Language, told: str) -> None:
    assert duration(minutes, language) == told


@pytest.mark.parametrize(
    ("cents", "language", "told"),
    [
        (2340, "fi", "23,40\xa0€"),
        (5, "sv", "0,05\xa0€"),
        (123450, "fi", "1\xa0234,50\xa0€"),
        (123450, "en", "€1,234.50"),
    ],
)
def test_sums(cents: int, language: Language, told: str) -> None:
    assert euros(cents, language) == told


@pytest.mark.parametrize(
    ("items", "language", "told"),
    [
        ([], "fi", ""),
        (["Anna"], "fi", "Anna"),
        (["Anna", "Eetu"], "sv", "Anna och Eetu"),
        (["Anna", "Eetu", "Mira"], "fi", "Anna, Eetu ja Mira"),
        (["Anna", "Eetu", "Mira"], "en", "Anna, Eetu and Mira"),
    ],
)
def test_lists_are_read_aloud(items: list[str], language: Language, told: str) -> None:
    assert listed(items, language) == told


@pytest.mark.parametrize(
    ("name", "language", "told"),
    [("Eetu", "fi", "Hei Eetu"), ("", "sv", "Hej"), ("Mira", "en", "Hello Mira,")],
)
def test_greets_by_name_where_it_is_known(name: str, language: Language, told: str) -> None:
    assert greeting(name, language) == told
