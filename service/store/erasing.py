"""Erasing a person: their words and traces go, rows that count stay without a name (P40, G4)."""

import json
from collections.abc import Iterator, Mapping

from service.domain.naming import naming
from service.domain.people import NOBODY, address_of_nobody
from service.store.database import Database

# The pairs that a person is in or was, and the matters whose letters and mails may name them.
PAIRS = (
    "(select pair_id from parties where person_id = :id union select m.pair_id from attendees a"
    " join meetings m on m.id = a.meeting_id where a.person_id = :id)"
)
MATTERS = (
    f"((matter in ('pair', 'agreement', 'midway') and matter_id in {PAIRS})"
    " or (matter in ('meeting', 'expense')"
    f" and matter_id in (select id from meetings where pair_id in {PAIRS}))"
    " or (matter = 'offer' and matter_id in (select o.id from offers o"
    " join places p on p.id = o.place_id where :id in (o.person_id, p.person_id))))"
)
# Where people's words, names and addresses stand; every other text is a code or a time of ours.
# Rounds are a coordinator's settings; of those only the places of events follow their rows.
WORDS: Mapping[str, tuple[str, ...]] = {
    "acts": ("who", "note"),
    "agreement_points": ("body",),
    "agreement_versions": ("body",),
    "applications": ("reference", "name", "phone", "answers", "members", "source"),
    "claims": ("route", "why", "iban", "holder", "reason", "warnings", "decided_by"),
    "events": ("place", "url", "material", "material_url"),
    "expense_plans": ("decided_by",),
    "feedback": ("answers", "need"),
    "inbox": ("envelope_from", "envelope_to", "message_id", "reason", "asked", "reading",
              "handled_by", "origin", "origin_why"),
    "meetings": ("place", "url"),
    "outbox": ("key", "to_address", "subject", "message_id", "envelope_from", "reason", "domain"),
    "pairs": ("team_name",),
    "people": ("email", "name"),
    "receipts": ("name",),
    "wishes": ("address",),
}  # fmt: skip
UNSENT = "state in ('waiting', 'on_hold', 'uncertain', 'failed')"
THEIR_MAIL = f"(person_id = :id or {MATTERS})"
# In this order, since rows refer to one another.
STEPS = (
    "delete from notes where letter_id in (select id from outbox where"
    f" {THEIR_MAIL} and {UNSENT}) or inbox_id in (select id from inbox where person_id = :id)",
    f"delete from outbox where {THEIR_MAIL} and {UNSENT}",
    f"update outbox set raw = x'', subject = '' where {THEIR_MAIL}",
    "update outbox set to_address = :address, domain = '' where person_id = :id",
    f"delete from inbox_raw where inbox_id in (select id from inbox where {THEIR_MAIL})",
    f"update inbox set reading = null where {THEIR_MAIL} and (person_id = :id or state != 'tray')",
    "update inbox set envelope_from = '', message_id = '' where person_id = :id",
    "delete from receipts where claim_id in (select id from claims where person_id = :id)",
    "update claims set route = '', why = '', iban = '', holder = '', reason = ''"
    " where person_id = :id",
    "update applications set name = :name, phone = '', answers = '{}', members = '[]',"
    " reference = 'erased-' || id where person_id = :id",
    "delete from agreement_points where saved_by = :id",
    "update people set email = :address, name = :name, proven_at = null, away_until = null"
    " where id = :id",
    *(
        f"delete from {table} where person_id = :id"
        for table in ("interests", "proposals", "own_events", "absences", "wishes", "comebacks",
                      "mailboxes", "bounces", "tokens")
    ),
)  # fmt: skip


def names_of(db: Database, person_id: int) -> list[str]:
    """Return every name and address that rows give a person."""
    rows = db.query(
        "select email as known from people where id = :id"
        " union select name from people where id = :id"
        " union select name from applications where person_id = :id"
        " union select address from wishes where person_id = :id"
        " union select to_address from outbox where person_id = :id"
        " union select envelope_from from inbox where person_id = :id and envelope_from like '%@%'",
        {"id": person_id},
    )
    return [row["known"] for row in rows if row["known"].strip()]


def rounds_of(db: Database, person_id: int) -> list[int]:
    """Return the rounds that someone has applied to or is in."""
    rows = db.query(
        "select round_id from applications where person_id = :id union select p.round_id"
        " from parties y join pairs p on p.id = y.pair_id where y.person_id = :id order by 1",
        {"id": person_id},
    )
    return [row["round_id"] for row in rows]


def is_being_sent(db: Database, person_id: int) -> bool:
    """Return whether a sender has a letter in hand that names someone."""
    rows = db.query(
        f"select 1 from outbox where state = 'sending' and {THEIR_MAIL}", {"id": person_id}
    )
    return next(rows, None) is not None


