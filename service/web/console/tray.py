"""One received mail: the words understood in it, and what settles or corrects it (P29)."""

import json
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, get_args

from flask import Response, abort, redirect, request, url_for
from werkzeug.wrappers import Response as Answer

from forms.translations import spoken
from service import store
from service.actions import tray, tray_answers
from service.actions.tray import Press
from service.actions.wishes import ERASE
from service.domain.errors import Refused
from service.domain.meetings import Held, Meeting
from service.mail.holdings import summary
from service.store.inbox import Mail
from service.web import current
from service.web.console import fields, words
from service.web.console.frame import me, note_look, pages, show
from service.web.console.shown import Shown, handled_by, marked, shown

Findings = Sequence[Mapping[str, Any]]


@pages.get("/posti/<int:mail_id>")
def mail(mail_id: int) -> str:
    """Show a mail. Looking changes nothing but the list of who looked (S5, G7)."""
    kept = _kept(mail_id)
    note_look("mail", mail_id)
    return _page(kept)


@pages.post("/posti/<int:mail_id>")
def settle(mail_id: int) -> str | Answer | tuple[str, int]:
    """Do what was pressed and go back to the first page, or say why it cannot be done."""
    kept = _kept(mail_id)
    press = _press(request.form.get("press", ""))
    try:
        tray.settle(current.db(), current.site(), mail_id, press, me(), current.now())
    except Refused as why:
        return _page(_kept(mail_id), words.reason(str(why))), 409
    current.wake()
    return redirect(url_for(".home", done=kept.id), 303)


@pages.post("/posti/<int:mail_id>/muuten")
def otherwise(mail_id: int) -> str | Answer | tuple[str, int]:
    """Settle a mail by values or words of one's own, or put it off; or say why it cannot be."""
    kept = _kept(mail_id)
    try:
        _settle_otherwise(kept, request.form.get("do", ""))
    except Refused as why:
        return _page(_kept(mail_id), words.reason(str(why))), 409
    current.wake()
    return redirect(url_for(".home", done=kept.id), 303)


def _settle_otherwise(kept: Mail, press: str) -> None:
    db, site, by, now = current.db(), current.site(), me(), current.now()
    match press:
        case "meet":
            said = Held(on=fields.day("on"), minutes=fields.minutes())
            tray_answers.met(db, kept.id, said, by, now)
        case "move":
            meeting = shown(kept).place.meeting or abort(400)
            time = fields.at(meeting.timezone), None
            tray_answers.moved(db, site, kept.id, time, by, now)
        case "answer":
            tray_answers.answer(db, site, kept.id, fields.text("words"), by, now)
        case "snooze":
            tray_answers.snooze(db, kept.id, by, now)
        case _:
            abort(400)


@pages.get("/posti/korjaukset.jsonl")
def samples() -> Response:
    """Return what coordinators decided, one sample a line, so that the reader can be mended."""
    lines = (json.dumps(one, ensure_ascii=False) for one in tray_answers.samples(current.db()))
    response = Response("".join(f"{line}\n" for line in lines), mimetype="application/jsonl")
    response.headers["Content-Disposition"] = 'attachment; filename="oksa-korjaukset.jsonl"'
    return response


@pages.get("/posti/<int:mail_id>/raaka")
def raw(mail_id: int) -> Response:
    """Return a mail's bytes as they came, to be saved and never shown (S9)."""
    try:
        content = store.inbox.raw(current.db(), mail_id)
    except LookupError:
        abort(404)
    note_look("mail", mail_id)
    response = Response(content, mimetype="text/plain")
    response.headers["Content-Disposition"] = f'attachment; filename="oksa-{mail_id}.txt"'
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response


def _kept(mail_id: int) -> Mail:
    try:
        return store.inbox.get(current.db(), mail_id)
    except LookupError:
        abort(404)


def _press(text: str) -> Press:
    presses: tuple[Press, ...] = get_args(Press)
    return next((press for press in presses if press == text), None) or abort(400)


def _page(kept: Mail, refused: str = "") -> str:
    one = shown(kept)
    findings = (kept.reading or {}).get("findings", [])
    likely = findings[0]["kind"] if len(findings) == 1 else ""
    return show(
        "mail.html",
        one=one,
        mail=kept,
        has_raw=store.inbox.has_raw(current.db(), kept.id),
        pieces=marked(one.text, [found for found in findings if found["kind"] != "private"]),
        findings=findings,
        presses=_presses(one, findings) if kept.state == "tray" else [],
        likely=likely,
        as_understood=_as_understood(one.place.meeting, findings),
        by=handled_by(kept),
        may_move=_may_move(one),
        to_erase=_to_erase(one),
        writer=one.person,
        today=current.now().date().isoformat(),
        refused=refused,
    )


def _to_erase(one: Shown) -> list[tuple[str, int]]:
    """Return what is held of someone who wants it erased: each kind with how many rows."""
    if one.person is None or one.mail.state != "tray" or one.mail.reason != ERASE:
        return []
    return summary(store.holdings.of_person(current.db(), one.person.id), spoken())


def _presses(one: Shown, findings: Findings) -> list[Press]:
    """Return the buttons that fit the matter, `done` always the last."""
    presses: list[Press] = []
    if one.place.meeting and one.person:
        presses += _of_meeting(one.place.meeting, findings)
    if one.place.application and one.place.application.state == "unconfirmed":
        presses.append("confirm")
    return [*presses, "done"]


def _may_move(one: Shown) -> bool:
    meeting = one.place.meeting
    return meeting is not None and meeting.state in ("planned", "not_held")


def _of_meeting(meeting: Meeting, findings: Findings) -> list[Press]:
    """Return what can be said of a meeting; one can have met ahead of the planned time."""
    now, met = current.now(), any(found["kind"] == "held" for found in findings)
    if meeting.state == "cancelled":
        return []
    if meeting.state_at(now) == "planned" and now < meeting.starts_at:
        ahead: list[Press] = ["accepted", "declined", "cancelled"]
        return ["held", *ahead] if met else ahead
    return ["held", "not_held"]


def _as_understood(meeting: Meeting | None, findings: Findings) -> tuple[bool, str] | None:
    """Return what "they met" will note, and whether the message said any of it."""
    if meeting is None:
        return None
    held = next((one for one in findings if one["kind"] == "held"), {})
    on, minutes = held.get("on"), held.get("minutes")
    told = words.as_understood(
        date.fromisoformat(on) if on else meeting.day,
        minutes or meeting.minutes,
    )
    return bool(on or minutes), told
