"""Where every mail ended, and the letters that have not left, on the console (P35, R8)."""

import re
from datetime import timedelta

import pytest
from flask import Flask

from service import store
from service.actions import meetings, restoring
from service.commands import main as oksa
from service.store.inbox import Delivery, Verdict
from tests.programme import NOW, SITE, a_published_pair, at
from tests.web.desk import MINNA, at_the_console, at_the_time, post

PAGE = "/koordinaattori/posti"


def test_the_five_states_and_what_waits_sum_to_the_mails_received(
    app: Flask, db: store.Database
) -> None:
    for number, state in enumerate(store.inbox.STATES):
        raw = f"Subject: {state}\r\n\r\n{number}".encode()
        (mail_id,) = store.inbox.keep(db, [Delivery(raw, "outi@example.org", (), "smtp")], NOW)
        if state != "pending":
            store.inbox.settle(db, mail_id, Verdict(state, "made the reader crash"), NOW)
    browser = at_the_console(app, db)
    page = browser.get(PAGE).text
    counted = re.findall(r"<td>(?:<strong>)?(\d+)", page.split('id="found"')[0])
    assert counted == ["1"] * 6 + ["6"]
    aside = page.split('id="found"')[1]
    assert "The message could not be read." in aside
    (opened,) = re.findall(r'href="(/koordinaattori/posti/\d+)"', aside)
    assert browser.get(opened).status_code == 200
    assert browser.get(f"{PAGE}?state=ignored").text.count("/koordinaattori/posti/4") == 1
    assert browser.get(f"{PAGE}?state=else").status_code == 404
    assert "6 messages received" in browser.get("/koordinaattori").text


def test_a_letter_that_waits_is_read_changed_and_discarded_until_it_leaves(
    app: Flask, db: store.Database
) -> None:
    _waiting(db)
    at_the_time(db, NOW)
    browser = at_the_console(app, db)
    page = browser.get(PAGE).text.split('id="waiting"')[1]
    first, second, *_ = re.findall(r'href="(/koordinaattori/posti/kirje/\d+)"', page)
    letter_id, other_id = (int(path.rpartition("/")[2]) for path in (first, second))
    token = store.letters.get(db, letter_id).raw
    answer = post(browser, first, do="reword", words="Hei!\r\n\r\nTulkaa ajoissa.")
    assert (answer.status_code, answer.location) == (303, f"{first}?changed=1")
    assert "Tulkaa ajoissa." in browser.get(first).text
    after = store.letters.get(db, letter_id)
    assert after.raw != token
    assert after.message_id.encode() in after.raw
    empty = post(browser, first, do="reword", words=" ")
    assert (empty.status_code, "<title>Error: " in empty.text) == (409, True)
    assert post(browser, second, do="discard").status_code == 303
    assert store.letters.get(db, other_id).state == "failed"
    assert store.outbox.take(db, letter_id)
    for press in ("reword", "discard"):
        late = post(browser, first, page=PAGE, do=press, words="Hei")
        assert (late.status_code, "does not wait any more" in late.text) == (409, True)
    assert [one.act for one in store.acts.latest(db, 9) if one.act != "looked"] == [
        "letter_discarded",
        "letter_reworded",
    ]


def test_letters_held_after_a_restore_are_seen_opened_and_released(
    app: Flask, db: store.Database
) -> None:
    _waiting(db)
    at_the_time(db, NOW)
    held = restoring.hold_since(db, NOW - timedelta(days=1), NOW)
    browser = at_the_console(app, db)
    page = browser.get(PAGE).text
    assert page.count("May have left after the backup of") == held
    ids = re.findall(r'name="chosen" value="(\d+)"', page)
    assert browser.get(f"{PAGE}/kirje/{ids[0]}").status_code == 200
    changed = post(browser, f"{PAGE}/kirje/{ids[0]}", page=PAGE, do="reword", words="Hei")
    assert changed.status_code == 409  # the other bytes may have arrived
    answer = browser.post(PAGE, data={"csrf": _csrf(page), "chosen": ids[1:], "do": "send"})
    assert answer.status_code == 303
    assert "1 letter leaves." in browser.get(answer.location).text
    assert post(browser, PAGE, chosen=ids[0], do="drop").status_code == 303
    assert store.letters.counts(db)["on_hold"] == 0
    assert store.mailboxes.uncounted(db) == []  # what we give up is no bounce
    again = post(browser, PAGE, chosen=ids[0], do="send")
    assert (again.status_code, "None of these letters can be sent" in again.text) == (409, True)
    assert post(browser, PAGE, do="send").status_code == 409
    assert post(browser, PAGE, chosen=ids[0], do="else").status_code == 400
    done = [one.act for one in store.acts.latest(db, 9, looks=False) if one.who == MINNA]
    assert done == ["letters_dropped", "letters_sent"]


def test_a_failed_letter_is_shown_and_sent_again_the_same_to_the_byte(
    app: Flask, db: store.Database
) -> None:
    _waiting(db)
    at_the_time(db, NOW)
    letter = store.letters.get(db, store.letters.every(db)[-1].id)
    store.outbox.mark_failed(db, letter.id, "550 5.7.1 no")
    browser = at_the_console(app, db)
    assert "Letters that have not left" in browser.get("/koordinaattori").text
    assert "550 5.7.1 no" in browser.get(PAGE).text
    assert post(browser, PAGE, chosen=str(letter.id), do="send").status_code == 303
    again = store.letters.get(db, letter.id)
    assert (again.state, again.raw, again.reason) == ("waiting", letter.raw, "")
    assert "Letters that have not left" not in browser.get("/koordinaattori").text


def test_the_command_releases_what_is_on_hold_and_drops_what_is_named(
    db: store.Database, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    _waiting(db)
    held = restoring.hold_since(db, NOW - timedelta(days=1), NOW)
    last = store.letters.every(db)[-1].id
    folder = next(db.query("pragma database_list"))["file"].rpartition("/")[0]
    monkeypatch.setenv("OKSA_DATA", folder)
    now = ["--now", NOW.isoformat()]
    assert oksa(["outbox", "drop", "--json", *now]) == 2
    assert oksa(["outbox", "drop", str(last), "--json", *now]) == 0
    assert oksa(["outbox", "release", "--json", *now]) == 0
    assert oksa(["outbox", "release", "--json", *now]) == 1
    assert capsys.readouterr().out.splitlines() == [
        '{"dropped": 1}', f'{{"released": {held - 1}, "too_late": 0}}'
    ]  # fmt: skip


def _waiting(db: store.Database) -> None:
    pair = a_published_pair(db)
    meetings.book(db, SITE, pair, [(at("2027-02-09 17:00"), None)], None, NOW)


def _csrf(page: str) -> str:
    found = re.search(r'name="csrf" value="([^"]+)"', page)
    assert found
    return found[1]


def test_a_mail_whose_bytes_are_deleted_says_so_and_offers_no_file(
    app: Flask, db: store.Database
) -> None:
    raw = b"Subject: x\r\n\r\nHei"
    (mail_id,) = store.inbox.keep(db, [Delivery(raw, "outi@example.org", (), "smtp")], NOW)
    store.inbox.settle(db, mail_id, Verdict("ignored", "made the reader crash"), NOW)
    browser = at_the_console(app, db)
    file = f'href="{PAGE}/{mail_id}/raaka"'
    assert file in browser.get(f"{PAGE}/{mail_id}").text
    store.inbox.drop_raw(db, mail_id)
    page = browser.get(f"{PAGE}/{mail_id}").text
    assert file not in page
    assert "The message is no longer kept." in page
