"""Every letter with invented values, to be read before people get them (`oksa letters`).

The list of kinds here is the catalogue: each with all the values that its texts may use.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from service.domain.events import RoundEvent
from service.domain.invitations import Guest, Invitation, Mailbox, Method
from service.domain.languages import LANGUAGES, Language
from service.domain.letters import Draft, Matter
from service.domain.pairs import Pair
from service.domain.people import Person
from service.domain.plans import example
from service.domain.rounds import Text
from service.domain.site import Site
from service.mail import (
    addresses,
    letters,
    sample_agreements,
    sample_calendars,
    sample_claims,
    sample_desk,
    sample_digests,
    sample_feedback,
    sample_people,
    sample_preparation,
    sample_seats,
    sample_wishes,
)
from service.mail.answers import labelled
from service.mail.sample_people import STARTS_AT

PROGRAMME: Text = {
    "fi": "Mallikorkeakoulun mentorointiohjelma",
    "sv": "Modellhögskolans mentorprogram",
    "en": "Example University mentoring",
}
LATER = datetime(2027, 4, 15, 13, 0, tzinfo=UTC)
HOLIDAY = datetime(2027, 3, 29, 14, 0, tzinfo=UTC)
CLOSES = date(2027, 1, 31)

METHODS: Mapping[str, Method] = {
    "invitation_cancelled": "CANCEL",
    "event_cancelled": "CANCEL",
    "proposal": "DECLINECOUNTER",
    "proposal_declined": "DECLINECOUNTER",
}

Words = Mapping[str, object]
_HELD: dict[str, object] = {"kind": "held", "on": date(2027, 3, 16), "minutes": 90, "missing": []}
_FACTS: list[dict[str, object]] = [
    _HELD,
    {**_HELD, "missing": ["Mira", "Otso"]},
    {"kind": "not_held"},
    {"kind": "booked", "times": [STARTS_AT, LATER], "invited": 2},
    {"kind": "moved", "to": LATER},
    {"kind": "proposed", "to": LATER},
    {"kind": "accepted"},
    {"kind": "declined"},
    {"kind": "tentative"},
    {"kind": "event_accepted", "title": "Kick-off", "at": LATER},
    {"kind": "event_declined", "title": "Kick-off", "at": LATER},
    {"kind": "event_tentative", "title": "Kick-off", "at": LATER},
    {"kind": "cancelled"},
    {"kind": "undone"},
    {"kind": "withdrawn", "time": LATER},
    {"kind": "refused", "time": LATER},
    {"kind": "moved_open"},
    {"kind": "agreed", "version": 2, "waiting_for": "Anna Mallinen"},
    {"kind": "agreed", "version": 2, "waiting_for": ""},
    {"kind": "answer_noted"},
    {"kind": "booked", "times": [HOLIDAY, LATER], "minutes": 60, "invited": 2},
    {"kind": "moved", "to": HOLIDAY},
    {"kind": "passed_on"},
    {"kind": "left_team"},
    {"kind": "feedback_noted", "of": "closing", "contact": False},
    {"kind": "feedback_noted", "of": "midway", "contact": True},
    *sample_seats.FACTS,
    {"kind": "comeback", "capacity": 2},
    {"kind": "comeback", "capacity": 0},
]


def samples(site: Site, now: datetime) -> Iterator[tuple[str, bytes]]:
    """Yield every letter in three languages, each with a name that can be a file's."""
    for language in LANGUAGES:
        for name, draft in drafts(site, language, now):
            yield f"{name}.{language}", letters.write(draft, site, now).raw


