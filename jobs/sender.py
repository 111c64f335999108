"""One more sender: it helps the worker where OKSA_SENDERS asks for more than one."""

import os
from pathlib import Path

from jobs import child, deliver, queue, worker
from service import clock, config, store
from service.setting_values import BadSetting


def send() -> dict[str, int]:
    """Send what is due, beside other senders; the one job there is. Safe to run at any time."""
    settings = config.load(os.environ, Path.cwd())
    db = store.connect(settings.folder)
    try:
        return deliver.deliver(db, settings.need_mail(), settings.folder, clock.now(db))
    finally:
        db.conn.close()


def main() -> None:
    """Be a sender until told to stop."""
    stopping = child.begin()
    settings = child.settings()
    try:
        settings.need_mail()
    except BadSetting as wrong:
        child.refuse(str(wrong))
    child.ready("ready")
    worker.work(queue.url(settings), stopping, queue.SENDERS)


if __name__ == "__main__":
    main()
