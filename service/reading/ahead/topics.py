"""Judging replies to the request for topics: what is passed on, and what is of the meeting."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from service.domain.readings import Finding
from service.reading.ahead import coming
from service.reading.ahead.enquiries import TIMING, asks_the_other, is_for_us, without_enquiries
from service.reading.ahead.offers import other_times
from service.reading.clauses.acts import MOVE, Act, sentences_of
from service.reading.clauses.clauses import Clause
from service.reading.clauses.swaps import with_times_swapped
from service.reading.clauses.verdicts import Case, Verdict, unknown_in
from service.reading.text.word_lists import said_of, stems_of, words
from service.reading.values.kinds import Clock, Day, Value

_NOT_ANY = (
    {"inte", "int", "ej", "it"},
    {"något", "nåt", "nånting", "någonting", "na", "nå", "några"},
)
_PUTS_A_TIME = {"move_ask", "move_told", "settled", "suits"}
_THE_OTHER = ("hän", "häne", "mentor", "aktor", "sinu", "sulla", "sul")
_SHORT_NAME = 6  # letters of an ending and hardly a word
MOST_BESIDE = 8  # unknown words: more of them may be topics beside the answer


def judge(case: Case) -> Verdict:
    """Take the whole reply as topics, unless it speaks of the meeting's time or is only thanks."""
    clauses = [_without_the_day_of_sending(one) for one in without_enquiries(case.clauses)]
    case = replace(case, clauses=clauses)
    case = replace(case, clauses=with_times_swapped(case))
    if _is_bare_no(case):
        return Verdict((Finding("preparation", case.text, "no topics", text=case.text),), True)
    timing = [one for one in _units(case.clauses) if _is_about_time(one)]
    if not timing and (_thanks_only(case) or _is_bare(case)):
        return Verdict(certain=False)
    finding = Finding("preparation", case.text[:200], "preparation", text=case.text)
    answer = _answer_beside(case, timing)
    if answer is not None:
        topics = () if _has_no_topic(case, timing) else (finding,)
        return Verdict((*answer, *topics), True)
    if _wishes_nothing(case, timing):
        return Verdict((finding,), True)
    brief = case.unknown <= MOST_BESIDE or _refuses_outright(case)
    if timing and brief and "topic" not in case.means:
        return _of_time(case, timing)
    return Verdict((finding,), _is_safe(case, timing))


def _without_the_day_of_sending(clause: Clause) -> Clause:
    """ "Laitan linkin huomenna": the day is of the link."""
    said = clause.words
    sends = said & said_of("rules", "sends") and clause.unknown and not clause.means & TIMING
    ours = any(word.startswith(stems_of("rules", "of_us")) for word in clause.said)
    if not sends or ours or clause.asks or clause.negated:
        return clause
    hours: list[Value] = [one for one in clause.values if not isinstance(one, Day)]
    return replace(clause, values=hours)


def _names_one(clause: Clause) -> bool:
    """ "Verkostoitumisesta, kiitos": a word that says of what to talk."""
    last = clause.said[-1]
    named = last in clause.unknown and last.endswith(("sta", "stä")) and len(last) > _SHORT_NAME
    return named and clause.language == "fi" and not clause.means - {"harmless"}


def _thanks_only(case: Case) -> bool:
    if any(map(_names_one, case.clauses)):
        return False
    thanked = bool(case.means & {"thanks", "ok"}) and not any(map(_has_nothing, case.clauses))
    return thanked and not case.means & {"topic", "asking"} and case.unknown <= 5


def _is_bare(case: Case) -> bool:
    return case.means <= {"yes", "greeting", "ok", "harmless"} and not case.unknown


def _is_bare_no(case: Case) -> bool:
    """ "Not this time, no.": nothing to prepare, where nothing is said of coming."""
    told = case.means <= {"no", "negator", "cannot", "thanks", "harmless", "greeting"}
    refused = [one for one in case.clauses if "cannot" in one.means]
    plain = not any(one.values or one.asks or one.unknown for one in case.clauses)
    return told and "no" in case.means and plain and all("no" in one.means for one in refused)


