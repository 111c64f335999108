"""The reader of replies (contracts/reading.md): `read` one raw message in its context.

A service reads what strangers send in a child (`guard`), and should not have the grammar and the
models in its own memory: the reader is imported by whoever first asks for it here.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from service.reading.reader import read, reply_text

__all__ = ["read", "reply_text"]


def __getattr__(name: str) -> object:
    """Return one of the reader's functions (PEP 562)."""
    if name in __all__:
        return getattr(import_module("service.reading.reader"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
