"""Judging replies to the request for topics: what is passed on, and what is of the meeting."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from service.domain.readings import Finding
from service.reading import coming
from service.reading.acts import sentences_of
from service.reading.clauses import Clause
from service.reading.phrases import words
from service.reading.sayings import sayings_in
from service.reading.values import Clock, Day
from service.reading.verdicts import Case, Verdict

_TIMING = {
    "come", "see_you", "cannot", "move_ask", "move_told", "cancel", "late", "settled", "maybe",
    "next",
}  # fmt: skip
_SOMEBODY_FI = (
    "mentor", "aktor", "koordina", "ohjelma", "te ", "teistä", "teille", "teidän", "teitä", "hän",
    "voitte", "voisitte", "soittai", "välit", "opiskelija", "kanssanne", "teiltä", "pari", "hänt",
)  # fmt: skip
_SOMEBODY = (
    "mentor",
    "universitet",
    "ringer",
    "adept",
    "aktör",
    "koordinator",
    "program",
    "honom",
    "henne",
)
_YOU = {"ni", "er", "ert", "era"}
_NOT_ANY = (
    {"inte", "int", "ej", "it"},
    {"något", "nåt", "nånting", "någonting", "na", "nå", "några"},
)
_TAKING_PART = {
    "kan",
    "kommer",
    "kunde",
    "hinner",
    "orkar",
    "vill",
    "tid",
    "möte",
    "träff",
    "möjlighet",
}
_ENQUIRIES = {"know", "wonder", "wondering", "how", "where", "what", "who", "explain", "advice"}
_ENQUIRIES |= {"usually", "normally", "question"}
_TO_US = {"you", "your", "mentor", "mentee", "programme", "program", "coordinator", "meeting"}
_TO_US |= {
    "room",
    "link",
    "form",
    "receipt",
    "receipts",
    "send",
    "claim",
    "mail",
    "email",
    "address",
}
MOST_BESIDE = 8  # unknown words: more of them may be topics beside the answer


def judge(case: Case) -> Verdict:
    """Take the whole reply as topics, unless it speaks of the meeting's time or is only thanks."""
    case = replace(case, clauses=_without_enquiries(case.clauses))
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
    if timing and case.unknown <= MOST_BESIDE and "topic" not in case.means:
        return _of_time(case, timing)
    return Verdict((finding,), _is_safe(case, timing))


def _thanks_only(case: Case) -> bool:
    thanked = bool(case.means & {"thanks", "ok"})
    return thanked and not case.means & {"topic", "asking"} and case.unknown <= 5


def _is_bare(case: Case) -> bool:
    return case.means <= {"yes", "greeting", "ok"} and not case.unknown


def _without_enquiries(clauses: Sequence[Clause]) -> list[Clause]:
    """ "I also wonder where to meet people in the field" asks the other party, and not us."""
    told: list[Clause] = []
    for sentence in sentences_of(clauses):
        said = {item.text for one in sentence for item in one.items}
        unknown = sum(len(one.unknown) for one in sentence)
        aside = unknown >= 3 and not said & _TO_US and any(map(_only_enquires, sentence))
        told += [_as_enquiry(one) if aside else one for one in sentence]
    return told


def _as_enquiry(clause: Clause) -> Clause:
    if not _only_enquires(clause):
        return clause
    return replace(clause, means=clause.means - {"question"} | {"asking"})


def _only_enquires(clause: Clause) -> bool:
    """Whatever calls it a question is a word of asking, and no worry ("she never replies")."""
    if clause.language != "en" or "question" not in clause.means:
        return False
    hits = [hit for hit in sayings_in(clause.items, "en") if "question" in hit.means]
    told = [{item.text for item in clause.items[hit.first : hit.last]} for hit in hits]
    return bool(told) and all(said & _ENQUIRIES for said in told)


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
    if told & _TIMING == {"maybe"} and case.clauses[0].language == "fi":
        return Verdict(verdict.findings, False)  # "en tiedä vielä": what, or whether?
    if _thanks_only(case) and not told & (_TIMING - {"see_you"}):
        return Verdict(verdict.findings, False)  # "thanks, see you"
    torn = {"cancel", "cannot"} <= case.means  # "minun pitää perua, en pääse"
    more = torn or _tells_more(case, told & _TIMING)
    return Verdict(verdict.findings, verdict.certain and not more)


