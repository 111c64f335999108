"""Sums of money: "12,40 €", "EUR 27,80", "2 x 3,20 e", "fjorton euro och femtio cent"."""

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from service.reading.text.finnish_numbers import finnish_number
from service.reading.text.lexicon import is_a, number_named
from service.reading.text.tokens import Token, word_at
from service.reading.text.word_lists import said_of, stems_of
from service.reading.values.bare_sums import whole_at
from service.reading.values.kinds import Found, Money

_AND = {"och", "å", "o"}
_CURRENCIES = ("€", "eur", "euro")  # before their amount
_MOST = 10_000_000
_MOST_TIMES = 400
_FOREIGN = "XXX"  # a currency that is not ours, whichever (ISO 4217 has this code for none)
_TWICE = {"kahdesti": 2, "kolmesti": 3, "twice": 2, "thrice": 3}
_TIMES = {"kertaa", "gånger", "ggr", "times"}
_NOTES = {
    "kympillä": 10, "kympil": 10, "kympin": 10, "kymppi": 10, "vitosen": 5, "vitonen": 5,
    "viitosen": 5, "viitonen": 5, "femman": 5, "satasen": 100, "satasella": 100, "satanen": 100,
    "nelosen": 4, "kahdellakympillä": 20, "kahellakympillä": 20, "parillakympillä": 20,
    "kolmellakympillä": 30, "neljälläkympillä": 40, "viidelläkympillä": 50, "kymppiä": 10,
}  # fmt: skip
_PAID = {
    "tankkasin", "tankattiin", "bensaa", "bensa", "maksoi", "makso", "maksoin", "kului", "kulu",
    "meni", "paloi", "palo", "ostin", "latasin", "maksu", "hinta", "oli", "parkkiin", "bussiin",
}  # fmt: skip
_BILLS = {"tia": 10, "femma": 5, "tjuga": 20, "hundring": 100, "tenner": 10, "fiver": 5}
_RATES = ("km", "kilomet", "taksal", "taksan")  # "0,55 €/km", "0,55 euron taksalla"
_COMES_TO = {"=", "eli", "elikkä", "yhteensä"}
_MEASURES = {"km", "h", "tuntia", "kilometriä"}
_TENNERS = ("kymppiä", "kymppii", "kymppi", "kympin")


def sum_at(tokens: Sequence[Token], at: int, bare: bool) -> Found | None:
    """Return the sum that begins at a token; `bare` takes "7,50" without a currency too."""
    if not bare and not opens_sum(tokens[at].text):
        return None
    product = _product(tokens, at)
    return product or _times_over(tokens, _sum_said(tokens, at, bare))


@lru_cache(maxsize=8_000)
def opens_sum(word: str) -> bool:
    """Return whether a sum with its currency may begin with a word: an amount or a currency."""
    return word.isdecimal() or _is_currency(word) or number_named(word) is not None


def _is_currency(word: str) -> bool:
    return word in _CURRENCIES or is_a("other_currency", word)


def _times_over(tokens: Sequence[Token], one: Found | None) -> Found | None:
    """ "Bussi 3,30 kaksi kertaa", "3,30 x 2", "tram 2.80 twice": the sum so many times."""
    if one is None or not isinstance(one.value, Money) or one.value.rate:
        return one
    said, after = word_at(tokens, one.last), word_at(tokens, one.last + 1)
    times, last = _TWICE.get(said), one.last + 1
    if times is None and after in _TIMES:
        times, last = _count(said), one.last + 2
    elif times is None and said in ("x", "*"):
        times, last = _count(after), one.last + 2
    goes_on = word_at(tokens, last)
    if times is None or goes_on[:1].isdecimal() or is_a("euro", goes_on) or goes_on == "=":
        return one
    return Found(replace(one.value, cents=one.value.cents * times, product=True), one.first, last)


def _count(word: str) -> int | None:
    count = int(word) if word.isdecimal() and len(word) < 3 else number_named(word)
    return count if count and 1 < count < 50 else None


