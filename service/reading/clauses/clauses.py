"""A text as clauses: what each says, which values stand in it, and what was not understood."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from types import UnionType
from typing import TypeVar

from service.domain.languages import Language
from service.reading.clauses.cuts import QUOTES, Stretch, sentences_in, stretches_of
from service.reading.clauses.items import items_of
from service.reading.clauses.languages import languages_by_fit
from service.reading.clauses.leaving import leads_away
from service.reading.clauses.pronouns import with_pronouns
from service.reading.clauses.sayings import Hit, Item, sayings_in
from service.reading.text.lexicon import number_named
from service.reading.text.tokens import Token
from service.reading.text.word_lists import is_among, said_of, stems_of, words
from service.reading.values.kinds import Found, Length, Value

OneKind = TypeVar("OneKind", bound=Value)
Kind = type[Value] | UnionType  # "Day", or "Day | Clock" for either

_INSTEAD_OF_IT = (["instead", "of", "the"], ["instead", "of", "on"])
_SMILES = {"👍", "👌", "🙌", "✅", "💯"}
_FLIPPED = {
    "held": "not_held", "come": "cannot", "suits": "cannot", "agree": "refuse",
    "confirm": "undo", "see_you": "not_held", "yes": "no",
    "settled": "unsettled", "move_told": "unsettled", "was": "not_held", "cancel": "keep",
    "move_ask": "keep", "withdraw_programme": "keep", "withdraw_mail": "keep",
    "question": "harmless",
}  # fmt: skip
_ANSWERS = {"yes", "no", "ok"}
# Told by some clauses where no more is said.
_WHOLE = ("come", "no", "cannot", "failed_plan", "held", "not_held")
_COMING = {"come", "agree", "yes", "suits"}
_PRAISE = {"lovely", "great", "nice", "good", "wonderful", "fantastic", "kind", "brilliant", "fine"}
_MINE = {"jag", "ja", "min", "mitt", "minä", "mä", "i", "me", "my"}
_ILL = {"sjuk", "magsjuk", "förkyld", "bortrest"}
_SECOND = (["a", "second"], ["the", "second"])  # "for a second hour, so two in all"
_OF_ROOMS = set("abcdfglmrs")
_COLOURS = {"kyllä", "kyl"}  # "olin kyllä lähdössä" is no yes
_BEFORE_YES = {"no", "juu", "joo", "hei", "moi", "ja", "kiitos", "jep", "jes", "tuota"}
_VERY = {"oikein", "tosi"}
_RIGHTLY = ("kirja", "merki", "ymmär", "kirjo", "lue", "luit", "tulki", "on", "oli", "men", "joo")
_SUBJECTS = {"jag", "ja", "vi", "han", "hon", "hen", "de", "dom", "det", "he", "i", "min", "mitt"}
_SHORT = 4  # items of a sentence too short to show its language
_SO_THEN = {"ni", "nii", "niin", "joten"}
_BEFORE = 4  # a negator reaches this many items on
_SUBORDINATE = {"om", "att", "ifall", "if", "that", "unless"}  # "jag kommer om jag inte jobbar"
_APART = _SUBORDINATE | {"and"}  # "we sat the full hour and nobody looked at the clock"
_ONWARD = {"eikä", "enkä", "emmekä", "eivätkä", "eikö"}  # "pidettiin eikä mitään erityistä"
_DENIALS = {"negator", "not_held", "no", "cannot", "unsettled", "refuse", "old", "absent", "undo"}
_OF_A_FLOOR = [[nth, "floor"] for nth in ("st", "nd", "rd", "th")]  # "2nd floor"
_AFTER = {"fi": 0, "sv": 3, "en": 1}  # "vi träffades inte", "did not"


@dataclass
class Clause:
    """A stretch of words between pauses.

    Its items stay as they are, so that its words, asked for by a hundred rules, are told once;
    nobody may change what is told of them.
    """

    items: list[Item]
    means: set[str] = field(default_factory=set)
    values: list[Value] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)
    language: Language = "fi"
    turn: str = ""  # the word that opened it: reason, but, instead
    asks: bool = False  # its sentence ends with a question mark
    exclaims: bool = False  # its sentence ends with an exclamation mark
    ends: bool = False  # its sentence ends here
    opens: bool = False  # its sentence begins here
    negated: bool = False  # a negation stands in it that belongs to nothing known

    @cached_property
    def said(self) -> list[str]:
        """The words and signs of it, in lower case."""
        return [item.text for item in self.items]

    @cached_property
    def words(self) -> set[str]:
        """The words and signs of it, in no order."""
        return set(self.said)

    @cached_property
    def spoken(self) -> list[str]:
        """The words and signs of it, those of a value too ("half an hour") one by one."""
        return " ".join(self.said).split()

    def says(self, phrases: str) -> bool:
        """Return whether one of the phrases that the rules list by a name stands in it."""
        return is_among(self.spoken, "rules", phrases)

    def has(self, kind: Kind) -> bool:
        """Return whether it names a value of a kind."""
        return any(isinstance(value, kind) for value in self.values)

    def only(self, kind: Kind) -> bool:
        """Return whether it names values, and all of them of a kind."""
        return bool(self.values) and all(isinstance(value, kind) for value in self.values)

    def of(self, kind: type[OneKind]) -> list[OneKind]:
        """Return its values of a kind, in order."""
        return [value for value in self.values if isinstance(value, kind)]

    @property
    def start(self) -> int:
        """Where its words begin in the text."""
        return self.items[0].start

    @property
    def end(self) -> int:
        """Where its words end in the text."""
        return self.items[-1].end


def clauses_of(tokens: Sequence[Token], found: Sequence[Found], language: Language) -> list[Clause]:
    """Return the clauses of a text that is, as a whole, in a language."""
    clauses: list[Clause] = []
    sentences = list(sentences_in(items_of(tokens, found)))
    for sentence, stop in sentences:
        spoken = _spoken(sentence, language, alone=len(sentences) == 1)
        said = with_pronouns(sentence, spoken)
        parts = [_clause(one, spoken) for one in stretches_of(said, spoken)]
        quoted = _asked_by_another(parts) if stop == "?" else 0
        asking = stop == "?" and bool(parts) and not (_echoes(parts) or quoted)
        first = _first_that_asks(parts) if asking else 0
        for place, part in enumerate(parts):
            part.asks = asking and place >= first
            part.exclaims = stop == "!"
        _take_vaan_as_only(parts)
        if parts:
            parts[0].opens = parts[-1].ends = True
        clauses += parts
    return _without_repeated(clauses)


def set_aside(clause: Clause) -> Clause:
    """Return a clause as one that tells nothing."""
    # Costs are added up by the items.
    items = [replace(one, value=None) for one in clause.items]
    plain = replace(clause, items=items, means={"harmless"}, values=[], unknown=[])
    return replace(plain, negated=False, asks=False, turn="")


def _asked_by_another(parts: Sequence[Clause]) -> bool:
    """Put aside the question of "hon frågade "vad vill du?"", in the quotes that it opens."""
    items = [item for part in parts for item in part.items]
    opened = [at for at, item in enumerate(items) if item.text in QUOTES]
    said = {item.text for item in items[: opened[-1]]} if len(opened) % 2 else set()
    asked = [one for one in parts if opened and one.end > items[opened[-1]].start]
    if not said & said_of("rules", "quotes_another") or any(one.values for one in asked):
        return False
    for one in asked:
        one.turn = one.turn or "reason"
        one.means -= {"asking", "question"}
    return True


def _first_that_asks(parts: Sequence[Clause]) -> int:
    """ "I think I have a fever, could we move it to Friday?": what comes before it is told."""
    asking = [_asks_by_itself(part) for part in parts]
    return asking.index(True) if True in asking else 0


def _asks_by_itself(part: Clause) -> bool:
    opening = [item.text for item in part.items[1 if part.turn else 0 :][:1]]
    asking = part.means & {"move_ask", "question"}
    asks = bool(opening) and opening[0] in said_of(part.language, "asking")
    return bool(asking) or asks


def _take_vaan_as_only(parts: Sequence[Clause]) -> None:
    """ "Näin vaan salamoita": where nothing is denied before it, "vaan" turns nothing."""
    denied = False
    for part in parts:
        told = part.words
        denied = denied or part.negated or bool(part.means & _DENIALS) or bool(told & _ONWARD)
        if "vaan" in told and "only" in part.means and not (denied or part.turn):
            part.means.discard("instead")


def _without_repeated(clauses: list[Clause]) -> list[Clause]:
    """ "Träffades vi? Javisst" and "Om jag kommer? Självklart": our own question, answered."""
    if len(clauses) < 2 or len(clauses[0].items) > 4 or clauses[0].values:
        return clauses
    first, answer = clauses[:2]
    repeats = first.asks and first.ends and not first.means & {"question", "move_ask", "cancel"}
    if not repeats or not answer.means & _ANSWERS or answer.asks:
        return clauses
    return [replace(first, means={"harmless"}, asks=False, negated=False, unknown=[]), *clauses[1:]]


def _echoes(parts: Sequence[Clause]) -> bool:
    """ "Lilla jag?" and "Min träff?" repeat the question; "kanske?" sounds as unsure as it is."""
    unsure = {"maybe", "doubt", "vague_sum"} if len(parts[0].items) <= 2 else set[str]()
    if len(parts) != 1 or len(parts[0].items) > 3 or parts[0].means - {"harmless"} - unsure:
        return False
    if "maybe" in parts[0].means and not parts[0].values:
        return True
    return not parts[0].values and any(item.text in _MINE for item in parts[0].items)


def _spoken(sentence: Sequence[Item], whole: Language, alone: bool) -> Language:
    """Return a sentence's language; where it says nothing in the likeliest, the next that fits."""
    said = [item.text for item in sentence if item.value is None and item.text[0].isalnum()]
    ways = languages_by_fit(said, whole, 0.3 if alone else 1.2)
    told = (one for one in ways if sayings_in(sentence, one))
    return next(told, ways[0]) if len(sentence) <= _SHORT else ways[0]


