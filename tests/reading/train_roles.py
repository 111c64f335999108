"""Learns what values are for from labelled replies: `python -m tests.reading.train_roles`.

The same replies and the same way of learning as the second opinion's (`train.py`); an example is a
value of a reply, or one of a team, and its answer the role that the labels give it.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path

from service.reading.doubts.presence import people_with_features
from service.reading.doubts.roles import with_features
from tests.reading.labelled import LEARNT_FROM, Labelled, labelled
from tests.reading.train import Example, learn_by

FILE = Path(__file__).parents[2] / "service" / "reading" / "roles.bin"


def examples(sets: Sequence[str] = LEARNT_FROM) -> Iterator[Example]:
    """Return the values of the clear replies, and who of a team that met was there."""
    for one in labelled(sets):
        if one.roles is not None:
            yield from _of_values(one, one.roles)
            yield from _of_people(one)


def _of_values(one: Labelled, roles: Sequence[str]) -> Iterator[Example]:
    for (_, features), role in zip(with_features(one.case), roles, strict=True):
        yield Example(frozenset(features), role)


def _of_people(one: Labelled) -> Iterator[Example]:
    for name, features in people_with_features(one.case) if one.missing else ():
        yield Example(frozenset(features), "missing" if one.missing[name] else "there")


if __name__ == "__main__":
    learn_by(examples, FILE, __doc__)
