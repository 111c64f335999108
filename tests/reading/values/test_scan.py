from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from service.domain.languages import LANGUAGES, Language
from service.reading.text.tokens import tokens_of
from service.reading.values.kinds import Clock, Day, Money, Value
from service.reading.values.resolve import Tense, calendar_of, date_of
from service.reading.values.scan import values_in
from service.reading.values.settled import settled_halves
from tests.reading.given import after

FINNISH = "tammi helmi maalis huhti touko kesä heinä elo syys loka marras joulu"
SWEDISH = "januari februari mars april maj juni juli augusti september oktober november december"
ENGLISH = "January February March April May June July August September October November December"
STYLES = ("fi short", "fi long", "sv short", "sv long", "en long", "en turned", "iso")


def values(text: str, language: Language = "fi") -> list[Value]:
    return [one.value for one in values_in(tokens_of(text), language)]


def written(day: date, style: str) -> str:
    match style:
        case "fi short":
            return f"{day.day}.{day.month}.{day.year}"
        case "fi long":
            return f"{day.day}. {FINNISH.split()[day.month - 1]}kuuta {day.year}"
        case "sv short":
            return f"{day.day}/{day.month}"
        case "sv long":
            return f"den {day.day} {SWEDISH.split()[day.month - 1]} {day.year}"
        case "en long":
            return f"{day.day} {ENGLISH.split()[day.month - 1]} {day.year}"
        case "en turned":
            return f"{ENGLISH.split()[day.month - 1]} {day.day}, {day.year}"
    return day.isoformat()


@settings(max_examples=150, deadline=None)
@given(st.integers(min_value=-290, max_value=290), st.sampled_from(STYLES))
def test_a_date_reads_back_in_each_style(days: int, style: str) -> None:
    calendar = calendar_of(after())
    day = calendar.today + timedelta(days=days)
    tense: Tense = "past" if days < 0 else "future"
    said = [one for one in values(f"{written(day, style)} ok") if isinstance(one, Day)]
    slashed = style == "sv short" and day.day <= 12 and day.day != day.month
    if slashed:
        assert said[0].ambiguous
    else:
        assert [date_of(one, tense, calendar) for one in said] == [day]


@pytest.mark.parametrize(
    ("text", "tense", "on"),
    [
        ("eilen", "past", "2026-04-08"),
        ("toissapäivänä", "past", "2026-04-07"),
        ("i förrgår", "past", "2026-04-07"),
        ("i måndags", "past", "2026-04-06"),
        ("viime viikon torstaina", "past", "2026-04-02"),
        ("yesterday", "past", "2026-04-08"),
        ("huomenna", "future", "2026-04-10"),
        ("the day after tomorrow", "future", "2026-04-11"),
        ("ensi viikon keskiviikkona", "future", "2026-04-15"),
        ("nästa vecka onsdag", "future", "2026-04-15"),
        ("viikolla 17 tiistaina", "future", "2026-04-21"),
        ("Monday week", "future", "2026-04-20"),
        ("seuraavana päivänä", "past", "2026-04-09"),
        ("to 16.4.", "future", "2026-04-16"),
        ("ke 16.4.", "future", None),
        ("31.4.", "future", None),
        ("next Friday", "future", None),
        ("ensi viikolla", "future", None),
    ],
)
def test_reads_days_from_the_day_of_receipt(text: str, tense: Tense, on: str | None) -> None:
    said = [one for one in values(text) if isinstance(one, Day)]
    found = [date_of(one, tense, calendar_of(after())) for one in said]
    assert found == [date.fromisoformat(on) if on else None]


