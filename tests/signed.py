"""Mail signed by DKIM for tests: keys made once, and the TXT records that publish them."""

import base64
import re
import subprocess
from collections.abc import Callable, Mapping
from functools import cache

import dkim

from service.mail.alignment import NoAnswer

SELECTOR = "s1"


@cache
def key(number: int = 1) -> bytes:
    """Return a private key, the same for the same number within a run."""
    made = subprocess.run(["openssl", "genrsa", "2048"], capture_output=True, check=True)
    return made.stdout


@cache
def published(private: bytes) -> str:
    """Return the TXT record of a private key."""
    made = subprocess.run(
        ["openssl", "rsa", "-pubout", "-outform", "DER"],
        input=private,
        capture_output=True,
        check=True,
    )
    return f"v=DKIM1; k=rsa; p={base64.b64encode(made.stdout).decode()}"


def records(domain: str = "example.org", private: bytes | None = None) -> dict[str, str]:
    """Return what a signing domain publishes."""
    return {f"{SELECTOR}._domainkey.{domain}": published(private or key())}


def signed(raw: bytes, domain: str = "example.org", private: bytes | None = None) -> bytes:
    """Return a mail with the signature of a domain laid on top."""
    whole = re.sub(rb"\r?\n", b"\r\n", raw)
    header = dkim.sign(whole, SELECTOR.encode(), domain.encode(), private or key())
    return bytes(header) + whole


def look(*known: Mapping[str, str], silent: bool = False) -> Callable[[str], tuple[str, ...]]:
    """Return a look-up in some records; a silent one never answers."""
    texts = {name: text for one in known for name, text in one.items()}

    def find(name: str) -> tuple[str, ...]:
        if silent:
            raise NoAnswer("time-out")
        return (texts[name],) if name in texts else ()

    return find
