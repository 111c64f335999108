"""Text cut into words, numbers and signs; each knows its place, so that evidence can be shown."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

MAX_READ = 4_000  # of what was written now, this much is understood; longer is never certain

MAX_TOKENS = 800  # words and signs; so much of real writing has no more

# The ending of "CV:n" and "VR:llä" belongs to its word.
_ENDING = (
    r":(?:n|[st]?t[aä]|s[st][aä]|l[lt][aä]|lle|ss?[aä]|s|[hs]?een|[aeiouyäö]{2}n|h[aeiouyäö]n)\b"
)
_TOKEN = re.compile(
    r"(?<!\w):-?[dp]\b|"  # a smile
    r"\bw/o\b|"
    rf"\d+|[½¼¾]|[^\W\d_]{{2,6}}{_ENDING}|[^\W\d_]+(?:['’][^\W\d_]+)?|\n[ \t]*\n|[^\w\s]|_|\n"
)
_WRAPPED = 45  # a line this long was broken by the mail program, not by its writer
_PLAIN = str.maketrans(
    {
        "’": "'",
        "‘": "'",
        "–": "-",
        "—": "-",
        "−": "-",
        "‑": "-",
        "\xa0": " ",
        "\u202f": " ",
        "×": "x",
    }
)


@dataclass(slots=True)  # a reply makes dozens; frozen, each takes three times as long
class Token:
    """A word, number or sign in lower case, its place, and whether it touches the one before."""

    text: str
    start: int
    end: int
    glued: bool
    capital: bool = False  # it begins with a capital letter

    @property
    def number(self) -> int | None:
        """The number it is, None for anything else; more than nine digits are no number of ours."""
        return int(self.text) if self.text.isdecimal() and len(self.text) < 10 else None

    @property
    def is_word(self) -> bool:
        """Whether it is made of letters."""
        return self.text[0].isalpha()


def _goes_on(text: str, at: int) -> bool:
    """Whether a line broken here goes on in the next one, which begins small."""
    return at < len(text) and (text[at].islower() or text[at].isdecimal())


def lowered(text: str) -> str:
    """Return the text in lower case and plain signs, each character still in its place."""
    lower = text.lower()
    if len(lower) != len(text):
        lower = "".join(char.lower() if len(char.lower()) == 1 else char for char in text)
    return lower.translate(_PLAIN)


def tokens_of(text: str) -> list[Token]:
    """Return the tokens of a text; a blank line and a line's end are tokens of their own."""
    found = []
    end = -1
    line = 0
    for match in _TOKEN.finditer(lowered(text[:MAX_READ])):
        if match.group(0)[0] == "\n":
            wrapped = match.start() - line >= _WRAPPED and _goes_on(text, match.end())
            line = match.end()
            if wrapped:
                continue
        glued, capital = match.start() == end, text[match.start()].isupper()
        word = match.group(0).partition(":")[0] or ":"
        found.append(Token(word, match.start(), match.end(), glued, capital))
        end = match.end()
    return found


def word_at(tokens: Sequence[Token], at: int) -> str:
    """Return the text of a token, empty outside the row."""
    return tokens[at].text if 0 <= at < len(tokens) else ""
