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
    "On 11 Mar 2026 at 8.00 +0200, Oksa <oksa@example.org>, wrote:",
    "10. maalisk. 2026 18.30.04 Oksa <oksa@example.org>:",
    "* Oksa <oksa@example.org> [2026-03-06 09:00 +0200]:",
    "Lainaus Oksa <oksa@example.org>:",
    "Citerar Oksa <oksa@example.org>:",
    "Kontakt Oksa (<oksa@example.org>) kirjutas kuupäeval K, 11. märts 2026\nkell 08:00:",
    "ср, 11 мар. 2026\u202fг. в 08:00, Oksa <oksa@example.org>:",
    "在 Oksa <oksa@example.org>，2026年3月6日 上午9:00写道：",
    "Oksa writes:",
    "-----Oksa <oksa@example.org> skrev: -----",
    "-----Original Message-----\nFrom: Oksa <oksa@example.org>\nSent: Monday\nTo: Anna",
]
UNMARKED = [
    "-----Ursprüngliche Nachricht-----",
    "-------- Algne sõnum --------",
    "-------- Original message --------From: Oksa <oksa@example.org> Date: 10/03/2026",
    ">>> Oksa <oksa@example.org> 10.3.2026 18:30 >>>",
    "---- On Wed, 11 Mar 2026 08:00:12 +0200 Oksa <oksa@example.org> wrote ---",
    "----- Viesti lähettäjältä oksa@example.org ---------",
    "Oksa ---11/03/2026 08:00:12---Hello Anna, Did you meet",
    '11.03.2026, 08:00, "Oksa" <oksa@example.org>:',
    "Gesendet: Mittwoch\nVon: Oksa <oksa@example.org>\nAn: Anna\nBetreff: Treffen",
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


@pytest.mark.parametrize("mark", ["| ", ": ", "O> ", "Oksa> "])
def test_knows_other_marks_of_quoted_lines(mark: str) -> None:
    quoted = "\n".join(f"{mark}{line}".rstrip() for line in OURS.split("\n"))
    mail = f"Oksa <oksa@example.org> writes:\n\n{quoted}\n\nJoo, tavattiin."
    assert written_now(mail) == "Joo, tavattiin."


def test_keeps_answers_between_marked_lines_under_a_heading() -> None:
    heading = "-----Original Message-----\n> From: Oksa\n> Sent: Monday\n>\n> Did you meet?"
    assert written_now(f"{heading}\n\nYes.\n\n> When next?\n\nIn May.") == "Yes.\n\n\nIn May."


@pytest.mark.parametrize(
    "said",
    [
        "Ja, 30 minuter.\nOn 11 Mar 2026 at 8.00, Oksa <oksa@example.org>, wrote:\n> Hej",
        "Ja, 30 minuter.\nDen 11 mars 2026 kl. 8.00 skrev Oksa:\n> Hej",
        "Ja, 30 minuter.\nOn Tue, Apr 7, Oksa <oksa@example.org> wrote:\n> Hej",
    ],
)
def test_keeps_what_stands_right_above_an_attribution(said: str) -> None:
    assert written_now(said) == "Ja, 30 minuter."


@pytest.mark.parametrize(
    "said",
    [
        "Aiheet\n----------\n1. CV\n2. palkka\n__________\nNämä sopivat.",
        "Ämnen:\n- CV\n- Anna\n- lön",
        "Tavattiin, 1 h.\n--\nSeuraava tapaaminen on 14.4. klo 17.",
        "Lähetetty iPhonesta bussissa, siksi lyhyesti: tavattiin, 1 h.",
        "Kuten Eeva kirjoitti:\nei tavattu.",
        "Tulen 14.4. klo 17.00.\nAnna wrote that she can not come:\nso only me.",
        "A> B on väärin, C> D oikein.",
        "Ti> 14.4. klo 17\nTi> 21.4. klo 17\nTi> 28.4. klo 17",
        "Me> 14.4. klo 17\nMe> 21.4. klo 17",
        "Huom: palkka\nAn: ei mitään\nVon: Bülow on aiheeni",
        "Bussi 3,20 €.\nLähetetty mailiin kuitti museosta 12 €.",
        "Sent from my phone to the office: no. Sent with the receipt, 12 €.",
        "Olen taas virukseton. Tulen keskiviikkona.",
        "Jag är nu virusfri. Kommer på onsdag!",
        "My mail says this is from an external sender, but yes I'll come.",
        "Haluan puhua luottamuksellisesta asiasta.",
        "Hej\nDe: 17.00\nTil: 18\nAn: mig\nJag kommer",
        "Bus\nDate: 8.4.\nFrom: Turku\nTo: Helsinki\nPrice: 24 €",
        "Ja, vi träffades.\nDatum: 8.4.\nFrån: 17.00\nTill: 18.15",
        "Tulen.\nAnna Esimerkki, tulen kyllä vasta klo 18",
    ],
)
def test_keeps_what_looks_like_a_programs_line(said: str) -> None:
    assert written_now(said, "Anna Esimerkki") == said


@pytest.mark.parametrize(
    "below",
    [
        "Von meinem iPhone gesendet",
        "Envoyé de mon iPhone",
        "Hanki BlueMail Androidille",
        "--\nSent from my Android device with K-9 Mail. Please excuse my brevity.",
        "Virus-free.www.avast.com<https://example.org/a>",
        "-- \nAnna Esimerkki, Testikatu 5 A 3, 00100 Helsinki, puh. 040 1234567.",
        "--\nLife is 10 % what happens and 90 % how you react.",
        "_____________\nMentorit mailing list\nmentorit@example.org",
        "----------------\nThis message was sent using IMP.",
        "--\nTo view this discussion visit https://example.org/d/msgid/mentors/CAKx7.",
        "Vänliga hälsningar\nAnna\nExempel Ab\n”Tillsammans – ses vi i dag?”",
        "Best,\nAnna\n[Join our open day on 14 April]<https://example.org/a?b=c>",
        "Vänliga hälsningar / Ystävällisin terveisin / Best regards",
        "Anna Esimerkki | Esimerkki Oy\n[cid:logo@example]",
        "Anna Esimerkki reacted via Gmail\n<https://example.org/gmail/?utm_source=x#app>",
    ],
)
def test_drops_tags_and_footers_of_more_programs(below: str) -> None:
    assert written_now(f"Joo, 1 h.\n\n{below}", "Anna Esimerkki") == "Joo, 1 h."


def test_takes_what_is_signed_out_of_its_frame() -> None:
    signed = (
        "-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA512\n\nTopics:\n- - CV\n- - pay\n"
        "-----BEGIN PGP SIGNATURE-----\n\niQIz\n-----END PGP SIGNATURE-----"
    )
    assert written_now(signed) == "Topics:\n- CV\n- pay"


@pytest.mark.parametrize(
    ("page", "said"),
    [
        ("<table><tr><td>Bussi</td><td>3,20 €</td></tr></table>", "Bussi 3,20 €"),
        ("<pre>Hei,\n\ntulen\ntorstaina.</pre>", "Hei,\n\ntulen\ntorstaina."),
        ('<div style="display: none;max-height:0">Peruttu</div><p>Joo.</p>', "Joo."),
        ('<span style="font-size:0">Peruttu</span><p>Joo.</p>', "Joo."),
        ('<p style="font-size:0.9em">Joo.</p>', "Joo."),
        ('<p style="display:block">Joo.</p>', "Joo."),
        ('<div>Joo.</div><div name="quote"><b>Von:</b> Oksa</div>', "Joo."),
        ('<div><br></div><div id="Signature"><p>Joo, 1 h.</p></div>', "Joo, 1 h."),
        ('<div>Joo.</div><div id="Signature"><p>Anna Testi</p></div>', "Joo."),
    ],
)
def test_reads_only_what_a_page_shows(page: str, said: str) -> None:
    assert text_of_html(page) == said


def test_keeps_answers_that_outlook_marks_with_the_writers_name() -> None:
    mail = (
        "Vastaukset alla.\n\nLähettäjä: Oksa\nLähetetty: tänään\nVastaanottaja: Anna\nAihe: Hei\n\n"
        "Tapasitteko?\n\n[Anna Esimerkki] Joo, 1 h.\n\n[Oksa] Entä kulut?"
    )
    assert written_now(mail, "Anna Esimerkki") == "Vastaukset alla.\n\nJoo, 1 h."


def test_keeps_a_line_that_a_mailbox_marked() -> None:
    assert written_now("Two hours.\n>From what I saw it went well.") == (
        "Two hours.\nFrom what I saw it went well."
    )


def test_keeps_three_topics_that_are_named_like_headers() -> None:
    said = "Teema: työnhaku\nPäivämäärä: 14.4.\nKopio: ei kenellekään"
    assert written_now(said) == said


def test_keeps_a_dated_sentence_right_above_a_short_attribution() -> None:
    assert written_now("Tulen 14.4.\nOksa kirjoitti:\n> Hei") == "Tulen 14.4."


def test_a_sentence_under_a_rule_of_ones_own_is_written_now() -> None:
    text = "Joo, tavattiin.\n____________\nSeuraava 14.4. klo 17."
    assert written_now(text) == text
    assert written_now("Tulen.\n____________\nEsimerkki Oy | www.example.fi") == "Tulen."


def test_what_stands_in_brackets_after_a_name_is_of_the_signature() -> None:
    text = "Yes, I will be there.\n\nAnna Testi (she/her)\nBSc student"
    assert written_now(text, "Anna Testi") == "Yes, I will be there."


@pytest.mark.parametrize(
    "below",
    [
        "从 小米手机 发送",
        "Đã gửi từ iPhone của tôi",
        "-------- 原始邮件 --------\n发件人： Oksa <oksa@example.org>\nDid you meet?",
        "发件人: Oksa <oksa@example.org>\n发送时间: 2026年4月16日 9:05\n"
        "主题: Did you meet?\n\nHello!",
    ],
)
def test_programs_in_languages_from_afar_are_known(below: str) -> None:
    assert written_now(f"Yes, 60 min.\n\n{below}") == "Yes, 60 min."
