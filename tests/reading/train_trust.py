"""Learns how far uncertain readings may be trusted: `python -m tests.reading.train_trust`.

Logistic regression with a quadratic penalty, by Newton's method, on `first_read.jsonl`: what the
reader of the day was unsure of in sets that nobody had looked at (`first_read.py` adds to it).
"""

import argparse
import hashlib
import json
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from service.reading.doubts.trust import Learnt, trusted

FIRST_READ = Path(__file__).parent / "first_read.jsonl"
FILE = Path(__file__).parents[2] / "service" / "reading" / "trust.json"
PENALTY = 10.0  # on the square of a weight, where its trait spreads by 1
STEPS = 8  # Newton's method has converged by then, to more digits than are kept
LEAST_OFTEN = 5  # readings that must share a trait
BASE = ""  # the trait that all readings have
Reading = Mapping[str, Any]  # set, id, right (true or false) and traits


def readings(without: Sequence[str] = ()) -> list[Reading]:
    """Return the uncertain readings of every set but those left out."""
    told = [json.loads(line) for line in FIRST_READ.read_text("utf-8").splitlines()]
    return [one for one in told if one["set"] not in without]


def learn(told: Sequence[Reading]) -> Learnt:
    """Return the weights that fit the readings."""
    rows = [{BASE: 1.0, **one["traits"]} for one in told]
    often = Counter(name for row in rows for name in row)
    names = sorted(name for name, count in often.items() if count >= LEAST_OFTEN)
    rows = [{name: row[name] for name in row if often[name] >= LEAST_OFTEN} for row in rows]
    penalties = {name: PENALTY * _spread([row.get(name, 0.0) for row in rows]) for name in names}
    weights = dict.fromkeys(names, 0.0)
    for _ in range(STEPS):
        slope = {name: penalties[name] * weights[name] for name in names}
        curve = {one: dict.fromkeys(names, 0.0) | {one: penalties[one]} for one in names}
        for row, one in zip(rows, told, strict=True):
            share = trusted(row, Learnt(0.0, weights))
            for name, value in row.items():
                slope[name] += (share - one["right"]) * value
                for other, beside in row.items():
                    curve[name][other] += share * (1 - share) * value * beside
        step = _solved([[curve[a][b] for b in names] + [slope[a]] for a in names])
        weights = {name: weights[name] - by for name, by in zip(names, step, strict=True)}
    rounded = {name: round(weight, 3) for name, weight in weights.items()}
    return Learnt(rounded.pop(BASE), rounded, fingerprint())


def fingerprint() -> str:
    """Return a hash of the readings that are kept."""
    return hashlib.sha256(FIRST_READ.read_bytes()).hexdigest()[:16]


def _spread(values: Sequence[float]) -> float:
    mean = sum(values) / len(values)
    return sum((value - mean) ** 2 for value in values) / len(values)


def _solved(rows: list[list[float]]) -> list[float]:
    """Solve a symmetric positive definite system, its right side the last column."""
    for at, row in enumerate(rows):
        for below in rows[at + 1 :]:
            share = below[at] / row[at]
            below[at:] = [a - share * b for a, b in zip(below[at:], row[at:], strict=True)]
    found = [0.0] * len(rows)
    for at in reversed(range(len(rows))):
        known = sum(a * b for a, b in zip(rows[at][at + 1 : -1], found[at + 1 :], strict=True))
        found[at] = (rows[at][-1] - known) / rows[at][at]
    return found


def figures(told: Sequence[Reading], by: Learnt) -> str:
    """Return how many would be settled at some thresholds, and how many of them are right."""
    lines = []
    for least in (0.95, 0.9, 0.85, 0.8, 0.7):
        settled = [one for one in told if trusted(one["traits"], by) >= least]
        right = sum(one["right"] for one in settled)
        lines.append(f"{least:.2f}  settled {len(settled):4} of {len(told)}  right {right:4}")
    return "\n".join(lines)


def main() -> None:
    """Learn, write the file that `trust.py` opens, and print what it would do."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--without", action="append", default=[], help="a set to leave out")
    parser.add_argument("--to", type=Path, default=FILE)
    options = parser.parse_args()
    by = learn(readings(options.without))
    told = {"learnt_from": by.learnt_from, "base": by.base, "weights": by.weights}
    text = json.dumps(told, indent=1, ensure_ascii=False)
    options.to.write_text(text + "\n", "utf-8")
    left_out = [one for one in readings() if one["set"] in options.without]
    print(figures(left_out or readings(), by))


if __name__ == "__main__":
    main()
