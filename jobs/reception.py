"""What the mail doors answer to a sender, step by step (P45, S1)."""

import logging
from typing import Any

from aiosmtpd.smtp import Envelope, Session, TLSSetupException

from jobs.conversation import Conversation
from jobs.keeper import Keeper
from service import store
from service.domain.site import Site
from service.mail import addresses
from service.store.inbox import Delivery

MOST_RECIPIENTS = 100  # RFC 5321 §4.5.3.1.8
log = logging.getLogger(__name__)


class Reception:
    """The answers of both doors, by aiosmtpd's names."""

    def __init__(self, site: Site, keeper: Keeper) -> None:
        self.site, self.keeper = site, keeper

    async def handle_HELO(  # noqa: N802
        self, server: Conversation, session: Session, envelope: Envelope, name: str
    ) -> bytes:
        """Greet who speaks plain SMTP."""
        session.host_name = name
        return f"250 {self.site.mail_domain}".encode()

    async def handle_EHLO(  # noqa: N802
        self, server: Conversation, session: Session, envelope: Envelope, name: str, said: list[str]
    ) -> list[bytes]:
        """Greet, and offer what we have: never AUTH, which aiosmtpd adds inside TLS."""
        session.host_name = name
        offers = [line for line in said if not line[4:].startswith(("AUTH", "HELP"))]
        return ["\r\n".join([*offers, "250-PIPELINING", "250 ENHANCEDSTATUSCODES"]).encode()]

    async def handle_MAIL(  # noqa: N802
        self, server: Conversation, session: Session, envelope: Envelope, address: str, said: Any
    ) -> str:
        """Take the sender's address, which is `<>` for a mail that wants no answer."""
        if not _writable(address):
            return "553 5.1.7 Malformed address"
        envelope.mail_from = address
        envelope.mail_options.extend(said)
        return "250 2.1.0 OK"

    async def handle_RCPT(  # noqa: N802
        self, server: Conversation, session: Session, envelope: Envelope, address: str, said: Any
    ) -> str:
        """Take an address that is ours and no other."""
        refusal = "553 5.1.3 Malformed address"
        if _writable(address):
            refusal = await self._refusal(server.door, address)
        if refusal:
            return refusal
        if len(envelope.rcpt_tos) >= MOST_RECIPIENTS:
            return "452 4.5.3 Too many recipients"
        envelope.rcpt_tos.append(address)
        return "250 2.1.5 OK"

    async def handle_DATA(  # noqa: N802
        self, server: Conversation, session: Session, envelope: Envelope
    ) -> str:
        """Answer 250 once the mail is on disk, and 451 or 452 when it could not be kept."""
        sender = (envelope.mail_from or "").removeprefix("<>")
        raw, to = envelope.original_content or b"", tuple(envelope.rcpt_tos)
        failure = await self.keeper.keep(Delivery(raw, sender, to, server.door))
        if failure is None:
            return "250 2.0.0 Kept"
        log.error("a mail was not kept", exc_info=failure)
        if store.is_disk_full(failure):
            return "452 4.3.1 The disk is full, try again later"
        return "451 4.3.0 Could not be kept, try again later"

    async def handle_exception(self, error: Exception) -> str:
        """Let the sender try again after a fault of ours; a failed handshake is theirs."""
        if not isinstance(error, TLSSetupException):
            log.error("a conversation failed", exc_info=error)
        return "451 4.3.0 Local error, try again later"

    async def _refusal(self, door: str, address: str) -> str:
        """Return why an address is refused, or nothing.

        At the LMTP door our mail server has taken the mail by the form of its address: to
        refuse it there would be a letter to whomever its sender claims to be.
        """
        standing = addresses.standing(self.site, address)
        if standing == "elsewhere":
            return "550 5.7.1 Relaying denied"
        if standing == "ours" or (standing == "perhaps" and door == "lmtp"):
            return ""
        if standing == "perhaps" and await self.keeper.knows(address, self.site):
            return ""
        return "550 5.1.1 No such address here"


def _writable(address: str) -> bool:
    """Return whether an address is text; aiosmtpd lets bytes that are not UTF-8 through."""
    return not any("\ud800" <= character <= "\udfff" for character in address)
