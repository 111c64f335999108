"""The words of pages in three languages: English is the key, fi and sv stand in `.po` files."""

from collections.abc import Mapping
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from babel.messages.pofile import read_po

from service.domain.languages import Language

FOLDER = Path(__file__).parent / "translations"
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


def _l(text: str) -> Later:
    return Later(text)


@cache
def catalogue(language: Language) -> Mapping[str, str]:
    """Return all texts of a language, from every `.po` file in its folder."""
    texts: dict[str, str] = {}
    for path in sorted((FOLDER / language).glob("*.po")):
        with path.open("rb") as file:
            messages = read_po(file, locale=language)
        texts |= {str(one.id): str(one.string) for one in messages if one.id and one.string}
    return texts
