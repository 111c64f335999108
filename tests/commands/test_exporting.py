"""A round as sheets: counts for anyone, people only for who asks for them."""

import csv
import json
from pathlib import Path
from zipfile import ZipFile

import pytest

from service import store
from service.commands import main
from tests.programme import ANNA, EETU, a_published_pair, booked

NOW = ("--now", "2027-02-10T10:00+02:00")


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder to write to, and a pair with a meeting in the data."""
    monkeypatch.setenv("OKSA_DATA", str(tmp_path / "data"))
    monkeypatch.chdir(tmp_path)
    db = store.connect(tmp_path / "data")
    booked(db, a_published_pair(db), "2027-02-09 17:00")
    return tmp_path


def rows(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(path.read_text("utf-8-sig").splitlines(), delimiter=";"))


def test_a_round_is_exported_without_people(here: Path) -> None:
    assert main(["export", "1", "--to", "sheets", *NOW]) == 0
    (meeting,) = rows(here / "sheets" / "meetings.csv")
    assert (meeting["state"], meeting["starts_at"]) == ("unknown", "2027-02-09T17:00+02:00")
    (actors,) = [
        one for one in rows(here / "sheets" / "figures_applications.csv")
        if one["applications"] == "actor"
    ]  # fmt: skip
    assert (actors["paired"], actors["total"]) == ("1", "1")
    text = "".join(path.read_text("utf-8") for path in (here / "sheets").iterdir())
    assert not any(word in text for word in (ANNA.name, ANNA.email, EETU.name, EETU.email))


def test_people_are_exported_on_request(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["export", "1", "--to", "sheets", "--person-data", *NOW]) == 0
    (pair,) = rows(here / "sheets" / "pairs.csv")
    assert (pair["mentor_email"], pair["actors"]) == (ANNA.email, EETU.name)
    names = {one["role"]: one["name"] for one in rows(here / "sheets" / "applications.csv")}
    assert names == {"mentor": ANNA.name, "actor": EETU.name}
    assert (here / "sheets" / "pairs.csv").stat().st_mode & 0o777 == 0o600


def test_a_workbook_has_the_same_sheets(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["export", "1", "--to", "round.xlsx", "--json", *NOW]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["files"] == ["round.xlsx"]
    sheets = [
        name for name in ZipFile(here / "round.xlsx").namelist() if "worksheets/sheet" in name
    ]
    assert len(sheets) == len(told["sheets"])


def test_what_cannot_be_written_or_is_no_round_is_refused(here: Path) -> None:
    assert main(["export", "9", "--to", "sheets"]) == 1
    assert main(["export", "1", "--to", "no/where/round.xlsx"]) == 2