def _sum_said(tokens: Sequence[Token], at: int, bare: bool) -> Found | None:
    if _is_currency(word_at(tokens, at)):
        amount = _cents(tokens, at + 1)
        if amount and amount[0] <= _MOST:
            ours = is_a("euro", word_at(tokens, at))
            return Found(Money(amount[0], "EUR" if ours else _FOREIGN), at, amount[1])
        return None
    said = (_note(tokens, at) if bare else None) or _amount_then_currency(tokens, at, bare)
    whole = whole_at(tokens, at) if bare and said is None else None
    return said or (Found(Money(whole * 100, marked=False), at, at + 1) if whole else None)


def _note(tokens: Sequence[Token], at: int) -> Found | None:
    """ "Tankkasin kympillä", "parkki maksoi vitosen"; "menin kympillä keskustaan" is a tram."""
    bill = _BILLS.get(word_at(tokens, at + 1)) if word_at(tokens, at) in ("a", "en") else None
    if bill is not None:
        return Found(Money(bill * 100), at, at + 2)  # "en tia för bussen", "a fiver"
    times = number_named(word_at(tokens, at)) if word_at(tokens, at + 1) in _NOTES else None
    last = at + 1 + (times is not None)
    note = _NOTES.get(word_at(tokens, last - 1))
    before = word_at(tokens, at - 1)
    paid = before in _PAID or (times or 0) > 1 or _is_priced(tokens, at, last)
    if note is None or not paid or word_at(tokens, last) == "tai":
        return None
    return Found(Money(note * 100 * (times or 1)), at, last)


def _is_priced(tokens: Sequence[Token], at: int, last: int) -> bool:
    """ "Lippu kymppi", "museo kympin", but not "juna kympillä"."""
    before = word_at(tokens, at - 1).startswith(stems_of("rules", "priced_fi"))
    return before and word_at(tokens, last - 1).endswith(("nen", "sen", "kymppi", "kympin"))


