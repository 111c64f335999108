"""A pair's path: agreement, series, a meeting with its expense from plan to paid, on real mail."""

import csv
from collections.abc import Iterator
from datetime import date
from io import StringIO
from pathlib import Path

import pytest

from service import store
from service.actions import applications, pairs
from service.domain.applications import Member
from service.domain.languages import Language
from service.domain.rounds import Event
from tests.paying import JPEG, PDF
from tests.programme import a_round, an_application, at
from tests.stories import visitor
from tests.stories.ending import (
    assert_every_mail_settled,
    assert_languages,
    assert_no_letter_twice,
    meetings_by_writer,
    person,
)
from tests.stories.town import Town, calendar_of, link_in, papers_of, text_of, town, unfolded
from tests.stories.visitor import Page

ALICE, EETU = "alice.mentor@example.org", "eetu.aktor@example.org"
LIISA, SAMI = "liisa.mentor@example.org", "sami.kontakt@example.org"  # Sami speaks for the team
ANNA, ELIAS = "anna@example.org", "elias@example.org"
LANGUAGE: dict[str, Language] = {
    ALICE: "sv", EETU: "fi", LIISA: "en", SAMI: "fi", ANNA: "fi", ELIAS: "fi"
}  # fmt: skip
BEGINNING = at("2026-02-05 09:00")  # a Thursday
DESK = "/koordinaattori/kulut"
IBAN = "FI21 1234 5600 0007 85"


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Town]:
    with town(tmp_path / "data", BEGINNING) as found:
        yield found


def test_a_pairs_path_from_agreement_to_money(place: Town) -> None:
    two_pairs_are_introduced(place)
    the_team_books_its_series(place)
    the_agreement_is_asked_for_on_the_kick_off_day(place)
    the_pair_writes_its_agreement(place)
    both_approve(place)
    one_changes_it_and_both_approve_again(place)
    the_team_tells_who_was_there(place)
    desk = a_coordinators_desk(place)
    desk = the_plan_is_approved(place, desk)
    the_meeting_is_held_and_its_costs_are_claimed(place)
    the_claim_is_paid(place, desk)
    assert meetings_by_writer(place) == EXPECTED
    assert_every_mail_settled(place)
    assert_no_letter_twice(place)
    assert_languages(place, LANGUAGE)


def two_pairs_are_introduced(place: Town) -> None:
    """Pair them without the form and the confirming letters, which another story tells."""
    db, site = place.db, place.settings.need_site()
    dates = {
        "opens": date(2026, 1, 1),
        "closes": date(2026, 2, 28),
        "starts": date(2026, 2, 4),
        "ends": date(2026, 6, 30),
    }
    kickoff = Event("kickoff", at("2026-02-11 17:00"), 90, ("mentor", "actor"), "Kirjasto")
    season = store.rounds.add(db, a_round(**dates, events=(kickoff,)))
    members = (Member("Anna Salo", ANNA), Member("Elias Berg", ELIAS))
    team = {"answers": {"team_name": "Kajo"}, "members": members}
    for form in (
        an_application("mentor", "Alice Lind", ALICE, "sv"),
        an_application("actor", "Eetu Koski", EETU, "fi"),
        an_application("mentor", "Liisa Holm", LIISA, "en"),
        an_application("team", "Sami Laine", SAMI, "fi", **team),
    ):
        kept = applications.receive(db, site, season, form, BEGINNING)
        applications.confirm(db, site, kept.person_id, season.id, BEGINNING)
    pairs.make(db, season, ALICE, [EETU])
    pairs.make(db, season, LIISA, [SAMI])
    pairs.publish(db, site, season, BEGINNING)
    place.turn_to(at("2026-02-05 10:00"))


def the_team_books_its_series(place: Town) -> None:
    sentence = "joka kuun toinen tiistai klo 17, 5 kertaa"
    place.answer(place.latest(SAMI, "Mentori löytyi"), sentence)
    for address, begins in ((LIISA, "Invitation: mentoring"), (ELIAS, "Kutsu: Mentorointi")):
        series = [place.latest(address, f"{begins} {n}/5") for n in range(1, 6)]
        uids = [line for mail in series for line in unfolded(calendar_of(mail)) if "UID:" in line]
        assert uids == [f"UID:m{number}@oksa.example.org" for number in range(1, 6)]


