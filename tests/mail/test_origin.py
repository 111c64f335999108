"""What a mail's own signature proves, with names looked up in records of ours."""

import time
from collections.abc import Mapping

import dkim
import pytest

from service.domain.proof import Origin
from service.mail.alignment import is_aligned
from service.mail.origin import check
from tests.signed import SELECTOR, key, look, records, signed

MAIL = (
    b"From: Anna <anna@example.org>\r\nTo: oksa@oksa.example.org\r\nSubject: Re: Hei\r\n"
    b"Message-ID: <1@example.org>\r\n\r\nTavattiin.\r\n"
)
PASS = Origin("pass", "signed by example.org")
BROKEN = Origin("fail", "a signature of example.org that does not fit")
OTHER = Origin("none", "signed by another domain than its author's")


def test_a_signature_of_the_author_s_own_domain_proves_it() -> None:
    assert check(signed(MAIL), look(records())) == PASS


def test_an_unsigned_mail_is_no_failure_and_asks_nobody() -> None:
    assert check(MAIL, look(silent=True)) == Origin("none", "not signed")


@pytest.mark.parametrize(
    ("old", "new"),
    [(b"Tavattiin", b"Ei tavattu"), (b"Re: Hei", b"Re: Moi"), (b"<1@", b"<2@")],
)
def test_a_changed_mail_has_a_signature_that_does_not_fit(old: bytes, new: bytes) -> None:
    assert check(signed(MAIL).replace(old, new), look(records())) == BROKEN


def test_another_s_key_does_not_fit() -> None:
    assert check(signed(MAIL), look(records(private=key(2)))) == BROKEN


def test_names_that_do_not_answer_are_no_proof_and_no_failure() -> None:
    forged = signed(MAIL).replace(b"Tavattiin", b"Ei tavattu")
    for raw in (signed(MAIL), forged):
        found = check(raw, look(silent=True))
        assert found == Origin("none", "the keys could not be looked up")


@pytest.mark.parametrize(
    "record",
    [
        "",
        "v=DKIM1; p=",
        "v=DKIM1; k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=",
        "v=DKIM1; k=rsa; p=!!!",
        "v=spf1 -all",
        records()["s1._domainkey.example.org"] + "; t=y",
        "v=DKIM1; p=" + "A" * 5_000,
    ],
)
def test_a_key_that_is_missing_revoked_or_for_tests_is_no_proof(record: str) -> None:
    found = check(signed(MAIL), look({"s1._domainkey.example.org": record} if record else {}))
    assert found == Origin("none", "a signature that cannot be read")


def test_a_stranger_s_signature_says_nothing_of_the_author() -> None:
    raw = signed(MAIL, "stranger.example")
    assert check(raw, look(records("stranger.example"))) == OTHER
    both = signed(signed(MAIL), "stranger.example")
    assert check(both, look(records(), records("stranger.example"))) == PASS


def test_a_good_signature_outweighs_a_broken_one_beside_it() -> None:
    broken = signed(MAIL).partition(b"From:")[0].replace(b"bh=", b"bh=AAAA")
    assert check(broken + signed(MAIL), look(records())) == PASS


def test_only_five_signatures_are_looked_at() -> None:
    strangers = signed(MAIL, "stranger.example").partition(b"From:")[0] * 5
    assert check(strangers + signed(MAIL), look(records(), records("stranger.example"))) == OTHER


@pytest.mark.parametrize(
    "above",
    [
        b"From: Boss <boss@example.org>\r\n",
        b"Message-ID: <2@example.org>\r\n",
        b"Subject: Something else\r\n",
        b"Content-Type: text/html\r\nContent-Type: text/plain\r\n",
    ],
)
def test_a_header_laid_over_the_signed_one_takes_the_proof_away(above: bytes) -> None:
    assert check(above + signed(MAIL), look(records())).result == "none"


