"""An arrived mail with all that is known of it, before anything is done (S4)."""

from dataclasses import dataclass, replace

from service import store
from service.actions import calendar_answers, copies, own_arrivals
from service.actions.arrivals import Known, known, shows
from service.actions.desk import Desk, addressed
from service.actions.hearing import hear
from service.domain.proof import Rung, proof_of, rung
from service.domain.readings import Context, Reading
from service.domain.site import Site
from service.reading import guard
from service.reading.answers import Opened


@dataclass(frozen=True)
class Arrival:
    """One mail with all that is known of it before anything is done."""

    kept: store.inbox.Mail
    mail: Opened
    known: Known | None
    context: Context
    reading: Reading
    rung: Rung
    own: own_arrivals.Arrived | None = None
    is_copy: bool = False
    desk: Desk | None = None


def taken_in(db: store.Database, site: Site, kept: store.inbox.Mail, raw: bytes) -> Arrival:
    """Return a kept mail with what it says of itself, whose it is, and what its writer may do."""
    # Pipe, IMAP and webhook tell no envelope sender: an empty one there says nothing.
    sender = kept.envelope_from if kept.door in ("smtp", "lmtp") else None
    believed = "" if kept.door == "smtp" and site.open_door else site.authserv_id
    mail = _silenced(site, guard.opened(raw, sender, believed))
    desk = addressed(db, site, kept, mail.outside)
    if desk:
        return _for_the_desk(db, desk, (kept, mail), raw)
    about = known(db, site, kept, mail.outside)
    proof = proof_of(mail.outside.told, kept.origin)
    own = own_arrivals.arrived(db, site, mail, proof)
    about = own.known if own else _by_uid_first(db, site, mail, about)
    copy = None if own or mail.calendar else copies.between(db, site, kept, mail.outside)
    about = copy or about
    if copy:
        about, circumstances, reading = copies.hear(db, copy, raw, kept.received_at)
    else:
        about, circumstances, reading = hear(db, about, raw, kept)
    stands = rung(shows(about, mail.outside), proof)
    if about and about.how == "writer" and stands == "nobody":
        about = None  # a From that nothing proves names nobody
    return Arrival(kept, mail, about, circumstances, reading, stands, own, copy is not None)


def _for_the_desk(
    db: store.Database, desk: Desk, arrived: tuple[store.inbox.Mail, Opened], raw: bytes
) -> Arrival:
    """Return an answer to a digest: its words are commands, and mean nothing else."""
    kept, mail = arrived
    _nobody, circumstances, reading = hear(db, None, raw, kept)
    if reading.source == "person":
        reading = replace(reading, findings=())
    stands = rung(desk.shown, proof_of(mail.outside.told, kept.origin))
    return Arrival(kept, mail, None, circumstances, reading, stands, desk=desk)


def _silenced(site: Site, mail: Opened) -> Opened:
    """Return a mail as opened; what comes from our own domain is never answered (S7)."""
    is_ours = mail.outside.sender.rpartition("@")[2] == site.mail_domain
    return replace(mail, outside=replace(mail.outside, robot=True)) if is_ours else mail


def _by_uid_first(
    db: store.Database, site: Site, mail: Opened, about: Known | None
) -> Known | None:
    """Return what a mail is about; a calendar's UID says it better than question or writer."""
    if about is not None and about.how not in ("question", "writer"):
        return about
    return calendar_answers.by_uid(db, site, mail) or about
