"""The console's session: one signed cookie that is sent to the console's pages alone (S11)."""

import secrets
from datetime import timedelta
from hmac import compare_digest

from flask import Flask, request, session
from markupsafe import Markup

from forms import translations
from service import store
from service.domain.languages import Language
from service.store.coordinators import Coordinator
from service.web import current, speech
from service.web.origin import from_our_own_page

PATH = "/koordinaattori"
LASTS = timedelta(hours=12)  # since the last page; the cookie is renewed with each
FIELD, SIGN_IN = "csrf", "sign_in"


def add_to(app: Flask) -> None:
    """Say what the cookie is like: signed, unseen by scripts, not sent from other sites."""
    site = app.extensions[current.KEY].site
    app.config.update(
        SESSION_COOKIE_NAME="oksa",
        SESSION_COOKIE_PATH=PATH,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=site.base_url.startswith("https:"),
        PERMANENT_SESSION_LIFETIME=LASTS,
    )


def coordinator() -> Coordinator | None:
    """Return who is signed in, or None."""
    try:
        return store.coordinators.signed_in(current.db(), str(session.get(SIGN_IN, "")))
    except LookupError:
        return None


def enter(who: Coordinator, sign_in: str) -> None:
    """Begin a coordinator's session; nothing of the one before is kept but the language.

    `sign_in` is the digest of the link that was used; the session lasts as long as it is known.
    """
    language = session.get("language", who.language)
    session.clear()
    session.permanent = True
    session[SIGN_IN] = sign_in
    session["language"] = language


def leave() -> None:
    """End the session in this browser, and in any that has a copy of its cookie."""
    store.coordinators.sign_out(current.db(), str(session.get(SIGN_IN, "")))
    session.clear()


def browser() -> str:
    """Return the secret of this browser, made at its first use; a mailed link is bound to it."""
    return str(session.setdefault("browser", secrets.token_urlsafe(24)))


def choose(language: Language) -> None:
    """Remember in which language this browser wants the console."""
    session["language"] = language


def speak() -> None:
    """Speak the language that was chosen, else the browser's."""
    chosen = session.get("language")
    translations.speak(speech.as_language(chosen) if chosen else speech.wished())


def field() -> Markup:
    """Return the hidden field that each form of the console carries."""
    token = str(session.setdefault(FIELD, secrets.token_urlsafe(24)))
    return Markup('<input type="hidden" name="{}" value="{}">').format(FIELD, token)


def is_stale() -> bool:
    """Return whether a POST does not come from a page of this session."""
    if request.method != "POST":
        return False
    known, sent = str(session.get(FIELD, "")), request.form.get(FIELD, "")
    is_ours = bool(known) and compare_digest(known.encode(), sent.encode())
    return not (is_ours and from_our_own_page())
