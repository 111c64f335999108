"""Answers that stay open or only regret: "kanske", "I'll try", a bare "tyvärr"."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from service.domain.readings import Finding
from service.reading.ahead.conditions import asks_of_coming, is_of_someone
from service.reading.ahead.engaged import hangs
from service.reading.ahead.offers import offers, other_times
from service.reading.clauses.acts import NO, YES, Act, sentences_of
from service.reading.clauses.clauses import Clause
from service.reading.clauses.verdicts import Case, Verdict, is_plain
from service.reading.text.word_lists import said_of
from service.reading.values.kinds import Day

_UNWILLING = {"huvita", "huvittais", "huvittaisi", "kiinnosta", "viitsi", "viitsis"}
_UNTIL = {"first", "yet", "before", "until", "till", "back", "whether", "if", "tomorrow"}
_HAS = {("har", "jag"), ("jag", "har"), ("ha", "ja"), ("ja", "ha"), ("har", "vi"), ("vi", "har")}
_OWN = {"har", "ha", "bara", "tid", "lov", "plats", "bord", "rum", "frågor", "ärende", "ledigt"}
_OWN |= {"ledig", "fritt", "lucka", "luckor", "möjlighet", "chans", "fråga", "fundering", "förslag"}
_OWN |= {"önskemål", "idé", "liten", "gott", "redan", "glömt", "inget", "utrymme", "väntat", "lite"}
_VERBS = {"kan", "hinner", "passar", "går", "funkar"}
_AM = {"i am", "we are", "i will", "we will", "i shall"}
_HAVE = (["i'm"], ["i've"], ["i'll"], ["we're"], ["we've"], ["we'll"], ["my"], ["our"])
_OPEN = {"waiting", "still", "yet", "until", "hasn't", "haven't", "depends", "sure", "only", "not"}
_ASKS = {"kolla", "kollar", "fråga", "frågar", "höra", "check", "ask", "kysyä", "kysyn", "kysyy"}
_ASKS |= {"tarkistaa", "tarkistan", "varmistaa", "varmistan", "dubbelkolla", "rådgöra"}
_THEN = {"silloin", "sillon", "sillo", "tuolloin", "parhaillaan"}


def judge_maybe(case: Case, acts: Sequence[Act], kinds: set[str]) -> Verdict | None:
    """Read a perhaps; None where what is uncertain is not the coming."""
    act = next((act for act in acts if act.kind == "maybe"), None)
    if act is None:
        return None
    finding = Finding("tentative", evidence=case.evidence(act), rule="maybe")
    late = any("late" in clause.means for clause in case.clauses)
    if "come" in kinds and late:
        return None
    if kinds & YES and late and all("late" in c.means for c in case.clauses if "maybe" in c.means):
        return None
    if is_of_another_matter(case):
        return None
    plain = not any(clause.asks or clause.means & {"question"} for clause in case.clauses)
    firm_yes = set() if _hangs_on(case) else kinds & {"suits", "yes", "ok", "see_you"}
    firm_yes -= {"yes"} if _only_opens(case) else set()
    firm_yes -= {"suits", "ok"} if _asks_first(case) else set()
    plain = plain and not firm_yes and not _refuses(case)
    plain = plain and not any(_is_of_some_week(clause) for clause in case.clauses)
    plain = plain and not _comes_firmly(case)
    plain = plain and not any(_weighs_another_day(clause, case) for clause in case.clauses)
    torn = _is_torn(case) and not _only_opens(case)
    plain = plain and not torn and not _wavers(case)
    firm_but = (c for c in case.clauses if c.turn == "but" and "come" in c.means)
    plain = plain and not any(not c.means & {"maybe", "condition"} for c in firm_but)
    hung = {"maybe", "condition", "later"}
    firm = [Act(one.kind, [c for c in one.clauses if not c.means & hung]) for one in acts]
    plain = plain and not any(offers(case, one) for one in firm if one.clauses)
    plain = plain and not any("either" in c.means and c.values for c in case.clauses)
    plain = plain and not all(map(_waits_and_sees, act.clauses))
    return Verdict((finding,), plain and not kinds & {"cancel", "next", "held"})


def _waits_and_sees(clause: Clause) -> bool:
    """ "Katsotaan", "katotaan nyt": perhaps, or no word yet."""
    return "maybe" not in clause.means or set(clause.said) <= said_of("rules", "waits_and_sees")


def _weighs_another_day(clause: Clause, case: Case) -> bool:
    """ "Ehkä torstai", of a meeting on Wednesday: of which of the two days?"""
    days = clause.has(Day)
    bare = clause.items[0].text in said_of("rules", "perhaps") and not clause.unknown
    return bare and days and other_times(case, [Act("", [clause])])


def judge_regret(case: Case, acts: Sequence[Act], kinds: set[str]) -> Verdict | None:
    """ "Tyvärr. Skidläger i Vuokatti": where nothing else is told, a regret declines."""
    sorry = next((one for one in case.clauses if "regret" in one.means), None)
    if kinds or sorry is None or other_times(case, acts):
        return None
    if any(not isinstance(value, Day) for clause in case.clauses for value in clause.values):
        return None
    finding = Finding("declined", case.text[sorry.start : sorry.end], "regret")
    told = {one for clause in case.clauses for one in clause.means}
    turns = any(one.turn in ("but", "instead") and not _greets(one) for one in case.clauses)
    hung = told & {"late", "condition", "later", "topic", "wish", "not_claimed"}
    return Verdict((finding,), is_plain(case.clauses) and not hung and not turns)


def _greets(clause: Clause) -> bool:
    """ "Men hälsa så mycket", "men tack för att du frågade"."""
    courteous = bool(clause.means & {"greeting", "thanks"})
    return courteous and clause.means <= {"but", "harmless", "greeting", "thanks"}


def judge_would(case: Case, acts: Sequence[Act], kinds: set[str]) -> Verdict | None:
    """ "Tulisin mielelläni, mutta olen silloin Brysselissä": the but is what stands in the way."""
    would = next((one for one in case.clauses if _would_come(one)), None)
    would = would or _thanks_before_a_but(case)
    turned = next((at for at, one in enumerate(case.clauses) if one.turn == "but"), None)
    if kinds or would is None or turned is None or any(one.asks for one in case.clauses):
        return None
    told = any(clause.unknown for clause in case.clauses[turned : turned + 2])
    finding = Finding("declined", case.text[would.start : would.end], "would")
    return Verdict(
        (finding,), told and is_plain(case.clauses) and not hangs(case, acts, wished=True)
    )


def _would_come(clause: Clause) -> bool:
    """ "Tulisin mielelläni", "jag skulle så gärna komma"."""
    return "would" in clause.means or (clause.language == "sv" and "wish" in clause.means)


def would_come(clauses: Sequence[Clause]) -> list[Clause]:
    """Return the clauses, "I'd love to" before a "but I'm in Cork that week" told as a would."""
    told = list(clauses)
    for place, (clause, following) in enumerate(pairwise(clauses)):
        said = following.said
        away = " ".join(said[1:3]) in _AM or said[1:2] in _HAVE
        away = away and len(following.unknown) >= 3 and not _OPEN & set(said)
        if "wish" in clause.means and following.turn == "but" and away:
            means = clause.means - {"wish", "yes", "come", "ok", "suits"}
            told[place] = replace(clause, means=means | {"would"})
            told[place + 1] = _without_days(following)
    return told


def judge_has_then(case: Case, acts: Sequence[Act], kinds: set[str]) -> Verdict | None:
    """ "Onsdag kväll är helig, då har jag kör": where nothing else is told, it declines."""
    engaged = next((one for one in case.clauses if _has_something_then(one)), None)
    if kinds or engaged is None or other_times(case, acts):
        return None
    finding = Finding("declined", case.text[engaged.start : engaged.end], "engaged")
    place = next(at for at, one in enumerate(case.clauses) if one is engaged)
    thanked = all(one.means and _greets(one) for one in case.clauses[:place])
    turning = [one for one in case.clauses[1:] if one.turn in ("but", "instead")]
    turned = any(one is not engaged or not thanked for one in turning)
    return Verdict((finding,), is_plain(case.clauses) and not hangs(case, acts) and not turned)


def _has_something_then(clause: Clause) -> bool:
    """ "Då har jag kör", "på onsdag har jag labb", in a sentence that denies and bounds nothing."""
    said = [item.text for item in clause.items if item.value is None]
    have = any(pair in _HAS for pair in pairwise(said))
    then = "då" in (*said[: 1 + bool(clause.turn)], *said[-1:]) or clause.has(Day)
    plain = clause.means <= {"harmless", "travel", "entrance", "reason", "but"}
    plain = plain and not clause.negated
    return clause.language == "sv" and have and then and plain and bool(set(clause.unknown) - _OWN)


def _without_days(clause: Clause) -> Clause:
    """ "I'm flying to Lagos on Tuesday" offers no Tuesday."""
    return replace(clause, values=[v for v in clause.values if not isinstance(v, Day)])


def _thanks_before_a_but(case: Case) -> Clause | None:
    """ "Kiitos kutsusta, mutta olen silloin Lapissa" declines as kindly."""
    for clause, following in pairwise(case.clauses):
        said = following.words
        told = following.turn == "but" and said & _THEN and said & {"olen", "oon", "on", "olemme"}
        if "thanks" in clause.means and clause.language == "fi" and told:
            return clause
    return None


def stalls(case: Case) -> bool:
    """Return whether nothing is answered: "let me see" and "kysyn pomolta" say nothing yet.

    "I'll check first" hangs on it.
    """
    hung = [one for one in case.clauses if "maybe" in one.means]
    said = {item.text for one in case.clauses for item in one.items}
    told = any(one.means & (YES | NO) for one in case.clauses)
    return all("stalls" in one.means for one in hung[:1]) and not said & _UNTIL and not told


def _asks_first(case: Case) -> bool:
    """ "Det låter bra men jag måste kolla med frun": another has a word in it."""
    turned = case.clauses[-1]
    one_sentence = len(sentences_of(case.clauses)) == 1 and len(case.clauses) > 1
    asks = turned.words & _ASKS and turned.turn == "but"
    valued = any(clause.values for clause in case.clauses)
    return one_sentence and bool(asks) and "maybe" in turned.means and not valued


def _hangs_on(case: Case) -> bool:
    """ "Yes, unless something turns up": one sentence, and all of it hangs on its end."""
    hung = [one for one in case.clauses if "maybe" in one.means]
    opens = [one.items[0].text for one in hung]
    brief = len([one for one in case.clauses if one.ends]) == 1 and case.clauses[-1] in hung
    return brief and opens == ["unless"]


def _only_opens(case: Case) -> bool:
    """ "Jo, jag försöker komma": the yes of a sentence that goes on to a perhaps."""
    yes = [at for at, one in enumerate(case.clauses) if "yes" in one.means]
    if yes != [0] or len(case.clauses) < 2 or len(case.clauses[0].items) > 2:
        return False
    first, following = case.clauses[:2]
    tries = "maybe" in following.means and len(following.items) >= 4 and not following.turn
    return first.language == "sv" and not first.ends and tries and not following.negated


def is_of_another_matter(case: Case) -> bool:
    """Return whether the perhaps is not of the coming: "I'm in. Weather permitting I'll cycle"."""
    hung = [one for one in case.clauses if "maybe" in one.means]
    if any(asks_of_coming(one) for one in hung):
        return False
    firm = [one for one in case.clauses if one.means & {"come", "suits"} and one not in hung]
    apart = all(
        (len(one.unknown) >= 2 or is_of_someone(one))
        and not one.means & (YES | NO | {"condition"})
        and not one.values
        for one in hung
    )
    return apart and any(not one.means & {"condition", "later"} for one in firm)


def _comes_firmly(case: Case) -> bool:
    """ "Joo mä pääsen. En vaan tiiä milloin": one sentence comes, and another wavers."""
    if _ends_firmly(case):
        return True
    for sentence in sentences_of(case.clauses):
        means = {one for clause in sentence for one in clause.means}
        firm = {"come", "yes"} <= means and not means & {"maybe", "condition", "doubt", "later"}
        if firm and sentence[0].language == "fi":
            return True
    return False


def _ends_firmly(case: Case) -> bool:
    """ "I'm not sure of the address, but yes, I'm coming"."""
    last = case.clauses[-1]
    loose = last.means & {"maybe", "condition", "doubt", "later", "wish", "would"}
    turned = any("yes" in one.means and "but" in one.means | {one.turn} for one in case.clauses)
    spoken = any(item.text == "but" for one in case.clauses for item in one.items)
    return last.language == "en" and "come" in last.means and not loose and (turned or spoken)


def _is_of_some_week(clause: Clause) -> bool:
    """ "Ehkä ensi viikolla joku päivä" may be of another meeting."""
    vague = any(isinstance(value, Day) and value.vague for value in clause.values)
    return clause.language == "fi" and vague and "maybe" in clause.means


def _refuses(case: Case) -> bool:
    """ "Ei onnistu, ehkä ensi viikolla": the refusal stands, and the perhaps is of another day."""
    said = [one for one in case.clauses if "cannot" in one.means]
    said = [one for one in said if one.language == "fi" or _cannot_outright(one)]
    return any("condition" not in one.means for one in said)


def _cannot_outright(clause: Clause) -> bool:
    """ "Kan inte ja, men ska försöka"; "can't, I'm on call"."""
    said = clause.said
    firm = "maybe" not in clause.means and not clause.unknown
    denied = any(one in _VERBS and two in ("inte", "int") for one, two in pairwise(said))
    return firm and (denied or (clause.language == "en" and len(said) <= 2))


def _wavers(case: Case) -> bool:
    """ "Men inte omöjligt, men troligen inte": to and fro."""
    turns = [one for one in case.clauses if one.turn == "but"]
    said = {item.text for one in turns for item in one.items}
    if said & _UNWILLING:
        return True  # "pitäisi varmaan mennä, mutta ei huvita"
    return sum(bool(one.negated or one.means & {"maybe", "doubt"}) for one in turns) > 1


def _waits(clause: Clause) -> bool:
    """ "Men jag väntar på besked", of a perhaps, is why it is one."""
    own = clause.turn == "but" and not clause.negated and "no" not in clause.means
    return clause.language == "sv" and own


def _is_torn(case: Case) -> bool:
    """ "Yeah maybe, or not": all of yes, perhaps and no."""
    yes = any("yes" in clause.means for clause in case.clauses)
    loose = [one for one in case.clauses if one.means & {"doubt", "no"} and not one.values]
    if all("maybe" in one.means for one in case.clauses if "yes" in one.means):
        # "Troligen ja, men jag väntar på besked"
        loose = [one for one in loose if not _waits(one)]
    # "Ya ok no wait maybe not"
    both = any(
        "yes" in one.means and (one.negated or {"ok", "maybe"} <= one.means) for one in case.clauses
    )
    return both or (yes and any("maybe" not in one.means or "no" in one.means for one in loose))
