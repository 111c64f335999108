"""A service under random kills while mail comes in and goes out (R4, P35, P36)."""

import random
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from time import monotonic

from redis import RedisError

from jobs import queue
from service import clock, store
from service.config import Settings
from service.domain.letters import Letter
from tests.jobs import machine
from tests.jobs.letters import a_letter
from tests.jobs.wait import until
from tests.programme import SITE, at
from tests.torture import service, writings
from tests.torture.peers import MUTE, Senders, World
from tests.torture.service import Service

PARTS = ("door", "worker", "sender", "queue")
BEGINS = at("2027-02-10 09:00")
SECONDS = 90  # without any progress, and it counts as stuck
FULL_REFUSALS = 20

Tell = Callable[[str, int], None]


@dataclass(frozen=True)
class Plan:
    """How hard it gets: how many mails in, letters out and kills, and what else befalls it."""

    mails: int
    letters: int
    kills: int
    seed: int
    mute_letters: int = 0
    fills_disk: bool = False


@dataclass
class Ordeal:
    """A service, those outside, what was done to it, and what came of it."""

    plan: Plan
    settings: Settings
    db: store.Database
    service: Service
    world: World
    senders: Senders
    chance: random.Random
    letters_of_before: int
    kills: Counter[str] = field(default_factory=Counter)
    faults: int = 0
    written: int = 0

    def letters(self) -> list[Letter]:
        """Return the letters that were written since it began, with their bytes."""
        ids = [letter.id for letter in store.letters.every(self.db)[self.letters_of_before :]]
        return [store.letters.get(self.db, letter_id) for letter_id in ids]

    def done(self) -> int:
        """Return how many mails were kept and letters taken."""
        return len(self.senders.kept) + len(self.world.received)


def endure(folder: Path, plan: Plan, tell: Tell) -> Ordeal:
    """Run a service through a plan, and return it once all has come to rest and it has stopped.

    `tell` is told what happens and how many kills there were. Raises AssertionError where
    nothing moves any more.
    """
    chance, db = random.Random(plan.seed), store.connect(folder)
    mails = writings.mails(db, plan.mails, chance)
    of_before = len(store.letters.every(db))
    _watch_for_doubt(db)
    world = World()
    with world:
        settings = _settings(folder, world.port)
        with service.running(settings) as started:
            store.memory.set_clock_ahead(db, BEGINS - clock.now(db))
            assert settings.smtp_listen is not None
            with Senders(settings.smtp_listen, SITE.sender_address, mails) as senders:
                ordeal = Ordeal(plan, settings, db, started, world, senders, chance, of_before)
                _torment(ordeal, tell)
                tell("coming to rest", plan.kills)
                _come_to_rest(ordeal)
    return ordeal


def _settings(folder: Path, port: int) -> Settings:
    return machine.settings(
        folder,
        port,
        SECRET_KEY=SITE.secret.decode(),
        OKSA_VERIFY_DKIM="no",
        OKSA_SENDERS="2",
        OKSA_DOMAIN_PER_MINUTE="0",
        OKSA_DOMAIN_PER_HOUR="0",
        MAIL_DEFAULT_SENDER=SITE.sender_address,
    )


def _watch_for_doubt(db: store.Database) -> None:
    """Have the database itself note which letters were ever shown as uncertain, and when."""
    db.execute("create table doubted (letter_id integer)")
    db.execute(
        "create trigger doubt after update of state on outbox when new.state = 'uncertain'"
        " begin insert into doubted values (new.id); end"
    )


def doubted(db: store.Database) -> set[int]:
    """Return the letters that were ever shown as uncertain."""
    return {row[0] for row in db.execute("select letter_id from doubted").fetchall()}


