"""Where a mailbox is that we fetch mail from, read from its address (RFC 5092)."""

from dataclasses import dataclass
from ipaddress import ip_address
from urllib.parse import unquote, urlsplit

PORTS = {"imap": 143, "imaps": 993}
FORM = "not imaps://user@host:port/FOLDER"


@dataclass(frozen=True)
class Mailbox:
    """A folder of somebody's mailbox on a server; `password` is empty unless the address has it."""

    host: str
    port: int
    tls: bool
    user: str
    password: str
    folder: str

    @property
    def is_here(self) -> bool:
        """Return whether the server is on this machine, so that nobody can listen in between."""
        try:
            return self.host == "localhost" or ip_address(self.host).is_loopback
        except ValueError:
            return False


def mailbox_at(url: str) -> Mailbox:
    """Return the mailbox of an address. Raises ValueError, which never holds the password."""
    try:
        parts = urlsplit(url)
        port = parts.port or PORTS[parts.scheme]
    except (KeyError, ValueError):
        raise ValueError(FORM) from None
    user, password = unquote(parts.username or ""), unquote(parts.password or "")
    folder = unquote(parts.path.strip("/")) or "INBOX"
    if not parts.hostname or not user or parts.query or parts.fragment:
        raise ValueError(FORM)
    if not f"{user}{password}{folder}".isprintable():
        raise ValueError(FORM)
    return Mailbox(parts.hostname, port, parts.scheme == "imaps", user, password, folder)
