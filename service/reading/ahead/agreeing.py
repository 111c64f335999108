"""Judging replies to the agreement, to news, to a receipt and to numbered questions."""

from collections.abc import Sequence
from dataclasses import replace

from service.domain.readings import Finding
from service.reading.ahead import coming
from service.reading.ahead.coming import is_receipt
from service.reading.ahead.engaged import is_sorry
from service.reading.ahead.planning import planned
from service.reading.clauses.acts import Act, sentences_of
from service.reading.clauses.clauses import Clause
from service.reading.clauses.verdicts import FIRST_PERSON, Case, Verdict, is_plain
from service.reading.text.word_lists import said_of, stems_of, words
from service.reading.values.kinds import Day

_WILL = {"i'll", "we'll"}
_WEIGHED = {"maybe", "condition", "doubt", "question", "cannot", "refuse", "undo", "later"}
_QUIET = {"thanks", "ok", "yes", "greeting", "harmless", "confirm", "reason", "see_you"}
_REFUSED = {"refuse", "no", "cannot", "condition"}
_BRIEF = 10  # items of a clause
_DENIES = {"not", "tillbaka", "withdraw"}  # "not me", "jag drar tillbaka min ansökan"
_ANSWERS = {"agree", "yes", "ok", "suits"}


def _whole(case: Case) -> Act:
    return Act("", list(case.clauses))


def judge(case: Case) -> Verdict:
    """Say whether a reply accepts the agreement as it stands."""
    told = _without_slips_let_pass(case.clauses)
    case = replace(case, clauses=[_without_praise(one) for one in told])
    means = case.means
    if _accepts_as_it_stands(case):
        return Verdict((Finding("agreed", case.evidence(_whole(case)), "as it stands"),))
    if means & {"question", "refuse", "undo"} or any(_turns(case, one) for one in case.clauses):
        return Verdict((Finding("question", case.text[:200], "agreement"),), False)
    if means & _ANSWERS and not means & {"no", "cannot"}:
        finding = Finding("agreed", case.evidence(_whole(case)), "agreed")
        more, booked = _first_meeting(case)
        told = _without_offers(case.clauses)
        plain = is_plain(told) and not any(one.means & {"maybe", "condition"} for one in told)
        plain = plain and not any(_hangs(one) or _concedes(one) for one in case.clauses)
        plain = plain and not any(_will_read(one) or _waits(one) for one in case.clauses)
        plain = plain and not (case.means <= {"ok", "thanks"} and is_receipt(told))
        return Verdict((finding, *more), plain and booked)
    return Verdict(certain=False)


def _without_praise(clause: Clause) -> Clause:
    """ "Thank you for explaining point 4", "I accept the duty of confidentiality": no question."""
    quiet = "thanks" in clause.means or (clause.means & {"agree"} and not clause.unknown)
    plain = not (clause.asks or clause.negated or clause.turn or clause.means & {"condition"})
    return replace(clause, means=clause.means - {"question"}) if quiet and plain else clause


def _without_slips_let_pass(clauses: Sequence[Clause]) -> list[Clause]:
    """ "I accept it. There's a typo in point 4, but I'll live": of the form alone, and let pass.

    The agreement must stand in a sentence before it.
    """
    kept: list[Clause] = []
    for sentence in sentences_of(clauses):
        agreed = any("agree" in one.means or "suits" in one.means for one in kept)
        kept += [] if agreed and _lets_a_slip_pass(sentence) else sentence
    return kept


def _lets_a_slip_pass(sentence: Sequence[Clause]) -> bool:
    *slip, last = sentence
    passes = last.turn == "but" and last.says("lets_pass") and len(last.items) <= _BRIEF
    form = any(word.startswith(stems_of("rules", "of_its_form")) for c in slip for word in c.said)
    weighed = any(c.asks or c.negated or c.turn == "but" or c.means & _REFUSED for c in slip)
    firm = not any(one.words & said_of("rules", "should_change") for one in sentence)
    return passes and form and firm and not weighed


