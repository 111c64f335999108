"""Reply addresses and page links: derived, unguessable, the same for the same matter (S4)."""

import re
from base64 import b32encode
from collections.abc import Iterable
from hashlib import sha256
from hmac import new as hmac
from typing import Literal

from service.domain.letters import Matter
from service.domain.site import Site

Purpose = Literal["reply", "page", "bounce"]
PREFIX = "oksa+"
TOKEN_LENGTH = 27  # the key's id and 26 characters of base32: 130 bits
_TOKEN = re.compile(r"[a-z][a-z2-7]{26}")


def token(site: Site, purpose: Purpose, about: Matter, person_id: int) -> str:
    """Return the token of one person in one matter for one purpose, in lower case.

    Providers change the case of addresses, so base32 and never base64.
    """
    said = f"{purpose}:{about.kind}:{about.id}:{person_id}".encode()
    digest = hmac(site.secret, said, sha256).digest()
    return site.key_id + b32encode(digest).decode().lower()[: TOKEN_LENGTH - 1]


def address(site: Site, token: str) -> str:
    """Return the plus-address of a token."""
    return f"{PREFIX}{token}@{site.mail_domain}"


def page(site: Site, door: Literal["h", "t", "s", "k", "p"], token: str) -> str:
    """Return the link of a token's page."""
    return f"{site.base_url}/{door}/{token}"


def tokens_in(addresses: Iterable[str], site: Site) -> list[str]:
    """Return the tokens in our own plus-addresses, in order, each once; case is ignored."""
    found: dict[str, None] = {}
    for text in addresses:
        local, _, domain = text.strip().lower().rpartition("@")
        if domain == site.mail_domain and local.startswith(PREFIX):
            candidate = local.removeprefix(PREFIX)
            if _TOKEN.fullmatch(candidate):
                found[candidate] = None
    return list(found)


def message_id(site: Site, key: str) -> str:
    """Return the Message-ID of the letter of one occasion, the same however often it is built."""
    digest = hmac(site.secret, f"message-id:{key}".encode(), sha256).hexdigest()
    return f"<{digest[:32]}@{site.mail_domain}>"
