"""The web part: the pages behind waitress."""

import argparse
from functools import partial
from threading import Thread

import waitress

from jobs import child, queue
from service import store
from service.app import create_app
from service.setting_values import BadSetting
from service.web import mail_in

THREADS = 8
LAST_PAGES_SECONDS = 2
MOST_BYTES = mail_in.MOST_BYTES + 1  # refused before they are read; waitress counts from here


def main() -> None:
    """Serve the pages until told to stop, and finish those that are being made."""
    where = _options()
    stopping = child.begin()
    settings = child.settings()
    try:
        app = create_app(settings, partial(queue.wake, queue.url(settings)))
        server = waitress.create_server(
            app,
            host=where.host,
            port=where.port,
            threads=THREADS,
            max_request_body_size=MOST_BYTES,
        )
    except BadSetting as wrong:
        child.refuse(str(wrong))
    except OSError as wrong:
        child.refuse(f"cannot listen on {where.host}:{where.port}: {wrong.strerror}")
    # While one has the database open its log and index are there, so that on a full disk other
    # threads and parts can open it, too, and read.
    open_all_the_time = store.connect(settings.folder)
    Thread(target=server.run, name="web", daemon=True).start()
    child.ready(f"http://{where.host}:{where.port}/haku")
    stopping.wait()
    server.task_dispatcher.shutdown(timeout=LAST_PAGES_SECONDS)
    open_all_the_time.conn.close()


def _options() -> argparse.Namespace:
    options = argparse.ArgumentParser(prog="jobs.web")
    options.add_argument("--host", default="127.0.0.1")
    options.add_argument("--port", default=8000, type=int)
    options.add_argument("--parent")
    return options.parse_args()


if __name__ == "__main__":
    main()
