"""Putting letters into the outbox, within the caller's transaction."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Literal

from service import store
from service.domain.letters import Draft, Matter
from service.domain.people import Person, is_erased
from service.domain.plans import Doubt
from service.domain.replies import Reply
from service.domain.site import Site
from service.mail import addresses, letters

Fact = Mapping[str, object]
Question = Literal[
    "attendance", "invitation", "times", "proposal", "preparation", "seat_check", "seat", "offer",
    "numbers", "other",
]  # fmt: skip
ECHOES = (
    "understood",
    "not_understood",
    "confirm_sender",
    "paused",
    "expense_received",
    "expense_missing",
    "status",
    "my_data",
    "erase_asked",
    "wish_question",
    "wish_done",
    "wish_closed",
    "certificate",
    "digest_done",
    "own_mentor_noted",
)
PURPOSES: tuple[addresses.Purpose, ...] = ("reply", "page", "bounce", "stop")
ECHOES_AN_HOUR = 5  # S7: two robots that answer each other fall silent


def post(
    db: store.Database, site: Site, draft: Draft, now: datetime, due_at: datetime | None = None,
    *, prompt: bool = False,
) -> bool:  # fmt: skip
    """Write a letter and let it wait until `due_at`, else leave at once; False if it exists.

    The tokens in it are remembered, so that its answer and its links find their matter. A
    `prompt` counts against what a person gets of them: see `prompting.prompt`. Whoever was
    erased gets none.
    """
    if is_erased(draft.to):
        return False
    letter = letters.write(draft, site, now, prompt=prompt)
    for purpose in PURPOSES if prompt else PURPOSES[:3]:
        code = addresses.token(site, purpose, draft.about, draft.to.id)
        store.tokens.put(db, code, purpose, draft.about, draft.to.id)
    return store.outbox.add(db, letter, due_at or now, now)


def page(site: Site, door: Literal["h", "t", "s", "k", "p"], about: Matter, person: Person) -> str:
    """Return the link of one person's page in one matter."""
    return addresses.page(site, door, addresses.token(site, "page", about, person.id))


def echo(
    db: store.Database, site: Site, reply: Reply, facts: Sequence[Fact], now: datetime
) -> bool:
    """Tell the writer what was understood; False where S7 forbids an answer."""
    return answer(db, site, reply, "understood", {"facts": list(facts)}, now)


def echo_to(
    db: store.Database, site: Site, reply: Reply, person: Person, facts: Sequence[Fact],
    now: datetime,
) -> bool:  # fmt: skip
    """Tell someone else what was understood of a mail that they got as well (P19)."""
    if reply.silent or not may_answer(db, person, now):
        return False
    meeting = store.meetings.get(db, reply.about.id) if reply.about.kind == "meeting" else None
    key = f"understood:{reply.mail_id}:{person.id}"
    words = {"meeting": meeting, "facts": list(facts)}
    return post(
        db, site, Draft("understood", person, reply.about, key, reply.programme, words), now
    )


def ask_back(
    db: store.Database, site: Site, reply: Reply, about: Question, now: datetime, why: Doubt = ""
) -> bool:
    """Put one question back to the writer; False where S7 forbids it."""
    return answer(db, site, reply, "not_understood", {"about": about, "why": why}, now)


def answer(
    db: store.Database, site: Site, reply: Reply, kind: str, words: Fact, now: datetime
) -> bool:
    """Write a letter back to someone who has written; False where S7 forbids it."""
    if reply.silent or not may_answer(db, reply.writer, now):
        return False
    meeting = store.meetings.get(db, reply.about.id) if reply.about.kind == "meeting" else None
    draft = Draft(
        kind=kind,
        to=reply.writer,
        about=reply.about,
        key=f"{kind}:{reply.mail_id}",
        programme=reply.programme,
        words={"meeting": meeting, **words},
    )
    return post(db, site, draft, now)


def may_answer(db: store.Database, person: Person, now: datetime) -> bool:
    """Return whether one more echo or question may go to a person this hour (S7)."""
    since = now - timedelta(hours=1)
    return store.letters.written_since(db, person.id, ECHOES, since) < ECHOES_AN_HOUR
