"""The words of the demo's pages that stand for something the service knows."""

from forms.translations import _l
from service.web.catcher.demo import Coming

ROLES = {
    "mentor": _l("mentor"),
    "actor": _l("actor"),
    "team": _l("actor team"),
    "coordinator": _l("coordinator"),
    "": _l("not in a pair"),
}
STATES = {
    "pending": _l("On its way"),
    "settled": _l("Settled"),
    "asked": _l("Asked back"),
    "tray": _l("With the coordinator"),
    "ignored": _l("Nothing to do"),
    "quarantined": _l("Set aside"),
}
MEANINGS = {
    "pending": _l("The mail is being read. This page looks again by itself."),
    "settled": _l("Oksa was certain, noted it and told the writer what it understood."),
    "calendar": _l(
        "Oksa noted the calendar’s answer. Whether they met is asked after the meeting."
    ),
    "asked": _l("Oksa was not certain, so it asks the writer one question."),
    "tray": _l("It waits in the coordinator’s tray with the message beside it."),
    "ignored": _l("There was nothing to note and nothing to answer."),
    "quarantined": _l("The mail could not be read. It is kept for a human to look at."),
}
CALENDAR = {
    "accepted": _l("accepted in the calendar"),
    "declined": _l("declined in the calendar"),
    "tentative": _l("answered perhaps in the calendar"),
}
COMINGS = {
    "did_you_meet": _l("“Did you meet?”"),
    "reminder": _l("a reminder"),
    "letter": _l("a letter leaves"),
    "will_you_come": _l("“Will you come?”"),
    "preparation": _l("questions before a meeting"),
    "agreement": _l("the agreement"),
    "times": _l("“When will you meet?”"),
    "expenses": _l("“What did it cost?”"),
}


def role(code: str) -> str:
    """Return a role in words."""
    return str(ROLES[code])


def state(code: str) -> str:
    """Return where an answer stands, in words."""
    return str(STATES[code])


def meaning(code: str) -> str:
    """Return what it means that an answer stands there."""
    return str(MEANINGS[code])


def coming(event: Coming) -> str:
    """Return what time brings next, in words."""
    told = str(COMINGS[event.what])
    return f"{told} ({event.who})" if event.who else told


def calendar(code: str) -> str:
    """Return what somebody's calendar answered, in words."""
    return str(CALENDAR.get(code, _l("answered in the calendar")))
