"""Words that deny an application, or decline a place in a team, in three languages (P4, P5)."""

import re


def denies(text: str) -> bool:
    """Return whether a text clearly says that its writer has not applied, or takes it back.

    Who has not applied before, elsewhere or as what the form says has applied all the same.
    """
    return any(_denies(sentence) for sentence in _sentences(text))


def declines(text: str) -> bool:
    """Return whether a text says that its writer does not want to join, and nothing else."""
    said = [" ".join(_words(sentence)) for sentence in _sentences(text)]
    rest = " ".join(_NO_WISH.sub(" ", sentence) for sentence in said).split()
    return (
        any(_NO_WISH.search(one) for one in said) and "?" not in text and _POLITE.issuperset(rest)
    )


def _denies(sentence: str) -> bool:
    said = " ".join(_words(sentence))
    found = _NOT_APPLIED.search(said) or _NOT_ME.fullmatch(said) or _NO_WISH.search(said)
    if found is None or sentence.endswith("?") or _ELSEWHERE.search(said):
        return False
    return _RATHER.search(said, found.end()) is None


def _sentences(text: str) -> list[str]:
    return re.findall(r"[^.!?\n]+\??", text.replace("’", "'"))


def _words(sentence: str) -> list[str]:
    return re.findall(r"[\w']+", sentence.casefold())


_NOT_APPLIED = re.compile(
    r"""
    \b(?:
      (?:en|emme)\ (?:\w+\ ){0,3}(?:hakenut|hakeneet|hakenu)
    | (?:en|emme)\ (?:\w+\ ){0,3}(?:tehnyt|lähettänyt|jättänyt|täyttänyt)\ (?:\w+\ )?hakemusta
    | (?:perun|peruutan|vedän)\ (?:\w+\ ){0,2}hakemu(?:kseni|ksen|stani)
    | har\ (?:\w+\ )?(?:inte|aldrig)\ (?:\w+\ ){0,2}(?:ansökt|sökt)
    | (?:ansökte|sökte)\ (?:\w+\ )?(?:inte|aldrig)
    | har\ (?:\w+\ )?(?:inte|aldrig)\ (?:skickat|gjort|lämnat)\ (?:\w+\ ){0,2}ansökan
    | (?:drar|tar)\ (?:\w+\ ){0,2}tillbaka\ (?:\w+\ )?ansökan
    | (?:not|never|didn't|haven't)\ (?:\w+\ ){0,2}(?:apply|applied)
    | (?:not|never|didn't|haven't)\ (?:made?|sen[dt]|submit(?:ted)?)\ (?:\w+\ )?application
    | withdraw\ my\ application
    )\b
    """,
    re.VERBOSE,
)
_NOT_ME = re.compile(
    r"(?:en (?:minä )?ole minä|se en ollut minä|en minä|(?:det (?:är|var) )?inte jag"
    r"|(?:(?:it was|this was|it is|this is|it's) )?not me|(?:it|this) (?:wasn't|isn't) me)"
)
_NO_WISH = re.compile(
    r"\b(?:(?:en|emme) (?:\w+ )?halua (?:enää |sittenkään )?"
    r"(?:mukaan|osallistua|hakea)(?: tiimiin)?"
    r"|vill (?:\w+ )?inte (?:längre )?(?:vara med|delta|söka)(?: i teamet)?"
    r"|(?:do not|don't) (?:\w+ )?(?:want|wish) to (?:join|take part|participate|apply|be in)"
    r"(?: (?:the|this) team)?)\b"
)
_ELSEWHERE = re.compile(
    r"\b(?:aiemmin|aikaisemmin|ennen|muualle|muihin|tidigare|förut|någon annanstans|andra"
    r"|before|earlier|previously|elsewhere|other)\b"
)
_RATHER = re.compile(r"\b(?:vaan|utan|but)\b")
_POLITE = {
    "ei", "kiitos", "kiitti", "valitettavasti", "anteeksi", "pahoittelut", "hei", "moi", "minä",
    "nej", "tack", "tyvärr", "förlåt", "hej", "jag",
    "no", "thanks", "thank", "you", "sorry", "unfortunately", "hi", "hello", "i",
}  # fmt: skip
