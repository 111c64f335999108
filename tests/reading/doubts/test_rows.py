from service.reading.doubts.roles import values_in
from service.reading.doubts.rows import MOST_TOKENS, PLACES, Row, row_of
from service.reading.understand import case_of
from tests.reading.given import after, before

TEAM = ("Mikko", "Layla")


def row(text: str, team: bool = False) -> Row:
    case, _, _ = case_of(text, after("attendance", "fi", *TEAM) if team else after(), "Layla Testi")
    return row_of(case)


def test_each_word_and_sign_is_a_token_after_the_one_that_tells_what_was_asked() -> None:
    assert len(row("Joo, nähtiin!").tokens) == 1 + 4
    asked = [row_of(case_of("Joo", one)[0]).tokens[0] for one in (after(), before())]
    assert asked[0] != asked[1]


def test_a_value_is_one_token_and_its_place_is_kept() -> None:
    found = row("Nähtiin 14.4. klo 17")
    case, _, _ = case_of("Nähtiin 14.4. klo 17", after())
    assert len(found.values) == len(values_in(case))
    assert found.values == [2, 3]


def test_a_name_of_the_team_is_told_from_other_words_and_its_place_kept() -> None:
    mikko, layla = row("Mikko ei päässyt", team=True).people
    assert (mikko.tokens, mikko.is_writer) == ([1], False)
    assert (layla.tokens, layla.is_writer) == ([], True)


def test_another_name_of_the_team_makes_the_same_row() -> None:
    one, two = (row(f"{name} ei päässyt", team=True) for name in ("Mikkokin", "Laylakin"))
    assert one.tokens == two.tokens


def test_no_digits_are_told_apart_outside_values() -> None:
    assert row("huone 214 oli varattu").tokens == row("huone 913 oli varattu").tokens


def test_a_long_tale_is_cut_and_its_later_values_have_no_place() -> None:
    found = row("ja sitten " * MOST_TOKENS + "nähtiin 14.4.")
    assert len(found.tokens) == MOST_TOKENS
    assert found.values == [None]


def test_every_feature_has_a_row_in_the_table() -> None:
    assert all(0 <= one < PLACES for token in row("Joo, 1,5 h!").tokens for one in token)
