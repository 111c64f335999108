"""Letters to those whom a form names: none is forgotten, and nobody is mailed again and again."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from jobs.tell_the_named import tell_the_named
from service import store
from service.actions import applications, named
from service.domain.applications import Application, Member
from tests.programme import NOW, SITE, a_round, an_application, apply, letters

VICTIM = Member("Viivi Uhri", "victim@example.org")
DAY = timedelta(days=1, minutes=1)


def a_team(number: int, members: Sequence[Member], **answers: str) -> Application:
    said = {"team_name": "Kajo", **answers}
    return an_application(
        "team", "Sami Laine", f"sami{number}@example.org", members=tuple(members), answers=said
    )


def named_by(db: store.Database, *teams: Application, now: datetime = NOW) -> None:
    for team in teams:
        apply(db, team, now)


def told(db: store.Database) -> list[str]:
    return [letter.to_address for kind in named.KINDS for letter in letters(db, kind)]


def test_a_hundred_teams_that_name_one_address_bring_one_letter_a_day_for_a_week(
    db: store.Database,
) -> None:
    store.rounds.add(db, a_round())
    own = [a_team(number, [VICTIM]) for number in range(50)]
    asked = [a_team(number, [], own_mentor=f"V, {VICTIM.email}") for number in range(50, 100)]
    named_by(db, *own, *asked)
    assert told(db) == [VICTIM.email]
    first = tell_the_named(db, SITE, NOW + DAY)
    again = tell_the_named(db, SITE, NOW + DAY)
    assert (first, again) == (1, 0)
    for day in range(2, 30):
        tell_the_named(db, SITE, NOW + day * DAY)
    assert len(told(db)) <= 7
    assert store.applications.with_names_waiting(db) == []


def test_who_was_mailed_by_the_form_today_is_told_tomorrow(db: store.Database) -> None:
    season = store.rounds.add(db, a_round())
    applications.receive(db, SITE, season, an_application("actor", "V", VICTIM.email), NOW)
    named_by(db, a_team(1, [VICTIM]))
    assert told(db) == []
    assert tell_the_named(db, SITE, NOW + DAY) == 1


def test_one_address_cannot_mail_everybody_by_changing_its_team(db: store.Database) -> None:
    season = store.rounds.add(db, a_round())
    first = apply(db, a_team(1, [VICTIM]))
    for number in range(20):
        members = [Member("X", f"x{number}.{one}@example.org") for one in range(7)]
        changed = an_application(
            "team", "Sami Laine", first.email, members=tuple(members),
            reference=f"EDIT{number}", person_id=first.person_id,
        )  # fmt: skip
        applications.edit(db, SITE, season, changed, NOW)
    assert len(told(db)) == named.OF_ONE_A_DAY
    tell_the_named(db, SITE, NOW + DAY)  # those of the team as it now is, and no others
    assert told(db)[named.OF_ONE_A_DAY :] == [f"x19.{one}@example.org" for one in range(7)]


def test_all_together_have_a_limit_an_hour_and_the_rest_follow(db: store.Database) -> None:
    store.rounds.add(db, a_round())
    many = named.ALL_AN_HOUR // 6 + 1
    teams = [
        a_team(number, [Member("X", f"x{number}.{one}@example.org") for one in range(6)])
        for number in range(many)
    ]
    named_by(db, *teams)
    assert len(told(db)) == named.ALL_AN_HOUR
    assert tell_the_named(db, SITE, NOW + timedelta(minutes=59)) == 0
    assert tell_the_named(db, SITE, NOW + timedelta(minutes=61)) == 6
    assert len(set(told(db))) == many * 6


def test_who_is_named_at_night_and_must_wait_is_told_in_working_hours(db: store.Database) -> None:
    store.rounds.add(db, a_round())
    named_by(db, a_team(1, [VICTIM]), a_team(2, [VICTIM]))
    assert tell_the_named(db, SITE, NOW + DAY + timedelta(hours=12)) == 0
    assert tell_the_named(db, SITE, NOW + 2 * DAY) == 1
