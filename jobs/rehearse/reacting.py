"""What the rehearsal's people make of a letter: which deeds they will do about it, and when."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from jobs.rehearse.characters import Cast, Character
from jobs.rehearse.play import Deed, Play
from service import store
from service.actions.agreement_letters import seen_in
from service.domain.letters import Letter
from service.domain.meetings import Meeting
from service.hours import HELSINKI

ROBOTS_TAKE = timedelta(minutes=5)
WAKES, SLEEPS = 7, 22  # people are at their mail between these hours
INVITATIONS = ("invitation", "invitation_moved")
# Letters that everyone who answers at all answers the same way.
USUAL = {
    "team_member": "in_team",
    "own_mentor": "yes",
    "event_reminder": "comes",
    "seat_check": "comes",
    "will_you_come": "comes",
    "wish_question": "yes",
    "midway": "midway",
    "closing": "closing",
}
AS_BEFORE = ("held_chatty", "held_dialect")
TIMES = ("pair_intro_actor", "when_will_you_meet", "new_time", "series_question")


def react(play: Play, letter: Letter, at: datetime) -> None:
    """Note in the diary what the receiver of a letter will do about it."""
    if letter.kind in ("receipt", "receipt_reminder") and play.found(letter.to_address):
        play.diary.note(_later(play, letter, (1, 6), at), Deed("say thanks", letter))
        return
    found = play.found(letter.to_address)
    if found is None:
        return
    cast, character = found
    if letter.kind in INVITATIONS:
        play.kept[letter.to_address, letter.about] = letter
    if _bounces(character, at):
        play.diary.note(at + ROBOTS_TAKE, Deed("bounce", letter))
        return
    if back_on := away_until(character, at):
        play.diary.note(at + ROBOTS_TAKE, Deed("automatic", letter))
        at = datetime.combine(back_on, time(WAKES), HELSINKI)
    for act in _acts(play, cast, character, letter):
        play.diary.note(_later(play, letter, character.hours, at), Deed(act, letter))
    _note_asides(play, character, letter, at)


def away_until(character: Character, at: datetime) -> date | None:
    """Return the day on which someone who is away is back, None where they are there."""
    today = at.astimezone(HELSINKI).date()
    if character.away and character.away[0] <= today < character.away[1]:
        return character.away[1]
    return None


def meeting_of(play: Play, letter: Letter) -> Meeting:
    """Return the meeting a letter is about."""
    return store.meetings.get(play.db, letter.about.id)


def told_of(character: Character, meeting: Meeting) -> str:
    """Return how someone tells of a meeting, empty for not at all."""
    return character.told[(meeting.number - 1) % len(character.told)]


def _acts(play: Play, cast: Cast, character: Character, letter: Letter) -> Iterator[str]:
    if letter.kind in USUAL and character.name != "silent":
        if play.once(f"{letter.kind}:{letter.to_address}:{letter.about}"):  # not to a reminder
            yield f"say {USUAL[letter.kind]}"
    elif letter.kind in (*INVITATIONS, "event_invitation"):
        if said := _by_calendar(play, character, letter):
            yield f"calendar {said}"
    elif letter.kind in TIMES and character.dates:
        yield "dates next" if letter.kind == "new_time" else f"dates {character.dates}"
    elif letter.kind == "agreement" and character.agrees:
        yield from _of_agreement(play, cast, letter)
    elif letter.about.kind in ("meeting", "expense"):
        yield from _of_meeting(play, character, letter)


def _of_agreement(play: Play, cast: Cast, letter: Letter) -> Iterator[str]:
    """The actor writes it; the mentor approves once there is something to approve."""
    if letter.to_address == cast.couple.actors[0].email:
        yield "agreement"
    elif seen_in(letter.key) != (1, 0) and play.once(f"agreed:{letter.to_address}"):
        yield "say agreed"


def _of_meeting(play: Play, character: Character, letter: Letter) -> Iterator[str]:
    told = told_of(character, meeting_of(play, letter))
    answers = {
        "did_you_meet": "held" if told == "wrong" else told,
        "not_understood": told and (told if told in AS_BEFORE else "held"),
        "disputed": told and "held",
        "proposal": character.proposal,
        "preparation": "note" if character.prepares else "",
    }
    if letter.kind == "understood":
        yield from _of_echo(play, character, letter, told)
    elif letter.kind == "expense_start" and character.claims:
        yield "costs"
    elif letter.kind == "expense_received":
        yield "account"
    elif said := answers.get(letter.kind):
        yield f"say {said}"


def _of_echo(play: Play, character: Character, letter: Letter, told: str) -> Iterator[str]:
    if told == "wrong" and play.once(f"wrong:{letter.to_address}:{letter.about.id}"):
        yield "say wrong"
    elif character.thanks and play.once(f"thanks:{letter.to_address}"):
        yield "say thanks"


def _by_calendar(play: Play, character: Character, letter: Letter) -> str:
    """Return what someone's calendar answers; to a meeting that was moved always yes."""
    first = character.calendar[0]
    if letter.kind == "event_invitation":
        return "" if first == "COUNTER" else first
    if letter.kind == "invitation_moved" and first:
        return "ACCEPTED"
    number = meeting_of(play, letter).number
    return character.calendar[(number - 1) % len(character.calendar)]


def _note_asides(play: Play, character: Character, letter: Letter, at: datetime) -> None:
    """Note what someone writes unasked about a meeting: before it, or when it is over."""
    if letter.about.kind != "meeting":
        return
    meeting = meeting_of(play, letter)
    act = character.asides.get(meeting.number, "")
    over = act == "contradict"
    if not act or letter.kind != ("invitation" if over else "preparation"):
        return
    invitation = play.kept.get((letter.to_address, letter.about))
    if invitation is None or not play.once(f"aside:{letter.to_address}:{meeting.number}"):
        return
    when = meeting.ends_at + timedelta(days=3) if over else at
    act = "not_held" if over else act
    play.diary.note(_later(play, invitation, character.hours, when), Deed(f"say {act}", invitation))


def _bounces(character: Character, at: datetime) -> bool:
    since = character.bounces_from
    return since is not None and at.astimezone(HELSINKI).date() >= since


def _later(play: Play, letter: Letter, hours: tuple[int, int], at: datetime) -> datetime:
    """Return when someone gets to answering: some hours later, while people are awake."""
    chance = play.chance(f"later:{letter.key}")
    here = (at + timedelta(hours=chance.randint(*hours))).astimezone(HELSINKI)
    if here.hour < WAKES:
        here = here.replace(hour=WAKES)
    elif here.hour >= SLEEPS:
        here = (here + timedelta(days=1)).replace(hour=WAKES + 1)
    here = here.replace(minute=40, second=0)
    return max(here, at + ROBOTS_TAKE)
