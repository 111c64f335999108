"""A part as a copy of the supervisor's process: what all parts import is in memory once (R10)."""

import ctypes
import gc
import importlib
import logging
import os
import signal
import sys
import time
import traceback
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from subprocess import TimeoutExpired
from typing import IO, NoReturn

PR_SET_NAME = 15  # linux/prctl.h
LOOK_SECONDS = 0.01


@dataclass
class Copy:
    """A copy at work; it is asked and ended by the names of `subprocess.Popen`."""

    pid: int
    stdout: IO[bytes]
    returncode: int | None = None

    def poll(self) -> int | None:
        """Return how it ended, None while it runs, the signal's number below zero if by one."""
        if self.returncode is None:
            pid, status = os.waitpid(self.pid, os.WNOHANG)
            self.returncode = os.waitstatus_to_exitcode(status) if pid else None
        return self.returncode

    def wait(self, timeout: float | None = None) -> int:
        """Return how it ended; raises TimeoutExpired if that takes more seconds than given."""
        until = None if timeout is None else time.monotonic() + timeout
        while (code := self.poll()) is None:
            if until is not None and time.monotonic() >= until:
                raise TimeoutExpired(str(self.pid), timeout or 0.0)
            time.sleep(LOOK_SECONDS)
        return code

    def terminate(self) -> None:
        """Ask it to end."""
        self._send(signal.SIGTERM)

    def kill(self) -> None:
        """End it."""
        self._send(signal.SIGKILL)

    def _send(self, number: signal.Signals) -> None:
        if self.poll() is None:
            os.kill(self.pid, number)


def prepare(modules: Iterable[str]) -> None:
    """Import what copies will run, and keep it out of the way of their garbage collectors.

    A collector writes to each object that it looks at, and what is written to is shared no more.
    """
    for module in modules:
        importlib.import_module(module)
    gc.collect()
    gc.freeze()


def start(module: str, arguments: Sequence[str], environ: Mapping[str, str]) -> Copy:
    """Start a copy that runs `main` of a module; what it prints comes by `stdout`.

    Call it from a process with one thread: a lock that another thread held would stay locked.
    """
    ours, theirs = os.pipe()
    sys.stdout.flush()
    sys.stderr.flush()
    pid = os.fork()
    if pid == 0:
        _be(module, arguments, environ, theirs)
    os.close(theirs)
    return Copy(pid, os.fdopen(ours, "rb"))


def _be(module: str, arguments: Sequence[str], environ: Mapping[str, str], out: int) -> NoReturn:
    """Run the module and leave, whatever happens, without going back into the supervisor."""
    code = 1
    try:
        _stand_alone(out)
        _call(module.rpartition(".")[2])
        os.environ.update(environ)
        sys.argv = [module, *arguments]
        importlib.import_module(module).main()
        code = 0
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else int(end.code is not None)
    except BaseException:  # noqa: BLE001 - as the interpreter does at the end of a program
        traceback.print_exc()
    finally:
        logging.shutdown()
        sys.stdout.flush()
        os._exit(code)


def _stand_alone(out: int) -> None:
    """Let go of the supervisor's terminal, signals and open files."""
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, signal.SIG_DFL)
    os.setsid()  # Ctrl-C is the supervisor's to hear, and to pass on
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.dup2(out, 1)
    os.closerange(3, os.sysconf("SC_OPEN_MAX"))


def _call(name: str) -> None:
    """Give the process a name of its own, by which `ps` and `top` show it (Linux)."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_NAME, f"oksa-{name}".encode())
