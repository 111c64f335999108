"""What a reply about costs gives up: all of it, or a part."""

from collections.abc import Sequence

from service.reading.clauses.acts import sentences_of
from service.reading.clauses.clauses import Clause
from service.reading.clauses.verdicts import Case
from service.reading.costs.parts import Part
from service.reading.costs.unread_sums import has_numbers
from service.reading.text.word_lists import said_of, stems_of
from service.reading.values.kinds import Money

_WAIVES = {"not_claimed", "waived"}
_KINDS = {"travel", "entrance", "other_cost"}
_THEM = {"niitä", "niistä", "sitä", "siitä", "those", "that", "them", "det", "den", "dem", "dom"}
_ELSE = {
    "muuta", "muita", "muusta", "muista", "else", "annat", "övrigt", "kilometrikorvausta",
    "kilometrikorvauksia", "kilsakorvausta", "päivärahaa", "päivärahoja", "ajokorvausta",
}  # fmt: skip


def given_in(parts: Sequence[Part]) -> list[Clause]:
    """Return the clauses that name sums which are told and not claimed."""
    return [part.clause for part in parts]


def waives_all(case: Case) -> bool:
    """ "Jätän tällä kertaa hakematta. Bussi oli 2,70": told, and not claimed."""
    for sentence in sentences_of(case.clauses):
        means = {one for clause in sentence for one in clause.means}
        sums = any(isinstance(value, Money) for clause in sentence for value in clause.values)
        # "Tarjosin kahvit, niistä en laskuta. Metro 3,30": what is waived is the coffee.
        treat = "other_cost" in means and not means & {"travel", "entrance"}
        treat = treat or any(i.text in _ELSE for clause in sentence for i in clause.items)
        treat = treat or _names_another_thing(sentence, case.clauses)
        treat = treat or _follows_brackets(sentence[0], case)
        if "waived" in means and not (sums or treat):
            return True
    return False


def _follows_brackets(clause: Clause, case: Case) -> bool:
    """ "Glassen (5 €) var på egen risk": what is told goes on from the sum in brackets."""
    return case.text[: clause.start].rstrip().endswith(")")


def _names_another_thing(waiving: Sequence[Clause], told: Sequence[Clause]) -> bool:
    """ "Parkeringen gick på 5,60. Bensinen bjuder jag på": the petrol, and not the parking."""
    waived = _things([one for one in waiving if one.means & _WAIVES])
    paid = _things([one for one in told if one.has(Money)])
    return bool(waived and paid) and not waived & paid


def _things(clauses: Sequence[Clause]) -> set[str]:
    said = {word for one in clauses for word in one.said}
    return {t for t in said_of("rules", "paid_things") if any(word.startswith(t) for word in said)}


def claims_nothing(told: Sequence[Part], case: Case) -> bool:
    """ "Nothing to claim, though the car park robbed me of 14 euros": told after it, and let go."""
    first = _renouncing(case)
    if first is None or any(part.clause.start < first.start for part in told):
        return False
    doubts = {"question", "undo", "condition", "total", "doubt", "refuse"}
    if any(one.asks or one.means & doubts for one in case.clauses):
        return False
    return all(_is_let_go(part, case) for part in told)


def belies_itself(parts: Sequence[Part], case: Case) -> bool:
    """ "Nothing to claim. The bus was 3.20": is it claimed, or let go?"""
    first = _renouncing(case)
    if first is None or not first.ends:
        return False
    return any(part.clause.start > first.end and not part.clause.turn for part in parts)


def _renouncing(case: Case) -> Clause | None:
    return next((one for one in case.clauses if _renounces(one)), None)


def _renounces(clause: Clause) -> bool:
    """ "En peri mitään", of all that it may have cost; not "I walked"."""
    narrow = clause.values or clause.means & (_KINDS | {"ticket"}) or clause.words & _ELSE
    free = any(word.startswith(stems_of("rules", "goes_free")) for word in clause.said)
    return bool(clause.means & {"no_costs", "waived"}) and not (narrow or clause.turn or free)


