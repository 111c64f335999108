"""The sums of a text, each with what it was for and how often it was paid."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise, zip_longest

from service.reading.clauses.clauses import Clause
from service.reading.clauses.sayings import sayings_in
from service.reading.costs.apportioned import (
    bought_before,
    kinds_of_own,
    names_its_own,
    number_of,
    persons_beside,
)
from service.reading.text.word_lists import said_of, stems_of
from service.reading.values.kinds import Money

_NOUN = 4  # letters; shorter ones are "and", "my", "oli"
_WHOSE_OR_WHERE = ("n", "sta", "stä", "lta", "ltä", "lle", "'s")  # "Anskun 13 €"
WAYS = {
    "takaisin", "takas", "takasi", "takasin", "paluumatka", "menomatka", "kotiin", "sinne",
    "suuntaan", "reittiä", "meno", "paluu", "mennen", "palatessa", "tullessa", "tillbaka",
    "hem", "dit", "back", "home", "there", "return", "again", "sama", "samma", "same", "together",
}  # fmt: skip
_BOTH, _OTHER = "both", "other"
_AND = {"ja", "sekä", "och", "samt", "and", "+", "&", "plus", "å"}


@dataclass(frozen=True, slots=True)
class Part:
    """One sum with what it was for."""

    money: Money
    what: str | None
    clause: Clause
    both: bool = False  # one sum for a journey and an entrance together
    other: bool = False  # for something else that is named, such as coffee


def parts_of(clauses: Sequence[Clause]) -> list[Part]:
    """Return the sums of a text; what each was for stands before it, or else after it."""
    parts: list[Part] = []
    named: str | None = None
    seen: set[str] = set()
    denied = treated = follows = False
    before: Clause | None = None
    for clause, after in zip_longest(clauses, clauses[1:]):
        opening, before = before, None if clause.ends else clause
        bought = max(bought_before(opening, clause), persons_beside(clause, after))
        if _denies_costs(clause):
            # "Maksoin itse bussin, 3,50 €, ja museon, 16 €", "kahvit maksoin itse (4,50 €)".
            treated = "other_cost" in clause.means and not clause.ends
            denied, named = not clause.ends, None if treated else named
            continue  # "matkoista ei tullut mitään" names what no sum is for
        earlier = set(seen)
        seen |= clause.means & {"travel", "entrance"}
        taken = bool(parts) and parts[-1].what == named
        follows = follows and _is_named_after(clause, after)
        named = None if follows or (taken and names_its_own(clause, _kinds(clause))) else named
        new, named = _in_clause(clause, named, bought)
        nameless = bool(parts) and parts[-1].what is None and not (parts[-1].both or denied)
        if nameless and not new and named:
            parts[-1], follows = _part(parts[-1].money, named, parts[-1].clause), True
        new = [replace(part, other=part.what is None) for part in new] if treated else new
        parts += [_as_named_before(part, earlier or seen) for part in new]
        treated = not clause.values and "other_cost" in clause.means  # "ostin kahvin, 5,80"
        named, denied = (None, False) if clause.ends else (named, denied)
    return parts


def _is_named_after(clause: Clause, after: Clause | None) -> bool:
    """The second of "5 € (bus) + 24 € (entrance)"."""
    bare = clause.has(Money) and not _kinds(clause)
    return bare and after is not None and not after.values and bool(_kinds(after))


def multiplied(money: Money, times: int) -> Money:
    """Return a sum so many times."""
    whole = replace(money, cents=money.cents * times, product=True)
    return whole if times > 1 else money


def _denies_costs(clause: Clause) -> bool:
    """ "Matkoista ei tullut mitään", "lippuja ei ostettu": it names what no sum is for."""
    closed = {"kiinni", "suljettu", "stängt", "closed"} & clause.words
    return not clause.values and bool("no_costs" in clause.means or clause.negated or closed)


def _part(money: Money, named: str | None, clause: Clause) -> Part:
    what = None if named in (_BOTH, _OTHER) else named
    return Part(money, what, clause, both=named == _BOTH, other=named == _OTHER)


def _as_named_before(part: Part, seen: set[str]) -> Part:
    """ "We went to the museum. The ticket was 14 €": the only thing named is what it is for."""
    if part.what is None and not part.both and "ticket" in part.clause.means and len(seen) == 1:
        return replace(part, what=next(iter(seen)))
    return part


def _times(clause: Clause, place: int) -> int:
    """Return how many of a thing were bought at a price each: the two of "two at 17 € each"."""
    if any(isinstance(item.value, Money) for item in clause.items[:place]):
        return 1  # "2 à 9,50, that is 19 €"
    if _is_each_way(clause, place):
        return 2
    if not (_is_at_a_price(clause, place) or "each" in clause.means) or "total" in clause.means:
        return 1
    counts = [number_of(item.text) for item in clause.items[:place] if item.value is None]
    known = [count for count in counts if 2 <= count <= 20]
    return known[0] if len(known) == 1 else 1


def _is_at_a_price(clause: Clause, place: int) -> bool:
    """ "Two tickets at 3.20 €", "två bussbiljetter på 3,20", "two fares of 3.20"."""
    thing, before = ["", "", *(item.text for item in clause.items[:place])][-2:]
    tickets = any(one in thing for one in said_of("rules", "tickets_counted"))
    return before == "at" or (before in said_of("rules", "at_a_price") and tickets)


def _is_each_way(clause: Clause, place: int) -> bool:
    """ "4.10 each way", where no other sum stands beside it."""
    following = " ".join(item.text for item in clause.items[place + 1 :])
    alone = sum(isinstance(value, Money) for value in clause.values) == 1
    ways = stems_of("rules", "each_way")
    return following.startswith(ways) and alone and "total" not in clause.means


def _in_clause(clause: Clause, named: str | None, bought: int = 1) -> tuple[list[Part], str | None]:
    """Go through a clause: a word of travel or entrance belongs to the sum that comes after it."""
    parts: list[Part] = []
    before = named
    kinds = _kinds_by_place(clause)
    for place, item in enumerate(clause.items):
        if not (named == "entrance" and item.text in said_of("rules", "tickets")):
            named = kinds.get(place) or named
        if isinstance(item.value, Money) and not item.value.rate:
            named = None if parts and _names_something_else(clause, place, kinds) else named
            money = multiplied(item.value, max(_times(clause, place), bought))
            after = _named_after(clause, place, kinds)
            told_before = any(at <= place for at in kinds)  # in this clause
            what = named or after if told_before else after or named
            parts.append(_part(money, what, clause))
    if _there_and_back(clause, parts, kinds):
        named = next(iter(kinds.values()))
        parts = [_part(part.money, named, clause) for part in parts]
    if len(parts) <= 1 and _is_for_both(clause, kinds, before):
        named = _BOTH
        parts = [_part(parts[0].money, named, clause)] if parts else []
    if parts and parts[-1].what is None and named:
        parts[-1] = _part(parts[-1].money, named, clause)
    return parts, named


def _kinds_by_place(clause: Clause) -> dict[int, str]:
    """Return the kinds where they count: at the word, or at the sum that it belongs to."""
    kinds = _kinds(clause)
    if own := kinds_of_own(clause, kinds):
        return own
    return _turned(clause, kinds) if _sums_come_first(clause, kinds) else kinds


def _there_and_back(clause: Clause, parts: Sequence[Part], kinds: dict[int, str]) -> bool:
    """ "3,10 bussiin ja 3,10 takaisin": each sum before the way that it was for."""
    last = max((at for at, i in enumerate(clause.items) if isinstance(i.value, Money)), default=0)
    back = {item.text for item in clause.items[last + 1 : last + 3]} & WAYS
    return len(parts) > 1 and set(kinds.values()) == {"travel"} and bool(back)


def _names_something_else(clause: Clause, place: int, kinds: dict[int, str]) -> bool:
    """ "Bussi 3,20 ja kynttilöitä 4 €": an unknown word parts a sum from the kind before."""
    before = [at for at in range(place) if isinstance(clause.items[at].value, Money)]
    between = range(before[-1] + 1 if before else 0, place)
    said = [clause.items[at].text for at in between]
    if any(at in kinds for at in (*between, place)) or WAYS & set(said):
        return False
    if said_of("rules", "tickets") & set(said):
        return True  # "the bus was 4.20 and the ticket 12": of what?
    nouns = [word for word in said if word in clause.unknown and len(word) >= _NOUN]
    return any(not word.endswith(_WHOSE_OR_WHERE) for word in nouns)


def _named_after(clause: Clause, place: int, kinds: dict[int, str]) -> str | None:
    """ "4,10 på bussen dit": what a sum is for stands right after it."""
    following = clause.items[place + 1].text if place + 1 < len(clause.items) else ""
    return kinds.get(place + 2) if following in ("på", "för", "on", "for") else None


def _is_for_both(clause: Clause, kinds: dict[int, str], before: str | None) -> bool:
    """ "Junasta ja pääsylipusta yhteensä 38 €": one sum for a journey and an entrance."""
    if len(({*kinds.values()} | {before}) - {None, _OTHER}) < 2:
        return False
    if "total" in clause.means:
        return True
    places = sorted(kinds)
    return any(
        kinds[one] != kinds[two] and _AND & {item.text for item in clause.items[one:two]}
        for one, two in pairwise(places)
    )


def _sums_come_first(clause: Clause, kinds: dict[int, str]) -> bool:
    """ "€3.10 for the tram and €13 to get into the museum": each kind after its sum."""
    sums = [place for place, item in enumerate(clause.items) if isinstance(item.value, Money)]
    after = len(sums) > 1 and len(kinds) >= len(sums) and min(kinds) > sums[0]
    return after and len(_turned(clause, kinds)) == len(sums)


def _turned(clause: Clause, kinds: dict[int, str]) -> dict[int, str]:
    """Put each kind before the sum that it follows."""
    sums = [place for place, item in enumerate(clause.items) if isinstance(item.value, Money)]
    return {max(one for one in sums if one < place): kind for place, kind in kinds.items()}


def _kinds(clause: Clause) -> dict[int, str]:
    kinds = {}
    several = sum(isinstance(value, Money) for value in clause.values) > 1
    for hit in sayings_in(clause.items, clause.language):
        if several and "other_cost" in hit.means:
            kinds[hit.first] = _OTHER
        elif hit.means & {"entrance", "travel"}:
            kinds[hit.first] = "entrance" if "entrance" in hit.means else "travel"
    return _without_places(clause, kinds)


def _without_places(clause: Clause, kinds: dict[int, str]) -> dict[int, str]:
    """ "Parking near the museum": the museum tells where, where a journey is named."""
    if "travel" not in kinds.values():
        return kinds
    ways = [-1, *(place for place, kind in kinds.items() if kind == "travel")]
    return {
        place: kind
        for place, kind in kinds.items()
        if kind == "travel" or not _is_near(clause, max(w for w in ways if w < place), place)
    }


def _is_near(clause: Clause, way: int, place: int) -> bool:
    """ "Near the museum" is a place, "the ticket to the museum" is none, nor "3 €, to it 12 €"."""
    before = [item.text for item in clause.items[max(0, place - 4) : place]]
    paid = any(item.value for item in clause.items[way + 1 : place])
    return bool(said_of("rules", "near") & set(before[-2:])) and not (
        said_of("rules", "tickets") & set(before) or (paid and not WAYS & set(before))
    )
