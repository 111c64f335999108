"""Answers with an if: "if I get off in time, yes", and an if beside an answer that stands."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise, zip_longest

from service.domain.readings import Finding
from service.reading.ahead.offers import is_arrival, leaves_early, other_times
from service.reading.clauses.acts import MOVE, NO, YES, Act, sentences_of
from service.reading.clauses.clauses import Clause
from service.reading.clauses.verdicts import FIRST_PERSON, Case, Verdict, is_aside
from service.reading.text.word_lists import said_of, stems_of
from service.reading.values.kinds import Clock, Day, Money

_ANSWERS = {"cannot", "come", "suits", "see_you"}
_TOLD_WHOLE = 3  # items of a clause that says something
_LOOSE = {"maybe", "doubt", "condition", "question", "late", "later", "limit", "until"}
_WRITER = {"jag", "ja", "i", "en", "mä", "minä"}
_LIGHT = {"gärna", "annars", "övrigt"}
_PROVISOS = {"paitsi", "kunhan", "kunha", "kuhan", "kuha", "vaan", "vain", "vaa"}


def judge_if(case: Case, acts: Sequence[Act], kinds: set[str]) -> Verdict | None:
    """ "If I get off in time, yes", "annars kommer jag": perhaps."""
    moving = {one.kind for one in acts if one.kind in MOVE and not _is_otherwise(one)}
    if moving or kinds & {"held", "cancel", "next", "maybe"}:
        return None
    sentences = sentences_of(case.clauses)
    hung = [one for one in sentences if _says(one, {"condition"}) and _says(one, YES)]
    hung += [one for one in sentences if one not in hung and _refuses_if(one)]
    free = [one for one in sentences if one not in hung and _says(one, {"come", "cannot", "suits"})]
    told = [one for sentence in hung for one in sentence if not _hangs_alone(one, sentence)]
    answered = any(map(_is_answered, told)) or not all(map(_is_turned, free))
    if not hung or answered or _is_no_real_if(case):
        return None
    finding = Finding("tentative", evidence=case.text[hung[0][0].start :][:200], rule="condition")
    sure = not (_leaves_the_if_open(case, hung) or _has_another_time(case, hung))
    return Verdict((finding,), sure)


def without_sure_ifs(clauses: Sequence[Clause]) -> list[Clause]:
    """ "If the snow lets me out, which it will": what it hangs on is certain."""
    told = list(clauses)
    for at, (hung, sure) in enumerate(pairwise(clauses)):
        said = sure.said
        stands = len(said) > 2 and {*said} <= said_of("rules", "surely_so") and "it" in said
        if stands and "condition" in hung.means and not sure.asks:
            told[at] = replace(hung, means=hung.means & YES | {"harmless"}, unknown=[])
            told[at + 1] = replace(sure, means={"harmless"}, unknown=[], turn="reason")
    return told


def without_ifs_of_the_way(clauses: Sequence[Clause]) -> list[Clause]:
    """ "Tulen pyörällä jos ei sada, muuten bussilla": how one comes hangs on it, and no more."""
    told = list(clauses)
    for at, (hung, other) in enumerate(zip_longest(clauses, clauses[1:])):
        otherwise = other is not None and _names_another_way(other)
        if _is_of_the_way(hung, otherwise):
            told[at] = _without_if(hung)
            told[at + 1 : at + 2] = [
                _without_if(one) for one in clauses[at + 1 : at + 1 + otherwise]
            ]
    return told


def _names_another_way(clause: Clause) -> bool:
    opens = clause.said[0] in said_of("rules", "otherwise_fi")
    return opens and bool(clause.words & said_of("fi", "way"))


def _is_of_the_way(clause: Clause, otherwise: bool) -> bool:
    """It says how one comes or what one wears, and hangs on the weather or has another way."""
    said = clause.said
    hangs = "condition" in clause.means and "jos" in said and not (clause.asks or clause.values)
    way = set(said[: said.index("jos")]) & said_of("fi", "way") if hangs else set()
    weather = any(word.startswith(stems_of("rules", "weather_fi")) for word in said)
    return bool(way) and (otherwise or weather)


def _without_if(clause: Clause) -> Clause:
    return replace(clause, means=clause.means & YES | {"harmless"}, negated=False, turn="")


def _refuses_if(sentence: Sequence[Clause]) -> bool:
    """ "Jos joudun töihin, en pääse", "I can't come if my child is ill": nobody refuses yet."""
    pairs = [*pairwise(sentence), *((one, one) for one in sentence)]
    both = [(one, two) for one, two in pairs if "cannot" in one.means | two.means]
    return any(_opens_with_an_if(one) or _opens_with_an_if(two) for one, two in both)


def _opens_with_an_if(clause: Clause) -> bool:
    ifs = said_of("rules", "hangs_on") - {"ellei", "jollei", "unless"}
    ifs |= said_of("sv", "if_verb") if clause.language == "sv" else set()  # "blir jag inte frisk"
    hung = "condition" in clause.means and clause.said[0] in ifs
    return hung and not (clause.means & (YES | MOVE) or clause.asks)


def _hangs_alone(clause: Clause, sentence: Sequence[Clause]) -> bool:
    """ "Är sjuk men kommer om febern släpper": the answer and its if, after a but."""
    others = [one for one in sentence if one is not clause]
    whole = clause.language == "sv" and "condition" in clause.means and bool(clause.means & YES)
    return whole and not _says(others, YES | {"condition"})


def _is_no_real_if(case: Case) -> bool:
    """ "Kommer, om inte himlen faller" hardly hangs on it; "om int bussen strejkar" does."""
    hung_there = any(
        c.language == "sv" and {"unless", "condition"} <= c.means and c.means & {"come"}
        for c in case.clauses
    )
    unless = "unless" in case.means and not hung_there
    unless = unless or any(_provisos(c) or _is_unlikely(c) for c in case.clauses)
    doubted = any("doubt" in c.means and "later" not in c.means for c in case.clauses)
    return unless or doubted or "question" in case.means


def _leaves_the_if_open(case: Case, hung: Sequence[Sequence[Clause]]) -> bool:
    """ "Yes if it is in Swedish and no if ...", or an if of another matter beside it."""
    said = {word for one in hung for clause in one for word in clause.said}
    both = bool(said & {"ja", "jo"}) and bool(said & {"nej", "nä"})
    beside = any(one.asks or _hangs_by_itself(one) or _asks_for_a_way(one) for one in case.clauses)
    return both or beside or _hangs_beside(hung)


def _has_another_time(case: Case, hung: Sequence[Sequence[Clause]]) -> bool:
    """ "Otherwise Thursday" and "if we start at six" offer another time."""
    told = [c for c in case.clauses if "later" not in c.means]
    named = any(_has_other(c) for c in told if len(c.unknown) < 3 or any(c in one for one in hung))
    late = "late" in case.means and any(c.values for c in told)
    return named or late or bool(other_times(case, [Act("", told)]))


def _is_otherwise(act: Act) -> bool:
    """ "Annars får vi skjuta på det", "muuten siirretään", without a time of its own."""
    opening = [{item.text for item in one.items[:2]} for one in act.clauses]
    return not act.values and any(
        one & {"annars", "otherwise", "muuten", "else"} for one in opening
    )


def _hangs_beside(sentences: Sequence[Sequence[Clause]]) -> bool:
    """ "Mulle käy, ja jos opiskelijalle sopii niin tavataan meillä": of what is the if?"""
    return any(
        one.means & {"come", "suits"} and [item.text for item in two.items[:2]] == ["ja", "jos"]
        for sentence in sentences
        for one, two in pairwise(sentence)
    )


def _hangs_by_itself(clause: Clause) -> bool:
    """ "Tulen, ja otan kaverinkin jos saa", "sopii, tuon vauvan jos on pakko"."""
    said = clause.said
    place = said.index("jos") if "jos" in said else 0
    own = set(said[:place]) & set(clause.unknown) - {"no", "ja", "mut", "joo"}
    joined = said[0] in ("ja", "mutta", "mut")
    takes = len(own) >= 2 and said[0] in clause.unknown and said[0].endswith("n")
    return len(own) >= 1 and not clause.means & YES and (joined or takes)


def _asks_for_a_way(clause: Clause) -> bool:
    """ "If it is on Zoom, yes": an if that others settle, and so a wish to be answered."""
    ifs = [at for at, word in enumerate(clause.said) if word in said_of("rules", "hangs_on")]
    told = {*clause.said[ifs[0] :]} if ifs else clause.words  # not "kommer på distans om …"
    afar = bool(told & said_of("rules", "from_afar"))
    return "condition" in clause.means and afar and not clause.words & _WRITER


def _is_turned(sentence: Sequence[Clause]) -> bool:
    """ "Haluan tulla, mutta lapsi on kipeä": told before an if, it is not free of it."""
    wished = set(sentence[0].said) & {"haluan", "haluun", "tahdon"}
    turned = [one for one in sentence if one.turn == "but" and not one.means & (YES | NO)]
    return bool(wished and turned)


def _provisos(clause: Clause) -> set[str]:
    """ "Mä tuun jos vaan flunssa hellittää" says "if" with its "vaan", and no more."""
    said = clause.said
    own = any(one == "jos" and two in ("vaan", "vain", "vaa") for one, two in pairwise(said))
    return set(said) & (_PROVISOS - {"vaan", "vain", "vaa"} if own else _PROVISOS)


def _has_other(clause: Clause) -> bool:
    """Any value but the meeting's own day, which does no harm, nor its hour in English."""
    harmless = {"en": Day | Clock, "fi": Day, "sv": Day}.get(clause.language)
    values = clause.values
    return bool(values) and not (harmless and all(isinstance(one, harmless) for one in values))


