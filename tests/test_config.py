"""Settings as an operator may write them: each wrong one is named in one line."""

from pathlib import Path

import pytest

from service.config import load
from service.setting_values import BadSetting


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("OKSA_BASE_URL", "https://oksa.example.org:99999"),
        ("OKSA_BASE_URL", "https://oksa example.org"),
        ("OKSA_BASE_URL", "https://oksa.example.org/?a=b"),
        ("OKSA_BASE_URL", "https://me:secret@oksa.example.org"),
        ("OKSA_MAIL_DOMAIN", "-oksa..example"),
        ("OKSA_MAIL_DOMAIN", "mäki.example"),
        ("OKSA_MAIL_DOMAIN", "oksa.example;x"),
        ("MAIL_DEFAULT_SENDER", "two words@example.org"),
    ],
)
def test_a_wrong_value_is_named(tmp_path: Path, name: str, value: str) -> None:
    with pytest.raises(BadSetting, match=f"^{name}: "):
        load({name: value}, tmp_path)


def test_the_file_of_settings_may_name_files_as_the_environment_may(tmp_path: Path) -> None:
    (tmp_path / "key").write_text("a secret in a file\n")
    (tmp_path / "token").write_text("one")
    (tmp_path / "oksa.toml").write_text(
        f'SECRET_KEY_FILE = "{tmp_path}/key"\n'
        f'OKSA_IMAP_URL = "imaps://me@example.org"\nOKSA_IMAP_TOKEN_FILE = "{tmp_path}/token"\n'
    )
    settings = load({}, tmp_path)
    assert settings.secret_key == "a secret in a file"
    (tmp_path / "token").write_text("renewed")
    assert settings.imap
    assert settings.imap.present_secret() == "renewed"
    assert load({"SECRET_KEY": "another, said outright"}, tmp_path).secret_key[:7] == "another"


def test_a_file_that_is_no_text_is_named(tmp_path: Path) -> None:
    (tmp_path / "key").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(BadSetting, match=r"SECRET_KEY_FILE: .* is no text"):
        load({"SECRET_KEY_FILE": str(tmp_path / "key")}, tmp_path)


def test_a_file_of_settings_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    (tmp_path / "oksa.toml").mkdir()
    with pytest.raises(BadSetting, match=r"^oksa.toml: Is a directory"):
        load({}, tmp_path)


def test_both_kinds_of_encryption_at_once_are_refused(tmp_path: Path) -> None:
    both = {"MAIL_SERVER": "smtp.example.org", "MAIL_USE_TLS": "1", "MAIL_USE_SSL": "1"}
    with pytest.raises(BadSetting, match="only one of them"):
        load(both, tmp_path).need_mail()
