import pytest

from service.reading.mail.message import parse

LONG = "Joo, tavattiin. Oksa kirjoitti 11.3.2026 klo 8.00: " + "Hei, tapasitteko tiistaina? " * 8


@pytest.mark.parametrize("plain", ["Sähköpostiohjelmasi ei tue HTML-viestejä. Avaa muualla.", LONG])
def test_reads_the_page_where_the_text_only_stands_in_for_it(plain: str) -> None:
    raw = (
        'Content-Type: multipart/alternative; boundary="b"\n\n'
        f"--b\nContent-Type: text/plain; charset=utf-8\n\n{plain}\n"
        "--b\nContent-Type: text/html\n\n<p>Joo, tavattiin.</p>\n--b--\n"
    )
    assert parse(raw.encode()).text == "Joo, tavattiin."


def test_reads_a_text_sent_alone_as_an_attachment() -> None:
    head = b"Content-Type: text/plain\nContent-Disposition: attachment; filename=reply.txt\n\n"
    assert parse(head + b"Yes, we met.").text == "Yes, we met."
