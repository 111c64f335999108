"""What a Finnish yes wishes to talk of: "tuun, puhuttaisko gradusta", "ois kysyttävää palkasta"."""

from collections.abc import Sequence
from dataclasses import replace

from service.reading.clauses.acts import NO, YES
from service.reading.clauses.clauses import Clause
from service.reading.text.word_lists import said_of, stems_of

_FROM = ("sta", "stä")
_WISHED = (
    "tais", "täis", "taisi", "täisi", "taisiin", "täisiin", "taisko", "täiskö", "taisiinko",
    "täisiinkö", "taiskohan", "täisköhän", "tas", "täs", "taskohan",
)  # fmt: skip
_SHORTEST = 4  # letters of "sitä"; whoever asks of a thing names it with more
_OTHERS = NO | {"cancel", "move_told", "held", "late", "undo", "maybe"}


def with_wished_topics(clauses: Sequence[Clause]) -> list[Clause]:
    """Return the clauses, beside a yes those that wish to talk of something told as topics."""
    comes = any(one.means & YES and not one.negated for one in clauses)
    return [_as_topic(one) if comes and _names_a_topic(one) else one for one in clauses]


def _as_topic(clause: Clause) -> Clause:
    return replace(clause, means=clause.means - {"move_ask", "asking", "question"} | {"topic"})


def _names_a_topic(clause: Clause) -> bool:
    """It wishes, it names what, and neither a time nor a place is in it."""
    if clause.language != "fi" or clause.values or clause.negated or clause.means & _OTHERS:
        return False
    if any(word.startswith(stems_of("rules", "of_the_when_fi")) for word in clause.said):
        return False
    return "topic" in clause.means or _asks_of(clause) or _would_talk(clause)


def _asks_of(clause: Clause) -> bool:
    """ "Mulla ois kysyttävää gradusta"; "kysyttävää riittää" names nothing."""
    asks = clause.words & said_of("rules", "to_ask_fi")
    about = {word for word in _named(clause) if word.endswith(_FROM)} - asks
    return bool(asks and about) and not clause.asks


def _would_talk(clause: Clause) -> bool:
    """ "Puhuttaisko palkasta", "voisko mentori katsoa hakemusta", "mietityttää, mitä ..."."""
    talks = [word for word in clause.said if word.startswith(stems_of("rules", "talks_fi"))]
    wishes = any(word.endswith(_WISHED) for word in talks)
    wishes = wishes or bool(clause.words & said_of("rules", "would_fi"))
    wonders = bool(clause.words & said_of("rules", "wonders_fi"))
    told = not clause.ends or set(_named(clause)) - set(talks)
    return bool(wonders or (talks and wishes and told))


def _named(clause: Clause) -> list[str]:
    return [word for word in clause.unknown if len(word) > _SHORTEST]
