"""Tokens that people spell out or dictate, made the signs and numbers that they stand for."""

from collections.abc import Callable, Sequence, Set
from dataclasses import replace
from functools import cache, lru_cache

from service.reading.text.lexicon import (
    clock_word,
    days_from_today,
    is_a,
    month_near_number,
    number_named,
    weekday_named,
)
from service.reading.text.tokens import Token, word_at
from service.reading.text.word_lists import words

_SIGNS = {".", ",", "?", "!", ":", ";"}
_COUNTED = ("viik", "ker", "tapaam", "arki", "treff", "sessio", "puol", "vuosi")
_LABELS = {"no", "nr", "nro", "number", "meeting", "session", "träff", "möte", "#"}
_POINTED = {"i.e.": ",", "e.g.": ",", "t.o.m.": "tills", "fr.o.m.": "från"}
_MONTHS = 12
_FIRST_BARE = 4  # "toinen tiistai" and "kolmas päivä" count, and name no day
_FINNISH_NTH = ("s", "stoista", "ntenä", "ntena", "tenatoista", "tenätoista")
_DAYS = {"päivä", "päivän", "päivänä", "päivälle"}
_UNITS = ("minuut", "tunti", "tunnin", "minuters")
_FIRSTS = ("puoli", "puol", "pual", "halv", "ensi", "ens", "viime")
_SHORTEST_REST = 3
_TYPED = 6  # letters; a shorter word may be another one
_SHORTEST_UNIT = 4  # of one after its number
_LINKS = (",", "and", "&", "och", "ja")
_TENS = {
    "twenty": 20, "thirty": 30, "tjugo": 20, "trettio": 30, "kahdeskymmenes": 20,
    "kaheskymmenes": 20, "kolmaskymmenes": 30,
}  # fmt: skip
_HEADS = {"hlö", "kpl", "henk", "henkilö", "nuppi", "person", "pers", "st"}
_FRACTIONS = {"½": "5", "1/2": "5", "¼": "25", "1/4": "25", "¾": "75", "3/4": "75"}
_OF_A_LENGTH = {"and", "a", "half", "quarter", "quarters", "hour", "hours"}
_VERBS_TOO = {"may", "march", "mar"}
_JOINTS = {"of", "päivä", "päivän", "päivänä", "day", "i", "dagen"}


def spelled_out(tokens: Sequence[Token]) -> list[Token]:
    """Return the tokens with dictated signs as signs and "the fourth of" May as a number."""
    tokens = _with_units_apart(tokens)
    said = {token.text for token in tokens}
    for way, needed in _WAYS:
        if not said.isdisjoint(needed):
            tokens = way(tokens)
    typed = [_well_typed(token, word_at(tokens, at - 1)) for at, token in enumerate(tokens)]
    return _with_days(_with_signs(typed))


def _with_units_apart(tokens: Sequence[Token]) -> Sequence[Token]:
    """Read "kakskytminuuttii", "puolviis" and "ensviikolla" as the two words that they are."""
    kept: list[Token] = []
    for token in tokens:
        at = _first_of_two(token.text)
        if at:
            middle = token.start + at
            kept.append(replace(token, text=token.text[:at], end=middle))
            token = Token(token.text[at:], middle, token.end, False)
        kept.append(token)
    return kept


@lru_cache(maxsize=8_000)
def _first_of_two(word: str) -> int:
    """Return how many letters make the first of two words written as one, 0 where it is one."""
    at = max(word.find(unit) for unit in _UNITS)
    if at > 0 and (number_named(word[:at]) is not None or is_a("half", word[:at])):
        return at
    return next((len(first) for first in _FIRSTS if _is_led(word, first)), 0)


def _is_led(word: str, first: str) -> bool:
    """ "Puolviideltä", "puolkaheksan", "ensviikolla"; not "halva" or "puolitoista"."""
    rest = word.removeprefix(first)
    if rest == word or len(rest) < _SHORTEST_REST:
        return False
    if not is_a("half", first):
        return is_a("week", rest)
    return number_named(rest) is not None or clock_word("at_clock", rest) is not None


