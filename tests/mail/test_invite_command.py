"""`oksa invite --meeting FILE.json`: what the JSON tells, and which field is wrong."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from service.domain.invitations import Guest, Invitation, Mailbox
from service.mail.invite_command import invitation_from_json

NOW = datetime(2027, 2, 1, 8, 0, tzinfo=UTC)
MEETING: dict[str, Any] = {
    "uid": "m7@oksa.example",
    "sequence": 2,
    "method": "CANCEL",
    "starts_at": "2027-03-16T17:00:00+02:00",
    "minutes": 90,
    "timezone": "Europe/Helsinki",
    "place": "Kahvila Kieppi",
    "url": "https://video.example/a",
    "number": 1,
    "of": 4,
    "language": "sv",
    "organizer": {"name": "Oksa", "address": "oksa+a1@oksa.example"},
    "to": {"name": "Eetu Koski", "address": "eetu@example.fi"},
    "attendees": [
        {"name": "Anna Virtanen", "address": "anna@example.org", "partstat": "ACCEPTED"},
        {"name": "Eetu Koski", "address": "eetu@example.fi"},
    ],
}


def test_tells_the_whole_invitation() -> None:
    assert invitation_from_json(json.dumps(MEETING), NOW) == Invitation(
        uid="m7@oksa.example",
        sequence=2,
        method="CANCEL",
        starts_at=datetime(2027, 3, 16, 15, 0, tzinfo=UTC),
        minutes=90,
        timezone="Europe/Helsinki",
        number=1,
        of=4,
        language="sv",
        organizer=Mailbox("Oksa", "oksa+a1@oksa.example"),
        to=Mailbox("Eetu Koski", "eetu@example.fi"),
        attendees=(
            Guest("Anna Virtanen", "anna@example.org", "ACCEPTED"),
            Guest("Eetu Koski", "eetu@example.fi", "NEEDS-ACTION"),
        ),
        created_at=NOW,
        stamped_at=NOW,
        place="Kahvila Kieppi",
        url="https://video.example/a",
    )


def test_place_and_url_may_be_left_out_or_null() -> None:
    without = {name: value for name, value in MEETING.items() if name != "place"} | {"url": None}
    found = invitation_from_json(json.dumps(without), NOW)
    assert (found.place, found.url) == ("", "")


@pytest.mark.parametrize(
    ("name", "value", "names"),
    [
        ("uid", "", "uid:"),
        ("uid", None, "uid:"),
        ("sequence", -1, "sequence:"),
        ("sequence", "0", "sequence:"),
        ("sequence", True, "sequence:"),
        ("method", "REPLY", "method:"),
        ("starts_at", "16.3. klo 17", "starts_at:"),
        ("starts_at", "2027-03-16T17:00:00", "starts_at:"),
        ("minutes", 0, "minutes:"),
        ("minutes", 10**12, "minutes:"),
        ("timezone", "Europe/Atlantis", "timezone:"),
        ("timezone", "../etc", "timezone:"),
        ("number", 1.5, "number:"),
        ("of", None, "of:"),
        ("place", 3, "place:"),
        ("language", "de", "language:"),
        ("language", ["fi"], "language:"),
        ("organizer", "oksa@oksa.example", "organizer:"),
        ("organizer", {"name": "Oksa"}, "organizer.address:"),
        ("to", {"name": 1, "address": "a@example.org"}, "to.name:"),
        ("to", {"name": "E", "address": "a b@example.org"}, "to.address:"),
        ("attendees", [], "attendees:"),
        ("attendees", ["eetu@example.fi"], r"attendees\[0\]:"),
        (
            "attendees",
            [{"name": "E", "address": "e@example.fi", "partstat": "YES"}],
            r"attendees\[0\].partstat:",
        ),
    ],
)
def test_names_the_wrong_field(name: str, value: object, names: str) -> None:
    with pytest.raises(ValueError, match=rf"^{names}"):
        invitation_from_json(json.dumps(MEETING | {name: value}), NOW)


@pytest.mark.parametrize("text", ["", "{", "[]", "3"])
def test_refuses_what_is_no_json_object(text: str) -> None:
    with pytest.raises(ValueError, match=r"^not "):
        invitation_from_json(text, NOW)
