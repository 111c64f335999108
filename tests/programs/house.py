"""The service and a calendar program side by side, both living by the machine's own clock.

A program stamps its answers by that clock, so these meetings lie in the months to come.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from service import store
from service.actions import meetings, pairs
from service.domain.languages import Language
from service.domain.meetings import Meeting
from service.domain.pairs import Pair
from service.domain.people import Person
from service.store.inbox import Mail
from tests.calendars import PROVEN, whole
from tests.jobs.wait import until
from tests.programme import (
    HELSINKI,
    SITE,
    a_round,
    an_application,
    apply,
    receive,
    send_all,
)  # fmt: skip
from tests.programs import thunderbird
from tests.programs.thunderbird import Bar, Thunderbird
from tests.programs.thunderbird_profile import User
from tests.sink import Sink

ACTORS: dict[Language, tuple[str, str]] = {
    "sv": ("Eetu Koski", "eetu.aktor@example.org"),
    "fi": ("Ville Öhman", "ville.aktori@example.org"),
    "en": ("Sam Hill", "sam.actor@example.org"),
}
MENTOR = "mentor-{language}@example.org"


@dataclass(frozen=True)
class House:
    """A pair in each language, and a Thunderbird that has an account of some of the actors."""

    db: store.Database
    pairs: dict[Language, Pair]
    program: Thunderbird
    sink: Sink

    def book(self, language: Language, month: int) -> Meeting:
        """Book a meeting at 17 in Helsinki, on the next ninth of a month."""
        times = [(coming(month), None)]
        (meeting,) = meetings.book(self.db, SITE, self.pairs[language], times, None, now())
        return meeting

    def move(self, meeting: Meeting, month: int) -> None:
        """Move a meeting, as if the two had agreed on it."""
        meetings.shift(self.db, SITE, self.known(meeting), (coming(month), None), None, now())

    def call_off(self, meeting: Meeting) -> None:
        """Cancel a meeting."""
        meetings.call_off(self.db, SITE, self.known(meeting), None, now())

    def opened(self, meeting: Meeting, kind: str) -> Bar:
        """Open the latest letter of a kind to a meeting's actor; return what stands above it."""
        actor = self.actor(meeting)
        written = [one for one in whole(self.db, kind) if one.about.id == meeting.id]
        send_all(self.db, now())
        return self.program.open([one.raw for one in written if one.person_id == actor.id][-1])

    def pressed(self, button: str) -> Mail:
        """Press a button, and return where the mail that the program sends has ended."""
        return self.after(lambda: self.program.press(button))

    def after(self, act: Callable[[], None]) -> Mail:
        """Do something in the program, and return where the mail that it sends has ended.

        It agrees to whatever the program asks, a second after what was sent before: stamps
        tell no moment shorter than that. The university's server vouches for the sender.
        """
        before, second = len(self.sink.received), now()
        until(lambda: now() > second)
        act()
        until(lambda: self._has_sent(before))
        _, _, raw = self.sink.received[before]
        return receive(self.db, f"Authentication-Results: {PROVEN}\r\n".encode() + raw, now())

    def known(self, meeting: Meeting) -> Meeting:
        """Return a meeting as the service knows it by now."""
        return store.meetings.get(self.db, meeting.id)

    def answer(self, meeting: Meeting) -> str:
        """Return what the service knows of the actor's answer."""
        attendee = self.known(meeting).attendee(self.actor(meeting).id)
        return attendee.answer if attendee else ""

    def event(self, meeting: Meeting) -> tuple[str, str, str] | None:
        """Return the title, start and own answer that the program's calendar has, or None."""
        event = self.program.event(meeting.uid(SITE.mail_domain))
        if event is None:
            return None
        return event.title, event.starts_at, event.answers[self.actor(meeting).email]

    def _has_sent(self, before: int) -> bool:
        self.program.agree()
        return len(self.sink.received) > before

    def actor(self, meeting: Meeting) -> Person:
        """Return whose calendar the program is."""
        return store.pairs.get(self.db, meeting.pair_id).contact


@contextmanager
def running(folder: Path, language: str = "en-US", *of: Language) -> Iterator[House]:
    """Run a house whose Thunderbird speaks a language and is that of some of the actors."""
    db = store.connect(folder)
    paired = _pairs(db)
    emails = tuple(ACTORS[one][1] for one in of)
    user = User("Eetu Koski", emails, language)
    with Sink() as sink, thunderbird.running(folder, user, sink.port) as program:
        yield House(db, paired, program, sink)


def now() -> datetime:
    """Return the machine's own time, to the second, as calendars stamp it."""
    return datetime.now(UTC).replace(microsecond=0)


def coming(month: int) -> datetime:
    """Return 17 o'clock in Helsinki on a month's ninth, two to fourteen months from now."""
    soon = now() + timedelta(days=60)
    year = soon.year + ((month, 9) < (soon.month, soon.day))
    return datetime(year, month, 9, 17, tzinfo=HELSINKI)


def _pairs(db: store.Database) -> dict[Language, Pair]:
    """Return a pair of each language's actor, introduced by now."""
    opens, closes, starts, ends = (now().date() + timedelta(days=n) for n in (-9, 9, 19, 700))
    days = {"opens": opens, "closes": closes, "starts": starts, "ends": ends}
    season = store.rounds.add(db, a_round(meetings={"individual": 9, "group": 9}, **days))
    for language, (name, address) in ACTORS.items():
        mentor = MENTOR.format(language=language)
        apply(db, an_application("mentor", "Anna Mäkinen", mentor, "fi"), now())
        apply(db, an_application("actor", name, address, language), now())
        pairs.make(db, season, mentor, [address])
    published = pairs.publish(db, SITE, season, now())
    return {pair.contact.language: store.pairs.get(db, pair.id) for pair in published}
