"""Reply addresses and page links: derived, unguessable, the same for the same matter (S4)."""

import re
from base64 import b32encode
from collections.abc import Iterable
from hmac import compare_digest
from hmac import digest as hmac
from typing import Literal

from service.domain.certificates import ALPHABET, CODE_LENGTH
from service.domain.letters import Matter
from service.domain.site import Site

Purpose = Literal["reply", "page", "bounce", "stop"]
Standing = Literal["ours", "perhaps", "unknown", "elsewhere"]
PREFIX = "oksa+"
ROLES = ("oksa", "postmaster", "abuse")  # RFC 5321 §4.5.1, RFC 2142 §4
TOKEN_LENGTH = 27  # the key's id and 26 characters of base32: 130 bits
SEAL_LENGTH = 6
_SEALED = re.compile(r"([a-z][a-z2-7]{26})([a-z2-7]{6})?")


def token(site: Site, purpose: Purpose, about: Matter, person_id: int) -> str:
    """Return the token of one person in one matter for one purpose, in lower case.

    Providers change the case of addresses, so base32 and never base64.
    """
    said = f"{purpose}:{about.kind}:{about.id}:{person_id}".encode()
    return site.key_id + _base32(hmac(site.secret, said, "sha256"), TOKEN_LENGTH - 1)


def address(site: Site, token: str) -> str:
    """Return the plus-address of a token: the token and its seal.

    By the seal a door knows an address of ours without a look into the database, also
    long after its matter ended and after a restore from an older backup.
    """
    return f"{PREFIX}{token}{_seal(site, token)}@{site.mail_domain}"


def standing(site: Site, address: str) -> Standing:
    """Return whether mail to an address is for us.

    `perhaps` is a token without the seal of our present key: only the database knows it.
    """
    local, domain = _halves(address)
    if f"{local}@{domain}" == site.sender_address.lower() or (local, domain) == ("postmaster", ""):
        return "ours"
    if domain != site.mail_domain:
        return "elsewhere"
    if local in ROLES:
        return "ours"
    code = _SEALED.fullmatch(local.removeprefix(PREFIX)) if local.startswith(PREFIX) else None
    if code is None:
        return "unknown"
    return "ours" if compare_digest(code[2] or "", _seal(site, code[1])) else "perhaps"


def page(site: Site, door: Literal["h", "t", "s", "k", "p", "l"], token: str) -> str:
    """Return the link of a token's page."""
    return f"{site.base_url}/{door}/{token}"


def tokens_in(addresses: Iterable[str], site: Site) -> list[str]:
    """Return the tokens in our own plus-addresses, in order, each once; case is ignored."""
    found: dict[str, None] = {}
    for text in addresses:
        local, domain = _halves(text)
        if domain == site.mail_domain and local.startswith(PREFIX):
            code = _SEALED.fullmatch(local.removeprefix(PREFIX))
            if code is not None:
                found[code[1]] = None
    return list(found)


def certificate_code(site: Site, round_id: int, person_id: int) -> str:
    """Return the check code of a person's certificate of a round, not to be guessed (P28)."""
    digest = hmac(site.secret, f"certificate:{round_id}:{person_id}".encode(), "sha256")
    number = int.from_bytes(digest[:8])
    return "".join(ALPHABET[(number >> 5 * at) & 31] for at in range(CODE_LENGTH))


def message_id(site: Site, key: str) -> str:
    """Return the Message-ID of the letter of one occasion, the same however often it is built."""
    digest = hmac(site.secret, f"message-id:{key}".encode(), "sha256").hex()
    return f"<{digest[:32]}@{site.mail_domain}>"


def erased_mark(site: Site, email: str) -> str:
    """Return what is kept of an erased address: nobody can tell it from that (G4)."""
    return hmac(site.secret, f"erased:{email}".encode(), "sha256").hex()


def _halves(address: str) -> tuple[str, str]:
    """Return local part and domain in lower case, whatever a server escaped or quoted in it."""
    plain = address.strip().lower().replace("\\", "").replace('"', "")
    local, at, domain = plain.rpartition("@")
    return (local, domain) if at else (plain, "")


def _seal(site: Site, token: str) -> str:
    digest = hmac(site.secret, f"seal:{token}".encode(), "sha256")
    return _base32(digest, SEAL_LENGTH)


def _base32(digest: bytes, length: int) -> str:
    """Return the first characters of a digest; more of it than they need is not spelt out."""
    whole = -(-length // 8) * 5  # bytes that end with a character
    return b32encode(digest[:whole]).decode().lower()[:length]