def _clause(stretch: Stretch, language: Language) -> Clause:
    turn = stretch.turn or ("reason" if _gives_a_reason(stretch, language) else "")
    clause = Clause(stretch.items, language=language, turn=turn)
    return _understood(clause, stretch.hits)


def _gives_a_reason(stretch: Stretch, language: Language) -> bool:
    """ "..., för hon hade feber", where "för min del" is a saying of its own."""
    said = [item.text for item in stretch.items[:3]]
    told = stretch.goes_on and said[:1] == ["för"] and not any(h.first == 0 for h in stretch.hits)
    return language == "sv" and told and bool(set(said[1:]) & _SUBJECTS)


def _understood(clause: Clause, hits: Sequence[Hit]) -> Clause:
    """Fill in what a clause says: meanings with their negations, values, and the unknown rest."""
    negators, used = _negators(clause.items, hits)
    denied = False
    for hit in hits:
        negator = _negator_of(hit, negators, clause)
        if negator is not None:
            used.add(negator.first)
        flips = _FLIPPED if negator is not None else {}
        means = {flips.get(one, one) for one in hit.means}
        denied = denied or (bool(flips) and "yes" in hit.means and _is_sentence(hit))
        means -= _COMING if _goes_on(hit, clause) or leads_away(hit, clause.items) else set()
        means -= _COMING | {"ok"} if _praises(hit, clause) else set()
        means -= {"confirm", "undo"} if _strengthens(hit, clause) else set()
        clause.means |= means if _may_answer(hit, clause) else means - _ANSWERS
    alone = all("negator" in hit.means for hit in hits) and len(clause.items) <= 2
    clause.negated = any(hit.first not in used for hit in negators) and not alone
    if (used or clause.negated) and not denied:
        clause.means.discard("no")
    clause.means -= _only_seeming(clause, bool(used))
    if _opens_with_if(clause):
        clause.means.add("condition")
    clause.means |= _said_whole(clause)
    if len(clause.items) == 1 and clause.items[0].text in _ILL | said_of("rules", "said_alone"):
        clause.means.add("cannot" if clause.items[0].text in _ILL else "suits")
    _sort_items(clause, hits)
    return clause


