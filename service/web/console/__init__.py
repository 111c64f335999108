"""The console: what needs a coordinator, what goes out next, what happened (P29)."""

from service.web.console import (
    applications,
    erasing,
    events,
    history,
    home,
    mailboxes,
    mails,
    pair_acts,
    pairs,
    publishing,
    reader,
    results,
    share,
    suggestions,
    team,
    tray,
    waiting,
)
from service.web.console.frame import pages

__all__ = [
    "applications",
    "erasing",
    "events",
    "history",
    "home",
    "mailboxes",
    "mails",
    "pages",
    "pair_acts",
    "pairs",
    "publishing",
    "reader",
    "results",
    "share",
    "suggestions",
    "team",
    "tray",
    "waiting",
]
