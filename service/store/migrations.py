"""Migrations: each a function, run once, in order; old ones are never edited."""

from collections.abc import Callable

from sqlite_utils import Database


def migrate(db: Database) -> list[str]:
    """Run the migrations that have not been run, and return their names.

    The caller holds a transaction and the migration lock.
    """
    db.execute("create table if not exists migrations (name text primary key)")
    done = {row["name"] for row in db.query("select name from migrations")}
    ran = [step for step in STEPS if step.__name__ not in done]
    for step in ran:
        step(db)
        db.execute("insert into migrations (name) values (?)", [step.__name__])
    return [step.__name__ for step in ran]


def m001_programme(db: Database) -> None:
    """Rounds, people, applications, pairs and meetings."""
    for statement in (
        """create table memory (
            name text primary key,
            value text not null)""",
        """create table rounds (
            id integer primary key,
            body text not null,
            closed_at text)""",
        """create table people (
            id integer primary key,
            email text not null unique,
            name text not null default '',
            language text not null,
            proven_at text,
            paused_at text)""",
        """create table applications (
            id integer primary key,
            round_id integer not null references rounds (id),
            person_id integer not null references people (id),
            role text not null,
            reference text not null unique,
            name text not null,
            language text not null,
            phone text not null,
            answers text not null,
            members text not null,
            source text not null,
            state text not null,
            submitted_at text not null,
            confirmed_at text)""",
        "create index applications_of on applications (round_id, person_id)",
        "create index applications_unconfirmed on applications (submitted_at)"
        " where state = 'unconfirmed'",
        """create table interests (
            round_id integer not null references rounds (id),
            person_id integer not null references people (id),
            told_at text,
            primary key (round_id, person_id))""",
        """create table pairs (
            id integer primary key,
            round_id integer not null references rounds (id),
            model text not null,
            team_name text not null,
            plan integer not null,
            published_at text)""",
        """create table parties (
            pair_id integer not null references pairs (id),
            person_id integer not null references people (id),
            role text not null,
            contact integer not null,
            primary key (pair_id, person_id))""",
        "create index parties_of on parties (person_id)",
        """create table meetings (
            id integer primary key autoincrement,
            pair_id integer not null references pairs (id),
            number integer not null,
            starts_at text not null,
            ends_at text not null,
            minutes integer not null,
            timezone text not null,
            place text not null,
            url text not null,
            state text not null,
            sequence integer not null,
            held_on text,
            because integer,
            asked_at text,
            settled_at text,
            created_at text not null)""",
        "create index meetings_of on meetings (pair_id, starts_at)",
        "create index meetings_planned on meetings (ends_at) where state = 'planned'",
        """create table attendees (
            meeting_id integer not null references meetings (id),
            person_id integer not null references people (id),
            role text not null,
            answer text not null,
            attended integer,
            sequence integer,
            stamped_at text,
            primary key (meeting_id, person_id))""",
        """create table proposals (
            id integer primary key,
            meeting_id integer not null references meetings (id),
            person_id integer not null references people (id),
            starts_at text not null,
            minutes integer,
            state text not null,
            made_at text not null)""",
        "create index proposals_open on proposals (meeting_id) where state = 'open'",
    ):
        db.execute(statement)


