"""A Marionette client: runs scripts inside a Mozilla program that listens for them.

The protocol is JSON over TCP, each message behind its length: `[0, id, command, parameters]`
one way, `[1, id, failure, result]` the other.
"""

import json
import socket
from types import TracebackType
from typing import Any

TALKS_FOR = 60.0  # seconds that one script may take


class Marionette:
    """A session in the program's own windows; use it in a `with`."""

    def __init__(self, port: int) -> None:
        self._socket = socket.create_connection(("127.0.0.1", port), TALKS_FOR)
        self._stream = self._socket.makefile("rb")
        self._number = 0
        self._message()  # its greeting
        self._command("WebDriver:NewSession", {})
        self._command("Marionette:SetContext", {"value": "chrome"})

    def run(self, script: str, *arguments: object) -> Any:
        """Return what a script returns; it may `await`, and finds its arguments in `said`."""
        whole = f"return (async said => {{ {script} }})(Array.from(arguments))"
        sent: dict[str, object] = {"script": whole, "args": arguments, "sandbox": "system"}
        return self._command("WebDriver:ExecuteScript", sent)["value"]

    def __enter__(self) -> "Marionette":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, wrong: BaseException | None, _: TracebackType | None
    ) -> None:
        self._stream.close()
        self._socket.close()

    def _command(self, name: str, parameters: dict[str, object]) -> Any:
        self._number += 1
        said = json.dumps([0, self._number, name, parameters]).encode()
        self._socket.sendall(b"%d:%s" % (len(said), said))
        _, number, failure, result = self._message()
        assert (number, failure) == (self._number, None), failure
        return result

    def _message(self) -> Any:
        length = b""
        while (digit := self._stream.read(1)) != b":":
            assert digit, "the program hung up"
            length += digit
        return json.loads(self._stream.read(int(length)))
