"""A page's own token: a POST of the demo counts only from one of its own pages (S5)."""

from urllib.parse import urlsplit

from flask import abort, current_app, request
from itsdangerous import BadSignature, URLSafeSerializer
from markupsafe import Markup

FIELD = "token"


def token() -> Markup:
    """Return the hidden field that every form of the demo carries."""
    value = _signer().dumps("demo")
    return Markup('<input type="hidden" name="{}" value="{}">').format(FIELD, value)


def check() -> None:
    """Let a request pass that only shows, or that comes from our own form; else 403."""
    if request.method in ("GET", "HEAD"):
        return
    origin = urlsplit(request.headers.get("Origin", "")).netloc
    if request.headers.get("Sec-Fetch-Site", "same-origin") != "same-origin":
        abort(403)
    if origin and origin != request.host:
        abort(403)
    try:
        _signer().loads(request.form.get(FIELD, ""))
    except BadSignature:
        abort(403)


def _signer() -> URLSafeSerializer:
    return URLSafeSerializer(str(current_app.config["SECRET_KEY"]), salt="demo")
