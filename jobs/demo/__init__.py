"""The demo: everything on one machine with invented people and no set-up (`make demo`)."""


def demo(port: int, pairs: int) -> int:
    """Run the demo until told to stop, and return the exit code; nothing of it stays behind.

    Its folder is made in OKSA_DATA where that is set, and removed at the end.
    """
    # Each part is a module of this package: loading one must not load all the others.
    from jobs.demo.start import start

    return start(port, pairs)
