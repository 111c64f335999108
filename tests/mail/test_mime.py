from email import message_from_bytes
from email.header import decode_header, make_header
from email.parser import BytesParser
from email.policy import default
from email.utils import parseaddr

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.domain.flat import one_line, plain_name
from service.domain.invitations import Mailbox
from service.mail import mime

ANY = st.text(st.characters())


@given(ANY)
def test_any_text_becomes_one_header_with_that_text(text: str) -> None:
    raw = mime.header("Subject", text)
    read = message_from_bytes(raw + b"\r\n")
    assert read.keys() == ["Subject"]
    assert str(make_header(decode_header(read["Subject"]))) == one_line(text)
    assert max(len(line) for line in raw.split(b"\r\n")) <= 76


@given(ANY)
def test_any_name_becomes_one_mailbox_with_our_address(name: str) -> None:
    raw = mime.address_header("Reply-To", Mailbox(name, "oksa@mail.example.org"))
    raw.decode("ascii")
    read = message_from_bytes(raw + b"\r\n")
    phrase, address = parseaddr(read["Reply-To"])
    assert read.keys() == ["Reply-To"]
    assert address == "oksa@mail.example.org"
    assert str(make_header(decode_header(phrase))) == plain_name(name)


def test_a_name_with_a_comma_is_still_one_mailbox() -> None:
    raw = mime.address_header("From", Mailbox("Mentorointi, kevät", "oksa@example.org"))
    mailbox = BytesParser(policy=default).parsebytes(raw + b"\r\n")["From"].addresses[0]
    assert (mailbox.display_name, mailbox.addr_spec) == ("Mentorointi, kevät", "oksa@example.org")


@pytest.mark.parametrize(
    "address",
    ["", "anna", "anna@example.org\r\nBcc: x@example.org", "a b@example.org", "a@b, c@d", "ä@b.fi"],
)
def test_refuses_what_is_no_address(address: str) -> None:
    with pytest.raises(ValueError):
        mime.address_header("To", Mailbox("Anna", address))


@given(ANY.map(lambda text: "\n".join(one_line(line) for line in text.split("\n"))))
def test_a_text_part_comes_back_as_it_was_written(text: str) -> None:
    raw = mime.text_part("plain", text + "\n")
    body = message_from_bytes(raw).get_payload(decode=True)
    assert isinstance(body, bytes)
    assert body.decode().replace("\r\n", "\n") == text + "\n"
    assert max(len(line) for line in raw.split(b"\r\n")) <= 76


def test_parts_nest() -> None:
    inner = mime.multipart("alternative", "a", [mime.text_part("plain", "Hei --=_a\n")])
    event = mime.base64_part("application/ics", b"BEGIN", 'attachment; filename="invite.ics"')
    read = message_from_bytes(mime.multipart("mixed", "b", [inner, event]))
    assert [part.get_content_type() for part in read.walk()] == [
        "multipart/mixed",
        "multipart/alternative",
        "text/plain",
        "application/ics",
    ]
    assert [part.defects for part in read.walk()] == [[], [], [], []]