def _turns(case: Case, clause: Clause) -> bool:
    """A but turns a yes; "I agree. It is long but clear", told after it, does not."""
    if clause.turn != "but" or _is_cleared(clause):
        return False
    sentences = sentences_of(case.clauses)
    own = next(s for s in sentences if any(one is clause for one in s))
    before = own[: next(at for at, one in enumerate(own) if one is clause)]
    last = "agree" in own[-1].means and "confirm" in clause.means  # "but it is in order: I agree"
    if "agree" in clause.means or last:
        rest = [one for one in before if not _is_of_its_form(one)]
        return _weighs(clause) or any(map(_weighs, rest))  # "it took two evenings, but I agree"
    told = [s for s in sentences if any("agree" in one.means for one in s)]
    if any(s is not own for s in told) and not any(map(_weighs, [*before, clause])):
        return _bounds(clause)  # "hann knappt läsa på bussen, men läste gjorde jag. Godkänner"
    after = any(s[-1].end < clause.start for s in told)
    after = after or any("agree" in one.means for one in before[:-1])
    pleased = clause.words & said_of("rules", "weighs_for") and len(clause.items) <= _BRIEF
    return not (after and pleased) or _weighs(clause)


def _weighs(clause: Clause) -> bool:
    """It denies or asks, or names the paper and what should be in it."""
    of_the_paper = stems_of("rules", "of_the_paper") + stems_of("rules", "of_another_paper")
    against = any(word.startswith(of_the_paper) for word in clause.said)
    return against or not _is_plain(clause)


def _is_of_its_form(clause: Clause) -> bool:
    """ "Kohta 2 on kömpelöä suomea", "point 4 is wordy"."""
    form = any(word.startswith(stems_of("rules", "of_its_form")) for word in clause.said)
    firm = not clause.words & (said_of("rules", "should_change") | {"liian", "turhan", "aika"})
    return form and firm and _is_plain(clause)


def _bounds(clause: Clause) -> bool:
    """It wishes for something else, or says what only may be."""
    wished = said_of(clause.language, "wishing") | said_of("rules", "should_change")
    return bool(clause.words & wished or clause.means & {"only", "limit", "move_told"})


def _is_plain(clause: Clause) -> bool:
    return not (clause.negated or clause.asks or clause.values or clause.means & _WEIGHED)


def _accepts_as_it_stands(case: Case) -> bool:
    """ "Jag hade skrivit det kortare, men det är smaksaker. Jag godkänner det i dess helhet"."""
    phrases = words("rules")["as_it_stands"]
    whole = [" ".join(one.said) for one in case.clauses[-4:]]
    places = [
        at
        for at, one in enumerate(case.clauses[-4:])
        if "agree" in one.means and any(phrase in whole[at] for phrase in phrases)
    ]
    means = case.means & {"question", "refuse", "undo", "condition", "next", "no", "cannot"}
    if len(places) != 1 or means or any(one.asks or one.values for one in case.clauses):
        return False
    after = case.clauses[-4:][places[0] :]
    return after[0].opens and not any(one.turn or one.negated or _concedes(one) for one in after)


def _without_offers(clauses: Sequence[Clause]) -> list[Clause]:
    """ "Hyväksyn. Jos tarvitaan nimi paperille, tulen": after the yes, nothing hangs on it."""
    kept: list[Clause] = []
    for sentence in sentences_of(clauses):
        apart = kept and "condition" in sentence[0].means and len(sentence) > 1
        means = {one for clause in sentence for one in clause.means}
        turns = means & (_ANSWERS | {"cannot", "no", "cancel", "withdraw_programme", "question"})
        denies = any(one.negated or one.asks for one in sentence)
        kept += sentence if not apart or turns or denies else []
    return kept


def _is_cleared(clause: Clause) -> bool:
    """ "Pitkä mutta selkeä", "mutta nyt ymmärrän kaikki": the paper is clear, and no more."""
    cleared = len(clause.said) <= 4 and said_of("rules", "cleared") & clause.words
    return bool(cleared) and _is_plain(clause)


