"""A reply to the half-way or closing questions: numbered, in order, or in plain words (P27)."""

from datetime import datetime

from service import store
from service.actions import feedback
from service.actions.hearing import ANONYMOUS
from service.actions.post import ask_back, echo
from service.domain.errors import Refused
from service.domain.feedback import Told
from service.domain.feedback_words import QUESTIONS
from service.domain.letters import Matter
from service.domain.readings import Context
from service.domain.replies import Outcome, Reply
from service.domain.site import Site
from service.reading import guard
from service.reading.short.numbered import answers, without_name

ASKED = ("midway", "closing")
UNCLEAR = "a number that does not fit the question"


def take(db: store.Database, site: Site, reply: Reply, now: datetime) -> Outcome:
    """Keep what a reply answers, and return where it ended."""
    try:
        place = feedback.place_of(db, reply.about, reply.writer)
    except Refused as why:
        return Outcome("tray", str(why))
    raw = store.inbox.raw(db, reply.mail_id)
    questions = QUESTIONS[place.occasion]
    told = answers(reply.reading.text, guard.shown(raw).text, questions, reply.writer.name)
    if not _says(reply, told):
        return Outcome("settled", "nothing to do")
    if told.anonymous:
        told = without_name(told, reply.writer.name)
    elif not told.certain:
        return _ask_once(db, site, reply, now)
    elif _asks_something(reply) and not _has_numbers(told, place):
        return Outcome("tray", "a question for a coordinator")
    return _keep(db, site, reply, place, told, now)


def _says(reply: Reply, told: Told) -> bool:
    """Return whether there is an answer in it; thanks alone are none, and wait for one."""
    if told.contact or not told.certain:
        return True
    if not told.answers:
        return False
    context = Context("announcement", reply.received_at, language=reply.writer.language)
    return len(told.answers) > 1 or not guard.is_courtesy(reply.reading.text, context)


def _keep(
    db: store.Database, site: Site, reply: Reply, place: feedback.Place, told: Told, now: datetime
) -> Outcome:
    try:
        with store.transaction(db):
            feedback.take(db, site, place, told, now)
            if told.anonymous:
                store.inbox.drop_raw(db, reply.mail_id)
    except Refused as why:
        return Outcome("tray", str(why))
    if not store.letters.of_person(db, Matter("certificate", place.season.id), reply.writer.id):
        noted = {"kind": "feedback_noted", "of": reply.about.kind, "contact": told.contact}
        echo(db, site, reply, [noted], now)
    if told.anonymous:
        return Outcome("settled", ANONYMOUS)
    if _asks_something(reply):
        return Outcome("tray", "a question beside the answers, which are kept")
    return Outcome("settled", "answers")


def _ask_once(db: store.Database, site: Site, reply: Reply, now: datetime) -> Outcome:
    if reply.asked_before:
        return Outcome("tray", "not understood, also after a question back")
    asked = ask_back(db, site, reply, "numbers", now)
    return Outcome("asked" if asked else "tray", UNCLEAR)


def _asks_something(reply: Reply) -> bool:
    return any(one.kind == "question" for one in reply.reading.findings)


def _has_numbers(told: Told, place: feedback.Place) -> bool:
    scales = [one.name for one in QUESTIONS[place.occasion] if one.is_scale]
    return any(told.answers.get(name, "").isdecimal() for name in scales)
