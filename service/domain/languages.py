"""The three languages of the programme."""

from typing import Literal, get_args

Language = Literal["fi", "sv", "en"]
LANGUAGES: tuple[Language, ...] = get_args(Language)


def is_language(text: str) -> bool:
    """Return whether a text is the code of one of our languages."""
    return text in LANGUAGES