def _said_whole(clause: Clause) -> set[str]:
    """ "Jag kan.", "vi skulle, men ...": what tells something only where no more is said."""
    said = " ".join(clause.said)
    return {means for means in _WHOLE if said in said_of("rules", f"whole_{means}")}


def _only_seeming(clause: Clause, denied: bool) -> set[str]:
    """ "Not that either" leaves no choice; "no time agreed yet" refuses nothing.

    "Please tell her", with nothing after it, is no topic.
    """
    also = clause.items[-1].text == "either" and (denied or clause.means & {"cannot", "no"})
    seeming = {"either", "doubt"} if also else set()
    said = " ".join(clause.said)
    seeming |= {"cannot"} if any(one in said for one in words("rules")["plenty_of_time"]) else set()
    seeming |= {"topic"} if said in words("rules")["whole_errand"] else set()
    return seeming | ({"refuse", "cannot"} if "unsettled" in clause.means else set())


def _opens_with_if(clause: Clause) -> bool:
    """ "Om julkaoset tillåter, ja"; the "om" of "om en vecka" is of its value."""
    first, following = (item.text for item in clause.items[:2]) if clause.items[1:] else ("", "")
    if (first, following) == ("om", "än") or clause.said[:3] == ["om", "inte", "annat"]:
        return False  # "om än med kryckor", "om inte annat för kaffets skull"
    return clause.language == "sv" and first in ("om", "ifall") and len(clause.items) > 2


