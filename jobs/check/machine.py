"""The machine's own part: settings, database, disk, clock, rates."""

import os
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from jobs import parts
from jobs.check.finding import Finding
from service import rates_file, store
from service.config import Settings, written

LITTLE_BYTES = 500 * 1024 * 1024
OTHERS_ENTER, OTHERS_READ = 0o011, 0o044  # of a folder's and a file's mode
OF_IMAP = ("OKSA_IMAP_PASSWORD", "OKSA_IMAP_TOKEN", "OKSA_IMAP_MOVED_TO")
HERE = ("127.0.0.1", "localhost", "::1")
SLACK = timedelta(minutes=2)  # a clock being put right, as in the timetable
SILENT = timedelta(minutes=5)  # the sweeper looks every minute


def settings(given: Settings, names: Iterable[str]) -> Finding:
    """Look at what no single setting tells; `names` are all that the operator has set."""
    known = {*parts.environment(given), *OF_IMAP}
    if strange := sorted(one for one in names if one.removesuffix("_FILE") not in known):
        return Finding("settings", "warning", f"no settings of Oksa: {', '.join(strange)}")
    where = urlsplit(given.base_url)
    if where.scheme == "http" and where.hostname not in HERE:
        said = "OKSA_BASE_URL is http: forms and links would be open to all on their way"
        return Finding("settings", "warning", said)
    secret = "SECRET_KEY is set" if given.secret_key else "the key is in the data folder"
    return Finding("settings", "ok", f"{given.base_url}, {given.mail_domain}; {secret}")


def set_names(environ: Mapping[str, str], here: Path) -> list[str]:
    """Return the names that are set: all of `oksa.toml`, and those of ours in the environment."""
    return [*written(here), *(name for name in environ if name.startswith("OKSA_"))]


def database(db: store.Database, given: Settings) -> Finding:
    """Let SQLite look through the whole database, and see who may read it."""
    if faults := store.backups.faults(db):
        return Finding("database", "wrong", "; ".join(faults))
    path = given.folder / store.FILE
    if given.folder.stat().st_mode & OTHERS_ENTER and path.stat().st_mode & OTHERS_READ:
        return Finding("database", "warning", f"others on this machine can read {path}")
    return Finding("database", "ok", f"{path}, {path.stat().st_size // 1024} kB, whole")


def disk(db: store.Database) -> Finding:
    """See how much room there is."""
    found = os.statvfs(db.folder)
    free = found.f_bavail * found.f_frsize
    said = f"{free // 1024 // 1024} MB free"
    if not store.has_room(db):
        return Finding("disk", "wrong", f"{said}: no mail is read and no letter leaves")
    return Finding("disk", "warning" if free < LITTLE_BYTES else "ok", said)


def clock(db: store.Database, now: datetime) -> Finding:
    """Compare the clock with the last moment at which everything due was done."""
    local = f"{now.astimezone(ZoneInfo('Europe/Helsinki')):%Y-%m-%d %H:%M} in Helsinki"
    last = store.memory.last_tick(db)
    if last and last - now > SLACK:
        said = f"{local}: behind what was done last, {last:%Y-%m-%d %H:%M} UTC"
        return Finding("clock", "wrong", said)
    if store.memory.is_served(db) and (last is None or now - last > SILENT):
        since = f"since {last:%Y-%m-%d %H:%M} UTC" if last else "yet"
        return Finding("clock", "warning", f"{local}; nothing was done {since}: is `oksa run` up?")
    return Finding("clock", "ok", local)


def rates(now: datetime) -> Finding:
    """See whether this year's kilometre allowance is known (P25)."""
    rate = rates_file.rates().get(now.year)
    if rate is None:
        said = f"no kilometre allowance for {now.year}: coordinators type it"
        return Finding("rates", "warning", said)
    return Finding("rates", "ok", f"{now.year}: {rate.euros} €/km ({rate.source})")
