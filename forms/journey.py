"""A form on its way: what has been answered, and which step comes next.

The whole of it travels in the page as one signed field, so that Back, double taps and lost
cookies harm nothing (S6).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from hashlib import sha256

from wtforms import Form

from forms.steps import STEPS, code_of, form_of, names_of, role_of
from service.domain.languages import Language
from service.domain.rounds import Round

SOURCES = ("li", "fb", "kirje", "juliste", "x")
LONGEST = 10_000  # characters of one answer that are carried along, however wrong it is
ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"  # no 0 O 1 I L U


@dataclass(frozen=True)
class Journey:
    """What one applicant has answered so far.

    `nonce` tells one filling from another. `done` are the steps that were sent at least once.
    `person_id` is who changes their own application; 0 for a new one.
    """

    nonce: str
    language: Language
    source: str = ""
    answers: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    done: tuple[str, ...] = ()
    person_id: int = 0


def source_in(text: str) -> str:
    """Return a source that we count, or nothing."""
    return text if text in SOURCES else ""


def with_answers(
    journey: Journey, sent: Mapping[str, Sequence[str]], step: str, season: Round
) -> Journey:
    """Return the journey with what a page sent.

    A box that was not ticked is not sent, so the page's own questions are all replaced;
    another step's only where they were sent, which is how a program sends all at once.
    """
    answers = dict(journey.answers)
    done = set(journey.done)
    for name in names_of(step, role_of({**answers, **sent})) if step in STEPS else ():
        answers.pop(name, None)
    for one in STEPS:
        role = role_of({**answers, **sent})
        given = {name: sent[name] for name in names_of(one, role) if name in sent}
        answers |= {name: _kept(name, values, season) for name, values in given.items()}
        done |= {one} if given or one == step else set()
    return replace(journey, answers=answers, done=tuple(s for s in STEPS if s in done))


def form_at(journey: Journey, step: str, season: Round) -> Form:
    """Return one step's form, filled in."""
    return form_of(step, journey.answers, season, known=bool(journey.person_id))


def wanting(journey: Journey, season: Round) -> str:
    """Return the first step that is not done or not right, "check" when all are."""
    for step in STEPS:
        if step not in journey.done or not form_at(journey, step, season).validate():
            return step
    return "check"


def before(step: str) -> str:
    """Return the step before another."""
    order = (*STEPS, "check")
    return order[max(order.index(step) - 1, 0)]


def reference(journey: Journey) -> str:
    """Return what an application is called: the same for the same answers of one journey.

    Sent twice it is one application; sent again with a mended address it is another. The
    language does not count, so that a sent page can be read in any.
    """
    said = repr((journey.nonce, sorted(journey.answers.items()))).encode()
    number = int.from_bytes(sha256(said).digest())
    letters = []
    for _place in range(6):
        number, digit = divmod(number, len(ALPHABET))
        letters.append(ALPHABET[digit])
    return f"{''.join(letters[:3])}-{''.join(letters[3:])}"


def masked(email: str) -> str:
    """Return an address so that its owner knows it and nobody else learns it."""
    name, _at, domain = email.strip().lower().rpartition("@")
    host, _dot, ending = domain.rpartition(".")
    return f"{name[:1]}•••@{host[:1]}•••.{ending}"


def _kept(name: str, values: Sequence[str], season: Round) -> tuple[str, ...]:
    options = {"field": (season.fields, "f"), "themes": (season.themes, "t")}
    kept = tuple(value[:LONGEST] for value in values)
    if name not in options:
        return kept
    return tuple(code_of(value, *options[name]) for value in kept)
