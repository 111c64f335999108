"""What the judges of a reply hand back, and when a clause keeps the service from acting alone."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from service.domain.readings import Context, Finding
from service.reading.clauses.acts import Act
from service.reading.clauses.clauses import Clause
from service.reading.text.lexicon import number_named
from service.reading.text.word_lists import said_of, stems_of
from service.reading.values.kinds import Clock, Day, Length, Value
from service.reading.values.resolve import Calendar

# Words outside our lists: a longer tale may hold a thing we do not know to look for.
MOST_UNKNOWN = 60


_CALENDAR = ("week", "month", "fortnight", "veck", "månad", "viiko", "viikk", "kuukau")
_CLOCKS = {"kello", "klo", "kl", "klockan", "klok"}
_SMALL = {"kaksi", "kaks", "kolme", "kahteen", "kolmeen"}
_SHORT_DAYS = {"ma", "ti", "ke", "to", "pe", "la", "su"}
_WORRIES = {"question", "refuse", "keep"}
_DOUBTS = {"doubt", "maybe"}
_HALVES = {"puoli", "puol"}
_BARE_NOTS = {"ei", "en", "inte", "int", "not"}
_OVER = {"mer", "mera", "över", "drygt", "längre"}
_CORE = {
    "held", "not_held", "come", "see_you", "suits", "cannot", "cancel", "move_told", "move_ask",
    "settled", "yes", "no", "agree", "confirm", "undo", "failed_plan", "was", "absent", "everyone",
    "open_day", "unsettled", "next", "withdraw_programme", "withdraw_mail", "either",
}  # fmt: skip
_THE_TIME = {"minuterna", "timmarna"}
_RELATIVE = {"who", "which", "whose", "whom"}
_WE_DO_NOT = {"en", "emme", "enkä", "emmekä", "eivät"}
_SMALL_WORD = 3  # letters
FIRST_PERSON = said_of("rules", "first_person")


@dataclass(frozen=True, slots=True)
class Verdict:
    """Findings, and whether a careful reader would act on them without asking back."""

    findings: tuple[Finding, ...] = ()
    certain: bool = True


@dataclass(slots=True)  # a reply makes dozens; frozen, each takes three times as long
class Case:
    """One reply, ready to be judged."""

    text: str
    clauses: Sequence[Clause]
    context: Context
    calendar: Calendar
    writer: str = ""

    @property
    def means(self) -> set[str]:
        """Return everything that the clauses mean."""
        return {one for clause in self.clauses for one in clause.means}

    @property
    def unknown(self) -> int:
        """Return how many words of the reply are in none of our lists."""
        return unknown_in(self.clauses)

    def evidence(self, act: Act) -> str:
        """Return the words that an act rests on."""
        return act.evidence(self.text)


def is_plain(
    clauses: Sequence[Clause], asks: bool = False, strays: bool = False, most: int = MOST_UNKNOWN
) -> bool:
    """Return whether nothing in the clauses casts doubt: no question, no stray negation.

    `asks` allows questions, as in a proposal ("kävisikö perjantai?"); `strays` allows a negation
    that belongs to nothing known, where none could turn what is told.
    """
    return (
        all(_is_clear(clause, asks, strays) for clause in clauses) and unknown_in(clauses) <= most
    )


def unknown_in(clauses: Iterable[Clause]) -> int:
    """Return how many words of the clauses are in none of our lists."""
    return sum(len(clause.unknown) for clause in clauses)


def has_numbers(clauses: Iterable[Clause]) -> bool:
    """Return whether a number stands in the clauses that was not read as any value."""
    return any(word[0].isdecimal() for clause in clauses for word in clause.unknown)


def _is_clear(clause: Clause, asks: bool, strays: bool) -> bool:
    if "greeting" in clause.means and not clause.unknown and not clause.values:
        return True
    if "unsettled" in clause.means and not clause.means & _WORRIES and not clause.asks:
        return True
    if clause.means & _WORRIES or (
        clause.means & _DOUBTS
        and "late" not in clause.means
        and not (is_aside(clause, strays) or _weighs_a_length(clause) or _tells_where(clause))
    ):
        return False
    if "later" in clause.means and not strays and "come" not in clause.means:
        return False
    if _hides_a_value(clause) or (not asks and (clause.asks or _opens_question(clause))):
        return False
    if not clause.negated or clause.turn == "reason":
        return True
    return strays or is_aside(clause) or _speaks_of_others(clause)


def _weighs_a_length(clause: Clause) -> bool:
    """ "Maybe 1 hour 20" and "tunti tais olla" say how long as well as anyone can."""
    lengths = clause.only(Length)
    told = {"held", "was", "confirm", "yes"} if clause.language == "sv" else set()
    told |= {"either"} if clause.language == "fi" and len(clause.values) == 2 else set()
    told |= {"either"} if _is_a_little_over(clause) else set()
    core = clause.means & _CORE - told
    return lengths and len(clause.unknown) <= 2 and not core and not clause.asks


def _is_a_little_over(clause: Clause) -> bool:
    """ "En timme eller kanske lite mer"."""
    said = clause.words
    return clause.language == "sv" and len(clause.values) == 1 and bool(said & _OVER)


def _tells_where(clause: Clause) -> bool:
    """ "Jälkimmäinen varmaan etänä": what is not sure is the place."""
    said = [item.text for item in clause.items if item.value is None]
    where = said_of("fi", "where")
    plain = not (clause.values or clause.asks or clause.negated or clause.means & _CORE)
    return clause.language == "fi" and plain and bool(where & set(said)) and len(said) <= 4


def is_aside(clause: Clause, told: bool = False) -> bool:
    """Return whether a clause is of another matter: nothing in it could turn what is told.

    It names no time, no coming and no meeting, and none of the words that weigh an answer
    ("varma", "promise"); what it denies or doubts is something that our lists do not know.
    Where all is `told` already, one word of it is enough ("puhuttiin tunti, mutta emme luovuta").
    """
    if clause.values or clause.asks or clause.means & _CORE:
        return False
    turns = clause.turn in ("but", "instead")
    if turns and clause.items[-1].text in _BARE_NOTS:
        return False  # "torstai on hyvä mutta kellonaika ei"
    ours = told and any(item.text in _WE_DO_NOT for item in clause.items)
    weighed = told and (clause.language == "en" or (clause.language == "fi" and ours))
    if turns and clause.means & _DOUBTS and not weighed:
        return False
    least = 2 if (turns and not ours) or clause.means & _DOUBTS else 1
    matters = stems_of(clause.language, "matter")
    known = any(word.startswith(matters) for word in clause.unknown)
    return len(clause.unknown) >= least and not known


def _hides_a_value(clause: Clause) -> bool:
    """A value was not read, or stands beside another one, or where only a reason should."""
    unread = any(
        one.startswith(stems_of("rules", "unread_value"))
        or one.endswith(("minuuttia", "minuuttii"))
        for one in clause.unknown
    )
    bounds = clause.means & {"begins", "ends", "held"}
    unread = unread or (bool(bounds) and any(_is_about_an_hour(one) for one in clause.unknown))
    unread = unread and not _says_any_minute(clause) and not _says_how_late(clause)
    unread = unread or _is_same_some_day(clause) or _ends_at_an_hour(clause)
    # "Klockan hade blivit sju, så två timmar blev det" says how long all the same.
    lasts = clause.language == "sv" and clause.has(Length)
    if unread or (_CLOCKS & set(clause.unknown) and not lasts):
        return True
    if _HALVES & set(clause.unknown) or _leaves_minutes(clause):
        return True  # a span that was read in part, or not at all
    short = any(word in _SHORT_DAYS for word in clause.unknown)
    told = clause.turn != "reason" or "held" in clause.means
    if clause.language == "fi" and short and told:
        return True
    moves = clause.means & {"move_ask", "cancel", "next", "settled"}
    if clause.turn == "reason" and moves and not _is_of_another_matter(clause):
        return True
    rest = bool(said_of("teams", "others") & clause.words)  # "muut kaksi tulivat"
    small = not (rest or "come" in clause.means) and _SMALL & set(clause.unknown[-1:])
    if clause.language == "fi" and "held" in clause.means and small:
        return True  # "viivyimme kaksi"
    if clause.language == "en" and any(_ends_loosely(value) for value in clause.values):
        return True
    timed = clause.has(Day | Clock)
    return timed and "either" in clause.means and not clause.means & {"late", "absent"}


def _leaves_minutes(clause: Clause) -> bool:
    """ "Voimme aloittaa vasta viisitoista yli", "vartin yli" before an hour that was read alone."""
    turns = {"yli", "vaille"}
    turned = (two for one, two in pairwise(clause.items) if one.text in turns)
    unread = turns & set(clause.unknown) and any(map(number_named, clause.unknown))
    return bool(unread) or any(isinstance(item.value, Clock) for item in turned)


def _is_about_an_hour(word: str) -> bool:
    """ "Vid sjutiden"."""
    return word.endswith("tiden") and number_named(word.removesuffix("tiden")) is not None


def _ends_at_an_hour(clause: Clause) -> bool:
    """ "Började kl 17 och gick hem åtta": the clock that would tell how long was not read."""
    last = clause.items[-1].text
    hour = last in clause.unknown and (last.isdecimal() or (number_named(last) or 0) > 2)
    bounds = clause.language == "sv" and bool(clause.means & {"begins", "ends"})
    bounds = bounds or (clause.has(Clock) and clause.said[-2:-1] == ["by"])  # "were done by 6"
    return bounds and hour and not clause.has(Length)


def _ends_loosely(value: Value) -> bool:
    """ "From five to half six" may last half an hour or one and a half."""
    spans = isinstance(value, Clock) and value.ambiguous and bool(value.minutes)
    return isinstance(value, Clock) and spans and (value.minutes or 0) % 60 != 0


def _is_same_some_day(clause: Clause) -> bool:
    """ "Same time in two weeks": the day was not read."""
    same = any(isinstance(value, Clock) and value.same for value in clause.values)
    dated = clause.has(Day)
    return same and not dated and any(word.startswith(_CALENDAR) for word in clause.unknown)


def _says_how_late(clause: Clause) -> bool:
    """ "Muutaman minuutin myöhässä" needs no number."""
    return clause.language == "fi" and "late" in clause.means


def _is_of_another_matter(clause: Clause) -> bool:
    """ "Koska mun luento peruuntu", "kun lentoja oli peruttu", "pga inställt flyg"."""
    told = {"cancel"} if clause.language == "sv" else {"cancel", "not_held"}
    if clause.language == "en" or not told <= clause.means or clause.values:
        return False
    named = [word for word in clause.unknown if len(word) > _SMALL_WORD]
    known = any(word.startswith(stems_of(clause.language, "matter")) for word in named)
    return not known and (bool(named) or "travel" in clause.means)


def _says_any_minute(clause: Clause) -> bool:
    """ "Any minute", "some minutes for the metro" and "by the hour" measure nothing."""
    places = [at for at, item in enumerate(clause.items) if item.text in clause.unknown]
    unread = [
        at for at in places if clause.items[at].text.startswith(stems_of("rules", "unread_value"))
    ]
    before = [clause.items[at - 1].text if at else "" for at in unread]
    if clause.language == "sv":  # "de minuterna var värda varenda cent" measures nothing anew
        named = bool(unread) and all(clause.items[at].text in _THE_TIME for at in unread)
        return named and not any(number_named(word) or word.isdecimal() for word in before)
    return bool(unread) and all(word in said_of("rules", "no_count") for word in before)


def _speaks_of_others(clause: Clause) -> bool:
    """A negation that is not the writer's own, in a tale: "ei tarvitse jonottaa kahvilassa"."""
    words_said = clause.words
    firm = not any(word.endswith(("kaan", "kään")) for word in clause.unknown)
    mine = words_said & FIRST_PERSON
    return firm and not mine and len(clause.unknown) >= 2 and clause.turn not in ("but", "instead")


