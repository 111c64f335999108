"""One's own mail called wrong or let go: "forget my last mail", "I sent the wrong draft"."""

from dataclasses import replace
from functools import cache
from itertools import takewhile

from service.reading.clauses.clauses import Clause
from service.reading.clauses.verdicts import FIRST_PERSON
from service.reading.past.own_word import is_another
from service.reading.text.word_lists import said_of, stems_of
from service.reading.values.kinds import Day

_FEW = 1  # word of another thing
_ABOUT_IT = (
    "my_word", "i_wrote", "a_message", "i_gave", "to_be_logged", "before_it_is_let_go",
    "beside_my_word", "lets_a_word_go", "sent_wrong", "takes_my_word_back",
)  # fmt: skip


def as_retracted(clause: Clause) -> Clause:
    """Return "unohtakaa eilinen viestini", "I sent the wrong draft" as a word taken back.

    The day named beside it is when it was written: no meeting was on that day.
    """
    if "retract" not in clause.means and not _retracts(clause):
        return clause
    values = [] if clause.only(Day) else clause.values
    means = clause.means | {"retract", "undo"}
    if not values:
        means = {"retract", "undo"}
        return replace(clause, means=means, values=[], unknown=[], negated=False, turn="")
    return replace(clause, means=means, values=values)


def _retracts(clause: Clause) -> bool:
    """It names one's own mail or what one wrote, and calls it wrong or lets it go."""
    mistaken, loose = bool(clause.means & {"undo", "mistook"}), _other_words(clause)
    dated = not clause.values or clause.only(Day)
    if clause.asks or clause.turn == "reason" or not dated or _is_of_another_thing(clause):
        return False
    gave, logged = said_of("rules", "i_gave"), said_of("rules", "to_be_logged")
    if mistaken and loose <= _FEW and clause.words & gave and clause.words & logged:
        return True
    if loose > _FEW or clause.says("takes_my_word_back"):
        return not loose
    named = _names_my_mail(clause)
    if not named and not _is_what_i_wrote(clause):
        return False
    if clause.says("sent_in_haste") or _lets_it_go(clause):
        return True
    if named:
        return mistaken or clause.says("sent_wrong")
    return mistaken and bool(clause.words & said_of("rules", "i_answered"))


def _is_of_another_thing(clause: Clause) -> bool:
    """ "Your mail", "the noise in my voice mail", "my mail went to the wrong address"."""
    around = stems_of("rules", "wrong_around_a_mail")
    return bool(clause.words & said_of("rules", "not_my_word")) or any(
        word.startswith(around) for word in clause.said
    )


def _other_words(clause: Clause) -> int:
    """Return how many words that we do not know tell of something beside one's mail."""
    return sum(one not in _about_it() and not _is_message(one) for one in clause.unknown)


@cache
def _about_it() -> frozenset[str]:
    phrases = [one for name in _ABOUT_IT for one in said_of("rules", name)]
    return frozenset(word for one in phrases for word in one.split())


def _lets_it_go(clause: Clause) -> bool:
    """ "Please ignore my last mail", "glöm det jag skrev": it is let go itself, and at once."""
    opens = said_of("rules", "before_it_is_let_go")
    rest = clause.said[len(list(takewhile(opens.__contains__, clause.said))) :]
    whole = " ".join(rest)
    drops = any(whole.startswith(f"{one} ") for one in said_of("rules", "lets_a_word_go"))
    wrote = said_of("rules", "i_wrote")
    thing = takewhile(lambda word: not _is_message(word) and word not in wrote, rest[1:])
    known = said_of("rules", "beside_my_word") | said_of("rules", "my_word")
    return drops and known.issuperset(thing)


def _names_my_mail(clause: Clause) -> bool:
    """ "My last answer", "viestini", "the mail that I sent", "vastaus eiliseltä"."""
    mails = [one for one in clause.said if _is_message(one)]
    own = said_of("rules", "my_word") | said_of("rules", "i_wrote")
    mine = clause.words & own or clause.has(Day) or any(one.endswith("ni") for one in mails)
    return bool(mails and mine) or clause.says("my_yes_or_no")


def _is_message(word: str) -> bool:
    finnish = word.startswith(stems_of("rules", "a_message_fi"))
    return finnish or word in said_of("rules", "a_message")


def _is_what_i_wrote(clause: Clause) -> bool:
    """ "Det jag skrev i går", "mitä eilen lähetin"; "I sent him the wrong link" is none."""
    others = any(map(is_another, clause.said)) or clause.words & said_of("rules", "not_to_us")
    own = clause.language == "fi" or clause.words & FIRST_PERSON
    return bool(own) and not others and bool(clause.words & said_of("rules", "i_wrote"))