def open_claims(db: Database, person_id: int) -> int:
    """Return how many of someone's claims are neither paid nor declined."""
    rows = db.query(
        "select count(*) as n from claims where person_id = ?"
        " and state not in ('paid', 'declined')",
        [person_id],
    )
    return int(next(rows)["n"])


def forget(db: Database, person_id: int) -> None:
    """Take away what a person wrote, got and was called; what others wrote of them stays."""
    values = {"id": person_id, "name": NOBODY, "address": address_of_nobody(person_id)}
    _forget_feedback(db, person_id)
    _forget_points(db, person_id)
    _forget_member(db, person_id)
    for statement in STEPS:
        db.execute(statement, values)


def replace(db: Database, word: str) -> None:
    """Put "N. N." wherever a name or address stands in words; nobody else's name is touched."""
    told = json.dumps(word)[1:-1]
    pattern = naming([word])
    forms = dict.fromkeys((word, told, word.lower()))
    places = [(table, column) for table, columns in WORDS.items() for column in columns]
    for table, column in places:
        for one in forms:
            found = db.query(
                f"select distinct {column} as said from {table} where instr({column}, ?) > 0", [one]
            )
            for row in list(found):
                db.execute(
                    f"update {table} set {column} = :after where {column} = :said",
                    {"said": row["said"], "after": pattern.sub(NOBODY, row["said"])},
                )


def mails(db: Database) -> Iterator[tuple[int, bytes]]:
    """Yield the mails whose bytes are kept."""
    for row in db.query("select inbox_id from inbox_raw"):
        for one in db.query("select raw from inbox_raw where inbox_id = ?", [row["inbox_id"]]):
            yield row["inbox_id"], bytes(one["raw"])


def letters(db: Database) -> Iterator[tuple[int, bytes]]:
    """Yield the letters that may name someone beside their own matters, with their bytes."""
    yield from _letters(
        db,
        "matter in ('application', 'coordinator', 'event', 'offer', 'wish', 'closing',"
        " 'certificate')",
    )


def leaving_letters(db: Database) -> Iterator[tuple[int, bytes]]:
    """Yield the letters that a sender has in hand, with their bytes."""
    yield from _letters(db, "state = 'sending'")


def drop_mail(db: Database, mail_id: int) -> None:
    """Delete a mail's bytes; its row stays, with hash and size (P35)."""
    db.execute("delete from inbox_raw where inbox_id = ?", [mail_id])


def drop_letter(db: Database, letter_id: int) -> None:
    """Delete a letter's bytes, or the letter where it has not left."""
    db.execute(f"delete from outbox where id = ? and {UNSENT}", [letter_id])
    db.execute("update outbox set raw = x'', subject = '' where id = ?", [letter_id])


def _forget_feedback(db: Database, person_id: int) -> None:
    """Let someone's answers be nobody's: the numbers stay, the words go."""
    for row in list(db.query("select * from feedback where person_id = ?", [person_id])):
        numbers = {name: one for name, one in json.loads(row["answers"]).items() if one.isdecimal()}
        db.execute(
            "update feedback set answers = :answers, person_id = null, pair_id = null,"
            " quote = 'no', need = '' where code = :code",
            {"answers": json.dumps(numbers), "code": row["code"]},
        )


def _forget_points(db: Database, person_id: int) -> None:
    """Take what someone wrote out of the agreements that were made."""
    versions = db.query(f"select * from agreement_versions where pair_id in {PAIRS}",
                        {"id": person_id})  # fmt: skip
    for row in list(versions):
        body = [one for one in json.loads(row["body"]) if one["saved_by"] != person_id]
        db.execute(
            "update agreement_versions set body = :body"
            " where pair_id = :pair and version = :version",
            {"body": json.dumps(body), "pair": row["pair_id"], "version": row["version"]},
        )


def _forget_member(db: Database, person_id: int) -> None:
    """Take someone off the lists of the teams that named them, and of teams that found them."""
    email = next(db.query("select email from people where id = ?", [person_id]))["email"]
    for row in list(db.query("select id, members from applications where members != '[]'")):
        known = json.loads(row["members"])
        rest = [one for one in known if one["email"].lower() != email]
        if len(rest) < len(known):
            db.execute(
                "update applications set members = ? where id = ?", [json.dumps(rest), row["id"]]
            )


def _letters(db: Database, those: str) -> Iterator[tuple[int, bytes]]:
    for row in db.query(f"select id, raw from outbox where {those} and raw != x''"):
        yield row["id"], bytes(row["raw"])
