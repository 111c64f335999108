"""Erasing a person: one step of a coordinator, after which nothing names them (P40, G4)."""

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import replace
from datetime import datetime

from service import store
from service.actions import leaving
from service.domain.errors import Refused
from service.domain.naming import tells
from service.domain.people import is_erased
from service.domain.site import Site
from service.mail import unwrapped
from service.mail.addresses import erased_mark

SHORTEST = 3  # characters: of less no name can be told from words


def why_not(db: store.Database, person_id: int) -> str:
    """Return why someone cannot be erased now, or nothing."""
    person = store.people.get(db, person_id)
    if is_erased(person):
        return "has been erased already"
    if store.coordinators.find(db, person.email) is not None:
        return "is a coordinator"
    if store.erasing.open_claims(db, person_id):
        return "has a claim that is neither paid nor declined"
    leaving_now = store.erasing.leaving_letters(db)
    if store.erasing.is_being_sent(db, person_id) or _naming(leaving_now, _known(db, person_id)):
        return "a letter that names them is leaving right now"
    return ""


def erase(db: store.Database, site: Site, person_id: int, by: str, now: datetime) -> None:
    """Take a person out of their rounds, and their name and words out of all that is kept.

    Whoever they met is told that the pair has ended, without their name. Counts stay: meetings,
    hours, applications, numbers of feedback. Raises Refused where `why_not` says why.
    """
    if why := why_not(db, person_id):
        raise Refused(why)
    mark = erased_mark(site, store.people.get(db, person_id).email)
    store.ledger.note(db, mark, now)  # first: a restore must know of it whatever happens now
    with store.transaction(db):
        known = _known(db, person_id)
        rounds = store.erasing.rounds_of(db, person_id)
        files = store.claims.files_of(db, person_id)
        _settle_mails(db, person_id, by, now)
        store.erasing.forget(db, person_id)
        _forget_bytes(db, known)
        for word in sorted(known, key=len, reverse=True):
            store.erasing.replace(db, word)
        _forget_in_rounds(db)
        for round_id in rounds:
            nobody = store.people.get(db, person_id)
            leaving.leave(db, site, nobody, store.rounds.get(db, round_id), now)
        store.people.pause(db, person_id, now)
        store.acts.add(db, by, "erased", ("person", person_id), now)
        store.memory.note_words_deleted(db, now)
    for digest in files:
        store.files.drop(db, digest)
    store.empty_log(db)


def erase_again(db: store.Database, site: Site, backup_at: datetime, now: datetime) -> int:
    """Erase whoever came back with a backup; return how many. Safe to run twice."""
    marks = store.ledger.since(db, backup_at)
    back = [
        one.id
        for one in store.people.every(db)
        if not is_erased(one) and erased_mark(site, one.email) in marks
    ]
    for person_id in back:
        with suppress(Refused):  # the next tick tries again
            erase(db, site, person_id, "", now)
    return len(back)


def _settle_mails(db: store.Database, person_id: int, by: str, now: datetime) -> None:
    """Let nothing of theirs wait for anyone."""
    for mail_id in store.tray.of_person(db, person_id):
        store.tray.take(db, mail_id, "its writer was erased", by, now)


def _forget_bytes(db: store.Database, known: list[str]) -> None:
    """Delete the bytes of mails and letters of other matters that name them."""
    for mail_id in _naming(store.erasing.mails(db), known):
        store.erasing.drop_mail(db, mail_id)
    for letter_id in _naming(store.erasing.letters(db), known):
        store.erasing.drop_letter(db, letter_id)


def _forget_in_rounds(db: store.Database) -> None:
    """Let the events that a round is made with say of a place what their rows say."""
    for season in store.rounds.every(db):
        kept = {(one.kind, one.starts_at): one for one in store.events.of_round(db, season.id)}
        twins = [(one, kept.get((one.kind, one.starts_at), one)) for one in season.events]
        events = tuple(replace(one, place=twin.place, url=twin.url) for one, twin in twins)
        if events != season.events:
            store.rounds.save_events(db, replace(season, events=events))


def _known(db: store.Database, person_id: int) -> list[str]:
    return [one for one in store.erasing.names_of(db, person_id) if len(one) >= SHORTEST]


def _naming(raws: Iterable[tuple[int, bytes]], known: list[str]) -> list[int]:
    """Return which of some mails or letters name somebody; a first name alone may be another's."""
    telling = [one for one in known if tells(one)]
    return [number for number, raw in raws if unwrapped.names(raw, telling)]
