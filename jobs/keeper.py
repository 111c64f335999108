"""Keeping the mails a door took: one writer, and one commit for all that wait (R1, R10)."""

import asyncio
from asyncio import Future
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from pathlib import Path
from threading import Event
from typing import NamedTuple

from service import store
from service.domain.site import Site
from service.mail.addresses import tokens_in
from service.store.inbox import Delivery

Now = Callable[[store.Database], datetime]
WAKE_PAUSE_SECONDS = 0.1  # a waking costs as much as three mails, and one is enough for many


class Waiting(NamedTuple):
    """A mail that waits for a commit, and the promise of its end: None, or what went wrong."""

    delivery: Delivery
    kept: "Future[BaseException | None]"


class Keeper:
    """The one writer: mails that wait together are kept in one commit."""

    def __init__(self, folder: Path, wake: Callable[[], None], now: Now) -> None:
        self.folder, self.wake, self.now = folder, wake, now
        self.waiting: list[Waiting] = []
        self.writing: Future[None] | None = None
        self.waking, self.closing = Event(), Event()
        self.writer = ThreadPoolExecutor(1, "door-writer")
        self.waker = ThreadPoolExecutor(1, "door-waker")
        self.db: store.Database | None = None

    async def keep(self, delivery: Delivery) -> BaseException | None:
        """Return None once a mail is on disk, or what went wrong."""
        loop = asyncio.get_running_loop()
        mine = Waiting(delivery, loop.create_future())
        self.waiting.append(mine)
        if self.writing is None and len(self.waiting) == 1:
            loop.call_soon(self._begin, loop)  # soon: others may be ready in the same moment
        return await mine.kept

    async def knows(self, address: str, site: Site) -> bool:
        """Return whether an address holds a token that we gave. Raises DatabaseError."""
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self.writer, self._knows, address, site)

    async def close(self) -> None:
        """Return once nothing is being written."""
        await asyncio.sleep(0)
        while self.writing is not None:
            await asyncio.wait([self.writing])
        self.closing.set()
        self.writer.shutdown()
        self.waker.shutdown()
        if self.db is not None:
            self.db.conn.close()

    def _begin(self, loop: asyncio.AbstractEventLoop) -> None:
        """Write what waits; what comes meanwhile is the next commit's."""
        group, self.waiting = self.waiting, []
        deliveries = [one.delivery for one in group]
        self.writing = loop.run_in_executor(self.writer, self._write, deliveries)
        self.writing.add_done_callback(lambda written: self._end(loop, group, written))

    def _end(
        self, loop: asyncio.AbstractEventLoop, group: list[Waiting], written: "Future[None]"
    ) -> None:
        self.writing, failure = None, written.exception()
        for one in group:
            if not one.kept.done():  # its sender may have hung up
                one.kept.set_result(failure)
        if self.waiting:
            self._begin(loop)
        if failure is None and not self.waking.is_set():
            self.waking.set()
            self.waker.submit(self._wake)

    def _write(self, group: Sequence[Delivery]) -> None:
        db = self._database()
        store.inbox.keep(db, group, self.now(db))

    def _knows(self, address: str, site: Site) -> bool:
        db = self._database()
        return any(store.tokens.find(db, token) for token in tokens_in([address], site))

    def _database(self) -> store.Database:
        if self.db is None:
            self.db = store.connect(self.folder)
        return self.db

    def _wake(self) -> None:
        self.waking.clear()  # first: a mail kept from here on asks for a waking of its own
        self.wake()
        self.closing.wait(WAKE_PAUSE_SECONDS)
