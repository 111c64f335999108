import pytest

from service.domain.imap import FORM, Mailbox, mailbox_at


@pytest.mark.parametrize(
    ("url", "mailbox"),
    [
        (
            "imaps://oksa@mail.example.org",
            Mailbox("mail.example.org", 993, True, "oksa", "", "INBOX"),
        ),
        (
            "imap://oksa:s%C3%A4la%2Fsana@mail.example.org:1143/Posti/Uudet%20viestit/",
            Mailbox("mail.example.org", 1143, False, "oksa", "säla/sana", "Posti/Uudet viestit"),
        ),
        (
            "imaps://oksa@example.org@[::1]/INBOX",
            Mailbox("::1", 993, True, "oksa@example.org", "", "INBOX"),
        ),
        (
            "imaps://oksa%40example.org@outlook.example.org/",
            Mailbox("outlook.example.org", 993, True, "oksa@example.org", "", "INBOX"),
        ),
    ],
)
def test_an_address_says_where_a_mailbox_is(url: str, mailbox: Mailbox) -> None:
    assert mailbox_at(url) == mailbox


@pytest.mark.parametrize(
    "url",
    [
        "mail.example.org",
        "https://oksa@mail.example.org",
        "imaps://mail.example.org",
        "imaps://oksa@",
        "imaps://oksa:salasana@mail.example.org:port",
        "imaps://oksa:salasana@mail.example.org:99999",
        "imaps://oksa:salasana@mail.example.org/INBOX;UIDVALIDITY=1?ALL",
        "imaps://oksa:sala%0d%0aA1%20LOGOUT@mail.example.org",
    ],
)
def test_anything_else_is_refused_without_a_word_of_it(url: str) -> None:
    with pytest.raises(ValueError) as refused:
        mailbox_at(url)
    assert str(refused.value) == FORM


@pytest.mark.parametrize(
    ("host", "is_here"),
    [("localhost", True), ("127.0.0.9", True), ("[::1]", True), ("10.0.0.1", False), ("x", False)],
)
def test_only_this_machine_is_spoken_to_without_tls(host: str, is_here: bool) -> None:
    assert mailbox_at(f"imap://oksa@{host}").is_here == is_here