def _with_oclock(tokens: Sequence[Token]) -> Sequence[Token]:
    """Join the "o clock" of "4 o clock"."""
    kept: list[Token] = []
    for token in tokens:
        if token.text == "clock" and kept and kept[-1].text == "o":
            kept[-1] = replace(kept[-1], text="o'clock", end=token.end)
        else:
            kept.append(token)
    return kept


def _without_hyphens(tokens: Sequence[Token]) -> Sequence[Token]:
    """Leave out the hyphens of "forty-four" and "a one-and-a-half-hour meeting"."""
    return [token for at, token in enumerate(tokens) if not _joins_a_number(tokens, at)]


def _joins_a_number(tokens: Sequence[Token], at: int) -> bool:
    if tokens[at].text != "-" or not tokens[at].glued or not 0 < at < len(tokens) - 1:
        return False
    before, after = tokens[at - 1].text, tokens[at + 1].text
    tens, ones = number_named(before) or 0, number_named(after) or 0
    length = after in _OF_A_LENGTH and (before in _OF_A_LENGTH or (tens > 0 and before.isalpha()))
    return tokens[at + 1].glued and (length or (tens in range(20, 100, 10) and 0 < ones < 10))


def _without_slashes(tokens: Sequence[Token]) -> Sequence[Token]:
    """Leave out the slash of "9 €/hlö": it is the price of one."""
    return [
        one
        for at, one in enumerate(tokens)
        if one.text != "/"
        or not (is_a("euro", word_at(tokens, at - 1)) and word_at(tokens, at + 1) in _HEADS)
    ]


def _with_decimals(tokens: Sequence[Token]) -> list[Token]:
    """Read "1½ h" and "1 1/2 hours" as 1,5, and "¾ timme" and "3/4 of an hour" as 0,75."""
    kept: list[Token] = []
    at = 0
    while at < len(tokens):
        one = tokens[at]
        size = 1 if one.text in _FRACTIONS else 3
        said = _said(tokens, at, size) if size > 1 else one.text
        unit = at + size + _words_before_hour(tokens, at + size)
        if said not in _FRACTIONS or (size > 1 and not is_a("hour", word_at(tokens, unit))):
            kept.append(one)
            at += 1
            continue
        last = tokens[at + size - 1].end
        if not (kept and kept[-1].number is not None):
            kept.append(Token("0", one.start, last, one.glued))
        kept += [Token(text, last, last, True) for text in (",", _FRACTIONS[said])]
        at = unit
    return kept


def _words_before_hour(tokens: Sequence[Token], at: int) -> int:
    """Count the "of an" of "3/4 of an hour"."""
    of = word_at(tokens, at) == "of"
    article = word_at(tokens, at + of) in ("a", "an")
    return of + article if is_a("hour", word_at(tokens, at + of + article)) else 0


def _well_typed(token: Token, before: str) -> Token:
    """Return a day or a unit mistyped by one letter as it should be: "yesrerday", "en tinme"."""
    said = _as_meant(token.text) if len(token.text) >= _TYPED else token.text
    if len(said) >= _SHORTEST_UNIT and _counts(before):
        said = _as_unit(said)
    return token if said == token.text else replace(token, text=said)


def _counts(word: str) -> bool:
    return word.isdecimal() or bool(number_named(word)) or is_a("half", word)


@lru_cache(maxsize=8_000)
def _as_unit(word: str) -> str:
    lists = words("rules")
    if is_a("hour", word) or is_a("minute", word) or word in lists["no_units"]:
        return word
    near = (one for one in lists["units_mistyped"] if one[0] == word[0])
    return next((one for one in near if _slips(word, one, shortest=_SHORTEST_UNIT)), word)


@lru_cache(maxsize=40_000)
def _as_meant(word: str) -> str:
    if not word.isalpha() or weekday_named(word) is not None or days_from_today(word) is not None:
        return word
    near = (one for one in words("rules")["often_mistyped"] if one[0] == word[0])
    return next((one for one in near if _slips(word, one)), word)


