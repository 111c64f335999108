"""What holds on every page: headers, no cookie, errors in the asker's language."""

import threading
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from service import store
from service.app import create_app
from service.config import load
from service.web import current
from service.web.assets import STYLE, STYLE_NAME


def test_every_answer_says_what_a_browser_may_load(client: FlaskClient) -> None:
    headers = client.get("/health/live").headers
    assert headers["Content-Security-Policy"].startswith("default-src 'none'; style-src 'self'")
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "no-referrer"
    assert "Set-Cookie" not in headers


def test_health_is_told_in_plain_text(client: FlaskClient) -> None:
    assert client.get("/health/live").data == client.get("/health/ready").data == b"ok\n"


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("fi", "Tätä sivua ei ole"),
        ("sv-FI", "Sidan finns inte"),
        ("en", "This page does not exist"),
    ],
)
def test_a_missing_page_is_told_in_the_askers_language(
    client: FlaskClient, asked: str, told: str
) -> None:
    answer = client.get("/no-such-page", headers={"Accept-Language": asked})
    assert answer.status_code == 404
    assert f"<h1>{told}</h1>" in answer.text
    assert f'<html lang="{asked[:2]}"' in answer.text


def test_a_wrong_method_and_too_long_a_post_have_pages(client: FlaskClient) -> None:
    assert "Sivua ei voi käyttää näin" in client.delete("/health/live").text


def test_a_broken_page_says_so_and_tells_nothing(app: Flask, client: FlaskClient) -> None:
    app.config["PROPAGATE_EXCEPTIONS"] = False

    @app.get("/broken")
    def broken() -> str:
        raise RuntimeError("a secret")

    answer = client.get("/broken")
    assert (answer.status_code, "a secret" in answer.text) == (500, False)
    assert "Jokin meni meillä rikki" in answer.text


def test_the_style_sheet_is_small_and_kept_for_good(client: FlaskClient) -> None:
    answer = client.get(f"/style-{STYLE_NAME}.css")
    assert len(STYLE) <= 6 * 1024
    assert (answer.data, answer.mimetype) == (STYLE, "text/css")
    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert client.get("/style-0.css").status_code == 404


def test_a_thread_keeps_one_connection_and_shares_it_with_none(app: Flask) -> None:
    seen: list[store.Database] = []

    def look() -> None:
        with app.app_context():
            seen.extend((current.db(), current.db()))

    look()
    other = threading.Thread(target=look)
    other.start()
    other.join()
    assert (seen[0] is seen[1], seen[2] is seen[3], seen[0] is seen[2]) == (True, True, False)


def test_a_worker_that_cannot_be_woken_holds_nobody_up(tmp_path: Path) -> None:
    release, rung = threading.Event(), threading.Event()

    def hang() -> None:
        rung.set()
        release.wait(10)

    environ = {
        "OKSA_DATA": str(tmp_path),
        "OKSA_BASE_URL": "https://oksa.example.fi",
        "OKSA_MAIL_DOMAIN": "posti.example.fi",
    }
    with create_app(load(environ, tmp_path), hang).app_context():
        current.wake()
    assert rung.wait(5)
    release.set()


def test_a_page_that_fails_logs_no_token(
    app: Flask, client: FlaskClient, caplog: pytest.LogCaptureFixture
) -> None:
    app.config["PROPAGATE_EXCEPTIONS"] = False
    current.db().conn.close()
    token = "a6v5zmuuoiffv5asimq37bmqi7n"
    assert client.get(f"/t/{token}").status_code == 500
    assert "meeting." in caplog.text
    assert token not in caplog.messages[0]
