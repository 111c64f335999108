"""The subject of a mail, and the marks that programs put before it."""

import re

from service.reading.mail.message import Mail

_REPLY = re.compile(r"(?:(?:re|vs|sv|aw|antw|vast|fwd?|vl|vb)\s?:\s?)+", re.IGNORECASE)


def is_reply(mail: Mail) -> bool:
    """Return whether the subject is marked as a reply."""
    return _REPLY.match(mail.header("Subject")) is not None


def bare_subject(mail: Mail) -> str:
    """Return the subject in lower case, without the marks of a reply."""
    return _REPLY.sub("", mail.header("Subject").lower(), count=1).strip()
