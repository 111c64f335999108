"""Sentences beside an answer that a human must read, and the sentences that look like them."""

from pathlib import Path

import numpy as np
import pytest

from service.reading import read
from service.reading.doubts.for_humans import (
    PLACES,
    Ear,
    features_of,
    for_a_human,
    kept,
    learnt,
    opened,
    sentences_of,
)
from tests.reading.given import after
from tests.reading.labelled import fingerprint
from tests.reading.test_reader import mail
from tests.reading.train_for_humans import learn


def test_it_has_learnt_the_labelled_replies() -> None:
    assert learnt().learnt_from == fingerprint(), "the labelled replies changed: `make opinion`"


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("Joo nähtiin, tunti. Lähettäkää vähemmän viestejä.", "Lähettäkää vähemmän viestejä."),
        (
            "Tulen. Numero kutsussa on väärä, korjatkaa se!",
            "Numero kutsussa on väärä, korjatkaa se!",
        ),
        ("Kan ni byta min mejladress?\nVi sågs, 60 min", "Kan ni byta min mejladress?"),
        ("We met.\nMy mentor has not answered for weeks", "My mentor has not answered for weeks"),
    ],
)
def test_tells_what_a_human_must_read(text: str, sentence: str) -> None:
    assert for_a_human(text) == sentence


@pytest.mark.parametrize(
    "text",
    [
        "Kiitos muistutuksesta, tulen!",
        "Vi sågs, 60 min, tack för påminnelsen",
        "We met for an hour. Third time already, time flies!",
        "",
        "?!",
    ],
)
def test_tells_nothing_of_an_ordinary_answer(text: str) -> None:
    assert for_a_human(text) == ""


def test_it_stands_beside_what_was_read_and_nothing_is_certain() -> None:
    said = "Vi sågs i går, 60 minuter. Kan ni byta min mejladress i era listor, den är fel."
    reading = read(mail(said), after("attendance", "sv"))
    assert [one.kind for one in reading.findings] == ["held", "question"]
    assert reading.certain is False
    assert reading.findings[1].evidence in reading.text


def test_sentences_end_at_signs_and_lines() -> None:
    assert sentences_of("A b! C\n\n- d.e… ?? \n ...") == ["A b!", "C", "- d.", "e… ??"]


def test_one_sentence_of_a_reply_is_found_where_only_replies_are_labelled() -> None:
    told = [(["kyllä tulen", "korjatkaa se"], True), (["kyllä tulen", "ei satanut"], False)] * 6
    ear = learn(told, "0f")
    scores = [ear.score(features_of(one)) for one in ("korjatkaa se", "kyllä tulen", "ei satanut")]
    assert scores == sorted(scores, reverse=True)
    assert scores[0] > 0 > scores[2]


def test_what_was_learnt_is_kept_in_bytes(tmp_path: Path) -> None:
    weights = np.zeros(PLACES, np.float32)
    weights[:3] = (1.27, -0.5, 0.01)
    kept(Ear(weights, -2.5, "0f"), tmp_path / "ear.npz")
    again = opened(tmp_path / "ear.npz")
    assert np.allclose(again.weights, weights, atol=0.005)
    assert (again.bias, again.learnt_from) == (-2.5, "0f")