def _of_time(case: Case, timing: Sequence[Sequence[Clause]]) -> Verdict:
    """Read a reply that speaks of the meeting's time and hardly of anything else."""
    verdict = coming.judge(case)
    told = {one for sentence in timing for clause in sentence for one in clause.means}
    if told & TIMING == {"maybe"} and case.clauses[0].language == "fi":
        return Verdict(verdict.findings, False)  # "en tiedä vielä": what, or whether?
    if _thanks_only(case) and not told & (TIMING - {"see_you"}):
        return Verdict(verdict.findings, False)  # "thanks, see you"
    torn = {"cancel", "cannot"} <= case.means  # "minun pitää perua, en pääse"
    more = torn or _tells_more(case, told & TIMING) or _names_a_topic(case)
    more = more or any(map(_wishes_to_talk, case.clauses))
    return Verdict(verdict.findings, verdict.certain and not more)


def _wishes_to_talk(clause: Clause) -> bool:
    """ "..., men annars vill jag prata om min praktik": a topic beside the answer."""
    wishes = bool(clause.words & {*words(clause.language).get("wishing", ())})
    return wishes and not clause.means & (TIMING - {"maybe"}) and len(clause.unknown) >= 3


def _is_safe(case: Case, timing: Sequence[Sequence[Clause]]) -> bool:
    """Return whether nothing but topics can be meant: no refusal, no word to the coordinators."""
    if timing or case.means >= {"late", "come"} or any(map(_asks_for_an_hour, case.clauses)):
        return False
    matters = {"asking", "topic", "condition"}
    opening = [one for one in case.clauses[:2] if not _has_nothing(one)]
    refuses = any(_may_refuse(one) for one in opening if not one.means & matters)
    if refuses and case.unknown < 12:
        return False
    listed = "topic" in case.clauses[0].means  # "Minun kysymykset: 1. Onko ...?"
    if case.clauses[0].asks and _asks_what_to_do(case.clauses[0].said, case.clauses[0]):
        return False  # "onks pakko olla joku aihe valmiina?"
    return not any((_asks_of_place(one) and not listed) or is_for_us(one) for one in case.clauses)


def _refuses_outright(case: Case) -> bool:
    """ "I can't come on Tuesday, my mother arrives and ...": one sentence, and why."""
    told = sentences_of([one for one in case.clauses if one.means != {"greeting"}])
    first = told[0][0] if told else case.clauses[0]
    plain = "cannot" in first.means and not (first.unknown or first.turn or first.negated)
    return plain and len(told) == 1 and not case.means & {"asking", "question", "maybe", "come"}


def _wishes_nothing(case: Case, timing: Sequence[Sequence[Clause]]) -> bool:
    """ "Ei mulla mitään erityistä, nähdään!": no topic, and a courtesy."""
    first, rest = case.clauses[0], case.clauses[1:]
    if not timing or case.means & (TIMING - {"see_you"}) or unknown_in(rest) or first.values:
        return False
    courtesy = not any(c.asks for c in case.clauses) and not other_times(case, [Act("", [*rest])])
    said = case.clauses[0].said
    return courtesy and said[0] in ("ei", "eipä") and any(w.startswith("mit") for w in said)


def _asks_for_an_hour(clause: Clause) -> bool:
    """ "Det vore bra om vi kunde börja 17.30 i stället", however much is told beside it."""
    asks = "move_ask" in clause.means and "topic" not in clause.means
    return asks and clause.has(Clock)


def _may_refuse(clause: Clause) -> bool:
    """A negation may be of the meeting itself; "en vaadi valmistautumista" is not."""
    if not clause.negated or clause.language != "fi":
        return clause.negated
    matters = stems_of("fi", "matter")
    weighed = any(word.startswith(matters) for word in clause.unknown)
    return weighed or not clause.unknown or clause.turn == "instead"


def _has_nothing(clause: Clause) -> bool:
    """ "Ha int na speciellt", "ingen läxa behövs": nothing to prepare, which is an answer."""
    said = clause.said
    nothing = bool(set(said) & {"ingen", "inget", "inga", "ingenting"})
    nothing = nothing or any(a in _NOT_ANY[0] and b in _NOT_ANY[1] for a, b in pairwise(said))
    return clause.language == "sv" and nothing and not set(said) & said_of("rules", "taking_part")


