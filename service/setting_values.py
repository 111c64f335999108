"""The text of one setting as its value; raises BadSetting with a line that names it."""

import re
from email.utils import parseaddr
from pathlib import Path
from urllib.parse import urlsplit

SHORTEST_KEY = 1024  # RFC 8301 §3.2
_LABEL = r"[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?"  # RFC 1035 §2.3.1; others as xn--…
TRUE, FALSE = {"1", "true", "yes", "on"}, {"", "0", "false", "no", "off"}


class BadSetting(Exception):
    """A setting is missing or wrong; the text is one line that names it."""


def present(name: str, value: str) -> str:
    """Return what must not be empty."""
    if not value:
        raise BadSetting(f"{name} is not set")
    return value


def url(name: str, value: str) -> str:
    """Return an http or https address, or nothing."""
    if value and not _is_url(value):
        raise BadSetting(f"{name}: {value!r} is not an http or https address")
    return value


def domain(name: str, value: str) -> str:
    """Return a mail domain, or nothing."""
    if value and not re.fullmatch(rf"{_LABEL}(\.{_LABEL})*", value, re.IGNORECASE | re.ASCII):
        raise BadSetting(f"{name}: {value!r} is not a mail domain")
    return value


def sender(name: str, value: str) -> str:
    """Return the address of a sender given as an address or as `Name <address>`."""
    address = parseaddr(value)[1]
    if value and (address not in value or not re.fullmatch(r"[^@\s]+@[^@\s]+", address)):
        raise BadSetting(f"{name}: {value!r} is not a mail address")
    return address


def port(name: str, value: str) -> int:
    """Return a port number, 1 to 65535."""
    if not value.isdecimal() or not 0 < int(value) < 65536:
        raise BadSetting(f"{name}: {value!r} is not a port number")
    return int(value)


def number(name: str, value: str, usual: int, least: int = 0, most: int = 1_000_000) -> int:
    """Return a whole number within its bounds; the usual one where none is given."""
    if not value:
        return usual
    if not value.isdecimal() or not least <= int(value) <= most:
        raise BadSetting(f"{name}: {value!r} is not a number from {least} to {most}")
    return int(value)


def flag(name: str, value: str) -> bool:
    """Return whether a word says yes; an empty one says no."""
    if value.lower() in TRUE | FALSE:
        return value.lower() in TRUE
    raise BadSetting(f"{name}: {value!r} is neither true nor false")


def redis(name: str, value: str) -> str:
    """Return the address of a queue server, or nothing."""
    if value and urlsplit(value).scheme not in ("redis", "rediss", "unix"):
        raise BadSetting(f"{name}: {value!r} is not a redis, rediss or unix address")
    return value


def listen(name: str, value: str) -> tuple[str, int] | None:
    """Return host and port to listen on, or None."""
    if not value:
        return None
    host, colon, digits = value.rpartition(":")
    if not colon or not host:
        raise BadSetting(f"{name}: {value!r} is not host:port")
    return host.strip("[]"), port(name, digits)


def not_smtp(name: str, value: str) -> tuple[str, int] | None:
    """Return host and port for LMTP, which has no place on port 25, or None."""
    found = listen(name, value)
    if found and found[1] == 25:  # RFC 2033 §5: whoever calls there expects SMTP
        raise BadSetting(f"{name}: LMTP must not be on port 25")
    return found


def selector(name: str, value: str) -> str:
    """Return a DKIM selector (RFC 6376 §3.1), or nothing."""
    if value and not re.fullmatch(r"[a-z0-9]([a-z0-9.-]{0,61}[a-z0-9])?", value):
        raise BadSetting(f"{name}: {value!r} is no DKIM selector")
    return value


def secret(name: str, value: str) -> str:
    """Return a secret that is not too short to be one, or nothing."""
    if value and len(value) < 16:
        raise BadSetting(f"{name} is shorter than 16 characters")
    return value


def text_of(name: str, path: Path) -> str:
    """Return what a file named by a setting holds, without white space around it."""
    try:
        return path.read_text("utf-8").strip()
    except OSError as wrong:
        raise BadSetting(f"{name}: cannot read {path}: {wrong.strerror}") from wrong
    except UnicodeDecodeError as wrong:
        raise BadSetting(f"{name}: {path} is no text") from wrong


def refuse_bad_key(name: str, value: str) -> None:
    """Refuse what is no RSA key to sign by; imported here, since few commands need it."""
    from dkim.crypto import UnparsableKeyError, parse_pem_private_key

    try:
        bits = parse_pem_private_key(value.encode("ascii"))["modulus"].bit_length()
    except (UnparsableKeyError, ValueError, LookupError, TypeError) as wrong:
        raise BadSetting(f"{name} is not an RSA private key in PEM") from wrong
    if bits < SHORTEST_KEY:
        raise BadSetting(f"{name} has {bits} bits, and {SHORTEST_KEY} are the least")


def _is_url(value: str) -> bool:
    """Return whether links may begin with a text."""
    try:
        parts = urlsplit(value)
        whole = parts.hostname and (parts.port is None or parts.port)
    except ValueError:
        return False
    plain = not (parts.query or parts.fragment or parts.username or re.search(r"\s", value))
    return parts.scheme in ("http", "https") and bool(whole) and plain
