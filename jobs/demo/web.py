"""The demo's web part: the service's own pages, and the mail catcher beside them."""

import argparse
from datetime import datetime
from functools import partial
from threading import Thread
from urllib.parse import urlsplit

import waitress

from jobs import child, queue, timetable
from jobs.demo.coming import coming
from jobs.demo.house import COORDINATOR, HOST, MAILBOXES, lived_through
from service import store
from service.actions import coordinators
from service.app import create_app
from service.config import Settings
from service.web.catcher import opening
from service.web.catcher.became import wait
from service.web.catcher.demo import Demo

THREADS = 8
LAST_PAGES_SECONDS = 2
DELIVERED_SECONDS = 10.0


def main() -> None:
    """Serve the demo until told to stop."""
    options = argparse.ArgumentParser(prog="jobs.demo.web")
    options.add_argument("--port", type=int)
    options.add_argument("--parent")
    port = options.parse_args().port
    stopping = child.begin()
    settings = child.settings()
    app = create_app(settings, partial(queue.wake, queue.url(settings)))
    opening.add_to(app, _demo(settings))
    try:
        server = waitress.create_server(app, host=HOST, port=port, threads=THREADS)
    except OSError as wrong:
        child.refuse(f"cannot listen on {HOST}:{port}: {wrong.strerror}")
    Thread(target=server.run, name="web", daemon=True).start()
    child.ready(f"http://{HOST}:{port}/haku")
    stopping.wait()
    server.task_dispatcher.shutdown(timeout=LAST_PAGES_SECONDS)


def _demo(settings: Settings) -> Demo:
    assert settings.smtp_listen is not None
    return Demo(
        mailboxes=settings.folder / MAILBOXES,
        door=settings.smtp_listen,
        coordinator=COORDINATOR,
        is_ready=lived_through(settings.folder).exists,
        catch_up=partial(_catch_up, settings),
        coming=coming,
        sign_in=partial(_sign_in, settings),
    )


def _catch_up(settings: Settings, db: store.Database, now: datetime) -> None:
    """Do what is due at the demo's new time, and return when its letters have arrived."""
    timetable.decide(db, settings.need_site(), now)
    queue.wake(queue.url(settings))
    wait(lambda: _is_quiet(db, now), DELIVERED_SECONDS)


def _is_quiet(db: store.Database, now: datetime) -> bool:
    return not store.outbox.due(db, now, most=1) and not store.letters.counts(db)["sending"]


def _sign_in(settings: Settings, db: store.Database, now: datetime) -> str:
    coordinator = store.coordinators.find(db, COORDINATOR)
    if coordinator is None:
        raise LookupError("the demo has no coordinator")
    link = coordinators.make_link(db, settings.need_site(), coordinator, "", now)
    return urlsplit(link).path


if __name__ == "__main__":
    main()
