import pytest

from service.reading.mail.subject import said_in_subject


@pytest.mark.parametrize(
    ("subject", "said"),
    [
        ("Joo, tavattiin, 1 h", "Joo, tavattiin, 1 h"),
        ("Tulen! Re: Kutsu: tapaaminen to 12.3. klo 17", "Tulen!"),
        ("Ja, jag kommer SV: Inbjudan", "Ja, jag kommer"),
        ("Yes, I'll be there (nt)", "Yes, I'll be there"),
        ("Ja, vi träffades, 60 min EOM", "Ja, vi träffades, 60 min"),
        ("Re: Tapasitteko tiistaina 10.3.?", ""),
        ("VS: Matkakulut tapaamisesta 12.3.", ""),
        ("Tapasitteko tiistaina 10.3.?", ""),
        ("Kutsu: tapaaminen to 12.3. klo 17", ""),
        ("[EXTERNAL] Re: Valmistelu", ""),
        ("EXT: VS: Valmistelu", ""),
        ("[EXT] Tulen! Re: Kutsu", "Tulen!"),
        ("", ""),
    ],
)
def test_reads_an_answer_that_stands_only_in_the_subject(subject: str, said: str) -> None:
    assert said_in_subject(subject, "", "") == said


def test_takes_a_sign_that_there_is_no_text_for_none() -> None:
    assert said_in_subject("Tulen", "nt", "nt") == "Tulen"


def test_leaves_the_subject_where_something_is_written_or_quoted() -> None:
    assert said_in_subject("Tulen! Re: Kutsu", "En pääse.", "En pääse.") == "En pääse."
    assert said_in_subject("Matkakulut 12.3.", "> Hei", "") == ""
