"""The SMTP and LMTP doors: a mail is on disk before the sender is told 250 (P45, R1)."""

import asyncio
import logging
import socket
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from threading import Thread

from jobs import child, queue
from jobs.certificate import Certificate
from jobs.conversation import Conversation, Crowd, Limits, LmtpConversation
from jobs.keeper import Keeper, Now
from jobs.reception import Reception
from service import clock
from service.config import Settings
from service.domain.site import Site
from service.setting_values import BadSetting

Address = tuple[str, int]
LIMITS = Limits()


@dataclass(frozen=True)
class Listen:
    """Where to open doors, and the certificate of the SMTP door."""

    smtp: Address | None = None
    lmtp: Address | None = None
    certificate: Certificate | None = None


@dataclass(frozen=True)
class Door:
    """Doors that are open: where each listens, and how to close them."""

    smtp: Address | None
    lmtp: Address | None
    stop: Callable[[], None]


def start(
    folder: Path,
    site: Site,
    listen: Listen,
    wake: Callable[[], None],
    now: Now,
    limits: Limits = LIMITS,
) -> Door:
    """Open the doors in a thread of their own. Raises BadSetting if an address is taken.

    `wake` is called after mails were kept, never before, and never while a sender waits.
    """
    smtp = _listener("OKSA_SMTP_LISTEN", listen.smtp)
    lmtp = _listener("OKSA_LMTP_LISTEN", listen.lmtp)
    loop, crowd, keeper = asyncio.new_event_loop(), Crowd(limits), Keeper(folder, wake, now)
    reception, certificate = Reception(site, keeper), listen.certificate

    def meet_smtp() -> Conversation:
        return Conversation(reception, crowd, loop, certificate.context() if certificate else None)

    def meet_lmtp() -> Conversation:
        return LmtpConversation(reception, crowd, loop)

    servers = [
        loop.run_until_complete(loop.create_server(meet, sock=listener))
        for meet, listener in ((meet_smtp, smtp), (meet_lmtp, lmtp))
        if listener
    ]
    thread = Thread(target=loop.run_forever, name="door", daemon=True)
    thread.start()

    def stop() -> None:
        closing = asyncio.run_coroutine_threadsafe(_close(servers, keeper, crowd), loop)
        closing.result()
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()

    return Door(_address(smtp), _address(lmtp), stop)


async def _close(servers: list[asyncio.Server], keeper: Keeper, crowd: Crowd) -> None:
    """Take no new sender, answer those whose mail is kept, and hang up."""
    for server in servers:
        server.close()
        await server.wait_closed()
    await keeper.close()
    await asyncio.sleep(0.05)  # the last answers are on their way
    for conversation in list(crowd.present):
        if conversation.transport is not None:
            conversation.transport.close()
    await asyncio.sleep(0.05)  # and the connections' own tasks end


def _listener(name: str, address: Address | None) -> socket.socket | None:
    if address is None:
        return None
    host, port = address
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family, backlog=200)
    except OSError as wrong:
        why = (wrong.strerror or str(wrong)).partition(" (")[0]
        raise BadSetting(f"{name}: cannot listen there: {why}") from wrong


def _address(listener: socket.socket | None) -> Address | None:
    if listener is None:
        return None
    host, port = listener.getsockname()[:2]
    return host, port


def main() -> None:
    """Be the doors until told to stop."""
    stopping = child.begin()
    logging.getLogger("mail.log").setLevel(logging.ERROR)  # aiosmtpd's, full of addresses (G6)
    settings = child.settings()
    wake = partial(queue.wake, queue.url(settings))
    try:
        door = start(settings.folder, settings.need_site(), _wanted(settings), wake, clock.now)
    except BadSetting as wrong:
        child.refuse(str(wrong))
    child.ready(f"takes mail for {settings.mail_domain} on {_told(door)}")
    stopping.wait()
    door.stop()


def _wanted(settings: Settings) -> Listen:
    if settings.smtp_listen is None and settings.lmtp_listen is None:
        raise BadSetting("neither OKSA_SMTP_LISTEN nor OKSA_LMTP_LISTEN is set")
    certificate = None
    if settings.smtp_cert or settings.smtp_key:
        certificate = Certificate(settings.smtp_cert, settings.smtp_key)
    return Listen(settings.smtp_listen, settings.lmtp_listen, certificate)


def _told(door: Door) -> str:
    open_ones = (("SMTP", door.smtp), ("LMTP", door.lmtp))
    return ", ".join(
        f"{address[0]}:{address[1]} ({name})" for name, address in open_ones if address
    )


if __name__ == "__main__":
    main()