def m002_mail(db: Database) -> None:
    """Mail in and out, reply tokens, coordinators."""
    for statement in (
        """create table tokens (
            token text primary key,
            purpose text not null,
            matter text not null,
            matter_id integer not null,
            person_id integer not null,
            revoked_at text)""",
        """create table inbox (
            id integer primary key autoincrement,
            received_at text not null,
            door text not null,
            sha256 text not null unique,
            bytes integer not null,
            envelope_from text not null,
            envelope_to text not null,
            message_id text not null default '',
            state text not null,
            reason text not null default '',
            tries integer not null default 0,
            person_id integer,
            matter text,
            matter_id integer,
            asked text,
            reading text,
            handled_at text,
            handled_by text)""",
        "create index inbox_pending on inbox (id) where state = 'pending'",
        "create index inbox_tray on inbox (id) where state = 'tray'",
        "create index inbox_message_id on inbox (message_id)",
        """create table inbox_raw (
            inbox_id integer primary key references inbox (id),
            raw blob not null)""",
        """create table outbox (
            id integer primary key autoincrement,
            key text not null unique,
            kind text not null,
            matter text not null,
            matter_id integer not null,
            person_id integer not null,
            to_address text not null,
            language text not null,
            subject text not null,
            message_id text not null,
            envelope_from text not null,
            raw blob not null,
            state text not null,
            due_at text not null,
            written_at text not null,
            sent_at text,
            tries integer not null default 0,
            reason text not null default '')""",
        "create index outbox_due on outbox (due_at) where state in ('waiting', 'uncertain')",
        "create index outbox_sending on outbox (id) where state = 'sending'",
        "create index outbox_matter on outbox (matter, matter_id, person_id)",
        "create index outbox_message_id on outbox (message_id)",
        """create table coordinators (
            id integer primary key,
            email text not null unique,
            name text not null,
            language text not null)""",
        """create table sign_ins (
            digest text primary key,
            coordinator_id integer not null references coordinators (id),
            browser text not null,
            made_at text not null,
            used_at text)""",
    ):
        db.execute(statement)


def m003_agreements(db: Database) -> None:
    """Agreements, point by point, with their versions and approvals (P11)."""
    for statement in (
        """create table agreements (
            pair_id integer primary key references pairs (id),
            version integer not null,
            asked_at text,
            agreed_at text,
            changed_at text)""",
        "create index agreements_changed on agreements (changed_at) where changed_at is not null",
        """create table agreement_points (
            pair_id integer not null references pairs (id),
            point text not null,
            body text not null,
            oral integer not null,
            revision integer not null,
            saved_by integer not null references people (id),
            saved_at text not null,
            primary key (pair_id, point))""",
        """create table agreement_versions (
            pair_id integer not null references pairs (id),
            version integer not null,
            body text not null,
            agreed_at text not null,
            primary key (pair_id, version))""",
        """create table approvals (
            pair_id integer not null references pairs (id),
            version integer not null,
            person_id integer not null references people (id),
            approved_at text not null,
            how text not null,
            inbox_id integer,
            primary key (pair_id, version, person_id))""",
    ):
        db.execute(statement)


def m004_expenses(db: Database) -> None:
    """Expense plans, claims and receipts (P25, P26)."""
    for statement in (
        """create table expense_plans (
            id integer primary key,
            pair_id integer not null references pairs (id),
            meeting_number integer not null,
            kind text not null,
            estimate_cents integer not null,
            state text not null,
            decided_by text,
            decided_at text,
            made_at text not null,
            asked_at text,
            unique (pair_id, meeting_number))""",
        """create table claims (
            id integer primary key,
            pair_id integer not null references pairs (id),
            meeting_id integer not null references meetings (id),
            person_id integer not null references people (id),
            kind text not null,
            route text not null,
            travelled_on text,
            cents integer not null,
            kilometres text,
            passengers integer not null,
            why text not null,
            iban text not null,
            holder text not null,
            state text not null,
            reason text not null,
            warnings text not null,
            because integer,
            made_at text not null,
            decided_by text,
            decided_at text,
            exported_at text,
            paid_at text)""",
        "create index claims_of on claims (meeting_id)",
        "create index claims_of_pair on claims (pair_id)",
        "create index claims_open on claims (id) where state = 'received'",
        """create table receipts (
            claim_id integer not null references claims (id),
            sha256 text not null,
            name text not null,
            type text not null,
            bytes integer not null,
            primary key (claim_id, sha256))""",
    ):
        db.execute(statement)


def m005_acts(db: Database) -> None:
    """Who did what on the console, append-only (P29, G7)."""
    db.execute(
        """create table acts (
            id integer primary key autoincrement,
            at text not null,
            who text not null,
            act text not null,
            about text not null,
            about_id integer not null,
            note text not null)"""
    )
    db.execute("create index acts_about on acts (about, about_id)")


