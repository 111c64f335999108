"""Where the demo's parts find each other: its folder, its addresses, its coordinator."""

from pathlib import Path

HOST = "127.0.0.1"
MAIL_DOMAIN = "oksa.example.org"
COORDINATOR = "koordinaattori@example.org"
COORDINATOR_NAME = "Oili Oksanlatva"
AUTHSERV_ID = "mx.oksa.example.org"  # the server before ours, which checks who writes
MAILBOXES = "mailboxes"


def lived_through(folder: Path) -> Path:
    """Return the file that says that the invented past is over."""
    return folder / "lived_through"
