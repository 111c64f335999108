"""TXT records from the names' servers, within a few seconds, for DKIM and DMARC."""

from collections.abc import Callable
from functools import cache
from time import monotonic

import dns.exception
import dns.name
import dns.resolver

from service.mail.alignment import NoAnswer

LOOKUP_SECONDS = 2.0
MAIL_SECONDS = 5.0  # all lookups for one mail
KEPT = 1_000  # answers, for as long as their servers say


def lookups(seconds: float = MAIL_SECONDS) -> Callable[[str], tuple[str, ...]]:
    """Return a function from a name to its TXT records, for one mail.

    It raises NoAnswer where the servers fail or the time is over; a name that is not there
    has no records.
    """
    ends = monotonic() + seconds

    def look(name: str) -> tuple[str, ...]:
        left = ends - monotonic()
        if left <= 0:
            raise NoAnswer("out of time")
        return _texts(name, min(left, LOOKUP_SECONDS))

    return look


def _texts(name: str, seconds: float) -> tuple[str, ...]:
    try:
        asked = dns.name.from_text(name)
    except (dns.exception.DNSException, UnicodeError):
        return ()  # no name at all
    try:
        found = _resolver().resolve(asked, "TXT", lifetime=seconds, search=False)
    except (dns.resolver.NXDOMAIN, dns.resolver.NoAnswer):
        return ()
    except (dns.exception.DNSException, OSError) as failed:
        raise NoAnswer(type(failed).__name__) from failed
    return tuple(b"".join(one.strings).decode("ascii", "replace") for one in found)


@cache
def _resolver() -> dns.resolver.Resolver:
    resolver = dns.resolver.Resolver()
    resolver.cache = dns.resolver.LRUCache(KEPT)
    return resolver
