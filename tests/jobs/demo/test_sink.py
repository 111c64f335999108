import asyncio
from contextlib import suppress
from pathlib import Path
from smtplib import SMTP
from threading import Event, Thread

from jobs.demo.sink import serve
from service.web.catcher import mailboxes
from tests.jobs.wait import until
from tests.sink import free_port

MAIL = b"Date: 4 Jan 2027 10:00:00 +0000\r\nSubject: Hei\r\n\r\n.Alku\r\n"


def test_a_mail_is_in_each_receivers_mailbox_once_it_is_taken(tmp_path: Path) -> None:
    port, stopping = free_port(), Event()
    sink = Thread(target=asyncio.run, args=[serve(tmp_path, "127.0.0.1", port, stopping)])
    sink.start()
    until(lambda: _sent(port))
    stopping.set()
    sink.join()
    for address in ("aino@example.org", "eetu@example.fi"):
        assert [mail.raw for mail in mailboxes.every(tmp_path, address)] == [MAIL]


def _sent(port: int) -> bool:
    with suppress(ConnectionError):
        with SMTP("127.0.0.1", port) as client:
            client.sendmail("oksa@example.org", ["aino@example.org", "eetu@example.fi"], MAIL)
        return True
    return False