def _torment(ordeal: Ordeal, tell: Tell) -> None:
    """Let some mails and letters go, and kill something in the midst of them; again and again."""
    plan = ordeal.plan
    turns: dict[int, list[tuple[str, Callable[[Ordeal], None]]]] = {}
    turns.setdefault(plan.kills // 4, []).append(("the queue is emptied", _empty_the_queue))
    turns.setdefault(plan.kills // 3, []).append(("the queue stands still", _halt_the_queue))
    if plan.mute_letters:
        turns.setdefault(plan.kills // 2, []).append(("a peer falls silent", _write_to_the_mute))
    if plan.fills_disk:
        turns.setdefault(plan.kills * 2 // 3, []).append(("the disk is full", _fill_the_disk))
    for number in range(plan.kills):
        before = ordeal.done()
        share = _let_go(ordeal, number + 1)
        moment = before + ordeal.chance.randrange(max(1, share * 3 // 4))
        _until_moved(ordeal, lambda moment=moment: ordeal.done() >= moment)  # type: ignore[misc]
        for words, befall in turns.get(number, []):
            tell(words, number)
            befall(ordeal)
        name = ordeal.chance.choice(PARTS)
        tell(f"kill -9 {name}", number)
        ordeal.service.kill(name)
        ordeal.kills[name] += 1


def _let_go(ordeal: Ordeal, turn: int) -> int:
    """Allow the mails and write the letters of a turn; return how many they are."""
    plan, before = ordeal.plan, ordeal.senders.allowed + ordeal.written
    ordeal.senders.allowed = plan.mails * turn // plan.kills
    wanted = plan.letters * turn // plan.kills
    _write(ordeal, [writings.letter(number) for number in range(ordeal.written, wanted)])
    ordeal.written = wanted
    return ordeal.senders.allowed + ordeal.written - before


def _write(ordeal: Ordeal, letters: list[Letter]) -> None:
    now = clock.now(ordeal.db)
    with store.transaction(ordeal.db):
        for letter in letters:
            store.outbox.add(ordeal.db, letter, now, now)
    queue.wake(queue.url(ordeal.settings))


def _empty_the_queue(ordeal: Ordeal) -> None:
    until(lambda: _emptied(queue.url(ordeal.settings)), SECONDS)


def _emptied(url: str) -> bool:
    try:
        with queue.connect(url) as client:
            return bool(client.flushall())
    except (RedisError, OSError):  # it was killed a moment ago
        return False


def _halt_the_queue(ordeal: Ordeal) -> None:
    """Let the queue server hang until people have been served without it."""
    with ordeal.service.halted("queue"):
        kept = len(ordeal.senders.kept)
        ordeal.senders.allowed += 5
        until(lambda: len(ordeal.senders.kept) >= kept + 5, SECONDS)


def _write_to_the_mute(ordeal: Ordeal) -> None:
    ordeal.world.is_mute = True
    _write(ordeal, [a_letter(f"mute{number}", f"a{number}@{MUTE}", 100_000 + number)
                    for number in range(ordeal.plan.mute_letters)])  # fmt: skip


def _fill_the_disk(ordeal: Ordeal) -> None:
    """Fill the disk until people have been refused, and make room again."""
    ordeal.faults += 1
    filler = ordeal.settings.folder / "filler"
    # Without room in its log, whatever is written to the database needs room on the disk.
    until(lambda: store.empty_log(ordeal.db), SECONDS)
    refused = ordeal.senders.refused
    try:
        until(lambda: _taken(ordeal, filler) >= refused + FULL_REFUSALS, SECONDS)
    finally:
        filler.unlink()


def _taken(ordeal: Ordeal, filler: Path) -> int:
    """Take all room there is, let one more mail come, and return how often people were refused."""
    with suppress(OSError), filler.open("ab", buffering=0) as file:
        while True:
            file.write(bytes(4096))
    # One at a time: what the log took meanwhile has room for some, and they must be used up.
    ordeal.senders.allowed += 1
    return ordeal.senders.refused


def _come_to_rest(ordeal: Ordeal) -> None:
    """Let everyone answer again, and go on until no mail waits and no letter is due."""
    ordeal.world.is_mute = False
    ordeal.senders.allowed = ordeal.plan.mails
    _until_moved(ordeal, lambda: len(ordeal.senders.kept) == ordeal.plan.mails)
    _until_moved(ordeal, lambda: _is_quiet(ordeal))
    ordeal.senders.is_over = True


def _is_quiet(ordeal: Ordeal) -> bool:
    """Return whether all is done; letters that are tried again later have their time come."""
    db, now = ordeal.db, clock.now(ordeal.db)
    pending = store.inbox.pending(db)  # looked at in the order of a mail's way through
    if pending or store.outbox.due(db, now, most=1) or store.letters.counts(db)["sending"]:
        queue.wake(queue.url(ordeal.settings))
        return False
    later = store.outbox.next_due(db, now)
    if later is not None:
        ahead = store.memory.clock_ahead(db) + max(timedelta(), later - now)
        store.memory.set_clock_ahead(db, ahead)
    return later is None


def _until_moved(ordeal: Ordeal, there: Callable[[], bool]) -> None:
    """Wait for something; that takes as long as it may, while anything moves."""
    seen, since = _progress(ordeal), monotonic()

    def there_or_moving() -> bool:
        nonlocal seen, since
        if there():
            return True
        now = _progress(ordeal)
        if now != seen:
            seen, since = now, monotonic()
        assert monotonic() - since < SECONDS, f"stuck: {now}"
        return False

    until(there_or_moving, 3600)


def _progress(ordeal: Ordeal) -> tuple[int, int, datetime]:
    pending = store.inbox.counts(ordeal.db)["pending"]
    return ordeal.done(), pending, clock.now(ordeal.db).replace(second=0, minute=0)
