import pytest

from service.domain.languages import Language
from service.domain.readings import Asked, Context
from service.reading.understand import case_of, judged
from tests.reading.given import after, before, told, unplanned

AT_17 = ["2025-01-14T17:00", "2025-02-11T17:00", "2025-03-11T17:00", "2025-04-08T17:00"]
TEAM = ("Anna", "Elias", "Sami")


@pytest.mark.parametrize(
    ("text", "context", "findings"),
    [
        ("Joo tavattiin, puoltoista tuntia", after(), [("held", 90)]),
        ("Kyllä, 1,5 h", after(), [("held", 90)]),
        ("Ei tavattu", after(), [("not_held",)]),
        ("Joo ei nähty, Hanna oli kipeänä", after(), [("not_held",)]),
        ("siirretään to 16.4. klo 16", after(), [("moved", "2026-04-16T16:00", False)]),
        ("siirrettiin to 16.4. klo 16", after(), [("moved", "2026-04-16T16:00", True)]),
        ("siirrettiin, päivä vielä auki", after(), [("moved", True)]),
        ("katotaan uus aika joskus, ei tavattu", after(), [("not_held",)]),
        ("Kyllä, mutta mentori oli 30 min myöhässä", after(), [("held",)]),
        ("Nähtiin maanantaina eikä keskiviikkona.", after(), [("held", "2026-04-06")]),
        ("kaikki paitsi Anna", after("attendance", "fi", *TEAM), [("held", ("Anna",))]),
        ("Ja, vi träffades, en och en halv timme", after("attendance", "sv"), [("held", 90)]),
        ("Nej, vi träffades inte", after("attendance", "sv"), [("not_held",)]),
        ("Alla utom Anna", after("attendance", "sv", *TEAM), [("held", ("Anna",))]),
        ("vi flyttar till to 16.4 kl 16", after(), [("moved", "2026-04-16T16:00", False)]),
        ("Yes, we met, 1.5 h", after("attendance", "en"), [("held", 90)]),
        ("We did not meet", after("attendance", "en"), [("not_held",)]),
        ("Everyone except Anna, 1 h", after("attendance", "en", *TEAM), [("held", 60, ("Anna",))]),
        (
            "Joo, tavattiin keskiviikkona, 1,5 h. Seuraava 14.5. klo 17.",
            after(),
            [("held", "2026-04-08", 90), ("planned", ["2026-05-14T17:00"])],
        ),
    ],
)
def test_reads_how_a_meeting_went(
    text: str, context: Context, findings: list[tuple[object, ...]]
) -> None:
    assert told(text, context) == (True, findings)


@pytest.mark.parametrize(
    ("text", "context", "findings"),
    [
        ("ok", before("proposal"), [("accepted",)]),
        ("sopii", before("proposal"), [("accepted",)]),
        ("passar bra", before("proposal", "sv"), [("accepted",)]),
        ("OK", before("proposal", "en"), [("accepted",)]),
        ("Works for me", before("proposal", "en"), [("accepted",)]),
        (
            "ei käy, mutta pe 17.4. klo 12 kävisi",
            before("proposal"),
            [("moved", "2026-04-17T12:00", False)],
        ),
        ("👍", before(), [("accepted",)]),
        ("Tulen", before(), [("accepted",)]),
        ("Passar fint, vi ses på onsdag!", before("invitation", "sv"), [("accepted",)]),
        ("En pääse", before(), [("declined",)]),
        ("Jag kan inte komma", before("invitation", "sv"), [("declined",)]),
        ("I can't make it", before("invitation", "en"), [("declined",)]),
        ("kyllä", before("seat_check"), [("accepted",)]),
        ("nej", before("seat_check", "sv"), [("declined",)]),
        (
            "En pääse keskiviikkona, kävisikö pe 10.4. klo 8.15?",
            before(),
            [("moved", "2026-04-10T08:15", False)],
        ),
        (
            "can we move it to Thu 16 April at 4 pm",
            before("invitation", "en"),
            [("moved", "2026-04-16T16:00", False)],
        ),
        ("voidaanko siirtää tuntia myöhemmäksi?", before(), [("moved", "2026-04-08T18:00", False)]),
    ],
)
def test_reads_who_comes(text: str, context: Context, findings: list[tuple[object, ...]]) -> None:
    assert told(text, context) == (True, findings)


