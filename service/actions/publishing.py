"""Publishing: every letter seen before, their number restated, nothing mailed by one press (P8)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from service import store
from service.actions import pairs
from service.domain.errors import Refused
from service.domain.fitting import Misfit, couple, misfits
from service.domain.letters import Letter
from service.domain.pairs import Pair
from service.domain.rounds import Round
from service.domain.site import Site
from service.mail import letters


@dataclass(frozen=True)
class Preview:
    """A round's draft pairs, each with the letters that would go, as they would go.

    `seal` names exactly these pairs with these people.
    """

    pairs: tuple[tuple[Pair, tuple[Letter, ...]], ...]
    seal: str

    @property
    def count(self) -> int:
        """Return how many letters would go."""
        return sum(len(shown) for _pair, shown in self.pairs)


def preview(db: store.Database, site: Site, season: Round, now: datetime) -> Preview:
    """Return what publishing a round would send; nothing is kept or sent."""
    drafts = store.pairs.drafts(db, season.id)
    shown = tuple((pair, _letters(db, site, season, pair, now)) for pair in drafts)
    return Preview(shown, _seal(drafts))


def publish(
    db: store.Database, site: Site, season: Round, seen: tuple[str, str], by: str, now: datetime
) -> int:
    """Publish a round's drafts and return how many letters now wait ten minutes.

    `seen` is the seal of what was shown and the number that was typed. Raises Refused where
    the drafts have changed since, or the number is another.
    """
    seal, typed = seen
    with store.transaction(db):
        shown = preview(db, site, season, now)
        if not shown.pairs:
            raise Refused("there are no drafts to publish")
        if shown.seal != seal:
            raise Refused("the drafts have changed since they were shown")
        if typed.strip() != str(shown.count):
            raise Refused(f"the number of letters is {shown.count}")
        pairs.publish(db, site, season, now)
        about = ("round", season.id)
        store.acts.add(db, by, "published", about, now, f"{len(shown.pairs)}, {shown.count}")
    return shown.count


def make(
    db: store.Database, season: Round, mentor_id: int, actor_id: int, by: str, now: datetime
) -> Pair:
    """Make a draft pair of two applications; raises Refused with the reason."""
    with store.transaction(db):
        mentor, actor = (_application(db, season, one) for one in (mentor_id, actor_id))
        pair = pairs.make(db, season, mentor, [actor])
        store.acts.add(db, by, "paired", ("pair", pair.id), now)
    return pair


def unmake(db: store.Database, pair_id: int, by: str, now: datetime) -> None:
    """Delete a draft pair; raises Refused where it has been published."""
    with store.transaction(db):
        pairs.unmake(db, pair_id)
        store.acts.add(db, by, "unpaired", ("pair", pair_id), now)


def against(db: store.Database, season: Round, pair: Pair) -> list[Misfit]:
    """Return the hard rules that a pair made by hand breaks; it may be published all the same."""
    people = (pair.mentor, pair.contact)
    mentor, actor = (store.applications.confirmed(db, season.id, one.email) for one in people)
    if mentor is None or actor is None:
        return []
    others = [
        one for one in store.pairs.of_person(db, season.id, pair.mentor.id) if one.id != pair.id
    ]
    return misfits(couple(season, mentor, actor, others))


def _letters(
    db: store.Database, site: Site, season: Round, pair: Pair, now: datetime
) -> tuple[Letter, ...]:
    drafts = pairs.introductions(db, season, pair, now)
    return tuple(letters.write(draft, site, now) for draft in drafts)


def _seal(drafts: Sequence[Pair]) -> str:
    said = [(pair.id, [person.id for person in pair.people]) for pair in drafts]
    return sha256(repr(said).encode()).hexdigest()[:16]


def _application(db: store.Database, season: Round, application_id: int) -> str:
    """Return the address behind an application of the round."""
    try:
        found = store.applications.get(db, application_id)
    except LookupError:
        raise Refused("choose a mentor and an actor or team") from None
    if found.round_id != season.id:
        raise Refused("choose a mentor and an actor or team")
    return found.email
