"""What crosses between the service and its reading child: JSON of plain values, and bytes."""

import json
import socket
import struct
from collections.abc import Mapping
from dataclasses import MISSING, fields, is_dataclass
from datetime import date, datetime
from functools import cache
from typing import Any, Literal, TypeVar, get_args, get_origin, get_type_hints

T = TypeVar("T")
HEAD = struct.Struct("!II")  # the lengths of the JSON and of the bytes after it
LONGEST = 1 << 28
CHUNK = 1 << 18


class Foreign(Exception):
    """What came across is not what was expected."""


def send(line: socket.socket, said: object, content: bytes = b"") -> None:
    """Send one JSON value and some bytes. Raises OSError when nobody is there."""
    text = json.dumps(said).encode()
    line.sendall(HEAD.pack(len(text), len(content)) + text + content)


def take(line: socket.socket) -> tuple[Any, bytes]:
    """Return the next JSON value and its bytes. Raises EOFError when the line is closed.

    Both sides take turns, so whatever has arrived belongs to one value.
    """
    came = bytearray()
    _until(line, came, HEAD.size)
    text, content = HEAD.unpack_from(came)
    if max(text, content) > LONGEST:
        raise Foreign("too long")
    _until(line, came, HEAD.size + text + content)
    try:
        said = json.loads(came[HEAD.size : HEAD.size + text])
    except ValueError as wrong:
        raise Foreign("not JSON") from wrong
    return said, bytes(came[HEAD.size + text :])


def plain(value: object) -> object:
    """Return a value of ours as JSON knows it; fields at their default are left out."""
    if is_dataclass(value):
        return {
            field.name: plain(getattr(value, field.name))
            for field in fields(value)
            if field.default is MISSING or getattr(value, field.name) != field.default
        }
    if isinstance(value, tuple):
        return [plain(one) for one in value]
    return value.isoformat() if isinstance(value, date) else value


def made(kind: type[T], said: object) -> T:
    """Return the value of a kind that JSON says, each part checked. Raises Foreign."""
    try:
        return _made(kind, said)  # type: ignore[no-any-return]
    except (TypeError, ValueError) as wrong:
        raise Foreign(str(wrong)) from wrong


def _until(line: socket.socket, came: bytearray, length: int) -> None:
    while len(came) < length:
        chunk = line.recv(CHUNK)
        if not chunk:
            raise EOFError
        came += chunk


def _made(kind: Any, said: object) -> Any:
    if is_dataclass(kind):
        return _value(kind, said)
    inside = get_args(kind)
    if get_origin(kind) is Literal:
        return _checked(said, said in inside)
    if get_origin(kind) is tuple:
        return tuple(_made(inside[0], one) for one in _checked(said, isinstance(said, list)))
    if inside:  # X | None
        return None if said is None else _made(inside[0], said)
    if kind in (date, datetime):
        return kind.fromisoformat(said)
    return _checked(said, type(said) is kind)


def _value(kind: Any, said: object) -> object:
    values: Mapping[str, object] = _checked(said, isinstance(said, dict))
    hints = _hints(kind)
    return kind(**{name: _made(hints[name], one) for name, one in values.items() if name in hints})


@cache
def _hints(kind: type[object]) -> Mapping[str, object]:
    return get_type_hints(kind)


def _checked(said: object, fits: bool) -> Any:
    if not fits:
        raise Foreign(f"{type(said).__name__} where something else belongs")
    return said
