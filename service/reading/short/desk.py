"""Commands in a coordinator's answer to the digest: one a line, above the quote (P31)."""

import re
from collections.abc import Collection
from functools import cache
from typing import get_args

from service.domain.digests import Order, Verb
from service.reading.short.commands_in_mail import is_around
from service.reading.text.word_lists import words

MOST_LINES, LONGEST = 50, 1000  # what is beyond is no command
WRAPPED = 60  # characters from which a mail program may have broken a line
TEXTS: tuple[Verb, ...] = ("reply", "decline")
WEEK = 7  # days
_NUMBER = re.compile(r"(?:nro\s|nr\s|no\s|#)?\s?(\d{1,3})(?!\d)[.):]?")
_LENGTH = re.compile(r"(?:([a-zåäö]{1,8}) )??(?:(\d{1,3}) ?|([a-zåäö]{1,8}) )?([a-zåäö]{1,12})\.?")
_BARE = str.maketrans("åäö", "aao")  # as on a keyboard without them


def orders_in(text: str, names: Collection[str] = ()) -> list[Order]:
    """Return what each line asks for; a line that is no command has no verb.

    Greetings, thanks and names stand aside. A long line of words may go on in the next one.
    """
    found: list[Order] = []
    before = ""
    for line in (one.strip(" \t*•") for one in _above_our_letter(text.splitlines())[:MOST_LINES]):
        order = _order(line[:LONGEST])
        if found and not order.verb and line and _goes_on(found[-1], before):
            found[-1] = _longer(found[-1], line)
        elif order.verb or (line and not is_around(line, names)):
            found.append(order)
        before = line
    return found


def _above_our_letter(lines: list[str]) -> list[str]:
    """Return the lines that are not quoted, up to our own letter if it stands there unmarked.

    Its hints begin with an arrow; what stands just above the first may quote strangers.
    """
    fresh = [line for line in lines if not line.lstrip().startswith(">")]
    hints = (at for at, line in enumerate(fresh) if line.lstrip().startswith("→"))
    first = next(hints, None)
    return fresh if first is None else fresh[: max(0, first - 3)]


def _goes_on(order: Order, line: str) -> bool:
    return order.verb in TEXTS and len(line) >= WRAPPED


def _longer(order: Order, line: str) -> Order:
    words = f"{order.words} {line}"[:LONGEST]
    return Order(f"{order.line} {line}"[:LONGEST], order.verb, order.number, words)


def _order(line: str) -> Order:
    """Return one line as a command: number and verb in either order, then the verb's words."""
    nothing, rest, number = Order(line), line, None
    first = _NUMBER.match(line)
    if first:
        number, rest = int(first[1]), line[first.end() :].lstrip()
    verb, rest = _verb(rest)
    if verb is None:
        return nothing
    second = _NUMBER.match(rest) if number is None else None
    if second:
        number, rest = int(second[1]), rest[second.end() :]
    if number is None and verb != "undo":
        return nothing
    return _with_rest(line, verb, number, rest.strip(" :,–-"))


def _with_rest(line: str, verb: Verb, number: int | None, rest: str) -> Order:
    if verb in TEXTS:
        return Order(line, verb, number, rest)
    bare = rest.rstrip(" .!")
    if verb == "snooze":
        days = _days(bare.lower())
        return Order(line, verb, number, days=days) if days else Order(line)
    return Order(line, verb, number) if not bare or is_around(bare, ()) else Order(line)


def _verb(text: str) -> tuple[Verb | None, str]:
    """Return the verb that a text begins with, and what follows it."""
    low = text.lower()
    for way, verb in _verbs():
        if low.startswith(way) and not low[len(way) : len(way) + 1].isalpha():
            return verb, text[len(way) :].lstrip(" :")
    return None, text


def _days(text: str) -> int:
    """Return for how many days something is put off, a week if nothing is said; 0 if unclear."""
    if not text:
        return WEEK
    said = _LENGTH.fullmatch(text)
    if said is None or (said[1] and said[1] not in words("desk")["before_counts"]["all"]):
        return 0
    count = _counts().get(said[3], 0) if said[3] else int(said[2] or 1)
    return _units().get(said[4], 0) * count


@cache
def _verbs() -> list[tuple[str, Verb]]:
    told = words("desk")["verbs"]
    found = {(way, verb) for verb in get_args(Verb) for way in told[verb]}
    found |= {(way.translate(_BARE), verb) for way, verb in found}
    return sorted(found, key=lambda one: (-len(one[0]), one))


@cache
def _counts() -> dict[str, int]:
    told = words("desk")["counts"]
    return {way: int(count) for count in told for way in told[count]}


@cache
def _units() -> dict[str, int]:
    told = words("desk")["units"]
    return {way: WEEK if unit == "week" else 1 for unit in told for way in told[unit]}
