"""The morning digest: what it holds, to whom it goes and how often (P31)."""

from datetime import timedelta

from jobs.write_digests import write_digests
from service import store
from service.actions import claims, coordinators
from service.domain.letters import Letter, Matter
from service.domain.pairs import Pair
from service.mail.addresses import tokens_in
from service.reading.mail.message import parse
from tests.paying import minna
from tests.programme import NOW, SITE, a_published_pair, an_answer, at, letters, receive

MONDAY = at("2027-01-18 08:00")
FRIDAY = at("2027-01-22 08:00")


def text_of(db: store.Database, letter: Letter) -> str:
    return parse(store.letters.get(db, letter.id).raw).text


def lines_of(db: store.Database, letter: Letter) -> list[str]:
    """Return the numbered lines as they stand."""
    lines = [line.strip() for line in text_of(db, letter).splitlines() if line.startswith("    ")]
    return [line for line in lines if line[:1].isdigit()]


def ask_for_a_call(db: store.Database, pair: Pair, words: str = "Please call me.") -> None:
    mail = receive(db, an_answer(words, pair.mentor, Matter("pair", pair.id)), NOW)
    assert mail.state == "tray"


def test_what_waits_stands_in_numbered_lines_in_each_coordinators_language(
    db: store.Database,
) -> None:
    pair = a_published_pair(db)
    minna(db)
    coordinators.add(db, "kerttu@example.org", "Kerttu Malli", "fi")
    coordinators.add(db, "siv@example.org", "Siv Malli", "sv")
    ask_for_a_call(db, pair)
    assert claims.propose_plan(db, pair, 1, "transport", 2400, NOW)
    assert write_digests(db, SITE, MONDAY) == 3
    told = {one.to_address: one for one in letters(db, "coord_digest")}
    assert {one.subject for one in told.values()} == {
        "Oksa Mon 18 January: 2 need you",
        "Oksa ma 18.1.: 2 odottaa sinua",
        "Oksa må 18.1: 2 väntar på dig",
    }
    assert lines_of(db, told["minna@example.org"]) == [
        f"1  Message, {pair.mentor.name}: “Please call me.”",
        f"2  Expense plan, {pair.mentor.name} & {pair.contact.name}: €24.00, public transport",
    ]


def test_nothing_is_written_where_nothing_waits_nor_twice_a_day(db: store.Database) -> None:
    pair = a_published_pair(db)
    minna(db)
    assert write_digests(db, SITE, MONDAY) == 0
    ask_for_a_call(db, pair)
    assert write_digests(db, SITE, MONDAY + timedelta(hours=2)) == 0
    assert write_digests(db, SITE, MONDAY + timedelta(days=1)) == 1
    assert write_digests(db, SITE, MONDAY + timedelta(days=1, hours=1)) == 0
    assert len(letters(db, "coord_digest")) == 1


def test_at_most_ten_lines_and_how_many_more_wait(db: store.Database) -> None:
    pair = a_published_pair(db)
    minna(db)
    for number in range(12):
        ask_for_a_call(db, pair, f"Please call me, {number}.")
    write_digests(db, SITE, MONDAY)
    (letter,) = letters(db, "coord_digest")
    assert len(lines_of(db, letter)) == 10
    assert "More waits in the console: 2" in text_of(db, letter)
    assert sorted(store.digests.get(db, 1).lines) == list(range(1, 11))


def test_what_is_for_other_eyes_is_not_quoted(db: store.Database) -> None:
    pair = a_published_pair(db)
    minna(db)
    said = an_answer("Vain koordinaattorille: parini ei vastaa.", pair.mentor,
                     Matter("pair", pair.id))  # fmt: skip
    assert receive(db, said, NOW).state == "tray"
    write_digests(db, SITE, MONDAY)
    (letter,) = letters(db, "coord_digest")
    assert lines_of(db, letter) == [f"1  Message, {pair.mentor.name}"]


def test_what_is_put_off_stays_out_until_its_day(db: store.Database) -> None:
    pair = a_published_pair(db)
    minna(db)
    plan = claims.propose_plan(db, pair, 1, "transport", 2400, NOW)
    assert plan is not None
    store.digests.put_off(db, "plan", str(plan.id), FRIDAY)
    assert write_digests(db, SITE, MONDAY) == 0
    assert write_digests(db, SITE, FRIDAY) == 1


def test_fridays_sums_up_the_week(db: store.Database) -> None:
    pair = a_published_pair(db)
    minna(db)
    receive(db, an_answer("Please call me.", pair.mentor, Matter("pair", pair.id)),
            at("2027-01-20 10:00"))  # fmt: skip
    write_digests(db, SITE, at("2027-01-21 08:00"))
    write_digests(db, SITE, FRIDAY)
    thursday, friday = letters(db, "coord_digest")
    assert "The week in figures:" not in text_of(db, thursday)
    assert "Messages read: 1, of which left for you: 1" in text_of(db, friday)


def test_each_digest_is_answered_at_an_address_of_its_own(db: store.Database) -> None:
    pair = a_published_pair(db)
    minna(db)
    coordinators.add(db, "kerttu@example.org", "Kerttu Malli", "fi")
    ask_for_a_call(db, pair)
    write_digests(db, SITE, MONDAY)
    write_digests(db, SITE, MONDAY + timedelta(days=1))
    answers = [
        tokens_in([line.partition("<")[2].rstrip(">\r") for line in raw.splitlines()], SITE)
        for raw in (
            store.letters.get(db, one.id).raw.decode() for one in letters(db, "coord_digest")
        )
    ]
    assert len({codes[0] for codes in answers}) == 4
    found = [store.tokens.find(db, codes[0]) for codes in answers]
    assert [one.about for one in found if one] == [Matter("digest", n) for n in (1, 2, 3, 4)]
