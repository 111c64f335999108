"""What the demo's buttons do: open and answer a letter, move the clock, enter the console."""

from datetime import UTC, datetime, timedelta
from email.message import EmailMessage

from flask import abort, redirect, request, url_for
from werkzeug.wrappers import Response as Answer

from forms import translations
from service import store
from service.actions import pairs
from service.domain.errors import Refused
from service.domain.languages import Language
from service.hours import are_working, first_working_moment
from service.web import current
from service.web.catcher import mailboxes, program
from service.web.catcher.became import is_quiet, wait
from service.web.catcher.demo import here
from service.web.catcher.frame import IN, mail_of, owner_of, pages
from service.web.catcher.people import Owner

SEEDED_WITHIN = 30  # seconds
A_MINUTE = timedelta(minutes=1)
A_SECOND = timedelta(seconds=1)  # the clock keeps whole seconds, and may not fall short


@pages.post(f"{IN}/<address>/<key>/open")
def open_letter(language: Language, address: str, key: str) -> Answer:
    """Note that a letter was opened, and show it."""
    mailboxes.mark_read(here().mailboxes, owner_of(address).person.email, key)
    return redirect(url_for(".letter", language=language, address=address, key=key), 303)


@pages.post(f"{IN}/<address>/<key>/reply")
def reply(language: Language, address: str, key: str) -> Answer:
    """Send someone's answer in words to the service's door."""
    owner, shown = owner_of(address), mail_of(address, key)
    text = request.form.get("text", "").strip()
    if not text:
        abort(400)
    return _send(owner, key, program.reply(shown, owner.person, text, current.now()))


@pages.post(f"{IN}/<address>/<key>/calendar")
def calendar(language: Language, address: str, key: str) -> Answer:
    """Send the answer of someone's calendar to the service's door."""
    owner, shown = owner_of(address), mail_of(address, key)
    said = request.form.get("answer", "")
    if shown.card is None or said not in program.ANSWERS:
        abort(400)
    now = current.now()
    answered = program.calendar_answer(shown, shown.card, owner.person, said, now)
    return _send(owner, key, answered)


@pages.post(f"{IN}/clock")
def clock(language: Language) -> Answer:
    """Move the clock a day or to the next event, and wait for what that brings."""
    demo, db, now = here(), current.db(), current.now()
    wait(demo.is_ready, SEEDED_WITHIN)
    coming = demo.coming(db, now)
    to_event = request.form.get("to") == "event" and coming
    stops = [coming.at + A_MINUTE] if coming and to_event else _a_day_on(now)
    for then in stops:
        store.memory.set_clock_ahead(db, then + A_SECOND - datetime.now(UTC))
        demo.catch_up(db, current.now())
    back = request.form.get("back", "")
    is_ours = back.startswith("/posti/") and "\\" not in back
    return redirect(back if is_ours else url_for(".start", language=language), 303)


@pages.post(f"{IN}/pair")
def pair(language: Language) -> Answer:
    """Pair two applicants and publish the pair, as the coordinator's commands do."""
    demo, db, now = here(), current.db(), current.now()
    season = store.rounds.every(db)[0]
    try:
        pairs.make(db, season, request.form.get("mentor", ""), [request.form.get("actor", "")])
    except Refused:
        abort(400)
    pairs.publish(db, current.site(), season, now, timedelta())
    demo.catch_up(db, now)
    return redirect(url_for(".start", language=language), 303)


@pages.post(f"{IN}/console")
def console(language: Language) -> Answer:
    """Lead to the coordinator's console by a fresh one-time link."""
    return redirect(here().sign_in(current.db(), current.now()), 303)


def _a_day_on(now: datetime) -> list[datetime]:
    """Return the same hour tomorrow; from a night, by the morning on which prompts leave."""
    morning, then = first_working_moment(now) + A_MINUTE, now + timedelta(days=1)
    return [morning, then] if now < morning < then and not are_working(now) else [then]


def _send(owner: Owner, key: str, message: EmailMessage) -> Answer:
    """Send a mail to the door and wait a little for what it becomes."""
    demo, db = here(), current.db()
    address = owner.person.email
    domain = address.rpartition("@")[2]
    message["Authentication-Results"] = program.checked(current.site().authserv_id, domain)
    program.send(message, owner.person, demo.door)
    mailboxes.mark_read(demo.mailboxes, address, key)
    sent = mailboxes.put_sent(demo.mailboxes, address, program.wire(message))
    current.wake()
    wait(lambda: is_quiet(db, str(message["Message-ID"]), current.now()))
    there = url_for(".answer", language=translations.spoken(), address=address, key=sent)
    return redirect(there, 303)