def m006_notes(db: Database) -> None:
    """Preparation passed on, without its words (P16, G2)."""
    db.execute(
        """create table notes (
            letter_id integer primary key references outbox (id),
            inbox_id integer not null references inbox (id),
            pair_id integer not null references pairs (id),
            passed_at text not null,
            sha256 text not null,
            bytes integer not null,
            forgotten_at text)"""
    )
    db.execute("create index notes_of on notes (pair_id, passed_at)")
    db.execute("create index notes_kept on notes (inbox_id) where forgotten_at is null")


def m007_desk(db: Database) -> None:
    """What the coordinator's desk needs: answers to applicants, ended pairs, snoozes, visits."""
    for statement in (
        "alter table applications add column told text not null default ''",
        "alter table applications add column told_at text",
        "alter table applications add column waits_until text",
        "alter table pairs add column ended_at text",
        "alter table inbox add column snoozed_until text",
        "create index outbox_left on outbox (coalesce(sent_at, due_at))"
        " where state in ('sent', 'failed')",
        "create index outbox_waiting on outbox (due_at)"
        " where state in ('waiting', 'on_hold', 'uncertain')",
        "create index inbox_handled on inbox (coalesce(handled_at, received_at))"
        " where state in ('settled', 'asked', 'ignored', 'quarantined')",
        "create index inbox_matter on inbox (matter, matter_id)",
        "create index acts_by on acts (who, id)",
        """create table visits (
            day text not null,
            source text not null,
            language text not null,
            views integer not null,
            primary key (day, source, language))""",
    ):
        db.execute(statement)


def m008_calendars(db: Database) -> None:
    """Events of people's own calendars, common events of a round, and who proposed what, how."""
    for statement in (
        "alter table meetings add column since integer not null default 0",
        "update meetings set since = sequence",
        "alter table proposals add column because integer",
        "alter table proposals add column how text not null default 'words'",
        "create index proposals_of on proposals (meeting_id)",
        """create table own_events (
            uid text primary key collate nocase,
            meeting_id integer not null references meetings (id),
            person_id integer not null references people (id),
            sequence integer not null,
            stamped_at text,
            twin integer not null)""",
        "create index own_events_of on own_events (meeting_id)",
        """create table events (
            id integer primary key autoincrement,
            round_id integer not null references rounds (id),
            kind text not null,
            starts_at text not null,
            minutes integer not null,
            timezone text not null,
            roles text not null,
            place text not null,
            url text not null,
            created_at text not null,
            unique (round_id, kind, starts_at))""",
        """create table event_guests (
            event_id integer not null references events (id),
            person_id integer not null references people (id),
            role text not null,
            answer text not null,
            sequence integer,
            stamped_at text,
            invited_at text not null,
            primary key (event_id, person_id))""",
    ):
        db.execute(statement)


def m009_origin(db: Database) -> None:
    """What our own check of a mail's signatures came to (S4)."""
    for statement in (
        "alter table inbox add column origin text not null default 'none'",
        "alter table inbox add column origin_why text not null default ''",
    ):
        db.execute(statement)


def m010_bounces(db: Database) -> None:
    """What bounced, and how each address stands (D2)."""
    for statement in (
        """create table bounces (
            id integer primary key autoincrement,
            person_id integer not null references people (id),
            at text not null,
            sort text not null,
            status text not null,
            inbox_id integer unique references inbox (id),
            letter_id integer unique,
            forgiven_at text)""",
        "create index bounces_of on bounces (person_id) where forgiven_at is null",
        "create index bounces_ours on bounces (at) where sort = 'ours'",
        "create index outbox_failed on outbox (id) where state = 'failed'",
        """create table mailboxes (
            person_id integer primary key references people (id),
            standing text not null,
            since text not null)""",
    ):
        db.execute(statement)


