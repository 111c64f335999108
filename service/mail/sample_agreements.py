"""The sample letters about an agreement: empty, half written, full, and longer than a letter."""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime

from service.domain.agreement_words import Told, told
from service.domain.agreements import POINTS, Point, PointName
from service.domain.languages import Language
from service.domain.letters import Attachment
from service.domain.pairs import Pair
from service.domain.people import Person
from service.domain.rounds import Text
from service.domain.site import Site
from service.mail import pdf
from service.mail.agreements import shown

THEMES: tuple[Text, ...] = ({"fi": "verkostot", "sv": "nätverk", "en": "networks"},)
APPROVED_AT = datetime(2027, 2, 15, 10, 0, tzinfo=UTC)
FULL: Mapping[PointName, Point] = {
    "goals": Point("goals", {"goals": "Löydän gradulle aiheen\nUskallan hakea töitä"}),
    "topics": Point("topics", {"topics": "verkostot\nfreelancerin arki", "off_limits": "perhe"}),
    "confidentiality": Point("confidentiality", {"confidentiality": "between_us\nmay_tell"}),
    "frequency": Point(
        "frequency", {"frequency": "monthly", "dates": "ti 9.2., 9.3., 13.4. ja 11.5. klo 17"}
    ),
    "length": Point("length", {"minutes": "90"}),
    "place": Point(
        "place",
        {
            "place": "by_turns",
            "cancelling": "day_before",
            "costs": "own",
            "expense_meeting": "3",
            "expense_kind": "transport",
            "expense_estimate": "2400",
        },
    ),
    "preparation": Point("preparation", oral=True),
}
LONG: Mapping[PointName, Point] = {
    name: Point(name, dict.fromkeys(fields, "Öljyä, ääntä ja pitkää pohdintaa. " * 30))
    for name, fields in POINTS.items()
}


def agreements(pair: Pair, site: Site) -> Iterator[tuple[str, Person, Mapping[str, object]]]:
    """Yield the letters about a pair's agreement, each with its kind as the name's beginning."""
    signer = pair.contact
    link = f"{site.base_url}/s/aabcdefghijklmnopqrstuvwxyz"
    named = {"link": link, "other": pair.other_side(signer), "approver": pair.mentor.name}
    team = "-team" if pair.is_team else ""
    for reason, points in (
        ("start", {}),
        ("other", FULL),
        ("changed_since", FULL),
        ("missing", {}),
        ("empty", {}),
    ):
        words = {**_text(points, signer.language), **named, "reason": reason}
        yield f"agreement-{reason}{team}", signer, words
    changed = {**named, "reason": "changed"}
    yield f"agreement_changed{team}", signer, {**_text(FULL, signer.language), **changed}
    yield f"agreement_changed-long{team}", signer, {**_text(LONG, signer.language), **changed}
    copy = {
        **_text(FULL, signer.language),
        "link": link,
        "approvals": [(one.name, APPROVED_AT) for one in (pair.mentor, signer)],
    }
    yield f"agreement_copy{team}", signer, {**copy, "signs": True}
    if pair.is_team:
        yield "agreement_copy-member", pair.actors[1], {**copy, "signs": False}


def paper(to: Person, pair: Pair, programme: Text) -> Attachment:
    """Return the PDF that goes with a copy."""
    return pdf.agreement(
        pdf.Paper(
            language=to.language,
            programme=programme[to.language],
            parties=[one.name for one in pair.people],
            version=2,
            points=_told(FULL, to.language),
            approvals=[(one.name, APPROVED_AT) for one in (pair.mentor, pair.contact)],
            agreed_at=APPROVED_AT,
            timezone="Europe/Helsinki",
        )
    )


def _text(points: Mapping[PointName, Point], language: Language) -> Mapping[str, object]:
    filled = sum(point.is_filled for point in points.values())
    return {"version": 2, "filled": filled, "points": shown(_told(points, language), language)}


def _told(points: Mapping[PointName, Point], language: Language) -> list[Told]:
    return told(points, THEMES, language)
