"""`oksa demo` and `oksa run`: everything started and stopped together.

What only one command needs is imported when it runs: a mail server starts `oksa` for each mail.
"""

from argparse import ArgumentTypeError
from dataclasses import asdict

from service.commands.arguments import DONE, REFUSED, Call, Rooms, command
from service.setting_values import BadSetting, port


def add_to(rooms: Rooms) -> None:
    """Add the commands of this module."""
    show = command(rooms, "demo", "try Oksa with invented people and a mail catcher", _demo)
    show.add_argument("--port", type=_port, default=8000)
    show.add_argument("--pairs", type=int, default=12)
    serve = command(rooms, "run", "serve real people", _run)
    serve.add_argument("--host", default="127.0.0.1")
    serve.add_argument("--port", type=_port, default=8000)
    command(rooms, "check", "test settings, servers, names, data and mail", _check)


def _port(text: str) -> int:
    """Return a port number, for argparse, which says what is wrong with any other text."""
    try:
        return port("--port", text)
    except BadSetting as wrong:
        raise ArgumentTypeError(str(wrong).partition(": ")[2]) from wrong


def _demo(call: Call) -> int:
    from jobs import demo

    return demo.demo(call.given.port, call.given.pairs)


def _run(call: Call) -> int:
    call.settings.need_site()
    call.settings.need_mail()
    from jobs import run

    return run.run(call.settings, call.given.host, call.given.port, print)


def _check(call: Call) -> int:
    from jobs.check import check

    call.settings.need_site()
    call.settings.need_mail()
    db = call.data()
    found = []
    for one in check(db, call.settings, call.now(db)):
        found.append(one)
        if not call.given.json:
            print(f"{one.state:8} {one.name}: {one.said}", flush=True)
    is_wrong = any(one.state == "wrong" for one in found)
    value = {"ok": not is_wrong, "checks": [asdict(one) for one in found]}
    call.show(value, lambda: "")
    return REFUSED if is_wrong else DONE