def is_conditional(case: Case) -> bool:
    """An acceptance with an if, or with a but that we do not understand, is none to act on."""
    wished = any("wish" in clause.means for clause in case.clauses)
    for clause in case.clauses:
        if wished and clause.turn in ("but", "reason"):
            return True  # "I'd love to come but I'm in Oulu"
        if "condition" in clause.means and not stands_apart(clause, case):
            return True
        bound = clause.means & {"limit", "until"} and clause.unknown and not clause.negated
        harmless = clause.means & {"late", "come", "suits", "see_you"} or bound or is_aside(clause)
        harmless = harmless or _affirms(clause) or _is_courtesy(clause)
        harmless = harmless or leaves_early(clause, case) or _is_of_a_tale(clause, case)
        harmless = harmless or _turns_what_is_beside(clause, case)
        harmless = harmless or is_arrival(case, clause)
        if clause.turn == "but" and (not harmless or _is_still_to_do(clause)):
            return True
        if clause.means & {"no", "by_leave"}:
            return True
        if clause.has(Money):
            return True
    return False


def _is_still_to_do(clause: Clause) -> bool:
    """ "Käy, mutta pitäisi löytää lapsenvahti", "but I'm in Oulu then": the yes waits for it."""
    lists = said_of("misgivings", "still_to_do") | said_of("misgivings", "then")
    open_still = bool(clause.words & lists)
    return open_still and not clause.means & {"come", "late"}


