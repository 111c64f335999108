"""The reader of replies (contracts/reading.md): `read` one raw message in its context."""

from service.reading.reader import read, reply_text

__all__ = ["read", "reply_text"]
