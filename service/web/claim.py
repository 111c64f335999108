"""An expense claim behind its claimant's own link: what it cost, and where to pay (P25)."""

from dataclasses import dataclass
from zoneinfo import ZoneInfo

from flask import Blueprint, redirect, render_template, request
from werkzeug.wrappers import Response

from forms.claims import ClaimForm, claim_form, refused_files
from forms.translations import _, speak
from service import store
from service.actions import claiming
from service.domain.accounts import masked
from service.domain.claim_words import KINDS
from service.domain.claims import Claim, ExpensePlan, claim_by
from service.domain.errors import Refused
from service.domain.flat import one_line
from service.domain.meetings import Meeting
from service.domain.people import Person
from service.domain.receipts import LARGEST, MOST, File, Sorted, sort
from service.rates_file import rates
from service.web import current, links, speech

pages = Blueprint("claim", __name__, url_prefix="/k")
LARGEST_POST = MOST * LARGEST + 256 * 1024  # bytes


@dataclass(frozen=True)
class Opened:
    """What a link opens: whose claims, for which meeting, under which plan."""

    token: str
    meeting: Meeting
    person: Person
    plan: ExpensePlan | None
    claims: tuple[Claim, ...]

    @property
    def known(self) -> Claim | None:
        """Return the claim that the form is about, if one is open."""
        return claiming.open_claim(current.db(), self.meeting, self.person)

    @property
    def takes_more(self) -> bool:
        """Return whether the form may be sent: the meeting was held and nothing is decided."""
        made = [claim for claim in self.claims if claim.state != "declined"]
        return self.meeting.state == "held" and (not made or self.known is not None)


@pages.before_request
def _allow_files() -> None:
    request.max_content_length = LARGEST_POST


@pages.route("/<token>", methods=["GET", "POST"])
@pages.route("/<token>/<any(fi, sv, en):code>", methods=["GET", "POST"])
def claim(token: str, code: str = "") -> str | Response | tuple[str, int]:
    """Show a claim and ask for it; only a POST tells. Looking changes nothing (S5)."""
    opened = _opened(token)
    if isinstance(opened, int):
        return links.closed(opened)
    speak(speech.as_language(code) if code else opened.person.language)
    form = _form(opened) if _is_asked(opened) else None
    if request.method != "POST":
        return _page(opened, form)
    if form is None:
        return _page(opened, None, _("The claim has changed meanwhile.")), 409
    if not links.is_pressed(opened.token):
        return _page(opened, form, _("Please press the button once more."))
    files = _files()
    if not form.validate() or files.refused:
        return _page(opened, form, refused=refused_files(files.refused))
    return _told(opened, form, files)


def _told(opened: Opened, form: ClaimForm, files: Sorted) -> str | Response | tuple[str, int]:
    """Keep the claim and show the page anew, or say why the rules refuse it."""
    db, site, now = current.db(), current.site(), current.now()
    try:
        told = form.told(files)
        claiming.by_form(db, site, opened.meeting, opened.person, told, now)
    except Refused:
        return _page(opened, None, _("The claim has changed meanwhile.")), 409
    current.wake()
    return redirect(f"{request.path}?noted=1", 303)


def _opened(token: str) -> Opened | int:
    """Return what a link opens, or the status that tells why it opens nothing."""
    db = current.db()
    known = links.find(token, "expense")
    if known is None:
        return 404
    person = store.people.get(db, known.person_id)
    speak(person.language)
    meeting = store.meetings.get(db, known.about.id)
    season = store.rounds.get(db, store.pairs.get(db, meeting.pair_id).round_id)
    if links.has_ended(known, season.over_at):
        return 410
    try:
        claiming.meeting_for(db, person, meeting.id)
    except Refused:
        return 410
    plan = store.expense_plans.find(db, meeting.pair_id, meeting.number)
    mine = [one for one in store.claims.of_meeting(db, meeting.id) if one.person_id == person.id]
    return Opened(known.token, meeting, person, plan, tuple(mine))


def _is_asked(opened: Opened) -> bool:
    """Return whether to ask: not what is told already, unless it is to be changed."""
    if request.method == "POST":
        return opened.takes_more
    is_told = opened.known is not None and bool(opened.known.iban)
    return opened.takes_more and (not is_told or "change" in request.args)


def _form(opened: Opened) -> ClaimForm:
    sent = request.form if request.method == "POST" else None
    today = current.now().astimezone(ZoneInfo(opened.meeting.timezone)).date()
    return claim_form(opened.meeting, opened.plan, opened.known, today, rates(), sent)


def _files() -> Sorted:
    """Return the files that were chosen, told apart; an empty field is no file."""
    sent = [one for one in request.files.getlist("receipts") if one.filename]
    files = (File(one_line(one.filename or "")[-100:], one.read(LARGEST + 1)) for one in sent)
    return sort(tuple(files))


def _page(opened: Opened, form: ClaimForm | None, notice: str = "", refused: str = "") -> str:
    return render_template(
        "claims/page.html",
        meeting=opened.meeting,
        plan=opened.plan,
        claims=opened.claims,
        known=opened.known,
        kinds=KINDS,
        masked=masked,
        form=form,
        refused=refused,
        may_change=form is None and opened.takes_more,
        by=claim_by(opened.meeting),
        notice=notice,
        noted="noted" in request.args,
        seal=links.seal(opened.token),
        change=f"{request.path}?change=1",
        addresses=links.addresses("k", opened.token),
    )