def _asks_of_place(clause: Clause) -> bool:
    """ "Onko tilassa näyttöä?", "mikä aika se nyt oli?": to the coordinators, not to the other."""
    if clause.language != "fi" or not clause.asks or not clause.opens:
        return False
    said = clause.said
    if "yleensä" in said and said[0].startswith(("mitä", "mistä", "mite", "mimmo", "milla")):
        return not {"hän", "sinä", "sä", "mentori", "aktori"} & set(said)
    if _asks_what_to_do(said, clause):
        return True
    first = said[0] in {"onko", "onks", "missä", "mis", "minne", "mihin", "monelta", "saako"}
    second = said[1] if len(said) > 1 else ""  # "onko hänellä kokemusta", "onko se järkevää"
    of_other = second.startswith(_THE_OTHER) or bool(
        said_of("rules", "weighs_a_topic") & set(said[2:])
    )
    first = first and not of_other
    return first or (said[0] in {"mikä", "mihin"} and bool(set(said[1:3]) & {"aika", "päivä"}))


def _asks_what_to_do(said: Sequence[str], clause: Clause) -> bool:
    """ "Pitääkö mun valmistella jotain?", "kuka aiheen päättää?", "milloin tapaaminen olikaan?"."""
    lists = words("misgivings")
    if said[0] in lists["other_comes"] and said[1:2] and said[1] in lists["party"]:
        return len(clause.unknown) <= 4  # "tuleeko hän varmasti?"
    asks = said[0] in lists["asks_of_meeting"] and len(clause.unknown) <= 4
    asks = asks or (said[0] in ("onko", "onks") and said[1:2] == ["pakko"])
    of_other = said[1:2] != [] and (said[1].startswith(_THE_OTHER) or said[1] in lists["party"])
    asks = asks or (said[0] in lists["may_we"] and not of_other)
    return asks and any(word.startswith(tuple(lists["arranged"])) for word in said[1:])


def _units(clauses: Sequence[Clause]) -> list[list[Clause]]:
    """Return the sentences; of "Tuun joo, ja haluisin jutella ..." the opening stands apart."""
    units: list[list[Clause]] = []
    for sentence in sentences_of(clauses):
        opening = sentence[0]
        brief = opening.means & {"come", "late"} and not opening.unknown and len(opening.items) <= 4
        units += [[opening], sentence[1:]] if brief and len(sentence) > 1 else [sentence]
    return units


def _is_about_time(sentence: Sequence[Clause]) -> bool:
    """A brief "tulen", "siirretäänkö"; or a weekday or clock beside such a word, or in a question.

    A longer sentence with a date of its own ("kandin palautus siirrettiin 9.4.") is a topic.
    """
    means = {one for clause in sentence for one in clause.means}
    values = [value for clause in sentence for value in clause.values]
    moves = any(c.means & MOVE and c.values and c.turn != "reason" for c in sentence)
    told = [one for one in sentence if not (moves and one.turn == "reason")]
    unknown = sum(len(clause.unknown) for clause in told)
    if any({"either", "suits"} <= one.means and one.has(Day) for one in told):
        return True  # "antingen 14.4 eller 16.4 kl 17 passar mig"
    tale = "topic" in means and unknown >= 4 and not means & (TIMING - {"see_you"})
    # "Why one should never do it on a Friday afternoon"
    sentence = [one for one in sentence if not asks_the_other(one)]
    sentence = [one for one in sentence if not _is_deadline(one)]
    values = [value for clause in sentence for value in clause.values]
    if any(_is_of_meeting(value) for value in values):
        return not tale or any(clause.asks for clause in sentence)
    timed = any(isinstance(value, Clock | Day) for value in values)
    if timed and any(clause.asks for clause in sentence):
        return True
    if any(c.means & {"cannot", "cancel"} and len(c.unknown) <= 2 for c in sentence):
        return not means & {"asking", "topic"}
    if "topic" in means and means & TIMING == {"maybe"}:
        return False  # "minulla ei ole vielä kysymyksiä, mutta ehkä keksin"
    firm = means & {"next", "maybe"} and not means & {"asking", "topic"}
    firm = firm and not (sentence[-1].turn == "but" and len(sentence[0].unknown) >= 4)
    if means & {"held"} and (values or not unknown):
        return unknown <= 3
    return bool(means & TIMING) and (unknown <= 3 or bool(firm and unknown <= 6))


