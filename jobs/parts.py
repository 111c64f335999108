"""The parts the service is made of, each a process of its own, and how each is started."""

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from subprocess import Popen

from jobs import copies, queue_server
from service.config import Imap, Settings

Process = Popen[bytes] | copies.Copy


@dataclass(frozen=True)
class Part:
    """A process to keep running: its name, and what starts it.

    What it writes to standard output, if that is a pipe, is shown under its name; its
    first line says that it is ready. A part without a pipe is ready once it has started.
    `module` is the one of ours that it runs, if any.
    """

    name: str
    start: Callable[[], Process]
    module: str = ""


def standard(settings: Settings, host: str, port: int) -> tuple[Part, ...]:
    """Return what these settings ask for: queue, web, mail doors, worker, senders, sweeper."""
    server, door = queue_server_of(settings), module("door", "jobs.door", settings)
    return (
        *([] if settings.redis_url else [server]),
        module("web", "jobs.web", settings, "--host", host, "--port", str(port)),
        *([door] if settings.smtp_listen or settings.lmtp_listen else []),
        *([module("imap", "jobs.imap", settings)] if settings.imap else []),
        module("worker", "jobs.worker", settings),
        *(
            module(f"sender {number}", "jobs.sender", settings)
            for number in range(2, settings.senders + 1)
        ),
        module("timetable", "jobs.sweeper", settings),
    )


def queue_server_of(settings: Settings) -> Part:
    """Return our own queue server as a part."""
    return Part("queue", lambda: queue_server.start(settings).process)


def module(name: str, module: str, settings: Settings, *arguments: str) -> Part:
    """Return a part that is a module of ours, run with these settings and no others."""

    def start() -> Process:
        return copies.start(
            module, [*arguments, "--parent", str(os.getpid())], environment(settings)
        )

    return Part(name, start, module)


def environment(settings: Settings) -> Mapping[str, str]:
    """Return the environment that `config.load` reads these settings from, whatever else is set."""
    return {
        "OKSA_DATA": str(settings.folder.absolute()),
        "OKSA_BASE_URL": settings.base_url,
        "OKSA_MAIL_DOMAIN": settings.mail_domain,
        "OKSA_SMTP_LISTEN": _host_port(settings.smtp_listen),
        "OKSA_SMTP_CERT": settings.smtp_cert,
        "OKSA_SMTP_KEY": settings.smtp_key,
        "OKSA_LMTP_LISTEN": _host_port(settings.lmtp_listen),
        "OKSA_AUTHSERV_ID": settings.authserv_id,
        "OKSA_METRICS_TOKEN": settings.metrics_token,
        "OKSA_WEBHOOK_SECRET": settings.webhook_secret,
        **_imap(settings.imap),
        "OKSA_VERIFY_DKIM": str(settings.verify_dkim),
        "OKSA_DKIM_SELECTOR": settings.dkim_selector,
        "OKSA_DKIM_KEY": settings.dkim_key,
        "MAIL_DEFAULT_SENDER": settings.sender,
        "MAIL_SERVER": settings.mail_host,
        "MAIL_PORT": str(settings.mail_port),
        "MAIL_USE_TLS": str(settings.mail_use_tls),
        "MAIL_USE_SSL": str(settings.mail_use_ssl),
        "MAIL_USERNAME": settings.mail_username,
        "MAIL_PASSWORD": settings.mail_password,
        "REDIS_URL": settings.redis_url,
        "SECRET_KEY": settings.secret_key,
        "OKSA_DOMAIN_PER_MINUTE": str(settings.pace.minute),
        "OKSA_DOMAIN_PER_HOUR": str(settings.pace.hour),
        "OKSA_MAIL_PER_MINUTE": str(settings.pace.total),
        "OKSA_SENDERS": str(settings.senders),
    }


def _imap(imap: Imap | None) -> Mapping[str, str]:
    """Return the names for a mailbox; a secret in a file stays there, since it is renewed."""
    if imap is None:
        return {"OKSA_IMAP_URL": ""}
    said = {
        "OKSA_IMAP_URL": imap.url,
        "OKSA_IMAP_PASSWORD": "",
        "OKSA_IMAP_TOKEN": "",
        "OKSA_IMAP_MOVED_TO": imap.moved_to,
    }
    name = f"OKSA_IMAP_{imap.kind.upper()}"
    if not imap.secret_file:
        return {**said, name: imap.secret}
    del said[name]  # else it would count before the file
    return {**said, f"{name}_FILE": str(Path(imap.secret_file).absolute())}


def _host_port(listen: tuple[str, int] | None) -> str:
    if listen is None:
        return ""
    host, port = listen
    return f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
