"""The files of a mail, taken as they are: names without folders, texts and logos left out (S9)."""

from email.message import EmailMessage

from service.domain.receipts import LARGEST, File
from service.reading.mail.attached import attached
from service.reading.mail.bounds import MAX_BYTES

JPEG = b"\xff\xd8\xff\xe0" + b"x" * 9000


def a_mail() -> EmailMessage:
    message = EmailMessage()
    message["From"] = "Anna Mäkinen <anna.mentor@example.org>"
    message.set_content("Junaliput 23,40 €")
    message.add_alternative("<p>Junaliput 23,40 €</p>", subtype="html")
    return message


def test_the_words_themselves_are_no_files() -> None:
    assert attached(a_mail().as_bytes()) == ()


def test_files_come_with_their_names_and_bytes() -> None:
    message = a_mail()
    message.add_attachment(JPEG, "image", "jpeg", filename="kuitti ä.jpg")
    message.add_attachment("rivi", subtype="csv", filename="kulut.csv")
    assert attached(message.as_bytes()) == (
        File("kuitti ä.jpg", JPEG),
        File("kulut.csv", b"rivi\n"),
    )


def test_a_name_leads_into_no_folder() -> None:
    message = a_mail()
    for name in ("../../etc/kuitti.pdf", "C:\\temp\\kuitti.pdf"):
        message.add_attachment(b"%PDF-", "application", "pdf", filename=name)
    assert [file.name for file in attached(message.as_bytes())] == ["kuitti.pdf", "kuitti.pdf"]


def test_a_phones_picture_in_the_text_is_a_file_and_a_logo_is_not() -> None:
    message = EmailMessage()
    message.set_content("<p>Junaliput 23,40 €</p>", subtype="html")
    message.add_related(JPEG, "image", "jpeg", cid="<photo@example.org>")
    message.add_related(JPEG[:900], "image", "jpeg", cid="<logo@example.org>")
    assert attached(message.as_bytes()) == (File(".jpg", JPEG),)


def test_a_forwarded_mail_is_a_file_and_is_not_opened() -> None:
    message = a_mail()
    message.add_attachment(a_mail())
    assert attached(message.as_bytes()) == (File(".eml", b"mail"),)


def test_what_a_too_long_mail_cuts_off_comes_as_too_large() -> None:
    message = a_mail()
    message.add_attachment(b"%PDF-" + b"x" * MAX_BYTES, "application", "pdf", filename="iso.pdf")
    (file,) = attached(message.as_bytes())
    assert (file.name, len(file.content)) == ("iso.pdf", LARGEST + 1)
