"""What an ordeal came to: each promise that was broken, in words."""

from collections import Counter
from hashlib import sha256

from service import store
from tests.torture.ordeal import Ordeal, doubted


def breaches(ordeal: Ordeal) -> list[str]:
    """Return what was lost, changed, repeated too often, or has no state; nothing if all held."""
    return [*_of_mails(ordeal), *_of_letters(ordeal), *_of_repeats(ordeal), *_of_order(ordeal)]


def repeats(ordeal: Ordeal) -> int:
    """Return how many letters arrived more than once, each counted as often as it was too many."""
    return len(ordeal.world.received) - len({raw for _, _, raw in ordeal.world.received})


def told(ordeal: Ordeal, broken: list[str]) -> str:
    """Return the verdict as one line."""
    plan, killed = ordeal.plan, sum(ordeal.kills.values())
    parts = ", ".join(f"{name} {count}" for name, count in sorted(ordeal.kills.items()))
    what = (
        f"{len(ordeal.senders.kept)} mails in, {len(ordeal.letters())} letters out,"
        f" {killed} kills ({parts}), seed {plan.seed}: {repeats(ordeal)} repeated,"
        f" {len(doubted(ordeal.db))} shown as uncertain"
    )
    return f"BROKEN: {what}; {'; '.join(broken)}" if broken else f"HELD: {what}, none lost"


def _of_mails(ordeal: Ordeal) -> list[str]:
    db = ordeal.db
    kept = {store.inbox.raw(db, mail.id) for mail in store.inbox.every(db)}
    counts = store.inbox.counts(db)
    rows = len(store.inbox.every(db))
    lost = set(ordeal.senders.kept) - kept
    strange = kept - set(ordeal.senders.mails)
    found = []
    if lost:
        found.append(f"{len(lost)} mails lost, the first {_hash(min(lost))}")
    if strange:
        found.append(f"{len(strange)} mails that nobody sent")
    if counts["pending"] or sum(counts.values()) != rows or rows != len(ordeal.senders.mails):
        found.append(f"states {counts} of {rows} mails kept and {len(ordeal.senders.mails)} sent")
    return found


def _of_letters(ordeal: Ordeal) -> list[str]:
    arrived, letters = {raw for _, _, raw in ordeal.world.received}, ordeal.letters()
    lost = [one for one in letters if one.raw not in arrived or one.state != "sent"]
    found = []
    if lost:
        found.append(f"{len(lost)} letters lost, the first {lost[0].key} ({lost[0].state})")
    if changed := arrived - {one.raw for one in letters}:
        found.append(f"{len(changed)} letters arrived changed")
    return found


def _of_repeats(ordeal: Ordeal) -> list[str]:
    times = Counter(raw for _, _, raw in ordeal.world.received)
    repeated = {raw for raw, count in times.items() if count > 1}
    db, found = ordeal.db, []
    shown = {store.letters.get(db, letter_id).raw for letter_id in doubted(db)}
    allowed = sum(ordeal.kills.values()) + ordeal.faults
    if repeats(ordeal) > allowed:
        found.append(f"{repeats(ordeal)} repeats, more than one a kill ({allowed})")
    if hidden := repeated - shown:
        found.append(f"{len(hidden)} letters repeated and never shown as uncertain")
    return found


def _of_order(ordeal: Ordeal) -> list[str]:
    """Return a breach where a letter overtook an older one on its matter to its address (I10)."""
    first: dict[bytes, int] = {}
    for place, (_, _, raw) in enumerate(ordeal.world.received):
        first.setdefault(raw, place)
    latest: dict[tuple[object, str], int] = {}
    overtaken = 0
    for letter in ordeal.letters():
        place = first.get(letter.raw, -1)
        lane = (letter.about, letter.to_address)
        overtaken += 0 <= place < latest.get(lane, -1)
        latest[lane] = max(place, latest.get(lane, -1))
    return [f"{overtaken} letters overtook an older one"] if overtaken else []


def _hash(raw: bytes) -> str:
    return sha256(raw).hexdigest()[:12]
