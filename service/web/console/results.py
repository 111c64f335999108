"""A round's feedback: how many answered, tables with their bars, words, who comes back (P27)."""

from dataclasses import dataclass

from flask import redirect, request, url_for
from werkzeug.wrappers import Response

from service import store
from service.actions import feedback
from service.domain.errors import Refused
from service.domain.feedback import FEWEST, Answer, Occasion, Question, Quote
from service.domain.feedback_results import Tally, said, tally
from service.domain.feedback_words import QUESTIONS
from service.domain.pairs import Pair
from service.domain.people import Person
from service.domain.rounds import Round
from service.store.database import Database
from service.web import current
from service.web.console import home
from service.web.console import words as in_words
from service.web.console.frame import me, pages, season, show

OCCASIONS: tuple[Occasion, ...] = ("midway", "closing")


@dataclass(frozen=True)
class Said:
    """One person's words; without a name, also without a role."""

    text: str
    who: str
    pair: Pair | None
    quote: Quote


@dataclass(frozen=True)
class Part:
    """One occasion: how many were asked and answered, and what they said."""

    occasion: Occasion
    asked: int
    answered: int
    tallies: list[tuple[Question, Tally | None]]
    words: list[tuple[Question, list[Said]]]


@pages.get("/palaute")
def results() -> str:
    """Show what a round's feedback adds up to."""
    db, here = current.db(), season()
    return show(
        "results.html",
        season=here,
        seasons=store.rounds.every(db),
        parts=[_part(db, here, occasion) for occasion in OCCASIONS] if here else [],
        comebacks=_comebacks(db, here) if here else [],
        fewest=FEWEST,
    )


@pages.post("/palaute/nahty")
def seen() -> Response | tuple[str, int]:
    """Note that a coordinator has seen to a half-way answer."""
    try:
        feedback.see_to(current.db(), request.form.get("code", ""), me().email, current.now())
    except Refused as why:
        return home.page(in_words.reason(str(why))), 409
    return redirect(url_for(".home"), 303)


def _part(db: Database, here: Round, occasion: Occasion) -> Part:
    answers = store.feedback.of_round(db, here.id, occasion)
    asked, answered = store.feedback.counts(db, here.id).get(occasion, (0, 0))
    questions = QUESTIONS[occasion]
    return Part(
        occasion,
        asked,
        answered,
        [(one, tally(answers, one)) for one in questions if one.is_scale],
        [
            (one, [_said(db, answer, text) for answer, text in said(answers, one)])
            for one in questions
            if not one.is_scale
        ],
    )


def _said(db: Database, answer: Answer, text: str) -> Said:
    who = in_words.name(store.people.get(db, answer.person_id)) if answer.person_id else ""
    pair = store.pairs.get(db, answer.pair_id) if answer.pair_id else None
    return Said(text, who, pair, answer.quote)


def _comebacks(db: Database, here: Round) -> list[tuple[Person, int]]:
    found = store.certificates.comebacks(db, here.id)
    return [(store.people.get(db, person_id), capacity) for person_id, capacity in found]
