"""Words for what one has ahead beside the meetings: an exam, a flight, a wedding."""

from service.reading.clauses.clauses import Clause
from service.reading.text.word_lists import said_of, stems_of


def affair_at(clause: Clause) -> int | None:
    """Return the place of the first word that names an affair; None where none does."""
    stems = stems_of(clause.language, "affairs")
    named = (at for at, word in enumerate(clause.said) if word.startswith(stems))
    return next((at for at in named if clause.said[at] not in said_of("rules", "no_affairs")), None)


def names_another_thing(clause: Clause) -> bool:
    """Return whether a clause names an affair, or what one travels by or pays for."""
    paid = stems_of("rules", "paid_things")
    return affair_at(clause) is not None or any(word.startswith(paid) for word in clause.said)
