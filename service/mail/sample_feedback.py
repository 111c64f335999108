"""The sample letters that ask for feedback, and those with a certificate."""

from collections.abc import Iterator, Mapping
from datetime import date

from service.domain.certificates import Certificate, initials, written
from service.domain.feedback import REMINDERS, Occasion
from service.domain.feedback_words import EXAMPLES, QUESTIONS
from service.domain.letters import Attachment
from service.domain.pairs import Pair, PairRole
from service.domain.people import Person
from service.domain.rounds import Text
from service.domain.site import Site
from service.mail.certificates import Paper, certificate

Words = Mapping[str, object]
CODE = "K7QF2M9X4TPA"


def feedback(pair: Pair, site: Site) -> Iterator[tuple[str, Person, Words]]:
    """Yield the questions to both sides, first and as a reminder."""
    suffix = "-team" if pair.is_team else ""
    for person in (pair.mentor, pair.contact):
        role = pair.role_of(person)
        words: Words = {"link": f"{site.base_url}/p/aabcdefghijklmnopqrstuvwxyz", "role": role}
        for turn in range(REMINDERS + 1):
            more: Words = {**words, "turn": turn, "of_turns": REMINDERS}
            midway = {**more, **_questions("midway", person), "other": pair.other_side(person)}
            yield f"midway-{role}-{turn}{suffix}", person, midway
            closing = {**more, **_questions("closing", person), "other": ""}
            yield f"closing-{role}-{turn}{suffix}", person, closing
        yield f"certificate-{role}{suffix}", person, _certificate(role, person, site)


def paper(to: Person, words: Words, programme: Text) -> Attachment:
    """Return a certificate's paper as the letter's words tell it."""
    role: PairRole = "mentor" if words["role"] == "mentor" else "actor"
    kept = Certificate(CODE, 1, role, initials(to.name), 4, 375, date(2027, 6, 24))
    season = (date(2027, 2, 4), date(2027, 6, 30))
    language = to.language
    return certificate(
        Paper(language, to.name, programme[language], season, kept, str(words["check"]))
    )


def _certificate(role: PairRole, to: Person, site: Site) -> Words:
    check = f"{site.base_url}/todistus/{to.language}"
    return {"role": role, "meetings": 4, "minutes": 375, "code": written(CODE), "check": check}


def _questions(occasion: Occasion, person: Person) -> Words:
    questions, examples = QUESTIONS[occasion], EXAMPLES[occasion]
    return {
        "questions": [one.text[person.language] for one in questions],
        "example": [examples[one.name][person.language] for one in questions],
    }
