"""What is told of another than the writer, or only by another: "flyttbilen kommer klockan två"."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from service.reading.clauses.acts import NO
from service.reading.clauses.clauses import Clause
from service.reading.clauses.sayings import sayings_in
from service.reading.clauses.verdicts import FIRST_PERSON
from service.reading.text.word_lists import said_of, stems_of, words
from service.reading.values.kinds import Length

_COMES = {"kommer", "komme", "kommär", "deltar", "dyker"}
_NOW = {"kommer", "är", "deltar", "dyker", "hinner", "kan", "ä", "e"}
_ME = {"jag", "vi", "ja", "jaa", "mej", "mig", "ja'"}
_HOW = {"direkt", "från", "att", "rakt", "säkert", "bara", "vid", "in", "hem", "ut", "upp", "dit"}
_HOW |= {"försent", "sent", "ha", "vara", "ta", "bli", "gå", "det", "som", "igen", "givetvis"}
_IT = {"it", "this", "den", "det", "sen", "se"}
_LAUGHS = {"lol", "haha", "hehe", "hahaha"}
_HEARD = (["i", "heard"], ["i", "hear"], ["i", "gather"])
_SAYS = {"säger", "påstår", "hävdar", "menar"}
_EVENTS = {"move_told", "not_held", "cancel", "settled", "held", "was"}
_MEETINGS = ("meeting", "session", "träff", "möte", "tapaami")
_OF_ANOTHER = {
    "other", "team", "staff", "board", "client", "department", "another", "project", "work",
    "group", "lab", "sales", "family", "union", "faculty", "company",
    "andra", "annat", "toinen", "muu",
}  # fmt: skip
_RELATIVE = {"who", "which", "whose", "som", "vilken", "vars", "joka", "jonka", "jotka"}
_LOOSE = {"or", "tai", "eller", "ja", "mun", "minun"}
_OF_US = ("mentor", "ment", "adept", "aktö", "aktor", "student", "opiskelij")
_CALLED_OFF = ("inställ", "avboka", "avlyst", "avblås")
_AUXILIARIES = {"är", "e", "blev", "blir", "har", "blivit", "hade", "nu", "tydligen", "också"}
_SMALL_NOUN = 4  # letters
_SWEDES = {"jag", "ja", "vi", "mig", "mej", "oss"}  # an "en" and an "i" are no persons here
_ABOUT = {"about", "by", "with", "at", "over", "from", "om", "med", "över", "av"}
_NEEDS = {"need", "help", "please", "you", "behöver", "hjälp", "du", "ni"}
_WHOSE = {"her", "his", "their"}
_ONES_OWN = {"my", *_WHOSE}
_TOLD = {"held", "not_held", "cancel", "move_told", "settled", "confirm"}
_OURS = {"held", "not_held", "no", "cancel", "move_told", "cannot", "failed_plan", "yes"}
_WRITTEN_FOR = {"she", "he", "they"}


def without_others(clauses: Sequence[Clause]) -> list[Clause]:
    """Return the clauses of an answer, the coming of others taken for none of the writer's.

    Beside a refusal it is why; with an hour of its own, or by itself, it leaves a doubt.
    """
    clauses = [_without_guest(one) for one in clauses]
    refused = any(one.means & (NO | {"regret", "move_ask"}) for one in clauses)
    own = any("come" in one.means and not _is_of_another(one) for one in clauses)
    told = [_left(one, refused, own) if _is_of_another(one) else one for one in clauses]
    firm = any("come" in one.means and _comes_now(one) for one in told)
    return [_kept_from(one) if firm and _keeps_another(one) else one for one in told]


def _without_guest(clause: Clause) -> Clause:
    """ "The plumber is coming on Wednesday": what keeps the writer at home, or hardly matters."""
    listed, verbs = said_of("en", "outside"), {"is", "are", "comes"}
    other = any(one in listed and two in verbs for one, two in pairwise(clause.said[:4]))
    guest = clause.language == "en" and "come" in clause.means and other and is_of_outside(clause)
    return replace(clause, means=clause.means - {"come"}, values=[]) if guest else clause


def _comes_now(clause: Clause) -> bool:
    """ "Jag är med via länk", "kommer gärna"; "jag hade tänkt komma" is over."""
    hung = clause.means & {"wish", "condition", "maybe", "doubt", "would"} | (clause.means & NO)
    return bool(clause.words & _NOW) and not hung and not clause.asks


def _keeps_another(clause: Clause) -> bool:
    """ "Sambon har nattskift": what keeps another than the writer, who comes all the same."""
    turned = clause.turn == "but" or clause.asks or clause.values
    return "cannot" in clause.means and not turned and is_of_outside(clause)


def _kept_from(clause: Clause) -> Clause:
    return replace(clause, means=clause.means - {"cannot"}, negated=False)


def as_heard(clauses: Sequence[Clause]) -> list[Clause]:
    """Return the clauses, a doubt on what only another says: "enligt Elsa är mötet inställt"."""
    told = {one for c in clauses if not _is_heard(c) for one in c.means & _TOLD}
    return [
        replace(one, means=one.means | {"doubt"})
        if _is_heard(one) and one.means & _TOLD and not one.means & told
        else one
        for one in clauses
    ]


def without_outside_worries(clauses: Sequence[Clause]) -> list[Clause]:
    """Return the clauses, a worry that is none of the programme's put aside: "my boss is furious".

    What a boss, a child or the tram is like asks nothing of the coordinator.
    """
    return [
        replace(one, means=one.means - {"question"})
        if "question" in one.means and any(is_aside(one) for is_aside in _ASIDE)
        else one
        for one in clauses
    ]


def without_visits(clauses: Sequence[Clause]) -> list[Clause]:
    """Return the clauses, "my colleague looked in for ten minutes" with a length of no meeting."""
    return [
        replace(one, means={"harmless"}, values=[])
        if one.only(Length) and is_of_outside(one) and one.words & said_of("rules", "looks_in")
        else one
        for one in clauses
    ]


def without_meetings_of_others(clauses: Sequence[Clause]) -> list[Clause]:
    """Return the clauses, "my flatmate met hers on Monday" as none of ours, told too."""
    own = any(one.means & _OURS and not _met_theirs(one) for one in clauses)
    told: list[Clause] = []
    theirs = False
    for one in clauses:
        theirs = own and (_met_theirs(one) or (theirs and not (one.opens or one.means & _OURS)))
        aside = replace(one, means={"harmless"}, values=[], unknown=[], negated=False)
        told.append(aside if theirs else one)
    return told


def _met_theirs(clause: Clause) -> bool:
    """Another met their own: its first word is no "I" or "we", but for "I heard ...".

    Nor is it "she": "yes, she met her mentor on Tuesday" is written by her assistant.
    """
    heard = clause.said[:2] in (*_HEARD, ["i", "know"])
    another = heard or clause.said[0] not in FIRST_PERSON | _WRITTEN_FOR
    return clause.language == "en" and another and not clause.asks and clause.says("met_theirs")


def of_their_own(clause: Clause) -> Clause:
    """Return a clause; "her beam time was moved one day earlier" moves nothing of ours.

    Nor does "the other group moved theirs to the 9th".
    """
    opens = clause.said[bool(clause.turn) :][:1]
    theirs = bool(clause.words & said_of("rules", "theirs")) or _moves_its_own(clause)
    whose = theirs or bool(opens and opens[0] in _WHOSE)
    if not (whose and clause.means & {"move_told", "cancel"}):
        return clause
    return replace(clause, means=clause.means - _EVENTS, values=[])


def of_ones_own_hour(clause: Clause) -> Clause:
    """Return a clause; "my exam is at 14" offers no hour, where "my first free one is" does.

    Nor does "I'm in Turku and the train back is at 15.30".
    """
    said = clause.said[bool(clause.turn) :]
    told = clause.language == "en" and "is" in said and not clause.asks
    named = said[: said.index("is")] if told else []
    outside = said_of("en", "outside") & {*named[-2:]}
    named = named if outside else named[1:] if named and said[0] in _ONES_OWN else []
    if not named or "move_ask" not in clause.means or said_of("rules", "free_for_us") & {*named}:
        return clause
    return replace(clause, means=clause.means - {"move_ask"}, values=[], turn="reason")


def _moves_its_own(clause: Clause) -> bool:
    """ "Viksgruppen har flyttat sin till den 9:e"."""
    return any(
        one.startswith("flytta") and two in ("sin", "sitt", "sina")
        for one, two in pairwise(clause.said)
    )


def without_outside_events(clauses: Sequence[Clause]) -> list[Clause]:
    """Return the clauses, what became of another thing put aside: "my class got moved to four"."""
    told = [
        replace(
            one,
            means=one.means - _EVENTS | ({"doubt"} if _turns_another(one) else set()),
            values=[],
        )
        if one.means & _EVENTS
        and (
            (is_of_outside(one) and not _is_of_the_meeting(one))
            or _puts_off_own(one)
            or _names_another_event(one)
        )
        else one
        for one in clauses
    ]
    return told[:1] + [
        replace(two, means={"harmless"}, turn="") if _makes_way(two, one) else two
        for one, two in pairwise(told)
    ]


def _makes_way(clause: Clause, before: Clause) -> bool:
    """ "Mul piti olla treenit, mut ne siirty": what was to be then is no more in the way."""
    if clause.turn != "but" or not clause.means & _EVENTS or clause.values or clause.asks:
        return False
    its = set(clause.said[1:2]) & said_of("rules", "its")
    planned = "failed_plan" in before.means or bool(
        before.words & said_of("misgivings", "own_time")
    )
    ours = any(word.startswith((*_MEETINGS, *_OF_US)) for word in (*before.said, *clause.said))
    return bool(its) and planned and bool(before.unknown) and not (ours or before.asks)


def _is_of_the_meeting(clause: Clause) -> bool:
    """ "My boss moved the meeting": ours, where no other is named."""
    said = clause.said
    ours = [at for at, word in enumerate(said) if word.startswith(_MEETINGS)]
    told = clause.means & {"come", "cannot", "suits", "see_you", "move_ask"}
    listed = said_of(clause.language, "outside")
    its = [two for one, two in pairwise(said) if one in _IT]
    if any(word not in listed for word in its):  # "se luento" is another
        return True
    return bool(told) or any(not at or said[at - 1] not in _OF_ANOTHER for at in ours)


def _puts_off_own(clause: Clause) -> bool:
    """ "Peruin jumpan", "siirrän palaverin torstaille": what makes room for the meeting."""
    said = clause.said
    lists = words("misgivings")
    for one, two in pairwise(said):
        own = two in clause.unknown and two.endswith(("n", "t"))
        if one in lists["puts_off"] and own and not two.startswith(tuple(lists["our_meeting"])):
            return clause.language == "fi" and not clause.asks and not clause.negated
    return False


def _names_another_event(clause: Clause) -> bool:
    """ "Kursen är inställd", "föreläsningen har flyttats": a thing named, and not the meeting."""
    if clause.language != "sv" or clause.asks or not clause.means & {"cancel", "not_held"}:
        return False
    said = clause.said
    became = next((at for at, word in enumerate(said) if word.startswith(_CALLED_OFF)), 0)
    before = [word for word in said[:became] if word not in _AUXILIARIES]
    noun = before[-1] if before else ""
    named = len(noun) > _SMALL_NOUN and noun.endswith(("en", "et", "an", "na", "in"))
    return named and not noun.startswith((*_MEETINGS, "tid", "gång", "onsdag", "dag", "allt"))


def _turns_another(clause: Clause) -> bool:
    """ "Det krockar, men kursen är inställd": what stood in the way may stand no more."""
    answers = clause.means & {"come", "suits", "cannot"}
    return clause.turn == "but" and _names_another_event(clause) and not answers


def _describes(clause: Clause) -> bool:
    """ "..., who hasn't replied yet": whom it tells of stands before it."""
    whom = _RELATIVE - {"which"}  # "which was disappointing" is the writer's own
    return not clause.opens and not clause.asks and clause.items[0].text in whom


def _is_about(clause: Clause) -> bool:
    """ "Me complaining about my supervisor": whom or what the worry is about is none of ours."""
    said = clause.said
    if clause.asks or set(said) & _NEEDS or _names_us(said):
        return False
    listed = said_of(clause.language, "outside")
    places = [at for at, word in enumerate(said) if word in _ABOUT]
    return any(word in listed for at in places for word in said[at + 1 : at + 4])


def _only_colours(clause: Clause) -> bool:
    """ "Kauhea räntäsade", "pelkään nukahtavani": what a worry says of the writer's own day."""
    said = clause.said
    colours = stems_of("misgivings", "colours")
    hits = [hit for hit in sayings_in(clause.items, "fi") if "question" in hit.means]
    alone = all(hit.last - hit.first == 1 and said[hit.first].startswith(colours) for hit in hits)
    of_us = any(word.startswith((*_OF_US, *_MEETINGS, "hän", "hae", "ohjelma")) for word in said)
    past = bool({"oli", "olivat", "ollut", "ollu"} & set(said))
    plain = clause.language == "fi" and bool(hits) and not (past or clause.asks)
    return plain and alone and not of_us and len(said) > 1


