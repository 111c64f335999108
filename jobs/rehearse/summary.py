"""A rehearsal in figures: a pure function of what passed and how it ended."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import date
from statistics import mean
from typing import Any

from jobs.rehearse.ending import Ending
from jobs.rehearse.play import Passed
from service.hours import HELSINKI

ROBOTS = ("bounce", "automatic")


def summary(passed: Sequence[Passed], end: Ending) -> dict[str, Any]:
    """Return the figures of a rehearsal, ready for JSON."""
    out = [one for one in passed if one.way == "out"]
    come = [one for one in passed if one.way == "in"]
    answers = [one for one in come if one.kind not in ROBOTS]
    return {
        "pairs": end.pairs,
        "people": len({one.email for one in passed}),
        "letters": len(out),
        "mails_in": len(come),
        "letters_by_kind": _counted([one.kind for one in out]),
        "letters_by_language": _counted([one.language for one in out]),
        "answers_by_kind": _counted([one.kind for one in come]),
        "letters_a_person_and_week": _a_week(out),
        "prompts_a_person_and_week": _a_week([one for one in out if one.prompt]),
        "answers": len(answers),
        "questions_back": sum(one.kind in ("not_understood", "confirm_sender") for one in out),
        "questions_per_answer": _ratio(
            sum(one.kind in ("not_understood", "confirm_sender") for one in out), len(answers)
        ),
        "to_the_tray": sum(n for why, n in end.reasons.items() if _was_in_tray(why)),
        "inbox": dict(end.inbox),
        "outbox": dict(end.outbox),
        "meetings": _counted(list(end.meetings.values())),
    }


def week_of(on: date) -> str:
    """Return the ISO week of a day: "2027-W05"."""
    year, week, _ = on.isocalendar()
    return f"{year}-W{week:02}"


def day_of(one: Passed) -> date:
    """Return the day in Helsinki on which a mail passed."""
    return one.at.astimezone(HELSINKI).date()


def _a_week(letters: Sequence[Passed]) -> dict[str, Any]:
    """Return the mean and the most letters that a person got in a week with any, and who."""
    weeks: Counter[tuple[str, str]] = Counter((one.email, week_of(day_of(one))) for one in letters)
    if not weeks:
        return {"mean": 0, "max": 0, "whose": "", "week": "", "a_year": 0}
    (email, week), most = max(weeks.items(), key=lambda one: (one[1], one[0]))
    people: defaultdict[str, int] = defaultdict(int)
    for (whose, _), n in weeks.items():
        people[whose] += n
    return {
        "mean": round(mean(weeks.values()), 2),
        "max": most,
        "whose": email,
        "week": week,
        "a_year": round(mean(people.values()), 1),
    }


def _was_in_tray(why: str) -> bool:
    """Return whether a mail went to the tray; the coordinator settled it there as done."""
    return why.startswith("tray:") or why == "settled: done"


def _ratio(part: int, whole: int) -> float:
    return round(part / whole, 4) if whole else 0.0


def _counted(values: Sequence[str]) -> dict[str, int]:
    return dict(Counter(values).most_common())
