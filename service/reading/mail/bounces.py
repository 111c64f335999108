"""What a bounce says: whose mail was not delivered, and whether for good (D2)."""

import re
from email.message import Message
from email.parser import HeaderParser

from service.domain.readings import Finding
from service.reading.mail.message import Mail, text_of
from service.reading.mail.reports import ADDRESS, BASIC, ENHANCED, Failure, reported
from service.reading.text.word_lists import said_of, words

MOST = 20  # recipients of one report

_SUCCESS = ("delivered", "relayed", "expanded")
# A line that begins with an address, as mail systems list those they failed to reach.
_LISTED = re.compile(
    rf"^(?P<before>[ \t]{{0,9}}<?)(?P<address>{ADDRESS.pattern})"
    r"(?P<after>>?[ \t]{0,9}(?:$|[:(]))",
    re.MULTILINE,
)
# Exim, and Postfix and sendmail, tell so which alias or forward an address stems from.
_STEMS_FROM = re.compile(
    rf"\((?:ultimately )?(?:generated|expanded) from:?\s{{0,9}}<?({ADDRESS.pattern})"
)
_COPIES = ("message/rfc822", "message/global")
_OURS = ("To", "Delivered-To", "X-Original-To", "Envelope-To")


def findings_of(mail: Mail) -> tuple[Finding, ...] | None:
    """Return one `bounced` a failed recipient; None where the report tells of success alone."""
    told = reported(mail)
    failures = [one for one in told if one.action not in _SUCCESS]
    if told and not failures:
        return None
    said = _said(mail)
    listed = _listed(said, mail)
    if not failures:
        return _from_words(mail, said, listed)
    alone = len(failures) == 1
    return tuple(_from_report(one, mail, listed, alone=alone) for one in failures[:MOST])


def names_recipient(mail: Mail) -> bool:
    """Return whether an address that is neither ours nor the mail system's stands in the text."""
    return bool(_named(_said(mail), mail))


def gives_code(mail: Mail) -> bool:
    """Return whether another server's code stands in the text: 550, or 5.1.1."""
    return _code(_said(mail)) is not None


def _said(mail: Mail) -> str:
    """Return the prose of a bounce, above the copy of our own mail."""
    text = mail.text or next((text_of(part) for part in mail.parts), "")
    return _above_copy(text[:8_000])


def _listed(said: str, mail: Mail) -> dict[str, str]:
    """Return the listed recipients, and of each what is said below its line.

    The first one gives the form: a helpdesk's address stands on a line of another form.
    """
    own = _own(mail)
    found = [one for one in _LISTED.finditer(said) if not _is_own(one["address"], own)]
    alike = [one for one in found if _form(one) == _form(found[0])]
    ends = [*(one.start() for one in alike[1:]), len(said)]
    listed: dict[str, str] = {}
    for one, end in zip(alike, ends, strict=False):
        listed.setdefault(one["address"].lower(), said[one.start() : end])
    return listed


def _form(line: re.Match[str]) -> tuple[str, str]:
    return line["before"], line["after"].strip()


def _from_report(failure: Failure, mail: Mail, listed: dict[str, str], *, alone: bool) -> Finding:
    # A report that names nobody is of the one whom the prose names, if it is of one at all.
    address = failure.recipient or (_recipients(mail, listed)[0] if alone else "")
    return Finding(
        "bounced", evidence=failure.status, rule="dsn", permanent=failure.permanent,
        recipient=_written_to(address, listed, mail) or None,
    )  # fmt: skip


def _from_words(mail: Mail, said: str, listed: dict[str, str]) -> tuple[Finding, ...]:
    """Read a bounce that has no report: Exim's and qmail's prose."""
    named = _recipients(mail, listed)
    if not named[0]:
        return (Finding("bounced", rule="bounce without a name", permanent=False),)
    return tuple(
        Finding(
            "bounced", evidence=_code_line(told), rule="bounce in words",
            recipient=_written_to(address, listed, mail), permanent=_is_permanent(told, said, mail),
        )
        for address in named[:MOST]
        for told in [listed.get(address, said) if len(named) > 1 else said]
    )  # fmt: skip


def _recipients(mail: Mail, listed: dict[str, str]) -> list[str]:
    """Return whom a mail says it did not reach: by a header, its prose, or its return path."""
    failed = list(dict.fromkeys(ADDRESS.findall(mail.header("X-Failed-Recipients").lower())))
    first = _named(_said(mail), mail)
    if failed or first in listed:
        return failed or list(listed)
    return [first or next(iter(_copied_to(mail)), "") or _return_path(mail)]


def _written_to(address: str, listed: dict[str, str], mail: Mail) -> str:
    """Return the address that we wrote to, where the failed one was only forwarded to."""
    stem = _STEMS_FROM.search(listed.get(address, ""))
    return stem[1].lower() if stem and address not in _copied_to(mail) else address


def _named(said: str, mail: Mail) -> str:
    own = _own(mail)
    found = (one.lower() for one in ADDRESS.findall(said))
    return next((one for one in found if not _is_own(one, own)), "")


def _is_own(address: str, own: frozenset[str]) -> bool:
    """Return whether an address is ours, or the mail system's own."""
    local = address.lower().partition("@")[0]
    return address.lower() in own or local in said_of("automatic", "mail_systems")


def _own(mail: Mail) -> frozenset[str]:
    both = f"{mail.header('To')} {mail.header('From')}"
    return frozenset(ADDRESS.findall(both.lower()))


def _copied_to(mail: Mail) -> list[str]:
    """Return whom the copy of our own mail was for, where the bounce holds one."""
    for part in mail.parts:
        kind, inside = part.get_content_type(), part.get_payload()
        copies = inside if kind in _COPIES and isinstance(inside, list) else []
        if kind == "text/rfc822-headers":
            copies = [HeaderParser().parsestr(text_of(part)[:8_000])]
        for copy in copies:
            if isinstance(copy, Message):
                return ADDRESS.findall(str(copy.get("To", ""))[:2_000].lower())
    return []


def _return_path(mail: Mail) -> str:
    """Return the recipient that a return path holds: bounces+anna=example.com@ours (VERP)."""
    for address in (found for name in _OURS for found in ADDRESS.findall(mail.header(name))):
        local = address.partition("@")[0].lower()
        before, _, domain = local.rpartition("=")
        user = before.rpartition("=")[2] if "=" in before else before.partition("+")[2]
        if "." in domain and user and not local.startswith("srs"):  # SRS turns the two around
            return f"{user}@{domain}"
    return ""


def _is_permanent(told: str, said: str, mail: Mail) -> bool:
    heard = f"{mail.header('Subject')} {said}".lower()
    if any(mark in heard for mark in words("automatic")["delays"]):
        return False
    code = _code(told)
    return code is None or code.group(1) == "5"


def _code(said: str) -> re.Match[str] | None:
    return ENHANCED.search(said) or BASIC.search(said)


def _code_line(said: str) -> str:
    """Return the line in which the other server gives its code, from there on."""
    code = _code(said)
    if code is None:
        return ""
    begins = said.rfind("\n", 0, code.start()) + 1
    return said[max(begins, code.start() - 4) :].split("\n", 1)[0][:200]


def _above_copy(text: str) -> str:
    """Return the text above the copy of our own mail."""
    lines = text.split("\n")
    for index, line in enumerate(lines):
        if line.lstrip().startswith("-") and any(
            mark in line.lower() for mark in words("automatic")["copies"]
        ):
            return "\n".join(lines[:index])
    return text
