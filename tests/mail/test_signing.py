"""Our own signature on our letters, verified by dkimpy and by OpenDKIM (D1)."""

import shutil
import subprocess
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import dkim
import pytest

from service.config import load
from service.domain.letters import Draft, Letter, Matter
from service.domain.proof import Origin
from service.mail.letters import sent_again, write
from service.mail.origin import check
from service.mail.samples import samples
from service.setting_values import BadSetting
from tests.programme import ANNA, SITE
from tests.signed import key, look, published, records

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
OURS = replace(SITE, dkim_selector="s1", dkim_key=key())
WORDS = {"link": "https://oksa.example.org/koordinaattori", "minutes_valid": 20}


def a_letter() -> Letter:
    draft = Draft("sign_in", ANNA, Matter("coordinator", 1), "sign_in:1", {"fi": "Oksa"}, WORDS)
    return write(draft, OURS, NOW)


def known() -> dict[str, str]:
    return records("oksa.example.org")


def test_a_letter_is_signed_when_it_is_built_and_the_same_each_time() -> None:
    letter = a_letter()
    assert letter.raw.startswith(b"DKIM-Signature: ")
    assert a_letter().raw == letter.raw
    assert check(letter.raw, look(known())) == Origin("pass", "signed by oksa.example.org")
    text = known()["s1._domainkey.oksa.example.org"].encode()
    assert dkim.verify(letter.raw, dnsfunc=lambda name, timeout=5: text)
    assert max(len(line) for line in letter.raw.split(b"\r\n")) <= 998


def test_a_letter_sent_again_is_signed_anew() -> None:
    again = sent_again(a_letter(), OURS, "sign_in:1:again", NOW)
    assert again.raw.count(b"DKIM-Signature:") == 1
    assert check(again.raw, look(known())).result == "pass"


def test_without_a_selector_nothing_is_signed() -> None:
    letter = sent_again(a_letter(), SITE, "sign_in:1:again", NOW)
    assert b"Message-ID: " + letter.message_id.encode() in letter.raw


def test_every_kind_of_letter_has_a_signature_that_fits() -> None:
    found = {name: check(raw, look(known())).result for name, raw in samples(OURS, NOW)}
    assert {name for name, result in found.items() if result != "pass"} == set()


@pytest.mark.skipif(shutil.which("opendkim") is None, reason="opendkim is not installed")
def test_opendkim_verifies_it_too(tmp_path: Path) -> None:
    keys, config = tmp_path / "keys", tmp_path / "opendkim.conf"
    keys.write_text(f"s1._domainkey.oksa.example.org {published(key())}\n")
    config.write_text(f"Mode v\nTestDNSData file:{keys}\nSyslog no\n")
    mail = tmp_path / "mail.eml"
    for end, fits in ((b"", True), (b"More words.\r\n", False)):
        mail.write_bytes(a_letter().raw + end)
        ended = subprocess.run(
            ["opendkim", "-x", config, "-t", mail], capture_output=True, text=True, check=False
        )
        assert ("succeeded" in ended.stdout + ended.stderr) is fits


@pytest.mark.parametrize(
    ("said", "wrong"),
    [
        ({"OKSA_DKIM_SELECTOR": "s1"}, "OKSA_DKIM_KEY is not set"),
        ({"OKSA_DKIM_KEY": "x"}, "OKSA_DKIM_SELECTOR is not set"),
        (
            {"OKSA_DKIM_SELECTOR": "s1", "OKSA_DKIM_KEY": "x"},
            "OKSA_DKIM_KEY is not an RSA private key in PEM",
        ),
        (
            {"OKSA_DKIM_SELECTOR": "s 1", "OKSA_DKIM_KEY": "x"},
            "OKSA_DKIM_SELECTOR: 's 1' is no DKIM selector",
        ),
    ],
)
def test_a_bad_key_is_named_in_one_line(tmp_path: Path, said: dict[str, str], wrong: str) -> None:
    base = {"OKSA_BASE_URL": "http://127.0.0.1", "OKSA_MAIL_DOMAIN": "oksa.example.org"}
    with pytest.raises(BadSetting, match="^" + wrong.replace("(", r"\(") + "$"):
        load({**base, **said}, tmp_path).need_site()


def test_a_key_comes_from_a_file(tmp_path: Path) -> None:
    (tmp_path / "key.pem").write_bytes(key())
    said = {"OKSA_DKIM_SELECTOR": "s1", "OKSA_DKIM_KEY_FILE": str(tmp_path / "key.pem")}
    base = {"OKSA_BASE_URL": "http://127.0.0.1", "OKSA_MAIL_DOMAIN": "oksa.example.org"}
    assert load({**base, **said}, tmp_path).need_site().dkim_key.strip() == key().strip()
