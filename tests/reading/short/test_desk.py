"""A coordinator's commands, as they are typed (P31)."""

import pytest

from service.domain.digests import Order
from service.reading.short.desk import orders_in


@pytest.mark.parametrize(
    ("line", "verb", "number", "words", "days"),
    [
        ("hyväksy 2", "accept", 2, "", 0),
        ("Hyväksy nro 2.", "accept", 2, "", 0),
        ("2 hyväksy kiitos", "accept", 2, "", 0),
        ("3 ok", "ok", 3, "", 0),
        ("3. OK!", "ok", 3, "", 0),
        ("lykkää 4 viikko", "snooze", 4, "", 7),
        ("lykkää 5 1 vk", "snooze", 5, "", 7),
        ("skjut upp 5 två", None, None, "", 0),
        ("skjut upp 5 10 dagar", "snooze", 5, "", 10),
        ("snooze 5", "snooze", 5, "", 7),
        ("snooze 4 for a week", "snooze", 4, "", 7),
        ("postpone 4 by 2 weeks", "snooze", 4, "", 14),
        ("skjut upp 4 en vecka", "snooze", 4, "", 7),
        ("lykkää 4 kaksi viikkoa", "snooze", 4, "", 14),
        ("lykkää 4 kaksi kertaa viikossa", None, None, "", 0),
        ("snooze 4 after a week", None, None, "", 0),
        ("hyvaksy 2", "accept", 2, "", 0),
        ("angra 2", "undo", 2, "", 0),
        ("3 okay", "ok", 3, "", 0),
        ("peru 2", "undo", 2, "", 0),
        ("ångra", "undo", None, "", 0),
        ("avslå 2: för dyrt", "decline", 2, "för dyrt", 0),
        ("reply 1: I will call you at 10.", "reply", 1, "I will call you at 10.", 0),
        ("hyväksy", None, None, "", 0),
        ("hyväksy 2-4", None, None, "", 0),
        ("hyväksy 2, 3", None, None, "", 0),
        ("hyväksy 2 mutta vain osa", None, None, "", 0),
        ("älä hyväksy 2", None, None, "", 0),
        ("okra 2", None, None, "", 0),
        ("hyväksy 1234", None, None, "", 0),
    ],
)
def test_one_line(line: str, verb: str | None, number: int | None, words: str, days: int) -> None:
    assert orders_in(line) == [Order(line, verb, number, words, days)]  # type: ignore[arg-type]


def test_greetings_and_names_stand_aside() -> None:
    text = "Hei Oksa,\n\n1 ok\n\nKiitos!\nTerveisin Minna Mallinen"
    assert orders_in(text, ("Minna Mallinen",)) == [Order("1 ok", "ok", 1)]


def test_a_short_line_of_words_does_not_swallow_the_next() -> None:
    found = orders_in("vastaa 1: Kiitos!\nhyvksy 2")
    assert [one.verb for one in found] == ["reply", None]


def test_our_own_letter_below_gives_no_commands() -> None:
    ours = (
        "Hei Minna\n\nNämä odottavat sinua.\n\n"
        "    1  Viesti, Anna: ”Käykö, jos tulen koiran kanssa, vai\n    ok 2\n"
        "       → vastaa 1: … · ok 1\n    2  Kulukorvaus\n       → hylkää 2: syy · ok 2\n"
    )
    found = orders_in(f"1 ok\n> ok 3\n\n{ours}", ("Minna Mallinen",))
    assert [one for one in found if one.verb] == [Order("1 ok", "ok", 1)]
