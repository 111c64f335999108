"""Clauses grouped into acts: each act is one thing that the writer tells, with its values."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from service.reading.clauses.clauses import Clause, Kind, OneKind
from service.reading.values.kinds import Clock, Day, Length, Value

# What says yes, no, or another time.
YES = {"come", "see_you", "suits", "yes", "ok"}
NO = {"cannot", "not_held", "no"}
NOT_MET = NO | {"failed_plan"}
MOVE = {"move_told", "move_ask", "settled"}

# What a clause is about: the first of these that it says. The order differs by tense.
PAST = (
    "withdraw_programme", "withdraw_mail", "question", "not_held", "cancel", "next", "held", "was",
    "move_told", "settled", "move_ask", "failed_plan", "see_you", "cannot", "no", "yes", "come",
    "undo", "open_day",
)  # fmt: skip
FUTURE = (
    "withdraw_programme", "withdraw_mail", "question", "cancel", "move_told", "next", "settled",
    "move_ask", "cannot", "not_held", "maybe", "held", "refuse", "come", "see_you", "suits", "no",
    "yes", "ok", "open_day",
)  # fmt: skip


@dataclass(slots=True)
class Act:
    """One thing told, with the clauses that tell it."""

    kind: str
    clauses: list[Clause] = field(default_factory=list)

    @property
    def values(self) -> list[Value]:
        """All values of its clauses, in order."""
        return [value for clause in self.clauses for value in clause.values]

    def has(self, kind: Kind) -> bool:
        """Return whether it names a value of a kind."""
        return any(clause.has(kind) for clause in self.clauses)

    def of(self, kind: type[OneKind]) -> list[OneKind]:
        """Return its values of a kind, in order."""
        return [value for clause in self.clauses for value in clause.of(kind)]

    @property
    def means(self) -> set[str]:
        """All that its clauses mean."""
        return {one for clause in self.clauses for one in clause.means}

    def evidence(self, text: str) -> str:
        """Return the words it rests on."""
        return text[self.clauses[0].start : self.clauses[-1].end]


def acts_of(clauses: Sequence[Clause], order: Sequence[str]) -> list[Act]:
    """Group clauses: one that says nothing of its own belongs to the act before it, or after.

    It belongs to the act after it where its sentence opens with it and goes on to tell something.
    """
    acts: list[Act] = []
    waiting: list[Clause] = []
    for sentence in sentences_of(clauses):
        kinds = ["" if one.turn == "reason" else kind_of(one, order) for one in sentence]
        opened = False
        for clause, kind in zip(sentence, kinds, strict=True):
            if kind:
                if kind == "next" and order is PAST and _is_bare_length(waiting):
                    acts = acts or [Act("")]
                    acts[-1].clauses += waiting  # "Ja. 1,5 h, bra, och nästa 14.4 kl 17"
                    waiting = []
                acts.append(Act(kind, [*waiting, clause]))
                waiting, opened = [], True
            elif acts and (opened or not any(kinds)):
                acts[-1].clauses.append(clause)
            else:
                waiting.append(clause)
        if not acts and _tells_how_long(waiting):
            acts, waiting = [Act("", waiting)], []  # "1,5 h. Nästa gång 14.4 kl 17."
    return [*acts, Act("", waiting)] if waiting else acts


def _tells_how_long(clauses: Sequence[Clause]) -> bool:
    return any(_lasts(one) for clause in clauses for one in clause.values)


def _is_bare_length(clauses: Sequence[Clause]) -> bool:
    opens = bool(clauses) and clauses[0].items[0].value is not None
    return opens and _tells_how_long(clauses) and not any(one.unknown for one in clauses)


def _lasts(value: Value) -> bool:
    return isinstance(value, Length) or (isinstance(value, Clock) and bool(value.minutes))


def sentences_of(clauses: Sequence[Clause]) -> list[list[Clause]]:
    """Return the clauses by sentence."""
    sentences: list[list[Clause]] = [[]]
    for clause in clauses:
        sentences[-1].append(clause)
        if clause.ends:
            sentences.append([])
    return [one for one in sentences if one]


def topics_in(clauses: Sequence[Clause]) -> list[Clause]:
    """Return the clauses that tell what to talk of, from where a sentence begins to."""
    found: list[Clause] = []
    for sentence in sentences_of(clauses):
        places = [place for place, clause in enumerate(sentence) if "topic" in clause.means]
        timed = any(_is_firm_time(value) for clause in sentence for value in clause.values)
        if places and not timed:
            found += sentence[places[0] :]
    return found


def _is_firm_time(value: Value) -> bool:
    """Any value but a vague day: "the case that I sent in November" sets no time."""
    return not (isinstance(value, Day) and value.vague)


def kind_of(clause: Clause, order: Sequence[str]) -> str:
    """Return what a clause is about, empty where it tells nothing by itself."""
    return next((one for one in order if one in clause.means), "")


def first_of(acts: Sequence[Act], kind: str) -> Act | None:
    """Return the first act of a kind."""
    return next((act for act in acts if act.kind == kind), None)
