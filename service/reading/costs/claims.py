"""Judging a claim of costs: what is claimed, waived, corrected or told by the way."""

import re
from collections.abc import Sequence
from dataclasses import replace

from service.domain.readings import Finding
from service.reading.clauses.acts import sentences_of
from service.reading.clauses.clauses import Clause
from service.reading.clauses.verdicts import Case, Verdict
from service.reading.costs.apportioned import (
    persons_beside,
    there_and_back,
    with_ones_share,
    without_other_prices,
)
from service.reading.costs.parts import Part, multiplied, parts_of
from service.reading.costs.totals import amount_of, claimed
from service.reading.costs.unread_sums import completed, has_numbers
from service.reading.costs.waived import (
    belies_itself,
    claims_nothing,
    given_in,
    gives_all,
    is_given,
    waives_all,
    waives_another,
    waives_some,
)
from service.reading.text.word_lists import said_of
from service.reading.values.kinds import Length, Money

_NOTHING = {"no_costs", "no", "not_claimed", "waived"}
# Two places with a dash between them, the first perhaps a clause of its own; or kilometres.
_ROUTE = re.compile(r"\b[A-ZÅÄÖ][a-zåäö]{2,} ?[-–—] ?[A-ZÅÄÖ][a-zåäö]{2,}|\b\d+ ?km [xà*]")
_ROUTE_LENGTH = 25  # characters
_FEW = 2  # unknown words of a clause that may weigh a sum of another
_RECEIPT = ("kuit", "tosit", "kvitt", "receipt")


def judge(case: Case) -> Verdict:
    """Say which costs a reply claims."""
    clauses = _as_paid(_without_receipts(case.clauses))
    case = replace(case, clauses=_without_refusals(clauses))
    clear = not _casts_doubt(case)
    plain = clear and not has_numbers(case.clauses)
    named = [_of_a_route(part, case.text) for part in _parts(case)]
    if both := [replace(one, what=None, both=True) for one in named if _is_of_both(named, case)]:
        named = both
    told = [part for part in named if part.money.cents]
    if named and not told:
        return Verdict((), plain)  # "0 €"
    if (waived := _of_nothing(told, case, clear)) is not None:
        return waived
    if "undo" in case.means and told:
        return _corrected(told, case)
    given = [part for part in told if is_given(part, case)]
    parts = [part for part in told if part not in given]
    if _gives_unclearly(given, parts, case):
        return Verdict(certain=False)
    if not parts:
        return Verdict((), clear and bool(case.means & _NOTHING) and gives_all(given, case))
    if len(parts) == 1 and _comes_twice(case) and not parts[0].money.product:
        parts = [replace(parts[0], money=multiplied(parts[0].money, 2))]
    findings, sure = claimed(parts, case)
    plain = plain and not belies_itself(parts, case)
    return Verdict(findings, sure and plain and _is_one_claim(findings, parts, case))


def _as_paid(clauses: Sequence[Clause]) -> list[Clause]:
    return without_other_prices(with_ones_share(there_and_back(clauses)))


def _of_nothing(told: Sequence[Part], case: Case, clear: bool) -> Verdict | None:
    """Sums are told, and none is claimed."""
    if told and waives_all(case):
        turns = any(clause.turn == "instead" for clause in case.clauses)
        return Verdict((), clear and not (turns or waives_some(case) or case.context.people))
    return Verdict(()) if told and claims_nothing(told, case) else None


def _parts(case: Case) -> list[Part]:
    return completed(parts_of(case.clauses), case.clauses)


def _casts_doubt(case: Case) -> bool:
    """A question, a doubt or a no beside the sums, but of this claim and not of the next."""
    doubts = {"question", "doubt", "undo", "refuse", "condition"}
    return any(
        clause.asks
        or (_takes_back(clause) and not _is_of_another_cost(sentence[:at]))
        or (clause.means & doubts and not _is_of_next_time(_from_next(sentence[: at + 1])))
        for sentence in sentences_of(case.clauses)
        for at, clause in enumerate(sentence)
    )


def _gives_unclearly(given: Sequence[Part], parts: Sequence[Part], case: Case) -> bool:
    """Of what is given up it is not plain which sum it is, or whether another is claimed."""
    crowded = len(given) != len({id(part.clause) for part in given})
    if crowded or any(waives_another(part, case) for part in given):
        return True
    loose = any(c.turn == "instead" or "vague_sum" in c.means for c in given_in(given))
    return not parts and loose


def _is_one_claim(findings: Sequence[Finding], parts: Sequence[Part], case: Case) -> bool:
    """Each sum has its kind, and stands for itself."""
    loose = len(findings) == 1 and findings[0].what is None and not any(p.both for p in parts)
    if loose and _names_a_kind(case.means, parts):
        return False
    if _is_summed_up(parts, case) or _comes_twice(case) or _shares_unclearly(case.clauses):
        return False
    if any("no_costs" in part.clause.means for part in parts) or _claims_one(findings, case):
        return False
    vague = any(_is_vague(one) or _comes_to_nothing(one) for one in case.clauses)
    return not vague and all(_is_clear_what(part, findings) for part in parts)


