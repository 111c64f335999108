"""The demo: everything on one machine with invented people and no set-up (`make demo`)."""

from jobs.demo.start import demo

__all__ = ["demo"]