def _opens_question(clause: Clause) -> bool:
    """ "But where is it, ..." asks without its mark."""
    indirect = clause.language == "fi" and not clause.opens and clause.turn != "but"
    if "yes" in clause.means and len(clause.items) <= 2 and not clause.opens:
        return False  # "Sure, why not"
    if clause.said[:2] == ["how", "long"] and clause.means == {"harmless"}:
        return False  # "How long we talked I really can't remember"
    if clause.turn == "reason" or (clause.exclaims and clause.language == "sv"):
        return False  # "Vilken snöstorm!"
    if not clause.ends and not clause.asks and len(clause.items) <= 2 and not clause.turn:
        return False  # "Hur länge: en timme"
    opening = [item.text for item in clause.items[1 if clause.turn else 0 :][:2]]
    indirect = (
        indirect and opening[:1] != [] and opening[0] not in said_of("rules", "asks_outright")
    )
    if not clause.opens and not clause.turn and opening[:1] and opening[0] in _RELATIVE:
        return False  # "Grace, who joined by video"
    if opening == ["what", "i"] and clause.means & {"wrote", "undo"}:
        return False  # "what I wrote was meant for another mail"
    asking = opening[:1] and not indirect and opening[0] in said_of(clause.language, "asking")
    # "What a lovely invitation", "vad trevligt"
    return bool(asking) and not (clause.ends and opening[-1] in said_of("rules", "exclaimed"))
