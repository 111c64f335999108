"""Applying, confirming, replacing: what is kept, and what is mailed."""

from datetime import timedelta
from email import message_from_bytes, policy

import pytest

from service import store
from service.actions import applications
from service.domain.applications import Member
from service.domain.bounces import Bounce
from service.domain.errors import Refused
from tests.programme import (
    NOW,
    SITE,
    a_round,
    an_application,
    apply,
    at,
    letters,
)

LIISA = an_application("mentor", "Liisa Holm", "liisa@example.org", "sv")


def text_of(raw: bytes) -> str:
    body = message_from_bytes(raw, policy=policy.default).get_body(("plain",))
    assert body is not None
    return str(body.get_content())


def test_a_receipt_leaves_at_once_and_holds_no_word_of_the_form(db: store.Database) -> None:
    season = store.rounds.add(db, a_round())
    applications.receive(db, SITE, season, LIISA, NOW)
    (receipt,) = letters(db, "receipt")
    text = text_of(store.letters.get(db, receipt.id).raw)
    assert (receipt.language, receipt.due_at) == ("sv", NOW)
    assert LIISA.reference in text
    assert not [word for word in ("Liisa", "Holm", "kulttuuri", "suunta") if word in text]


def test_the_same_form_sent_twice_is_one_application(db: store.Database) -> None:
    season = store.rounds.add(db, a_round())
    first = applications.receive(db, SITE, season, LIISA, NOW)
    assert applications.receive(db, SITE, season, LIISA, NOW) == first
    assert len(letters(db, "receipt")) == 1


def test_a_thousand_forms_aimed_at_one_address_bring_one_mail(db: store.Database) -> None:
    season = store.rounds.add(db, a_round())
    for number in range(1000):
        form = an_application("mentor", "X", "victim@example.org", reference=f"R{number}")
        applications.receive(db, SITE, season, form, NOW + timedelta(seconds=number))
    assert len(letters(db, "receipt")) == 1
    assert letters(db, "application_copy") == []


def test_confirming_brings_the_copy_and_the_name(db: store.Database) -> None:
    store.rounds.add(db, a_round())
    confirmed = apply(db, LIISA)
    (copy,) = letters(db, "application_copy")
    assert confirmed.state == "confirmed"
    assert store.people.get(db, confirmed.person_id).name == "Liisa Holm"
    assert "löytää suunta" in text_of(store.letters.get(db, copy.id).raw)


def test_confirming_twice_confirms_once(db: store.Database) -> None:
    store.rounds.add(db, a_round())
    confirmed = apply(db, LIISA)
    assert applications.confirm(db, SITE, confirmed.person_id, 1, NOW) is None
    assert len(letters(db, "application_copy")) == 1


def test_a_second_application_replaces_the_first_only_once_confirmed(db: store.Database) -> None:
    season = store.rounds.add(db, a_round())
    first = apply(db, LIISA)
    second = an_application("actor", "Liisa H", "LIISA@example.org", reference="SECOND")
    kept = applications.receive(db, SITE, season, second, NOW)
    assert len(letters(db, "receipt")) == 2
    assert store.applications.confirmed(db, season.id, "liisa@example.org") == first
    applications.confirm(db, SITE, kept.person_id, season.id, NOW)
    found = store.applications.confirmed(db, season.id, "liisa@example.org")
    assert found is not None
    assert (found.reference, found.role) == ("SECOND", "actor")
    copy = letters(db, "application_copy")[-1]
    assert "korvasi" in text_of(store.letters.get(db, copy.id).raw)


def test_a_closed_round_takes_no_application(db: store.Database) -> None:
    season = store.rounds.add(db, a_round())
    for moment in (at("2026-12-31 23:59"), at("2027-02-01 00:00")):
        with pytest.raises(Refused):
            applications.receive(db, SITE, season, LIISA, moment)
    applications.receive(db, SITE, season, LIISA, at("2027-01-31 23:59"))


def test_an_edit_by_link_counts_at_once(db: store.Database) -> None:
    season = store.rounds.add(db, a_round())
    first = apply(db, LIISA)
    changed = an_application(
        "mentor", "Liisa Holm", "liisa@example.org", reference="EDIT", person_id=first.person_id
    )
    assert applications.edit(db, SITE, season, changed, NOW).state == "confirmed"
    assert len(store.applications.of_round(db, season.id)) == 1


