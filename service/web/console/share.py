"""The share kit: the link by source, ready posts, the picture, QR codes, and counts (P2)."""

from datetime import timedelta
from io import BytesIO

import segno
from flask import Response, abort, redirect, render_template, url_for
from werkzeug.wrappers import Response as AnyResponse

from forms.journey import SOURCES
from forms.translations import spoken
from service import store
from service.actions import prolonging
from service.domain.errors import Refused
from service.domain.languages import LANGUAGES, Language
from service.domain.rounds import Round
from service.domain.words import day
from service.mail import posters
from service.web import current, previews
from service.web.console import fields, words
from service.web.console.frame import me, pages, season, show

CODES = {"svg": "image/svg+xml", "png": "image/png"}
COUNTED = timedelta(days=60)
SCALE = 12  # dots of a PNG for one square of the code: about 400 across


@pages.get("/jako")
def share() -> str:
    """Show everything that one needs to share the link."""
    return _page()


@pages.post("/jako")
def prolong() -> AnyResponse | tuple[str, int]:
    """Let the round take applications longer, or say why it cannot."""
    here = season()
    if here is None:
        abort(404)
    try:
        closes = fields.day("closes")
        prolonging.prolong(current.db(), here.id, closes, me().email, current.now())
    except Refused as why:
        return _page(words.reason(str(why))), 409
    current.wake()
    return redirect(url_for(".share", round=here.id), 303)


@pages.get("/jako/qr-<source>.<any(svg, png):kind>")
def qr(source: str, kind: str) -> Response:
    """Return the QR code of one source's link."""
    if source not in SOURCES:
        abort(404)
    drawn = BytesIO()
    segno.make(_link("fi", source), error="m").save(drawn, kind=kind, scale=SCALE, border=4)
    response = Response(drawn.getvalue(), mimetype=CODES[kind])
    response.headers["Content-Disposition"] = f'inline; filename="oksa-{source}.{kind}"'
    return response


@pages.get("/jako/juliste-<any(fi, sv, en):language>.pdf")
def poster(language: Language) -> Response:
    """Return the round's poster in one language as a PDF, with its own source in the link."""
    here = season()
    if here is None:
        abort(404)
    paper = posters.poster(here, language, _link(language, "juliste"))
    response = Response(paper.content, mimetype=paper.type)
    response.headers["Content-Disposition"] = f'inline; filename="{paper.name}"'
    return response


def _page(refused: str = "") -> str:
    db, here = current.db(), season()
    return show(
        "share.html",
        refused=refused,
        season=here,
        seasons=store.rounds.every(db),
        link=_link("fi", ""),
        links=[(source, _link("fi", source)) for source in SOURCES],
        posts=[(language, _post(here, language)) for language in LANGUAGES] if here else [],
        picture=_picture(here) if here else "",
        counts=store.visits.counts(db, here.id, current.now() - COUNTED) if here else [],
    )


def _link(language: Language, source: str) -> str:
    address = current.site().base_url + previews.ADDRESSES[language]
    return f"{address}?s={source}" if source else address


def _picture(here: Round) -> str:
    return previews.preview(here, spoken()).image.removeprefix(current.site().base_url)


def _post(here: Round, language: Language) -> str:
    return render_template(
        f"console/posts/{language}.txt",
        name=here.name[language],
        intro=here.intro[language],
        closes=day(here.closes, language),
        link=_link(language, "li"),
    ).strip()
