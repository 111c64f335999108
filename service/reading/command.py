"""`oksa read`: messages and contexts from files, readings as JSON lines."""

import gc
import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TextIO

from service.reading.reader import read
from service.reading.wire import context_of, json_of

_COLLECT_AFTER = 50_000  # new objects; a mail makes some thousands, most of which end with it


def run(batch: str | None, context: str | None, message: str | None, out: TextIO) -> int:
    """Read a batch of cases, or one message in its context; the exit status is returned."""
    if batch is not None:
        return _batch(Path(batch), out)
    if context is None or message is None:
        out.write("oksa read: --batch CASES.jsonl, or --context CONTEXT.json MESSAGE.eml\n")
        return 2
    return _single(Path(context), Path(message), out)


def _batch(cases: Path, out: TextIO) -> int:
    status = 0
    try:
        lines = cases.read_text("utf-8").splitlines()
    except (OSError, UnicodeError) as error:
        out.write(f"oksa read: {cases}: {_reason(error)}\n")
        return 2
    with _seldom_collected():
        for line in filter(str.strip, lines):
            answer = _case(line, cases.parent)
            status = status or int("error" in answer)
            out.write(json.dumps(answer, ensure_ascii=False) + "\n")
    return status


@contextmanager
def _seldom_collected() -> Iterator[None]:
    """Let Python look for cycles less often: looking through the lists again takes a sixth."""
    usual = gc.get_threshold()
    gc.set_threshold(_COLLECT_AFTER, *usual[1:])
    try:
        yield
    finally:
        gc.set_threshold(*usual)


def _case(line: str, folder: Path) -> dict[str, Any]:
    """Return the answer to one line; what is wrong with it is told in `error`."""
    name: object = None
    try:
        case = json.loads(line)
        if not isinstance(case, Mapping):
            raise ValueError("not an object")
        name = case.get("id")
        known = context_of(case.get("context"))
        raw = (folder / str(case.get("eml"))).read_bytes()
    except (OSError, ValueError) as error:
        return {"id": name, "error": _reason(error)}
    return {"id": name, **json_of(read(raw, known), known)}


def _single(context: Path, message: Path, out: TextIO) -> int:
    try:
        known = context_of(json.loads(context.read_text("utf-8")))
        raw = message.read_bytes()
    except (OSError, ValueError) as error:
        out.write(json.dumps({"id": message.stem, "error": _reason(error)}) + "\n")
        return 1
    answer = {"id": message.stem, **json_of(read(raw, known), known)}
    out.write(json.dumps(answer, ensure_ascii=False) + "\n")
    return 0


def _reason(error: Exception) -> str:
    return f"{error.strerror}: {error.filename}" if isinstance(error, OSError) else str(error)
