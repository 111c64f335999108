"""What the rehearsal's people do when its moment has come: write a mail, or act on a page."""

from datetime import UTC, date, datetime, time
from email.message import EmailMessage

from jobs.demo import on_pages, stories
from jobs.demo.receipt import receipt
from jobs.rehearse import posting
from jobs.rehearse.characters import client_of
from jobs.rehearse.opening import opened
from jobs.rehearse.play import Deed, Passed, Play
from jobs.rehearse.reacting import away_until, meeting_of
from jobs.rehearse.sayings import say
from service import store
from service.domain.letters import Letter
from service.domain.people import Person
from service.domain.words import day
from service.hours import HELSINKI
from service.store.inbox import Delivery
from service.web.catcher import program

MONTH = 28  # days between the meetings of a series
MOVED_BY = 2
INSTEAD = 5  # days after a meeting that fell through
MOVES = ("move", "moved_to")


def do(play: Play, deed: Deed, at: datetime) -> None:
    """Do what was noted about a letter."""
    letter = deed.letter
    assert letter is not None
    person = store.people.get(play.db, letter.person_id)
    match deed.act:
        case "agreement":
            _agree(play, letter, person, at)
        case "account":
            on_pages.give_account(play.db, play.site, letter, person, at)
        case "bounce":
            post(play, deed.act, letter, posting.bounce(letter, at), at)
        case _:
            message = _message(play, deed.act, letter, person, at)
            if message:
                post(play, deed.act, letter, message, at)


def post(play: Play, act: str, letter: Letter, message: EmailMessage, at: datetime) -> None:
    """Let a mail come to the service's door, and remember it."""
    raw = posting.wire(message, f"{play.seed}:{act}:{letter.key}:{at.isoformat()}")
    sender = "" if act == "bounce" else letter.to_address
    store.inbox.keep(play.db, [Delivery(raw, sender, (str(message["To"]),), "smtp")], at)
    play.passed.append(
        Passed(
            number=len(play.passed) + 1,
            key=letter.key,
            at=at,
            way="in",
            email=letter.to_address,
            language=letter.language,
            kind=act,
            subject=str(message["Subject"]),
            raw=raw,
            about=letter.about,
        )
    )


def _message(
    play: Play, act: str, letter: Letter, person: Person, at: datetime
) -> EmailMessage | None:
    shown = opened(letter.raw)
    kind, _, what = act.partition(" ")
    if kind == "automatic":
        found = play.found(person.email)
        back_on = away_until(found[1], at) if found else None
        return posting.automatic(shown, person, back_on, at) if back_on else None
    if kind == "calendar":
        if shown.card is None:
            return None
        if what == "COUNTER":
            to = _moved_to(shown.card.starts_at)
            return posting.counter(shown, shown.card, person, to, at)
        said = next(one for one in program.ANSWERS if one == what)
        return program.calendar_answer(shown, shown.card, person, said, at)
    text = _words(play, kind, what, letter, person, at)
    message = posting.reply(client_of(person.email), shown, person, text, at)
    if kind == "costs":
        on = meeting_of(play, letter).day
        paper = receipt([text, f"{on:%d.%m.%Y}"])
        message.make_mixed()
        message.add_attachment(paper, "application", "pdf", filename="kuitti.pdf")
    return message


def _words(
    play: Play, kind: str, what: str, letter: Letter, person: Person, at: datetime
) -> str:  # fmt: skip
    chance = play.chance(f"say:{letter.key}")
    if kind == "dates":
        return stories.dates(_days(play, what, letter, at), person.language)
    if kind == "costs":
        return say("costs", person.language, chance)
    given = {"to": "", "missing": ""}
    if what in MOVES:
        to = _moved_to(meeting_of(play, letter).starts_at)
        given["to"] = f"{day(to, person.language)} {_AT[person.language]}"
    elif what == "not_all":
        found = play.found(person.email)
        given["missing"] = found[0].couple.actors[-1].name.split(" ")[0] if found else ""
    return say(what, person.language, chance, **given)


_AT = {"fi": "klo 16", "sv": "kl. 16", "en": "at 16:00"}


def _days(play: Play, which: str, letter: Letter, at: datetime) -> list[date]:
    """Return the days that a pair has agreed on: a whole series, or the next time."""
    if letter.about.kind == "meeting":
        return [stories.working_day(max(at, meeting_of(play, letter).starts_at), INSTEAD)]
    first = 7 + letter.person_id % 14
    if which == "next":
        return [stories.working_day(at, first)]
    pair = store.pairs.get(play.db, letter.about.id)
    left = max(1, pair.plan - len(store.meetings.of_pair(play.db, pair.id)))
    return [stories.working_day(at, first + MONTH * number) for number in range(left)]


def _moved_to(starts_at: datetime) -> datetime:
    on = stories.working_day(starts_at, MOVED_BY)
    return datetime.combine(on, time(16), HELSINKI).astimezone(UTC)


def _agree(play: Play, letter: Letter, person: Person, at: datetime) -> None:
    """Write the agreement on its page and approve it; later versions are approved by reply."""
    pair = store.pairs.get(play.db, letter.about.id)
    if play.once(f"agreement:{pair.id}"):
        on_pages.write(play.db, pair, person, at)
        on_pages.approve(play.db, play.site, pair, person, at)
        return
    text = say("agreed", person.language, play.chance(letter.key))
    shown = opened(letter.raw)
    message = posting.reply(client_of(person.email), shown, person, text, at)
    post(play, "say agreed", letter, message, at)
