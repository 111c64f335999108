"""Whether a mail's own signature proves its author's domain (RFC 6376; TRUST.md S4).

SPF is left out: behind a relay it says nothing. So the lack of a signature is no failure here;
only a signature of the author's own domain that does not fit the mail is one.
"""

import re
from collections import Counter

import dkim

from service.domain.proof import Origin, Result
from service.mail.alignment import Look, NoAnswer, is_aligned, may_align

MOST_SIGNATURES = 5
LONGEST_HEAD, MOST_LINES = 128_000, 1_000
LONGEST_SIGNATURE = 4_000
LONGEST_KEY = 1_500
LONGEST_GAP = 100  # dkimpy's time grows with the square of a run of white space
# A header that stands twice is one that somebody may have laid over the signed one.
ONCE = (
    b"from", b"to", b"subject", b"date", b"message-id", b"mime-version", b"content-type",
    b"content-transfer-encoding", b"in-reply-to", b"references",
)  # fmt: skip
_DOMAIN = re.compile(rb"@([a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){1,9})(?![a-z0-9.-])", re.IGNORECASE)
_BAD = (
    dkim.DKIMException, dkim.InvalidTagValueList, ValueError, LookupError, TypeError,
    AttributeError, ArithmeticError,
)  # fmt: skip


def check(raw: bytes, look: Look) -> Origin:
    """Return what a mail's signatures say of its From; `look` gives a name's TXT records.

    Never raises: what cannot be looked up or read is no proof.
    """
    if not _is_in_bounds(raw):
        return Origin("none", "too large to be verified")
    try:
        mail = dkim.DKIM(raw)
    except _BAD:
        return Origin("none", "headers that cannot be read")
    counted = Counter(name.lower() for name, _ in mail.headers)
    author = _author(mail)
    if not counted[b"dkim-signature"]:
        return Origin("none", "not signed")
    if not author or any(counted[name] > 1 for name in ONCE):
        return Origin("none", "a header that stands twice, or no plain From")
    most = min(counted[b"dkim-signature"], MOST_SIGNATURES)
    return _best([_checked(mail, index, author, look) for index in range(most)])


def _best(found: list[Origin]) -> Origin:
    """Return the one that counts: a good signature outweighs a broken one beside it."""
    order: tuple[Result, ...] = ("pass", "fail", "none")
    return min(found, key=lambda one: order.index(one.result))


def _checked(mail: dkim.DKIM, index: int, author: str, look: Look) -> Origin:
    try:
        prepared = mail.verify_headerprep(index)
        fields, signed, headers = prepared
        signer = str(fields[b"d"], "ascii").lower().rstrip(".")
        if len(headers[index][1]) > LONGEST_SIGNATURE or not may_align(signer, author):
            return Origin("none", "signed by another domain than its author's")
        if why := _flaw(fields, signed, mail):
            return Origin("none", why)
        if not is_aligned(signer, author, look):
            return Origin("none", "signed by another domain than its author's")
        key = _key(fields, signer, look)
    except NoAnswer:
        return Origin("none", "the keys could not be looked up")
    except _BAD:
        return Origin("none", "a signature that cannot be read")
    return _verified(mail, index, signer, key)


def _flaw(fields: dict[bytes, bytes], signed: list[bytes], mail: dkim.DKIM) -> str:
    """Return why even a good signature of this shape proves nothing, or nothing."""
    if fields[b"a"] == b"rsa-sha1":  # RFC 8301 §3.1
        return "signed with SHA-1"
    if b"l" in fields:  # words could be added below
        return "signed in part"
    has_id = any(name.lower() == b"message-id" for name, _ in mail.headers)
    if b"from" not in signed or (has_id and b"message-id" not in signed):
        return "signed without its Message-ID"  # it could be sent once more under another
    return ""


def _key(fields: dict[bytes, bytes], signer: str, look: Look) -> bytes:
    """Return the one key record of a signature; raises ValueError where none can be used."""
    selector = fields[b"s"].decode("ascii").lower()
    records = look(f"{selector}._domainkey.{signer}")
    if len(records) != 1 or len(records[0]) > LONGEST_KEY:
        raise ValueError("no key, or more than one")
    key = records[0].encode("ascii")
    tags = dkim.util.parse_tag_value(key)
    _, bits, kind, _ = dkim.evaluate_pk(signer, key)
    is_testing = b"y" in tags.get(b"t", b"").split(b":")  # RFC 6376 §3.6.1
    if is_testing or (kind == b"rsa" and bits < 1024):
        raise ValueError("a key for tests, or a short one")
    return key


def _verified(mail: dkim.DKIM, index: int, signer: str, key: bytes) -> Origin:
    try:
        good = mail.verify(index, dnsfunc=lambda name, timeout=5: key)
    except dkim.ValidationError:  # the body is another one
        good = False
    except _BAD:
        return Origin("none", "a signature that cannot be read")
    if good:
        return Origin("pass", f"signed by {signer}")
    return Origin("fail", f"a signature of {signer} that does not fit")


def _author(mail: dkim.DKIM) -> str:
    """Return the domain of the only From, or nothing where it is not one (S3)."""
    values = [value for name, value in mail.headers if name.lower() == b"from"]
    if len(values) != 1 or len(values[0]) > LONGEST_SIGNATURE:
        return ""
    domains = {one.lower() for one in _DOMAIN.findall(values[0])}
    return domains.pop().decode("ascii") if len(domains) == 1 else ""


def _is_in_bounds(raw: bytes) -> bool:
    head = re.split(rb"\r?\n\r?\n", raw[: LONGEST_HEAD + 4], maxsplit=1)[0]
    gap = b" " * LONGEST_GAP
    return (
        len(head) <= LONGEST_HEAD
        and head.count(b"\n") < MOST_LINES
        and gap not in raw.replace(b"\t", b" ")
    )
