"""What the topmost Authentication-Results says of a mail's origin (RFC 8601)."""

import re
from dataclasses import dataclass

from service.domain.proof import Result

LONGEST = 4_000
_QUOTED = re.compile(r'"(?:[^"\\]|\\.)*"')
_METHOD = re.compile(r"\s*(dkim|dmarc)\s*(?:/\s*\d+)?\s*=\s*([a-z]+)", re.IGNORECASE)
_DOMAIN = re.compile(r"header\.(?:d|i|from)\s*=\s*(?:[^\s;@]*@)?([a-z0-9.-]+)", re.IGNORECASE)


@dataclass(frozen=True)
class _Said:
    """One method's result, and the domain it is about where it names one."""

    method: str
    result: str
    domain: str


def told(value: str, authserv_id: str, author: str) -> Result:
    """Return what a server says of an author's domain; `none` unless it is the server we believe.

    A DMARC or DKIM failure of that domain is a failure; DMARC's pass, or DKIM's by a domain that
    is the author's, above it or below it, is a pass.
    """
    plain = _without_comments(_QUOTED.sub(" ", value[:LONGEST]))
    named, _, rest = plain.partition(";")
    if not authserv_id or named.split()[:1] != [authserv_id]:
        return "none"
    said = [one for part in rest.split(";") if (one := _said(part))]
    ours = [one for one in said if not (one.domain and author) or _is_near(one.domain, author)]
    results = {(one.method, one.result) for one in ours}
    if ("dmarc", "fail") in results:
        return "fail"
    if ("dkim", "fail") in results and ("dkim", "pass") not in results:
        return "fail"
    by_name = [one for one in ours if one.domain or one.method == "dmarc"]
    return "pass" if any(one.result == "pass" for one in by_name) else "none"


def _said(part: str) -> _Said | None:
    found = _METHOD.match(part)
    if found is None:
        return None
    domain = _DOMAIN.search(part)
    return _Said(found[1].lower(), found[2].lower(), domain[1].lower() if domain else "")


def _is_near(domain: str, author: str) -> bool:
    """Return whether one of two domains is the other or stands below it."""
    if "." not in domain:
        return False
    return domain == author or author.endswith(f".{domain}") or domain.endswith(f".{author}")


def _without_comments(text: str) -> str:
    """Return a header without its comments, which may stand inside each other."""
    kept, depth = [], 0
    for character in text.lower():
        depth += character == "("
        if not depth:
            kept.append(character)
        depth -= character == ")" and depth > 0
    return "".join(kept)