def _is_safe(case: Case, timing: Sequence[Sequence[Clause]]) -> bool:
    """Return whether nothing but topics can be meant: no refusal, no word to the coordinators."""
    if timing or case.means >= {"late", "come"}:
        return False
    matters = {"asking", "topic", "condition"}
    opening = [one for one in case.clauses[:2] if not _has_nothing(one)]
    refuses = any(_may_refuse(one) for one in opening if not one.means & matters)
    if refuses and case.unknown < 12:
        return False
    listed = "topic" in case.clauses[0].means  # "Minun kysymykset: 1. Onko ...?"
    return not any((_asks_of_place(one) and not listed) or _is_for_us(one) for one in case.clauses)


def _wishes_nothing(case: Case, timing: Sequence[Sequence[Clause]]) -> bool:
    """ "Ei mulla mitään erityistä, nähdään!": no topic, and a courtesy."""
    if not timing or case.means & (_TIMING - {"see_you"}) or case.unknown:
        return False
    courtesy = not any(c.values or c.asks for c in case.clauses)
    said = [item.text for item in case.clauses[0].items]
    return courtesy and said[0] in ("ei", "eipä") and any(w.startswith("mit") for w in said)


def _may_refuse(clause: Clause) -> bool:
    """A negation may be of the meeting itself; "en vaadi valmistautumista" is not."""
    if not clause.negated or clause.language != "fi":
        return clause.negated
    matters = tuple(words("fi")["matter"])
    weighed = any(word.startswith(matters) for word in clause.unknown)
    return weighed or not clause.unknown or clause.turn == "instead"


def _has_nothing(clause: Clause) -> bool:
    """ "Ha int na speciellt", "ingen läxa behövs": nothing to prepare, which is an answer."""
    said = [item.text for item in clause.items]
    nothing = bool(set(said) & {"ingen", "inget", "inga", "ingenting"})
    nothing = nothing or any(a in _NOT_ANY[0] and b in _NOT_ANY[1] for a, b in pairwise(said))
    return clause.language == "sv" and nothing and not set(said) & _TAKING_PART


def _is_for_us(clause: Clause) -> bool:
    """A worry about somebody, a question or a correction; "elaka kunder" is a topic."""
    if "withdraw" in clause.means or clause.values or clause.asks:
        return bool(clause.means & {"withdraw", "question", "undo"})
    said = [item.text for item in clause.items]
    named = any(word.startswith(_SOMEBODY) or word in _YOU for word in said)
    worry = clause.means & {"question", "undo"}
    if clause.means & {"topic", "asking"}:
        worry -= {"undo"}  # "haluisin kuulla, mitä hän valitsi väärin"
    if clause.language == "fi":
        named = any(word.text.startswith(_SOMEBODY_FI) for word in clause.items)
    return bool(worry) and (clause.language == "en" or named or not clause.unknown)


def _asks_of_place(clause: Clause) -> bool:
    """ "Onko tilassa näyttöä?", "mikä aika se nyt oli?": to the coordinators, not to the other."""
    if clause.language != "fi" or not clause.asks or not clause.opens:
        return False
    said = [item.text for item in clause.items]
    if "yleensä" in said and said[0].startswith(("mitä", "mistä", "mite", "mimmo", "milla")):
        return not {"hän", "sinä", "sä", "mentori", "aktori"} & set(said)
    if _asks_what_to_do(said, clause):
        return True
    first = said[0] in {"onko", "onks", "missä", "mis", "minne", "mihin", "monelta", "saako"}
    first = first and said[1:2] not in (["hän"], ["mentori"], ["aktori"])
    return first or (said[0] in {"mikä", "mihin"} and bool(set(said[1:3]) & {"aika", "päivä"}))


