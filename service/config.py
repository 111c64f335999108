"""Settings as one value, read from the environment, NAME_FILE files and oksa.toml."""

import secrets
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from ipaddress import ip_address
from pathlib import Path
from typing import Literal

from service import setting_values as values
from service.domain.imap import Mailbox, mailbox_at
from service.domain.pacing import USUAL, Pace
from service.domain.site import Site
from service.setting_values import BadSetting

MOST_SENDERS = 16
SHORTEST_KEY = 1024  # RFC 8301 §3.2
TRUE, FALSE = {"1", "true", "yes", "on"}, {"", "0", "false", "no", "off"}


@dataclass(frozen=True)
class MailServer:
    """Where letters are handed over, by Flask-Mail's names; how fast, and by how many senders."""

    host: str
    port: int
    use_tls: bool
    use_ssl: bool
    username: str
    password: str
    pace: Pace = USUAL
    senders: int = 1


@dataclass(frozen=True)
class Imap:
    """A mailbox to fetch mail from, the secret or the file that holds it, and where mail goes."""

    url: str
    kind: Literal["password", "token"]
    secret: str
    secret_file: str
    moved_to: str

    def mailbox(self) -> Mailbox:
        """Return where the mailbox is."""
        return mailbox_at(self.url)

    def present_secret(self) -> str:
        """Return the password or token as it is now: another program may renew its file.

        Raises BadSetting.
        """
        name = f"OKSA_IMAP_{self.kind.upper()}"
        if self.secret_file:
            name = f"{name}_FILE"
            return values.present(name, values.text_of(name, Path(self.secret_file)))
        return self.secret or self.mailbox().password


@dataclass(frozen=True)
class Settings:
    """What the operator decided. Empty means not set; `need_site` and `need_mail` insist."""

    folder: Path
    base_url: str
    mail_domain: str
    sender: str
    mail_host: str
    mail_port: int
    mail_use_tls: bool
    mail_use_ssl: bool
    mail_username: str
    mail_password: str
    redis_url: str
    smtp_listen: tuple[str, int] | None
    smtp_cert: str
    smtp_key: str
    lmtp_listen: tuple[str, int] | None
    authserv_id: str
    verify_dkim: bool
    dkim_selector: str
    dkim_key: str
    secret_key: str
    pace: Pace = USUAL
    senders: int = 1
    metrics_token: str = ""
    imap: Imap | None = None
    webhook_secret: str = ""
    mark_invitations: bool = True

    def need_site(self) -> Site:
        """Return the site, or raise BadSetting naming what is missing."""
        return Site(
            base_url=values.present("OKSA_BASE_URL", self.base_url).rstrip("/"),
            mail_domain=values.present("OKSA_MAIL_DOMAIN", self.mail_domain).lower(),
            sender_address=self.sender or f"oksa@{self.mail_domain.lower()}",
            secret=self.secret().encode(),
            authserv_id=self.authserv_id,
            open_door=self.smtp_listen is not None and not _is_inside(self.smtp_listen[0]),
            verify_dkim=self.verify_dkim,
            dkim_selector=self.dkim_selector,
            dkim_key=self._key().encode("ascii"),
            mark_invitations=self.mark_invitations,
        )

    def need_mail(self) -> MailServer:
        """Return the mail server, or raise BadSetting."""
        if self.mail_use_tls and self.mail_use_ssl:
            raise BadSetting("MAIL_USE_TLS and MAIL_USE_SSL are both set: only one of them can be")
        return MailServer(
            values.present("MAIL_SERVER", self.mail_host),
            self.mail_port,
            self.mail_use_tls,
            self.mail_use_ssl,
            self.mail_username,
            self.mail_password,
            self.pace,
            self.senders,
        )

    def _key(self) -> str:
        """Return the key that letters are signed by, empty for none; raises BadSetting."""
        if not self.dkim_selector and not self.dkim_key:
            return ""
        values.present("OKSA_DKIM_SELECTOR", self.dkim_selector)
        key = values.present("OKSA_DKIM_KEY", self.dkim_key)
        values.refuse_bad_key("OKSA_DKIM_KEY", key)
        return key

    def secret(self) -> str:
        """Return SECRET_KEY, or the key kept in the data folder, made at the first run."""
        if self.secret_key:
            return self.secret_key
        kept = self.folder / "secret_key"
        if not kept.exists():
            self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            _write_once(kept, secrets.token_urlsafe(48))
        return kept.read_text("utf-8").strip()


