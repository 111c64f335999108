"""What every part of the service does first: settings, log, and a stop when it is told to."""

import ctypes
import os
import signal
import sys
from pathlib import Path
from threading import Event
from types import FrameType
from typing import NoReturn

from jobs import logs
from service import config
from service.setting_values import BadSetting

PR_SET_PDEATHSIG = 1  # linux/prctl.h
WRONG_SETTING = 2  # the exit code that says that starting again will not help


def begin() -> Event:
    """Log to standard error, follow a parent named by `--parent PID` into death, heed signals.

    Returns the event that is set when the process is asked to stop.
    """
    logs.begin()
    follow_parent(sys.argv[1:])
    stopping = Event()

    def stop(number: int, frame: FrameType | None) -> None:
        stopping.set()

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    return stopping


def settings() -> config.Settings:
    """Return the settings of this process, or end it with one line that names the wrong one."""
    try:
        return config.load(os.environ, Path.cwd())
    except BadSetting as wrong:
        refuse(str(wrong))


def refuse(why: str) -> NoReturn:
    """End this process with one line on standard error and the exit code of a wrong setting."""
    sys.stderr.write(f"{why}\n")
    sys.exit(WRONG_SETTING)


def ready(line: str) -> None:
    """Tell the supervisor, or whoever reads standard output, that this part is up."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def follow_parent(arguments: list[str]) -> None:
    """Have the kernel stop this process when the parent named in its arguments dies (Linux)."""
    if "--parent" not in arguments:
        return
    parent = int(arguments[arguments.index("--parent") + 1])
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
    if os.getppid() != parent:  # it died before the kernel was told
        sys.exit(0)
