"""A waiting letter in other words: what changes, what stays, and the links in it (P30)."""

import re
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage

import pytest

from service.actions.waiting_letters import THEIRS
from service.domain.errors import Refused
from service.domain.languages import LANGUAGES, Language
from service.domain.letters import Letter
from service.mail.letters import write
from service.mail.rewording import reworded, words_of
from service.mail.samples import drafts
from tests.mail.test_samples import SITE

NOW = datetime(2027, 1, 12, 9, 0, tzinfo=UTC)
TOKEN = re.compile(r"/[htskpl]/[a-z][a-z2-7]{26}")


def letters(language: Language) -> dict[str, Letter]:
    return {name: write(draft, SITE, NOW) for name, draft in drafts(SITE, language, NOW)}


def part(letter: Letter, kind: str) -> str:
    message = message_from_bytes(letter.raw, policy=policy.default)
    assert isinstance(message, EmailMessage)
    found = message.get_body((kind,))
    assert found
    return str(found.get_content())


def head(letter: Letter) -> bytes:
    return letter.raw.partition(b"\r\n\r\n")[0]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_letter_in_its_own_words_says_the_same_in_both_parts(language: Language) -> None:
    for name, letter in letters(language).items():
        if letter.kind in THEIRS:
            continue
        same = reworded(letter, SITE, words_of(letter), NOW)
        assert part(same, "plain") == part(letter, "plain"), name
        assert head(same) == head(letter)
        assert part(same, "html") == part(letter, "html"), name


def test_other_words_stand_in_both_parts_above_the_same_footer() -> None:
    letter = letters("fi")["did_you_meet"]
    words = words_of(letter).replace("Hei", "Huomenta\r\n\r\n    <b>Kyllä</b>\r\n\r\nHei", 1)
    changed = reworded(letter, SITE, words, NOW)
    for kind in ("plain", "html"):
        assert "Huomenta" in part(changed, kind)
        before = part(letter, kind)
        assert part(changed, kind).endswith(before[before.index("LOPETA") :])
    assert "&lt;b&gt;Kyllä&lt;/b&gt;" in part(changed, "html")
    assert words_of(changed) == words.replace("\r\n", "\n")


def test_lines_stay_as_they_were_however_long_and_a_typed_link_becomes_no_button() -> None:
    letter = letters("en")["did_you_meet"]
    example = "    Yes, we met on Tuesday for an hour and a half, and then saw the museum"
    words = f"Hello,\n\n{example}\n    No\n\nSee: https://elsewhere.example.org/x"
    changed = reworded(letter, SITE, words, NOW)
    assert words_of(changed) == words
    again = reworded(changed, SITE, words_of(changed), NOW)
    assert part(again, "html") == part(changed, "html")
    assert 'href="https://elsewhere' not in part(again, "html")


def test_a_calendar_letter_keeps_its_event() -> None:
    letter = letters("en")["invitation"]
    changed = reworded(letter, SITE, "Come as you are.", NOW)
    event = letter.raw.partition(b"text/calendar")[2]
    assert event
    assert changed.raw.endswith(event)


def test_links_are_closed_to_whoever_changes_the_words_and_only_its_own_are_opened() -> None:
    letter = letters("en")["did_you_meet"]
    assert not TOKEN.search(words_of(letter))
    assert "/t/…" in words_of(letter)
    with pytest.raises(Refused, match="no such link"):
        reworded(letter, SITE, "See https://oksa.example.fi/k/…", NOW)


@pytest.mark.parametrize(("words", "why"), [(" \r\n", "empty"), ("x" * 10_001, "too long")])
def test_no_words_and_too_many_are_refused(words: str, why: str) -> None:
    with pytest.raises(Refused, match=why):
        reworded(letters("en")["did_you_meet"], SITE, words, NOW)