def load(environ: Mapping[str, str], here: Path) -> Settings:
    """Return the settings of an environment and of `oksa.toml` in the folder `here`, if any.

    Raises BadSetting with one line that names the first wrong value.
    """
    table = written(here)
    read = _reader(environ, table)
    return Settings(
        folder=Path(read("OKSA_DATA") or "var"),
        base_url=values.url("OKSA_BASE_URL", read("OKSA_BASE_URL")),
        mail_domain=values.domain("OKSA_MAIL_DOMAIN", read("OKSA_MAIL_DOMAIN")),
        sender=values.sender("MAIL_DEFAULT_SENDER", read("MAIL_DEFAULT_SENDER")),
        mail_host=read("MAIL_SERVER"),
        mail_port=values.port("MAIL_PORT", read("MAIL_PORT") or "25"),
        mail_use_tls=values.flag("MAIL_USE_TLS", read("MAIL_USE_TLS")),
        mail_use_ssl=values.flag("MAIL_USE_SSL", read("MAIL_USE_SSL")),
        mail_username=read("MAIL_USERNAME"),
        mail_password=read("MAIL_PASSWORD"),
        redis_url=values.redis("REDIS_URL", read("REDIS_URL")),
        smtp_listen=values.listen("OKSA_SMTP_LISTEN", read("OKSA_SMTP_LISTEN")),
        smtp_cert=read("OKSA_SMTP_CERT"),
        smtp_key=read("OKSA_SMTP_KEY"),
        lmtp_listen=values.not_smtp("OKSA_LMTP_LISTEN", read("OKSA_LMTP_LISTEN")),
        authserv_id=read("OKSA_AUTHSERV_ID").lower(),
        metrics_token=read("OKSA_METRICS_TOKEN"),
        mark_invitations=values.flag(
            "OKSA_MARK_INVITATIONS", read("OKSA_MARK_INVITATIONS") or "yes"
        ),
        verify_dkim=values.flag("OKSA_VERIFY_DKIM", read("OKSA_VERIFY_DKIM") or "yes"),
        dkim_selector=values.selector("OKSA_DKIM_SELECTOR", read("OKSA_DKIM_SELECTOR").lower()),
        dkim_key=read("OKSA_DKIM_KEY"),
        secret_key=values.secret("SECRET_KEY", read("SECRET_KEY")),
        pace=_pace(read),
        senders=values.number("OKSA_SENDERS", read("OKSA_SENDERS"), 1, least=1, most=MOST_SENDERS),
        imap=_imap(read, lambda name: _file_of(name, environ, table)),
        webhook_secret=values.secret("OKSA_WEBHOOK_SECRET", read("OKSA_WEBHOOK_SECRET")),
    )


def written(here: Path) -> Mapping[str, object]:
    """Return what stands in `oksa.toml` in a folder, if it is there; raises BadSetting."""
    path = here / "oksa.toml"
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        return {}
    except OSError as wrong:
        raise BadSetting(f"oksa.toml: {wrong.strerror}") from wrong
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as wrong:
        raise BadSetting(f"oksa.toml: {wrong}") from wrong


def _pace(read: Callable[[str], str]) -> Pace:
    return Pace(
        values.number("OKSA_DOMAIN_PER_MINUTE", read("OKSA_DOMAIN_PER_MINUTE"), USUAL.minute),
        values.number("OKSA_DOMAIN_PER_HOUR", read("OKSA_DOMAIN_PER_HOUR"), USUAL.hour),
        values.number("OKSA_MAIL_PER_MINUTE", read("OKSA_MAIL_PER_MINUTE"), USUAL.total),
    )


def _imap(read: Callable[[str], str], file_of: Callable[[str], str]) -> Imap | None:
    """Return the mailbox to fetch from, whose secret must be said exactly once."""
    url = read("OKSA_IMAP_URL")
    if not url:
        return None
    try:
        box = mailbox_at(url)
    except ValueError as wrong:  # without the address: a password may stand in it
        raise BadSetting(f"OKSA_IMAP_URL: {wrong}") from None
    password, token = read("OKSA_IMAP_PASSWORD"), read("OKSA_IMAP_TOKEN")
    if [bool(box.password), bool(password), bool(token)].count(True) != 1:
        raise BadSetting("OKSA_IMAP_URL needs either OKSA_IMAP_PASSWORD or OKSA_IMAP_TOKEN")
    name = "OKSA_IMAP_TOKEN" if token else "OKSA_IMAP_PASSWORD"
    path = "" if box.password else file_of(name)
    secret = "" if path else token or password
    moved_to = read("OKSA_IMAP_MOVED_TO") or "Oksa"
    if moved_to.upper() == box.folder.upper() or not moved_to.isprintable():
        raise BadSetting("OKSA_IMAP_MOVED_TO is not another folder than that of OKSA_IMAP_URL")
    return Imap(url, "token" if token else "password", secret, path, moved_to)


def _reader(environ: Mapping[str, str], table: Mapping[str, object]) -> Callable[[str], str]:
    def read(name: str) -> str:
        if path := _file_of(name, environ, table):
            return values.text_of(f"{name}_FILE", Path(path))
        value = environ[name] if name in environ else table.get(name, "")
        return "" if value is False else str(value).strip()

    return read


def _file_of(name: str, environ: Mapping[str, str], table: Mapping[str, object]) -> str:
    """Return the path of the file that holds a value; empty where the value itself is given."""
    if name in environ or f"{name}_FILE" in environ:
        return "" if name in environ else environ[f"{name}_FILE"]
    return "" if name in table else str(table.get(f"{name}_FILE", ""))


def _write_once(path: Path, text: str) -> None:
    """Write a file only its owner can read; a second writer's text is dropped."""
    path.touch(mode=0o600, exist_ok=True)
    with path.open("r+", encoding="utf-8") as file:
        if not file.read():
            file.write(text)


def _is_inside(host: str) -> bool:
    """Return whether only our own mail server can reach an address, and no stranger."""
    if host == "localhost":
        return True
    try:
        found = ip_address(host)
    except ValueError:
        return False
    return found.is_private and not found.is_unspecified
