"""The demo's outgoing mail server: it takes every letter and lays it in a mailbox."""

import asyncio
from pathlib import Path
from threading import Event

from aiosmtpd.smtp import SMTP, Envelope, Session

from jobs import child
from jobs.demo.house import MAILBOXES
from service.web.catcher import mailboxes

LOOK_EVERY = 0.2  # seconds between two looks at whether to stop


class Keeper:
    """What aiosmtpd calls for every mail."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    async def handle_DATA(  # noqa: N802 - aiosmtpd's name
        self, server: SMTP, session: Session, envelope: Envelope
    ) -> str:
        """Keep a mail for each of its recipients, then say so."""
        for address in envelope.rcpt_tos:
            mailboxes.put(self.folder, address, bytes(envelope.original_content or b""))
        return "250 kept"


def main() -> None:
    """Take mail where the settings say that letters are handed over, until told to stop."""
    stopping = child.begin()
    settings = child.settings()
    server = settings.need_mail()
    asyncio.run(serve(settings.folder / MAILBOXES, server.host, server.port, stopping))


async def serve(folder: Path, host: str, port: int, stopping: Event) -> None:
    """Take mail until told to stop."""
    loop = asyncio.get_running_loop()
    keeper = Keeper(folder)
    server = await loop.create_server(lambda: SMTP(keeper, hostname="sink", loop=loop), host, port)
    child.ready(f"sink {host}:{port}")
    async with server:
        while not stopping.is_set():
            await asyncio.sleep(LOOK_EVERY)


if __name__ == "__main__":
    main()
