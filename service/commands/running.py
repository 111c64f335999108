"""`oksa demo` and `oksa run`: everything started and stopped together.

What only one command needs is imported when it runs: a mail server starts `oksa` for each mail.
"""

from service.commands.arguments import Call, Rooms, command


def add_to(rooms: Rooms) -> None:
    """Add the commands of this module."""
    show = command(rooms, "demo", "try Oksa with invented people and a mail catcher", _demo)
    show.add_argument("--port", type=int, default=8000)
    show.add_argument("--pairs", type=int, default=12)
    serve = command(rooms, "run", "serve real people", _run)
    serve.add_argument("--host", default="127.0.0.1")
    serve.add_argument("--port", type=int, default=8000)


def _demo(call: Call) -> int:
    from jobs import demo

    return demo.demo(call.given.port, call.given.pairs)


def _run(call: Call) -> int:
    call.settings.need_site()
    call.settings.need_mail()
    from jobs import run

    return run.run(call.settings, call.given.host, call.given.port, print)
