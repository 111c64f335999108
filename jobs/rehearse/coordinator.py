"""What the rehearsal's coordinator does, on working mornings when not away (P34)."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from pathlib import Path

import service
from jobs.demo import forms_filled, on_pages
from jobs.demo.house import COORDINATOR, COORDINATOR_NAME
from jobs.demo.people import Couple, spares
from jobs.rehearse.characters import Cast
from jobs.rehearse.play import Deed, Play
from service import store
from service.actions import applicants, applications, claims, coordinators, pairs, tray
from service.domain.errors import Refused
from service.domain.rounds import Round
from service.hours import HELSINKI, is_working_day
from service.rounds_file import round_from_toml

EXAMPLE = Path(service.__file__).parent / "examples" / "humak.toml"
BEGINS, ENDS = date(2026, 11, 1), date(2027, 10, 31)  # the year that is played
OPENS, CLOSES = date(2026, 11, 2), date(2027, 1, 17)  # applying
PAIRED_ON = date(2027, 1, 20)
ANSWERED_ON = date(2027, 1, 22)  # those without a pair
WORKS_AT = time(9, 30)
WAITS_FOR = timedelta(days=40)


@dataclass(frozen=True)
class Away:
    """Days on which no coordinator does anything, the last one included."""

    first: date
    last: date

    def covers(self, on: date) -> bool:
        """Return whether a day is one of them."""
        return self.first <= on <= self.last


def prepare(db: store.Database, at: datetime) -> Round:
    """Keep the round that is played, and its coordinator."""
    season = round_from_toml(EXAMPLE.read_text("utf-8"))
    coordinators.add(db, COORDINATOR, COORDINATOR_NAME, "fi")
    with store.transaction(db):
        return store.rounds.add(db, replace(season, opens=OPENS, closes=CLOSES))


def note_all(play: Play, away: Away | None) -> None:
    """Note in the diary who applies when, and what the coordinator does on which day.

    The timetable looks at the same moments whether they are there or not.
    """
    for number, couple in enumerate([*(cast.couple for cast in play.casts), *spares()]):
        for email in (couple.mentor.email, couple.actors[0].email):
            days = play.chance(f"applies:{email}").randrange((CLOSES - OPENS).days)
            hour = 8 + (number + days) % 13
            moment = datetime.combine(OPENS + timedelta(days), time(hour, 20), HELSINKI)
            play.diary.note(moment, Deed(f"apply {email}"))
    day = BEGINS
    while day <= ENDS:
        moment = datetime.combine(day, WORKS_AT, HELSINKI)
        if is_working_day(moment):
            is_away = away is not None and away.covers(day)
            play.diary.note(moment, Deed("look" if is_away else "work"))
        day += timedelta(days=1)


def work(play: Play, at: datetime) -> None:
    """Do a coordinator's morning: pairs and answers on their days, plans, claims, the tray."""
    today = at.astimezone(HELSINKI).date()
    if today == PAIRED_ON:
        _pair(play, play.casts)
        pairs.publish(play.db, play.site, play.season, at)
    if today == ANSWERED_ON:
        _answer(play, at)
    on_pages.approve_plans(play.db, play.site, at)
    _decide_claims(play, at)
    _empty_tray(play, at)


def apply(play: Play, email: str, at: datetime) -> None:
    """Let someone send the form."""
    for couple in [*(cast.couple for cast in play.casts), *spares()]:
        if email in (couple.mentor.email, couple.actors[0].email):
            filled = _form(couple, email)
            application = filled(couple, play.season)
            applications.receive(play.db, play.site, play.season, application, at)


def _form(couple: Couple, email: str):  # type: ignore[no-untyped-def]
    return forms_filled.of_mentor if email == couple.mentor.email else forms_filled.of_actors


def _pair(play: Play, casts: Sequence[Cast]) -> None:
    for cast in casts:
        couple = cast.couple
        with suppress(Refused):  # whoever has not confirmed gets no pair
            pairs.make(play.db, play.season, couple.mentor.email, [couple.actors[0].email])


def _answer(play: Play, at: datetime) -> None:
    """Tell the actors without a pair no, and let the mentors wait."""
    made = store.applications.of_round(play.db, play.season.id)
    without = [one for one in made if not applicants.is_paired(play.db, one)]
    until = (at + WAITS_FOR).date()
    for told, chosen in (
        (("waiting", until), [one for one in without if one.role == "mentor"]),
        (("declined", None), [one for one in without if one.role != "mentor"]),
    ):
        applicants.answer(play.db, play.site, chosen, told, COORDINATOR, at)  # type: ignore[arg-type]


def _decide_claims(play: Play, at: datetime) -> None:
    by = _coordinator(play)
    for claim in store.claims.waiting(play.db):
        if claim.cents and claim.iban:
            with suppress(Refused):
                claims.approve(play.db, play.site, claim.id, "", by, at)
    approved = [one.id for one in store.claims.every(play.db) if one.state == "approved"]
    if at.astimezone(HELSINKI).weekday() == 4:
        claims.pay(play.db, play.site, approved, by, at)


def _empty_tray(play: Play, at: datetime) -> None:
    """Read what waits; every matter is seen to outside the program."""
    for mail in store.tray.every(play.db):
        tray.settle(play.db, play.site, mail.id, "done", _coordinator(play), at)


def _coordinator(play: Play) -> store.coordinators.Coordinator:
    found = store.coordinators.find(play.db, COORDINATOR)
    if found is None:
        raise LookupError("the rehearsal has no coordinator")
    return found
