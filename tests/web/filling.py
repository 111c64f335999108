"""Fill in the public form as a browser without scripts does: read a page, send its form."""

from collections.abc import Mapping, Sequence

from flask.testing import FlaskClient
from selectolax.lexbor import LexborHTMLParser, LexborNode
from werkzeug.test import TestResponse

Sent = str | Sequence[str]
MENTOR: list[Mapping[str, Sent]] = [
    {"role": "mentor"},
    {"name": "Aino Mentori", "email": "Aino@Example.org", "phone": "040 123"},
    {"field": "f1", "work": "Tuottaja", "themes": ["t1", "t3"], "ask_me_about": "Kaikesta"},
    {"town": "Helsinki", "online": "y", "capacity": "2", "takes_team": "y", "consent": "y"},
]
TEAM: list[Mapping[str, Sent]] = [
    {"role": "team"},
    {
        "name": "Kaisa Kontakti",
        "email": "kaisa@example.org",
        "team_name": "Kajo",
        "members": "Kaisa Kontakti, kaisa@example.org\r\nOlli Opiskelija <olli@example.org>\r\n",
    },
    {"field": "f2", "phase": "thesis", "goals": "Ymmärtää\r\nalaa", "themes": ["t2"]},
    {"town": "Kuopio", "own_mentor": "Marja Mestari, marja@example.org", "consent": "y"},
]


def page(text: str) -> LexborHTMLParser:
    """Return a page to look into."""
    return LexborHTMLParser(text)


def one(text: str, selector: str) -> LexborNode:
    """Return the first element of a page that a selector finds."""
    found = page(text).css_first(selector)
    assert found is not None, selector
    return found


def title(answer: TestResponse) -> str:
    """Return a page's title."""
    return one(answer.text, "title").text()


def hidden(text: str) -> dict[str, str]:
    """Return a page's hidden fields."""
    fields = page(text).css("form#apply input[type=hidden]")
    return {str(field.attributes["name"]): field.attributes["value"] or "" for field in fields}


def press(client: FlaskClient, before: TestResponse, **typed: Sent) -> TestResponse:
    """Send a page's form with what was typed into it."""
    action = one(before.text, "form#apply").attributes["action"]
    return client.post(str(action), data={**hidden(before.text), **typed})


def to_the_check(
    client: FlaskClient, steps: Sequence[Mapping[str, Sent]], path: str = "/haku"
) -> TestResponse:
    """Fill in all steps and return the check page."""
    answer = client.get(path)
    for step in steps:
        answer = press(client, answer, **step)
    return answer