def test_a_team_s_members_are_told_who_signed_them_up(db: store.Database) -> None:
    store.rounds.add(db, a_round())
    members = (Member("Maija Salo", "maija@example.org"),)
    apply(db, an_application("team", "Sami Laine", "sami@example.org", members=members))
    (told,) = letters(db, "team_member")
    assert told.to_address == "maija@example.org"
    assert "Sami Laine" in text_of(store.letters.get(db, told.id).raw)


def test_who_asked_to_be_told_is_told_once(db: store.Database) -> None:
    season = store.rounds.add(db, a_round())
    applications.tell_me(db, season, "odottaja@example.org", "fi", at("2026-12-01 10:00"))
    (waiting,) = store.applications.untold_interests(db, season.id)
    for _ in range(2):
        applications.tell_that_it_opened(db, SITE, season, season.id, waiting, NOW)
    assert [letter.to_address for letter in letters(db, "round_opens")] == ["odottaja@example.org"]


def test_all_addresses_together_get_so_many_receipts_an_hour(
    db: store.Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(applications, "RECEIPTS_AN_HOUR", 3)
    season = store.rounds.add(db, a_round())

    def applied(number: int, minutes: int) -> None:
        form = an_application("mentor", "Liisa Holm", f"liisa{number}@example.org")
        applications.receive(db, SITE, season, form, NOW + timedelta(minutes=minutes))

    for number in range(5):
        applied(number, 0)
    assert len(letters(db, "receipt")) == 3
    applied(5, 61)
    assert len(letters(db, "receipt")) == 4
    waits = store.applications.unconfirmed(db, submitted_before=NOW + timedelta(days=1))
    assert len(waits) == 6


def test_a_copy_after_the_deadline_offers_no_change(db: store.Database) -> None:
    season = store.rounds.add(db, a_round())
    kept = applications.receive(db, SITE, season, LIISA, NOW)
    after = at("2027-02-02 10:00")
    applications.remind(db, SITE, kept, after)
    applications.confirm(db, SITE, kept.person_id, season.id, after)
    for kind in ("receipt_reminder", "application_copy"):
        (letter,) = letters(db, kind)
        text = text_of(store.letters.get(db, letter.id).raw)
        assert "ändra din ansökan" not in text.lower()


EIGHT_DAYS = timedelta(days=8)


def test_an_address_that_bounced_is_forgotten_like_any_other(db: store.Database) -> None:
    season = store.rounds.add(db, a_round())
    kept = applications.receive(db, SITE, season, LIISA, NOW)
    bounce = Bounce(NOW, "gone", "5.1.1")
    store.mailboxes.add(db, kept.person_id, bounce, mail_id=None, letter_id=None)
    store.mailboxes.stand(db, kept.person_id, "broken", NOW)
    assert applications.forget_unconfirmed(db, NOW + EIGHT_DAYS) == 1
    assert store.people.find(db, "liisa@example.org") is None


def test_every_row_that_refers_to_a_person_keeps_them_or_goes_with_them(db: store.Database) -> None:
    known = " ".join((*store.applications.TIES, *store.applications.TRACES))
    told = {
        table.name
        for table in db.tables
        for key in table.foreign_keys
        if key.other_table == "people"
        and f"from {table.name} where {key.column} = :id" not in known
    }
    assert told == set()


def test_whoever_comes_after_a_forgotten_applicant_gets_another_link(db: store.Database) -> None:
    season = store.rounds.add(db, a_round())
    forgotten = applications.receive(db, SITE, season, LIISA, NOW)
    applications.forget_unconfirmed(db, NOW + EIGHT_DAYS)
    eetu = an_application("actor", "Eetu Koski", "eetu@example.org")
    kept = applications.receive(db, SITE, season, eetu, NOW + EIGHT_DAYS)
    assert kept.person_id != forgotten.person_id


def test_whoever_comes_after_a_forgotten_second_application_gets_a_receipt(
    db: store.Database,
) -> None:
    season = store.rounds.add(db, a_round())
    apply(db, LIISA)
    second = an_application("mentor", "Liisa Holm", "liisa@example.org", reference="AGAIN")
    applications.receive(db, SITE, season, second, NOW)
    assert applications.forget_unconfirmed(db, NOW + EIGHT_DAYS) == 1
    eetu = an_application("actor", "Eetu Koski", "eetu@example.org")
    applications.receive(db, SITE, season, eetu, NOW + EIGHT_DAYS)
    assert [one.to_address for one in letters(db, "receipt")][-1] == "eetu@example.org"
