"""Whether a mentor comes back: read only where it is plain (P28)."""

import pytest

from service.reading.short.comeback import comeback


@pytest.mark.parametrize(
    ("text", "capacity"),
    [
        ("Kyllä, 2 aktoria", 2),
        ("Kyllä kiitos, 2", 2),
        ("Joo, mielelläni!", 1),
        ("Voin ottaa kaksi aktoria", 2),
        ("Mielellään yhden tiimin", 1),
        ("En tällä kertaa", 0),
        ("Ei valitettavasti nyt", 0),
        ("Ja, 2 aktorer", 2),
        ("Ja, en aktor", 1),
        ("Inte den här gången", 0),
        ("Tyvärr hinner jag inte", 0),
        ("Yes, 2 actors", 2),
        ("Sure! Max 3 mentees", 3),
        ("Not this time", 0),
        ("I can't this year, sorry", 0),
        ("Kiitos ja hyvää kesää!", None),
        ("Tack för en fin tid", None),
        ("Kyllä, mutta vasta syksyllä", None),
        ("Kyllä, 1-2 aktoria", None),
        ("Todistuksessa on virhe, tapaamisia oli 5", None),
        ("Jag vet inte ännu", None),
        ("Voinko päättää myöhemmin?", None),
        ("", None),
    ],
)
def test_reads_a_plain_answer_and_leaves_the_rest_to_a_person(
    text: str, capacity: int | None
) -> None:
    assert comeback(text) == capacity
