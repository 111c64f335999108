"""A meeting's page behind a participant's own link: will you come, did you meet (P17)."""

from dataclasses import dataclass
from zoneinfo import ZoneInfo

from flask import Blueprint, redirect, render_template, request
from werkzeug.wrappers import Response

from forms.meeting import ComeForm, MetForm, come_form, met_form
from forms.translations import _, speak
from service import store
from service.actions import attendance, meetings
from service.domain.errors import Refused
from service.domain.meetings import Answer, Meeting
from service.domain.pairs import Pair
from service.domain.people import Person
from service.web import current, links, speech

pages = Blueprint("meeting", __name__, url_prefix="/t")


@dataclass(frozen=True)
class Opened:
    """What a link opens: which meeting, for whom."""

    token: str
    meeting: Meeting
    pair: Pair
    person: Person

    @property
    def answer(self) -> Answer:
        """Return whether this person has said to come."""
        place = self.meeting.attendee(self.person.id)
        return place.answer if place else "needs_action"


@pages.route("/<token>", methods=["GET", "POST"])
@pages.route("/<token>/<any(fi, sv, en):code>", methods=["GET", "POST"])
def meeting(token: str, code: str = "") -> str | Response | tuple[str, int]:
    """Show a meeting and ask about it; only a POST tells. Looking changes nothing (S5)."""
    opened = _opened(token)
    if isinstance(opened, int):
        return links.closed(opened)
    speak(speech.as_language(code) if code else opened.person.language)
    form = _form(opened)
    if request.method != "POST" or form is None:
        return _page(opened, form)
    if not links.is_pressed(opened.token):
        return _page(opened, form, _("Please press the button once more."))
    if not form.validate():
        return _page(opened, form)
    return _told(opened, form)


def _told(opened: Opened, form: MetForm | ComeForm) -> str | Response | tuple[str, int]:
    """Do what was told and show the page anew, or say why the rules refuse it."""
    db, site, now = current.db(), current.site(), current.now()
    try:
        if isinstance(form, MetForm):
            attendance.tell(db, site, opened.meeting, form.story(), None, now)
        else:
            said: Answer = "accepted" if form.come.data == "accepted" else "declined"
            meetings.answer(db, site, opened.meeting, opened.person, said, now)
    except Refused:
        return _page(opened, None, _("The meeting has changed meanwhile.")), 409
    current.wake()
    return redirect(f"{request.path}?noted=1", 303)


def _opened(token: str) -> Opened | int:
    """Return what a link opens, or the status that tells why it opens nothing."""
    db = current.db()
    known = links.find(token, "meeting")
    if known is None:
        return 404
    person = store.people.get(db, known.person_id)
    speak(person.language)
    found = store.meetings.get(db, known.about.id)
    if links.has_ended(known, found.ends_at) or found.attendee(person.id) is None:
        return 410
    return Opened(known.token, found, store.pairs.get(db, found.pair_id), person)


def _form(opened: Opened) -> MetForm | ComeForm | None:
    """Return what is still to be asked: did you meet, once it has begun; before, will you come."""
    found, now = opened.meeting, current.now()
    sent = request.form if request.method == "POST" else None
    if found.state != "planned":
        return None
    if now < found.starts_at:
        return come_form(opened.answer, sent)
    today = now.astimezone(ZoneInfo(found.timezone)).date()
    return met_form(found, today, sent)


def _page(opened: Opened, form: MetForm | ComeForm | None, notice: str = "") -> str:
    return render_template(
        "meeting/page.html",
        meeting=opened.meeting,
        other=opened.pair.other_side(opened.person),
        answer=opened.answer,
        form=form,
        asks="met" if isinstance(form, MetForm) else "come",
        missing=_missing(opened.meeting),
        notice=notice,
        noted="noted" in request.args,
        seal=links.seal(opened.token),
        addresses=links.addresses("t", opened.token),
    )


def _missing(found: Meeting) -> list[str]:
    return [one.person.first_name for one in found.attendees if one.attended is False]