def _claims_one(findings: Sequence[Finding], case: Case) -> bool:
    """ "Bussi 3,20 ja museo 12, haen vain museon", "tåg 20 e, söker bara 10": said apart."""
    told = [one for one in case.clauses if one.says("claims_of_it") and not one.has(Money)]
    bare = any(word.isdecimal() for one in told for word in one.said)
    return bool(told) and (len(findings) > 1 or bare)


def _shares_unclearly(clauses: Sequence[Clause]) -> bool:
    """ "7 €/pers, vi var två men mentorn gick in gratis": for how many of them it was paid."""
    rows = zip(clauses, clauses[1:], clauses[2:], strict=False)
    return any(
        persons_beside(one, two) > persons_beside(one, None)
        and not (two.ends or three.values or "thanks" in three.means)
        for one, two, three in rows
    )


def _is_vague(clause: Clause) -> bool:
    """ "Some ten euros"; "some soup" and "some big boss", without a sum, claim nothing."""
    beside = "other_cost" in clause.means or len(clause.unknown) > _FEW
    return "vague_sum" in clause.means and (clause.has(Money) or not beside)


def _comes_to_nothing(clause: Clause) -> bool:
    """ "The bus was 3.20 but I have a monthly ticket, so nothing"; not "so I walked"."""
    so = "restated" in clause.means or bool(clause.words & said_of("rules", "totals_length"))
    bare = so and "no_costs" in clause.means and len(clause.unknown) <= 1
    if clause.said[-1] in said_of("rules", "nothing") and "so" in clause.said[:-1]:
        return not clause.values
    return bare and not (clause.values or clause.means & {"travel", "entrance", "other_cost"})


def _comes_twice(case: Case) -> bool:
    """ "Bussi 3,40 sinne, toinen mokoma takaisin": a sum again, and no total is told."""
    same = said_of("rules", "same_again")
    again = any(
        "apiece" in one.means and (not one.values or same & one.words) for one in case.clauses
    )
    counted = any(money.product for one in case.clauses for money in one.of(Money))  # "2 x 3.20"
    return again and not counted and not case.means & {"total", "restated"}


def _is_of_both(parts: Sequence[Part], case: Case) -> bool:
    """ "Yhteensä 31,80 €, eli kaksi museolippua ja neljä matkaa": one sum for both kinds."""
    kinds = {"restated", "travel", "entrance"}
    return len(parts) == 1 and any(kinds <= one.means for one in case.clauses)


def _of_a_route(part: Part, text: str) -> Part:
    """ "Kuopio–Mikkeli 14,60 €" is a journey, whatever it was made by."""
    told = text[max(0, part.clause.start - _ROUTE_LENGTH) : part.clause.end]
    unnamed = part.what is None and not (part.both or part.other)
    return replace(part, what="travel") if unnamed and _ROUTE.search(told) else part


def _is_of_next_time(sentence: Sequence[Clause]) -> bool:
    """ "Ensi kerralla mennään teatteriin, siitä varmaan tulee": no cost of now hangs on it."""
    sums = any(isinstance(value, Money) for one in sentence for value in one.values)
    means = {one for clause in sentence for one in clause.means}
    return bool(sentence) and not sums and not means & {"question", "undo", "refuse"}


def _from_next(sentence: Sequence[Clause]) -> Sequence[Clause]:
    """Return the clauses from the one that names a next time, none where no one does."""
    at = next((at for at, one in enumerate(sentence) if "next" in one.means), len(sentence))
    return sentence[at:]


def _without_refusals(clauses: Sequence[Clause]) -> list[Clause]:
    """ "They didn't accept my card": what another refuses is no agreement of ours."""
    others = {"they", "he", "she", "it", "de", "hon", "han", "ne", "se"}
    return [
        replace(one, means=one.means - {"refuse"}) if others & one.words else one for one in clauses
    ]


def _without_receipts(clauses: Sequence[Clause]) -> list[Clause]:
    """Leave out where a receipt is, and when it comes: "the receipt follows, if I find it"."""
    kept: list[Clause] = []
    for sentence in sentences_of(clauses):
        places = [at for at, one in enumerate(sentence) if _names_a_receipt(one)]
        tail = sentence[places[0] :] if places else []
        sums = any(isinstance(value, Money) for one in tail for value in one.values)
        kept += [one for one in sentence if sums or one not in tail or _is_of_sums(one)]
    return kept


def _names_a_receipt(clause: Clause) -> bool:
    return any(item.text.startswith(_RECEIPT) for item in clause.items)


def _is_of_sums(clause: Clause) -> bool:
    told = _NOTHING | {"question", "refuse", "vague_sum", "travel", "entrance"}
    return clause.asks or bool(clause.means & told)


