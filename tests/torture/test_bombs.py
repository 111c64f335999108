"""Each bomb ends in a state with a reason, and the next ordinary mail is read (S2, R6)."""

import pytest

from jobs.read_mail import read_mail
from service import store
from service.domain.letters import Matter
from service.reading import guard
from service.store.inbox import Delivery
from tests.programme import SITE, a_published_pair, an_answer, at, booked, reply_address
from tests.torture.bombs import bombs

AFTER = at("2027-02-10 09:00")
NAMES = tuple(bombs("nobody@example.org"))


@pytest.mark.parametrize("few", [NAMES[number::4] for number in range(4)])
def test_bombs_end_with_a_reason_and_the_next_mail_is_settled(
    db: store.Database, few: tuple[str, ...]
) -> None:
    pair = a_published_pair(db)
    (meeting,) = booked(db, pair, "2027-02-09 17:00")
    about = Matter("meeting", meeting.id)
    letters = len(store.letters.every(db))
    hostile = bombs(reply_address(about, pair.contact))
    for name in few:
        (mail_id,) = store.inbox.keep(db, [_delivery(hostile[name][: 10 << 20])], AFTER)
        read_mail(db, SITE, AFTER)
        kept = store.inbox.get(db, mail_id)
        assert kept.state in ("asked", "tray", "ignored", "quarantined"), name
        assert kept.reason, name
    asked = [one for one in store.letters.every(db)[letters:] if one.kind != "confirm_sender"]
    assert asked == []
    raw = an_answer("Joo tavattiin, 1,5 h", pair.contact, about)
    (mail_id,) = store.inbox.keep(db, [_delivery(raw)], AFTER)
    read_mail(db, SITE, AFTER)
    assert store.inbox.get(db, mail_id).state == "settled"
    guard.close()


def _delivery(raw: bytes) -> Delivery:
    return Delivery(raw, "pommi@example.org", (), "smtp")
