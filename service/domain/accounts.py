"""Bank account numbers: found in text, hidden, and shown with all but their ends covered."""

import re

# Two letters, two digits, then groups as people type them. Bounded, so that it is linear.
_LIKE = re.compile(r"(?<![A-Za-z0-9])[A-Za-z]{2}\d{2}(?:[ \u00a0.-]?[A-Za-z0-9]){10,30}")
_FINNISH = re.compile(
    r"(?<![A-Za-z0-9])FI\d{2}(?:[ \u00a0\u202f\n.-]{0,2}\d){14}(?!\d)", re.IGNORECASE
)
SHORTEST, LONGEST = 15, 34  # ISO 13616


def plain(iban: str) -> str:
    """Return an account number in capitals without anything between."""
    return re.sub(r"[^A-Z0-9]", "", iban.upper())


def masked(iban: str) -> str:
    """Return an account number to be shown: "FI•• … ••85"; nothing for nothing."""
    whole = plain(iban)
    return f"{whole[:2]}•• … ••{whole[-2:]}" if whole else ""


def hidden(text: str) -> str:
    """Return a text in which every account number is masked.

    A Finnish one is hidden also when its check digits are wrong: it may be a slip of the pen.
    """
    return _LIKE.sub(_hide, _FINNISH.sub(lambda found: masked(found[0]), text))


def without(text: str) -> str:
    """Return a text in which every masked account number is left out."""
    return re.sub(r"[A-Z]{2}•• … ••[A-Z0-9]{2}", "", text)


def _hide(found: re.Match[str]) -> str:
    """Mask the longest beginning that is an account number; what follows it stays."""
    text = found[0]
    for end in range(len(text), 0, -1):
        part = text[:end]
        if part[-1].isalnum() and _is_right(plain(part)):
            return masked(part) + text[end:]
    return text


def _is_right(iban: str) -> bool:
    """Return whether the check digits fit (ISO 7064, mod 97)."""
    if not SHORTEST <= len(iban) <= LONGEST:
        return False
    return int("".join(str(int(one, 36)) for one in iban[4:] + iban[:4])) % 97 == 1
