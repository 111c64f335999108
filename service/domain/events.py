"""Common events of a round: who is invited, what they answered, and the figures (P10)."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from service.domain.languages import Language
from service.domain.meetings import Answer, Attendee, Meeting
from service.domain.pairs import PairRole
from service.domain.people import Person

TITLES: dict[str, dict[Language, str]] = {
    "kickoff": {"fi": "Aloitustilaisuus", "sv": "Öppningsmöte", "en": "Kick-off"},
    "orientation": {"fi": "Perehdytys", "sv": "Introduktion", "en": "Orientation"},
    "halfway": {"fi": "Puolivälin tilaisuus", "sv": "Halvtidsträff", "en": "Half-way event"},
    "closing": {"fi": "Päätöstilaisuus", "sv": "Avslutning", "en": "Closing event"},
}
OTHER: dict[Language, str] = {"fi": "Tilaisuus", "sv": "Evenemang", "en": "Event"}
ABOUT: dict[Language, str] = {
    "fi": "Vastaa kutsuun kalenterissasi tai omin sanoin.",
    "sv": "Svara på inbjudan i din kalender eller med egna ord.",
    "en": "Answer the invitation in your calendar or in your own words.",
}
REMIND_BEFORE = timedelta(days=7)
REMIND_AFTER = timedelta(days=2)  # nobody is reminded of what they have only just got


@dataclass(frozen=True)
class Material:
    """What those get who were not at an event: a coordinator's words, and a link."""

    text: str = ""
    url: str = ""

    def __bool__(self) -> bool:
        """Return whether there is any."""
        return bool(self.text or self.url)


@dataclass(frozen=True)
class RoundEvent:
    """One event of a round; `starts_at` is aware, `roles` are whom it is for.

    `since` is the SEQUENCE from which on it has its present time.
    """

    id: int
    round_id: int
    kind: str
    starts_at: datetime
    minutes: int
    timezone: str
    roles: tuple[str, ...]
    place: str
    url: str
    created_at: datetime
    sequence: int = 0
    since: int = 0
    cancelled_at: datetime | None = None
    material: Material = Material()

    @property
    def ends_at(self) -> datetime:
        """Return when it ends."""
        return self.starts_at + timedelta(minutes=self.minutes)

    def uid(self, mail_domain: str) -> str:
        """Return the UID of its calendar event."""
        return f"e{self.id}@{mail_domain}"

    def title(self, language: Language) -> str:
        """Return what it is called."""
        return TITLES.get(self.kind, OTHER)[language]


@dataclass(frozen=True)
class EventGuest:
    """One person invited to an event, and the last answer applied (contracts/calendar.md C6)."""

    event_id: int
    person: Person
    role: PairRole
    invited_at: datetime
    answer: Answer = "needs_action"
    sequence: int | None = None
    stamped_at: datetime | None = None
    attended: bool | None = None
    material_at: datetime | None = None

    @property
    def is_absent(self) -> bool:
        """Return whether someone was not there, as a coordinator noted, else as they answered."""
        return self.answer != "accepted" if self.attended is None else not self.attended


@dataclass(frozen=True)
class Figures:
    """How the invited have answered; the last four sum to the first."""

    invited: int
    accepted: int
    declined: int
    tentative: int
    unanswered: int


def figures(guests: Sequence[EventGuest]) -> Figures:
    """Return how many were invited to an event and what they said."""
    said = Counter(guest.answer for guest in guests)
    return Figures(
        invited=len(guests),
        accepted=said["accepted"],
        declined=said["declined"],
        tentative=said["tentative"],
        unanswered=said["needs_action"],
    )


def as_meeting(event: RoundEvent, guest: EventGuest, mail_domain: str) -> Meeting:
    """Return an event as one guest's meeting, so that the rules of answers hold for both."""
    attendee = Attendee(
        guest.person,
        guest.role,
        answer=guest.answer,
        sequence=guest.sequence,
        stamped_at=guest.stamped_at,
    )
    return Meeting(
        id=event.id,
        pair_id=0,
        number=1,
        of=1,
        starts_at=event.starts_at,
        minutes=event.minutes,
        timezone=event.timezone,
        place=event.place,
        url=event.url,
        attendees=(attendee,),
        own_uid=event.uid(mail_domain),
        state="cancelled" if event.cancelled_at else "planned",
        sequence=event.sequence,
        since=event.since,
    )


def moved(event: RoundEvent, starts_at: datetime, minutes: int) -> RoundEvent:
    """Return an event at a new time: everyone is asked anew (RFC 5546 §3.2.2)."""
    raised = event.sequence + 1
    return replace(event, starts_at=starts_at, minutes=minutes, sequence=raised, since=raised)


def relocated(event: RoundEvent, place: str, url: str) -> RoundEvent:
    """Return an event in another place or behind another link; answers hold (I5)."""
    raised = event.sequence + int(place != event.place)
    return replace(event, place=place, url=url, sequence=raised)


def called_off(event: RoundEvent, now: datetime) -> RoundEvent:
    """Return an event that will not be; its UID is never used again."""
    return replace(event, cancelled_at=now, sequence=event.sequence + 1)


def is_time_to_remind(event: RoundEvent, guest: EventGuest, now: datetime) -> bool:
    """Return whether someone who has not answered should be asked, once, in the last week."""
    if guest.answer != "needs_action" or event.starts_at <= now:
        return False
    near = event.starts_at - now <= REMIND_BEFORE
    return near and now - guest.invited_at >= REMIND_AFTER
