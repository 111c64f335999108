"""The one exception of the rules."""


class Refused(Exception):
    """The rules say no; the text says why, for the page or for the tray."""
