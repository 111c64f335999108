from service.domain.words import euros
from service.mail.layout import Block, blocks_of, text_of

OURS = "https://oksa.example.fi"


def test_lines_become_paragraphs_examples_and_links() -> None:
    body = (
        "Hei Eetu\n\nVastaa\nesimerkiksi:\n\n    Kyllä\n    Ei\n\n"
        "Avaa sivu: https://oksa.example.fi/t/abc\nLoppu"
    )
    assert list(blocks_of(body, OURS)) == [
        Block("text", ("Hei Eetu",)),
        Block("text", ("Vastaa", "esimerkiksi:")),
        Block("example", ("Kyllä", "Ei")),
        Block("link", ("Avaa sivu",), "https://oksa.example.fi/t/abc"),
        Block("text", ("Loppu",)),
    ]


def test_a_line_that_is_only_a_link_is_its_own_label() -> None:
    link = "https://oksa.example.fi/haku"
    assert list(blocks_of(link, OURS)) == [Block("link", (link,), link)]


def test_a_trusted_link_elsewhere_tells_its_host() -> None:
    video = "https://teams.example.org@video.example.net/x"
    assert list(blocks_of(f"Etäyhteys: {video}", OURS, (video,))) == [
        Block("link", ("Etäyhteys",), video, "video.example.net")
    ]


def test_a_strangers_link_stays_text() -> None:
    for line in (
        "Tavoitteet: https://evil.example/",
        "Tavoitteet: https://oksa.example.fi.evil.example/",
        "Paikka: javascript:alert(1)",
    ):
        assert list(blocks_of(line, OURS)) == [Block("text", (line,))]


def test_without_a_site_no_link_is_ours() -> None:
    assert next(blocks_of("Avaa: https://oksa.example.fi/t", ""), None) == Block(
        "text", ("Avaa: https://oksa.example.fi/t",)
    )


def test_long_lines_are_broken_and_links_are_not() -> None:
    link = "https://oksa.example.fi/t/" + "a" * 80
    text = text_of("    " + "sana " * 30 + link)
    lines = text.splitlines()
    assert all(line.startswith("    ") for line in lines)
    assert lines[-1].strip() == link
    assert max(len(line) for line in lines[:-1]) <= 76


def test_no_line_breaks_within_a_sum() -> None:
    sum_ = euros(123450, "fi")
    for before in range(60, 77):
        assert sum_ in text_of(f"{'a' * before} {sum_} junalla")