def _is_let_go(part: Part, case: Case) -> bool:
    """It is conceded ("vaikka bussi oli 3,20"), let be ("but never mind"), or of another matter."""
    own = next(s for s in sentences_of(case.clauses) if any(c is part.clause for c in s))
    at = next(at for at, one in enumerate(own) if one is part.clause)
    opening = " ".join(part.clause.said[:2])
    if opening.startswith(stems_of("rules", "conceded")):
        return True
    after = [" ".join(one.said) for one in own[at + 1 :]]
    if any(said in one for one in after for said in said_of("rules", "let_be")):
        return True
    named = {one for clause in own[: at + 1] for one in clause.means}
    other = part.what is None and not named & {"travel", "entrance", "ticket"}
    return other and ("other_cost" in part.clause.means or at > 0)


def waives_some(case: Case) -> bool:
    """ "Tarjosin kahvit, niistä en laskuta": what is waived is named, and may not be the rest."""
    said = {item.text for one in case.clauses if "waived" in one.means for item in one.items}
    return bool(said & (_THEM - {"that", "det", "den"}))


def is_given(part: Part, case: Case) -> bool:
    """A sum whose sentence says "tarjosin" or "bjöd" is told, not claimed."""
    own = next(
        one for one in sentences_of(case.clauses) if any(part.clause is clause for clause in one)
    )
    place = next(i for i, clause in enumerate(own) if clause is part.clause)
    if _was_not_paid(own[place], own[place - 1] if place else None):
        return True
    told = own[place:]
    before = own[max(0, place - 1) : place]
    if place > 1 and any(isinstance(value, Money) for value in own[place - 2].values):
        before = []  # "a coffee 3,50 but that's on me, and the bus 2,95"
    told += [one for one in before if not one.has(Money)]
    if not any(one.means & _WAIVES for one in told):
        return False
    # "Parkering 6 €, och boten (80 €) står jag för": what stood in brackets, and no more.
    told = [c for at, c in enumerate(told) if at < 2 or not _follows_brackets(c, case)]
    back = dict(zip(map(id, told[1:]), told, strict=False))
    waiving = [one for one in told if one.means & _WAIVES]
    # "The coffee was on me, the tram cost 3.20": the coffee, and not the tram.
    return any(
        one is part.clause
        or not (
            _is_of_another(one, part, back.get(id(one)))
            or _names_another_thing([one], [part.clause])
        )
        for one in waiving
    )


def _was_not_paid(clause: Clause, before: Clause | None) -> bool:
    """ "Mul on hsl-kausi (72,80 €/kk)", "lippu olisi maksanut 16 €": a price, and no cost."""
    opens = before is not None and "not_paid" in before.means and not before.has(Money)
    return "not_paid" in clause.means or (opens and not clause.means & _KINDS)


def gives_all(given: Sequence[Part], case: Case) -> bool:
    """Return whether no sum is left that may be claimed or was not read."""
    claims = any(_may_be_claimed(part, case) for part in given)
    return not claims and not has_numbers(case.clauses)


def waives_another(part: Part, case: Case) -> bool:
    """ "Näyttely 16 €, korvapuusti 4,50, josta en hae mitään", "we had ice cream; that was on her".

    What is waived has a sum of its own, or is a thing that its sentence names before.
    """
    if part.what is None or part.clause.means & _WAIVES:
        return False
    own = next(s for s in sentences_of(case.clauses) if any(c is part.clause for c in s))
    told = own[next(i for i, c in enumerate(own) if c is part.clause) + 1 :]
    sums = [c for c in told if c.means & _WAIVES and c.has(Money)]
    things = [c for c in told if c.means & {"other_cost"}]
    return bool(sums or things)


def _may_be_claimed(part: Part, case: Case) -> bool:
    """ "The garage (9,50), and the sandwich was on me": what was given away is another thing."""
    waived = [one for one in case.clauses if one.means & {"not_claimed", "waived"}]
    own = any(one is part.clause for one in waived)
    return part.what is None and not own and any("other_cost" in one.means for one in waived)


def _is_of_another(clause: Clause, part: Part, before: Clause | None) -> bool:
    """ "Bussi 3,20 €, museon maksoi mentori": what was not claimed is something else."""
    if clause.words & _ELSE:
        return True  # "bussi 7,60, muuta en hae"
    named = clause.means & _KINDS
    opening = {item.text for item in clause.items[: 2 if clause.turn else 1]}
    if before and not named and opening & _THEM:
        named = before.means & _KINDS  # "kahvit tarjosin, niitä ei tarvitse korvata"
    other = part.what not in named or _names_another_thing([clause], [part.clause])
    return part.what is not None and bool(named) and other