def _names_a_kind(means: set[str], parts: Sequence[Part]) -> bool:
    """ "Jag tog bussen. 7 euro": the sum may be of what another sentence names."""
    kinds = means & {"travel", "entrance"}
    return len(kinds) == 1 or (bool(kinds) and len(parts) == 1)


def _corrected(told: Sequence[Part], case: Case) -> Verdict:
    """ "I wrote 18.60, the right sum is 16.80": the wrong one is named beside the right."""
    right = [part for part in told if not part.clause.means & {"wrote", "old"}]
    right = [part for part in right if not part.clause.negated]
    findings, sure = claimed(right, case) if right else ((), False)
    undo = Finding("undo", case.text[:200], "undo")
    named = len(right) == 1 and right[0].what is not None and len(right) < len(told)
    return Verdict((undo, *findings), sure and named)


def put_right(case: Case) -> Verdict:
    """ "Jag skrev 15 € för bussen men det skulle vara 5 €", of what was logged."""
    return _corrected([_of_a_route(part, case.text) for part in parts_of(case.clauses)], case)


def _takes_back(clause: Clause) -> bool:
    """ "Tåget 15 e, men det har jobbet redan betalat": a but that we cannot read."""
    sums = clause.has(Money)
    known = clause.means & (_NOTHING | {"travel", "entrance"})
    return (
        clause.language == "sv"
        and clause.turn == "but"
        and not (sums or known)
        and bool(clause.unknown)
    )


def _is_of_another_cost(before: Sequence[Clause]) -> bool:
    """ "Kaffet betalade min mentor, fast jag försökte": the but is of what nobody claims."""
    sums = any(isinstance(value, Money) for one in before for value in one.values)
    return bool(before) and not sums and "other_cost" in before[-1].means


def _is_clear_what(part: Part, findings: Sequence[Finding]) -> bool:
    """A sum for something else than a journey or an entrance is not ours to pay unasked."""
    if (
        part.clause.negated
        or part.other
        or (part.clause.means & {"other_cost"} and not (part.what and _is_among_others(part)))
        or (
            part.clause.means & {"apiece"}
            and (part.clause.of(Money) == [part.money] or _is_perhaps_one_way(part.clause))
            and len(findings) == 1
            and findings[0].amount == amount_of(part)
        )
    ):
        return False
    if "late" in part.clause.means and not part.money.marked:
        return False  # "juna 8.15 oli myöhässä"
    if part.what is None and not part.both and "ticket" in part.clause.means:
        return False  # of a train or of a museum?
    return part.both or part.what is not None or len(part.clause.unknown) <= 2


def _is_perhaps_one_way(clause: Clause) -> bool:
    """ "7,40 i varje riktning": perhaps one came but one way; "each way" tells of both."""
    return clause.language != "en" and clause.says("each_way")


def _is_among_others(part: Part) -> bool:
    """ "Bussi 3,20 ja kahvit 7": each of the two has its own sum."""
    return sum(isinstance(value, Money) for value in part.clause.values) > 1


def beside(case: Case) -> tuple[list[Finding], bool]:
    """Return the costs claimed in an answer to something else."""
    if not any(isinstance(one.value, Money) for clause in case.clauses for one in clause.items):
        return [], True
    case = replace(case, clauses=_as_paid(case.clauses))
    parts = [_of_a_route(part, case.text) for part in parts_of(case.clauses)]
    parts = [part for part in parts if not is_given(part, case)]
    if not parts:
        return [], True
    findings, sure = claimed(parts, case)
    vague = {"not_claimed", "no_costs"}
    told = [one for one in case.clauses if not _is_length(one) and "other_cost" not in one.means]
    clear = not any(one.means & vague or _is_vague(one) for one in told)
    clear = clear and not (_leaves_a_sum_out(case) or _comes_twice(case))
    return list(findings), sure and clear and all(part.what for part in parts)


def _leaves_a_sum_out(case: Case) -> bool:
    """ "Färja 9,40 och taxi 11", "bussi 3,20 ja takas sama": a sum beside the one that was read."""
    for sentence in sentences_of(case.clauses):
        paid = [one for one in sentence if one.has(Money)]
        paid += [one for one in sentence if paid and not one.values and one.means & {"travel"}]
        again = any(one.words & said_of("rules", "same_again") for one in sentence if paid)
        if has_numbers(paid) or (again and not case.means & {"restated", "total"}):
            return True
    return False


def _is_length(clause: Clause) -> bool:
    """ "Meni noin tunti" says of no sum that it is vague."""
    return clause.only(Length)


def _is_summed_up(parts: Sequence[Part], case: Case) -> bool:
    """ "3,20 dit och 2,80 hem, alltså 6": the parts, and their total without its currency."""
    whole = sum(part.money.cents for part in parts)
    numbers = [word for one in case.clauses for word in one.unknown if word.isdecimal()]
    return len(parts) > 1 and any(int(word) * 100 == whole for word in numbers)
