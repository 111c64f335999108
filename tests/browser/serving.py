"""The pages of a data folder behind a real server, for a browser to open."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from flask import Flask
from werkzeug.serving import make_server

from service.app import create_app
from service.config import load


@contextmanager
def serving(folder: Path) -> Iterator[str]:
    """Serve the pages of a data folder; give their address."""
    environ = {
        "OKSA_DATA": str(folder),
        "OKSA_BASE_URL": "http://127.0.0.1",
        "OKSA_MAIL_DOMAIN": "posti.example.fi",
    }
    with serving_app(create_app(load(environ, folder))) as address:
        yield address


@contextmanager
def serving_app(app: Flask) -> Iterator[str]:
    """Serve an application as long as the block lasts; give its address."""
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join(10)
    server.server_close()