@pytest.mark.parametrize(
    ("text", "context", "findings"),
    [
        ("ti 14.1., 11.2., 11.3. ja 8.4. klo 17", unplanned(), [("planned", AT_17)]),
        ("tis 14.1, 11.2, 11.3 och 8.4 kl 17", unplanned("times", "sv"), [("planned", AT_17)]),
        (
            "Tue 14 Jan, 11 Feb, 11 March and 8 April at 5pm",
            unplanned("times", "en"),
            [("planned", AT_17)],
        ),
        ("joka kuun toinen tiistai klo 17, 4 kertaa", unplanned(), [("planned", AT_17)]),
        ("Hyväksyn", unplanned("agreement"), [("agreed",)]),
        ("Jag godkänner", unplanned("agreement", "sv"), [("agreed",)]),
        ("I agree", unplanned("agreement", "en"), [("agreed",)]),
        ("Väärin, 1 h", after("echo"), [("undo",), ("held", 60)]),
        (
            "tiistaina, ei keskiviikkona, väärä päivä",
            after("echo"),
            [("undo",), ("held", "2026-04-07")],
        ),
        ("peru", after("echo"), [("undo",)]),
        ("stämmer", after("echo", "sv"), []),
        ("Kiitos!", unplanned("announcement"), []),
        ("Tulen", unplanned("announcement"), [("accepted",)]),
        ("12,40 € juna", after("expense"), [("expense", "12.40", "travel")]),
        ("2 x 3,20 € bussi", after("expense"), [("expense", "6.40", "travel")]),
        (
            "juna 10 € ja taksi 5 €, yhteensä 15 €",
            after("expense"),
            [("expense", "15.00", "travel")],
        ),
        ("Ei kuluja", after("expense"), []),
        ("kiitos!", unplanned("receipt"), []),
        ("Ei ongelmaa, vahvistan", unplanned("receipt"), []),
        ("LOPETA", unplanned("none"), [("withdraw", "mail")]),
        ("Miten neuvottelen palkasta?", before("preparation"), [("preparation",)]),
    ],
)
def test_reads_plans_agreements_echoes_and_costs(
    text: str, context: Context, findings: list[tuple[object, ...]]
) -> None:
    assert told(text, context) == (True, findings)


@pytest.mark.parametrize(
    ("text", "context"),
    [
        ("Joo ei", after()),
        ("kyllä ja ei", after()),
        ("Kyllä, tai siis ei oikeestaan", after()),
        ("Tapaaminen oli torstaina 8.4., 1 h", after()),
        ("Nähtiin, mutta Paula taisi olla puolestani", after()),
        ("Hei!", after()),
        ("Joo nähtiin, mutta se ei ollut varsinainen tapaaminen", after()),
        ("Nähtiin, mutta ei keskiviikkona", after()),
        ("Nähtiin ma ja ke, molemmilla kerroilla tunti", after()),
        ("Kyllä 90", after()),
        ("Oltiin sovittu torstai mutta nähtiinkin perjantaina 3.4., 2 h", after()),
        ("Nähtiin kyllä. Mentorini on tosi epäystävällinen.", after()),
        ("Minä ja mentori olimme eri paikoissa", after()),
        ("Vi sågs på onsdag nästa vecka", after("attendance", "sv")),
        ("Yes and no.", after("attendance", "en")),
        ("He said we met but I don't remember", after("attendance", "en")),
        ("Joo, mutta etänä", before()),
        ("En pääse ennen kuutta", before()),
        ("Sopii 17.4. klo 16", before()),
        ("Nej det går bra", before("invitation", "sv")),
        ("Please don't cancel", before("invitation", "en")),
        ("Could do Thursday or Friday", before("invitation", "en")),
        ("14.1. klo 17 (varapäivä 15.1.)", unplanned()),
        ("14 Jan 5pm, 11 Feb 5pm, 11 Mar TBC", unplanned("times", "en")),
        ("Måndagar kl 17", unplanned("times", "sv")),
        ("I agree with most of it", unplanned("agreement", "en")),
        ("Jag godkänner inte", unplanned("agreement", "sv")),
        ("15 € lounas", after("expense")),
        ("noin 15 €", after("expense")),
        ("Salary talk. Also I can't come on Wednesday.", before("preparation", "en")),
        ("Nähtiin. Voisiko joku soittaa minulle?", after()),
        ("Vain koordinaattorille: ei mennyt hyvin, 1 h", after()),
        ("Kaikki paitsi Kerttu", after("attendance", "fi", *TEAM)),
        ("Kiitos kutsusta", before()),
        ("Joo tulen, mutta vain jos saan lapsenvahdin", before()),
        ("kävisikö ma tai ti klo 17?", before()),
        ("Half five on the 9th works for us", before("invitation", "en")),
        ("ti 14.1., 11.2. ja 31.4. klo 17", unplanned()),
        ("ke 14.1., 11.2. klo 17", unplanned()),
        ("14.1. ja 11.2.", unplanned()),
        ("Hyväksyn, jos kohta 3 muutetaan", unplanned("agreement")),
        ("14 tai 19 euroa", after("expense")),
        ("210 kronor parkering", after("expense", "sv")),
        ("Kiitos", before("preparation")),
        ("Nimi on väärin, voitteko korjata?", unplanned("receipt")),
        ("Asun Turussa enkä Tampereella.", unplanned("receipt")),
        ("Ok, but my phone number is 040 123", unplanned("receipt", "en")),
        ("En ole hakenut", unplanned("receipt")),
        ("Tämä oli vahinko, en halua mukaan", unplanned("receipt")),
        ("Jag har inte ansökt", unplanned("receipt", "sv")),
        ("Jag drar tillbaka min ansökan", unplanned("receipt", "sv")),
        ("Not me", unplanned("receipt", "en")),
        ("", after()),
    ],
)
def test_asks_back_where_more_than_one_thing_may_be_meant(text: str, context: Context) -> None:
    assert told(text, context)[0] is False


