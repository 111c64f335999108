"""Feedback half-way and at the close: each person asked alone, answers kept apart (P27)."""

import secrets
from dataclasses import dataclass
from datetime import datetime

from service import store
from service.actions import certificates
from service.actions.post import page
from service.actions.prompting import may_prompt, prompt
from service.domain.errors import Refused
from service.domain.feedback import REMINDERS, Answer, Asking, Occasion, Told, need_of
from service.domain.feedback_words import EXAMPLES, QUESTIONS
from service.domain.letters import Draft, Matter
from service.domain.pairs import Pair, PairRole
from service.domain.people import Person
from service.domain.rounds import Round
from service.domain.site import Site


@dataclass(frozen=True)
class Place:
    """Whose answer it is, to which questions; `pair` is None at the close, which is a round's."""

    occasion: Occasion
    person: Person
    season: Round
    pair: Pair | None
    role: PairRole

    @property
    def about(self) -> Matter:
        """Return the matter: half-way the pair, at the close the round."""
        return Matter(self.occasion, self.pair.id if self.pair else self.season.id)


def place_of(db: store.Database, about: Matter, person: Person) -> Place:
    """Return where a person's answer belongs; raises Refused for one who is not in it."""
    if about.kind == "midway":
        pair = store.pairs.get(db, about.id)
        season = store.rounds.get(db, pair.round_id)
        if person not in pair.people:
            raise Refused("answers for a pair that is another's")
        return Place("midway", person, season, pair, pair.role_of(person))
    season = store.rounds.get(db, about.id)
    return Place("closing", person, season, None, role_in(db, season, person))


def role_in(db: store.Database, season: Round, person: Person) -> PairRole:
    """Return the role of a person in a round; raises Refused for one who had no pair in it."""
    pairs = store.pairs.of_person(db, season.id, person.id)
    roles = {pair.role_of(person) for pair in pairs if pair.published_at}
    if not roles:
        raise Refused("has no pair in this round")
    return "mentor" if "mentor" in roles else "actor"


def ask(db: store.Database, site: Site, asking: Asking, now: datetime) -> bool:
    """Ask a person, or remind them, once; False if that was done, or no prompt may go now (P21).

    Also False for one who has left since they were asked.
    """
    person = store.people.get(db, asking.person_id)
    if not may_prompt(db, person, now):
        return False
    try:
        place = place_of(db, Matter(asking.occasion, asking.matter_id), person)
    except Refused:
        return False
    with store.transaction(db):
        if not prompt(db, site, _letter(site, place, asking.turn), now):
            return False
        return store.feedback.mark_asked(db, asking, now)


def take(db: store.Database, site: Site, place: Place, told: Told, now: datetime) -> None:
    """Keep an answer; a later one of the same person takes its place, and reminders end.

    At the close the certificate follows, once (P28).

    Without a name nothing ties it to its person, so it cannot be changed: raises Refused.
    """
    about, person = place.about, place.person
    with store.transaction(db):
        known = own_answer(db, place)
        first = store.feedback.mark_answered(db, place.occasion, about.id, person.id)
        if known is not None:
            store.feedback.drop(db, known.code)
        elif not first:
            raise Refused("has answered already, without a name")
        store.feedback.put(db, _answer(place, told))
        asked = store.letters.of_person(db, about, person.id)
        store.outbox.withdraw(db, [one.key for one in asked if one.kind == place.occasion])
        if told.anonymous:
            store.memory.note_words_deleted(db, now)
        if place.occasion == "closing":
            certificates.issue(db, site, place.season, person, place.role, now)


def own_answer(db: store.Database, place: Place) -> Answer | None:
    """Return what a person has answered under their name."""
    found = store.feedback.of_person(db, place.occasion, place.season.id, place.person.id)
    mine = [one for one in found if place.pair is None or one.pair_id == place.pair.id]
    return next(iter(mine), None)


def see_to(db: store.Database, code: str, by: str, now: datetime) -> str:
    """Note that a coordinator has seen to a half-way answer, and return why it needed them.

    Raises Refused where somebody had.
    """
    with store.transaction(db):
        answer = next((one for one in store.feedback.needing(db) if one.code == code), None)
        if answer is None or answer.pair_id is None:
            raise Refused("somebody has dealt with this already")
        store.feedback.settle_need(db, code)
        store.acts.add(db, by, "saw_to_feedback", ("pair", answer.pair_id), now)
    return answer.need


def _answer(place: Place, told: Told) -> Answer:
    hidden = told.anonymous
    return Answer(
        code=secrets.token_hex(16),
        occasion=place.occasion,
        round_id=place.season.id,
        role=place.role,
        answers=told.answers,
        person_id=None if hidden else place.person.id,
        pair_id=None if hidden or place.pair is None else place.pair.id,
        quote="no" if hidden else told.quote,
        need=need_of(told) if place.occasion == "midway" and not hidden else "",
    )


def _letter(site: Site, place: Place, turn: int) -> Draft:
    occasion, person, about = place.occasion, place.person, place.about
    questions, examples = QUESTIONS[occasion], EXAMPLES[occasion]
    words = {
        "questions": [one.text[person.language] for one in questions],
        "example": [examples[one.name][person.language] for one in questions],
        "link": page(site, "p", about, person),
        "other": place.pair.other_side(person) if place.pair else "",
        "role": place.role,
        "turn": turn,
        "of_turns": REMINDERS,
    }
    key = f"{occasion}:{about.id}:{person.id}:{turn}"
    return Draft(occasion, person, about, key, place.season.name, words)