def test_a_signature_that_leaves_room_proves_nothing() -> None:
    whole = dkim.sign(MAIL, b"s1", b"example.org", key(), length=True)
    assert check(whole + MAIL, look(records())) == Origin("none", "signed in part")
    fields = [b"from", b"to", b"subject"]
    bare = dkim.sign(MAIL, b"s1", b"example.org", key(), include_headers=fields)
    assert check(bare + MAIL, look(records())).why == "signed without its Message-ID"


@pytest.mark.parametrize(
    "sender",
    [b"anna", b"anna@example.org, bo@other.example", b"a@other.example <anna@example.org>"],
)
def test_a_from_that_is_not_one_domain_is_nobody(sender: bytes) -> None:
    raw = signed(MAIL.replace(b"Anna <anna@example.org>", sender))
    assert check(raw, look(records())).result == "none"


@pytest.mark.parametrize("junk", [b"", b" \r\n", b"\xff\xfe", b"DKIM-Signature: v=1", b": : :\r\n"])
def test_nothing_raises(junk: bytes) -> None:
    for raw in (junk, junk + MAIL, b"DKIM-Signature: " + junk + b"\r\n" + MAIL, MAIL + junk):
        assert check(raw, look(records())).result == "none"


@pytest.mark.parametrize(
    "body",
    [
        b" " * 2_000_000 + b"x",
        b" \t" * 1_000_000,
        (b" " * 99 + b"x") * 20_000,
        b"\r\n" * 10**6,
    ],
)
def test_a_hostile_body_is_done_in_time(body: bytes) -> None:
    head = signed(MAIL).partition(b"Tavattiin")[0]
    began = time.process_time()
    check(head + body + b"x\r\n", look(records()))
    assert time.process_time() - began < 2


DMARC = {"_dmarc.example.org": "v=DMARC1; p=none"}
STRICT = {"_dmarc.example.org": "v=DMARC1; p=reject; adkim=s"}


@pytest.mark.parametrize(
    ("signer", "author", "known", "aligned"),
    [
        ("example.org", "example.org", {}, True),
        ("mail.example.org", "example.org", DMARC, True),
        ("example.org", "mail.example.org", DMARC, True),
        ("a.example.org", "b.example.org", DMARC, True),
        ("a.example.org", "b.example.org", {}, False),
        ("mail.example.org", "example.org", STRICT, False),
        ("example.org", "example.org", STRICT, True),
        ("stranger.example", "example.org", DMARC, False),
        # a top level's own record makes no organisation
        ("bo.example", "anna.example", {"_dmarc.example": "v=DMARC1; p=none"}, False),
        # psd=y: everyone below is an organisation of their own; psd=n ends the walk
        (
            "a.city.example",
            "b.city.example",
            {"_dmarc.city.example": "v=DMARC1; p=none; psd=y"},
            False,
        ),
        (
            "x.a.city.example",
            "a.city.example",
            {
                "_dmarc.city.example": "v=DMARC1; psd=y",
                "_dmarc.a.city.example": "v=DMARC1; p=none",
            },
            True,
        ),
        (
            "a.city.example",
            "city.example",
            {
                "_dmarc.city.example": "v=DMARC1; p=none",
                "_dmarc.a.city.example": "v=DMARC1; psd=n",
            },
            False,
        ),
    ],
)
def test_alignment_by_walking_up_the_names(
    signer: str, author: str, known: Mapping[str, str], *, aligned: bool
) -> None:
    assert is_aligned(signer, author, look(known)) is aligned


def test_without_an_answer_only_the_same_domain_counts() -> None:
    raw = signed(MAIL, "mail.example.org")
    assert check(raw, look(records("mail.example.org"), DMARC)) == Origin(
        "pass", "signed by mail.example.org"
    )
    assert check(raw, look(records("mail.example.org"))) == OTHER


def test_a_long_name_asks_for_few_records() -> None:
    asked: list[str] = []

    def count(name: str) -> tuple[str, ...]:
        asked.append(name)
        return ()

    author = ".".join("abcdefghijklmnop") + ".example.org"
    assert not is_aligned("other.example.org", author, count)
    assert len(asked) == 7
    assert SELECTOR not in asked