def _slips(word: str, meant: str, shortest: int = _TYPED + 1) -> bool:
    """Two letters swapped, one wrong, or one too many or too few inside; a plural is no slip."""
    if len(word) == len(meant):
        wrong = [at for at, letter in enumerate(word) if letter != meant[at]]
        swapped = len(wrong) == 2 and wrong[1] == wrong[0] + 1 and sorted(word) == sorted(meant)
        return swapped or (len(wrong) == 1 and len(word) >= shortest)
    longer, shorter = (word, meant) if len(word) > len(meant) else (meant, word)
    drops = range(1, len(longer) - 1) if len(longer) == len(shorter) + 1 >= shortest else ()
    return any(longer[:at] + longer[at + 1 :] == shorter for at in drops)


def _without_points(tokens: Sequence[Token]) -> list[Token]:
    """Make "i.e." a pause and "t.o.m." its word: their points end no sentence."""
    kept: list[Token] = []
    at = 0
    while at < len(tokens):
        sizes = (4, 6) if word_at(tokens, at + 1) == "." else ()
        size = next((size for size in sizes if _said(tokens, at, size) in _POINTED), 1)
        word = _POINTED[_said(tokens, at, size)] if size > 1 else tokens[at].text
        last = tokens[at + size - 1]
        kept.append(Token(word, tokens[at].start, last.end, False) if size > 1 else tokens[at])
        at += size
    return kept


def _said(tokens: Sequence[Token], at: int, size: int) -> str:
    """Return the text of some tokens, empty where the first is glued to another."""
    alone = at == 0 or not tokens[at].glued
    return "".join(token.text for token in tokens[at : at + size]) if alone else ""


def _without_numbering(tokens: Sequence[Token]) -> list[Token]:
    """Leave out the "1)", "2)" before the lines of a list."""
    places = [at for at in range(len(tokens)) if _numbers_a_line(tokens, at)]
    if [tokens[at].number for at in places] != list(range(1, len(places) + 1)) or len(places) < 2:
        return list(tokens)
    gone = {at + step for at in places for step in (0, 1)}
    return [token for at, token in enumerate(tokens) if at not in gone]


def _without_labels(tokens: Sequence[Token]) -> list[Token]:
    """Leave out the "No. 4:" before a meeting's day: it is no answer, and no hour."""
    kept: list[Token] = []
    at = 0
    while at < len(tokens):
        size = 2 + (word_at(tokens, at + 1) == ".")
        said = tokens[at : at + size + 1]
        numbered = len(said) > size and said[-2].number is not None and said[-1].text == ":"
        after = word_at(tokens, at + size + 1)
        timed = after.isdecimal() and tokens[at + size + 1].glued  # "at 4:30"
        if tokens[at].text in _LABELS and numbered and not timed:
            at += size + 1
            continue
        kept.append(tokens[at])
        at += 1
    return kept


def _numbers_a_line(tokens: Sequence[Token], at: int) -> bool:
    opens = at == 0 or tokens[at - 1].text[0] == "\n"
    signed = word_at(tokens, at + 1) == ")" and tokens[at + 1].glued
    return opens and signed and tokens[at].number is not None


def _with_signs(tokens: Sequence[Token]) -> list[Token]:
    """A phone writes "punkt" and "comma" where it was told to; such a text has no signs else."""
    said = {token.text for token in tokens}
    signs = words("rules")["dictated"]
    if said & _SIGNS or not _ends_dictated(tokens, signs):
        return list(tokens)
    kept: list[Token] = []
    at = 0
    while at < len(tokens):
        two = f"{tokens[at].text} {word_at(tokens, at + 1)}"
        size = 2 if two in signs else 1
        sign = signs.get(two) or signs.get(tokens[at].text)
        last = tokens[at + size - 1]
        kept.append(Token(sign, tokens[at].start, last.end, False) if sign else tokens[at])
        at += size if sign else 1
    return kept


def _ends_dictated(tokens: Sequence[Token], signs: dict[str, str]) -> bool:
    """A dictated text ends with its sign; "punkt 3" and "jag kan komma" are other words."""
    words_said = [token.text for token in tokens if token.is_word]
    last = signs.get(" ".join(words_said[-2:])) or signs.get(" ".join(words_said[-1:]))
    return last in (".", "?", "!") and bool(tokens) and tokens[-1].is_word


