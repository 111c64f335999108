"""What the learnt models make of a reply, and what it may therefore say."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from service.domain.readings import Finding, Kind
from service.reading.clauses.verdicts import Case
from service.reading.doubts.features import features_of
from service.reading.doubts.filled import filled
from service.reading.doubts.network import read_in_order
from service.reading.doubts.opinion import ASK_BACK, NOTHING, OTHER, Opinion, opinion_on
from service.reading.doubts.presence import missing_in
from service.reading.doubts.roles import Role, given_by, roles_in, values_in
from service.reading.doubts.rows import row_of
from service.reading.doubts.weights import both, mixed

# Nobody is bound by what is likely, or leaves, and a question is a human's.
NEVER_SETTLED = {"agreed", "withdraw", "private", "question"}
_MOST_ANSWERS = 3
_LEAST_PROBABLE = 0.1  # of an answer that is tried
_NOTHING_PROBABLE = 0.9  # before nothing is done at all
Findings = Sequence[Finding]


@dataclass(frozen=True, slots=True)
class Heard:
    """How probable the answers of a reply, the roles of its values, and each one's absence are.

    `kinds` is how probable the network holds each kind to be, whatever stands beside it, and
    whether or not a careful reader would be sure of it.
    """

    opinion: Opinion
    roles: Sequence[Mapping[Role, float]]
    missing: Mapping[str, float]
    kinds: Mapping[str, float]

    @property
    def shares(self) -> Mapping[str, float]:
        """How probable each answer is."""
        return self.opinion.shares


def heard_in(case: Case) -> Heard:
    """Ask the models about a reply."""
    features = features_of(case.text, case.clauses, case.context)
    ordered = read_in_order(row_of(case))
    roles = [
        mixed(one, other) if other else one
        for one, other in zip(roles_in(case), ordered.roles, strict=True)
    ]
    missing = {name: both(share, ordered.missing[name]) for name, share in missing_in(case).items()}
    return Heard(opinion_on(features, ordered.answers), roles, missing, ordered.kinds)


def taken(
    findings: Findings, case: Case, heard: Heard
) -> Iterator[tuple[str, str, Mapping[str, float]]]:
    """Return each value, and each of a team that met: its kind, the role given, the likely ones."""
    given = zip(values_in(case), given_by(findings, case), heard.roles, strict=True)
    for placed, role, shares in given:
        yield (
            type(placed.value).__name__.lower(),
            role,
            {str(one): share for one, share in shares.items()},
        )
    gone = {name for one in findings for name in one.missing}
    for name, share in heard.missing.items() if any(f.kind == "held" for f in findings) else ():
        role_of_one = "missing" if name in gone else "there"
        yield "person", role_of_one, {"missing": share, "there": 1 - share}


def candidates(read: Findings, case: Case, heard: Heard) -> Iterator[Findings]:
    """Return what a reply may say: what the grammar read, and likely answers with likely values."""
    kinds = {one.kind for one in read}
    if kinds and not kinds & NEVER_SETTLED:
        yield read
    shares = heard.shares
    for answer in sorted(shares, key=shares.__getitem__, reverse=True)[:_MOST_ANSWERS]:
        if shares[answer] >= _LEAST_PROBABLE:
            found = filled(_kinds_of(answer), case, heard.roles, heard.missing)
            if found and not same_findings(found, read):
                yield found
    if not kinds and shares[NOTHING] >= _NOTHING_PROBABLE:
        yield ()


def _kinds_of(answer: str) -> Sequence[Kind]:
    return () if answer in (NOTHING, ASK_BACK, OTHER) else answer.split("+")  # type: ignore[return-value]


def same_findings(one: Findings, other: Findings) -> bool:
    """Return whether two readings say the same, evidence and rules aside."""
    both = [
        sorted(repr((f.kind, f.on, f.minutes, sorted(f.missing), f.to, f.times, f.amount, f.what))
               for f in findings)
        for findings in (one, other)
    ]  # fmt: skip
    return both[0] == both[1]
