"""Any words dressed as the reply of any client come back whole, and nothing else with them."""

from datetime import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from service.domain.languages import Language
from service.reading import reply_text
from tests.reading.dress import CLIENTS, Reply, dressed

SENT = datetime.fromisoformat("2026-03-11T09:15:00+02:00")
LANGUAGES: list[Language] = ["fi", "sv", "en"]
LETTERS = st.characters(categories=["Ll", "Lu"], max_codepoint=0x24F)
WORD = st.one_of(
    st.text(LETTERS, min_size=2, max_size=9),
    st.sampled_from([
        "14.3.", "klo", "17.30", "1,5", "h", "€", "<3", "&", "ja", "På", "we", "kirjoitti", "skrev",
        "wrote", "Aihe:", "- CV", "(joo)", "😊", "👍🏽", "5 > 3", '"', "#2", "http://example.org/a?b=1",
    ]),
)  # fmt: skip
# A full stop ends each line: a bare "best" or a name alone would rightly be a signature.
LINE = st.lists(WORD, min_size=1, max_size=8).map(lambda said: " ".join(said) + " joo.")
TEXT = st.lists(st.one_of(LINE, LINE, st.just("")), min_size=1, max_size=6).map(
    lambda lines: "\n".join(lines).strip()
)


def squeezed(text: str) -> list[str]:
    """Lines without blank ones: HTML has no one way to write a blank line."""
    return [" ".join(line.split()) for line in text.split("\n") if line.strip()]


@pytest.mark.parametrize("client", CLIENTS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_what_was_typed_comes_back_from_each_client(client: str, language: Language) -> None:
    words = "Joo, tavattiin tiistaina.\n\nAihe: työhaastattelu\n- CV\n- palkka"
    assert reply_text(dressed(Reply(words, language, SENT), client)) == words


@pytest.mark.parametrize("client", CLIENTS)
@pytest.mark.parametrize(
    "signature", ["Anna Virtanen\njohtaja, Yritys Oy\n+358 40 555 0199", "Terveisin\nAnna"]
)
def test_a_signature_stays_behind(client: str, signature: str) -> None:
    reply = Reply("Ei tavattu.", "fi", SENT, "Anna Virtanen", "", signature)
    assert reply_text(dressed(reply, client)) == "Ei tavattu."


@settings(max_examples=300, deadline=None)
@given(TEXT.filter(bool), st.sampled_from(sorted(CLIENTS)), st.sampled_from(LANGUAGES))
def test_any_text_comes_back_whole(text: str, client: str, language: Language) -> None:
    got = reply_text(dressed(Reply(text, language, SENT), client))
    assert squeezed(got) == squeezed(text)