def _names_us(said: Sequence[str]) -> bool:
    return not said_of("rules", "them").isdisjoint(said) or any(
        word.startswith(_OF_US) for word in said
    )


def is_of_outside(clause: Clause) -> bool:
    """Return whether a clause is of what is none of the programme's: "my father died on Sunday"."""
    said = clause.said
    listed = said_of(clause.language, "outside")
    outside = any(word.removesuffix("'s") in listed for word in said[:4])
    mine = _SWEDES if clause.language == "sv" else FIRST_PERSON - _LOOSE
    own = set(said) & mine or _names_us(said)
    return outside and not own and not clause.asks


def _left(clause: Clause, refused: bool, own: bool) -> Clause:
    means = clause.means - {"come"}
    aside = clause.turn == "reason" or "som" in clause.words
    if (refused or aside) and not clause.asks:
        return replace(clause, means=means, values=[])
    hung = clause.values or clause.turn == "but" or not own
    return replace(clause, means=means | {"doubt"} if hung else means)


def _is_of_another(clause: Clause) -> bool:
    """Each "kommer" has another before it, and nowhere is an "I" beside it."""
    if clause.language != "sv" or "come" not in clause.means or "condition" in clause.means:
        return False
    said = clause.said
    places = [at for at, word in enumerate(said) if word in _COMES]
    return bool(places) and all(
        _has_another_before(clause, said, at) or _has_another_after(clause, said, at)
        for at in places
    )


