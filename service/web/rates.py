"""How often one address of the network may post to the public pages (S6)."""

from flask import Blueprint, Flask
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address

# A class that applies together sits behind one address: 40 people, 5 pages each.
POSTS = "240 per minute; 4000 per hour"
# Mail providers press for their users, from a few addresses of their own (RFC 8058).
STOPS = "1200 per minute"
CHECKS = "60 per hour"  # codes of certificates: nobody has that many papers before them
SIGN_INS = "60 per hour"  # and changes of language on those pages


def add_to(
    app: Flask, *public: Blueprint, stop: Blueprint, sign_in: Blueprint, check: Blueprint
) -> None:
    """Limit posts to some pages. Counted in memory: a page must work while Redis is down."""
    limiter = Limiter(get_remote_address, app=app, storage_uri="memory://")
    for pages in public:
        limiter.limit(POSTS, methods=["POST"])(pages)
        app.register_blueprint(pages)
    limiter.limit(STOPS, methods=["POST"])(stop)
    app.register_blueprint(stop)
    limiter.limit(CHECKS, methods=["POST"])(check)
    app.register_blueprint(check)
    limiter.limit(SIGN_INS, methods=["POST"])(sign_in)
    app.register_blueprint(sign_in)
