"""The mail catcher's pages: mailboxes, letters, and what an answer became."""

from collections.abc import Sequence

from flask import Response, request

from forms import translations
from service import store
from service.domain.languages import Language
from service.domain.letters import Letter
from service.domain.meetings import Meeting
from service.reading.mail.quoting import written_now
from service.web import current
from service.web.catcher import examples, mailboxes, people
from service.web.catcher.became import became
from service.web.catcher.demo import Demo, here
from service.web.catcher.frame import IN, mail_of, owner_of, pages, show
from service.web.catcher.mailboxes import Kept
from service.web.catcher.shown import Shown, opened, pieces
from service.web.headers import POLICY

NO_ANSWER = frozenset({"sign_in", "round_opens"})
COMMANDED = frozenset({"coord_digest", "digest_done"})  # what a coordinator answers by mail (P31)
# A letter's own looks: its inline styles and nothing else; its links open in the whole window.
HTML_POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'; base-uri 'none'"
)
AGAIN_IN = 2  # seconds
PREVIEW = 120


@pages.get("", defaults={"language": "en"})
@pages.get(IN)
def start(language: Language) -> str:
    """Show what the demo is, and everyone's mailbox."""
    translations.speak(language)
    demo, db = here(), current.db()
    everyone = people.everyone(db, demo.mailboxes, demo.coordinator, current.now())
    again_in = None if demo.is_ready() else AGAIN_IN
    return show("start.html", everyone=everyone, first=_first(db, demo), again_in=again_in)


@pages.get(f"{IN}/<address>")
def mailbox(language: Language, address: str) -> str:
    """Show one person's mailbox."""
    owner = owner_of(address)
    mails = mailboxes.every(here().mailboxes, owner.person.email)
    return show("mailbox.html", owner=owner, mails=[_line(mail) for mail in mails])


@pages.get(f"{IN}/<address>/<key>")
def letter(language: Language, address: str, key: str) -> Response:
    """Show one letter, with ways to answer it."""
    owner, shown = owner_of(address), mail_of(address, key)
    db = current.db()
    sent, meeting = _behind(db, shown)
    body, foot = pieces(shown.text, current.site().base_url)
    kind = sent.kind if sent else ""
    place = meeting.attendee(owner.person.id) if meeting else None
    sentences: tuple[str, ...] = ()
    if kind in COMMANDED if owner.role == "coordinator" else kind not in NO_ANSWER:
        sentences = examples.sentences(kind, owner.person.language, meeting, current.now())
    page = show(
        "letter.html",
        owner=owner,
        shown=shown,
        key=key,
        body=body,
        foot=foot,
        sentences=sentences,
        calendar_state=place.answer if place else "",
        as_html=request.args.get("as") == "html",
    )
    response = Response(page)
    response.headers["Content-Security-Policy"] = f"{POLICY}; frame-src 'self'"
    return response


@pages.get(f"{IN}/<address>/<key>/html")
def html_part(language: Language, address: str, key: str) -> Response:
    """Return a letter's HTML part alone, for the frame that holds it."""
    html = mail_of(address, key).html.replace("<head>", '<head><base target="_top">', 1)
    response = Response(html, mimetype="text/html")
    response.headers["Content-Security-Policy"] = HTML_POLICY
    return response


@pages.get(f"{IN}/<address>/<key>/became")
def answer(language: Language, address: str, key: str) -> str:
    """Show an answer, what it became, and the letters that followed."""
    owner, shown = owner_of(address), mail_of(address, key)
    found = became(current.db(), shown.message_id)
    back = _back(found.letters, owner.person.email)
    return show(
        "answer.html",
        owner=owner,
        shown=shown,
        said=written_now(shown.text),
        became=found,
        echo=_echo(back) if back else None,
        others=[(_name(one), one) for one in found.letters if one is not back],
        again_in=AGAIN_IN if found.state == "pending" else None,
    )


def _line(mail: Kept) -> dict[str, object]:
    shown = opened(mail.raw)
    text = written_now(shown.text) if mail.is_sent else shown.text
    return {
        "key": mail.key,
        "is_read": mail.is_read,
        "is_sent": mail.is_sent,
        "shown": shown,
        "preview": " ".join(text.split())[:PREVIEW],
    }


def _behind(db: store.Database, shown: Shown) -> tuple[Letter | None, Meeting | None]:
    """Return the letter as the service keeps it, and the meeting it is about, if any."""
    sent = store.letters.by_message_id(db, [shown.message_id])
    if sent is None or sent.about.kind != "meeting":
        return sent, None
    return sent, store.meetings.get(db, sent.about.id)


def _back(letters: Sequence[Letter], address: str) -> Letter | None:
    """Return the letter that came back to the writer, best the one that says what was read."""
    mine = [one for one in letters if one.to_address == address]
    echoes = [one for one in mine if one.kind in ("understood", "not_understood")]
    return next(iter([*echoes, *mine]), None)


def _name(letter: Letter) -> str:
    return store.people.get(current.db(), letter.person_id).name or letter.to_address


def _echo(back: Letter) -> dict[str, object]:
    whole = store.letters.get(current.db(), back.id)
    shown = opened(whole.raw)
    body, _ = pieces(shown.text, current.site().base_url)
    key = mailboxes.find(here().mailboxes, back.to_address, back.message_id)
    return {"shown": shown, "body": body, "key": key}


def _first(db: store.Database, demo: Demo) -> dict[str, str] | None:
    """Return the best letter to answer first: an open "Did you meet?", in the page's language."""
    found = [
        one for one in store.letters.every(db) if one.kind == "did_you_meet" and _open(db, one)
    ]
    found.sort(key=lambda one: (one.language == translations.spoken(), one.sent_at), reverse=True)
    for one in found:
        key = mailboxes.find(demo.mailboxes, one.to_address, one.message_id)
        if key:
            person = store.people.get(db, one.person_id)
            return {"address": person.email, "key": key, "name": person.first_name}
    return None


def _open(db: store.Database, letter: Letter) -> bool:
    """Return whether nobody has said anything yet to what a letter asks."""
    answers = store.inbox.about(db, [letter.about])
    unanswered = all(mail.asked == "invitation" for mail in answers)
    planned = store.meetings.get(db, letter.about.id).state == "planned"
    return letter.state == "sent" and planned and unanswered
