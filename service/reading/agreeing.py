"""Judging replies to the agreement, to news, to a request for topics and to a receipt."""

from dataclasses import replace

from service.domain.readings import Finding
from service.reading import coming
from service.reading.acts import Act, sentences_of
from service.reading.values import Clock, Day
from service.reading.verdicts import Case, Verdict, is_plain

MOST_BESIDE = 8  # unknown words: more of them may be topics beside the answer


def _means(case: Case) -> set[str]:
    return {one for clause in case.clauses for one in clause.means}


def _whole(case: Case) -> Act:
    return Act("", list(case.clauses))


def judge(case: Case) -> Verdict:
    """Say whether a reply accepts the agreement as it stands."""
    means = _means(case)
    if means & {"question", "refuse", "undo"} or "but" in {clause.turn for clause in case.clauses}:
        return Verdict((Finding("question", case.text[:200], "agreement"),), False)
    if means & {"agree", "yes", "ok"} and not means & {"no", "cannot"}:
        finding = Finding("agreed", case.evidence(_whole(case)), "agreed")
        return Verdict((finding,), is_plain(case.clauses) and not means & {"maybe", "condition"})
    return Verdict(certain=False)


def judge_announcement(case: Case) -> Verdict:
    """Say what a reply to news tells: thanks are nothing, "tulen" is an acceptance."""
    means = _means(case)
    if means & {"come", "cannot", "see_you", "maybe", "suits", "cancel"}:
        return coming.judge(case)
    quiet = means <= {"thanks", "ok", "yes", "greeting", "harmless", "confirm", "reason", "see_you"}
    asks = any(clause.asks or clause.negated for clause in case.clauses) or _unknown(case) > 10
    plain = is_plain([clause for clause in case.clauses if "thanks" not in clause.means])
    return Verdict((), quiet and bool(means) and plain and not asks)


def judge_preparation(case: Case) -> Verdict:
    """Take the whole reply as topics, unless it speaks of the meeting's time or is only thanks."""
    means = _means(case)
    moving = means & {"cannot", "move_ask", "move_told", "cancel"}
    beside = _answer_beside(case, means) if moving else None
    thanks_only = (
        means & {"thanks", "ok"} and not means & {"topic", "asking"} and _unknown(case) <= 5
    )
    if not moving and (thanks_only or (means <= {"yes", "greeting", "ok"} and not _unknown(case))):
        return Verdict(certain=False)
    if moving and beside is None and _unknown(case) <= MOST_BESIDE and not means & {"topic"}:
        verdict = coming.judge(case)
        return Verdict(verdict.findings, verdict.certain and not _tells_more(case, moving))
    finding = Finding("preparation", case.text[:200], "preparation", text=case.text)
    answer = _answer_beside(case, means)
    if answer is not None:
        return Verdict((*answer, finding), True)
    timed = any(_is_of_meeting(value) for c in case.clauses for value in c.values)
    timed = timed or any(
        isinstance(v, Clock | Day) for c in case.clauses for v in c.values if c.asks
    )
    told = any("held" in c.means and (c.values or not c.unknown) for c in case.clauses)
    safe = not moving and not timed and not told
    safe = safe and not means & {"come", "see_you", "withdraw", "question", "next", "undo"}
    return Verdict((finding,), safe)


def _answer_beside(case: Case, means: set[str]) -> tuple[Finding, ...] | None:
    """Return the answer about the meeting's time that one sentence gives, the rest being topics."""
    told = sentences_of(case.clauses)
    speaking = {"come", "see_you", "move_ask", "move_told", "settled", "late"}
    answering = [one for one in told if any(clause.means & speaking for clause in one)]
    topics = [one for one in told if one not in answering]
    if len(answering) != 1 or means & {"cannot", "cancel", "maybe", "withdraw", "undo", "next"}:
        return None
    if sum(len(clause.unknown) for one in topics for clause in one) < 2:
        return None
    verdict = coming.judge(replace(case, clauses=answering[0]))
    kinds = {one.kind for one in verdict.findings}
    brief = sum(len(clause.unknown) for clause in answering[0]) <= 3
    clear = verdict.certain and kinds in ({"moved"}, {"accepted"}) and brief
    return verdict.findings if clear else None


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


def _unknown(case: Case) -> int:
    return sum(len(clause.unknown) for clause in case.clauses)


def judge_receipt(case: Case) -> Verdict:
    """Any person's reply confirms (P4); one that corrects or asks is shown to a human as well."""
    asks = any(clause.asks for clause in case.clauses)
    if asks or _means(case) & {"question", "undo", "cannot", "refuse", "doubt"}:
        return Verdict((Finding("question", case.text[:200], "receipt"),), False)
    return Verdict((), True)


def judge_letter(case: Case) -> Verdict:
    """Numbered answers are read by their own reader; nothing is acted on here."""
    return Verdict(certain=False)
