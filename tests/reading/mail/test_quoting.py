import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from service.reading.mail.html import text_of_html
from service.reading.mail.quoting import written_now

OURS = "Hei!\n\nTapasitteko tiistaina? Vastaa: kyllä, 1,5 h.\n\nTerveisin\nMentoriohjelma"
QUOTED = "\n".join(f"> {line}" for line in OURS.split("\n"))
ABOVE = [
    "ma 19. elok. 2019 klo 21.27 Oksa (oksa@example.org) kirjoitti:",
    "ke 29.10.2025 klo 8.22 Oksa mentorointi\n<oksa@example.org> kirjoitti:",
    "Oksa kirjoitti 3.9.2026 klo 4.57:",
    "su, 2025-09-28 kello 11:07 +0000, Oksa kirjoitti:",
    "Mon, May 06, 2024 at 05:08:19PM +0200, Oksa kirjoitti:",
    "Oksa <oksa@example.org> kirjoitti 28/10/2021 12.46:",
    "Den ons 8 jan. 2025 kl 09:15 skrev Oksa <oksa@example.org>:",
    "Den 2026-03-20 kl. 12:38, skrev Oksa:",
    'Den 3.3.2026 kl. 12:38 skrev "Oksa" <oksa@example.org> följande:',
    "On Fri, 16 Jan 2026 at 06:04, Oksa mentorointi\n<oksa@example.org> wrote:",
    "On 21/09/2026 06:31, Oksa wrote:",
]
UNMARKED = [
    "-------- Alkuperäinen viesti --------",
    "-----Ursprungligt meddelande-----",
    "-----Original Message-----",
    "________________________________\nLähettäjä: Oksa <oksa@example.org>\nLähetetty: maanantai"
    " 2. helmikuuta 2026\nVastaanottaja: Anna\nAihe: Tapasitteko?",
    "Från: Oksa <oksa@example.org>\nSkickat: den 4 februari 2026\nTill: Anna\nÄmne: Träff",
    "From: Oksa <oksa@example.org>\nSent: Monday\nTo: Anna\nSubject: Did you meet?",
]


@pytest.mark.parametrize("attribution", ABOVE)
def test_drops_what_a_client_quotes(attribution: str) -> None:
    assert written_now(f"Joo, tavattiin.\n\n{attribution}\n{QUOTED}") == "Joo, tavattiin."


@pytest.mark.parametrize("attribution", ABOVE)
def test_keeps_an_answer_below_the_quote(attribution: str) -> None:
    assert written_now(f"{attribution}\n{QUOTED}\n\nJoo, tavattiin.") == "Joo, tavattiin."


@pytest.mark.parametrize("opening", UNMARKED)
def test_drops_all_below_a_heading_of_old_mail(opening: str) -> None:
    assert written_now(f"Ja, 1 h\n\n{opening}\n\n{OURS}") == "Ja, 1 h"


@pytest.mark.parametrize(
    "tag",
    [
        "Lähetetty iPhonesta",
        "Lähetetty Galaxy-puhelimestani",
        "Skickat från min iPhone",
        "Sent from my Galaxy",
        "Hanki Outlook for iOS<https://aka.ms/o0ukef>",
        "Skaffa Outlook för Android<https://aka.ms/AAb9ysg>",
        "Get Outlook for Android",
    ],
)
def test_drops_device_tags(tag: str) -> None:
    assert written_now(f"Kyllä\n\n{tag}") == "Kyllä"


@pytest.mark.parametrize(
    "signature",
    [
        "-- \nAnna Virtanen\nTampere",
        "Terveisin\nAnna",
        "Ystävällisin terveisin\nAnna Virtanen\njohtaja",
        "Med vänlig hälsning\nAnna\n050 555 0182",
        "Best regards,\nAnna",
        "Anna",
        "t. Anna",
        "/Anna",
        "A. Virtanen",
        "Mvh Anna",
        "Anna Virtanen\nTuotantojohtaja\n+358 40 555 0119",
    ],
)
def test_drops_signatures(signature: str) -> None:
    assert written_now(f"Tulen.\n\n{signature}", "Anna Virtanen") == "Tulen."


@pytest.mark.parametrize(
    "text",
    [
        "Aihe: työhaastattelu ja palkka",
        "kirjoitin jo Annalle: tavattiin eilen",
        "Haluan puhua:\n- CV\n- LinkedIn",
        "Anna ei päässyt, muut tulivat",
    ],
)
def test_keeps_a_persons_own_words(text: str) -> None:
    assert written_now(text, "Anna Virtanen") == text


def test_drops_legal_footers() -> None:
    footer = "Tämä viesti on tarkoitettu vain vastaanottajalleen."
    assert written_now(f"Joo\n\n{footer}") == "Joo"


def test_cuts_quotes_from_html_before_reading_it() -> None:
    page = (
        '<div dir="ltr">Joo tavattiin<br>tunti</div><div class="gmail_quote">'
        '<div class="gmail_attr">'
        "pe klo 9 Oksa kirjoitti:</div><blockquote>Tapasitteko?</blockquote></div>"
    )
    assert text_of_html(page) == "Joo tavattiin\ntunti"


def test_cuts_outlooks_block_and_all_after_it() -> None:
    page = (
        '<div class="WordSection1"><p>Kyllä</p>'
        '<div style="border:none;border-top:solid #E1E1E1 1.0pt">'
        "<p><b>Lähettäjä:</b> Oksa</p></div><p>Tapasitteko?</p></div>"
    )
    assert text_of_html(page) == "Kyllä"


WORDS = st.sampled_from(["joo", "tavattiin", "eilen", "tunti", "kiitos", "ja", "hyvin", "meni"])


@settings(max_examples=100, deadline=None)
@given(st.lists(WORDS, min_size=1, max_size=12), st.sampled_from(ABOVE))
def test_a_reply_comes_back_whole_from_its_quotes(said: list[str], attribution: str) -> None:
    reply = " ".join(said)
    assert written_now(f"{reply}\n\n{attribution}\n{QUOTED}") == reply
