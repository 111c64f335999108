from service.web.catcher.shown import Card, opened, pieces
from tests.web.catcher import mails


def test_a_letter_is_shown_as_paragraphs_examples_and_links() -> None:
    shown = opened(mails.a_question())
    body, foot = pieces(shown.text, mails.SITE.base_url)
    assert shown.subject == "Tapasitteko ti 12.1.?"
    assert (shown.sender, shown.sender_address) == ("Mentoriohjelma", "oksa@oksa.example.org")
    assert shown.reply_to.startswith("oksa+")
    assert shown.to == mails.EETU.email
    assert shown.written_at == mails.NOW
    assert shown.card is None
    assert [(block.kind, len(block.lines)) for block in body] == [
        ("text", 1),
        ("text", 1),
        ("example", 2),
        ("link", 1),
        ("text", 1),
    ]
    assert body[3].href == "http://127.0.0.1:8000/t/abcdefgh"
    assert [block.kind for block in foot] == ["text", "link"]


def test_an_invitation_is_shown_as_a_card() -> None:
    assert opened(mails.an_invitation()).card == Card(
        method="REQUEST",
        uid="m7@oksa.example.org",
        sequence=2,
        summary="Mentorointi 1/4: Aino Käpyvuo & Eetu Oksalumi",
        starts_at=mails.STARTS_AT,
        ends_at=mails.a_meeting().ends_at,
        place="Kahvila Kaarna; Tampere",
        organizer=mails.ORGANIZER.address,
        organizer_name="Mentoriohjelma",
    )
