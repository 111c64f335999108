"""What leaves a doubt about an answer in Finnish that else reads as clear."""

from collections.abc import Callable, Iterator
from itertools import pairwise

from service.reading.clauses.clauses import Clause
from service.reading.clauses.verdicts import Case, Verdict
from service.reading.doubts.hearsay import is_doubtful_past
from service.reading.text.word_lists import said_of
from service.reading.values.kinds import Day, Money

_PARTY = ("mentor", "aktor", "opiskelija")
_PAST = {"held", "not_held"}
_LOOSE = {"maybe", "condition", "doubt", "later"}
_TOLD = _PAST | {"cannot", "come", "suits", "see_you", "maybe", "later", "move_ask", "settled"}


def has_misgivings(case: Case, verdict: Verdict) -> bool:
    """Return whether a careful reader would ask back before acting on what was found."""
    kinds = {finding.kind for finding in verdict.findings}
    doubts: list[Callable[[Case], bool]] = [_leans_to_both, _only_believes]
    if case.context.asked == "preparation" and "preparation" in kinds:
        doubts += [_only_thinks, _is_to_us]
        doubts += [_comes_otherwise] if len(kinds) == 1 else []
    if kinds & _PAST:
        doubts += [is_doubtful_past]
    if "accepted" in kinds:
        doubts += [_passes_on, _regrets, _would_come, _other_cannot]
    if "tentative" in kinds:
        doubts += [_quotes_others, _puts_off, _comes_anyway]
    if "declined" in kinds:
        doubts += [_of_programme, _refuses_halfway]
    if "agreed" in kinds:
        doubts += [_will_read, _agrees_in_part]
    if "expense" in kinds:
        doubts += [_paid_by_another, _claims_nothing, _pays_for_both]
    return any(doubt(case) for doubt in doubts)


def _following(case: Case) -> Iterator[tuple[Clause, Clause]]:
    """Return each clause with itself, and with the next."""
    yield from zip(case.clauses, case.clauses, strict=True)
    yield from pairwise(case.clauses)


def _of(name: str) -> frozenset[str]:
    return said_of("misgivings", name)


def _leans_to_both(case: Case) -> bool:
    """ "Joo tai ei"."""
    said = [word for clause in case.clauses for word in clause.said]
    three = zip(said, said[1:], said[2:], strict=False)
    both = any(one in _of("yes") and two == "tai" and last == "ei" for one, two, last in three)
    return both and case.context.asked != "preparation"


def _passes_on(case: Case) -> bool:
    """ "Okei, välitän eteenpäin" answers for nobody."""
    firm = case.means & {"come", "suits", "agree", "see_you"}
    return not firm and any(c.words & _of("passes_on") for c in case.clauses)


def _only_believes(case: Case) -> bool:
    """ "En usko että pääsen", and no more: a refusal or a perhaps?"""
    loose = [one for one in case.clauses if {"usko", "uskois"} & one.words and one.opens]
    doubts = any(one.said[0] in ("en", "enpä") for one in loose)
    told = [one for one in case.clauses if one not in loose]
    return doubts and not any(one.means & _TOLD for one in told)


def _regrets(case: Case) -> bool:
    """ "Hyvä aika, valitettavasti vain varattu"."""
    return any(
        clause.words & _of("regrets") and not clause.means & {"cannot", "late", "come"}
        and clause.unknown and not clause.values
        for clause in case.clauses
    )  # fmt: skip


def _would_come(case: Case) -> bool:
    """ "Kyllä minä tulisin": and what stands in the way?"""
    firm = any(c.means & {"come", "suits", "ok"} for c in case.clauses)
    return not firm and any({"would", "yes"} <= clause.means for clause in case.clauses)


def _other_cannot(case: Case) -> bool:
    """ "Aktori ei kuulemma pääse, minä kyllä"."""
    for clause in case.clauses:
        said = clause.words
        if (
            said & _of("ill")
            and said & _of("party")
            and not (clause.negated or "come" in clause.means)
        ):
            return True  # "mie pääsen, mutta mentori on kipiä"
        here = clause.negated and said & _of("comes") and "kun" not in said
        if here and _names_the_other(clause):
            return True
    return False


def _quotes_others(case: Case) -> bool:
    """ "Mentori sano jotain et vois olla joku muu päivä, en tiiä": it hangs on another's word."""
    claims = [one for one in case.clauses if one.words & _of("claims")]
    knows_not = any({"en", "emme"} & one.words and "maybe" in one.means for one in case.clauses)
    return len(claims) > 1 or (knows_not and any(map(_names_the_other, claims)))


def _names_the_other(clause: Clause) -> bool:
    named = any(word.startswith(_PARTY) for word in clause.said)
    return named or bool(clause.words & _of("party"))


def _puts_off(case: Case) -> bool:
    """ "Katsotaan, vastaan illalla": not even a perhaps."""
    if any(_of("before") & c.words and _of("promises") & d.words for c, d in _following(case)):
        return True  # "pitää katsoa vuorolista ennen kuin lupaan mitään"
    answers = any({"vastaan", "vastaamme", "vastailen"} & c.words for c in case.clauses)
    bare = all(c.said[:1] == ["katsotaan"] for c in case.clauses if "maybe" in c.means)
    return bare and answers