@pytest.mark.parametrize(
    ("text", "clock"),
    [
        ("klo 17", Clock(17)),
        ("klo 8.15", Clock(8, 15)),
        ("kello viisi", Clock(17)),
        ("puoli viisi", Clock(16, 30)),
        ("neljältä", Clock(16)),
        ("puoli kymmenen aamulla", Clock(9, 30)),
        ("kl 16.30", Clock(16, 30)),
        ("halv fem", Clock(16, 30)),
        ("kvart över fyra", Clock(16, 15)),
        ("klockan två på eftermiddagen", Clock(14)),
        ("5pm", Clock(17)),
        ("at 4.30 pm", Clock(16, 30)),
        ("half past five", Clock(17, 30)),
        ("quarter to six", Clock(17, 45)),
        ("six o'clock", Clock(18)),
        ("klo 16-17.30", Clock(16, 0, 90)),
        ("neljästä puoli kuuteen", Clock(16, 0, 90)),
        ("från halv fem till sex", Clock(16, 30, 90)),
        ("5.15 to 6.45pm", Clock(17, 15, 90)),
        ("from four till half past five", Clock(16, 0, 90)),
        ("samaan aikaan", Clock(same=True)),
        ("samalla kellonajalla", Clock(same=True)),
        ("viittä vaille puol kuus", Clock(17, 25)),
        ("kympin vailla viis", Clock(16, 50)),
        ("viidestä vartin yli kuus", Clock(17, 0, 75)),
        ("iltakaheksalta", Clock(20)),
        ("aamukasilt", Clock(8)),
        ("kaheksalta", Clock(8, ambiguous=True)),
        ("kuudeltatoist", Clock(16)),
        ("pe 14-15", Clock(14, 0, 60)),
        ("perjantaille yhteentoista", Clock(11)),
        ("tiistai neljä?", Clock(16)),
        ("kello kahta", Clock(14)),
        ("klo 17,30", Clock(17, 30)),
        ("tuntia myöhemmin", Clock(shift=60)),
        ("half five", Clock(16, 30, ambiguous=True)),
        ("kl 16 svensk tid", Clock(16, zone="Europe/Stockholm")),
    ],
)
def test_reads_clocks(text: str, clock: Clock) -> None:
    english = text.split()[0] in ("at", "5.15", "from", "half", "quarter", "six", "5pm")
    language: Language = "en" if english else "fi"
    assert [one for one in values(text, language) if isinstance(one, Clock)] == [clock]


@pytest.mark.parametrize(
    "text",
    ["huone 2.14", "hiihtolomien jälkeen", "junimötet", "bussiin 8", "may I come", "040 555 0147"],
)
def test_finds_no_day_or_clock_where_none_is_said(text: str) -> None:
    language: Language = "en" if text.startswith("may") else "fi"
    assert [one for one in values(text, language) if isinstance(one, Day | Clock)] == []


@pytest.mark.parametrize(
    ("text", "cents"),
    [
        ("Bussi 3,20.", [320]),
        ("The train was 27.40 return.", [2740]),
        ("Buss 3,20 dit, 3,20 hem", [320, 320]),
        ("Tåget 15.10 var försenat", []),
        ("Juna lähti 15,20 ja oli ajoissa", []),
        ("Huone 3,20", []),
    ],
)
def test_reads_a_fare_without_its_currency(text: str, cents: list[int]) -> None:
    assert [one.cents for one in values(text) if isinstance(one, Money)] == cents


def test_hours_after_a_part_of_the_day_are_a_span() -> None:
    morning = values("Saturday morning, 11 to 12, over idlis", "en")
    assert morning == [Day(weekday=5), Clock(11, minutes=60)]
    assert values("from about five to quarter past six", "en") == [Clock(17, minutes=75)]
    assert Clock(16, 55) in values("we met at five to five", "en")


def test_half_six_has_two_readings_in_the_evening_too() -> None:
    said = values("at half six in the evening", "en")
    assert [isinstance(one, Clock) and one.is_half_of_two for one in said] == [True]
    assert values("at half past six in the evening", "en") == [Clock(18, 30)]


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("vi skjuter upp det två veckor", [Day(from_meeting=14)]),
        ("kunde vi tidigarelägga den en dag", [Day(from_meeting=-1)]),
        ("flytta fram mötet med en vecka", [Day(from_meeting=7)]),
        ("vi ses en vecka senare", [Day(from_meeting=7)]),
        ("hon flyttade hit för två veckor sedan", []),
        ("vi flyttade ihop. Två veckor tog det", []),
    ],
)
def test_counts_the_days_by_which_a_meeting_is_put_off(text: str, days: list[Day]) -> None:
    assert [one for one in values(text, "sv") if isinstance(one, Day)] == days


@pytest.mark.parametrize(
    ("text", "months"),
    [
        ("i jan feb mars å april", [1, 2, 3, 4]),
        ("februari till och med maj", [2, 5]),
        ("mars är röd och jan may come", []),
    ],
)
def test_reads_months_beside_each_other(text: str, months: list[int]) -> None:
    assert [one.month for one in values(text, "sv") if isinstance(one, Day)] == months


def test_reads_the_hour_till_which_it_lasted() -> None:
    assert values("vi hölls till 19", "sv") == [Clock(19)]
    assert values("vi går till 19", "sv") == []


def test_a_span_ends_when_the_clock_next_shows_it() -> None:
    assert values("from quarter to nine till quarter past", "en") == [Clock(8, 45, minutes=30)]
    assert values("from ten to five till half past", "en") == [Clock(16, 50, minutes=40)]
    assert values("from quarter past five till half past six", "en") == [Clock(17, 15, minutes=75)]