def _has_another_after(clause: Clause, said: Sequence[str], at: int) -> bool:
    """ "Klockan 13 kommer Alva", "då kommer farmor på besök"."""
    timed = at > 0 and (clause.items[at - 1].value is not None or said[at - 1] in ("då", "sen"))
    after = said[at + 1] if at + 1 < len(said) else ""
    another = after in said_of("rules", "another_comes") or (
        after in clause.unknown and after.isalpha()
    )
    return timed and another and after not in _HOW and not set(said[at + 1 : at + 5]) & _ME


def _has_another_before(clause: Clause, said: Sequence[str], at: int) -> bool:
    named = at - (said[at - 1 : at] in (["min"], ["vår"]))  # "mentorn min kommer säkert"
    before = said[named - 1] if named else ""
    another = before in said_of("rules", "another_comes") or (
        before in clause.unknown and before.isalpha() and before not in _LAUGHS
    )
    return another and not set(said[at + 1 : at + 2]) & _ME


def _is_heard(clause: Clause) -> bool:
    """ "Enligt Elsa …", "mentorn säger att …"; "enligt planerna" says so as well as any."""
    said = clause.said
    if clause.language == "en":
        return said[:2] in _HEARD and not {"we", "us"} & {*said}
    if clause.language != "sv":
        return False
    strangers = said_of("rules", "another_comes") | set(clause.unknown)
    by = any(one == "enligt" and two in strangers for one, two in pairwise(said))
    return by or any(one in strangers and two in _SAYS for one, two in pairwise(said))


_ASIDE = (is_of_outside, _describes, _is_about, _only_colours)