def _with_days(tokens: Sequence[Token]) -> list[Token]:
    kept: list[Token] = []
    at, listed = 0, -1
    while at < len(tokens):
        if dated := _day_and_month(tokens, at):
            kept += dated[0]
            at = dated[1]
            continue
        day, end = _ordinal(tokens, at)
        sign = _sign_of_day(tokens, at, end, after_one=at - 1 == listed) if day else None
        last = tokens[end - 1].end
        kept.append(tokens[at] if sign is None else Token(str(day), tokens[at].start, last, False))
        kept += [Token(sign, last, last, True)] if sign else []
        listed = end if sign == "th" else listed
        at = at + 1 if sign is None else end
    # What stood in between is gone: a number never touches the month after it.
    return [replace(one, glued=False) for one in kept[:1]] + kept[1:]


def _day_and_month(tokens: Sequence[Token], at: int) -> tuple[list[Token], int] | None:
    """Read "sjunde i fjärde" and "åttonde fjärde" as 7.4 and 8.4; not "första andra gången"."""
    if tokens[at].text not in _swedish_ordinals():
        return None
    day, end = _ordinal(tokens, at)
    end += word_at(tokens, end) == "i"
    month, last = _ordinal(tokens, end)
    named = word_at(tokens, end) in _swedish_ordinals() and 0 < month <= _MONTHS
    if not named or word_at(tokens, last) not in words("rules")["after_nth"]:
        return None
    first, close = tokens[at].start, tokens[last - 1].end
    row = [Token(str(day), first, close, False), Token(".", close, close, True)]
    return [*row, Token(str(month), close, close, True)], last


@cache
def _swedish_ordinals() -> frozenset[str]:
    """Return the ordinals of Swedish; in the others no number names a month."""
    forms = words("rules")["days_of_month"]["sv"]
    return frozenset(word for said in forms for word in said.split())


def _sign_of_day(tokens: Sequence[Token], at: int, end: int, after_one: bool) -> str | None:
    """Return the sign that an ordinal needs to be read as a day, None where it names no day."""
    month = word_at(tokens, end + (word_at(tokens, end) in _JOINTS))
    day, english = _ordinal(tokens, at)[0], tokens[at].text in words("rules")["days_of_month"]["en"]
    # "Neljä kertaa, ensimmäinen syyskuussa" is no first of September.
    begins = day == 1 and month.endswith(("kuussa", "kuus"))
    # "Toinen helmikuun yhdestoista": the second meeting, on the eleventh.
    begins = begins or (month.endswith("kuun") and _ordinal(tokens, end + 1)[0] > 0)
    if _stands_in_month(tokens, at, end) or _of_weekday(tokens, at):
        return ""
    if (english or end > at + 1) and _follows_month(tokens, at, end):
        return ""
    if month_near_number(month) and not begins:
        return ""
    if day >= _FIRST_BARE and _stands_by_itself(tokens, at, end):
        return "."
    goes_on = after_one and word_at(tokens, at - 1) in _LINKS
    if goes_on or _set_by_the(tokens, at, end) or _leads_to_month(tokens, end):
        return "th" if english or end > at + 1 else ""
    return None


def _stands_in_month(tokens: Sequence[Token], at: int, end: int) -> bool:
    """Read the "kolmas" of "joulukuun kolmas kello viisi", not of "joulukuun kolmas tiistai"."""
    month = word_at(tokens, at - 1)
    if not month.endswith("kuun") or month_near_number(month) is None:
        return False
    after = word_at(tokens, end)
    return weekday_named(after) is None and not after.startswith(_COUNTED)


def _follows_month(tokens: Sequence[Token], at: int, end: int) -> bool:
    """ "June ninth", "May the sixth"; not "we may first", "in May second Tuesday"."""
    place = at - 1 - (word_at(tokens, at - 1) == "the")
    word, after = word_at(tokens, place), word_at(tokens, end)
    if month_near_number(word) is None or weekday_named(after) is not None:
        return False
    verb = word in _VERBS_TOO and word_at(tokens, place - 1) not in words("rules")["before_may"]
    small = _ordinal(tokens, at)[0] < _FIRST_BARE and place == at - 1
    return not (verb or is_a("week", after)) and (
        not small or not after.isalpha() or after in words("rules")["after_nth"]
    )


