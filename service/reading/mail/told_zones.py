"""Zones that a calendar describes itself, for names that nobody knows (RFC 5545 §3.6.5).

Outlook writes a zone's display name or "Customized Time Zone", others a name of their own.
"""

import re
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta, timezone
from itertools import islice

MOST = 20  # observances of a zone
MAX_LINES = 1_000  # zones stand before the events
MAX_LINE = 500

ZONE = re.compile(r"\bBEGIN:VTIMEZONE\b", re.IGNORECASE)
PART = re.compile(r"\bBEGIN:(?:STANDARD|DAYLIGHT)\b", re.IGNORECASE)
END = re.compile(r"\bEND:VTIMEZONE\b", re.IGNORECASE)
LINE = re.compile(r"\s{0,9}([A-Za-z-]{1,60})[^:]{0,200}:(.{0,200})")
OFFSET = re.compile(r"([+-])([01][0-9])([0-5][0-9])(?:[0-5][0-9])?")
NTH = re.compile(r"([+-]?[1-5])(MO|TU|WE|TH|FR|SA|SU)")
DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
RULE = {"FREQ", "INTERVAL", "BYDAY", "BYMONTH", "WKST", "UNTIL"}

Observance = Mapping[str, str]  # STANDARD or DAYLIGHT: its properties by name, as written


def told_offset(lines: Iterable[str], tzid: str, clock: datetime) -> timezone | None:
    """Return the offset from UTC that the zone of a name has at a clock time, never raising.

    `lines` are a calendar's, unfolded. None where they describe no such zone, or one that does
    not change once a year on an nth weekday.
    """
    begun: dict[datetime, timedelta] = {}
    try:
        for one in _observances(lines, _bare(tzid)):
            if (on := _last_begun(one, clock)) is not None:
                begun[on] = _offset(one)
    except (ValueError, OverflowError):
        return None
    return timezone(begun[max(begun)]) if begun else None


def _observances(lines: Iterable[str], tzid: str) -> list[Observance]:
    """Return STANDARD and DAYLIGHT of the zone of a name; raises ValueError where too many are."""
    text = "\n".join(line[:MAX_LINE] for line in islice(lines, MAX_LINES))
    for zone in ZONE.split(text)[1:]:
        head, *parts = PART.split(END.split(zone)[0])
        if _bare(_properties(head).get("TZID", "")) != tzid:
            continue
        if len(parts) > MOST:
            raise ValueError(f"more than {MOST} observances")
        return [_properties(part) for part in parts]
    return []


def _properties(text: str) -> dict[str, str]:
    """Return the value of each property by its name; of several the first counts."""
    found = [match for line in text.split("\n") if (match := LINE.match(line))]
    return {one[1].upper(): one[2].strip() for one in reversed(found)}


def _bare(tzid: str) -> str:
    return tzid.replace("\\", "").strip(' "')


def _last_begun(one: Observance, clock: datetime) -> datetime | None:
    """Return when an observance last began up to a clock time, None if never."""
    first = datetime.strptime(one.get("DTSTART", ""), "%Y%m%dT%H%M%S")
    turns = [first]
    until = "99991231"
    if "RRULE" in one:
        rule = dict(part.partition("=")[::2] for part in one["RRULE"].upper().split(";"))
        if set(rule) - RULE or (rule["FREQ"], rule.get("INTERVAL", "1")) != ("YEARLY", "1"):
            raise ValueError(f"a zone changes by {one['RRULE']}")
        until = rule.get("UNTIL", until)[:8]
        turns += [_turn(rule, first, year) for year in (clock.year - 1, clock.year)]
    kept = [turn for turn in turns if first <= turn <= clock and f"{turn:%Y%m%d}" <= until]
    return max(kept, default=None)


def _turn(rule: Mapping[str, str], first: datetime, year: int) -> datetime:
    """Return the clock time at which a yearly rule turns the clocks in a year."""
    month = int(rule.get("BYMONTH", first.month))
    if "BYDAY" not in rule:
        return first.replace(year=year, month=month)
    nth = NTH.fullmatch(rule["BYDAY"])
    if nth is None:
        raise ValueError(f"a zone changes on {rule['BYDAY']}")
    count, weekday = int(nth[1]), DAYS.index(nth[2])
    start = first.replace(year=year, month=month, day=1)
    if count > 0:
        return start + timedelta(days=(weekday - start.weekday()) % 7 + 7 * (count - 1))
    last = (start + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    return last - timedelta(days=(last.weekday() - weekday) % 7 - 7 * (count + 1))


def _offset(one: Observance) -> timedelta:
    found = OFFSET.fullmatch(one.get("TZOFFSETTO", ""))
    if found is None:
        raise ValueError("a zone without an offset")
    ahead = timedelta(hours=int(found[2]), minutes=int(found[3]))
    return -ahead if found[1] == "-" else ahead