def drafts(site: Site, language: Language, now: datetime) -> Iterator[tuple[str, Draft]]:
    """Yield a draft of every kind, and of the kinds that change with their values several."""
    for pair in (
        sample_people.pair(language),
        sample_people.team(language),
        sample_people.long_names(language),
        sample_people.odd_names(language),
    ):
        suffix = {1: "", 2: "-team", 3: "-long", 4: "-odd"}[pair.id]
        for kind, to, words in _letters_of(pair, site, now):
            yield f"{kind}{suffix}", _draft(kind.partition("-")[0], to, pair, words, site, now)
    pair = sample_people.pair(language)
    team = sample_people.team(language)
    for name, to, words in [
        *_before_pairing(pair, site),
        *_echoes(pair),
        *_questions(pair),
        *sample_preparation.preparation(pair),
        *sample_preparation.preparation(team),
        *sample_preparation.teams(team, site, PROGRAMME),
        *sample_preparation.doubts(pair),
        *sample_claims.claims(pair, site),
        *sample_desk.desk(pair, team),
        *sample_digests.digests(pair, PROGRAMME),
        *sample_feedback.feedback(pair, site),
        *sample_feedback.feedback(team, site),
        *sample_agreements.agreements(pair, site),
        *sample_agreements.agreements(team, site),
        *sample_calendars.calendars(pair),
        *sample_calendars.calendars(team),
        *sample_wishes.wishes(pair, team),
        *sample_seats.seats(pair),
        *sample_seats.seats(team),
    ]:
        yield name, _draft(name.partition("-")[0], to, pair, words, site, now)


def _draft(kind: str, to: Person, pair: Pair, words: Words, site: Site, now: datetime) -> Draft:
    draft = Draft(kind, to, Matter("meeting", 7), f"{kind}:7:{to.id}", PROGRAMME, words)
    if kind == "agreement_copy":
        return replace(draft, attachments=(sample_agreements.paper(to, pair, PROGRAMME),))
    if kind == "certificate":
        return replace(draft, attachments=(sample_feedback.paper(to, words, PROGRAMME),))
    if kind == "own_event_accepted":
        return replace(draft, invitation=sample_calendars.acceptance(draft, pair, site, now))
    declines = kind == "proposal_declined" or words.get("instead")
    if not (
        declines or kind.startswith(("invitation", "event_invitation", "event_moved", "event_c"))
    ):
        return draft
    return replace(draft, invitation=_invitation(draft, pair, site, now))


def _before_pairing(pair: Pair, site: Site) -> Iterator[tuple[str, Person, Words]]:
    link = f"{site.base_url}/h/aabcdefghijklmnopqrstuvwxyz"
    applicant = pair.contact
    receipt: Words = {"reference": "K27-4F7Q", "link": link, "closes": CLOSES, "may_change": True}
    yield "receipt", replace(applicant, name=""), receipt
    yield "receipt_reminder", replace(applicant, name=""), receipt
    for application in (
        sample_people.mentors_application(pair.mentor),
        sample_people.teams_application(applicant),
    ):
        copy: Words = {
            **receipt,
            "answers": labelled(application, applicant.language),
            "replaced": application.role == "team",
            "role": application.role,
        }
        to = pair.mentor if application.role == "mentor" else applicant
        yield f"application_copy-{application.role}", to, copy
    team = {"contact": applicant.name, "team_name": "Kajo"}
    yield "team_member", pair.mentor, team
    yield "team_member-own_mentor", pair.mentor, {**team, "team_name": "", "mentor": "Kaisa Kivi"}
    name = PROGRAMME[applicant.language]
    haku = f"{site.base_url}/haku/{applicant.language}"
    yield "round_opens", applicant, {"name": name, "link": haku, "closes": CLOSES}
    sign_in = f"{site.base_url}/koordinaattori/aabcdefghijklmnopqrstuvwxyz"
    yield "sign_in", pair.mentor, {"link": sign_in, "minutes_valid": 15}
    yield "paused", applicant, {}


