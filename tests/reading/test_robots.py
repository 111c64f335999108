"""People thank for a letter and are away on Thursday; so do automatic replies."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from service.domain.readings import Asked, AskedMeeting, Context
from service.reading.reader import read

WEEK = timedelta(days=7)
MET = AskedMeeting(datetime.fromisoformat("2026-03-10T17:00:00+02:00"), 60, 2)
ASKED = Context("attendance", datetime.fromisoformat("2026-03-11T09:12:00+02:00"), meeting=MET)
INVITED = replace(ASKED, asked="invitation", meeting=replace(MET, starts_at=MET.starts_at + WEEK))


def heard(
    text: str, head: str = "Subject: Re: Oksa", context: Context = ASKED
) -> tuple[str, bool, list[str]]:
    raw = f"From: Emma Testi <emma@example.org>\n{head}\nContent-Type: text/plain; charset=utf-8\n"
    reading = read(f"{raw}\n{text}\n".encode(), context)
    return reading.source, reading.certain, [one.kind for one in reading.findings]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Kiitos viestistäsi! Tapasimme tiistaina, 1 h, vaikka Anna oli poissa.", "held"),
        ("Thanks for your message! We met yesterday for an hour. I will get back to you.", "held"),
        ("Kiitos viestistäsi! Olen poissa torstaina, käykö perjantai klo 17?", "moved"),
    ],
)
def test_a_person_who_sounds_like_a_machine_is_heard(text: str, kind: str) -> None:
    source, _, kinds = heard(text)
    assert (source, kinds) == ("person", [kind])


def test_what_a_machine_may_seem_to_say_is_asked_back() -> None:
    source, certain, kinds = heard("Tack för ditt meddelande! Jag är ledig på torsdag, passar det?")
    assert (source, certain, kinds) == ("person", False, ["moved"])


def test_a_refusal_under_the_subject_of_an_absence_is_asked_back() -> None:
    subject = "Subject: Poissa: tiistain tapaaminen"
    said = heard("Hei! En pääse tiistaina.", subject, INVITED)
    assert said == ("person", False, ["declined"])


def test_a_person_answers_under_the_subject_of_an_automatic_reply() -> None:
    subject = "Subject: RE: Automatic reply: Did you meet?"
    assert heard("Back now. Yes, we met on Monday, 45 min.", subject) == ("person", True, ["held"])


@pytest.mark.parametrize(
    ("text", "head"),
    [
        ("Kiitos viestistäsi! Olen lomalla 9.3.-22.3. enkä lue postia.", "Subject: Re: Oksa"),
        ("Tack för ditt mail. Jag är på tjänsteresa och åter på måndag.", "Subject: Re: Oksa"),
        ("Thank you for your email. I am out of the office until Monday.", "Subject: Re: Oksa"),
        ("I am away and cannot come to the phone.", "Subject: Automatic reply: Oksa"),
        ("Yes, we met for an hour.", "Auto-Submitted: auto-replied"),
    ],
)
def test_a_machine_says_nothing(text: str, head: str) -> None:
    assert heard(text, head) == ("auto_reply", True, [])


def test_topics_from_a_person_who_is_away_are_no_automatic_reply() -> None:
    said = "Thanks for your message, I am away until Tuesday. I'd like to talk about salaries."
    assert heard(said, context=replace(INVITED, asked="preparation"))[0] == "person"


@pytest.mark.parametrize("subject", ["Valmistelu", "[EXTERNAL] Re: Valmistelu", "EXT: VS: Palkka"])
def test_topics_are_not_read_with_certainty_from_a_subject_alone(subject: str) -> None:
    asked = replace(INVITED, asked="preparation")
    assert not heard("", f"Subject: {subject}", asked)[1]


@pytest.mark.parametrize("asked", ["invitation", "announcement", "preparation", "times", "none"])
@pytest.mark.parametrize(
    ("subject", "text"),
    [
        ("Automatic reply: Invitation", "I am out of office until 30 Nov."),
        ("[EXTERNAL] Automatic reply: Invitation", "I am on parental leave until August."),
        ("Frånvaro: SV: Träff", "Jag är borta till måndag."),
        ("Frånvarande: Träff", "Jag är sjukskriven tills vidare."),
        ("Automaattinen vastaus: Kutsu", "En ole enää Mentorit Oy:n palveluksessa."),
        ("Automatische Antwort: Kutsu", "Ich bin bis 30.11. nicht im Büro."),
        ("Automatisk svar: Kutsu", "Jeg er på ferie til 30.11."),
    ],
)
def test_an_absence_without_its_headers_answers_nothing(
    subject: str, text: str, asked: Asked
) -> None:
    context = replace(INVITED, asked=asked)
    assert heard(text, f"Subject: {subject}", context) == ("auto_reply", True, [])
