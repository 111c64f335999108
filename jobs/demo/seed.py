"""Filling a fresh demo: five weeks of a programme, lived through in a few seconds.

Everything goes the way it goes in real use: applications are received, people answer their
letters by mail, the reader reads, the timetable asks. Only the clock is moved, and the letters
are laid into the mailboxes without a mail server between.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from email.message import EmailMessage
from email.utils import parseaddr
from pathlib import Path

from jobs import timetable
from jobs.demo import forms_filled, on_pages, stories
from jobs.demo.answering import Cast, answer, asks_to_move, is_left_unread
from jobs.demo.people import spares
from jobs.demo.season import DAYS
from service import store
from service.actions import applications, pairs
from service.domain.letters import Letter
from service.domain.rounds import Round
from service.domain.site import Site
from service.hours import HELSINKI
from service.store.inbox import Delivery
from service.web.catcher import mailboxes, program

TIMES = (time(9, 5), time(15, 20))  # when the people of the past are at their mail
ANSWERED_IN = timedelta(minutes=5)
SPOKEN_IN = timedelta(minutes=30)  # nothing of the past may reach beyond now
MANY = 10_000


@dataclass(frozen=True)
class Past:
    """What the seeding works on."""

    db: store.Database
    site: Site
    mailboxes: Path
    season: Round
    cast: Cast


def live_through(past: Past) -> None:
    """Live through the past, moment by moment, until now."""
    for moment in _moments(past.cast.now):
        with store.transaction(past.db):
            if moment.timetz().replace(tzinfo=None) == TIMES[0]:
                _begin(past, moment)
            _let_run(past, moment)


def _moments(now: datetime) -> Iterator[datetime]:
    today = now.astimezone(HELSINKI).date()
    for back in range(DAYS, -1, -1):
        for at in TIMES:
            moment = datetime.combine(today - timedelta(days=back), at, HELSINKI)
            if moment + SPOKEN_IN < now:
                yield moment


def _begin(past: Past, moment: datetime) -> None:
    """Do what the applicants and the coordinator do on a day, and who asks to move a meeting."""
    ago = (moment.date() - past.cast.now.astimezone(HELSINKI).date()).days
    if ago == -DAYS:
        _apply(past, moment)
    on_pages.approve_plans(past.db, past.site, moment)
    told = [(stories.story(n), couple) for n, couple in enumerate(past.cast.couples)]
    introduced = [couple for story, couple in told if story.introduced == ago]
    for couple in introduced:
        actors = [couple.actors[0].email]
        pairs.make(past.db, past.season, couple.mentor.email, actors)
    if introduced:
        pairs.publish(past.db, past.site, past.season, moment, timedelta())
    for story, couple in told:
        if story.moved_on == ago and (message := asks_to_move(past.cast, couple, moment)):
            _post(past, message, moment)


def _apply(past: Past, moment: datetime) -> None:
    for couple in (*past.cast.couples, *spares()):
        for filled in (forms_filled.of_mentor, forms_filled.of_actors):
            application = filled(couple, past.season)
            applications.receive(past.db, past.site, past.season, application, moment)


def _let_run(past: Past, moment: datetime) -> None:
    """Let letters leave, people answer and answers be read, until nobody has more to say."""
    said = True
    while said:
        timetable.decide(past.db, past.site, moment)
        said = False
        moment += ANSWERED_IN
        for letter, key in _delivered(past, moment - ANSWERED_IN):
            on_pages.act(past.cast, past.site, letter, moment)
            message = answer(past.cast, letter, moment)
            if message or not is_left_unread(past.cast, letter):
                mailboxes.mark_read(past.mailboxes, letter.to_address, key)
            if message:
                said = True
                _post(past, message, moment)


def _delivered(past: Past, moment: datetime) -> list[tuple[Letter, str]]:
    """Lay what is due into the mailboxes; return it with its place there."""
    found = []
    for letter_id in store.outbox.due(past.db, moment, most=MANY):
        letter = store.outbox.take(past.db, letter_id)
        if letter:
            key = mailboxes.put(past.mailboxes, letter.to_address, letter.raw)
            store.outbox.mark_sent(past.db, letter_id, moment)
            found.append((letter, key))
    return found


def _post(past: Past, message: EmailMessage, moment: datetime) -> None:
    raw = program.wire(message)
    sender = parseaddr(str(message["From"]))[1]
    mailboxes.put_sent(past.mailboxes, sender, raw)
    store.inbox.keep(past.db, [Delivery(raw, sender, (str(message["To"]),), "smtp")], moment)
