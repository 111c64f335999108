import asyncio
from contextlib import closing
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from jobs.keeper import Keeper
from jobs.reception import Reception
from service import store
from service.store.inbox import Delivery
from tests.jobs.doors import MAIL, TO, raw
from tests.jobs.letters import NOW
from tests.programme import SITE

DELIVERY = Delivery(MAIL, "anna@example.org", (TO,), "smtp")


def test_while_another_holds_the_database_a_mail_is_not_kept_and_then_it_is(tmp_path: Path) -> None:
    async def keep() -> None:
        keeper = Keeper(tmp_path, lambda: None, _now)
        keeper.db = _impatient(tmp_path)
        with closing(store.connect(tmp_path).conn) as other:
            other.execute("begin immediate")
            answer = await keeper.keep(DELIVERY)
            assert str(answer) == "database is locked"
            assert not store.is_disk_full(answer or OSError())
            other.execute("rollback")
            assert await keeper.keep(DELIVERY) is None
        await keeper.close()

    asyncio.run(keep())
    assert raw(tmp_path) == [MAIL]


def test_who_hangs_up_takes_no_other_mail_along_and_one_waking_does_for_all(
    tmp_path: Path,
) -> None:
    wakings: list[int] = []
    mails = [replace(DELIVERY, raw=b"%d\r\n" % number) for number in range(20)]

    async def keep() -> None:
        keeper = Keeper(tmp_path, lambda: wakings.append(1), _now)
        tasks = [asyncio.ensure_future(keeper.keep(mail)) for mail in mails]
        await asyncio.sleep(0)
        tasks[0].cancel()
        assert await asyncio.gather(*tasks[1:]) == [None] * 19
        await keeper.close()

    asyncio.run(keep())
    assert raw(tmp_path) == [mail.raw for mail in mails]
    assert wakings == [1]


def test_a_token_that_cannot_be_looked_up_is_neither_taken_nor_refused(tmp_path: Path) -> None:
    async def ask() -> None:
        keeper = Keeper(tmp_path, lambda: None, _now)
        keeper.db = _impatient(tmp_path)
        keeper.db.execute("alter table tokens rename to tokens_away")
        reception = Reception(SITE, keeper)
        other_key = f"oksa+b{'a' * 26}@{SITE.mail_domain}"
        with pytest.raises(store.DatabaseError) as wrong:
            await keeper.knows(other_key, SITE)
        assert (await reception.handle_exception(wrong.value)).startswith("451 ")
        await keeper.close()

    asyncio.run(ask())


def _impatient(folder: Path) -> store.Database:
    db = store.connect(folder)
    db.execute("pragma busy_timeout = 20")
    return db


def _now(db: store.Database) -> datetime:
    return NOW
