"""Erasing a person on the console: seen before, ticked, done once, and said plainly (P40)."""

from flask import Flask

from service import store
from service.domain.people import is_erased
from tests.programme import a_published_pair, at
from tests.web.desk import at_the_console, at_the_time, post


def test_what_goes_and_stays_is_seen_before_and_nothing_goes_without_the_box(
    app: Flask, db: store.Database
) -> None:
    pair = a_published_pair(db)
    at_the_time(db, at("2027-02-20 10:00"))
    desk = at_the_console(app, db)
    url = f"/koordinaattori/henkilot/{pair.contact.id}/poisto"
    page = desk.get(url).text
    assert f"Erase {pair.contact.name}" in page
    assert all(f'id="{one}"' in page for one in ("goes", "stays", "happens"))
    assert post(desk, url).status_code == 409
    assert not is_erased(store.people.get(db, pair.contact.id))
    assert post(desk, url, sure="y").status_code == 303
    assert is_erased(store.people.get(db, pair.contact.id))
    after = desk.get(url).text
    assert "Nothing names this person any more" in after
    assert pair.contact.name not in after


def test_the_pages_go_on_without_them(app: Flask, db: store.Database) -> None:
    pair = a_published_pair(db)
    at_the_time(db, at("2027-02-20 10:00"))
    desk = at_the_console(app, db)
    post(desk, f"/koordinaattori/henkilot/{pair.contact.id}/poisto", sure="y")
    for path in ("", "/hakemukset", "/parit", f"/parit/{pair.id}", "/historia", "/posti", "/jono"):
        page = desk.get(f"/koordinaattori{path}")
        assert (page.status_code, pair.contact.name in page.text) == (200, False), path
    assert desk.get("/koordinaattori/henkilot/999/poisto").status_code == 404
