"""A small town for stories: the service's real processes, a mail server, and mail clients."""

import json
import os
import smtplib
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any

from jobs import queue, queue_server
from jobs.parts import environment
from service import clock, store
from service.config import Settings
from tests.jobs.machine import kill, part, settings
from tests.jobs.wait import until
from tests.sink import Sink, Taken, free_port


@dataclass
class Town:
    """The service in one data folder, its people's mail server, and the clock they share."""

    settings: Settings
    sink: Sink
    db: store.Database
    web: str
    answered: int = 0
    parts: dict[str, "subprocess.Popen[str]"] = field(default_factory=dict)

    def turn_to(self, moment: datetime) -> None:
        """Set the clock of every process, and let what is due be done."""
        ahead = moment - datetime.now(UTC).replace(microsecond=0)
        store.memory.set_clock_ahead(self.db, ahead)
        until(lambda: self._has_ticked_at(moment))
        self.settle()

    def settle(self) -> None:
        """Wait until all mail is read and all that is due has left."""
        queue.wake(queue.url(self.settings))
        until(self._is_quiet)

    def _has_ticked_at(self, moment: datetime) -> bool:
        queue.wake(queue.url(self.settings))
        ticked_at = store.memory.last_tick(self.db)
        return ticked_at is not None and ticked_at >= moment

    def _is_quiet(self) -> bool:
        # Looked at in the order of a mail's way through the service: backwards, a reply read
        # between two looks would leave its letters unseen.
        idle = not (
            store.inbox.pending(self.db)
            or store.outbox.due(self.db, clock.now(self.db), most=1)
            or store.letters.counts(self.db)["sending"]
        )
        if not idle:
            queue.wake(queue.url(self.settings))
        return idle

    def mailbox(self, address: str) -> list[EmailMessage]:
        """Return the mails that reached an address, in order; a repeat counts once."""
        found: dict[str, EmailMessage] = {}
        for _, recipients, raw in list(self.sink.received):
            if address in recipients:
                mail = message_from_bytes(raw, policy=policy.default)
                assert isinstance(mail, EmailMessage)
                found.setdefault(str(mail["Message-ID"]), mail)
        return list(found.values())

    def latest(self, address: str, subject: str) -> EmailMessage:
        """Return the last mail to an address whose subject begins so."""
        found = [mail for mail in self.mailbox(address) if str(mail["Subject"]).startswith(subject)]
        subjects = [str(mail["Subject"]) for mail in self.mailbox(address)]
        assert found, f"{address} has no mail {subject!r}, but {subjects}"
        return found[-1]

    def answer(self, mail: EmailMessage, words: str, *files: tuple[str, bytes]) -> None:
        """Answer a mail in words, quoting it, with pictures attached, by SMTP to the door."""
        reply = self._reply(mail)
        quoted = "\n".join(f"> {line}" for line in text_of(mail).splitlines())
        reply.set_content(f"{words}\n\n> Oksa kirjoitti:\n{quoted}\n")
        for name, content in files:
            reply.add_attachment(content, maintype="image", subtype="jpeg", filename=name)
        self._send(reply)

    def answer_by_calendar(self, mail: EmailMessage, partstat: str) -> None:
        """Accept or decline an invitation as a calendar program does."""
        reply = self._reply(mail)
        reply.set_content("")
        reply.make_alternative()
        event = calendar_of(mail).replace("METHOD:REQUEST", "METHOD:REPLY")
        kept = [line for line in unfolded(event) if not line.startswith("ATTENDEE")]
        me = f"ATTENDEE;PARTSTAT={partstat}:mailto:{mail['To'].addresses[0].addr_spec}"
        kept.insert(kept.index("BEGIN:VEVENT") + 1, me)
        body = "\r\n".join(kept)
        reply.add_alternative(body, subtype="calendar", params={"method": "REPLY"})
        self._send(reply)

    def _reply(self, mail: EmailMessage) -> EmailMessage:
        self.answered += 1
        reply = EmailMessage()
        reply["From"] = str(mail["To"])
        reply["To"] = str(mail["Reply-To"])
        reply["Subject"] = f"Re: {mail['Subject']}"
        reply["Message-ID"] = f"<answer-{self.answered}@example.org>"
        reply["In-Reply-To"] = str(mail["Message-ID"])
        return reply

    def _send(self, reply: EmailMessage) -> None:
        listen = self.settings.smtp_listen
        assert listen is not None
        with smtplib.SMTP(*listen, timeout=20) as client:
            client.send_message(reply)
        self.settle()

    def oksa(self, *arguments: str) -> Any:
        """Run a command on the same data and return its JSON."""
        ended = subprocess.run(
            [Path(sys.executable).with_name("oksa"), *arguments, "--json"],
            env={**os.environ, **environment(self.settings)},
            capture_output=True,
            text=True,
            check=True,
        )
        return json.loads(ended.stdout)

    def kill_and_restart(self, name: str) -> None:
        """Kill a part as a power cut would, and start it again."""
        kill(self.parts[name])
        self.parts[name] = self._start(name)

    def _start(self, name: str) -> "subprocess.Popen[str]":
        port = ["--port", self.web.rsplit(":", 1)[1]] if name == "web" else []
        return self._stack.enter_context(part(f"jobs.{name}", self.settings, arguments=port))

    _stack: ExitStack = field(default_factory=ExitStack)


@contextmanager
def town(folder: Path, began: datetime) -> Iterator[Town]:
    """Run queue server, web, door and worker on a folder, with the clock at `began`."""
    port = free_port()
    web = f"http://127.0.0.1:{port}"
    with Sink() as sink, ExitStack() as stack:
        mine = settings(folder, sink.port, OKSA_BASE_URL=web)
        db = store.connect(folder)
        ahead = began - datetime.now(UTC).replace(microsecond=0)
        store.memory.set_clock_ahead(db, ahead)
        server = queue_server.start(mine)
        stack.callback(server.stop)
        place = Town(mine, sink, db, web, _stack=stack)
        for name in ("web", "door", "worker"):
            place.parts[name] = place._start(name)
        yield place


def text_of(mail: EmailMessage) -> str:
    """Return a mail's plain text."""
    body = mail.get_body(("plain",))
    assert body is not None
    return str(body.get_content())


def calendar_of(mail: EmailMessage) -> str:
    """Return a mail's calendar part."""
    for found in mail.walk():
        if found.get_content_type() == "text/calendar":
            return str(found.get_content())
    raise AssertionError(f"no calendar in {mail['Subject']}")


def unfolded(text: str) -> list[str]:
    """Return the lines of a calendar object, folds undone (RFC 5545 §3.1)."""
    return text.replace("\r\n ", "").replace("\r\n", "\n").strip().split("\n")


def link_in(mail: EmailMessage, path: str) -> str:
    """Return the address in a mail that leads to a page under a path."""
    return next(word for word in text_of(mail).split() if path in word)


def papers_of(mail: EmailMessage) -> list[bytes]:
    """Return the PDFs that are attached to a mail."""
    found = [one for one in mail.iter_attachments() if one.get_content_type() == "application/pdf"]
    return [bytes(one.get_payload(decode=True)) for one in found]


def distinct(received: list[Taken]) -> set[bytes]:
    """Return the different byte strings among received mails."""
    return {raw for _, _, raw in received}
