"""What the name servers say of our domain: MX, SPF, DKIM, DMARC (D1)."""

import base64
import binascii
import re
from collections.abc import Callable, Iterator

import dns.exception
import dns.resolver
from dkim.crypto import UnparsableKeyError, parse_pem_private_key, parse_public_key

from jobs import dns as our_dns
from jobs.check.finding import Finding, State
from service.domain.site import Site
from service.mail.alignment import NoAnswer

SECONDS = 5.0
Look = Callable[[str], tuple[str, ...]]


def check(site: Site) -> Iterator[Finding]:
    """Look at each record, as the name servers have it now."""
    yield _mx(site.mail_domain)
    yield from texts(site, our_dns.lookups(2 * SECONDS))


def texts(site: Site, look: Look) -> Iterator[Finding]:
    """Look at the TXT records; `look` returns those of a name."""
    for name, told in (("spf", spf), ("dkim", dkim), ("dmarc", dmarc)):
        try:
            yield Finding(name, *told(site, look))
        except NoAnswer as why:
            yield Finding(name, "wrong", f"the name servers do not answer: {why}")


def spf(site: Site, look: Look) -> tuple[State, str]:
    """See who may send for our return path (RFC 7208)."""
    found = [one for one in look(site.mail_domain) if re.match(r"v=spf1(\s|$)", one, re.IGNORECASE)]
    if not found:
        return "wrong", f"{site.mail_domain} has no SPF record"
    if len(found) > 1:  # RFC 7208 §4.5
        return "wrong", f"{site.mail_domain} has {len(found)} SPF records, which counts as none"
    if re.search(r"(\s)[+?]?all\b", found[0], re.IGNORECASE):
        return "warning", f"lets everyone send: {found[0]}"
    return "ok", found[0]


def dkim(site: Site, look: Look) -> tuple[State, str]:
    """See whether the key that we sign by is published (RFC 6376)."""
    if not site.dkim_selector:
        return "skipped", "OKSA_DKIM_SELECTOR is not set: the relay signs, or nobody does"
    name = f"{site.dkim_selector}._domainkey.{site.mail_domain}"
    found = "".join(look(name)[:1])
    if not found:
        return "wrong", f"{name} has no record"
    if _published(found) != parse_pem_private_key(site.dkim_key)["modulus"]:
        return "wrong", f"{name} is not the public half of OKSA_DKIM_KEY"
    return "ok", f"{name} is our key"


def dmarc(site: Site, look: Look) -> tuple[State, str]:
    """See what receivers are asked to do, by our domain or one above it (RFC 7489 §6.6.3)."""
    labels = site.mail_domain.split(".")
    for at in range(max(1, len(labels) - 1)):
        name = f"_dmarc.{'.'.join(labels[at:])}"
        found = [one for one in look(name) if one.lower().startswith("v=dmarc1")]
        if found:
            weak = re.search(r";\s*p\s*=\s*none", found[0], re.IGNORECASE)
            return ("warning" if weak else "ok"), f"{name}: {found[0]}"
    return "wrong", f"{site.mail_domain} has no DMARC record"


def _mx(domain: str) -> Finding:
    try:
        found = sorted((one.preference, str(one.exchange)) for one in _asked(domain, "MX"))
        if found:
            return Finding("mx", "ok", ", ".join(f"{n} {name.rstrip('.')}" for n, name in found))
        if _asked(domain, "A") or _asked(domain, "AAAA"):  # RFC 5321 §5.1
            return Finding("mx", "warning", f"{domain} has no MX record, but an address")
    except (dns.exception.DNSException, OSError) as why:
        return Finding("mx", "wrong", f"the name servers do not answer: {type(why).__name__}")
    return Finding("mx", "wrong", f"{domain} has no MX record: no answer to a letter can arrive")


def _asked(domain: str, kind: str) -> list[dns.resolver.Answer]:
    try:
        return list(dns.resolver.resolve(domain, kind, lifetime=SECONDS, search=False))
    except (dns.resolver.NXDOMAIN, dns.resolver.NoAnswer):
        return []


def _published(record: str) -> int | None:
    """Return the modulus of a published key, None where it is none."""
    tag = re.search(r"\bp\s*=\s*([A-Za-z0-9+/=\s]+)", record)
    try:
        key = parse_public_key(base64.b64decode("".join((tag[1] if tag else "").split())))
    except (UnparsableKeyError, binascii.Error, ValueError):
        return None
    return int(key["modulus"])
