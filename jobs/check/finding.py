"""What `oksa check` found out about one thing."""

from dataclasses import dataclass
from typing import Literal

State = Literal["ok", "warning", "wrong", "skipped"]


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at: its name, how it stands, and that in one line of words."""

    name: str
    state: State
    said: str
