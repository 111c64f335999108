"""Whether a POST came from our own page (S6)."""

from urllib.parse import urlsplit

from flask import request

from service.web import current


def from_our_own_page() -> bool:
    """Return False for a POST that another site's page has sent.

    With our own `Referrer-Policy: no-referrer` browsers write `Origin: null`, so that word
    says nothing; Sec-Fetch-Site does. Programs and old browsers send neither, and they have
    the signed state to show.
    """
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site in ("same-origin", "none")
    origin = request.headers.get("Origin", "null")
    ours = {request.host, urlsplit(current.site().base_url).netloc}
    return origin == "null" or urlsplit(origin).netloc in ours
