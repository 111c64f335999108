"""How fast letters leave, and when they are tried again (R9)."""

from datetime import UTC, datetime, timedelta

import pytest

from service.domain.pacing import FEWEST, Pace, Slowness, allowance, slower
from service.domain.refusals import Meaning, Step, meaning
from service.domain.retries import LIFE, WAITS, next_try

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


@pytest.mark.parametrize(
    ("minute", "hour", "left"),
    [(0, 0, 50), (49, 49, 1), (50, 50, 0), (0, 290, 10), (10, 299, 1), (0, 300, 0), (60, 60, 0)],
)
def test_fifty_leave_in_a_minute_and_three_hundred_in_an_hour(
    minute: int, hour: int, left: int
) -> None:
    assert allowance(Pace(), Slowness(), minute, hour, NOW) == left


def test_zero_is_no_limit() -> None:
    assert allowance(Pace(0, 0), Slowness(), 5000, 50_000, NOW) > 10_000


def test_a_domain_that_says_later_gets_half_each_time_but_never_nothing() -> None:
    slowness, most = Slowness(), []
    for _ in range(6):
        slowness = slower(slowness, NOW, hung_up=False)
        most.append(allowance(Pace(), slowness, 0, 0, NOW))
    assert most == [25, 12, 6, FEWEST, FEWEST, FEWEST]
    assert allowance(Pace(), slowness, 0, 0, NOW + timedelta(hours=1)) == 50


def test_a_domain_that_hangs_up_is_spared_longer_each_time() -> None:
    slowness, now, pauses = Slowness(), NOW, []
    for _ in range(6):
        slowness = slower(slowness, now, hung_up=True)
        assert slowness.paused_until is not None
        assert allowance(Pace(), slowness, 0, 0, slowness.paused_until - MINUTE / 60) == 0
        assert allowance(Pace(), slowness, 0, 0, slowness.paused_until) > 0
        pauses.append(slowness.paused_until - now)
        now = slowness.paused_until
    assert pauses == [MINUTE * minutes for minutes in (1, 2, 4, 8, 15, 15)]


def test_a_clock_set_back_leaves_no_domain_spared() -> None:
    slowness = slower(Slowness(), NOW + timedelta(days=400), hung_up=True)
    assert allowance(Pace(), slowness, 0, 0, NOW) == 50


def test_each_wait_is_longer_than_the_one_before_and_all_end_after_five_days() -> None:
    for letter_id in range(50):
        now, tries, waits = NOW, 1, []
        while (again_at := next_try(letter_id, tries, NOW, now)) is not None:
            waits.append(again_at - now)
            now, tries = again_at, tries + 1
        assert now - NOW == LIFE
        assert waits[:-1] == sorted(waits[:-1])
        for wait, full in zip(waits[:-1], WAITS, strict=False):
            assert full * 0.9 <= wait <= full


def test_letters_do_not_come_back_as_one_crowd() -> None:
    again = {next_try(letter_id, 5, NOW, NOW) for letter_id in range(100)}
    assert len(again) > 90


def test_a_machine_that_stood_still_for_a_week_does_not_give_up_at_the_second_try() -> None:
    assert next_try(1, 2, NOW - timedelta(days=7), NOW) is not None
    assert next_try(1, 20, NOW - timedelta(days=7), NOW) is None


@pytest.mark.parametrize(
    ("step", "code", "words", "means"),
    [
        ("RCPT", 450, "4.2.0 Greylisted", "later"),
        ("MAIL", 421, "4.7.0 Try again later", "later"),
        ("RCPT", 550, "5.1.1 No such user", "never"),
        ("TEXT", 554, "5.7.1 Spam", "never"),
        ("TEXT", 552, "5.3.4 Too big", "never"),
        ("MAIL", 530, "5.7.0 Must issue a STARTTLS command first", "ours"),
        ("MAIL", 530, "5.7.57 Client not authenticated to send mail", "ours"),
        ("MAIL", 550, "5.7.60 Client does not have permissions to send as this sender", "ours"),
        ("MAIL", 550, "5.1.8 Sender address rejected: Domain not found", "never"),
        ("RCPT", 554, "5.7.1 <anna@example.org>: Relay access denied", "ours"),
        ("RCPT", 550, "5.7.1 Relaying denied", "ours"),
        ("RCPT", 550, "5.7.1 Closed list", "never"),
        ("DATA", 354, "go on", "later"),
    ],
)
def test_a_refusal_is_for_now_for_good_or_our_own_fault(
    step: Step, code: int, words: str, means: Meaning
) -> None:
    assert meaning(step, code, words) == means
