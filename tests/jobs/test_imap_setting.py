from pathlib import Path

import pytest

from service.setting_values import BadSetting
from tests.jobs import machine

URL = "imaps://oksa@mail.example.org"


@pytest.mark.parametrize(
    ("said", "line"),
    [
        (
            {"OKSA_IMAP_URL": "imaps://oksa:salasana@mail.example.org:x"},
            "OKSA_IMAP_URL: not imaps://user@host:port/FOLDER",
        ),
        (
            {"OKSA_IMAP_URL": URL},
            "OKSA_IMAP_URL needs either OKSA_IMAP_PASSWORD or OKSA_IMAP_TOKEN",
        ),
        (
            {"OKSA_IMAP_URL": URL, "OKSA_IMAP_PASSWORD": "x", "OKSA_IMAP_TOKEN": "y"},
            "OKSA_IMAP_URL needs either OKSA_IMAP_PASSWORD or OKSA_IMAP_TOKEN",
        ),
        (
            {"OKSA_IMAP_URL": URL, "OKSA_IMAP_PASSWORD": "x", "OKSA_IMAP_MOVED_TO": "inbox"},
            "OKSA_IMAP_MOVED_TO is not another folder than that of OKSA_IMAP_URL",
        ),
        ({"OKSA_WEBHOOK_SECRET": "short"}, "OKSA_WEBHOOK_SECRET is shorter than 16 characters"),
    ],
)
def test_a_wrong_setting_is_named_in_one_line(
    tmp_path: Path, said: dict[str, str], line: str
) -> None:
    with pytest.raises(BadSetting) as refused:
        machine.settings(tmp_path, 0, **said)
    assert str(refused.value) == line


def test_a_password_may_stand_in_the_address(tmp_path: Path) -> None:
    imap = machine.settings(tmp_path, OKSA_IMAP_URL="imaps://oksa:sala@mail.example.org").imap
    assert imap is not None
    assert (imap.kind, imap.present_secret()) == ("password", "sala")


def test_a_secret_in_a_file_is_read_whenever_it_is_asked_for(tmp_path: Path) -> None:
    file = tmp_path / "token"
    file.write_text("one\n")
    said = {"OKSA_IMAP_URL": URL, "OKSA_IMAP_TOKEN_FILE": str(file)}
    imap = machine.settings(tmp_path, 0, **said).imap
    assert imap is not None
    assert imap.present_secret() == "one"
    file.write_text("two\n")
    assert imap.present_secret() == "two"
    for spoil, line in (
        (lambda: file.write_text(""), "OKSA_IMAP_TOKEN_FILE is not set"),
        (file.unlink, f"OKSA_IMAP_TOKEN_FILE: cannot read {file}: No such file or directory"),
    ):
        spoil()
        with pytest.raises(BadSetting) as refused:
            imap.present_secret()
        assert str(refused.value) == line


def test_the_part_needs_a_mailbox(tmp_path: Path) -> None:
    ended = machine.run_to_its_end("jobs.imap", machine.settings(tmp_path))
    assert ended == (2, "OKSA_IMAP_URL is not set\n")
