"""Whether a signing domain speaks for a mail's author: DMARC's alignment (RFC 7489 §3.1.1).

The organisational domain is found by walking up the names and asking each for its DMARC
record (DMARCbis §4.10), so no list of public suffixes is needed.
"""

import re
from collections.abc import Callable, Iterator, Mapping

Look = Callable[[str], tuple[str, ...]]
Record = Mapping[str, str]
LONGEST_WALK = 8
_TAG = re.compile(r"\s*([a-z]{1,10})\s*=\s*([^;\s]{1,200})\s*", re.IGNORECASE)


class NoAnswer(Exception):
    """The names' servers did not answer, so nothing is known."""


def may_align(signer: str, author: str) -> bool:
    """Return whether two domains could belong together at all, without any lookup."""
    return signer == author or _tail(signer) == _tail(author)


def is_aligned(signer: str, author: str, look: Look) -> bool:
    """Return whether a signature of one domain speaks for an author of another.

    `look` returns a name's TXT records; its NoAnswer is passed on.
    """
    if signer == author:
        return True
    if not may_align(signer, author):
        return False
    records = _records(author, look)
    organisation = _organisation(author, records)
    policy = records.get(author) or records.get(organisation)
    if policy is None or policy.get("adkim", "r").lower() == "s":
        return False
    return _organisation(signer, _records(signer, look)) == organisation


def _records(domain: str, look: Look) -> dict[str, Record]:
    """Return the DMARC records from a domain upwards, the longest name first."""
    found: dict[str, Record] = {}
    for name in _upwards(domain):
        record = _record(look(f"_dmarc.{name}"))
        if record is not None:
            found[name] = record
            if record.get("psd", "").lower() in ("y", "n"):
                break
    return found


def _upwards(domain: str) -> Iterator[str]:
    labels = domain.split(".")
    while len(labels) >= 2:  # a top level's own record would make strangers one organisation
        yield ".".join(labels)
        labels = labels[1:] if len(labels) <= LONGEST_WALK else labels[1 - LONGEST_WALK :]


def _organisation(domain: str, records: Mapping[str, Record]) -> str:
    for name, record in records.items():
        said = record.get("psd", "").lower()
        if said == "n":
            return name
        if said == "y" and name != domain:
            below = domain.removesuffix(f".{name}").rpartition(".")[2]
            return f"{below}.{name}"
    return min(records, key=len, default=domain)


def _record(texts: tuple[str, ...]) -> Record | None:
    """Return the one DMARC record among TXT records; two are none."""
    ours = [text for text in texts if re.match(r"v\s*=\s*DMARC1\s*(;|$)", text)]
    if len(ours) != 1:
        return None
    pairs = (_TAG.fullmatch(part) for part in ours[0].split(";")[:30])
    return {pair[1].lower(): pair[2] for pair in pairs if pair}


def _tail(domain: str) -> list[str]:
    return domain.split(".")[-2:]
