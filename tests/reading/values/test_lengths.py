import pytest

from service.reading.text.spelled import spelled_out
from service.reading.text.tokens import tokens_of
from service.reading.values.kinds import Length
from service.reading.values.lengths import length_at


def length_in(text: str) -> int | None:
    tokens = spelled_out(tokens_of(text))
    for at in range(len(tokens)):
        found = length_at(tokens, at)
        if found is not None and isinstance(found.value, Length):
            return found.value.minutes
    return None


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("puolitoista tuntia", 90),
        ("puoltoista tuntii", 90),
        ("tunnin ja vartin", 75),
        ("tunti ja kolme varttia", 105),
        ("1 h 45 min", 105),
        ("1h10", 70),
        ("1:10 h", 70),
        ("1,5 h", 90),
        ("kaksi tuntia", 120),
        ("tunti neljäkymmentä", 100),
        ("75 min", 75),
        ("en och en halv timme", 90),
        ("en timme och en kvart", 75),
        ("tre kvart", 45),
        ("en halvtimme", 30),
        ("an hour and a quarter", 75),
        ("an hour and a half", 90),
        ("one and a half hours", 90),
        ("half an hour", 30),
        ("a good hour and a half out of it", 90),
        ("45 minutes to an hour", 60),
        ("one hour, forty minutes.", 100),
        ("one hour, forty minutes of it on the CV", 60),
        ("twice thirty minutes", 60),
        ("the full ninety.", 90),
        ("ten minutes shy of two hours", 110),
        ("three quarters of an hour", 45),
        ("1 hr 10 mins", 70),
        ("1½ h", 90),
        ("½ timme", 30),
        ("1 3/4 hours", 105),
        ("a one-and-a-half-hour talk", 90),
        ("tre gånger 20 minuter", 60),
        ("45 + 15 min", 60),
        ("two hours less ten minutes", 110),
        ("ett tvåtimmarsmöte", 120),
        ("ett timslångt möte", 60),
        ("ett 45-minuterssamtal", 45),
        ("en timme och ett kvarter", 75),
        ("tre kvarter bort", None),
        ("a quarter after six", None),
        ("room 2.14", None),
        ("tentti 2.10.", None),
        ("1.15 h", 75),
        ("1,25 h", 75),
        ("1.50 h", 90),
        ("viittä vaille tunti", 55),
        ("varttia vaille kaksi tuntia", 105),
        ("viittä vaille viisi", None),
        ("kymppi yli tunnin", 70),
        ("tunti ja kymppi", 70),
        ("tunnin ja puoli päälle", 90),
        ("2½ h", 150),
        ("kaks tuntti", 120),
        ("puolentoist tunnin", 90),
        ("kolmevarttinen", 45),
        ("seitenkyt minuuttia", 70),
        ("satakymmenen minuuttia", 110),
        ("once or twice", None),
    ],
)
def test_reads_lengths(text: str, minutes: int | None) -> None:
    assert length_in(text) == minutes
