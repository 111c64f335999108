"""What people do on pages in the demo's past: write an agreement, approve it, claim an expense."""

from datetime import datetime

from jobs.demo import house
from jobs.demo.answering import Cast
from service import store
from service.actions import agreements, claiming, claims
from service.domain.agreements import Approval, Point
from service.domain.claims import Told
from service.domain.languages import Language
from service.domain.letters import Letter
from service.domain.pairs import Pair
from service.domain.people import Person
from service.domain.site import Site

IBAN = "FI2112345600000785"  # the example of every bank: no account
ESTIMATE = "2400"  # cents
_GOALS: dict[Language, str] = {
    "fi": "Löytää suunta valmistumisen jälkeen.\nUskaltaa hakea ensimmäistä alan työtä.",
    "sv": "Hitta en riktning efter examen.\nVåga söka det första jobbet i branschen.",
    "en": "Find a direction after graduation.\nDare to apply for a first job in the field.",
}
_WAY: dict[Language, str] = {
    "fi": "Tampere–Helsinki–Tampere",
    "sv": "Åbo–Helsingfors–Åbo",
    "en": "Tampere–Helsinki–Tampere",
}


def act(cast: Cast, site: Site, letter: Letter, moment: datetime) -> None:
    """Do what the receiver of a letter does on the page that it leads to, if anything."""
    person = store.people.get(cast.db, letter.person_id)
    found = cast.story_of(person.email)
    if found is None or not found[0].agrees:
        return
    is_actor = person.email == found[1].actors[0].email
    if letter.kind == "agreement" and is_actor:
        pair = store.pairs.get(cast.db, letter.about.id)
        write(cast.db, pair, person, moment)
        approve(cast.db, site, pair, person, moment)
    elif letter.kind == "expense_received":
        give_account(cast.db, site, letter, person, moment)


def approve_plans(db: store.Database, site: Site, moment: datetime) -> None:
    """Let the coordinator approve the expenses that agreements plan."""
    coordinator = store.coordinators.find(db, house.COORDINATOR)
    for plan in store.expense_plans.every(db):
        if coordinator and plan.state == "proposed":
            claims.approve_plan(db, site, plan.id, coordinator, moment)


def write(db: store.Database, pair: Pair, person: Person, moment: datetime) -> None:
    """Write an agreement point by point, with an expense planned for the first meeting."""
    place = {
        "place": "in_person",
        "costs": "own",
        "expense_meeting": "1",
        "expense_kind": "transport",
        "expense_estimate": ESTIMATE,
    }
    for point in (
        Point("goals", {"goals": _GOALS[person.language]}),
        Point("confidentiality", {"confidentiality": "between_us\nmay_tell"}),
        Point("frequency", {"frequency": "monthly"}),
        Point("length", {"minutes": "90"}),
        Point("place", place),
        Point("contact", {"contact": "mail"}),
    ):
        agreements.save_point(db, pair, person, point, moment)
    agreements.agree_by_word(db, pair, person, moment)


def approve(db: store.Database, site: Site, pair: Pair, person: Person, moment: datetime) -> None:
    """Approve the agreement as it stands, by the page's button."""
    present = store.agreements.of(db, pair.id)
    approval = Approval(person.id, present.version, moment, "button")
    agreements.approve(db, site, pair, approval, present.edition, moment)


def give_account(
    db: store.Database, site: Site, letter: Letter, person: Person, moment: datetime
) -> None:
    """Fill in the form once: where to, and to which account."""
    meeting = store.meetings.get(db, letter.about.id)
    claim = claiming.open_claim(db, meeting, person)
    if claim is None or claim.iban:
        return
    told = Told(
        kind=claim.kind,
        cents=claim.cents,
        route=_WAY[person.language],
        travelled_on=meeting.held_on,
        iban=IBAN,
        holder=person.name,
    )
    claiming.by_form(db, site, meeting, person, told, moment)