def _is_deadline(clause: Clause) -> bool:
    """ "Pitäisi päättää sivuaineesta perjantaihin mennessä" speaks of the topic's own day."""
    bound = clause.means & {"until", "limit"} and not clause.means & TIMING
    return bool(bound) and len(clause.unknown) >= 2


def _answer_beside(case: Case, timing: Sequence[Sequence[Clause]]) -> tuple[Finding, ...] | None:
    """Return the answer about the meeting's time, the rest being topics.

    One sentence gives it, or a refusal and then another time.
    """
    topics = [one for one in _units(case.clauses) if not _is_about_time(one)]
    told = {means for one in topics for clause in one for means in clause.means}
    unknown = sum(len(clause.unknown) for one in topics for clause in one)
    refused = len(timing) == 2 and any("cannot" in clause.means for clause in timing[0])
    refused = refused and any(clause.means & _PUTS_A_TIME for clause in timing[1])
    if len(timing) != 1 + refused or unknown < 2 - ("topic" in told):
        return None
    answer = [clause for one in timing for clause in one]
    verdict = coming.judge(replace(case, clauses=answer))
    kinds = {one.kind for one in verdict.findings}
    brief = sum(len(clause.unknown) for clause in answer) <= 3 * len(timing)
    plainly = {means for one in case.clauses if not _wonders_how(one) for means in one.means}
    blurred = plainly & {"undo", "next", "cannot", "cancel", "question"}
    refused = kinds == {"declined"} and "topic" in told and "failed_plan" not in told
    refused = refused and answer[0].language == "en"
    blurred -= {"cannot"} if (refused or kinds == {"moved"}) and "cannot" not in told else set()
    # "Siirretäänkö? Mulle tuli työmatka. 15.10. passais": why, and not what to talk of.
    why = kinds == {"moved"} and not (told & {"topic", "asking"} or _has_no_topic(case, timing))
    why = why and timing[0][0].said[0] not in said_of("rules", "adds_to_topics")
    clear = verdict.certain and (refused or kinds in ({"moved"}, {"accepted"}))
    return verdict.findings if clear and brief and not (blurred or why) else None


def _wonders_how(clause: Clause) -> bool:
    """ "Vet inte hur man tackar nej till ett erbjudande": a topic, and no refusal."""
    plain = not (clause.values or (clause.ends and clause.opens and len(clause.unknown) < 2))
    return plain and "asking" in clause.means and len(clause.unknown) >= 2


def _has_no_topic(case: Case, timing: Sequence[Sequence[Clause]]) -> bool:
    """ "No time to think of anything. Can we shift it to ...": the answer is all there is."""
    rest = [c for one in _units(case.clauses) if one not in timing for c in one]
    told = [c for c in rest if c.unknown or c.negated]
    denied = [c for c in told if c.negated or c.means & {"no", "cannot"}]
    return bool(denied) and len(denied) == len(told) and not case.means & {"topic", "asking"}


def _tells_more(case: Case, moving: set[str]) -> bool:
    """A sentence of its own stands beside the answer: it may be a topic."""
    unknown, answers = 0, False
    for clause in case.clauses:
        unknown += len(clause.unknown)
        answers = answers or bool(clause.means & moving)
        if clause.ends:
            if unknown and not answers:
                return True
            unknown, answers = 0, False
    return False


def _names_a_topic(case: Case) -> bool:
    """ "Palkka, tulen suoraan töistä": a name alone, set before what is said of coming."""
    first = case.clauses[0]
    alone = bool(first.unknown) and not (first.means or first.values or first.turn)
    return alone and not first.ends and len(case.clauses) > 1


def _is_of_meeting(value: object) -> bool:
    """A weekday or "huomenna" may speak of the meeting; a date may be a topic's own."""
    return isinstance(value, Day) and value.day is None and not value.vague