def _amount_then_currency(tokens: Sequence[Token], at: int, bare: bool) -> Found | None:
    amount = _cents(tokens, at)
    if amount is None or amount[0] > _MOST:
        return None
    cents, end = amount
    currency = word_at(tokens, end)
    if _is_rate(tokens, end + (is_a("euro", currency))) or _is_price_of_a_km(tokens, at, cents):
        return Found(Money(cents, rate=True), at, end + (is_a("euro", currency)))
    if foreign := _other_currency(tokens, end):
        return Found(Money(cents, _FOREIGN), at, foreign)
    if end == at + 1 and is_a("cent", currency):
        return None if _is_measured(tokens, at, end) else Found(Money(cents // 100), at, end + 1)
    if _is_half(tokens, end):
        return Found(Money(cents + 50), at, end + 3)
    if _has_no_cents(tokens, end):
        return Found(Money(cents), at, end + 2 + is_a("euro", word_at(tokens, end + 2)))
    if is_a("euro", currency):
        more = None if cents % 100 else _with_cents(tokens, end + 1)
        return (
            Found(Money(cents + more[0]), at, more[1]) if more else Found(Money(cents), at, end + 1)
        )
    return _without_currency(tokens, at, amount) if bare else None


def _other_currency(tokens: Sequence[Token], at: int) -> int | None:
    """Return where the "kr" or "norska kronor" after an amount ends, if it is so."""
    places = (at, at + 1) if word_at(tokens, at).isalpha() else (at,)
    return next((one + 1 for one in places if is_a("other_currency", word_at(tokens, one))), None)


def _has_no_cents(tokens: Sequence[Token], at: int) -> bool:
    """The ",-", ".-" or ":-" of "12,-"; not of "8.-9.5." nor ":-)"."""
    signs = [token.text for token in tokens[at : at + 2] if token.glued]
    after = tokens[at + 2] if at + 2 < len(tokens) else None
    smile = signs[:1] == [":"] and "(" not in [token.text for token in tokens[max(0, at - 4) : at]]
    goes_on = after is not None and after.glued and after.number is not None
    goes_on = goes_on or (smile and after is not None and after.text == ")")
    return signs in ([",", "-"], [".", "-"], [":", "-"]) and not goes_on


def _is_measured(tokens: Sequence[Token], at: int, end: int) -> bool:
    """ "Lunta vielä 30 senttiä": centimetres."""
    near = [word_at(tokens, one) for one in (*range(at - 3, at), *range(end + 1, end + 3))]
    return any(word.startswith(stems_of("rules", "measured_fi")) for word in near)


def _is_half(tokens: Sequence[Token], at: int) -> bool:
    """The "ja puoli euroa" of "kolme ja puoli euroa"."""
    half = word_at(tokens, at) == "ja" and is_a("half", word_at(tokens, at + 1))
    return half and is_a("euro", word_at(tokens, at + 2))


def _without_currency(tokens: Sequence[Token], at: int, amount: tuple[int, int]) -> Found | None:
    """Read "7,50", "femton å femti", "kakskymppiä", "kakskytviis viiskyt" where costs are told."""
    cents, end = amount
    if tokens[at].number is not None:
        decimals = end == at + 3 and len(tokens[at + 2].text) == 2
        plain = decimals or _is_term(tokens, at, end)
        return Found(Money(cents, marked=False), at, end) if plain else None
    if tokens[at].text.endswith(_TENNERS):
        return Found(Money(cents), at, end)
    cents_more = _and_cents(tokens, end)
    if cents_more:
        return Found(Money(cents + cents_more, marked=False), at, end + 2)
    coins = _coins(tokens, at, end)
    last = end + 1 + is_a("euro", word_at(tokens, end + 1))
    return Found(Money(cents + coins, marked=False), at, last) if coins else None


def _is_term(tokens: Sequence[Token], at: int, end: int) -> bool:
    """The whole numbers of "3,10 + 18 = 21,10" are sums."""
    if end != at + 1:
        return False
    glued = at > 0 and tokens[at].glued and tokens[at - 1].text in (".", ",")
    beside = {word_at(tokens, at - 1), word_at(tokens, at + 1)} & {"+", "="}
    return bool(beside) and not glued


def _is_rate(tokens: Sequence[Token], at: int) -> bool:
    """ "0,55 €/km", "0.30 a kilometre" is a rate, not a cost."""
    step = at + (word_at(tokens, at) in ("/", "per", "a", "each", "the"))
    return word_at(tokens, step).startswith(_RATES)


def _is_price_of_a_km(tokens: Sequence[Token], at: int, cents: int) -> bool:
    """ "14 km enkel väg à 0,55"."""
    driven = any(token.text == "km" for token in tokens[max(0, at - 6) : at])
    return driven and cents < 100 and word_at(tokens, at - 1) in ("à", "á")


def _with_cents(tokens: Sequence[Token], at: int) -> tuple[int, int] | None:
    """Read "och femtio cent" after the euros, or the "50" of "12 € 50" and of "12€50"."""
    start = at + (word_at(tokens, at) in ("ja", "och", "and", "å", "o"))
    count = _whole(tokens, start)
    spelled = start < len(tokens) and tokens[start].number is None  # "fyra euro å femti"
    if count and count[0] < 100 and is_a("cent", word_at(tokens, count[1])):
        return count[0], count[1] + 1
    bare = count is not None and (start == at or spelled) and count[0] < 100
    if not bare or count is None or _decimal(tokens, count[1]) or _has_no_cents(tokens, count[1]):
        return None  # "3 € 18,40"
    glued = start == at < len(tokens) and tokens[at - 1].glued and tokens[at].glued
    if count[0] < 10 and not (glued and len(tokens[at].text) == 2):
        return None
    ends = glued or word_at(tokens, count[1]) in said_of("rules", "after_cents")
    return count if ends else None  # "seven euros forty"


def _and_cents(tokens: Sequence[Token], at: int) -> int | None:
    """ "Femton å femti" is 15.50 where a cost is asked for."""
    count = number_named(word_at(tokens, at + 1)) if word_at(tokens, at) in _AND else None
    unit = word_at(tokens, at + 2)
    whole = count is not None and count % 5 == 0 and 5 <= count <= 95
    return count if whole and not (is_a("minute", unit) or is_a("euro", unit)) else None


def _coins(tokens: Sequence[Token], at: int, end: int) -> int:
    """ "Kakskytviis viiskyt" is 25.50 where a cost is asked for, and no clock is named."""
    before, word = word_at(tokens, at - 1), word_at(tokens, end)
    priced = before in said_of("rules", "paid_by_itself") and word != "tio"
    finnish = finnish_number(word) or (number_named(word) if priced else 0) or 0
    whole = end == at + 1 and finnish % 5 == 0 and not is_a("minute", word_at(tokens, end + 1))
    return finnish if whole and not is_a("clock", before) else 0


def _cents(tokens: Sequence[Token], at: int) -> tuple[int, int] | None:
    whole = _whole(tokens, at)
    if whole is None:
        return None
    euros, end = whole
    if tokens[at].number is not None and _decimal(tokens, end):
        decimals = tokens[end + 1].text
        return euros * 100 + int(decimals.ljust(2, "0")), end + 2
    return euros * 100, end


def _decimal(tokens: Sequence[Token], at: int) -> bool:
    return (
        at + 1 < len(tokens)
        and (tokens[at].text in (",", ".") or _parts_a_sum(tokens, at))
        and tokens[at].glued
        and tokens[at + 1].glued
        and tokens[at + 1].number is not None
        and len(tokens[at + 1].text) <= 2
        and not (tokens[at].text == "." and _goes_on(tokens, at + 2))
    )


def _parts_a_sum(tokens: Sequence[Token], at: int) -> bool:
    """The colon of "12:40 €", with its currency: it is no hour."""
    pair = len(word_at(tokens, at + 1)) == 2
    return tokens[at].text == ":" and pair and is_a("euro", word_at(tokens, at + 2))


def _goes_on(tokens: Sequence[Token], at: int) -> bool:
    """ "14.4.2026" and "8.15:" are no sums; "€3.20." that ends a line is one."""
    if at + 1 >= len(tokens) or tokens[at].text not in (".", ":") or not tokens[at + 1].glued:
        return False
    return tokens[at].text == ":" or tokens[at + 1].text.strip() != ""


def _whole(tokens: Sequence[Token], at: int) -> tuple[int, int] | None:
    number = tokens[at].number if at < len(tokens) else None
    if number is not None:
        return _with_thousands(tokens, at, number)
    named = number_named(word_at(tokens, at))
    if named is None or word_at(tokens, at) in ("a", "an", "en", "ett"):
        return None
    ones = number_named(word_at(tokens, at + 1)) if named >= 20 else None
    return (named + ones, at + 2) if ones and ones < 10 else (named, at + 1)


def _with_thousands(tokens: Sequence[Token], at: int, number: int) -> tuple[int, int]:
    """ "1 234,50": its thousands stand apart."""
    apart = at + 3 < len(tokens) and len(tokens[at + 1].text) == 3 and not tokens[at + 1].glued
    rest = tokens[at + 1].number if apart and number < 10 and _decimal(tokens, at + 2) else None
    return (number, at + 1) if rest is None else (1000 * number + rest, at + 2)


def _product(tokens: Sequence[Token], at: int) -> Found | None:
    """Read "2 x 3,20 €" and "kaksi kertaa 3,50 euro"."""
    count = _whole(tokens, at)
    if count is None or count[0] > _MOST_TIMES:
        return None
    if word_at(tokens, count[1]) in _MEASURES:
        count = count[0], count[1] + 1  # "64 km x 0,30 €", "2 h à 4 €"
    if not is_a("multiplied", word_at(tokens, count[1])):
        return None
    signed = is_a("euro", word_at(tokens, count[1] + 1))  # "2 x €4.10"
    each = (sum_at if signed else _amount_then_currency)(tokens, count[1] + 1, bare=True)
    if each is None or not isinstance(each.value, Money):
        return None
    if each.value.rate:
        return None
    total = each.value.cents * count[0]
    last = _restated(tokens, each.last, total)
    money = Money(total, each.value.currency, each.value.marked, product=True)
    return Found(money, at, last)


def _restated(tokens: Sequence[Token], at: int, total: int) -> int:
    """Step over the "= 24 €" of "2 x 12 € = 24 €", the ", eli 8 €" of "2 h à 4 €, eli 8 €"."""
    start = at + (word_at(tokens, at) == ",")
    if word_at(tokens, start) not in _COMES_TO:
        return at
    said = _amount_then_currency(tokens, start + 1, bare=True)
    same = said is not None and isinstance(said.value, Money) and said.value.cents == total
    return said.last if said is not None and same else at
