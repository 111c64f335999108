"""Learns which sentences are for a human: `python -m tests.reading.train_for_humans`.

Only whole replies are labelled. First every sentence of a reply with a `question` counts as one,
then only those that the last round scored highest in their reply, or above `SURE`.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array
from sklearn.linear_model import LogisticRegression

from service.reading.doubts.for_humans import PLACES, Ear, features_of, kept, sentences_of
from service.reading.doubts.opinion import ASK_BACK
from service.reading.reader import reply_text
from tests.reading.labelled import LEARNT_FROM, fingerprint, paths, said
from tests.reading.measure import cases_in, raw_of
from tests.reading.train import wanted

FILE = Path(__file__).parents[2] / "service" / "reading" / "for_humans.npz"
ROUNDS = 3
SURE = 0.5
STRENGTH = 8.0  # the inverse of how much large weights cost
TIMES = 4  # a sentence that is for a human counts as so many of the others
Told = tuple[Sequence[str], bool]  # the sentences of a reply, and whether one is for a human


def replies(sets: Sequence[str] = LEARNT_FROM) -> Iterator[Told]:
    """Return the replies that hold a `question`, and those that surely hold none."""
    for path in paths(sets):
        for one in cases_in(path):
            expect = one["expect"]
            asks = any(found["kind"] == "question" for found in expect["findings"])
            if expect.get("source", "person") == "person" and (asks or expect["certain"]):
                yield sentences_of(reply_text(raw_of(one, path.parent))), asks
    for line in said():
        if line.answer != ASK_BACK:
            yield sentences_of(line.case.text), False


def learn(told: Sequence[Told], learnt_from: str) -> Ear:
    """Return the weights that fit the replies."""
    of_reply = np.array([at for at, (said_in, _) in enumerate(told) for _ in said_in])
    asks = np.array([asks for _, asks in told])[of_reply]
    table = _table([sentence for said_in, _ in told for sentence in said_in])
    human = asks.copy()
    for _ in range(ROUNDS):
        model = LogisticRegression(
            C=STRENGTH, solver="liblinear", max_iter=60, class_weight={False: 1, True: TIMES}
        )
        model.fit(table, human)
        scores = model.decision_function(table)
        highest = np.full(len(told), -np.inf)
        np.maximum.at(highest, of_reply, scores)
        human = asks & ((scores >= highest[of_reply]) | (scores > SURE))
    weights = model.coef_[0].astype(np.float32)
    return Ear(weights, float(model.intercept_[0]), learnt_from)


def _table(sentences: Sequence[str]) -> csr_array:
    """Return a row for each sentence, as `Ear.score` weighs it."""
    columns: list[NDArray[np.int32]] = []
    weights: list[NDArray[np.float64]] = []
    ends = [0]
    for sentence in sentences:
        for places in features_of(sentence):
            columns.append(places)
            weights.append(np.full(len(places), len(places) ** -0.5 if len(places) else 0.0))
        ends.append(ends[-1] + sum(map(len, columns[-2:])))
    rows = np.concatenate(weights), np.concatenate(columns), np.array(ends, np.int32)
    return csr_array(rows, shape=(len(sentences), PLACES))


def main() -> None:
    """Learn from the sets that the command line leaves in, and write what was learnt."""
    sets, to = wanted(FILE, __doc__)
    told = list(replies(sets))
    kept(learn(told, fingerprint()), to)
    asking = sum(asks for _, asks in told)
    print(f"{len(told)} replies, {asking} for a human, {to.stat().st_size} bytes")


if __name__ == "__main__":
    main()
