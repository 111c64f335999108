"""Keeping the mails a door took: one writer, and one commit for all that wait (R1, R10)."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from pathlib import Path
from threading import Event

from service import store
from service.domain.site import Site
from service.mail.addresses import tokens_in
from service.store.inbox import Delivery

Now = Callable[[store.Database], datetime]


class Keeper:
    """The one writer: mails that wait together are kept in one commit."""

    def __init__(self, folder: Path, wake: Callable[[], None], now: Now) -> None:
        self.folder, self.wake, self.now = folder, wake, now
        self.waiting: list[Delivery] = []
        self.next: asyncio.Task[None] | None = None
        self.turn = asyncio.Lock()
        self.waking = Event()
        self.writer = ThreadPoolExecutor(1, "door-writer")
        self.waker = ThreadPoolExecutor(1, "door-waker")
        self.db: store.Database | None = None

    async def keep(self, delivery: Delivery) -> BaseException | None:
        """Return None once a mail is on disk, or what went wrong."""
        self.waiting.append(delivery)
        if self.next is None:
            self.next = asyncio.get_running_loop().create_task(self._commit())
        commit = self.next
        await asyncio.wait([commit])
        return commit.exception()

    async def knows(self, address: str, site: Site) -> bool:
        """Return whether an address holds a token that we gave. Raises DatabaseError."""
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self.writer, self._knows, address, site)

    async def close(self) -> None:
        """Return once nothing is being written."""
        async with self.turn:
            self.writer.shutdown()
            self.waker.shutdown()
            if self.db is not None:
                self.db.conn.close()

    async def _commit(self) -> None:
        async with self.turn:  # while one commit is under way, the next one gathers
            group, self.waiting, self.next = self.waiting, [], None
            loop = asyncio.get_running_loop()
            await loop.run_in_executor(self.writer, self._write, group)
            if not self.waking.is_set():
                self.waking.set()
                self.waker.submit(self._wake)

    def _write(self, group: list[Delivery]) -> None:
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