def _stands_by_itself(tokens: Sequence[Token], at: int, end: int) -> bool:
    """ "Keskiviikko kuudestoista" and "viidestoista päivä" name a day without a month."""
    if not tokens[at].text.endswith(_FINNISH_NTH):
        return False
    named = weekday_named(word_at(tokens, at - 1)) is not None
    return named or word_at(tokens, end) in _DAYS


def _set_by_the(tokens: Sequence[Token], at: int, end: int) -> bool:
    """ "On the ninth, an hour", "it wasn't the tenth, it was the ninth": not the ninth of a row."""
    lists = words("rules")
    if word_at(tokens, at - 1) not in ("the", "den"):
        return False
    if word_at(tokens, end) not in lists["after_nth"]:
        return _is_weighed(tokens, at, end)
    denied = any(
        one.text in lists["not_the"] and _ordinal(tokens, place + 2)[0]
        for place, one in enumerate(tokens[:-2])
        if tokens[place + 1].text in ("the", "den")
    )
    later = _ordinal(tokens, at)[0] >= _FIRST_BARE  # "to the third" may be a person
    moved = ["to", "till", "do", "make"] if later else []
    moved += ["", ".", "!"] if later and word_at(tokens, end) == "at" else []
    return word_at(tokens, at - 2) in [
        *lists["on_the"], *moved, *(lists["was_the"] if denied else [])
    ]  # fmt: skip


def _is_weighed(tokens: Sequence[Token], at: int, end: int) -> bool:
    """ "Would the ninth suit", "the eighth is out": a day that is good for us, or not."""
    lists, before, said = words("rules"), word_at(tokens, at - 2), word_at(tokens, end)
    asked = before in lists["asks_of_nth"] and said in lists["suits_nth"]
    opens = before in ("", ".", ",", "!", "?", "but", "and", "so", "\n")
    is_so = said in lists["is_nth"] and word_at(tokens, end + 1) in lists["weighed_nth"]
    return _ordinal(tokens, at)[0] >= _FIRST_BARE and bool(asked or (opens and is_so))


def _leads_to_month(tokens: Sequence[Token], end: int) -> bool:
    """The "ninth" of "the ninth, tenth and eleventh of April"."""
    while word_at(tokens, end) in _LINKS:
        day, end = _ordinal(tokens, end + 1 + (word_at(tokens, end + 1) in ("the", "den")))
        if not day:
            return False
        if month_near_number(word_at(tokens, end + (word_at(tokens, end) in _JOINTS))):
            return True
    return False


def _of_weekday(tokens: Sequence[Token], at: int) -> bool:
    """ "Tisdag den nittonde" and "Tuesday the second" name their day by a weekday."""
    named = weekday_named(word_at(tokens, at - 2)) is not None
    return named and word_at(tokens, at - 1) in ("den", "the")


def _ordinal(tokens: Sequence[Token], at: int) -> tuple[int, int]:
    """Return the day of the month that an ordinal names, and where it ends; 0 where none does."""
    ones, first = _ordinals(), word_at(tokens, at)
    if first in _TENS:
        place = at + 1 + (word_at(tokens, at + 1) == "-")
        second = ones.get(word_at(tokens, place), 0)
        if 0 < second < 10:
            return _TENS[first] + second, place + 1
    return ones.get(first, 0), at + 1


@cache
def _ordinals() -> dict[str, int]:
    """Return the ordinals, one to thirty-one, in the forms in which days are named."""
    return {
        word: day
        for listed in words("rules")["days_of_month"].values()
        for day, forms in enumerate(listed, 1)
        for word in forms.split()
    }


# Each way with the words without which there is nothing for it to do.
_WAYS: tuple[tuple[Callable[[Sequence[Token]], Sequence[Token]], Set[str]], ...] = (
    (_with_oclock, {"clock"}),
    (_without_hyphens, {"-"}),
    (_without_slashes, {"/"}),
    (_with_decimals, {"½", "¼", "¾", "/"}),
    (_without_points, {pointed.partition(".")[0] for pointed in _POINTED}),
    (_without_numbering, {")"}),
    (_without_labels, _LABELS),
)
