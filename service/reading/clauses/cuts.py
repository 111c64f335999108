"""Where a row of items is cut: at sentences, pauses, turns, and an "and" that joins two acts."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from service.domain.languages import Language
from service.reading.clauses.sayings import Hit, Item, sayings_in
from service.reading.text.word_lists import said_of
from service.reading.values.kinds import Clock, Day, Money

QUOTES = {'"', "”", "“", "»"}
_STOPS = {".", "!", "?", ";", "\n"}
_PAUSES = {",", "(", ")", "-", ":", "/"}
_TURNS = ("reason", "but", "instead")
_FIRST_SMILE = "\u2600"  # of the signs that people smile with
_SHORTENED = {"yht", "seur", "kpl", "hlö", "esim", "n", "ca", "noin", "tot", "st", "appr", "approx"}
_GROUNDS = {"because", "as", "since", "due", "eftersom", "för", "koska", "kun"}  # why it was so
_PLACING = {"after", "in", "over", "by", "with", "from", "via", "efter", "hos", "hemma"}
_AND = {"ja", "och", "and", "sekä", "å", "o"}
_TOLD = {"held", "was", "come", "yes"}
_COLOURS = {"tosin", "kuitenkin"}
_SUBJECTS = {"jag", "ja", "vi", "det", "mötet", "träffen"}
_OTHERS = {"hon", "han", "hen", "de", "dom", "mentorn"}
_I_AGAIN = {"jag", "ja", "vi", "i", "we"}
_IFS = {"om", "ifall", "såvida", "förutsatt"}
_FINNISH_ONLY = {"vaan", "vaa", "vuan"}
_DENIALS = {"negator", "no", "not_held", "cannot", "undo", "absent", "old", "cancel", "no_costs"}
_ANSWERS = {"come", "cannot", "cancel", "see_you", "suits", "move_ask"}
_AFTER_VERB = {"jag", "ja", "vi", "båda", "bägge", "alla"}
_OBSTACLES = {"not_held", "cancel", "cannot", "move_told"}
_ANOTHER = {"next", "topic"}
_AFTER_REASON = {"cannot", "settled", "move_told"}
_BARE_ANSWERS = {"no", "nope", "yes", "nej", "nä", "ja", "jo"}
_PLAIN_YES = {"yes", "yeah", "yep", "anyway", "anyways"}
_GROUND_OF = {
    ("due", "to"), ("owing", "to"), ("because", "of"), ("on", "account"), ("thanks", "to"),
}  # fmt: skip
_AFTER_GROUND = {"i", "i'm", "i've", "i'll", "we", "we're", "we've", "we'll", "it"}
_AFTER_ONLY = {
    "i", "i'm", "i've", "i'll", "he", "he's", "she", "she's", "we", "we're", "it", "it's", "they",
    "they're", "there's", "my", "that", "the", "this",
}  # fmt: skip


@dataclass(slots=True)
class Stretch:
    """The items of a clause, the sayings in it counted from its own beginning, and its turn."""

    items: list[Item] = field(default_factory=list)
    hits: list[Hit] = field(default_factory=list)
    turn: str = ""  # the word that opened it: reason, but, instead
    goes_on: bool = False  # its sentence began before it

    def take(self, items: Sequence[Item], hit: Hit | None) -> None:
        """Go on with items that a saying covers, or that none does."""
        if hit:
            first = len(self.items)
            self.hits.append(Hit(hit.means, first, first + len(items)))
        self.items += items


def sentences_in(items: Sequence[Item]) -> Iterator[tuple[list[Item], str]]:
    """Return the sentences of a row of items, each with the sign that ends it."""
    sentence: list[Item] = []
    for place, item in enumerate(items):
        if _shortens(items, place) or _is_put_in(items, place) or _closes_a_quote(items, place):
            continue
        if item.text[0] in _STOPS:
            if sentence:
                yield sentence, item.text
            sentence = []
        else:
            sentence.append(item)
            if _smiles_on(items, place):
                yield sentence, ""
                sentence = []
    if sentence:
        yield sentence, ""


def _closes_a_quote(items: Sequence[Item], place: int) -> bool:
    """The last sign of ""Can you come?" I can" belongs to what stands before it."""
    item, before = items[place], items[max(0, place - 1)]
    return item.text in QUOTES and before.text in ("?", "!", ".") and before.end == item.start


def _smiles_on(items: Sequence[Item], place: int) -> bool:
    """The smile of "nähtiin joo 🙌 seuraavan kerran 7.5." ends what stands before it."""
    if not items[place].text[0] >= _FIRST_SMILE or place == 0 or place + 1 == len(items):
        return False
    following = items[place + 1]
    words = following.value is not None or following.text[0].isalnum()
    return words and items[place - 1].text[0].isalnum()


def _shortens(items: Sequence[Item], place: int) -> bool:
    """The point of "yht. 5,90 €" ends no sentence."""
    if not 0 < place < len(items) - 1 or items[place].text != ".":
        return False
    return items[place - 1].text in _SHORTENED and items[place + 1].value is not None


def _is_put_in(items: Sequence[Item], place: int) -> bool:
    """The signs of "glassen (5 e!!) var på egen risk" end no sentence: it goes on after them."""
    if items[place].text not in ("!", "?") or place + 2 >= len(items):
        return False
    following = items[place + 1]
    goes_on = items[place + 2].value is None and items[place + 2].text[:1].isalpha()
    return (following.text == ")" and goes_on) or _is_put_in(items, place + 1)


def stretches_of(sentence: Sequence[Item], language: Language) -> Iterator[Stretch]:
    """Cut a sentence at its pauses and turns; a saying is never cut."""
    hits = {hit.first: hit for hit in sayings_in(sentence, language)}
    stretch = Stretch()
    at = 0
    while at < len(sentence):
        hit = hits.get(at)
        turn = _turn_of(hit, sentence, at, stretch)
        pauses = sentence[at].text in _PAUSES
        turns = bool(turn) and not (
            _ends_there(sentence, hit, stretch)
            or _only(hits, at, sentence)
            or _is_rather_so(sentence, at)
            or _is_merely(sentence, at)
            or _only_colours(sentence, at, stretch)
        )
        turns = turns or _so_then(sentence, at, stretch) or _runs_on(sentence[at], stretch)
        turns = turns or _thus(hits, at, sentence, stretch)
        if stretch.items and (pauses or turns or _joins_another(sentence, at, hits, stretch)):
            yield stretch
            stretch = Stretch(goes_on=True)
        if pauses:
            at += 1
            continue
        opens = turn if not stretch.items and (turns or turn != "instead") else ""
        opens = "" if _is_merely(sentence, at) else opens
        stretch.turn = stretch.turn or opens
        size = hit.last - hit.first if hit else 1
        stretch.take(sentence[at : at + size], hit)
        at += size
    if stretch.items:
        yield stretch


def _turn_of(hit: Hit | None, sentence: Sequence[Item], at: int, stretch: Stretch) -> str:
    turn = next((one for one in _TURNS if hit and one in hit.means), "")
    return turn or ("reason" if _tells_why_not(sentence, at, stretch) else "")


def _tells_why_not(sentence: Sequence[Item], at: int, stretch: Stretch) -> bool:
    """ "Vi tog det på tisdagen för på onsdagen hade jag feber", "30 min för tåget var sent"."""
    if sentence[at].text != "för" or not stretch.items:
        return False
    noun, verb, subject = ([*(one.text for one in sentence[at + 1 : at + 4]), "", "", ""])[:3]
    # Not "för mentorn är det viktigt", "för tillfället har jag".
    whole = noun.endswith(("en", "et", "an", "on")) and subject not in _SUBJECTS | _OTHERS
    if whole and verb in said_of("sv", "was_then") | said_of("sv", "is_so"):
        return True
    day = at + 1 + (sentence[at + 1 : at + 2] != [] and sentence[at + 1].text in ("på", "i"))
    named = day < len(sentence) and isinstance(sentence[day].value, Day)
    verb, subject = ([*(one.text for one in sentence[day + 1 : day + 3]), "", ""])[:2]
    return named and verb.isalpha() and subject in _SUBJECTS | _OTHERS


def _so_then(sentence: Sequence[Item], at: int, stretch: Stretch) -> bool:
    """ "I've a clinic at 16.30 so 18.00 would be better": what follows is the offer."""
    if sentence[at].text in ("joten", "jotenka", "därför"):
        return bool(stretch.items)
    if sentence[at].text not in ("so", "så") or at + 1 >= len(sentence):
        return False
    if stretch.items and at + 2 == len(sentence) and sentence[at + 1].text in _BARE_ANSWERS:
        return True  # "I'm on call all week so no"
    if stretch.turn == "reason" and sentence[at + 1].text in _PLAIN_YES:
        return True  # "because I'm out with the dog so yes we met"
    told = sentence[at].text == "so" and sentence[at + 1].text in _AFTER_ONLY
    if stretch.turn != "but" and len(stretch.items) >= 2 and told:
        return True  # "I have fever since Sunday so I cannot come"
    inverted = sentence[at].text == "så" and sentence[at + 1].text in ("jag", "ja", "vi")
    if inverted and any(hit.means & _OBSTACLES for hit in stretch.hits):
        return True  # "men den ställdes in så jag kommer"
    valued = any(item.value for item in stretch.items) and stretch.turn != "but"
    told = sentence[at].text == "så" and sentence[at + 1].text in ("jag", "ja", "vi")
    return valued and (told or sentence[at + 1].value is not None)


def _runs_on(item: Item, stretch: Stretch) -> bool:
    """ "Jag kan komma jag har ingen lektion då": a second subject, after a whole answer."""
    if item.text not in _I_AGAIN or not stretch.hits:
        return False
    said = stretch.hits[-1]
    whole = said.last == len(stretch.items) and stretch.items[said.first].text == item.text
    return whole and bool(said.means & _TOLD - {"yes"}) and not said.means & {"maybe", "doubt"}


def _so_we(sentence: Sequence[Item], at: int, stretch: Stretch) -> bool:
    """ "Eftersom hon far bort så har vi flyttat den": what follows the reason is told."""
    said = [item.text for item in sentence[at : at + 3]]
    return stretch.turn == "reason" and said[:1] == ["så"] and bool(_SUBJECTS & set(said[2:]))


def _thus(hits: dict[int, Hit], at: int, sentence: Sequence[Item], stretch: Stretch) -> bool:
    """ "Ku en oo kaupungissa ni perutaan": the answer, after its reason without a pause."""
    if _so_we(sentence, at, stretch):
        return True
    if _did_so(hits, at, sentence, stretch):
        return True
    if _follows_its_ground(hits, at, sentence, stretch):
        return True
    told = stretch.turn == "reason" and len(stretch.items) > 2
    told = told and not (stretch.items[0].text == "för" and len(stretch.items) == 3)
    if told and _answers_inverted(hits, at, sentence):
        return True
    ifs = bool(stretch.items) and stretch.items[0].text in _IFS and sentence[at].text == "så"
    if ifs and any("come" in hits[one].means for one in (at, at + 1) if one in hits):
        return True  # "om jag inte blir kallad till jobbet så kommer jag"
    if sentence[at].text not in ("ni", "nii", "niin"):
        return False
    hangs = any({"condition", "maybe"} & hit.means for hit in stretch.hits)
    told = len(stretch.items) > 1 and not hangs and at + 1 in hits
    if told and hits[at + 1].means & _OBSTACLES:
        return True  # "mentorilla venähti palaveri niin siirrettiin tää perjantaille"
    ahead = [hits[step] for step in (at + 1, at + 2) if step in hits]
    return stretch.turn == "reason" and any(hit.means & _ANSWERS for hit in ahead)


def _did_so(hits: dict[int, Hit], at: int, sentence: Sequence[Item], stretch: Stretch) -> bool:
    """ "Teams fungerade inte så vi pratade i telefon": what they did, after what did not work."""
    said = [item.text for item in sentence[at : at + 2]]
    denied = any(hit.means & {"negator", "no_costs"} for hit in stretch.hits)
    if said not in (["så", "vi"], ["så", "jag"]) or not denied:
        return False
    ahead = [hits[step] for step in (at + 1, at + 2, at + 3) if step in hits]
    return any("held" in hit.means for hit in ahead)


def _follows_its_ground(
    hits: dict[int, Hit], at: int, sentence: Sequence[Item], stretch: Stretch
) -> bool:
    """ "Due to work I can't come": the answer, after a reason that has no verb."""
    ground = len(stretch.items) > 2 and tuple(one.text for one in stretch.items[:2]) in _GROUND_OF
    if not ground or sentence[at].text not in _AFTER_GROUND:
        return False
    ahead = [hits[step] for step in (at, at + 1, at + 2) if step in hits]
    return any(hit.means & (_ANSWERS | _OBSTACLES | {"held"}) for hit in ahead)


def _answers_inverted(hits: dict[int, Hit], at: int, sentence: Sequence[Item]) -> bool:
    """ "Eftersom kursen är inställd kan jag komma": the verb before its subject ends the reason."""
    subject = at + 1 < len(sentence) and sentence[at + 1].text in _AFTER_VERB
    return subject and at in hits and bool(hits[at].means & (_ANSWERS | {"held", "not_held"}))


def _joins_another(
    sentence: Sequence[Item], at: int, hits: dict[int, Hit], stretch: Stretch
) -> bool:
    """ "Nähtiin ja sovittiin seuraava 29.4.", "parkki 3 € ja seuraava 29.4.": two things."""
    if sentence[at].text not in _AND:
        return False
    ahead = {one for step in (1, 2, 3) if (hit := hits.get(at + step)) for one in hit.means}
    told = {one for hit in stretch.hits for one in hit.means}
    if stretch.turn == "reason" and (hit := hits.get(at + 1)) and hit.means & _AFTER_REASON:
        return True  # "pga inställt flyg och hinner inte hem": the answer, after its reason
    if stretch.turn == "reason" and "held" in ahead and isinstance(sentence[at + 1].value, Day):
        return True  # "koska mentorilla oli lääkäri ja torstaina sitten nähtiin"
    if ("held" in told or _names_only_a_day(stretch)) and _settles_a_time(sentence, at, hits):
        return True
    paid = any(isinstance(one.value, Money) for one in stretch.items)
    return bool(ahead & _ANOTHER and (told & _TOLD or paid)) and not told & _ANOTHER


def _settles_a_time(sentence: Sequence[Item], at: int, hits: dict[int, Hit]) -> bool:
    """ "Tavattiin tunti ja sovittiin uusi aika 22.4. klo 17": another meeting, with its hour."""
    ahead = {one for step in (1, 2) if (hit := hits.get(at + step)) for one in hit.means}
    settles = ahead & {"settled", "see_you", "next"}
    values = [one.value for one in sentence[at + 1 :]]
    return bool(settles) and all(any(isinstance(v, kind) for v in values) for kind in (Day, Clock))


def _names_only_a_day(stretch: Stretch) -> bool:
    """ "The deadline is on 15 January and we meet on 21 January at 14:00"."""
    values = [one.value for one in stretch.items if one.value is not None]
    return bool(values) and all(isinstance(value, Day) for value in values)


def _only(hits: dict[int, Hit], at: int, sentence: Sequence[Item]) -> bool:
    """ "Oltiin vaan tunti": after no denial, the Finnish "vaan" is "only" and turns nothing."""
    if at == 0 or sentence[at].text not in _FINNISH_ONLY:
        return False
    return not any(hits[one].means & _DENIALS for one in hits if one < at)


def _is_merely(sentence: Sequence[Item], at: int) -> bool:
    """ "The only bass", "only 40 minutes": no "but", as in "I'd come, only I'm in Cork".

    Nor does the "vaikka" of "kävisikö vaikka tiistai" concede anything.
    """
    if sentence[at].text in ("vaikka", "vaik", "vaikkapa"):
        before = sentence[at - 1] if at else sentence[at]
        named = any(one.value is not None for one in sentence[at + 1 : at + 4])
        at_once = at + 1 < len(sentence) and sentence[at + 1].value is not None
        named = named and before.value is None and before.text[0].isalpha() and at > 0
        return named or at_once  # "sopisko tammikuussa, vaikka 12.1.?"
    if sentence[at].text != "only":
        return False
    return at == 0 or at + 1 >= len(sentence) or sentence[at + 1].text not in _AFTER_ONLY


def _only_colours(sentence: Sequence[Item], at: int, stretch: Stretch) -> bool:
    """ "En tosin katsonut kelloa" turns nothing: such a word opens no clause of its own."""
    return sentence[at].text in _COLOURS and bool(stretch.items)


def _ends_there(sentence: Sequence[Item], hit: Hit | None, stretch: Stretch) -> bool:
    """ "Vi tar tisdag i stället" and "joo tuun kyllä kuitenkin" turn nothing that follows."""
    if hit is None or "instead" not in hit.means:
        return False
    after = hit.last
    if after == len(sentence) or sentence[after].text in _PAUSES | _GROUNDS:
        return True
    kept = isinstance(sentence[hit.first - 1].value, Day) and hit.first > 0
    if kept and isinstance(sentence[after].value, Clock):
        return True  # "vi tar det på måndag i stället 8.30"
    # "We met on Sunday instead after church"
    place = after + 1 < len(sentence) and sentence[after + 1].value is None
    place = place and sentence[hit.first].text not in ("utan", "vaan")
    return bool(stretch.items) and place and sentence[after].text in _PLACING


def _is_rather_so(sentence: Sequence[Item], at: int) -> bool:
    """ "A rather heated argument" sets nothing against another thing, "rather than" does."""
    if sentence[at].text != "rather" or at + 1 >= len(sentence):
        return False
    wished = at > 0 and sentence[at - 1].text.endswith(("'d", "would", "but", "or", "not"))
    after = sentence[at + 1]
    return not wished and after.value is None and after.text not in ("than", "on", "at", ",", "not")
