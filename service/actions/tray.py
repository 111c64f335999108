"""The tray: what waits for a human, settled with one press (P29)."""

from datetime import datetime
from typing import Literal

from service import store
from service.actions import applications, attendance, meetings
from service.domain.errors import Refused
from service.domain.meetings import Held, NotHeld
from service.domain.site import Site

Press = Literal["held", "not_held", "accepted", "declined", "cancelled", "confirm", "done"]


def settle(
    db: store.Database,
    site: Site,
    mail_id: int,
    press: Press,
    by: store.coordinators.Coordinator,
    now: datetime,
) -> None:
    """Do what a coordinator pressed and take the mail out of the tray.

    Raises Refused where another coordinator was first, or the rules say no.
    """
    mail = store.inbox.get(db, mail_id)
    with store.transaction(db):
        if not store.tray.take(db, mail_id, press, by.email, now):
            raise Refused("somebody has dealt with this already")
        store.acts.add(db, by.email, "settled", ("mail", mail_id), now, press)
        if press == "confirm" and mail.about and mail.person_id:
            applications.confirm(db, site, mail.person_id, mail.about.id, now)
        elif press != "done":
            _of_meeting(db, site, mail, press, now)


def _of_meeting(
    db: store.Database, site: Site, mail: store.inbox.Mail, press: Press, now: datetime
) -> None:
    if mail.about is None or mail.about.kind != "meeting" or mail.person_id is None:
        raise Refused("the message is about no meeting")
    meeting = store.meetings.get(db, mail.about.id)
    person = store.people.get(db, mail.person_id)
    match press:
        case "held":
            attendance.decide(db, meeting, _story(mail), mail.id, now)
        case "not_held":
            attendance.decide(db, meeting, NotHeld(), mail.id, now)
        case "accepted" | "declined":
            meetings.answer(db, site, meeting, person, press, now)
        case "cancelled":
            meetings.call_off(db, site, meeting, mail.id, now)


def _story(mail: store.inbox.Mail) -> Held:
    """Return what the reader found of a held meeting, if it found one."""
    for finding in (mail.reading or {}).get("findings", []):
        if finding["kind"] == "held":
            on = finding.get("on")
            return Held(
                on=datetime.fromisoformat(on).date() if on else None,
                minutes=finding.get("minutes"),
                missing=tuple(finding.get("missing", ())),
            )
    return Held()