def _affirms(clause: Clause) -> bool:
    """ "Tiistaina en pääse mutta keskiviikkona kyllä", "men visst, jag ställer upp", "but ok"."""
    if clause.language != "fi" and not (clause.values or clause.negated):
        return clause.means <= {"but", "yes", "ok", "harmless"} and not clause.unknown
    light = set(clause.unknown) <= said_of("fi", "common")
    return clause.language == "fi" and "yes" in clause.means and light


def _is_courtesy(clause: Clause) -> bool:
    """ "Men gärna på distans", "men den löste sig": what is known whole, and bounds no coming."""
    gladly = clause.language == "sv" and bool(_LIGHT & clause.words)
    light = gladly and clause.means <= {"but", "harmless", "yes", "thanks", "ok"}
    light = light or (clause.means == {"but", "harmless"} and len(clause.items) >= _TOLD_WHOLE)
    return light and not (clause.unknown or clause.values or clause.negated or clause.asks)


def _is_of_a_tale(clause: Clause, case: Case) -> bool:
    """ "Tulen. Lapsi on nuhainen, mutta mummo tulee hoitamaan" turns in another sentence."""
    if clause.language == "en" or clause.values or clause.asks or clause.negated:
        return False
    own = next(one for one in sentences_of(case.clauses) if any(c is clause for c in one))
    told = {one for part in own for one in part.means}
    loose = told & (YES | NO | {"maybe", "doubt", "condition", "question", "late", "later"})
    return not loose and len(clause.items) >= 2 and clause is not own[0]


def _turns_what_is_beside(clause: Clause, case: Case) -> bool:
    """ "Pääsen, koira on leikattu, mut naapuri katsoo sitä": the but is of the dog."""
    place = next(at for at, one in enumerate(case.clauses) if one is clause)
    before = case.clauses[place - 1] if place else clause
    turns = clause.language == "fi" and not clause.opens and not before.ends
    weighed = (before.means | clause.means) & (YES | NO | MOVE | _LOOSE)
    told = len(before.unknown) >= 2 and len(clause.unknown) >= 2 and not weighed
    plain = not any(one.values or one.asks or one.negated for one in (before, clause))
    return turns and told and plain and not clause.words & FIRST_PERSON


