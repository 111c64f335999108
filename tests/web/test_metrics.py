"""Figures for Prometheus: with the token, and without a word about anybody (P46)."""

from dataclasses import replace
from pathlib import Path

from service import config, store
from service.app import create_app
from service.store.inbox import Delivery, Verdict
from tests.programme import NOW, a_published_pair

ENVIRON = {"OKSA_BASE_URL": "https://oksa.example.org", "OKSA_MAIL_DOMAIN": "oksa.example.org"}


def test_figures_are_told_to_whoever_has_the_token(tmp_path: Path) -> None:
    db = store.connect(tmp_path)
    a_published_pair(db)
    (mail_id,) = store.inbox.keep(db, [Delivery(b"x", "", (), "pipe")], NOW)
    store.inbox.settle(db, mail_id, Verdict("quarantined", "made the reader crash"), NOW)
    said = {**ENVIRON, "OKSA_DATA": str(tmp_path), "OKSA_METRICS_TOKEN": "a token of the tests"}
    client = create_app(config.load(said, tmp_path)).test_client()
    answer = client.get("/metrics", headers={"Authorization": "Bearer a token of the tests"})
    assert answer.status_code == 200
    lines = answer.text.splitlines()
    assert 'oksa_inbox_mails{state="quarantined"} 1.0' in lines
    assert 'oksa_inbox_mails{state="pending"} 0.0' in lines
    assert any(line.startswith('oksa_outbox_letters{state="sent"}') for line in lines)
    assert any(line.startswith("oksa_outbox_oldest_due_seconds ") for line in lines)
    assert "oksa_last_tick_timestamp_seconds 0.0" in lines
    assert "@" not in answer.text
    for wrong in ({}, {"Authorization": "Bearer a token"}, {"Authorization": "Bearer ä"}):
        assert client.get("/metrics", headers=wrong).status_code == 404


def test_without_a_token_there_is_no_such_page(tmp_path: Path) -> None:
    settings = config.load({**ENVIRON, "OKSA_DATA": str(tmp_path)}, tmp_path)
    client = create_app(replace(settings, metrics_token="")).test_client()
    assert client.get("/metrics", headers={"Authorization": "Bearer "}).status_code == 404
