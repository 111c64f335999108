from dataclasses import fields, replace
from pathlib import Path

from jobs.parts import environment, standard
from service import config
from tests.jobs import machine


def test_a_part_reads_the_settings_it_is_given_whatever_else_is_set(tmp_path: Path) -> None:
    said = {
        "OKSA_SMTP_LISTEN": "[::1]:2525",
        "OKSA_SMTP_CERT": "/etc/oksa/cert.pem",
        "OKSA_SMTP_KEY": "/etc/oksa/key.pem",
        "OKSA_LMTP_LISTEN": "127.0.0.1:8024",
        "OKSA_AUTHSERV_ID": "mx.example.org",
        "OKSA_DKIM_SELECTOR": "s1",
        "OKSA_DKIM_KEY": "-----BEGIN RSA PRIVATE KEY-----\nAA==\n-----END RSA PRIVATE KEY-----",
        "MAIL_DEFAULT_SENDER": "Oksa <kirje@oksa.example.org>",
        "MAIL_USE_TLS": "yes",
        "MAIL_USE_SSL": "1",
        "MAIL_USERNAME": "oksa",
        "MAIL_PASSWORD": "sala sana",
        "REDIS_URL": "redis://127.0.0.1:1/3",
        "SECRET_KEY": "k" * 20,
        "OKSA_METRICS_TOKEN": "m" * 20,
        "OKSA_WEBHOOK_SECRET": "w" * 20,
        "OKSA_IMAP_URL": "imaps://oksa@mail.example.org/Posti",
        "OKSA_IMAP_TOKEN": "a token",
        "OKSA_IMAP_MOVED_TO": "Luetut",
    }
    full, bare = machine.settings(tmp_path, 25, **said), config.load({"OKSA_DATA": "/d"}, tmp_path)
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "oksa.toml").write_text(
        'MAIL_USERNAME = "another"\nSECRET_KEY = "x"\nOKSA_IMAP_PASSWORD = "x"\n'
    )
    token = tmp_path / "token"
    token.write_text("renewed by others")
    said = {**said, "OKSA_IMAP_TOKEN_FILE": str(token)}
    del said["OKSA_IMAP_TOKEN"]
    filed = machine.settings(tmp_path, 25, **said)
    assert full.imap
    assert filed.imap == replace(full.imap, secret="", secret_file=str(token))
    other = {"MAIL_PASSWORD_FILE": "/nowhere", "OKSA_BASE_URL_FILE": "/nowhere"}
    for settings in (full, bare, filed):
        assert config.load({**other, **environment(settings)}, elsewhere) == settings
    empty = {field.name for field in fields(full) if getattr(full, field.name) in ("", None, False)}
    assert empty == set()


def test_the_parts_are_what_the_settings_ask_for(tmp_path: Path) -> None:
    names = [part.name for part in standard(machine.settings(tmp_path), "127.0.0.1", 8000)]
    assert names == ["queue", "web", "door", "worker", "timetable"]
    without = machine.settings(tmp_path, OKSA_SMTP_LISTEN="", REDIS_URL="redis://127.0.0.1:1")
    names = [part.name for part in standard(without, "127.0.0.1", 8000)]
    assert names == ["web", "worker", "timetable"]
    fetched = {"OKSA_IMAP_URL": "imaps://oksa@mail.example.org", "OKSA_IMAP_PASSWORD": "x"}
    imap = machine.settings(tmp_path, 0, OKSA_SMTP_LISTEN="", **fetched)
    names = [part.name for part in standard(imap, "127.0.0.1", 8000)]
    assert names == ["queue", "web", "imap", "worker", "timetable"]
    lmtp = machine.settings(tmp_path, OKSA_SMTP_LISTEN="", OKSA_LMTP_LISTEN="127.0.0.1:8024")
    names = [part.name for part in standard(lmtp, "127.0.0.1", 8000)]
    assert names == ["queue", "web", "door", "worker", "timetable"]
