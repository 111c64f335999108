"""Log lines: one JSON object each, without addresses, tokens or the words of others (G6, S4)."""

import json
import logging
import re
from datetime import UTC, datetime
from pathlib import Path
from traceback import extract_tb

ROOT = Path(__file__).resolve().parents[1]
_ADDRESS = re.compile(r"[^\s<>\"'(),;:]+@[^\s<>\"'(),;:]+")
_LINK = re.compile(r"(/(?:[hstkpl]|sisaan)/)[\w.~%-]+")  # a page's token, a sign-in link's code


class Line(logging.Formatter):
    """A record as one line: when, how grave, who says it, what, and where it failed."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the record as JSON; of an exception its kind and its places in the code."""
        at = datetime.fromtimestamp(record.created, UTC)
        line: dict[str, object] = {
            "at": at.isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "name": record.name,
            "said": scrubbed(record.getMessage()),
        }
        if record.exc_info and record.exc_info[1]:
            line |= _failure(record.exc_info[1])
        return json.dumps(line, ensure_ascii=False)


def begin() -> None:
    """Let this process log to standard error, from warnings on."""
    handler = logging.StreamHandler()
    handler.setFormatter(Line())
    logging.basicConfig(level=logging.WARNING, handlers=[handler])


def scrubbed(text: str) -> str:
    """Return a text with addresses and the tokens in links X-ed out."""
    return _ADDRESS.sub("X@X", _LINK.sub(r"\1X", text))


def _failure(error: BaseException) -> dict[str, object]:
    """Return what failed and where; only the database's own words are told, which quote nobody."""
    # Here alone, since a part that needs no database would hold 20 MB for it.
    from service import store

    kind = type(error).__name__
    told = f"{kind}: {error}" if isinstance(error, store.MachineError) else kind
    calls = extract_tb(error.__traceback__)
    where = [f"{_short(one.filename)}:{one.lineno} {one.name}" for one in calls]
    return {"error": told, "where": where}


def _short(name: str) -> str:
    path = Path(name)
    return str(path.relative_to(ROOT)) if path.is_relative_to(ROOT) else path.name
