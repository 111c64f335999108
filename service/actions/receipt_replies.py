"""What an applicant answers to the receipt: it confirms, and its words are for a human (P4)."""

from datetime import datetime

from service import store
from service.actions import applications, findings
from service.domain.denials import denies
from service.domain.readings import Context
from service.domain.replies import Outcome, Reply
from service.domain.site import Site
from service.reading import guard

DENIED = "denies or takes back the application"


def take(db: store.Database, site: Site, reply: Reply, now: datetime) -> Outcome:
    """Confirm the writer's application, and lay what else is said before the coordinators.

    A clear denial confirms nothing. "No more letters" is done at once.
    """
    reading = reply.reading
    scopes = {one.scope for one in reading.findings if one.kind == "withdraw"}
    if denies(reading.text) or "programme" in scopes:
        return Outcome("tray", DENIED)
    applications.confirm(db, site, reply.writer.id, reply.about.id, now)
    if "mail" in scopes:
        findings.pause(db, site, reply, now)
        return Outcome("settled", "withdraw")
    kinds = {finding.kind for finding in reading.findings} - {"accepted"}
    if kinds:
        return Outcome("tray", f"answers the application: {', '.join(sorted(kinds))}")
    if not reading.certain and not _is_courtesy(reply):
        return Outcome("tray", "answers the application")
    return Outcome("settled", "nothing to do")


def _is_courtesy(reply: Reply) -> bool:
    return guard.is_courtesy(reply.reading.text, Context("announcement", reply.received_at))
