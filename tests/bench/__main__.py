"""Print all measurements: `python -m tests.bench`."""

from tests.bench import calendars, reading


def main() -> None:
    """Run each measurement in turn."""
    reading.main()
    calendars.main()


if __name__ == "__main__":
    main()
