"""What holds for every letter, in every language (A3, UX "Mails")."""

import re
from datetime import UTC, datetime
from email import message_from_bytes
from email.message import Message
from html.parser import HTMLParser
from pathlib import Path

import pytest
from jinja2 import Environment, nodes

import mail_templates
from service.domain.languages import LANGUAGES
from service.domain.site import Site
from service.mail.samples import samples

TEMPLATES = Path(mail_templates.__file__).parent
KINDS = {folder.name for folder in TEMPLATES.iterdir() if (folder / "fi.txt").exists()}
FOOTERS = {"footer", "footer_short"}
SITE = Site(
    base_url="https://oksa.example.fi",
    mail_domain="mail.oksa.example.fi",
    sender_address="mentorointi@mail.oksa.example.fi",
    secret=b"a secret of thirty-two octets...",
)
ALL = dict(samples(SITE, datetime(2027, 1, 12, 9, 0, tzinfo=UTC)))
LEFT_OVER = re.compile(r"\{\{|\{%|\}\}|None|Undefined|<class|\bTrue\b|\bFalse\b|\(\)|: *\n\n\n")


class Page(HTMLParser):
    """What an HTML letter shows, and what it asks for."""

    def __init__(self, markup: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[tuple[str, str]] = []
        self.inside = ""
        self.feed(markup)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        self.inside = tag

    def handle_endtag(self, tag: str) -> None:
        self.inside = ""

    def handle_data(self, data: str) -> None:
        if data.strip():
            self.texts.append((self.inside, " ".join(data.split())))


def part(message: Message, subtype: str) -> str:
    found = next(one for one in message.walk() if one.get_content_type() == f"text/{subtype}")
    content = found.get_payload(decode=True)
    assert isinstance(content, bytes)
    return content.decode().replace("\r\n", "\n")


@pytest.fixture(params=sorted(ALL), scope="module")
def name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def test_every_kind_has_a_sample_in_every_language() -> None:
    shown = {(name.partition(".")[0].partition("-")[0], name.rpartition(".")[2]) for name in ALL}
    assert shown == {(kind, language) for kind in KINDS - FOOTERS for language in LANGUAGES}


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_to_answer_about_costs_stands_as_an_example(language: str) -> None:
    message = message_from_bytes(ALL[f"expense_start.{language}"])
    assert re.search(r"^    \S.*23[.,]40", part(message, "plain"), re.MULTILINE)


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_the_three_languages_say_the_same(kind: str) -> None:
    assert {path.name for path in (TEMPLATES / kind).iterdir()} == {
        f"{language}.txt" for language in LANGUAGES
    }
    used = [_values(TEMPLATES / kind / f"{language}.txt") for language in LANGUAGES]
    assert used[0] == used[1] == used[2]


@pytest.mark.parametrize(
    "path", sorted(TEMPLATES.glob("*/*.txt")), ids=lambda one: one.parent.name + one.stem
)
def test_no_placeholder_is_inflected(path: Path) -> None:
    assert not re.findall(r"\}\}[:'’]?[a-zåäö]+", path.read_text(encoding="utf-8"))


def _values(path: Path) -> set[str]:
    tree = Environment(autoescape=True).parse(path.read_text(encoding="utf-8"))
    names = {node.name for node in tree.find_all(nodes.Name)}
    return names | {node.attr for node in tree.find_all(nodes.Getattr)}


def test_a_letter_is_seven_bit_with_short_lines_of_crlf(name: str) -> None:
    raw = ALL[name]
    raw.decode("ascii")
    assert raw.count(b"\n") == raw.count(b"\r") == raw.count(b"\r\n")
    assert max(len(line) for line in raw.split(b"\r\n")) <= 78
    assert len(without_files(raw)) <= 20_000


def without_files(raw: bytes) -> bytes:
    """Return a letter as far as its first PDF."""
    return raw.partition(b"Content-Type: application/pdf")[0]


def test_a_letters_subject_is_short_and_whole(name: str) -> None:
    html = Page(part(message_from_bytes(ALL[name]), "html"))
    (title,) = [text for tag, text in html.texts if tag == "title"]
    assert 0 < len(title) <= 50
    assert not title.endswith("…")


def test_nothing_is_left_over_in_a_letter(name: str) -> None:
    message = message_from_bytes(ALL[name])
    text = part(message, "plain")
    assert not LEFT_OVER.search(text)
    assert "\n\n\n" not in text
    assert not message.defects


def test_a_page_letter_names_its_language_and_loads_nothing(name: str) -> None:
    language = name.rpartition(".")[2]
    page = Page(part(message_from_bytes(ALL[name]), "html"))
    marked = [attrs for tag, attrs in page.tags if attrs.get("lang")]
    assert [(one["lang"], one["dir"]) for one in marked] == [(language, "ltr")] * 2
    assert {tag for tag, _ in page.tags} <= {
        "html", "head", "meta", "title", "style", "body", "div", "p", "br", "a",
    }  # fmt: skip
    assert not [attrs for _, attrs in page.tags if "src" in attrs or "background" in attrs]
    assert "url(" not in part(message_from_bytes(ALL[name]), "html")


def test_the_plain_text_holds_all_that_the_page_shows(name: str) -> None:
    message = message_from_bytes(ALL[name])
    plain = " ".join(part(message, "plain").split())
    page = Page(part(message, "html"))
    hidden = {"title", "style"}
    shown = [text for tag, text in page.texts if tag not in hidden]
    for text in shown[1:]:  # the first is the preheader, which only adds to the subject
        assert text.partition(" (video.example.org)")[0] in plain
    for tag, attrs in page.tags:
        if tag == "a":
            assert str(attrs["href"]) in plain


def test_a_preheader_adds_to_the_subject(name: str) -> None:
    page = Page(part(message_from_bytes(ALL[name]), "html"))
    preheader = next(text for tag, text in page.texts if tag == "div")
    title = next(text for tag, text in page.texts if tag == "title")
    assert 30 <= len(preheader) <= 90
    assert preheader != title


def test_a_link_says_where_it_goes(name: str) -> None:
    page = Page(part(message_from_bytes(ALL[name]), "html"))
    labels = [text for tag, text in page.texts if tag == "a"]
    assert labels
    assert not [label for label in labels if len(label) < 6 or label.startswith("http")]


def test_the_colours_can_be_read_in_light_and_dark() -> None:
    style = (TEMPLATES / "layout.html").read_text(encoding="utf-8")
    light, _, dark = style.partition("@media")
    button = re.search(r"a\.button \{ background-color: (\S+); color: (\S+); \}", dark)
    assert button
    assert contrast(*button.groups()) >= 4.5
    for part_of_it in (light, dark):
        ground = re.search(r"body \{ background-color: (\S+);", part_of_it)
        assert ground
        inks = re.findall(r"[;{] color: (#\w{6});", part_of_it.partition("a.button")[0])
        assert len(inks) == 3
        assert min(contrast(ground[1], ink) for ink in inks) >= 4.5


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
