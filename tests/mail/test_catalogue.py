"""The catalogue: each occasion has its letters in three languages, and no other letter lies by."""

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

import pytest

import mail_templates
import service
from service.domain.bounces import Standing
from service.domain.languages import Language

FOLDER = Path(mail_templates.__file__).parent
NO_LETTERS = {"footer", "footer_short", "pdf", "__pycache__"}  # parts of letters, and papers
LANGUAGES: tuple[Language, ...] = get_args(Language)
# What happens to people in a year, and the letters that tell of it or ask about it.
CATALOGUE = {
    "a round opens": ("round_opens",),
    "the form is sent": ("receipt", "application_copy", "team_member", "own_mentor",
                         "own_mentor_noted", "own_mentor_answer"),
    "three days without a yes": ("receipt_reminder",),
    "decided": ("pair_intro_actor", "pair_intro_mentor", "team_intro", "app_waiting",
                "app_declined", "waiting_over"),
    "a week before the kick-off": ("seat_check", "seat_offer"),
    "the kick-off day": ("agreement",),
    "both have agreed": ("agreement_copy", "agreement_changed"),
    "a meeting is set": ("invitation", "invitation_moved", "invitation_changed",
                         "invitation_cancelled"),
    "a time is missing": ("when_will_you_meet", "new_time", "series_question", "absence_meeting"),
    "their own calendar": ("own_event_accepted", "own_event_changed"),
    "a time is offered": ("proposal", "proposal_declined", "proposal_withdrawn"),
    "days before a meeting": ("preparation", "preparation_note", "will_you_come"),
    "the morning after": ("did_you_meet", "disputed"),
    "an answer has come": ("understood", "not_understood", "confirm_sender", "status"),
    "half-way": ("midway",),
    "a meeting cost something": ("expense_start", "expense_missing", "expense_received",
                                 "expense_question", "expense_approved", "expense_declined",
                                 "expense_paid", "expense_plan_approved", "expense_plan_declined"),
    "the last meeting": ("closing",),
    "feedback is given": ("certificate",),
    "silence": ("quiet_mentor",),
    "wishes": ("wish_question", "wish_done", "wish_closed", "paused", "address_notice", "my_data",
               "erase_asked"),
    "somebody leaves": ("partner_left", "other_declined", "member_left", "pair_ended"),
    "common events": ("event_invitation", "event_reminder", "event_moved", "event_changed",
                      "event_cancelled", "event_material"),
    "coordinators": ("sign_in", "address_broken", "address_doubtful", "coordinator_answer",
                     "coord_digest", "digest_done",
                     "coordinator_note"),
}  # fmt: skip


def kinds() -> list[str]:
    return sorted(
        path.name for path in FOLDER.iterdir() if path.is_dir() and path.name not in NO_LETTERS
    )


def words_of_code() -> Iterator[str]:
    """Yield every text in the code that decides what is written."""
    for part in ("actions", "domain", "mail"):
        for path in (Path(service.__file__).parent / part).glob("*.py"):
            if not path.name.startswith("sample"):
                for node in ast.walk(ast.parse(path.read_text("utf-8"))):
                    if isinstance(node, ast.Constant) and isinstance(node.value, str):
                        yield node.value


@pytest.mark.parametrize("occasion", CATALOGUE)
def test_each_occasion_has_its_letters_in_three_languages(occasion: str) -> None:
    for kind in CATALOGUE[occasion]:
        for language in LANGUAGES:
            text = (FOLDER / kind / f"{language}.txt").read_text("utf-8")
            assert "Subject: " in text, f"{kind}/{language}"


def test_no_letter_lies_by_that_nothing_writes() -> None:
    assert kinds() == sorted(kind for those in CATALOGUE.values() for kind in those)
    written = set(words_of_code()) | {f"address_{one}" for one in get_args(Standing)}
    assert [kind for kind in kinds() if kind not in written] == []
