"""The `oksa` command: exit codes, JSON shapes, and one line for what is wrong."""

import io
import json
import sys
from pathlib import Path
from typing import Any

import pytest

from service import store
from service.commands import main
from service.domain.letters import Matter
from tests.calendars import own_event
from tests.jobs.letters import a_letter
from tests.programme import (
    NOW,
    a_published_pair,
    a_round,
    an_answer,
    an_application,
    apply,
    at,
    booked,
    receive,
)

HUMAK = Path("service/examples/humak.toml").absolute()
AALTO = Path("service/examples/aalto.toml").absolute()
COUNTS = {"settled", "asked", "tray", "ignored", "quarantined", "pending"}


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Settings as an operator gives them, and a data folder."""
    folder = tmp_path / "data"
    for name, value in {
        "OKSA_DATA": str(folder),
        "OKSA_BASE_URL": "https://oksa.example.org",
        "OKSA_MAIL_DOMAIN": "oksa.example.org",
        "MAIL_SERVER": "127.0.0.1",
        "MAIL_PORT": "1",
        "SECRET_KEY": "a secret of the tests",
    }.items():
        monkeypatch.setenv(name, value)
    monkeypatch.chdir(tmp_path)
    return folder


def oksa(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    status = main(list(arguments))
    said = capsys.readouterr()
    return status, said.out, said.err


def said_in_json(capsys: pytest.CaptureFixture[str], *arguments: str) -> Any:
    status, out, err = oksa(capsys, *arguments, "--json")
    assert (status, err) == (0, "")
    return json.loads(out)


@pytest.mark.parametrize("file", [HUMAK, AALTO])
def test_the_shipped_rounds_can_be_made(
    data: Path, capsys: pytest.CaptureFixture[str], file: Path
) -> None:
    made = said_in_json(capsys, "round", "create", "--file", str(file))
    assert said_in_json(capsys, "round", "list") == [made]
    assert said_in_json(capsys, "round", "show", "1")["name"] == made["name"]


def test_a_person_is_shown_exported_and_erased(
    data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    actor = a_published_pair(store.connect(data)).contact
    assert said_in_json(capsys, "person", "show", actor.email)["people"] == 1
    assert said_in_json(capsys, "person", "export", actor.email)["people"][0]["name"] == actor.name
    now = ("--now", "2027-02-20T10:00+02:00")
    assert oksa(capsys, "person", "erase", actor.email, *now)[0] == 0
    assert oksa(capsys, "person", "erase", actor.email, *now)[0] == 1


def test_a_round_closes_once(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    oksa(capsys, "round", "create", "--file", str(HUMAK))
    assert said_in_json(capsys, "round", "close", "1") == {"id": 1, "closed": True}
    status, _, err = oksa(capsys, "round", "close", "1")
    assert (status, err) == (1, "oksa: round 1 is closed already\n")


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ('opens = "soon"', "opens: a date like 2027-01-31 is needed"),
        ("closes = 2026-01-01", "closes: is before opens"),
        ("minutes = 5", "minutes: a whole number from 15 to 480 is needed"),
        ('timezone = "Mars/Base"', "timezone: 'Mars/Base' is no time zone"),
        ('models = ["trio"]', "models: a list of individual and group is needed"),
        ("colour = 1", "colour: no such key"),
    ],
)
def test_a_wrong_round_names_its_key(
    data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], line: str, said: str
) -> None:
    key = line.split(" ")[0]
    kept = [one for one in HUMAK.read_text("utf-8").split("\n") if not one.startswith(f"{key} =")]
    file = tmp_path / "round.toml"
    file.write_text("\n".join([line, *kept]), "utf-8")
    status, _, err = oksa(capsys, "round", "create", "--file", str(file))
    assert (status, err) == (2, f"oksa: {file}: {said}\n")


def test_views_of_empty_data_have_their_shapes(
    data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    inbox = said_in_json(capsys, "inbox")
    assert (set(inbox["counts"]), inbox["sum"], inbox["messages"]) == (COUNTS, 0, [])
    outbox = said_in_json(capsys, "outbox")
    assert set(outbox["counts"]) == {
        "waiting", "on_hold", "sending", "sent", "failed", "uncertain"
    }  # fmt: skip
    assert outbox["letters"] == []
    assert said_in_json(capsys, "meetings") == []


def test_a_received_mail_is_kept_read_and_listed(
    data: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    db = store.connect(data)
    pair = a_published_pair(db)
    (meeting,) = booked(db, pair, "2027-02-09 17:00")
    raw = an_answer("moi", pair.contact, Matter("meeting", meeting.id))
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(raw)))
    assert oksa(capsys, "receive", "--now", NOW.isoformat())[0] == 0
    inbox = said_in_json(capsys, "inbox")
    assert (inbox["sum"], inbox["messages"][0]["sha256"]) == (1, store.inbox.get(db, 1).sha256)
    assert store.inbox.raw(db, 1) == raw


def test_a_mail_that_cannot_be_kept_is_to_be_tried_again(
    data: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    data.write_text("a file stands where the folder should be")
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"From: a@example.org\n\nx")))
    status, _, err = oksa(capsys, "receive")
    assert status == 75
    assert err.startswith("oksa: the message could not be kept")


def test_a_mail_is_kept_even_where_it_cannot_be_read(
    data: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("OKSA_BASE_URL")
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"From: a@example.org\n\nx")))
    status, _, err = oksa(capsys, "receive")
    assert (status, err) == (0, "oksa: kept, but not read yet: OKSA_BASE_URL is not set\n")
    assert store.inbox.counts(store.connect(data))["pending"] == 1


@pytest.mark.parametrize("name", ["OKSA_BASE_URL", "OKSA_MAIL_DOMAIN", "MAIL_SERVER"])
def test_a_missing_setting_is_named(
    data: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.delenv(name)
    assert oksa(capsys, "tick") == (2, "", f"oksa: {name} is not set\n")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("OKSA_BASE_URL", "mentorointi"),
        ("MAIL_PORT", "x"),
        ("MAIL_USE_TLS", "perhaps"),
        ("OKSA_SMTP_LISTEN", "8025"),
        ("OKSA_LMTP_LISTEN", "8024"),
        ("OKSA_LMTP_LISTEN", "127.0.0.1:25"),
        ("REDIS_URL", "http://x"),
        ("SECRET_KEY", "short"),
    ],
)
def test_a_bad_setting_is_named(
    data: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    name: str,
    value: str,
) -> None:
    monkeypatch.setenv(name, value)
    status, _, err = oksa(capsys, "inbox")
    assert status == 2
    assert err.startswith(f"oksa: {name}")
    assert err.count("\n") == 1


def test_another_clock_is_refused_where_real_people_were_served(
    data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    store.memory.mark_served(store.connect(data), NOW)
    status, _, err = oksa(capsys, "tick", "--now", "2027-01-01T10:00:00+02:00")
    assert (status, err) == (1, "oksa: --now: these data were served by `oksa run`\n")


def test_a_setting_may_stand_in_a_file_or_in_oksa_toml(
    data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("OKSA_MAIL_DOMAIN")
    (tmp_path / "oksa.toml").write_text('OKSA_MAIL_DOMAIN = "toml.example.org"\n')
    secret = tmp_path / "base"
    secret.write_text("https://file.example.org\n")
    monkeypatch.delenv("OKSA_BASE_URL")
    monkeypatch.setenv("OKSA_BASE_URL_FILE", str(secret))
    status, out, _ = oksa(capsys, "coordinator", "add", "koordinaattori@example.fi")
    assert status == 0
    assert out.startswith("https://file.example.org/koordinaattori/sisaan/")


def test_letters_are_written_in_three_languages(
    data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "letters"
    written = said_in_json(capsys, "letters", "--to", str(folder))["letters"]
    names = {path.name for path in folder.iterdir()}
    assert 3 * written == len(names)
    for language in ("fi", "sv", "en"):
        for form in ("eml", "txt", "html"):
            assert f"did_you_meet.{language}.{form}" in names


def test_a_rounds_events_are_told_with_their_answers(
    data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    oksa(capsys, "round", "create", "--file", str(HUMAK))
    assert said_in_json(capsys, "round", "show", "1")["events"] == [
        {
            "kind": "kickoff",
            "starts_at": "2027-02-04T16:00:00+02:00",
            "invited": 0,
            "accepted": 0,
            "declined": 0,
            "tentative": 0,
            "unanswered": 0,
        }
    ]


def test_a_meeting_of_their_own_calendar_is_told_with_its_uid(
    data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    db = store.connect(data)
    pair = a_published_pair(db)
    starts_at = at("2027-02-09 17:00")
    raw = own_event(
        pair.mentor, [pair.contact.email], starts_at, uid="theirs@example.org", stamped_at=NOW
    )
    mail = receive(db, raw, NOW)
    (meeting,) = said_in_json(capsys, "meetings", "--now", NOW.isoformat())
    assert (meeting["uid"], meeting["because"]) == ("theirs@example.org", mail.id)
    (message,) = said_in_json(capsys, "inbox")["messages"]
    assert (message["state"], message["person"]) == ("settled", pair.mentor.email)


def test_data_are_backed_up_verified_and_restored(
    data: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    db = store.connect(data)
    a_published_pair(db)
    made = said_in_json(capsys, "backup", "b.tar.gz")
    assert made["bytes"] == (tmp_path / "b.tar.gz").stat().st_size
    assert said_in_json(capsys, "verify", "b.tar.gz")["whole"] is True
    store.outbox.add(db, a_letter("due"), at("2026-02-01 09:00"), NOW)
    before = said_in_json(capsys, "restore", "b.tar.gz")["before"]
    assert [one.key for one in store.letters.every(db) if one.key == "due"] == []
    assert oksa(capsys, "restore", before)[0] == 0
    (due,) = [one for one in store.letters.every(db) if one.key == "due"]
    assert (due.state, due.reason[:30]) == ("on_hold", "may have left after the backup")


def test_a_backup_that_is_wrong_or_not_there_is_refused(
    data: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    assert oksa(capsys, "verify", "none") == (2, "", "oksa: none: No such file or directory\n")
    assert oksa(capsys, "backup", "no/where")[0] == 2
    (tmp_path / "wrong").write_bytes(b"wrong")
    assert oksa(capsys, "verify", "wrong")[0] == 1
    status, _, err = oksa(capsys, "restore", "wrong")
    assert (status, err.count("\n")) == (1, 1)


def test_suggestions_are_told_and_change_nothing(
    data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    db = store.connect(data)
    store.rounds.add(db, a_round())
    apply(db, an_application("mentor", "Anna", "anna@example.org"))
    apply(db, an_application("actor", "Eetu", "eetu@example.org"))
    apply(db, an_application("actor", "Ruut", "ruut@example.org", "sv"))
    said = said_in_json(capsys, "match", "1", "--mode", "everyone")
    figures = {"pairs": 1, "points": 7, "left_out": 1, "mentors_left_out": 0}
    assert said == {
        "round": 1,
        "mode": "everyone",
        "pairs": [
            {
                "actor": "eetu@example.org",
                "mentor": "anna@example.org",
                "points": 7,
                "reasons": [
                    "the same field: culture",
                    "both can meet online",
                    "a language in common: Finnish",
                ],
                "alternatives": [],
            }
        ],
        "left_out": [{"actor": "ruut@example.org", "against": ["language"], "alternatives": []}],
        "mentors_left_out": [],
        "points": 7,
        "modes": {"total": figures, "everyone": figures},
    }
    status, out, _err = oksa(capsys, "match", "1")
    assert (status, "ruut@example.org: nobody (language)" in out) == (0, True)
    assert store.pairs.of_round(db, 1) == []


def test_a_data_folder_that_cannot_be_used_is_named(
    data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data.write_text("no folder")
    assert oksa(capsys, "inbox") == (2, "", f"oksa: OKSA_DATA: {data}: File exists\n")


def test_damaged_data_are_told_in_one_line(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    data.mkdir()
    (data / "oksa.sqlite3").write_bytes(b"damaged" * 1000)
    status, _, err = oksa(capsys, "inbox")
    assert (status, err.count("\n")) == (1, 1)
    assert "the database is damaged: file is not a database" in err


def test_a_mail_is_kept_by_the_mail_server_where_a_setting_is_wrong(
    data: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MAIL_PORT", "wrong")
    assert oksa(capsys, "inbox")[0] == 2
    assert oksa(capsys, "receive")[0] == 75


def test_check_tells_what_is_wrong(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status, out, err = oksa(capsys, "check", "--json")
    told = json.loads(out)
    states = {one["name"]: one["state"] for one in told["checks"]}
    assert (status, err, told["ok"]) == (1, "", False)
    assert (states["database"], states["smtp"], states["invitation"]) == ("ok", "wrong", "ok")


def test_applications_are_brought_in_once_and_only_all_together(
    data: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    store.rounds.add(store.connect(data), a_round())
    head = "role,name,email,field,phase,goals,themes,town,online,consent"
    good = "actor,Eetu,eetu@example.org,kulttuuri,thesis,suunta,verkostot,Turku,yes,yes"
    file = tmp_path / "a.csv"
    call = ("import", "applications", str(file), "--round", "1", "--now", NOW.isoformat())

    file.write_text(f"{head}\n{good}\n{good.replace('yes,yes', 'yes,')}\n", "utf-8")
    status, out, _err = oksa(capsys, *call)
    assert (status, out.splitlines()[-1][:24]) == (1, "1 of 2 lines are wrong, ")

    file.write_text(f"{head}\n{good}\n", "utf-8")
    assert said_in_json(capsys, *call, "--dry-run")["imported"] == 0
    assert store.applications.of_round(store.connect(data), 1) == []
    first, again = (said_in_json(capsys, *call) for _time in range(2))
    assert (first["imported"], first["known"], again["imported"], again["known"]) == (1, 0, 0, 1)
    (one,) = store.applications.of_round(store.connect(data), 1)
    assert (one.email, one.state) == ("eetu@example.org", "confirmed")
    letters = said_in_json(capsys, "outbox")["letters"]
    assert [letter["kind"] for letter in letters] == ["application_copy"]
    assert oksa(capsys, "import", "applications", "none.csv", "--round", "1")[0] == 2


@pytest.mark.parametrize("port", ["0", "99999", "-1", "web"])
def test_what_is_no_port_is_wrong_usage(
    data: Path, capsys: pytest.CaptureFixture[str], port: str
) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["run", f"--port={port}"])
    assert ended.value.code == 2
    assert f"argument --port: '{port}' is not a port number" in capsys.readouterr().err
