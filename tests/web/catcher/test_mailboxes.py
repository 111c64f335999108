from pathlib import Path

import pytest

from service.web.catcher import mailboxes

ADDRESS = "aino@example.org"


def a_mail(day: int) -> bytes:
    return f"Date: {day} Jan 2027 10:00:00 +0000\r\nMessage-ID: <{day}@x>\r\n\r\nHei\r\n".encode()


def test_letters_and_answers_come_back_with_the_newest_first(tmp_path: Path) -> None:
    mailboxes.put(tmp_path, ADDRESS, a_mail(4))
    mailboxes.put_sent(tmp_path, ADDRESS, a_mail(6))
    mailboxes.put(tmp_path, ADDRESS, a_mail(5))
    mails = mailboxes.every(tmp_path, "AINO@example.org")
    assert [(mail.raw, mail.is_sent) for mail in mails] == [
        (a_mail(6), True),
        (a_mail(5), False),
        (a_mail(4), False),
    ]
    assert mailboxes.addresses(tmp_path) == [ADDRESS]


def test_a_letter_is_unread_until_it_is_opened(tmp_path: Path) -> None:
    key = mailboxes.put(tmp_path, ADDRESS, a_mail(4))
    mailboxes.put(tmp_path, ADDRESS, a_mail(5))
    mailboxes.mark_read(tmp_path, ADDRESS, key)
    mailboxes.mark_read(tmp_path, ADDRESS, key)
    mailboxes.mark_read(tmp_path, ADDRESS, "no such key")
    assert mailboxes.unread(tmp_path, ADDRESS) == 1
    assert mailboxes.get(tmp_path, ADDRESS, key).is_read


def test_a_letter_is_found_by_its_message_id(tmp_path: Path) -> None:
    key = mailboxes.put(tmp_path, ADDRESS, a_mail(4))
    assert mailboxes.find(tmp_path, ADDRESS, "<4@x>") == key
    assert mailboxes.find(tmp_path, ADDRESS, "<5@x>") is None


def test_a_mailbox_nobody_has_is_empty(tmp_path: Path) -> None:
    assert mailboxes.every(tmp_path / "none", ADDRESS) == []
    assert mailboxes.unread(tmp_path / "none", ADDRESS) == 0
    assert mailboxes.addresses(tmp_path / "none") == []
    with pytest.raises(LookupError):
        mailboxes.get(tmp_path, ADDRESS, "no such key")


@pytest.mark.parametrize("address", ["../../etc@example.org", "a/b@example.org"])
def test_no_address_leads_out_of_the_folder(tmp_path: Path, address: str) -> None:
    folder = tmp_path / "mailboxes"
    mailboxes.put(folder, address, a_mail(4))
    assert [path.name for path in tmp_path.iterdir()] == ["mailboxes"]
    assert mailboxes.addresses(folder) == [address]