def _comes_anyway(case: Case) -> bool:
    """ "Minä tulen. Suomeni on pieni, mutta yritän": what is open is hardly the coming."""
    loose = [one for one in case.clauses if one.means & _LOOSE]
    firm = [one for one in case.clauses if "come" in one.means and one not in loose]
    firm = [one for one in firm if not (one.turn or one.asks or _wishes(one))]
    open_still = any(
        one.means & (_TOLD - {"maybe"} | {"until", "limit"}) or _hangs(one) or len(one.items) == 1
        for one in loose  # "Tulen, toivottavasti"
    )
    return bool(firm) and not open_still


def _wishes(clause: Clause) -> bool:
    return bool(clause.means & {"wish", "would"} or _of("wishes") & clause.words)


def _hangs(clause: Clause) -> bool:
    said = clause.said
    unsure = any(word.endswith(("varma", "varmaa", "varmasti")) for word in said)
    hung = "condition" in clause.means and clause.unknown[:1] != said[:1]
    return unsure or hung or bool(set(said) & _of("coming_asked"))


def _of_programme(case: Case) -> bool:
    """ "Minulla ei ole enää aikaa tähän ohjelmaan" refuses more than a meeting."""
    return any(
        "cannot" in clause.means and any(word.startswith("ohjelma") for word in clause.unknown)
        for clause in case.clauses
    )


def _only_thinks(case: Case) -> bool:
    """ "Tuota noin... pitääkin miettiä"."""
    said = {word for clause in case.clauses for word in clause.said}
    told = case.means & {"topic", "asking"} or any(clause.asks for clause in case.clauses)
    return not told and bool(said & _of("thinks")) and len(said) <= 6 and case.unknown <= 2


def _is_to_us(case: Case) -> bool:
    """ "Mitä mieltä te siellä toimistossa olette?"."""
    text = [f" {' '.join(clause.said)} " for clause in case.clauses if clause.asks]
    return any(f" {one} " in clause for one in _of("to_us") for clause in text)


def _will_read(case: Case) -> bool:
    """ "Allekirjoitan huomenna", "näyttää hyvältä, katson vielä": not yet."""
    for clause in case.clauses:
        said = clause.words
        if said & _of("reads") and (said & _of("yet") or clause.values):
            return True
        days = any(isinstance(v, Day) and (v.from_today or 0) > 0 for v in clause.values)
        if "agree" in clause.means and days and "next" not in clause.means:
            return True
    return False


def _paid_by_another(case: Case) -> bool:
    """ "Taksi 18 e, mutta sen maksoi työnantaja"."""
    if case.context.people:
        return False  # "Eetu maksoi", one of them
    return any(
        clause.words & _of("paid_for")
        and not clause.means & {"travel", "entrance"}
        and not clause.has(Money)
        and not (_of("paid_own") | {*case.writer.lower().split()}) & clause.words
        and not _treats(clause)
        for clause in case.clauses
    )


def _treats(clause: Clause) -> bool:
    """ "Mentori tarjosi mustatmakkarat": food, where what is claimed is another thing."""
    said = clause.said
    fares = any(word.startswith(tuple(_of("fares"))) for word in said)
    return bool({"tarjosi", "tarjos"} & set(said) and clause.unknown) and not fares


def _claims_nothing(case: Case) -> bool:
    """ "Juna 20 euroa, en tosin tarvitse korvausta"."""
    return any(
        clause.words & _of("claims_not")
        and not clause.has(Money)
        and "asking" not in clause.means
        and not _of("of_a_part") & clause.words
        for clause in case.clauses
    )


def _pays_for_both(case: Case) -> bool:
    """ "Liput 20 e per nuppi, maksoin molempien": once or twice?"""
    said = {word for clause in case.clauses for word in clause.said}
    return (
        bool(case.means & {"each", "apiece"} and said & _of("both")) and "total" not in case.means
    )


def _agrees_in_part(case: Case) -> bool:
    """ "Hyväksyn sen puolen joka koskee minua", but not "hyväksyn sen kaikilta osin"."""
    told = (clause.words for clause in case.clauses)
    return any(said & _of("in_part") and not said & _of("in_whole") for said in told)


def _refuses_halfway(case: Case) -> bool:
    """ "Ei onnistu ilman lastenhoitajaa", "ei sovi huonosti", "en näe syytä miksei"."""
    return any(
        clause.words & _of("halfway") and clause.said[0] in ("ei", "en", "eipä")
        for clause in case.clauses
    )


def _comes_otherwise(case: Case) -> bool:
    """ "Puhutaan mistä vaan, mutta en pääse kuin vasta 17.30"."""
    return any(
        clause.turn == "but" and "cannot" in clause.means and len(clause.unknown) <= 1
        for clause in case.clauses
    )