def _is_unlikely(clause: Clause) -> bool:
    """ "..., om inte himlen faller ner", set apart from what it hangs on."""
    said = [item.text for item in clause.items[:2]]
    apart = clause.language == "sv" and not clause.means & (YES | {"maybe"})
    return apart and said in (["om", "inte"], ["om", "int"], ["om", "it"])


def stands_apart(clause: Clause, case: Case) -> bool:
    """ "I'm in. If the baby decides to arrive early I'll let you know": the yes stands alone."""
    own = next(one for one in sentences_of(case.clauses) if any(c is clause for c in one))
    means = {one for part in own for one in part.means}
    only = any("only" in one.means and "condition" in one.means for one in own)
    only = only or any("only" in one.means and two is clause for one, two in pairwise(own))
    if only or means & (YES | NO | {"maybe", "no"}) or clause is case.clauses[0]:
        return False
    return sum(len(part.unknown) for part in own) >= 3


def firm(clauses: Sequence[Clause]) -> list[Clause]:
    """Return the clauses, a "perhaps" of another matter put aside where an answer stands.

    "En pääse, lapsi on kipeä ja mullakin varmaan alkaa": the child's cold is certain enough.
    """
    firm_at = next((at for at, one in enumerate(clauses) if _answers_firmly(one)), len(clauses))
    answered = firm_at < len(clauses)
    later = {id(one) for one in clauses[firm_at + 1 :]} if answered else set()
    return [_without_maybe(one, id(one) in later) if answered else one for one in clauses]


def _answers_firmly(clause: Clause) -> bool:
    return bool(clause.means & _ANSWERS) and not clause.means & {"maybe", "condition", "doubt"}


def _without_maybe(clause: Clause, later: bool) -> Clause:
    known = clause.means & (YES | NO | MOVE | {"cancel", "held", "next", "condition", "late"})
    asks = clause.asks or asks_of_coming(clause)
    hopes = clause.items[0].text == "toivottavasti"  # "toivottavasti löydän parkkipaikan"
    other = len(clause.unknown) >= 2 - hopes or is_of_someone(clause)
    other = other and not (clause.values or known or asks)
    swedish = later and clause.language == "sv" and not clause.turn
    swedish = swedish and (_is_done(clause) or _hopes_of_another(clause))
    if swedish and clause.means & {"maybe", "doubt"} and not (clause.values or known or asks):
        return replace(clause, means=clause.means - {"maybe", "doubt"}, negated=False)
    if other and "maybe" in clause.means and clause.language == "fi":
        return replace(clause, means=clause.means - {"maybe", "doubt"})
    return clause


def _hopes_of_another(clause: Clause) -> bool:
    """ "Jag hoppas att hon orkar med mig"."""
    said = [word for word in clause.said if word != "att"]
    return any(
        one == "hoppas" and two in ("hon", "han", "hen", "ni") for one, two in pairwise(said)
    )


def _is_done(clause: Clause) -> bool:
    """ "Jag har antagligen inte ätit lunch": what one has done or not is not the coming."""
    have = [at for at, word in enumerate(clause.said) if word in ("har", "hade", "ha")]
    return any(
        word.endswith(("it", "at", "t", "tt")) for at in have for word in clause.said[at + 1 :]
    )


def is_of_someone(clause: Clause) -> bool:
    """ "Tulen, Saanasta en tiedä"."""
    said = clause.said
    knows = bool({"tiedä", "tiiä", "tiiän", "tiä"} & set(said)) and clause.language == "fi"
    others = [one for one in said if one.endswith(("sta", "stä", "st")) and len(one) > 4]
    ours = said_of("misgivings", "of_the_meeting")
    return knows and bool(others) and not any(one.startswith(tuple(ours)) for one in others)


def asks_of_coming(clause: Clause) -> bool:
    """ "Hyväksyn kutsun mut en tiiä oonko paikalla"."""
    return bool(clause.words & said_of("misgivings", "coming_asked"))


def _says(sentence: Sequence[Clause], kinds: set[str]) -> bool:
    return any(clause.means & kinds for clause in sentence)


def _is_answered(clause: Clause) -> bool:
    """ "If I get leave I'll come, but my boss said no"; "but half the school is ill" is none."""
    aside = is_aside(replace(clause, values=[])) and not clause.negated
    aside = aside or bool({"muuten", "annars", "otherwise"} & {*clause.said[:3]})
    return clause.turn == "but" and ("condition" in clause.means or not aside)