def the_agreement_is_asked_for_on_the_kick_off_day(place: Town) -> None:
    place.turn_to(at("2026-02-10 08:05"))
    assert not [mail for mail in place.mailbox(EETU) if "sopimus" in str(mail["Subject"])]
    place.turn_to(at("2026-02-11 08:05"))
    for address, subject in (
        (EETU, "Tehkää mentorointisopimus"),
        (ALICE, "Gör ert mentorskapsavtal"),
    ):  # the team has had its two prompts of these seven days (P21): its turn comes later
        assert "/s/" in text_of(place.latest(address, subject))


def the_pair_writes_its_agreement(place: Town) -> None:
    page = visitor.visit(link_in(place.latest(EETU, "Tehkää"), "/s/"))
    for point, said in {
        "goals": {"goals": "Löytää suunta festivaalialalla."},
        "frequency": {"frequency": "monthly", "dates": "ti 24.2. ja 24.3. klo 17"},
        "length": {"minutes": "60"},
        "place": {
            "place": "in_person",
            "expense_meeting": "1",
            "expense_kind": "transport",
            "expense_estimate": "24",
        },
    }.items():
        page = page.send(said, "save", f"#{point} form")
    mine = visitor.visit(link_in(place.latest(ALICE, "Gör ert"), "/s/"))
    assert "4/8" in mine.text()
    mine.send({"topics_words": "Nätverk"}, "save", "#topics form")


def both_approve(place: Town) -> None:
    page = visitor.visit(link_in(place.latest(EETU, "Tehkää"), "/s/"))
    page = page.send({}, "oral", "main form").send({}, "approve", "main form")
    place.settle()
    place.answer(place.latest(ALICE, "Godkänner du mentorskapsavtalet?"), "jag godkänner")
    assert "Molemmat ovat hyväksyneet" in page.go(page.url).text()
    assert_both_have_the_paper(place, version=1)
    assert place.latest(ALICE, "Inbjudan: Mentorskap 2/4")


def one_changes_it_and_both_approve_again(place: Town) -> None:
    page = visitor.visit(link_in(place.latest(EETU, "Tehkää"), "/s/"))
    page.send({"goals": "Löytää suunta ja rohkeus hakea töitä."}, "save", "#goals form")
    place.turn_to(at("2026-02-11 08:40"))
    changed = place.latest(EETU, "Sopimusta muutettiin")
    page = visitor.visit(link_in(changed, "/s/")).send({}, "approve", "main form")
    place.settle()
    place.answer(place.latest(ALICE, "Avtalet ändrades"), "jag godkänner")
    assert_both_have_the_paper(place, version=2)
    assert "rohkeus" in text_of(place.latest(ALICE, "Ert mentorskapsavtal är klart"))


def assert_both_have_the_paper(place: Town, version: int) -> None:
    for address, subject in (
        (EETU, "Mentorointisopimuksenne on valmis"),
        (ALICE, "Ert mentorskapsavtal är klart"),
    ):
        copies = [mail for mail in place.mailbox(address) if str(mail["Subject"]) == subject]
        assert len(copies) == version
        (paper,) = papers_of(copies[-1])
        assert paper.startswith(b"%PDF-")


def the_team_tells_who_was_there(place: Town) -> None:
    place.turn_to(at("2026-02-13 08:05"))  # two prompts in seven days: it waits till then (P21)
    asked = place.latest(SAMI, "Tapasitteko ti 10.2.")
    place.answer(asked, "Tavattiin, kaikki paitsi Anna, 1,5 h")
    assert "Anna" in text_of(place.latest(SAMI, "Kirjattu"))


def a_coordinators_desk(place: Town) -> Page:
    link = place.oksa("coordinator", "add", "minna@example.org", "--name", "Minna Mallinen")["link"]
    go = visitor.browser()
    home = go(link).send({}, "", "main form")
    assert home.url == f"{place.web}/koordinaattori"
    return go(place.web + DESK)


def the_plan_is_approved(place: Town, desk: Page) -> Page:
    assert "julkinen liikenne, arvio 24,00 €" in desk.text()
    desk = desk.send({}, "approve", f"form[action^='{DESK}/suunnitelmat/1']")
    place.settle()
    assert "träff 1/4" in text_of(place.latest(ALICE, "Kostnadsplanen godkänd"))
    return desk


