"""Learns how far a reading may be trusted: `python -m tests.reading.train_trust`.

Gradient boosting (scikit-learn's) on `first_read.jsonl.gz`: what the reader of the day
made of sets that nobody had looked at (`first_read.py` adds to it).
"""

import argparse
import gzip
import hashlib
import json
from collections import Counter
from collections.abc import Mapping, Sequence
from math import log
from pathlib import Path
from typing import Any

from sklearn.ensemble import GradientBoostingClassifier
from sklearn.feature_extraction import DictVectorizer

from service.reading.doubts.trees import Learnt, Tree, trusted

FIRST_READ = Path(__file__).parent / "first_read.jsonl.gz"
FILE = Path(__file__).parents[2] / "service" / "reading" / "trust.json"
LEAST_OFTEN = 5  # readings that must share a trait
TREES = 200
RATE = 0.06  # how far each tree goes
LEAVES = 12  # of a tree
LEAST_IN_LEAF = 30  # readings
SHARE_OF_READINGS, SHARE_OF_TRAITS = 0.6, 0.2  # that each tree, and each fork, may look at
DIGITS = 4
Reading = Mapping[str, Any]  # set, id, right (true or false) and traits


def readings(without: Sequence[str] = ()) -> list[Reading]:
    """Return the first readings of every set but those left out."""
    told = [json.loads(line) for line in gzip.decompress(FIRST_READ.read_bytes()).splitlines()]
    return [one for one in told if one["set"] not in without]


def learn(told: Sequence[Reading]) -> Learnt:
    """Return the trees that fit the readings."""
    often = Counter(name for one in told for name in one["traits"])
    common = {name for name, count in often.items() if count >= LEAST_OFTEN}
    rows = [{n: v for n, v in one["traits"].items() if n in common} for one in told]
    table = DictVectorizer(sparse=False)
    model = GradientBoostingClassifier(
        n_estimators=TREES, learning_rate=RATE, max_leaf_nodes=LEAVES, max_depth=None,
        min_samples_leaf=min(LEAST_IN_LEAF, len(told) // 4), subsample=SHARE_OF_READINGS,
        max_features=SHARE_OF_TRAITS, random_state=1,
    )  # fmt: skip
    right = [one["right"] for one in told]
    model.fit(table.fit_transform(rows), right)
    names = list(table.get_feature_names_out())
    trees = [_tree(one.tree_, names) for one in model.estimators_[:, 0]]
    share = sum(right) / len(right)
    return Learnt(round(log(share / (1 - share)), DIGITS), trees, fingerprint())


def _tree(fitted: Any, names: Sequence[str], at: int = 0) -> Tree:
    if fitted.children_left[at] < 0:
        return round(RATE * float(fitted.value[at][0][0]), DIGITS)
    below, above = (
        _tree(fitted, names, int(side[at]))
        for side in (fitted.children_left, fitted.children_right)
    )
    return names[fitted.feature[at]], round(float(fitted.threshold[at]), DIGITS), below, above


def fingerprint() -> str:
    """Return a hash of the readings that are kept."""
    return hashlib.sha256(FIRST_READ.read_bytes()).hexdigest()[:16]


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
    trees = ",\n  ".join(json.dumps(tree, ensure_ascii=False) for tree in by.trees)
    head = f'"learnt_from": "{by.learnt_from}",\n "base": {by.base}'
    options.to.write_text(f'{{{head},\n "trees": [\n  {trees}\n ]}}\n', "utf-8")
    left_out = [one for one in readings() if one["set"] in options.without]
    print(figures(left_out or readings(), by))


if __name__ == "__main__":
    main()
