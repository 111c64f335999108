"""The letters of an agreement: asking both, asking again, and the copy for everyone (P11)."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Literal

from service import store
from service.actions.post import page, post
from service.actions.prompting import prompt
from service.domain.agreement_words import Told, told
from service.domain.agreements import Agreement, signers, waiting_for
from service.domain.letters import Draft, Matter
from service.domain.pairs import Pair
from service.domain.people import Person
from service.domain.rounds import Round
from service.domain.site import Site
from service.mail import pdf
from service.mail.agreements import shown

Reason = Literal["start", "other", "changed_since", "changed", "missing", "empty"]


def ask(db: store.Database, site: Site, pair: Pair, now: datetime) -> int:
    """Ask both for their agreement, once each (P11); return how many were asked now.

    Whom no prompt may reach today is asked later; only then is the pair done with.
    """
    with store.transaction(db):
        open_to = [
            person
            for person in waiting_for(store.agreements.of(db, pair.id), pair)
            if person.paused_at is None and not _was_asked(db, pair, person)
        ]
        asked = [
            person
            for person in open_to
            if prompt(db, site, _question(db, site, pair, person, "start"), now)
        ]
        if asked == open_to:
            store.agreements.mark_asked(db, pair.id, now)
    return len(asked)


def remind(db: store.Database, site: Site, pair: Pair, now: datetime, patience: timedelta) -> int:
    """Remind whose turn it is of a missing agreement, the actor first; return how many letters.

    The mentor's turn comes once the actor's letter is older than `patience`, or cannot go.
    """
    waiting = waiting_for(store.agreements.of(db, pair.id), pair)
    for person in sorted(waiting, key=lambda one: one.id == pair.mentor.id):
        if person.paused_at is not None:
            continue
        letters = store.letters.of_person(db, Matter("agreement", pair.id), person.id)
        known = [one for one in letters if one.key.endswith(key_of_reminder(person))]
        if not known:
            return int(prompt(db, site, _question(db, site, pair, person, "missing"), now))
        if any(one.sent_at is None or now - one.sent_at < patience for one in known):
            return 0
    return 0


def key_of_reminder(person: Person) -> str:
    """Return how the key ends of the letter that reminds someone of a missing agreement."""
    return f":{person.id}:again:missing"


def ask_again(db: store.Database, site: Site, pair: Pair, now: datetime) -> bool:
    """Ask whoever has not approved the version that a change began; False if it is done."""
    with store.transaction(db):
        if not store.agreements.take_change(db, pair.id):
            return False
        for person in waiting_for(store.agreements.of(db, pair.id), pair):
            post(db, site, _question(db, site, pair, person, "changed"), now)
    return True


def ask_the_other(db: store.Database, site: Site, pair: Pair, now: datetime) -> None:
    """Tell who has not approved yet that the other has, and show what."""
    for person in waiting_for(store.agreements.of(db, pair.id), pair):
        post(db, site, _question(db, site, pair, person, "other"), now)


def ask_about_the_present(
    db: store.Database, site: Site, pair: Pair, person: Person, mail_id: int, now: datetime
) -> None:
    """Show someone who approved an older text the present one, and ask about that."""
    post(db, site, _question(db, site, pair, person, "changed_since", mail_id), now)


def say_that_it_is_empty(
    db: store.Database, site: Site, pair: Pair, person: Person, mail_id: int, now: datetime
) -> None:
    """Tell someone who approved an agreement without a word in it what is missing."""
    post(db, site, _question(db, site, pair, person, "empty", mail_id), now)


def was_told_that_it_is_empty(db: store.Database, pair: Pair, person: Person) -> bool:
    """Return whether someone has been told that before."""
    letters = store.letters.of_person(db, Matter("agreement", pair.id), person.id)
    return any(":empty:" in letter.key for letter in letters)


def send_copies(
    db: store.Database, site: Site, pair: Pair, agreement: Agreement, now: datetime
) -> None:
    """Send everyone, a team's members too, the agreed text with its paper."""
    season = store.rounds.get(db, pair.round_id)
    for person in pair.people:
        post(db, site, _copy(site, season, pair, agreement, person, now), now)


def seen_in(key: str) -> tuple[int, int] | None:
    """Return which version and edition the letter of a key showed, None for other letters."""
    kind, *numbers = key.split(":")
    if kind not in ("agreement", "agreement_changed") or len(numbers) < 3:
        return None
    return int(numbers[1]), int(numbers[2])


def _was_asked(db: store.Database, pair: Pair, person: Person) -> bool:
    letters = store.letters.of_person(db, Matter("agreement", pair.id), person.id)
    return any(letter.kind == "agreement" for letter in letters)


def _question(
    db: store.Database, site: Site, pair: Pair, person: Person, reason: Reason, mail_id: int = 0
) -> Draft:
    season = store.rounds.get(db, pair.round_id)
    agreement = store.agreements.of(db, pair.id)
    kind = "agreement_changed" if reason == "changed" else "agreement"
    about = Matter("agreement", pair.id)
    words = {
        **_text(agreement, season, person),
        "link": page(site, "s", about, person),
        "other": pair.other_side(person),
        "approver": next(one.name for one in signers(pair) if one.id != person.id),
        "reason": reason,
    }
    # What the letter shows stands in its key: a reply approves that and nothing newer.
    key = f"{kind}:{pair.id}:{agreement.version}:{agreement.edition}:{person.id}"
    if mail_id or reason == "missing":
        key += f":{'empty' if reason == 'empty' else 'again'}:{mail_id or reason}"
    return Draft(kind, person, about, key, season.name, words)


def _copy(
    site: Site, season: Round, pair: Pair, agreement: Agreement, person: Person, now: datetime
) -> Draft:
    about = Matter("agreement", pair.id)
    approvals = [(one.name, mine.approved_at) for one in signers(pair)
                 if (mine := agreement.approved_by(one.id))]  # fmt: skip
    words = {
        **_text(agreement, season, person),
        "link": page(site, "s", about, person),
        "approvals": approvals,
        "signs": person in signers(pair),
    }
    paper = pdf.Paper(
        language=person.language,
        programme=season.name[person.language],
        parties=[one.name for one in pair.people],
        version=agreement.version,
        points=_told(agreement, season, person),
        approvals=approvals,
        agreed_at=agreement.agreed_at or now,
        timezone=season.timezone,
    )
    key = f"agreement_copy:{pair.id}:{agreement.version}:{person.id}"
    attachments = (pdf.agreement(paper),)
    return Draft("agreement_copy", person, about, key, season.name, words, attachments=attachments)


def _text(agreement: Agreement, season: Round, person: Person) -> Mapping[str, object]:
    return {
        "version": agreement.version,
        "filled": agreement.filled,
        "points": shown(_told(agreement, season, person), person.language),
    }


def _told(agreement: Agreement, season: Round, person: Person) -> list[Told]:
    return told(agreement.points, season.themes, person.language)
