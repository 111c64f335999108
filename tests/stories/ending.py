"""How a story ends: what the database holds, and what has reached whom in which language."""

from collections.abc import Mapping

from service.domain.languages import Language
from tests.stories.town import Town, distinct


def meetings_by_writer(place: Town) -> list[dict[str, object]]:
    """Return `oksa meetings --json`, with whose mail made it so instead of the mail's id."""
    writers = {mail["id"]: mail["person"] for mail in place.oksa("inbox")["messages"]}
    writers[None] = None  # what two people agreed on a page
    return [{**one, "because": writers[one["because"]]} for one in place.oksa("meetings")]


def person(email: str, role: str, answer: str, attended: bool | None) -> dict[str, object]:
    """Return one person of a meeting as `oksa meetings --json` shows them."""
    return {"email": email, "role": role, "answer": answer, "attended": attended}


def assert_every_mail_settled(place: Town) -> None:
    """Every mail that was written was understood and done."""
    inbox = place.oksa("inbox")
    assert inbox["counts"]["settled"] == inbox["sum"] == place.answered, inbox


def assert_no_letter_twice(place: Town, repeats: int = 0) -> None:
    """Every letter left under one Message-ID; a kill repeats at most one, to the byte."""
    raws = distinct(place.sink.received)
    outbox = place.oksa("outbox")
    assert outbox["counts"]["sent"] == len(outbox["letters"]) == len(raws)
    assert len({letter["message_id"] for letter in outbox["letters"]}) == len(raws)
    assert len(place.sink.received) - len(raws) <= repeats


def assert_languages(place: Town, language: Mapping[str, Language]) -> None:
    """Everyone has mail, and all of it is in their language."""
    reached = {address for _, recipients, _ in place.sink.received for address in recipients}
    assert reached == set(language)
    for address, theirs in language.items():
        assert {str(mail["Content-Language"]) for mail in place.mailbox(address)} == {theirs}