@pytest.mark.parametrize(
    ("text", "values_said"),
    [
        ("mötet ägde rum 8.4", [Day(day=8, month=4)]),
        ("vi satt i rum 8.4", []),
        ("9:an kl 16", [Day(day=9), Clock(16)]),
        ("8:an från Hagnäs", []),
        ("den 9 januari 15-16", [Day(day=9, month=1), Clock(15, minutes=60)]),
        ("men fem går bra", [Clock(17)]),
        ("vi fem går ut", []),
    ],
)
def test_reads_days_and_hours_by_what_stands_beside(text: str, values_said: list[Value]) -> None:
    assert values(text, "sv") == values_said


@pytest.mark.parametrize(
    ("text", "clocks"),
    [
        ("he came on the 13.12 bus", [Clock(13, 12)]),
        ("he came on the 13.12 in the end", []),
        ("we were done by 6", [Clock(18)]),
        ("i must be done by 6", []),
        ("we moved it to seven tonight", [Clock(19)]),
        ("make it 6 rather than 5 please", [Clock(18), Clock(17)]),
    ],
)
def test_reads_the_hours_of_english_replies(text: str, clocks: list[Clock]) -> None:
    assert [one for one in values(text, "en") if isinstance(one, Clock)] == clocks


@pytest.mark.parametrize(
    ("text", "hour", "minutes"),
    [
        ("from half four to a quarter to six", 16, 75),
        ("from half five to a quarter to six", 16, 75),
        ("half five", 16, None),
    ],
)
def test_a_half_is_the_planned_one(text: str, hour: int, minutes: int | None) -> None:
    calendar = replace(calendar_of(after()), meeting=datetime(2026, 4, 8, 16, 30))
    read = settled_halves(values_in(tokens_of(text), "en"), calendar)
    assert [one.value for one in read] == [Clock(hour, 30, minutes=minutes)]


PIECES = [
    "4.60", "9.20", "€", "e", "euroa", "each", "time", "one", "way", "kerta", "gång", "bus",
    "bussi", "four", "o'clock", "klo", "kl", "five", "August", "maj", "toukokuussa", "30", "31",
    "17", ".", ",", "-", ":", "and", "ja", "och", "tunti", "timme", "half", "puoli", "on",
    "Monday", "ti", "to",
]  # fmt: skip


def test_an_hour_in_words_beside_sums_is_no_sum_before_it() -> None:
    text = "4.60 going, together 9.20 € on the bus. August I'm away, four o'clock each time"
    found = [one.value for one in values_in(tokens_of(text), "en", sums=True)]
    assert [type(one) for one in found] == [Money, Money, Day, Clock]
    assert found[-1] == Clock(hour=16)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.tuples(st.integers(1, 290), st.integers(9, 20), st.sampled_from((0, 15, 30))),
        min_size=2, max_size=4, unique_by=lambda one: one[0],
    ),
    st.sampled_from([style for style in STYLES if style != "sv short"]),
    st.sampled_from([" {}", ", {}", ": {}", " ({})"]),
    st.sampled_from(["; ", ". ", "\n", "\n\n", " - ", " + "]),
    st.booleans(),
)  # fmt: skip
def test_a_list_of_dates_with_hours_comes_back_whole(
    said: list[tuple[int, int, int]], style: str, place: str, between: str, span: bool
) -> None:
    """Whatever stands between two dates, and between a date and its hours."""
    dates = [(date(2026, 1, 5) + timedelta(days), h, m) for days, h, m in said]
    hours = [f"{h}.{m:02}-{h + 1}.{m:02}" if span else f"klo {h}.{m:02}" for _, h, m in dates]
    if span:
        hours = [one.replace(".00", "") for one in hours]
    texts = [
        written(day, style) + place.format(h) for (day, *_), h in zip(dates, hours, strict=True)
    ]
    wanted: list[Value] = []
    for day, hour, minute in dates:
        wanted.append(Day(day=day.day, month=day.month, year=day.year))
        wanted.append(Clock(hour, minute, minutes=60 if span else None))
    assert values(between.join(texts)) == wanted


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=25), st.sampled_from(LANGUAGES), st.booleans())
def test_values_stand_one_after_the_other(said: list[str], language: Language, sums: bool) -> None:
    found = values_in(tokens_of(" ".join(said)), language, sums)
    assert all(one.first < one.last for one in found)
    assert [one.first for one in found] == sorted(one.first for one in found)
