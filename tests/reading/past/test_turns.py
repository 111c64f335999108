"""Where a reply turns, doubts or spells things out; beside each, what must not be read so."""

import pytest

from service.domain.readings import Context
from tests.reading.given import after, before, told, unplanned

TEAM = ("Anna", "Elias", "Sami")


@pytest.mark.parametrize(
    ("text", "context", "findings"),
    [
        ("Ei tavattu keskiviikkona vaan maanantaina, 1,5 h", after(), [("held", "2026-04-06", 90)]),
        ("Kyllä, mutta ei 8. vaan 7. päivä. Tunti.", after(), [("held", "2026-04-07", 60)]),
        ("tavattihin eilen, tunti", after(), [("held", "2026-04-08", 60)]),
        ("Nähtiin eilen. Kelloa en katsonut.", after(), [("held", "2026-04-08")]),
        ("Tänkt en timme, men vi träffades i en och en halv timme", after(), [("held", 90)]),
        ("We met, maybe 1 hour 20 minutes", after(), [("held", 80)]),
        ("Alkoi 1700, loppui 1810. Tavattiin.", after(), [("held", 70)]),
        (
            "Everyone except Anna made it, 1 h",
            after("attendance", "en", *TEAM),
            [("held", 60, ("Anna",))],
        ),
        ("Tulen. Talvilomani on vasta viikolla 30.", before(), [("accepted",)]),
        ("Sopii. Jos sataa lunta niin soitan hänelle.", before(), [("accepted",)]),
        ("Tulen, jos ehdin", before(), [("tentative",)]),
        (
            "Could we move it to 10 April at 6 pm? My shift ends at five.",
            before(),
            [("moved", "2026-04-10T18:00", False)],
        ),
        (
            "Joo punkt vi flyttar till fredag den tionde april klockan fyra punkt",
            before("invitation", "sv"),
            [("moved", "2026-04-10T16:00", False)],
        ),
        (
            "Two museum tickets at 17 € each",
            after("expense", "en"),
            [("expense", "34.00", "entrance")],
        ),
        ("bussi 3,20 € suuntaansa eli 6,40 €", after("expense"), [("expense", "6.40", "travel")]),
        ("Jätän hakematta. Bussi oli 2,70 €.", after("expense"), []),
        (
            "the fourth of February at 5 pm, the eleventh of March at 5 pm",
            unplanned("times", "en"),
            [("planned", ["2025-02-04T17:00", "2025-03-11T17:00"])],
        ),
    ],
)
def test_reads_what_stands_against_or_beside(
    text: str, context: Context, findings: list[tuple[object, ...]]
) -> None:
    assert told(text, context) == (True, findings)


@pytest.mark.parametrize(
    ("text", "context"),
    [
        ("Ei tavattu keskiviikkona vaan joskus", after()),
        ("Oltiin sovittu torstai mutta nähtiinkin perjantaina 3.4., 2 h", after()),
        ("Nähtiin, mutta en sanoisi sitä tapaamiseksi", after()),
        ("Nähtiin eilen. En ole varma oliko se oikea tapaaminen.", after()),
        ("We met but I am not sure it was a proper session", after("attendance", "en")),
        ("Joo tulen, mutta vain jos saan lapsenvahdin", before()),
        ("Tulen, kunhan aikataulu pitää", before()),
        ("He said he cannot make it", before("invitation", "en")),
        ("Mentorini ei pääse keskiviikkona", before()),
        ("Ehdotan sitä seuraavan viikon maanantaita klo 15", before()),
        ("museo 8-9 €", after("expense")),
        ("Kaksi kymmentä kahdeksan euroa museo", after("expense")),
        ("bussi 3,20 € suuntaansa", after("expense")),
        ("torsdag 9.4 kl 16, svensk tid alltså, passar inte", before("invitation", "sv")),
        ("ehdotin 11.1. klo 16 mutta en ole saanut vastausta", unplanned()),
    ],
)
def test_asks_back_beside_each_of_them(text: str, context: Context) -> None:
    assert told(text, context)[0] is False