def m011_sending(db: Database) -> None:
    """Who has a letter in hand, how fast a domain takes them, which ones count as prompts."""
    for statement in (
        "alter table outbox add column domain text not null default ''",
        "alter table outbox add column calendar integer not null default 0",
        "alter table outbox add column holder integer not null default 0",
        "alter table outbox add column first_tried_at text",
        "alter table outbox add column tried_at text",
        "alter table outbox add column prompted_at text",
        "update outbox set domain = lower(substr(to_address, instr(to_address, '@') + 1))",
        "update outbox set calendar = 1 where kind in ('invitation', 'invitation_moved',"
        " 'invitation_changed', 'invitation_cancelled', 'own_event_accepted', 'event_invitation')",
        "update outbox set first_tried_at = written_at where tries > 0",
        "create index outbox_domain on outbox (domain, due_at)"
        " where state in ('waiting', 'uncertain')",
        "create index outbox_order on outbox (matter, matter_id, to_address)"
        " where state in ('waiting', 'on_hold', 'uncertain', 'sending')",
        "create index outbox_tried on outbox (tried_at, domain) where tried_at is not null",
        "create index outbox_prompts on outbox (person_id, prompted_at)"
        " where prompted_at is not null",
        """create table domains (
            domain text primary key,
            level integer not null,
            refused_at text not null,
            paused_until text)""",
        "alter table people add column away_until text",
    ):
        db.execute(statement)


def m012_receipts(db: Database) -> None:
    """Count what the public form mails without looking through all letters (S6)."""
    db.execute(
        "create index outbox_receipts on outbox (written_at)"
        " where kind in ('receipt', 'receipt_reminder')"
    )


def m013_wishes(db: Database) -> None:
    """Wishes that wait for a "yes", and days on which people are away (P24)."""
    for statement in (
        """create table wishes (
            id integer primary key autoincrement,
            person_id integer not null references people (id),
            round_id integer not null references rounds (id),
            kind text not null,
            language text,
            address text not null,
            first_on text,
            last_on text,
            state text not null,
            asked_at text not null,
            settled_at text,
            because integer not null)""",
        "create index wishes_open on wishes (asked_at) where state = 'asked'",
        "create index wishes_of on wishes (person_id)",
        """create table absences (
            id integer primary key,
            person_id integer not null references people (id),
            first_on text not null,
            last_on text not null,
            noted_at text not null)""",
        "create index absences_of on absences (person_id, last_on)",
    ):
        db.execute(statement)


def m014_feedback(db: Database) -> None:
    """Half-way and closing answers apart from who gave them, certificates, who comes back."""
    for statement in (
        """create table askings (
            occasion text not null,
            matter_id integer not null,
            person_id integer not null references people (id),
            turn integer not null,
            asked_at text not null,
            answered integer not null default 0,
            primary key (occasion, matter_id, person_id))""",
        "create index askings_open on askings (turn, asked_at) where answered = 0",
        # No rowid: its order would tell who answered when.
        """create table feedback (
            code text primary key,
            occasion text not null,
            round_id integer not null references rounds (id),
            role text not null,
            answers text not null,
            person_id integer references people (id),
            pair_id integer references pairs (id),
            quote text not null,
            need text not null) without rowid""",
        "create index feedback_needs on feedback (code) where need != ''",
        """create table certificates (
            code text primary key,
            round_id integer not null references rounds (id),
            role text not null,
            initials text not null,
            meetings integer not null,
            minutes integer not null,
            issued_on text not null)""",
        """create table comebacks (
            round_id integer not null references rounds (id),
            person_id integer not null references people (id),
            capacity integer not null,
            primary key (round_id, person_id))""",
    ):
        db.execute(statement)


def m015_due(db: Database) -> None:
    """Find the pairs of now and what is unasked of them without those of past rounds (R10)."""
    for statement in (
        "create index pairs_current on pairs (round_id, id)"
        " where published_at is not null and ended_at is null",
        "create index expense_plans_unasked on expense_plans (pair_id, meeting_number)"
        " where state = 'approved' and asked_at is null",
    ):
        db.execute(statement)


