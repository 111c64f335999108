"""Work that somebody of a team had not done; beside each, somebody who did not come."""

import pytest

from service.domain.languages import Language
from service.reading.understand import case_of, judged
from tests.reading.given import after

TEAM = ("Anna", "Elias", "Sami")


@pytest.mark.parametrize(
    ("text", "language", "missing"),
    [
        ("Tapasimme, tunti. Anna ei ollut ehtinyt lukea tehtäviä.", "fi", ()),
        ("Tapasimme, tunti. Anna ei ollut ehtinyt paikalle.", "fi", ("Anna",)),
        ("Tavattiin kaikki. Vain Anna oli tehnyt läksyt.", "fi", ()),
        ("Vi sågs, en timme. Bara Anna hade läst texten.", "sv", ()),
        ("Vi sågs, en timme. Bara Anna var där.", "sv", ("Elias", "Sami")),
        ("All there, one hour. Sami hadn't done his homework.", "en", ()),
        ("We met, one hour. Sami hadn't read the message and wasn't there.", "en", ("Sami",)),
        ("Good meeting, an hour. Elias left after half an hour, the others stayed.", "en", ()),
    ],
)
def test_tells_work_from_absence(text: str, language: Language, missing: tuple[str, ...]) -> None:
    verdict = judged(case_of(text, after("attendance", language, *TEAM), "Kim Testi")[0])
    assert [(one.kind, one.missing) for one in verdict.findings] == [("held", missing)]
