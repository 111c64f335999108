"""`oksa check` against a real mail server, a real door and names that we make up."""

from datetime import timedelta
from pathlib import Path

import pytest

from jobs.check import machine, names, servers, trip
from jobs.read_mail import read_one
from service import store
from service.domain.site import Site
from service.mail import self_test
from service.mail.alignment import NoAnswer
from service.store.inbox import Delivery
from tests.jobs import machine as a_machine
from tests.jobs.letters import server
from tests.programme import NOW, SITE
from tests.signed import SELECTOR, key, published
from tests.sink import Sink, Taken, free_port

SIGNING = Site(
    SITE.base_url, "oksa.example.org", SITE.sender_address, b"secret",
    dkim_selector=SELECTOR, dkim_key=key(),
)  # fmt: skip
SPF, DMARC = "v=spf1 ip4:192.0.2.1 -all", "v=DMARC1; p=reject"


def test_a_test_mail_comes_back_and_is_no_mail_of_anybody(tmp_path: Path) -> None:
    db = store.connect(tmp_path)

    def relay(step: str, taken: Taken) -> str:
        if step == "DATA":
            here = store.connect(tmp_path)
            (mail_id,) = store.inbox.keep(here, [Delivery(taken[2], "", (), "smtp")], NOW)
            read_one(here, SITE, mail_id, NOW)
        return "250 OK"

    with Sink(relay) as sink:
        mail, answer = trip.check(db, SITE, server(sink.port), NOW, can_send=True)
    assert (mail.name, mail.state) == ("test mail", "ok")
    assert (answer.name, answer.state) == ("invitation", "ok")
    assert answer.said == "its answer is read as a yes, as it came back"
    (kept,) = store.inbox.every(db)
    assert (kept.state, kept.reason) == ("ignored", "a test mail of `oksa check`")


def test_a_mail_that_nobody_takes_is_wrong_and_its_answer_is_read_all_the_same(
    tmp_path: Path,
) -> None:
    db = store.connect(tmp_path)
    with Sink(lambda step, _: "550 5.7.1 No" if step == "RCPT" else "250 OK") as sink:
        mail, answer = trip.check(db, SITE, server(sink.port), NOW, can_send=True)
    assert (mail.state, answer.state) == ("wrong", "ok")


def test_a_test_mail_that_others_made_is_none() -> None:
    nonce = "0" * 16
    assert self_test.is_self_test(SITE, self_test.message_id(SITE, nonce))
    assert not self_test.is_self_test(SIGNING, self_test.message_id(SITE, nonce))
    assert not self_test.is_self_test(SITE, f"<check.{nonce}.{'0' * 32}@oksa.example.org>")


@pytest.mark.parametrize(
    ("records", "spf", "dmarc"),
    [
        ({"oksa.example.org": (SPF,), "_dmarc.example.org": (DMARC,)}, "ok", "ok"),
        ({"oksa.example.org": ("google-site=x",)}, "wrong", "wrong"),
        ({"oksa.example.org": (SPF, SPF), "_dmarc.org": (DMARC,)}, "wrong", "wrong"),
        (
            {
                "oksa.example.org": ("v=spf1 +all",),
                "_dmarc.oksa.example.org": ("v=DMARC1; p=none",),
            },
            "warning",
            "warning",
        ),
    ],
)
def test_records_are_judged(records: dict[str, tuple[str, ...]], spf: str, dmarc: str) -> None:
    def look(name: str) -> tuple[str, ...]:
        return records.get(name, ())

    assert (names.spf(SITE, look)[0], names.dmarc(SITE, look)[0]) == (spf, dmarc)
    assert names.dkim(SITE, look)[0] == "skipped"


@pytest.mark.parametrize(
    ("record", "state"),
    [
        (published(key()), "ok"),
        (published(key(2)), "wrong"),
        ("v=DKIM1; p=", "wrong"),
        ("", "wrong"),
    ],
)
def test_the_published_key_is_compared_with_ours(record: str, state: str) -> None:
    found = {f"{SELECTOR}._domainkey.oksa.example.org": (record,)} if record else {}
    assert names.dkim(SIGNING, lambda name: found.get(name, ()))[0] == state


def test_name_servers_that_do_not_answer_are_told() -> None:
    def look(name: str) -> tuple[str, ...]:
        raise NoAnswer("out of time")

    found = list(names.texts(SITE, look))
    assert [one.state for one in found] == ["wrong", "skipped", "wrong"]
    assert "the name servers do not answer" in found[0].said


def test_servers_are_called(tmp_path: Path) -> None:
    port = free_port()
    settings = a_machine.settings(tmp_path, REDIS_URL=f"redis://127.0.0.1:{port}")
    assert servers.queue_server_of(settings).state == "wrong"
    assert [one.state for one in servers.doors(settings)] == ["warning"]
    assert servers.imap(settings).state == "skipped"
    assert servers.smtp(server(port)).state == "wrong"
    with Sink() as sink:
        assert servers.smtp(server(sink.port)).state == "ok"


def test_a_clock_behind_what_was_done_is_wrong(tmp_path: Path) -> None:
    db = store.connect(tmp_path)
    assert machine.clock(db, NOW).state == "ok"
    store.memory.mark_served(db, NOW)
    store.memory.note_tick(db, NOW)
    assert machine.clock(db, NOW).state == "ok"
    assert machine.clock(db, NOW + timedelta(hours=1)).state == "warning"
    assert machine.clock(db, NOW - timedelta(hours=1)).state == "wrong"


def test_data_that_others_can_read_are_told(tmp_path: Path) -> None:
    settings = a_machine.settings(tmp_path / "data")
    db = store.connect(settings.folder)
    assert machine.database(db, settings).state == "ok"
    settings.folder.chmod(0o755)
    assert machine.database(db, settings).state == "ok"
    (settings.folder / store.FILE).chmod(0o644)
    assert machine.database(db, settings).state == "warning"


def test_an_allowance_that_nobody_decided_is_told() -> None:
    assert machine.rates(NOW.replace(year=2026)).state == "ok"
    assert machine.rates(NOW.replace(year=2099)).state == "warning"


def test_a_slip_in_a_name_is_told(tmp_path: Path) -> None:
    settings = a_machine.settings(tmp_path)
    (tmp_path / "oksa.toml").write_text('MAIL_PROT = 25\nOKSA_IMAP_TOKEN_FILE = "/t"\n')
    names = machine.set_names({"OKSA_BASEURL": "x", "HOME": "/"}, tmp_path)
    found = machine.settings(settings, names)
    assert (found.state, found.said) == ("warning", "no settings of Oksa: MAIL_PROT, OKSA_BASEURL")
    assert machine.settings(settings, ["SECRET_KEY_FILE", "OKSA_DATA"]).state == "ok"
