import pytest

from service.domain.languages import Language
from service.reading.understand import case_of, judged
from tests.reading.given import after, short


def grammar(text: str, language: Language) -> tuple[bool, list[tuple[object, ...]]]:
    verdict = judged(case_of(text, after("echo", language))[0])
    return verdict.certain, [short(one) for one in verdict.findings]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fi", "Seuraava tapaaminen ei ole 12.5. vaan 13.5. klo 16, kirjoitin sen väärin."),
        ("fi", "Sanoin äsken että seuraava on 12.5. klo 16, se on kuitenkin 13.5. klo 16."),
        ("fi", "Seuraava tapaaminen ei ole 13.5. klo 17 vaan 13.5. klo 16."),
        ("sv", "Nästa träff har blivit galet antecknad, ska vara 13.5 kl 16 och inte 6.9."),
        (
            "en",
            "You have put down the 12th of May for our next one. It's the 13th of May, at four.",
        ),
    ],
)
def test_reads_the_next_meeting_put_right(language: Language, text: str) -> None:
    assert grammar(text, language) == (True, [("undo",), ("planned", ["2026-05-13T16:00"])])


def test_the_hour_alone_may_leave_a_day_unread() -> None:
    text = "You have put down 12 May for our next one. It's the twentyfirst, and at four."
    assert not grammar(text, "en")[0]


def test_a_next_meeting_told_beside_a_yes_undoes_nothing() -> None:
    told = grammar("Oikein meni. Seuraava on 13.5. klo 16.", "fi")
    assert told == (True, [("planned", ["2026-05-13T16:00"])])