def m016_places(db: Database) -> None:
    """Places that have become free, and to whom of the waiting list they were offered (P9)."""
    for statement in (
        """create table places (
            id integer primary key autoincrement,
            round_id integer not null references rounds (id),
            pair_id integer not null unique references pairs (id),
            person_id integer not null references people (id),
            needs text not null,
            freed_at text not null,
            state text not null,
            settled_at text)""",
        "create index places_open on places (id) where state = 'open'",
        """create table offers (
            id integer primary key autoincrement,
            place_id integer not null references places (id),
            person_id integer not null references people (id),
            offered_at text not null,
            until text not null,
            state text not null,
            settled_at text)""",
        "create index offers_of on offers (place_id)",
        "create unique index offers_open_place on offers (place_id) where state = 'open'",
        "create unique index offers_open_person on offers (person_id) where state = 'open'",
        "create index applications_waiting on applications (round_id) where told = 'waiting'",
    ):
        db.execute(statement)


def m017_written(db: Database) -> None:
    """Find what was written to one person this hour without all that they ever got (S7, R10)."""
    db.execute("create index outbox_written on outbox (person_id, written_at)")


def m018_events(db: Database) -> None:
    """Events that are moved or called off, who was there, and what the absent get (P10)."""
    for statement in (
        "alter table events add column sequence integer not null default 0",
        "alter table events add column since integer not null default 0",
        "alter table events add column cancelled_at text",
        "alter table events add column material text not null default ''",
        "alter table events add column material_url text not null default ''",
        "alter table event_guests add column attended integer",
        "alter table event_guests add column material_at text",
    ):
        db.execute(statement)


def m019_digests(db: Database) -> None:
    """Morning digests, what their numbers stand for, and what coordinators put off (P31)."""
    for statement in (
        """create table digests (
            id integer primary key autoincrement,
            coordinator_id integer not null,
            made_at text not null)""",
        """create table digest_lines (
            digest_id integer not null references digests (id),
            number integer not null,
            kind text not null,
            thing text not null,
            primary key (digest_id, number))""",
        """create table put_off (
            kind text not null,
            thing text not null,
            until_at text not null,
            primary key (kind, thing))""",
    ):
        db.execute(statement)


def m020_orders(db: Database) -> None:
    """Commands by mail that were carried out, and what undoes them (P31)."""
    db.execute(
        """create table orders (
            id integer primary key autoincrement,
            digest_id integer not null references digests (id),
            number integer not null,
            verb text not null,
            before text not null,
            keys text not null,
            done_at text not null,
            undone_at text)"""
    )
    db.execute("create index orders_of on orders (digest_id)")


def m021_named(db: Database) -> None:
    """Applications that name people to whom no letter may go yet (S6)."""
    for statement in (
        "alter table applications add column names_wait integer not null default 0",
        "create index applications_names on applications (id) where names_wait = 1",
        "create index outbox_named on outbox (written_at)"
        " where kind in ('team_member', 'own_mentor')",
    ):
        db.execute(statement)


def m022_moves(db: Database) -> None:
    """The time that a meeting had before its last move, so that a mistake can be undone (P18)."""
    for column in ("before_at text", "before_minutes integer", "moved_at text"):
        db.execute(f"alter table meetings add column {column}")


def m023_received(db: Database) -> None:
    """Mails by the time they came, for the week's figures (P31)."""
    db.execute("create index inbox_received on inbox (received_at)")


def m024_forgotten(db: Database) -> None:
    """Rounds whose people are nobody any more (G3)."""
    db.execute("alter table rounds add column forgotten_at text")


def m025_approved_in(db: Database) -> None:
    """The language in which an agreement was read and approved (G1)."""
    db.execute("alter table approvals add column language text not null default ''")


STEPS: tuple[Callable[[Database], None], ...] = (
    m001_programme,
    m002_mail,
    m003_agreements,
    m004_expenses,
    m005_acts,
    m006_notes,
    m007_desk,
    m008_calendars,
    m009_origin,
    m010_bounces,
    m011_sending,
    m012_receipts,
    m013_wishes,
    m014_feedback,
    m015_due,
    m016_places,
    m017_written,
    m018_events,
    m019_digests,
    m020_orders,
    m021_named,
    m022_moves,
    m023_received,
    m024_forgotten,
    m025_approved_in,
)
