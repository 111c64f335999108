"""A meeting told in parts: "forty minutes outside and another thirty in the warm, so seventy"."""

from collections.abc import Iterator, Sequence

from service.reading.clauses.clauses import Clause
from service.reading.clauses.sayings import Item
from service.reading.text.lexicon import number_named
from service.reading.text.word_lists import said_of
from service.reading.values.kinds import Length

_MORE = said_of("reservations", "more")
_SUMS = said_of("reservations", "sums_up")
_REACH = 3  # words before a length that may add it to the one before


def added_up(clauses: Sequence[Clause]) -> int | None:
    """Return the minutes of all parts; None where none is added, or they do not come to the sum."""
    firm = [one for one in clauses if one.turn != "reason" and "travel" not in one.means]
    items = [item for one in firm for item in one.items if _counts(item, one)]
    if (whole := _shared_out(items)) is not None:
        return whole
    if not (said_of("reservations", "another") | _MORE) & {item.text for item in items}:
        return None
    parts = list(_parts(items))
    more = [minutes for minutes, said in parts[1:] if said & said_of("reservations", "another")]
    rest = [said for _, said in parts[1:] if not said & said_of("reservations", "another")]
    sums = [minutes for minutes, said in parts[1:] if said in rest and said & _SUMS]
    alone = any(one.values and _of_one(one) for one in firm)
    if alone or not more or len(parts) != 1 + len(more) + len(sums):
        return None
    whole = parts[0][0] + sum(more)
    return whole if set(sums) <= {whole} else None


def _counts(item: Item, clause: Clause) -> bool:
    """Not a value that was taken from its clause; but what was booked may be added to."""
    return item.value is None or item.value in clause.values or clause.means == {"old"}


def _shared_out(items: Sequence[Item]) -> int | None:
    """ "20 minutes on her CV, twenty on mine": the whole, where each length has its matter."""
    lengths = [(at, one.value) for at, one in enumerate(items) if isinstance(one.value, Length)]
    after = {items[at + 1].text if at + 1 < len(items) else "" for at, _ in lengths}
    matters = not any(items[at + 2 : at + 3] and items[at + 2].value for at, _ in lengths)
    elsewhere = any(
        {one.text for one in items[at + 2 : at + 4]} & said_of("rules", "not_shared")
        for at, _ in lengths
    )
    matters = matters and not elsewhere
    whole = len(lengths) > 1 and len(after) == 1 and after <= said_of("rules", "shared_out")
    return sum(length.minutes for _, length in lengths) if whole and matters else None


def _parts(items: Sequence[Item]) -> Iterator[tuple[int, set[str]]]:
    """Return each length, a number of minutes without its unit too, with the words before it."""
    last = said = 0
    for at, item in enumerate(items):
        before = {one.text for one in items[max(last, at - _REACH) : at]}
        more = {one.text for one in items[at + 1 : at + 2]} & _MORE
        than = {one.text for one in items[at + 2 : at + 3]} & said_of("reservations", "than")
        before |= said_of("reservations", "another") if more and not than else set()
        before -= {"plus"} if at and items[at - 1].text != "plus" else set()  # "an hour plus"
        minutes = item.value.minutes if isinstance(item.value, Length) else 0
        minutes = minutes or (_bare(items, at, before) if last else 0)
        if last and items[at].text in said_of("reservations", "as_much"):
            minutes, before = said, {items[at].text}
        if minutes:
            yield minutes, before
            last, said = at + 1, minutes


def _bare(items: Sequence[Item], at: int, before: set[str]) -> int:
    """Read the "thirty" of "and another thirty", the "seventy" of "so seventy in all"."""
    text = items[at].text
    number = (int(text) if text.isdecimal() and len(text) < 4 else number_named(text)) or 0
    if {*(one.text for one in items[at - 2 : at - 1])} & said_of("rules", "was_so"):
        return 0  # "it was plus twenty and sunny"
    marked = before & (said_of("reservations", "another") | said_of("reservations", "sums_up"))
    return number if marked and items[at].value is None and number % 5 == 0 else 0


def _of_one(clause: Clause) -> bool:
    """ "I sat there another ten minutes": no part of the meeting."""
    return bool(said_of("reservations", "one_alone") & clause.words)