def _hangs(clause: Clause) -> bool:
    """ "Godkänns om mentorn godkänner", "I agree to everything except the monthly meetings"."""
    excepts = (said_of("rules", "except") - {"pl", "minus"}) & clause.words
    if clause.said[0] in excepts:
        return True  # "kaikki kohdat käyvät, paitsi kolmas"
    hung = "absent" in clause.means or (clause.language == "sv" and "om" in clause.unknown)
    first = "until" in clause.means and clause.said[0] in ("kun", "ku")  # "kun olen lukenut sen"
    if first or clause.says("agreed_in_part"):
        return True
    return "agree" in clause.means and (hung or bool(excepts))


def _concedes(clause: Clause) -> bool:
    """ "Agreed, though I'd rather we met less often": what stands against it is for a human."""
    said = {item.text for item in clause.items[:2]}
    conceded = bool(clause.unknown) and bool(said & {*words("rules")["concedes"]})
    return conceded and not _is_beside_the_paper(clause)


def _is_beside_the_paper(clause: Clause) -> bool:
    """ "Vaikka vauva kiljuu tässä vieressä": what is told is none of the agreement's."""
    weighed = any(item.text.startswith(stems_of("rules", "of_the_paper")) for item in clause.items)
    own = clause.negated or clause.asks or clause.words & FIRST_PERSON or clause.values
    return len(clause.unknown) >= 3 and not (weighed or own or clause.means & _WEIGHED)


def _will_read(clause: Clause) -> bool:
    """ "Got it, will read at the weekend", "jag läser i helgen": no agreement yet."""
    said = clause.words
    reading = said & set(words("misgivings")["read_later"])
    return bool(reading) and bool(said & set(words("misgivings")["to_come"]))


def _waits(clause: Clause) -> bool:
    """ "Jag ger klartecken i morgon", "I commit to it from May": not now, or not for good."""
    later = clause.words & said_of("rules", "not_yet") or clause.has(Day)
    return bool(later) and "agree" in clause.means and "next" not in clause.means


def _first_meeting(case: Case) -> tuple[tuple[Finding, ...], bool]:
    """ "Hyväksyn, ensimmäinen tapaaminen on ti 10.2. klo 17": agreed, and booked."""
    timed = [clause for clause in case.clauses if clause.values]
    if not any("next" in clause.means for clause in timed):
        return (), True
    finding, sure = planned(Act("next", timed), case)
    return ((finding,) if finding else ()), sure


def judge_announcement(case: Case) -> Verdict:
    """Say what a reply to news tells: thanks are nothing, "tulen" is an acceptance."""
    case = replace(case, clauses=[_as_noted(one) for one in case.clauses])
    means = case.means
    if means & {"come", "cannot", "see_you", "maybe", "suits", "cancel"} or is_sorry(case):
        return coming.judge(case)
    quiet = means - {"vague_sum"} <= _QUIET
    asks = any(clause.asks or clause.negated for clause in case.clauses) or case.unknown > 10
    plain = is_plain([clause for clause in case.clauses if "thanks" not in clause.means])
    told = [one for one in case.clauses if not _will_read(one)]
    promised = any(one.items[0].text in _WILL and len(one.unknown) > 1 for one in told)
    return Verdict((), quiet and bool(means) and plain and not (asks or promised))


def _as_noted(clause: Clause) -> Clause:
    """ "Laitan kalenteriin", "I'll put it in my calendar": read, and no word yet of coming."""
    lists = words("rules")
    notes = any(item.text.startswith(tuple(lists["notes"])) for item in clause.items)
    joins = any(item.text.startswith(tuple(lists["joins"])) for item in clause.items)
    if "come" not in clause.means or not notes or joins:
        return clause
    return replace(clause, means=clause.means - {"come"} | {"ok"})


def judge_receipt(case: Case) -> Verdict:
    """Any person's reply confirms (P4), but one that denies, corrects or asks is for a human."""
    turns = any(
        one.asks or one.negated or one.turn == "but" or one.words & _DENIES for one in case.clauses
    )
    if turns or case.means & {"question", "undo", "cannot", "refuse", "no", "doubt", "cancel"}:
        return Verdict((Finding("question", case.text[:200], "receipt"),), False)
    return Verdict((), True)


def judge_letter(case: Case) -> Verdict:
    """Numbered answers are read by their own reader; nothing is acted on here."""
    return Verdict(certain=False)
