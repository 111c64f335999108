"""Letters to those whom a form names: a team's members and its own mentor (P5, S6)."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from service import store
from service.actions import teams
from service.actions.post import post
from service.domain.applications import Application, Member
from service.domain.letters import Draft, Matter
from service.domain.rounds import Round
from service.domain.site import Site

# Who names somebody mails them: with a name and a team's name that may say anything.
KINDS = ("team_member", teams.OWN_MENTOR)
TO_ONE_IN = timedelta(days=1)
OF_ONE_A_DAY = 16  # a whole team with its mentor, and once more where it was typed wrongly
ALL_AN_HOUR = 300
GIVE_UP_AFTER = timedelta(days=7)


def tell(db: store.Database, site: Site, application: Application, now: datetime) -> int:
    """Write, once a team, to those whom a confirmed application names; return how many.

    To whom none may be written now, a later call writes, within the week. Safe to run twice.
    """
    season, told, waits = store.rounds.get(db, application.round_id), 0, False
    with store.transaction(db):
        for draft in _words(db, site, season, application):
            if store.outbox.has(db, draft.key):
                continue
            if _may_write(db, draft, application, now):
                told += post(db, site, draft, now)
            else:
                waits = True
        fresh = (application.confirmed_at or now) > now - GIVE_UP_AFTER
        store.applications.note_names_wait(db, application.id, waits=waits and fresh)
    return told


def _words(
    db: store.Database, site: Site, season: Round, application: Application
) -> Iterator[Draft]:
    for member in application.members:
        yield _word_to_member(db, season, application, member)
    if to_mentor := teams.word_to_own_mentor(db, site, season, application):
        yield to_mentor


def _may_write(db: store.Database, draft: Draft, application: Application, now: datetime) -> bool:
    """Return whether one more may go: to this address, by this hand, and of all together."""
    since = now - TO_ONE_IN
    kinds = ("receipt", "receipt_reminder", *KINDS)
    by_this_hand = [f"{kind}:{application.round_id}:{application.person_id}:" for kind in KINDS]
    return (
        store.letters.written_since(db, draft.to.id, kinds, since) == 0
        and store.letters.named_since(db, since, by_this_hand) < OF_ONE_A_DAY
        and store.letters.named_since(db, now - timedelta(hours=1)) < ALL_AN_HOUR
    )


def _word_to_member(
    db: store.Database, season: Round, application: Application, member: Member
) -> Draft:
    """Return the letter that tells a team's member who signed them up (P5).

    Once a team, and once more for each time that they have left it.
    """
    known = store.people.meet(db, member.email, application.language)
    person = store.people.name_if_nameless(db, known.id, member.name)
    words = {
        "contact": application.name,
        "team_name": str(application.answers.get("team_name", "")),
    }
    about = Matter("application", season.id)
    begins = teams.begin_of_leaving(application, person)
    left = sum(letter.key.startswith(begins) for letter in store.letters.about(db, [about]))
    key = f"team_member:{season.id}:{application.person_id}:{person.id}{f':{left}' if left else ''}"
    return Draft("team_member", person, about, key, season.name, words)
