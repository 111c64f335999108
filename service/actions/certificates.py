"""Certificates after feedback, checked by their code; mentors asked to come back (P28)."""

from datetime import datetime
from zoneinfo import ZoneInfo

from service import store
from service.actions.post import echo, post
from service.domain.certificates import Certificate, attended, initials, typed, written
from service.domain.letters import Draft, Matter
from service.domain.pairs import PairRole
from service.domain.people import Person
from service.domain.readings import Context
from service.domain.replies import Outcome, Reply
from service.domain.rounds import Round
from service.domain.site import Site
from service.mail import addresses
from service.mail.certificates import Paper, certificate
from service.reading import guard
from service.reading.short.comeback import comeback


def standing(db: store.Database, season: Round, person: Person, role: PairRole) -> tuple[int, int]:
    """Return how many held meetings of a round a person was at in a role, and their minutes."""
    pairs = store.pairs.of_person(db, season.id, person.id)
    mine = [pair for pair in pairs if pair.role_of(person) == role]
    meetings = [one for pair in mine for one in store.meetings.of_pair(db, pair.id)]
    return attended(meetings, person.id)


def issue(
    db: store.Database, site: Site, season: Round, person: Person, role: PairRole, now: datetime
) -> bool:
    """Mail a person their certificate, once; False where no meeting was held, or it is issued."""
    meetings, minutes = standing(db, season, person, role)
    if not meetings:
        return False
    name = person.name or person.email
    kept = Certificate(
        code=addresses.certificate_code(site, season.id, person.id),
        round_id=season.id,
        role=role,
        initials=initials(name),
        meetings=meetings,
        minutes=minutes,
        issued_on=now.astimezone(ZoneInfo(season.timezone)).date(),
    )
    with store.transaction(db):
        if not store.certificates.add(db, kept):
            return False
        return post(db, site, _letter(site, season, person, kept), now)


def genuine(db: store.Database, text: str) -> Certificate | None:
    """Return the certificate whose code someone typed, or None."""
    return store.certificates.find(db, typed(text))


def take(db: store.Database, site: Site, reply: Reply, now: datetime) -> Outcome:
    """Note whether a mentor will come back and for how many actors; other words are for a human."""
    text = reply.reading.text
    capacity = comeback(text) if _is_mentors(reply) else None
    if capacity is not None:
        store.certificates.note_comeback(db, reply.about.id, reply.writer.id, capacity)
        echo(db, site, reply, [{"kind": "comeback", "capacity": capacity}], now)
        return Outcome("settled", "comes back" if capacity else "does not come back")
    context = Context("announcement", reply.received_at, language=reply.writer.language)
    if guard.is_courtesy(text, context):
        return Outcome("settled", "nothing to do")
    return Outcome("tray", "answers a certificate")


def _is_mentors(reply: Reply) -> bool:
    """Return whether the letter asked that; its key says to whom it went."""
    return ":mentor:" in reply.answers or reply.asked == "echo"


def _letter(site: Site, season: Round, person: Person, kept: Certificate) -> Draft:
    language = person.language
    check = f"{site.base_url}/todistus/{language}"
    name = person.name or person.email
    period = (season.starts, season.ends)
    paper = Paper(language, name, season.name[language], period, kept, check)
    words = {
        "role": kept.role,
        "meetings": kept.meetings,
        "minutes": kept.minutes,
        "code": written(kept.code),
        "check": check,
    }
    about = Matter("certificate", season.id)
    key = f"certificate:{kept.role}:{season.id}:{person.id}"
    files = (certificate(paper),)
    return Draft("certificate", person, about, key, season.name, words, attachments=files)
