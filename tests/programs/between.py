"""A wire between an IMAP client and its server that listens in, changes words, and cuts."""

import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Thread


@dataclass
class Wire:
    """What passes: `hear` is told each command of the client; if it says no, nothing passes on.

    `change` may change what the server says. `cut` breaks off whatever is open.
    """

    port: int
    hear: Callable[[bytes], bool] = lambda words: True
    change: Callable[[bytes], bytes] = lambda words: words
    heard: list[bytes] = field(default_factory=list)
    ends: list[socket.socket] = field(default_factory=list)

    def has_heard(self, words: bytes) -> bool:
        """Return whether the client has said something."""
        return any(words in said for said in list(self.heard))

    def cut(self) -> None:
        """Hang up on both sides."""
        for end in self.ends:
            try:
                end.shutdown(socket.SHUT_RDWR)
            except OSError:
                continue  # it was closed before


@contextmanager
def wire(server_port: int) -> Iterator[Wire]:
    """Lay a wire to a server on this machine."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        made = Wire(listener.getsockname()[1])
        Thread(target=_accept, args=[listener, server_port, made], daemon=True).start()
        try:
            yield made
        finally:
            listener.shutdown(socket.SHUT_RDWR)
            made.cut()


def _accept(listener: socket.socket, server_port: int, made: Wire) -> None:
    while True:
        try:
            client, _ = listener.accept()
        except OSError:
            return  # the wire is taken down
        try:
            server = socket.create_connection(("127.0.0.1", server_port))
        except OSError:
            client.close()  # nobody is there now
            continue
        made.ends += [client, server]
        Thread(target=_up, args=[client, server, made], daemon=True).start()
        Thread(target=_down, args=[client, server, made], daemon=True).start()


def _up(client: socket.socket, server: socket.socket, made: Wire) -> None:
    try:
        while words := client.recv(65536):
            made.heard.append(words)
            if not made.hear(words):
                return
            server.sendall(words)
    except OSError:
        return  # cut


def _down(client: socket.socket, server: socket.socket, made: Wire) -> None:
    with client, server:  # whichever of the two hung up, or both were cut
        try:
            while words := server.recv(65536):
                client.sendall(made.change(words))
        except OSError:
            return
