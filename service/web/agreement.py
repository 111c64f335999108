"""A pair's agreement behind each party's own link: write it point by point, approve it (P11)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from flask import Blueprint, redirect, render_template, request
from werkzeug.wrappers import Response

from forms.agreement import body_of, point_form
from forms.points import PointForm
from forms.translations import _, speak, spoken
from service import store
from service.actions import agreements
from service.domain.agreement_words import ENDING, told
from service.domain.agreements import (
    POINTS,
    Agreement,
    Approval,
    Point,
    PointName,
    signers,
)
from service.domain.errors import Refused
from service.domain.languages import Language
from service.domain.pairs import Pair
from service.domain.people import Person
from service.domain.rounds import Round
from service.web import current, links, speech

pages = Blueprint("agreement", __name__, url_prefix="/s")
Answer = str | Response | tuple[str, int]
Forms = Mapping[PointName, PointForm]


@dataclass(frozen=True)
class Opened:
    """What a link opens: whose agreement, as it stands, and for whom."""

    token: str
    agreement: Agreement
    pair: Pair
    season: Round
    person: Person
    language: Language

    @property
    def signs(self) -> bool:
        """Return whether this person writes and approves it, or only reads."""
        return self.person in signers(self.pair)


@pages.route("/<token>", methods=["GET", "POST"])
@pages.route("/<token>/<any(fi, sv, en):code>", methods=["GET", "POST"])
def agreement(token: str, code: str = "") -> Answer:
    """Show an agreement; a POST saves one point of it, or approves it. Looking changes nothing."""
    opened = _opened(token, code)
    if isinstance(opened, int):
        return links.closed(opened)
    if request.method != "POST":
        return _page(opened)
    if not links.is_pressed(opened.token):
        return _page(opened, _sent(opened), notice=_("Please press the button once more."))
    try:
        answer = _done(opened)
    except Refused:
        return _page(_again(opened), notice=_(
            "The agreement has been changed since you opened this page. Read it, then approve it."
        )), 409  # fmt: skip
    current.wake()
    return answer


def _done(opened: Opened) -> Answer:
    """Do what was pressed; raises Refused where the rules say no."""
    db, now = current.db(), current.now()
    match request.form.get("go", "save"):
        case "approve":
            return _approved(opened, now)
        case "oral":
            agreements.agree_by_word(db, opened.pair, opened.person, now)
            return redirect(f"{request.path}?noted=saved", 303)
    form = _sent(opened)
    return _saved(opened, *next(iter(form.items())), now) if form else _page(opened)


def _approved(opened: Opened, now: datetime) -> Response:
    version, edition = _number("version"), _number("edition")
    approval = Approval(opened.person.id, version, now, "button", language=spoken())
    agreements.approve(current.db(), current.site(), opened.pair, approval, edition, now)
    return redirect(f"{request.path}?noted=approved", 303)


def _saved(opened: Opened, name: PointName, form: PointForm, now: datetime) -> Answer:
    if not form.validate():
        return _page(opened, {name: form})
    body = body_of(form, opened.season)
    wanted = Point(name, body, oral=bool(form.oral.data), revision=_number("revision"))
    after = agreements.save_point(current.db(), opened.pair, opened.person, wanted, now)
    if after is not None:
        return redirect(f"{request.path}?noted=saved#{name}", 303)
    newer = _again(opened)
    next(one for one in form if one.name != "oral").errors = [_(
        "%(name)s has changed this point meanwhile. Both texts are below: put together what you"
        " want to keep, then save.",
        name=_names(newer).get(newer.agreement.point(name).saved_by, ""),
    )]  # fmt: skip
    return _page(newer, {name: form}), 409


def _opened(token: str, code: str) -> Opened | int:
    """Return what a link opens, or the status that tells why it opens nothing."""
    db = current.db()
    known = links.find(token, "agreement")
    if known is None:
        return 404
    person = store.people.get(db, known.person_id)
    language = speech.as_language(code) if code else person.language
    speak(language)
    pair = store.pairs.get(db, known.about.id)
    season = store.rounds.get(db, pair.round_id)
    if links.has_ended(known, season.over_at) or person not in pair.people:
        return 410
    kept = store.agreements.of(db, pair.id)
    return Opened(known.token, kept, pair, season, person, language)


def _again(opened: Opened) -> Opened:
    """Return the same with the agreement as it stands now."""
    found = _opened(opened.token, opened.language)
    return found if isinstance(found, Opened) else opened


def _sent(opened: Opened) -> Forms:
    """Return the form of the point that was sent, or none."""
    name = next((one for one in POINTS if one == request.form.get("point")), None)
    if name is None or not opened.signs:
        return {}
    point = opened.agreement.point(name)
    return {name: point_form(point, opened.season, opened.pair.plan, request.form)}


def _page(opened: Opened, sent: Forms | None = None, notice: str = "") -> str:
    """Return the page; forms that were sent stand open as they were typed."""
    sent, kept = sent or {}, opened.agreement
    blank = {name: point_form(kept.point(name), opened.season, opened.pair.plan, None)
             for name in POINTS if opened.signs and name not in sent}  # fmt: skip
    return render_template(
        "agreement/page.html",
        opened=opened,
        agreement=kept,
        points=told(kept.points, opened.season.themes, opened.language),
        forms={**blank, **sent},
        sent=sent,
        names=_names(opened),
        signers=signers(opened.pair),
        earlier=_earlier(opened),
        ending=ENDING[opened.language],
        notice=notice,
        noted=request.args.get("noted", ""),
        seal=links.seal(opened.token),
        addresses=links.addresses("s", opened.token),
    )


def _earlier(opened: Opened) -> list[tuple[int, datetime, object]]:
    """Return the versions that were agreed before the present one, the latest first."""
    themes, language = opened.season.themes, opened.language
    return [
        (one.version, one.agreed_at, told(one.points, themes, language))
        for one in store.agreements.agreed_versions(current.db(), opened.pair.id)
        if one.version != opened.agreement.version
    ]


def _names(opened: Opened) -> dict[int, str]:
    return {person.id: person.name for person in opened.pair.people}


def _number(name: str) -> int:
    text = request.form.get(name, "")
    return int(text) if text.isdecimal() and len(text) < 10 else -1