def _is_sentence(hit: Hit) -> bool:
    """ "Det gjorde vi inte" is a no; "joo ei" is nothing clear."""
    return hit.last - hit.first >= 3


def _goes_on(hit: Hit, clause: Clause) -> bool:
    """ "I'm in Oulu" and "jag är med min mamma" are no "I'm in" and no "jag är med"."""
    if hit.last >= len(clause.items) or clause.items[hit.last - 1].text not in ("in", "med"):
        return False
    following = clause.items[hit.last]
    return (
        following.value is None
        and following.text[0].isalnum()
        and following.text not in said_of("rules", "after_in")
    )


def _praises(hit: Hit, clause: Clause) -> bool:
    """ "Lovely to hear from you" and "great of you to write" answer nothing."""
    if clause.language != "en" or clause.items[hit.last - 1].text not in _PRAISE:
        return False
    following = [item.text for item in clause.items[hit.last : hit.last + 2]]
    return following[:1] in (["to"], ["of"], ["that"]) and following[1:] not in (["me"], ["go"])


def _strengthens(hit: Hit, clause: Clause) -> bool:
    """ "Oikein mukava" and "ei oikein jaksettu" call nothing right or wrong."""
    last, following = clause.items[hit.last - 1].text, clause.items[hit.last : hit.last + 1]
    goes_on = any(not one.text.startswith(_RIGHTLY) for one in following)
    return clause.language == "fi" and last in _VERY and goes_on


def _sort_items(clause: Clause, hits: Sequence[Hit]) -> None:
    """Put values and unknown words of a clause apart; what is named as wrong is no value."""
    known = {place for hit in hits for place in range(hit.first, hit.last)}
    old = {place for hit in hits if "old" in hit.means for place in range(hit.first, hit.last)}
    denied = (_denied_value(clause.items, one.first) for one in hits if "negator" in one.means)
    old |= {place for place in denied if place is not None}
    for place, item in enumerate(clause.items):
        if item.value is not None:
            gone = place in old or _is_replaced(clause.items, place)
            gone = gone or ("move_told" in clause.means and _is_left(clause.items, place))
            gone = gone or _measures_no_meeting(clause.items, place)
            clause.values += [] if gone else [item.value]
        elif item.text[0] in _SMILES:
            clause.means.add("yes")
        elif _is_unknown(clause.items, place, known):
            clause.unknown.append(item.text)


def _negators(items: Sequence[Item], hits: Sequence[Hit]) -> tuple[list[Hit], set[int]]:
    """Return what denies, and where what denies only a value that is set aside begins."""
    used = {hit.first for hit in hits if "old" in hit.means}
    negators = [hit for hit in hits if "negator" in hit.means]
    used |= {hit.first for hit in negators if _denied_value(items, hit.first)}
    return [one for one in negators if one.first not in used or "old" in one.means], used


def _denied_value(items: Sequence[Item], place: int) -> int | None:
    """ "Sågs på torsdagen inte på onsdagen": where the value stands that a "not" sets aside."""
    kinds = [type(item.value) for item in items[:place] if item.value is not None]
    ahead = (at for at, item in enumerate(items[place + 1 : place + 3], place + 1) if item.value)
    bare = items[-1].text.replace(",", "").replace(".", "").isdecimal() or number_named(
        items[-1].text
    )
    if kinds == [Length] and place == len(items) - 2 and bare:
        return place + 1  # "2 h not 1,5"
    return next((at for at in ahead if type(items[at].value) in kinds), None)


def _is_replaced(items: Sequence[Item], place: int) -> bool:
    """ "Klo 15 sijaan 16.30", "on the 7th instead of the 8th": the one that is given up."""
    before = [one.text for one in items[max(0, place - 3) : place]]
    if before[-2:] == ["instead", "of"] or before in _INSTEAD_OF_IT:
        return True
    following = items[place + 1 : place + 3]
    swaps = len(following) == 2 and following[0].text in ("sijaan", "sijasta")
    return swaps and following[1].value is not None


