"""The SMTP door: a mail is on disk before the sender is told 250 (P45, R1)."""

import asyncio
import logging
import os
import socket
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from threading import Thread
from weakref import WeakSet

from aiosmtpd.smtp import SMTP, Envelope, Session

from jobs import child, queue
from jobs.keeper import Keeper, Now
from service import clock
from service.store.inbox import Delivery

MOST_BYTES = 10 * 1024 * 1024
LINE_BYTES = 64 * 1024
MOST_RECIPIENTS = 100
log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Door:
    """A door that is open: where it listens, and how to close it."""

    host: str
    port: int
    stop: Callable[[], None]


def start(
    folder: Path, mail_domain: str, listen: tuple[str, int], wake: Callable[[], None], now: Now
) -> Door:
    """Open the door in a thread of its own. Raises OSError if the address is taken.

    `wake` is called after mails were kept, never before, and never while a sender waits.
    """
    listener = _listener(listen)
    loop = asyncio.new_event_loop()
    keeper = Keeper(folder, wake, now)
    sessions: WeakSet[Conversation] = WeakSet()
    factory = partial(_conversation, Reception(mail_domain, keeper), loop, sessions)
    server = loop.run_until_complete(loop.create_server(factory, sock=listener))
    thread = Thread(target=loop.run_forever, name="door", daemon=True)
    thread.start()

    def stop() -> None:
        closing = asyncio.run_coroutine_threadsafe(_close(server, keeper, sessions), loop)
        closing.result()
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()

    host, port = listener.getsockname()[:2]
    return Door(host, port, stop)


class Reception:
    """What the door answers, by aiosmtpd's names."""

    def __init__(self, mail_domain: str, keeper: Keeper) -> None:
        self.mail_domain, self.keeper = mail_domain.lower(), keeper

    async def handle_MAIL(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        """Take the sender's address, which is `<>` for a mail that wants no answer."""
        if not _writable(address):
            return "553 5.1.7 Malformed address"
        envelope.mail_from = address
        envelope.mail_options.extend(options)
        return "250 2.1.0 OK"

    async def handle_RCPT(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        """Take any address at our domain and no other."""
        if address.rpartition("@")[2].lower() != self.mail_domain or not _writable(address):
            return "550 5.7.1 Relaying denied"
        if len(envelope.rcpt_tos) >= MOST_RECIPIENTS:
            return "452 4.5.3 Too many recipients"
        envelope.rcpt_tos.append(address)
        return "250 2.1.5 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        """Answer 250 once the mail is on disk, and 451 when it could not be kept."""
        sender = (envelope.mail_from or "").removeprefix("<>")
        raw = envelope.original_content or b""
        failure = await self.keeper.keep(Delivery(raw, sender, tuple(envelope.rcpt_tos), "smtp"))
        if failure is not None:
            log.error("a mail was not kept", exc_info=failure)
            return "451 4.3.0 Could not be kept, try again later"
        return "250 2.0.0 Kept"

    async def handle_exception(self, error: Exception) -> str:
        """Let the sender try again after a fault of ours."""
        log.error("a conversation failed", exc_info=error)
        return "451 4.3.0 Local error, try again later"


class Conversation(SMTP):
    """One sender's connection."""

    line_length_limit = LINE_BYTES + 3  # CR LF and a stuffed dot


def _conversation(
    reception: Reception, loop: asyncio.AbstractEventLoop, sessions: "WeakSet[Conversation]"
) -> Conversation:
    conversation = Conversation(
        reception,
        data_size_limit=MOST_BYTES,
        enable_SMTPUTF8=True,
        hostname=reception.mail_domain,
        ident="Oksa",
        loop=loop,
    )
    sessions.add(conversation)
    return conversation


async def _close(
    server: asyncio.AbstractServer, keeper: Keeper, sessions: "WeakSet[Conversation]"
) -> None:
    """Take no new sender, answer those whose mail is kept, and hang up."""
    server.close()
    await server.wait_closed()
    await keeper.close()
    await asyncio.sleep(0.05)  # the last answers are on their way
    for conversation in list(sessions):
        if conversation.transport is not None:
            conversation.transport.close()
    await asyncio.sleep(0.05)  # and the connections' own tasks end


def _listener(listen: tuple[str, int]) -> socket.socket:
    host, port = listen
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    return socket.create_server((host, port), family=family, backlog=200)


def _writable(address: str) -> bool:
    """Return whether an address is text; aiosmtpd lets bytes that are not UTF-8 through."""
    return not any("\ud800" <= character <= "\udfff" for character in address)


def main() -> None:
    """Be the door until told to stop."""
    stopping = child.begin()
    logging.getLogger("mail.log").setLevel(logging.ERROR)  # aiosmtpd's, full of addresses (G6)
    settings = child.settings()
    if settings.smtp_listen is None:
        child.refuse("OKSA_SMTP_LISTEN is not set")
    if not settings.mail_domain:
        child.refuse("OKSA_MAIL_DOMAIN is not set")
    wake = partial(queue.wake, queue.url(settings))
    try:
        door = start(settings.folder, settings.mail_domain, settings.smtp_listen, wake, clock.now)
    except OSError as wrong:
        child.refuse(f"OKSA_SMTP_LISTEN: cannot listen there: {os.strerror(wrong.errno or 0)}")
    child.ready(f"takes mail for {settings.mail_domain} on {door.host}:{door.port}")
    stopping.wait()
    door.stop()


if __name__ == "__main__":
    main()
