"""Debian's libical3: its parser, and its check of RFC 5546's tables."""

import ctypes
import ctypes.util

import pytest


class Libical:
    """The library, asked whether it accepts a calendar."""

    def __init__(self, path: str) -> None:
        self.library = ctypes.CDLL(path)
        self.library.icalparser_parse_string.argtypes = [ctypes.c_char_p]
        self.library.icalparser_parse_string.restype = ctypes.c_void_p
        self.library.icalrestriction_check.argtypes = [ctypes.c_void_p]
        self.library.icalcomponent_count_errors.argtypes = [ctypes.c_void_p]
        self.library.icalcomponent_as_ical_string.argtypes = [ctypes.c_void_p]
        self.library.icalcomponent_as_ical_string.restype = ctypes.c_char_p
        self.library.icalcomponent_free.argtypes = [ctypes.c_void_p]

    def accepts(self, octets: bytes) -> bool:
        return self.errors(octets) == []

    def errors(self, octets: bytes) -> list[str]:
        """Return what the check finds wrong, empty for a calendar that is right."""
        component = self.library.icalparser_parse_string(octets)
        assert component
        valid = self.library.icalrestriction_check(component)
        wrong = self.library.icalcomponent_count_errors(component)
        text = self.library.icalcomponent_as_ical_string(component).decode()
        self.library.icalcomponent_free(component)
        if valid and not wrong:
            return []
        return [
            line
            for line in text.replace("\r\n ", "").split("\r\n")
            if line.startswith("X-LIC-ERROR")
        ] or ["invalid"]


def found() -> Libical:
    """Return libical, or skip with the line that installs it."""
    path = ctypes.util.find_library("ical")
    if path is None:
        pytest.skip("libical3 is not installed (Debian: apt-get install libical3)")
    return Libical(path)
