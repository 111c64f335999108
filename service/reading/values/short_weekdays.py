"""Weekdays cut short ("ke", "to", "sun", "tors"), where they can be no other word."""

from collections.abc import Sequence

from service.reading.text.lexicon import (
    is_a,
    weekday_short,
)
from service.reading.text.tokens import Token, word_at
from service.reading.values.hours import time_at
from service.reading.values.lengths import length_at
from service.reading.values.openings import opens_and_suits

_SHORT = {"ma", "ti", "ke", "to", "pe", "la", "su"}
_MET = {
    "tavattiin", "tavattii", "nähtiin", "nähtii", "tapasimme", "pidettiin", "pidettii", "näimme",
    "treffattiin", "treffattii",
}  # fmt: skip
_SAYS_YES = {"joo", "juu", "jo", "kyllä", "kyl", "jep"}
_IN = ("ssa", "ssä", "lla", "llä")
_NO_OTHER_WORD = {"tues", "weds", "thur", "thurs"}
PARTS_OF_DAY = {
    "iltana", "illan", "illaksi", "illalla", "ilta", "aamuna", "aamun", "aamu", "aamupäivänä",
    "iltapäivänä", "iltapäivä", "iltapäivän", "illal", "iltaan",
    "aamulla", "aamul", "aamusta", "iltapäivällä",
}  # fmt: skip


def short_weekday(tokens: Sequence[Token], at: int) -> int | None:
    """Return the weekday (0 is Monday) of a name cut short, where it stands as one."""
    weekday = weekday_short(word_at(tokens, at))
    told = word_at(tokens, at) in _NO_OTHER_WORD
    told = told or _before_clock(tokens, at) or _follows_its_word(tokens, at)
    return weekday if weekday is not None and told else None


def _follows_its_word(tokens: Sequence[Token], at: int) -> bool:
    """ "We met on wed", "thu was fine", "vi sågs tors hemma": a short name that can be no word."""
    named = word_at(tokens, at) not in (*_SHORT, "sun", "sat")
    before, after = word_at(tokens, at - 1), word_at(tokens, at + 1)
    return named and (is_a("before_short_day", before) or is_a("after_short_day", after))


def _before_clock(tokens: Sequence[Token], at: int) -> bool:
    if opens_and_suits(tokens, at) or _ends_its_clause(tokens, at) or _is_of_a_past_day(tokens, at):
        return True
    if word_at(tokens, at) in _SHORT and (_is_told_hour(tokens, at + 1) or _is_asked(tokens, at)):
        return True
    following = word_at(tokens, at + 1 + (word_at(tokens, at + 1) == "."))
    if (
        word_at(tokens, at) in ("to", "on", "sun", "sat", "la")
        and word_at(tokens, at - 1).isdecimal()
    ):
        return False  # "5 to 6"
    if word_at(tokens, at) == "sat" and _lasts(tokens, at + 1):
        return False  # "we sat 45 minutes"
    return (is_a("clock", following) and following != "at") or following.isdecimal()


def _lasts(tokens: Sequence[Token], at: int) -> bool:
    """ "45 minutes", "1.5 h", "1 1/2 hours": a length in figures begins here."""
    while not word_at(tokens, at).isalpha() and word_at(tokens, at) not in ("", "\n"):
        at += 1
    return is_a("minute", word_at(tokens, at)) or is_a("hour", word_at(tokens, at))


def _is_asked(tokens: Sequence[Token], at: int) -> bool:
    """ "Kävisikö to sen sijaan", "mites pe aamulla"."""
    part = is_a("morning", word_at(tokens, at + 1)) or word_at(tokens, at + 1) in PARTS_OF_DAY
    asked = is_a("asks_day", word_at(tokens, at - 1)) and word_at(tokens, at) != "su"
    return part or asked  # "oisko su mahdollista" asks of you


def _is_told_hour(tokens: Sequence[Token], at: int) -> bool:
    """ "Ti neljältä", "ke puol viis", "pe yhden aikaan"."""
    return at < len(tokens) and time_at(tokens, at, marked=False, after_day=False) is not None


def _is_of_a_past_day(tokens: Sequence[Token], at: int) -> bool:
    """ "Tavattiin ke kirjastolla", "nähtiin Oodissa ma,"."""
    if word_at(tokens, at) not in _SHORT:
        return False
    before = word_at(tokens, at - 1)
    if not before.isalnum() and _opens_what_was(tokens, at + 1):
        return True
    if _is_beside_its_length(tokens, at):
        return True
    if before in _SAYS_YES:
        return word_at(tokens, at - 2) in _MET or word_at(tokens, at + 1) in _MET
    return before in _MET or (
        before.endswith(_IN)
        and word_at(tokens, at - 2) in _MET
        and word_at(tokens, at + 1) in ("", ".", ",", "!", "ja", "\n")
    )


def _is_beside_its_length(tokens: Sequence[Token], at: int) -> bool:
    """ "Ke, 1,25 h", "treffattiin ke - 40 min", "kyllä ke: tunti"."""
    before = word_at(tokens, at - 1)
    after = at + 1 + (word_at(tokens, at + 1) in (",", "-", ":", "("))
    led = not before.isalnum() or before in _SAYS_YES or before in _MET
    return led and length_at(tokens, after) is not None if after < len(tokens) else False


def _opens_what_was(tokens: Sequence[Token], at: int) -> bool:
    """ "Ke nähtiin, 70 min", "ti aamulla tavattiin": a short name first, and then what was done."""
    return word_at(tokens, at + (word_at(tokens, at) in PARTS_OF_DAY)) in _MET


def _ends_its_clause(tokens: Sequence[Token], at: int) -> bool:
    """ "En pääse ke, ...": a short name after a word of coming, with nothing after it."""
    ends = word_at(tokens, at + 1) in (
        "",
        ".",
        ",",
        "!",
        "?",
        ")",
        "\n",
        "mut",
        "mutta",
        "kun",
        "ku",
    )
    return ends and is_a("before_day", word_at(tokens, at - 1))
