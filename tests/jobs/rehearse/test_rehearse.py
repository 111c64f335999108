"""A small rehearsal: a year of twelve pairs, and what was promised to all of them."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from jobs.rehearse import MOST_PAIRS, figures_of, written
from jobs.rehearse.characters import cast
from jobs.rehearse.coordinator import Away
from jobs.rehearse.ending import Ending
from jobs.rehearse.play import Passed
from jobs.rehearse.promises import PROMISES, differing, no_letter_twice
from jobs.rehearse.run import play_year
from service.commands import main

PAIRS, SEED = 12, 1
AWAY = Away(date(2027, 3, 1), date(2027, 3, 14))  # P34: fourteen days


@dataclass(frozen=True)
class Played:
    """A rehearsal: its folder, its mails and its figures."""

    folder: Path
    passed: Sequence[Passed]
    figures: dict[str, Any]


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> Played:
    folder = tmp_path_factory.mktemp("rehearsal")
    play, end = play_year(PAIRS, SEED, None, lambda _: None)
    figures = figures_of(play, end)
    written.write(folder, play.casts, play.passed, figures)
    return Played(folder, play.passed, figures)


@pytest.mark.parametrize("promise", PROMISES)
def test_the_rehearsal_keeps_its_promises(played: Played, promise: str) -> None:
    assert played.figures["promises"][promise] == []


def test_only_who_says_the_same_twice_is_told_the_same_twice(played: Played) -> None:
    echo = next(one for one in played.passed if one.kind == "understood")
    reply = replace(echo, way="in", kind="say held")
    prompt = replace(echo, kind="did_you_meet")
    end = Ending({}, {}, {}, {}, 1)
    assert list(no_letter_twice([reply, echo, reply, replace(echo, number=0)], end)) == []
    assert list(no_letter_twice([reply, echo, replace(echo, number=0)], end))
    assert list(no_letter_twice([prompt, reply, replace(prompt, number=0)], end))


def test_every_mail_lies_in_order_as_it_travelled(played: Played) -> None:
    files = sorted(one.name for one in (played.folder / "mails").iterdir())
    figures = played.figures
    assert [int(name.partition("-")[0]) for name in files] == list(range(1, len(files) + 1))
    assert len(files) == figures["letters"] + figures["mails_in"]
    assert json.loads((played.folder / "summary.json").read_text("utf-8")) == figures


def test_most_is_understood_and_every_mail_ends_somewhere(played: Played) -> None:
    figures = played.figures
    assert sum(figures["inbox"].values()) == figures["mails_in"]
    assert figures["inbox"]["pending"] == figures["inbox"]["quarantined"] == 0
    assert figures["questions_per_answer"] < 0.05
    assert figures["prompts_a_person_and_week"]["max"] <= 2
    assert set(figures["letters_by_language"]) == {"fi", "sv", "en"}


def test_the_pages_lead_to_every_letter_and_load_nothing_from_elsewhere(played: Played) -> None:
    pages = [played.folder / "index.html"]
    pages += [*(played.folder / "people").iterdir(), *(played.folder / "days").iterdir()]
    for page in pages:
        links = Links()
        links.feed(page.read_text("utf-8"))
        assert not links.loaded
        for link in links.found:
            assert not link.startswith("http")
    shown = sum(
        page.read_text("utf-8").count("<article") for page in (played.folder / "people").iterdir()
    )
    assert shown == played.figures["letters"] + played.figures["mails_in"]


def test_two_weeks_without_a_coordinator_change_nothing_for_the_pairs(played: Played) -> None:
    without, _ = play_year(PAIRS, SEED, AWAY, lambda _: None)
    assert differing(played.passed, without.passed) == []


def test_the_same_seed_gives_the_same_mails(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("one", "two"):
        assert main(["rehearse", "--pairs", "1", "--to", str(tmp_path / name), "--json"]) == 0
    first, second = capsys.readouterr().out.splitlines()
    assert first == second
    assert mails(tmp_path / "one") == mails(tmp_path / "two")


def test_the_largest_rehearsal_has_a_name_for_everyone() -> None:
    people = [one.email for each in cast(MOST_PAIRS) for one in each.people()]
    assert len(people) == len(set(people)) >= 2 * MOST_PAIRS


def mails(folder: Path) -> dict[str, bytes]:
    return {one.name: one.read_bytes() for one in (folder / "mails").iterdir()}


class Links(HTMLParser):
    """What a page links to, and what it loads."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.loaded: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if name == "href" and value:
                self.found.append(value)
            if name == "src" or tag == "link":
                self.loaded.append(value or "")