def _asks_what_to_do(said: Sequence[str], clause: Clause) -> bool:
    """ "Pitääkö mun valmistella jotain?", "kuka aiheen päättää?", "milloin tapaaminen olikaan?"."""
    lists = words("misgivings")
    asks = said[0] in lists["asks_of_meeting"] and len(clause.unknown) <= 4
    return asks and any(word.startswith(tuple(lists["arranged"])) for word in said[1:])


def _units(clauses: Sequence[Clause]) -> list[list[Clause]]:
    """Return the sentences; of "Tuun joo, ja haluisin jutella ..." the opening stands apart."""
    units: list[list[Clause]] = []
    for sentence in sentences_of(clauses):
        opening = sentence[0]
        brief = "come" in opening.means and not opening.unknown and len(opening.items) <= 4
        units += [[opening], sentence[1:]] if brief and len(sentence) > 1 else [sentence]
    return units


def _is_about_time(sentence: Sequence[Clause]) -> bool:
    """A brief "tulen", "siirretäänkö"; or a weekday or clock beside such a word, or in a question.

    A longer sentence with a date of its own ("kandin palautus siirrettiin 9.4.") is a topic.
    """
    means = {one for clause in sentence for one in clause.means}
    values = [value for clause in sentence for value in clause.values]
    unknown = sum(len(clause.unknown) for clause in sentence)
    tale = "topic" in means and unknown >= 4 and not means & (_TIMING - {"see_you"})
    # "Why one should never do it on a Friday afternoon"
    sentence = [one for one in sentence if not _asks_the_other(one)]
    values = [value for clause in sentence for value in clause.values]
    if any(_is_of_meeting(value) for value in values):
        return not tale or any(clause.asks for clause in sentence)
    timed = any(isinstance(value, Clock | Day) for value in values)
    if timed and any(clause.asks for clause in sentence):
        return True
    if any(c.means & {"cannot", "cancel"} and len(c.unknown) <= 2 for c in sentence):
        return not means & {"asking", "topic"}
    if "topic" in means and means & _TIMING == {"maybe"}:
        return False  # "minulla ei ole vielä kysymyksiä, mutta ehkä keksin"
    firm = means & {"next", "maybe"} and not means & {"asking", "topic"}
    if means & {"held"} and (values or not unknown):
        return unknown <= 3
    return bool(means & _TIMING) and (unknown <= 3 or bool(firm and unknown <= 6))


def _asks_the_other(clause: Clause) -> bool:
    """A clause that a word of asking opens, with more in it than a time."""
    timing = clause.means & (_TIMING | {"suits", "absent", "open_day"})
    return "asking" in clause.means and not (clause.asks or timing) and len(clause.unknown) >= 3


def _answer_beside(case: Case, timing: Sequence[Sequence[Clause]]) -> tuple[Finding, ...] | None:
    """Return the answer about the meeting's time that one sentence gives, the rest being topics."""
    topics = [one for one in _units(case.clauses) if not _is_about_time(one)]
    told = {means for one in topics for clause in one for means in clause.means}
    unknown = sum(len(clause.unknown) for one in topics for clause in one)
    if len(timing) != 1 or unknown < 2 - ("topic" in told and "come" in case.means):
        return None
    verdict = coming.judge(replace(case, clauses=timing[0]))
    kinds = {one.kind for one in verdict.findings}
    brief = sum(len(clause.unknown) for clause in timing[0]) <= 3
    blurred = case.means & {"withdraw", "undo", "next", "cannot", "cancel", "question"}
    # "Siirretäänkö? Mulle tuli työmatka. 15.10. passais": why, and not what to talk of.
    why = kinds == {"moved"} and not (told & {"topic", "asking"} or _has_no_topic(case, timing))
    clear = (
        verdict.certain and kinds in ({"moved"}, {"accepted"}) and brief and not (blurred or why)
    )
    return verdict.findings if clear else None


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


def _is_of_meeting(value: object) -> bool:
    """A weekday or "huomenna" may speak of the meeting; a date may be a topic's own."""
    return isinstance(value, Day) and value.day is None and not value.vague