def the_meeting_is_held_and_its_costs_are_claimed(place: Town) -> None:
    place.turn_to(at("2026-02-25 08:05"))
    place.answer(place.latest(EETU, "Tapasitteko ti 24.2."), "Joo tavattiin, puoltoista tuntia")
    place.turn_to(at("2026-02-25 09:00"))
    asked = place.latest(ALICE, "Kostnader för träffen")
    place.answer(asked, "Tågbiljetter 23,40 €", ("kvitto.jpg", JPEG))
    received = place.latest(ALICE, "Ersättning noterad: 23,40 €")
    form = visitor.visit(link_in(received, "/k/"))
    told = form.send(
        {"route": "Åbo–Tammerfors–Åbo", "iban": IBAN, "holder": "Alice Lind", "declare": "y"},
        "",
        "main form",
        {"receipts": ("retur.pdf", PDF)},
    )
    assert "FI•• … ••85, Alice Lind" in told.text()
    place.settle()


def the_claim_is_paid(place: Town, desk: Page) -> None:
    desk = desk.go(place.web + DESK)
    assert "Suunnitelman mukainen" in desk.text()
    desk = desk.send({}, "approve", f"form[action^='{DESK}/1?']")
    sheet = desk.send({}, "csv", f"form[action^='{DESK}/vienti']").html
    head, row = csv.reader(StringIO(sheet.removeprefix("\ufeff")), delimiter=";")
    assert len(head) == len(row)
    assert (row[0], row[2], row[3], row[9]) == ("K1", "Alice Lind", IBAN.replace(" ", ""), "23,40")
    desk = desk.go(place.web + DESK).send({}, "pay", f"form[action^='{DESK}/maksettu']")
    assert "K1: 23,40 €" in desk.text()
    place.turn_to(at("2026-02-26 09:00"))
    told = [str(mail["Subject"]) for mail in place.mailbox(ALICE)]
    assert told.count("Ersättning betald: 23,40 €") == 1


def meeting(pair: int, number: int, starts_at: str, **changes: object) -> dict[str, object]:
    """Return a planned meeting of a pair as `oksa meetings --json` shows it."""
    mentor, actors = {1: (ALICE, (EETU,)), 2: (LIISA, (SAMI, ANNA, ELIAS))}[pair]
    return {
        "pair": pair,
        "number": number,
        "of": {1: 4, 2: 5}[pair],
        "sequence": 0,
        "starts_at": starts_at,
        "minutes": 90,
        "place": "",
        "state": "planned",
        "held_on": None,
        "people": [
            person(mentor, "mentor", "needs_action", None),
            *(person(actor, "actor", "needs_action", None) for actor in actors),
        ],
        "because": None,
        **changes,
    }


HELD_BY_TEAM: dict[str, object] = {
    "state": "held",
    "held_on": "2026-02-10",
    "people": [
        person(LIISA, "mentor", "needs_action", True),
        person(SAMI, "actor", "needs_action", True),
        person(ANNA, "actor", "needs_action", False),
        person(ELIAS, "actor", "needs_action", True),
    ],
}
HELD_BY_PAIR: dict[str, object] = {
    "state": "held",
    "held_on": "2026-02-24",
    "minutes": 90,
    "people": [
        person(ALICE, "mentor", "needs_action", True),
        person(EETU, "actor", "needs_action", True),
    ],
}
SERIES: dict[str, object] = {"because": SAMI}
AGREED: dict[str, object] = {"minutes": 60}
EXPECTED = [
    {**one, "uid": f"m{number}@oksa.example.org"}
    for number, one in (
        (6, meeting(1, 1, "2026-02-24T17:00:00+02:00", because=EETU, **HELD_BY_PAIR)),
        (7, meeting(1, 2, "2026-03-24T17:00:00+02:00", **AGREED)),
        (1, meeting(2, 1, "2026-02-10T17:00:00+02:00", **SERIES, **HELD_BY_TEAM)),
        (2, meeting(2, 2, "2026-03-10T17:00:00+02:00", **SERIES)),
        (3, meeting(2, 3, "2026-04-14T17:00:00+03:00", **SERIES)),
        (4, meeting(2, 4, "2026-05-12T17:00:00+03:00", **SERIES)),
        (5, meeting(2, 5, "2026-06-09T17:00:00+03:00", **SERIES)),
    )
]
