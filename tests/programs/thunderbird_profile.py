"""A fresh profile of Thunderbird: one account, one calendar, nothing that asks or calls home."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

QUIET: dict[str, object] = {
    "app.donation.eoy.version.viewed": 999,
    "app.update.disabledForTesting": True,
    "datareporting.policy.dataSubmissionEnabled": False,
    "extensions.update.enabled": False,
    "mail.inappnotifications.enabled": False,
    "mail.rights.version": 1,
    "mail.shell.checkDefaultClient": False,
    "mail.spotlight.firstRunDone": True,
    "mailnews.start_page.enabled": False,
    "mailnews.start_page_override.mstone": "ignore",
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
    "services.settings.server": "data:,",
    "toolkit.telemetry.server": "data:,",
}


@dataclass(frozen=True)
class User:
    """Whose Thunderbird it is, with all addresses that it may write as."""

    name: str
    emails: tuple[str, ...]
    language: str = "en-US"


def write(folder: Path, user: User, marionette_port: int, smtp_port: int) -> None:
    """Write the preferences of a profile that sends through a port of this machine."""
    prefs = {
        **QUIET,
        **_account(user, smtp_port),
        **dict(_calendars(user)),
        "calendar.timezone.useSystemTimezone": True,
        "intl.locale.requested": user.language,
        "marionette.port": marionette_port,
    }
    lines = (f"user_pref({json.dumps(key)}, {json.dumps(said)});\n" for key, said in prefs.items())
    folder.mkdir(parents=True)
    (folder / "user.js").write_text("".join(lines))


def _account(user: User, smtp_port: int) -> dict[str, object]:
    """Return an account whose inbox is on disk; its server is never asked for mail."""
    numbered = [(f"id{number}", email) for number, email in enumerate(user.emails, 1)]
    return {
        "mail.accountmanager.accounts": "account1",
        "mail.accountmanager.defaultaccount": "account1",
        "mail.account.account1.server": "server1",
        "mail.account.account1.identities": ",".join(identity for identity, _ in numbered),
        "mail.server.server1.type": "pop3",
        "mail.server.server1.hostname": "127.0.0.1",
        "mail.server.server1.userName": "person",
        "mail.server.server1.login_at_startup": False,
        "mail.server.server1.check_new_mail": False,
        "mail.smtpservers": "smtp1",
        "mail.smtp.defaultserver": "smtp1",
        "mail.smtpserver.smtp1.hostname": "127.0.0.1",
        "mail.smtpserver.smtp1.port": smtp_port,
        "mail.smtpserver.smtp1.authMethod": 1,  # none
        "mail.smtpserver.smtp1.try_ssl": 0,
        **dict(said for identity, email in numbered for said in _identity(user, identity, email)),
    }


def _identity(user: User, identity: str, email: str) -> Iterator[tuple[str, object]]:
    start = f"mail.identity.{identity}"
    yield f"{start}.fullName", user.name
    yield f"{start}.useremail", email
    yield f"{start}.smtpServer", "smtp1"
    yield f"{start}.valid", True
    yield f"{start}.fcc", False


def _calendars(user: User) -> Iterator[tuple[str, object]]:
    """Yield a calendar an address: Thunderbird answers as the identity of the event's calendar."""
    for number, email in enumerate(user.emails, 1):
        start = f"calendar.registry.ours{number}"
        yield f"{start}.type", "storage"
        yield f"{start}.uri", "moz-storage-calendar://"
        yield f"{start}.name", email
        yield f"{start}.calendar-main-in-composite", True
        yield f"{start}.imip.identity.key", f"id{number}"