def test_a_worry_is_told_beside_the_rest() -> None:
    certain, findings = told("Nähtiin, 1 h. Voisiko joku soittaa minulle?", after())
    assert (certain, findings) == (False, [("held", 60), ("question",)])


@pytest.mark.parametrize("hint", ["fi", "sv", "en"])
@pytest.mark.parametrize(
    ("text", "asked", "findings"),
    [
        ("Ei tavattu", "attendance", [("not_held",)]),
        ("Nej, vi träffades inte", "attendance", [("not_held",)]),
        ("We did not meet", "attendance", [("not_held",)]),
        ("Väärin, 1 h", "echo", [("undo",), ("held", 60)]),
        ("Fel, 1 h", "echo", [("undo",), ("held", 60)]),
        ("Wrong, 1 h", "echo", [("undo",), ("held", 60)]),
        ("peru", "echo", [("undo",)]),
        ("ångra", "echo", [("undo",)]),
        ("No", "attendance", [("not_held",)]),
        ("Ja", "attendance", [("held",)]),
        ("Ei", "attendance", [("not_held",)]),
    ],
)
def test_a_short_reply_reads_the_same_whatever_the_hint(
    hint: Language, text: str, asked: Asked, findings: list[tuple[object, ...]]
) -> None:
    assert told(text, after(asked, hint)) == (True, findings)


@pytest.mark.parametrize("text", ["Väärin, 1 h", "Fel, 1 h", "Wrong, 1 h"])
@pytest.mark.parametrize("hint", ["fi", "sv", "en"])
def test_wrong_is_no_answer_to_whether_they_met(text: str, hint: Language) -> None:
    assert told(text, after("attendance", hint))[0] is False


@pytest.mark.parametrize(
    ("words", "kinds"),
    [
        ("Inga utgifter, träffen blev aldrig av.", ["not_held"]),
        ("Vi träffades aldrig, så inget att redovisa.", ["not_held"]),
        ("Ei kuluja, tapaaminen peruuntui.", ["not_held"]),
        ("We didn't meet, so nothing to claim.", ["not_held"]),
        ("No expenses, the train was cancelled so we met on Zoom.", []),
    ],
)
def test_tells_why_there_were_no_costs(words: str, kinds: list[str]) -> None:
    case, _, _ = case_of(words, after("expense", "sv"))
    assert [one.kind for one in judged(case).findings] == kinds
