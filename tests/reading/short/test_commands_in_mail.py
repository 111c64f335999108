from datetime import date

import pytest

from service.domain.wishes import Wish
from service.reading.short.commands_in_mail import command_in, wish_in

TODAY = date(2027, 3, 1)


@pytest.mark.parametrize(
    ("text", "command"),
    [
        ("Tilanne?", "status"),
        ("Hei, tilanne? Kiitos!", "status"),
        ("Moi Oksa!\n\nTilanne?\n\nEetu", "status"),
        ("Läget?", "status"),
        ("Hej! Hur är läget?", "status"),
        ("status", "status"),
        ("What’s the status?", "status"),
        ("tietoni", "my_data"),
        ("Mina uppgifter, tack", "my_data"),
        ("My data please", "my_data"),
        ("Poistakaa tietoni.", "erase"),
        ("Radera mina uppgifter", "erase"),
        ("delete my data", "erase"),
        ("Haluan jättää ohjelman", "leave"),
        ("Haluaisin vaihtaa mentoria.", "change_partner"),
        ("Jag vill byta par", "change_partner"),
        ("I’m back!", "back"),
        ("Suomeksi", "language:fi"),
        ("svenska", "language:sv"),
        ("På svenska, tack!", "language:sv"),
        ("English please", "language:en"),
        ("Tilanne on hyvä, tavattiin eilen", None),
        ("Voisiko tavata, suomeksi puhuen?", None),
        ("Tilanne Eetu?", "status"),
        ("Tilanne Anna?", None),
        ("Läget är bra, vi träffades", None),
        ("", None),
    ],
)
def test_only_a_whole_message_is_a_command(text: str, command: str | None) -> None:
    assert command_in(text, ["Eetu Koski"]) == command


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("Uusi osoitteeni on eetu.uusi@example.fi", "eetu.uusi@example.fi"),
        ("Hej!\nMin nya e-postadress är: Eetu@Example.org.\nMvh Eetu", "eetu@example.org"),
        ("My new email address is <eetu@example.org>, thanks", "eetu@example.org"),
        ("Uusi osoitteeni on eetu@example.fi ja eetu@example.org", None),
        ("Mentorini osoite on anna@example.fi", None),
        ("eetu@example.fi", None),
        ("Uusi osoitteeni on Opintie 1", None),
    ],
)
def test_a_new_address_is_a_wish_when_nothing_else_is_said(text: str, address: str | None) -> None:
    expected = Wish("address", address=address) if address else None
    assert wish_in(text, TODAY, ["Eetu Koski"]) == expected


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("lomalla 1.–31.7.", ("2027-07-01", "2027-07-31")),
        ("lomalla heinäkuussa", ("2027-07-01", "2027-07-31")),
        ("Olen lomalla koko heinäkuun", ("2027-07-01", "2027-07-31")),
        ("på semester i juli", ("2027-07-01", "2027-07-31")),
        ("I'm on holiday in July and August", ("2027-07-01", "2027-08-31")),
        ("Jag är bortrest i december och januari 2028", ("2027-12-01", "2028-01-31")),
        ("I may be away", None),
        ("Lomalla heinäkuussa, palaan elokuussa", None),
        ("Hei!\nOlen lomalla 1.7.-31.7.\nT. Eetu", ("2027-07-01", "2027-07-31")),
        ("Lomalla 28.6. – 4.7.2027", ("2027-06-28", "2027-07-04")),
        ("bortrest 3–10.4", ("2027-04-03", "2027-04-10")),
        ("Jag är på semester 1–31 juli", ("2027-07-01", "2027-07-31")),
        ("Semester fr.o.m. 1.7 t.o.m. 31.7", ("2027-07-01", "2027-07-31")),
        ("Pidän tauon huhtikuun loppuun", ("2027-03-01", "2027-04-30")),
        ("Jag tar en paus till slutet av april", ("2027-03-01", "2027-04-30")),
        ("Please pause my reminders until 1 May", ("2027-03-01", "2027-05-01")),
        ("Tauko tuli tarpeeseen 3.4.", None),
        ("away until 5 May", ("2027-03-01", "2027-05-05")),
        ("On holiday from July 1 to July 31", ("2027-07-01", "2027-07-31")),
        ("I'm away 1st to 7th of June", ("2027-06-01", "2027-06-07")),
        ("Poissa 5.5. asti", ("2027-03-01", "2027-05-05")),
        ("Poissa, takaisin 8.3.", ("2027-03-01", "2027-03-07")),
        ("Poissa 12.3.", ("2027-03-12", "2027-03-12")),
        ("Lomalla 20.12.–6.1.", ("2027-12-20", "2028-01-06")),
        ("Lomalla 20.2.–6.3.", ("2027-02-20", "2027-03-06")),
        ("Lomalla 31.2.–5.3.", None),
        ("Olen lomalla 1.7. mutta tavataan silti 2.7. klo 17", None),
        ("Anna on lomalla 1.–31.7.", None),
        ("1.–31.7.", None),
    ],
)
def test_an_absence_is_read_with_its_days(text: str, days: tuple[str, str] | None) -> None:
    expected = (
        Wish("away", first=date.fromisoformat(days[0]), last=date.fromisoformat(days[1]))
        if days
        else None
    )
    assert wish_in(text, TODAY, ["Eetu Koski"]) == expected
