"""The console: what needs a coordinator, what goes out next, what happened (P29)."""

from service.web.console import applications, home, pairs, tray
from service.web.console.frame import pages

__all__ = ["applications", "home", "pages", "pairs", "tray"]
