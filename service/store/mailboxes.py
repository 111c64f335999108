"""Addresses as the mail finds them: what bounced, and which of them are written to no more (D2)."""

from dataclasses import dataclass
from datetime import datetime

from service.domain.bounces import HELD, Bounce, Standing
from service.domain.letters import GIVEN_UP
from service.store.database import Database
from service.store.times import to_text, to_time


@dataclass(frozen=True)
class Trouble:
    """A person whose address is doubtful or broken, since when, and how many letters wait."""

    person_id: int
    standing: Standing
    since: datetime
    held: int


def add(
    db: Database, person_id: int, bounce: Bounce, *, mail_id: int | None, letter_id: int | None
) -> bool:
    """Note a bounce that came as a mail, or as a refusal of a letter; False if it was noted."""
    cursor = db.execute(
        "insert into bounces (person_id, at, sort, status, inbox_id, letter_id)"
        " values (:person, :at, :sort, :status, :mail, :letter) on conflict do nothing",
        {
            "person": person_id,
            "at": to_text(bounce.at),
            "sort": bounce.sort,
            "status": bounce.status,
            "mail": mail_id,
            "letter": letter_id,
        },
    )
    return bool(cursor.rowcount == 1)


def bounces_of(db: Database, person_id: int) -> list[Bounce]:
    """Return a person's bounces since their address was last known to be good."""
    rows = db.query(
        "select at, sort, status from bounces where person_id = ? and forgiven_at is null"
        " order by at",
        [person_id],
    )
    return [Bounce(to_time(row["at"]), row["sort"], row["status"]) for row in rows]


def ours_since(db: Database, since: datetime) -> list[Bounce]:
    """Return what was refused for reasons of ours since a moment, the latest first."""
    rows = db.query(
        "select at, sort, status from bounces where sort = 'ours' and at >= ? order by at desc",
        [to_text(since)],
    )
    return [Bounce(to_time(row["at"]), row["sort"], row["status"]) for row in rows]


def uncounted(db: Database) -> list[int]:
    """Return the ids of the letters that mail servers refused and that have not been counted."""
    marks = ", ".join("?" for _ in GIVEN_UP)
    rows = db.query(
        f"select id from outbox where state = 'failed' and reason not in ({marks})"
        " and not exists (select 1 from bounces where letter_id = outbox.id) order by id",
        [*GIVEN_UP],
    )
    return [row["id"] for row in rows]


def standing(db: Database, person_id: int) -> Standing:
    """Return how a person's address stands."""
    rows = db.query("select standing from mailboxes where person_id = ?", [person_id])
    return next((row["standing"] for row in rows), "fine")


def failing(db: Database) -> set[int]:
    """Return the ids of the people whose addresses are not fine."""
    return {
        row["person_id"]
        for row in db.query("select person_id from mailboxes where standing != 'fine'")
    }


def stand(db: Database, person_id: int, standing: Standing, now: datetime) -> None:
    """Write down how a person's address stands from now on."""
    db.execute(
        "insert into mailboxes (person_id, standing, since) values (:person, :standing, :now)"
        " on conflict (person_id) do update set standing = excluded.standing,"
        " since = excluded.since",
        {"person": person_id, "standing": standing, "now": to_text(now)},
    )


def forgive(db: Database, person_id: int, now: datetime) -> bool:
    """Let an address be good again and its bounces count no more; False if it was good."""
    gone = db.execute("delete from mailboxes where person_id = ?", [person_id])
    db.execute(
        "update bounces set forgiven_at = :now where person_id = :person and forgiven_at is null",
        {"person": person_id, "now": to_text(now)},
    )
    return bool(gone.rowcount == 1)


def troubled(db: Database) -> list[Trouble]:
    """Return the addresses that a coordinator should look at: broken ones first, oldest first."""
    rows = db.query(
        "select person_id, standing, since, (select count(*) from outbox where state = 'on_hold'"
        " and outbox.person_id = mailboxes.person_id and reason = :reason) as held"
        " from mailboxes order by standing, since",
        {"reason": HELD},
    )
    return [Trouble(**{**row, "since": to_time(row["since"])}) for row in rows]


def hold_letters(db: Database, person_id: int) -> int:
    """Hold back what waits for a person, and return how much; a coordinator's sign-in goes."""
    cursor = db.execute(
        "update outbox set state = 'on_hold', reason = :reason where person_id = :person"
        " and state in ('waiting', 'uncertain') and matter != 'coordinator'",
        {"person": person_id, "reason": HELD},
    )
    return int(cursor.rowcount)


def release_letters(db: Database, person_id: int) -> int:
    """Let what was held back leave, and return how much."""
    cursor = db.execute(
        "update outbox set state = 'waiting', reason = '' where person_id = :person"
        " and state = 'on_hold' and reason = :reason",
        {"person": person_id, "reason": HELD},
    )
    return int(cursor.rowcount)