def _letters_of(pair: Pair, site: Site, now: datetime) -> Iterator[tuple[str, Person, Words]]:
    meeting, mentor, actor = sample_people.meeting_of(pair), pair.mentor, pair.contact
    shown = example(actor.language, meeting.timezone, 4, now)
    seen_by_mentor: Words = {"meeting": meeting, "pair": pair, "other": pair.other_side(mentor)}
    seen: Words = {"meeting": meeting, "pair": pair, "other": mentor.name, "example": shown}
    plan = {"meetings": 4, "minutes": 90}
    to_mentor = sample_people.introduction(sample_people.teams_application(actor), mentor)
    to_actor = sample_people.introduction(sample_people.mentors_application(mentor), actor)
    yield "pair_intro_mentor", mentor, {
        **seen_by_mentor, **plan, "about": to_mentor, "contact_email": actor.email,
    }  # fmt: skip
    yield "pair_intro_actor", actor, {
        **seen, **plan, "about": to_actor, "contact_email": mentor.email,
    }  # fmt: skip
    if pair.is_team:
        member = pair.actors[1]
        yield "team_intro", member, {"mentor": mentor.name, "contact": actor.name, "pair": pair}
    yield "when_will_you_meet", actor, {
        **seen, "number": meeting.number, "of": meeting.of, "turn": 1, "of_turns": 2,
    }  # fmt: skip
    yield "invitation", actor, {**seen, "before": None}
    yield "invitation_changed", actor, {**seen, "before": None}
    yield (
        "invitation_moved",
        mentor,
        {**seen_by_mentor, "before": STARTS_AT - timedelta(days=7), "back": True},
    )
    yield "invitation_cancelled", actor, {**seen, "before": None}
    link = f"{site.base_url}/t/aabcdefghijklmnopqrstuvwxyz"
    yield "did_you_meet", actor, {**seen, "link": link, "turn": 1, "of_turns": 2}
    times = {"proposed": LATER, "minutes": 60, "before": STARTS_AT, "turn": 1, "of_turns": 2}
    yield "proposal", actor, {**seen, **times, "instead": None}
    yield "proposal-instead", actor, {**seen, **times, "instead": LATER + timedelta(days=1)}
    yield from (
        ("proposal_declined", mentor, {**seen_by_mentor, **times}),
        ("proposal_withdrawn", actor, {**seen, **times}),
    )
    yield "other_declined", actor, seen
    yield "disputed", mentor, seen_by_mentor


def _echoes(pair: Pair) -> Iterator[tuple[str, Person, Words]]:
    for number, fact in enumerate(_FACTS):
        meeting = sample_people.meeting_of(pair)
        yield f"understood-{number}", pair.contact, {"meeting": meeting, "facts": [fact]}
        yield f"understood-{number}-alone", pair.contact, {"meeting": None, "facts": [fact]}
    several = [_HELD, _FACTS[3]]
    yield (
        "understood-several",
        pair.contact,
        {"meeting": sample_people.meeting_of(pair), "facts": several},
    )


def _questions(pair: Pair) -> Iterator[tuple[str, Person, Words]]:
    meeting, actor = sample_people.meeting_of(pair), pair.contact
    for about in (
        "attendance", "invitation", "times", "proposal", "preparation", "seat_check", "seat",
        "offer", "numbers", "other",
    ):  # fmt: skip
        asked = {"about": about, "why": ""}
        yield f"not_understood-{about}", actor, {"meeting": meeting, **asked}
        yield f"not_understood-{about}-alone", actor, {"meeting": None, **asked}
    for reason in ("declined", "cancelled", "not_held", "moved_open"):
        shown = example(actor.language, meeting.timezone, 1, STARTS_AT)
        words = {"meeting": meeting, "other": pair.mentor.name, "example": shown}
        yield f"new_time-{reason}", actor, {**words, "reason": reason}
    yield "confirm_sender", actor, {"meeting": meeting}
    yield "confirm_sender-alone", actor, {"meeting": None}


def _invitation(draft: Draft, pair: Pair, site: Site, now: datetime) -> Invitation:
    meeting, to = sample_people.meeting_of(pair), draft.to
    reply_to = addresses.address(site, addresses.token(site, "reply", draft.about, to.id))
    event = draft.words.get("event")
    named = [to] if pair.is_team or event else list(pair.people)
    return Invitation(
        uid=meeting.uid(site.mail_domain),
        sequence=0 if draft.kind == "invitation" else 1,
        method=METHODS.get(draft.kind, "REQUEST"),
        starts_at=event.starts_at if isinstance(event, RoundEvent) else meeting.starts_at,
        minutes=event.minutes if isinstance(event, RoundEvent) else meeting.minutes,
        timezone=meeting.timezone,
        number=meeting.number,
        of=meeting.of,
        language=to.language,
        organizer=Mailbox(draft.programme[to.language], reply_to),
        to=Mailbox(to.name, to.email),
        attendees=tuple(Guest(one.name, one.email) for one in named),
        created_at=now,
        stamped_at=now,
        place=meeting.place,
        url=meeting.url,
        title=str(draft.words.get("title", "")),
        about=str(draft.words.get("about", "")),
    )