def _measures_no_meeting(items: Sequence[Item], place: int) -> bool:
    """ "Två timmars varsel", "ten minutes over", "ten minutes in": how long something else took."""
    following = [one.text for one in items[place + 1 : place + 3]]
    of_that = any(word.startswith(stems_of("rules", "no_meeting")) for word in following[:1])
    of_that = of_that or " ".join(following) in words("rules")["ran_over"]
    before = {one.text for one in items[:place]}
    point = following == ["in"] and not before & said_of("rules", "gets_in")
    second = [one.text for one in items[max(0, place - 2) : place]] in _SECOND
    return (of_that or point or second) and isinstance(items[place].value, Length)


def _is_left(items: Sequence[Item], place: int) -> bool:
    """ "It was shifted from Friday to Saturday": the day from which a meeting was moved."""
    before = items[place - 1].text if place else ""
    following = items[place + 1 : place + 4]
    kinds = [type(one.value) for one in following if one.value is not None]
    same_kind = kinds[:1] == [type(items[place].value)]
    onward = following[:1] and following[0].text in ("to", "till", "til")
    became = bool({one.text for one in following} & said_of("rules", "became_another"))
    return same_kind and bool((onward and before in ("from", "från")) or became)


def _is_unknown(items: Sequence[Item], place: int, known: set[int]) -> bool:
    if place in known or not items[place].text[0].isalnum():
        return False
    return not _names_a_place(items, place)


def _may_answer(hit: Hit, clause: Clause) -> bool:
    """A yes or no stands first or last in its clause; inside, "ja" and "no" are other words."""
    first = hit.first <= 1 or (hit.first == 2 and bool(clause.turn))
    if hit.first == 1 and clause.items[1].text in _COLOURS and len(clause.items) > 2:
        first = bool(clause.turn) or clause.items[0].text in _BEFORE_YES
    return first or hit.last == len(clause.items)


def _names_a_place(items: Sequence[Item], place: int) -> bool:
    """The 2.14 of "huone 2.14" and the 550 of "bussi 550" are names; "bussi 3,60" is a sum."""
    if "," in items[place].text:
        return False
    if [one.text for one in items[place + 1 : place + 3]] in _OF_A_FLOOR:
        return True
    if any(_is_a_room(items[one : one + 2]) for one in (place, place - 1) if one >= 0):
        return True
    before = items[place - 1].text if place else ""
    return items[place].text[0].isdecimal() and before.endswith(
        stems_of("rules", "numbered_places")
    )


def _is_a_room(items: Sequence[Item]) -> bool:
    """ "B312" and "a204"; "v12" is a week, and "e20" a sum."""
    letter, number = [*(one.text for one in items), "", ""][:2]
    glued = len(items) == 2 and items[0].end == items[1].start
    return glued and letter in _OF_ROOMS and number.isdecimal() and len(number) in (2, 3, 4)


def _joins_anew(hit: Hit, negator: Hit, clause: Clause) -> bool:
    """ "There is no rehearsal and I can come": what follows the "and" has a subject of its own."""
    between = [item.text for item in clause.items[negator.last : hit.first]]
    own = clause.items[hit.first].text in said_of("rules", "first_person")
    return clause.language == "en" and between[-1:] == ["and"] and own


def _negator_of(hit: Hit, negators: Sequence[Hit], clause: Clause) -> Hit | None:
    if not hit.means & _FLIPPED.keys() or "negator" in hit.means:
        return None
    if clause.items[hit.last - 1].text in _SUBORDINATE:
        return None  # "jag kommer om jag inte jobbar"
    for negator in negators:
        if _SO_THEN & {item.text for item in clause.items[negator.last + 1 : hit.first]}:
            continue  # "ku en oo kaupungis ni perutaa"
        if _joins_anew(hit, negator, clause):
            continue
        if 0 <= hit.first - negator.last <= _BEFORE:
            return negator
        between = {item.text for item in clause.items[hit.last : negator.first]}
        near = 0 <= negator.first - hit.last <= _AFTER[clause.language]
        near = near and clause.items[negator.first].text not in _ONWARD
        if near and not between & _APART:
            return negator
    return None
