"""The words of pages in three languages: English is the key, fi and sv stand in `.po` files."""

from collections.abc import Mapping
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from babel.messages.catalog import Message
from babel.messages.pofile import read_po

from service.domain.languages import Language

FOLDER = Path(__file__).parent / "translations"
MANY = "\0many"  # what the key of a plural ends with
_language: ContextVar[Language] = ContextVar("language", default="fi")


@dataclass(frozen=True)
class Later:
    """A text that is translated when it is shown, not when the module is read."""

    text: str

    def __str__(self) -> str:
        return _(self.text)


def speak(language: Language) -> None:
    """Set the language in which this thread shows its texts from now on."""
    _language.set(language)


def spoken() -> Language:
    """Return the language of this thread."""
    return _language.get()


def _(text: str, /, **values: object) -> str:
    """Return a text in the spoken language, its `%(name)s` filled in."""
    told = catalogue(spoken()).get(text, text)
    return told % values if values else told


def ngettext(one: str, many: str, num: int, /, **values: object) -> str:
    """Return the text for one or for many, `%(num)s` and other blanks filled in."""
    text, key = (one, one) if num == 1 else (many, one + MANY)
    return catalogue(spoken()).get(key, text) % {"num": num, **values}


def _l(text: str) -> Later:
    return Later(text)


@cache
def catalogue(language: Language) -> Mapping[str, str]:
    """Return all texts of a language, from every `.po` file in its folder."""
    texts: dict[str, str] = {}
    for path in sorted((FOLDER / language).glob("*.po")):
        with path.open("rb") as file:
            messages = read_po(file, locale=language)
        for message in messages:
            texts |= _told(message)
    return texts


def _told(message: Message) -> Mapping[str, str]:
    """Return a message's texts by key; one with a plural has two, as all three languages do."""
    if not message.id or not message.string:
        return {}
    if isinstance(message.id, str):
        return {message.id: str(message.string)}
    one = message.id[0]
    return dict(zip((one, one + MANY), message.string, strict=True))
