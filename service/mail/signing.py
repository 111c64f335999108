"""Signing our letters by DKIM, on wish, when they are built (D1, RFC 6376)."""

import base64
import re
from datetime import datetime
from hashlib import sha256

import dkim
from dkim.canonicalization import CanonicalizationPolicy
from dkim.crypto import parse_pem_private_key

from service.domain.site import Site

# `from` twice: nobody can lay another From over ours.
HEADERS = (
    b"from", b"from", b"to", b"reply-to", b"subject", b"date", b"message-id", b"in-reply-to",
    b"references", b"auto-submitted", b"mime-version", b"content-type",
    b"list-unsubscribe", b"list-unsubscribe-post",  # RFC 8058 §4
)  # fmt: skip
RELAXED = b"relaxed/relaxed"
_OURS = re.compile(rb"\ADKIM-Signature:.*?\r\n(?![ \t])", re.DOTALL)


def signed(raw: bytes, site: Site, now: datetime) -> bytes:
    """Return a letter with our signature on top, instead of one it has; as it is without a key.

    The same letter, key and `now` give the same bytes, so that what is stored is what leaves.
    """
    if not site.dkim_selector:
        return raw
    bare = _OURS.sub(b"", raw, count=1)
    letter = dkim.DKIM(bare)
    policy = CanonicalizationPolicy.from_c_value(RELAXED)
    present = {name.lower() for name, _ in letter.headers}
    names = [name for name in HEADERS if name in present]
    body = sha256(policy.canonicalize_body(letter.body)).digest()
    fields = [
        (b"v", b"1"),
        (b"a", b"rsa-sha256"),
        (b"c", RELAXED),
        (b"d", site.mail_domain.encode("ascii")),
        (b"s", site.dkim_selector.encode("ascii")),
        (b"t", str(int(now.timestamp())).encode("ascii")),
        (b"h", b" : ".join(names)),
        (b"bh", base64.b64encode(body)),
        (b"b", b"0" * 60),
    ]
    key = parse_pem_private_key(site.dkim_key)
    # dkimpy's own sign() would write the machine's time into the bytes.
    letter.hasher = dkim.HASH_ALGORITHMS[b"rsa-sha256"]
    header = letter.gen_header(fields, names, policy, b"DKIM-Signature", key)
    return b"DKIM-Signature: " + bytes(header) + bare
