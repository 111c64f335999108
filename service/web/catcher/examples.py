"""One-tap answers: what a person might write back to a letter of each kind, in their language."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from service.domain.languages import Language
from service.domain.meetings import Meeting
from service.domain.plans import example
from service.domain.words import HELSINKI, day

MEETINGS = 4
THURSDAY = 3
TIMES_ASKED = (
    "when_will_you_meet",
    "quiet_mentor",
    "new_time",
    "series_question",
    "proposal_declined",
    "proposal_withdrawn",
)
_DAY = "{day}"  # where the coming Thursday stands

_SAID: dict[str, dict[Language, tuple[str, ...]]] = {
    "receipt": {
        "fi": ("Ok, kiitos!", "Kaikki oikein, innolla mukana."),
        "sv": ("Ok, tack!", "Allt stämmer, roligt att vara med."),
        "en": ("Ok, thanks!", "All correct, glad to join."),
    },
    "invitation": {
        "fi": ("Tulen", f"siirretään {_DAY} klo 16", "En pääse silloin"),
        "sv": ("Jag kommer", f"Kan vi flytta till {_DAY} kl. 16?", "Jag kan inte komma då"),
        "en": ("I'll be there", f"Could we move it to {_DAY} at 16:00?", "I can't make it"),
    },
    "did_you_meet": {
        "fi": ("Joo tavattiin, puoltoista tuntia", f"Siirrettiin {_DAY} klo 16", "Joo ei"),
        "sv": (
            "Ja, vi träffades en och en halv timme",
            f"Flyttad till {_DAY} kl. 16",
            "Jo, fast nej",
        ),
        "en": ("Yes, we met for an hour and a half", f"Moved to {_DAY} at 16:00", "Yes no"),
    },
    "proposal": {
        "fi": ("ok", "Ei käy minulle"),
        "sv": ("ok", "Det passar inte mig"),
        "en": ("ok", "That does not suit me"),
    },
    "understood": {
        "fi": ("Väärin, 1 h", "peru"),
        "sv": ("Fel, 1 h", "ångra"),
        "en": ("Wrong, 1 h", "undo"),
    },
    "agreement": {
        "fi": ("Hyväksyn", "Voisiko kohta 3 olla väljempi?"),
        "sv": ("Jag godkänner", "Kunde punkt 3 vara friare?"),
        "en": ("I agree", "Could point 3 be looser?"),
    },
    "preparation": {
        "fi": (
            "Toivon apua portfolion kokoamiseen. Mietin myös, missä verkostoihin pääsee.",
            "Ehditäänkö tällä kertaa puhua työhaastatteluista?",
        ),
        "sv": (
            "Jag vill gärna tala om min portfolio. Nätverk intresserar mig också.",
            "Kan vi tala om arbetsintervjuer den här gången?",
        ),
        "en": (
            "I hope for help with my portfolio. I also wonder where to meet people in the field.",
            "I would like to talk about job interviews.",
        ),
    },
    "preparation_note": {
        "fi": ("Aloitetaan verkostoista. Portfolio tulee sen jälkeen.",),
        "sv": ("Vi börjar med nätverken och ser sedan på portfolion.",),
        "en": ("Let's start with networks and then look at the portfolio.",),
    },
    "event": {
        "fi": ("Kyllä", "En pääse"),
        "sv": ("Ja", "Jag kan inte komma"),
        "en": ("Yes", "I can't make it"),
    },
    "expense": {
        "fi": ("Junaliput 23,40 €", "Ei tullut kuluja"),
        "sv": ("Tågbiljetter 23,40 €", "Det blev inga kostnader"),
        "en": ("Train tickets 23.40 €", "There were no costs"),
    },
    "expense_received": {
        "fi": ("Kiitos!", "Milloin raha tulee tilille?"),
        "sv": ("Tack!", "När kommer pengarna?"),
        "en": ("Thank you!", "When will the money arrive?"),
    },
    "expense_question": {
        "fi": ("Kuitissa on menomatka ja paluumatka yhdessä.",),
        "sv": ("På kvittot finns både ditresan och hemresan.",),
        "en": ("The receipt covers the way there and back.",),
    },
    "own_mentor": {
        "fi": ("Kyllä", "En valitettavasti ehdi"),
        "sv": ("Ja", "Jag hinner tyvärr inte"),
        "en": ("Yes", "Sorry, I can't"),
    },
    "midway": {
        "fi": ("1: 4, 2: kyllä, 3: työnhaku etenee", "Kaikki sujuu hyvin."),
        "sv": ("1: 4, 2: ja, 3: jobbsökandet går framåt", "Allt går bra."),
        "en": ("1: 4, 2: yes, 3: finding work is moving", "All goes well."),
    },
    "closing": {
        "fi": ("1: 4, 2: 2, 3: 9, 4: rohkeus, 5: ei mitään",),
        "sv": ("1: 4, 2: 2, 3: 9, 4: modet, 5: inget",),
        "en": ("1: 4, 2: 2, 3: 9, 4: courage, 5: nothing",),
    },
    "certificate": {
        "fi": ("Kyllä, 2 aktoria", "En tällä kertaa"),
        "sv": ("Ja, 2 aktorer", "Inte den här gången"),
        "en": ("Yes, 2 actors", "Not this time"),
    },
    "not_understood": {"fi": ("1", "2"), "sv": ("1", "2"), "en": ("1", "2")},
    "team_member": {
        "fi": ("Ok, olen mukana", "en osallistu"),
        "sv": ("Ok, jag är med", "jag deltar inte"),
        "en": ("Ok, I'm in", "I will not take part"),
    },
    "seat_check": {
        "fi": ("Kyllä, olen mukana", "Ei, annan paikkani toiselle"),
        "sv": ("Ja, jag är med", "Nej, jag ger min plats åt någon annan"),
        "en": ("Yes, I'm in", "No, give my place to someone else"),
    },
    "seat_offer": {
        "fi": ("Kyllä, otan paikan", "Ei kiitos"),
        "sv": ("Ja, jag tar platsen", "Nej tack"),
        "en": ("Yes, I take the place", "No thanks"),
    },
    "coord_digest": {
        "fi": ("1 ok", "lykkää 1 viikko"),
        "sv": ("1 ok", "skjut upp 1 vecka"),
        "en": ("1 ok", "snooze 1 week"),
    },
    "digest_done": {"fi": ("peru 1",), "sv": ("ångra 1",), "en": ("undo 1",)},
    "wish_question": {"fi": ("kyllä", "ei"), "sv": ("ja", "nej"), "en": ("yes", "no")},
    "other": {
        "fi": ("Kiitos!", "Tilanne?", "Saako tapaamiseen ottaa koiran mukaan?"),
        "sv": ("Tack!", "Läget?", "Får man ta med hunden till träffen?"),
        "en": ("Thank you!", "Status?", "May I bring my dog to the meeting?"),
    },
}
_SAME = {
    "receipt_reminder": "receipt",
    "invitation_moved": "invitation",
    "invitation_changed": "invitation",
    "will_you_come": "invitation",
    "agreement_changed": "agreement",
    "event_invitation": "event",
    "event_reminder": "event",
    "event_moved": "event",
    "event_changed": "event",
    "expense_start": "expense",
    "expense_missing": "expense",
    "disputed": "not_understood",
}
_TIMES: dict[Language, str] = {
    "fi": "joka kuun toinen tiistai klo 17, 4 kertaa",
    "sv": "andra tisdagen i varje månad kl. 17, 4 gånger",
    "en": "the second Tuesday of each month at 17:00, 4 times",
}


def sentences(
    kind: str, language: Language, meeting: Meeting | None, now: datetime
) -> tuple[str, ...]:
    """Return a few answers that fit a letter, with real coming dates."""
    if kind == "pair_intro_actor":
        return (example(language, HELSINKI, MEETINGS, now), _TIMES[language])
    if kind in TIMES_ASKED:
        return (example(language, HELSINKI, 1, now),)
    said = _SAID.get(_like(kind), _SAID["other"])[language]
    thursday = day(_thursday(meeting, now), language)
    return tuple(one.replace(_DAY, thursday) for one in said)


def _like(kind: str) -> str:
    """Return the kind that has the answers, for those that go by several names."""
    return _SAME.get(kind, kind)


def _thursday(meeting: Meeting | None, now: datetime) -> date:
    """Return a Thursday at least two days after today and after the meeting's day."""
    after = max(now, meeting.starts_at) if meeting else now
    on = after.astimezone(ZoneInfo(HELSINKI)).date() + timedelta(days=2)
    return on + timedelta(days=(THURSDAY - on.weekday()) % 7)
