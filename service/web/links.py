"""What the pages behind a person's own link share: what it opens, its end, its button (S4, S5)."""

from datetime import datetime

from flask import render_template, request
from itsdangerous import BadSignature, URLSafeTimedSerializer

from service import store
from service.domain.languages import LANGUAGES
from service.domain.letters import OPEN_AFTER_END, MatterKind
from service.store.tokens import Token
from service.web import current
from service.web.origin import from_our_own_page

PRESS_WITHIN = 24 * 60 * 60  # seconds
PRESSED = "pressed"


def find(token: str, *kinds: MatterKind) -> Token | None:
    """Return what a link opens, or None unless it is a page about one of these matters."""
    known = store.tokens.find(current.db(), token.lower())
    is_ours = known is not None and known.purpose == "page" and known.about.kind in kinds
    return known if is_ours else None


def has_ended(known: Token, over_at: datetime) -> bool:
    """Return whether a link opens nothing any more: revoked, or its matter ended long ago."""
    return known.revoked or current.now() > over_at + OPEN_AFTER_END


def closed(status: int) -> tuple[str, int]:
    """Return the page that says why a link opens nothing: 404 was never given, 410 has ended."""
    return render_template("own_closed.html", known=status == 410), status


def seal(token: str) -> str:
    """Return what a page's form carries, so that only a page we gave can press its button."""
    return _serializer(token).dumps(PRESSED)


def is_pressed(token: str) -> bool:
    """Return whether this POST came from our own page of that link, within a day."""
    if not from_our_own_page():
        return False
    try:
        given = _serializer(token).loads(request.form.get("seal", ""), max_age=PRESS_WITHIN)
    except BadSignature:
        return False
    return bool(given == PRESSED)


def addresses(folder: str, token: str) -> dict[str, str]:
    """Return where the same page stands in each language."""
    return {code: f"/{folder}/{token}/{code}" for code in LANGUAGES}


def _serializer(token: str) -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(current.site().secret, salt=f"own link:{token}")
