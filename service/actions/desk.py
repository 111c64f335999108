"""Whether a mail answers a coordinator's digest, and whose it is (P31, S4)."""

from dataclasses import dataclass

from service import store
from service.domain.digests import Digest
from service.domain.proof import Shown
from service.domain.site import Site
from service.mail.addresses import tokens_in
from service.reading.mail.envelope import Envelope
from service.store.coordinators import Coordinator


@dataclass(frozen=True)
class Desk:
    """The digest that a mail answers, whose digest it is, and what the mail shows of its writer."""

    digest: Digest
    coordinator: Coordinator
    shown: Shown


def addressed(
    db: store.Database, site: Site, kept: store.inbox.Mail, outside: Envelope
) -> Desk | None:
    """Return the digest whose reply address a mail came to; None too if its owner is gone."""
    for token in tokens_in([*kept.envelope_to, *outside.recipients], site):
        row = store.tokens.find(db, token)
        if row and not row.revoked and row.purpose == "reply" and row.about.kind == "digest":
            return _desk(db, row.about.id, outside)
    return None


def _desk(db: store.Database, digest_id: int, outside: Envelope) -> Desk | None:
    digest = store.digests.get(db, digest_id)
    try:
        coordinator = store.coordinators.get(db, digest.coordinator_id)
    except LookupError:
        return None
    mine = outside.sender == coordinator.email
    return Desk(digest, coordinator, "token" if mine else "token_other_from")
