import pytest

from service.reading.understand import case_of, judged
from tests.reading.given import unplanned


@pytest.mark.parametrize(
    ("words", "days"),
    [
        ("Onsdagar går inte, då har jag kör. Torsdagarna 16.1 och 13.2 kl 17.", ["01-16", "02-13"]),
        ("Inte på onsdagar. Torsdag 16.1 kl 17.", ["01-16"]),
        ("21.1 och 4.2 kl 17. Nej inte 4.2 utan 5.2 kl 18.", ["01-21", "02-05"]),
        ("21.1 kl 17 och 4.2 kl 17. Nej förlåt, inte 4.2 utan 5.2 kl 17.", ["01-21", "02-05"]),
        (
            "21.1 kl 17 och 4.2 kl 17. Nej förlåt, inte 4, det ska vara 5.2 kl 17.",
            ["01-21", "02-05"],
        ),
    ],
)
def test_leaves_out_days_that_are_refused_or_put_right(words: str, days: list[str]) -> None:
    (found,) = judged(case_of(words, unplanned("times", "sv"))[0]).findings
    assert [f"{start:%m-%d}" for start in found.times] == days
