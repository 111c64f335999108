"""Headers of every answer: what a browser may load, and what it must not pass on."""

from flask import Flask, Response

# Nothing runs, nothing comes from elsewhere. `data:` is the branch in our own style sheet.
POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self' data:; form-action 'self';"
    " base-uri 'none'; frame-ancestors 'none'"
)


def add_to(app: Flask) -> None:
    """Let every answer carry the headers, unless its page has set its own."""
    app.after_request(_protect)


def _protect(response: Response) -> Response:
    response.headers.setdefault("Content-Security-Policy", POLICY)
    response.headers.setdefault("X-Content-Type-Options", "nosniff")
    response.headers.setdefault("Referrer-Policy", "no-referrer")
    # Not no-store: Back in a form that was posted would then lose the page.
    response.headers.setdefault("Cache-Control", "private, no-cache")
    return response
