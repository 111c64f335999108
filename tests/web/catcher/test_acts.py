"""The demo's buttons: where "next day" takes the clock."""

import re
from datetime import datetime
from pathlib import Path

import pytest
from flask import Flask

from service import store
from service.web.catcher import opening
from service.web.catcher.demo import Demo
from tests.programme import at
from tests.web.desk import at_the_time


@pytest.mark.parametrize(
    ("now", "stops"),
    [
        ("2027-03-02 18:30", ["2027-03-03 08:01", "2027-03-03 18:30"]),
        ("2027-03-03 02:49", ["2027-03-03 08:01", "2027-03-04 02:49"]),
        ("2027-03-03 10:00", ["2027-03-04 10:00"]),
        ("2027-03-05 18:30", ["2027-03-06 18:30"]),
    ],
)
def test_the_next_day_of_a_night_passes_the_morning_on_which_prompts_leave(
    app: Flask, db: store.Database, tmp_path: Path, now: str, stops: list[str]
) -> None:
    passed: list[datetime] = []
    demo = Demo(
        mailboxes=tmp_path,
        door=("127.0.0.1", 1),
        coordinator="minna@example.org",
        is_ready=lambda: True,
        catch_up=lambda _db, then: passed.append(then),
        coming=lambda _db, _now: None,
        sign_in=lambda _db, _now: "",
    )
    opening.add_to(app, demo)
    at_the_time(db, at(now))
    browser = app.test_client()
    token = re.search(r'name="token" value="([^"]+)"', browser.get("/posti").text)
    assert token
    browser.post("/posti/en/clock", data={"token": token[1], "to": "day"})
    off = [abs((then - at(stop)).total_seconds()) for then, stop in zip(passed, stops, strict=True)]
    assert max(off) < 20  # seconds, of which the clock drops parts
