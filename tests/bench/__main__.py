"""Print all measurements: `python -m tests.bench`."""

from tests.bench import reading


def main() -> None:
    """Run each measurement in turn."""
    reading.main()


if __name__ == "__main__":
    main()
