"""The console's words by the codes that the service knows them by."""

import re

from forms.translations import _l

LETTERS = {
    "receipt": _l("Receipt of an application"),
    "receipt_reminder": _l("Reminder to confirm the address"),
    "application_copy": _l("Copy of an application"),
    "team_member": _l("Word to a team member"),
    "round_opens": _l("Applying has opened"),
    "pair_intro_mentor": _l("Introduction to the mentor"),
    "pair_intro_actor": _l("Introduction to the actor"),
    "team_intro": _l("Introduction to the team"),
    "when_will_you_meet": _l("“When will you meet?”"),
    "invitation": _l("Invitation"),
    "invitation_moved": _l("Invitation, moved"),
    "invitation_cancelled": _l("Cancelled invitation"),
    "other_declined": _l("The other cannot come"),
    "new_time": _l("“When instead?”"),
    "proposal": _l("A time proposed by the other"),
    "proposal_declined": _l("The proposed time does not suit"),
    "did_you_meet": _l("“Did you meet?”"),
    "disputed": _l("Two different stories"),
    "preparation": _l("Questions before a meeting"),
    "preparation_note": _l("A note from the other, passed on"),
    "understood": _l("What Oksa understood"),
    "not_understood": _l("A question back"),
    "confirm_sender": _l("“Was this you?”"),
    "paused": _l("Reminders are stopped"),
    "sign_in": _l("Sign-in link"),
}
MEETINGS = {
    "planned": _l("planned"),
    "held": _l("held"),
    "not_held": _l("not held"),
    "cancelled": _l("cancelled"),
    "disputed": _l("disputed"),
    "unknown": _l("not known"),
}
ROLES = {"mentor": _l("mentor"), "actor": _l("actor"), "team": _l("actor team")}
ANSWERS = {
    "needs_action": _l("has not answered"),
    "accepted": _l("comes"),
    "declined": _l("cannot come"),
    "tentative": _l("comes perhaps"),
}
ENDS = {
    "pending": _l("Being read"),
    "settled": _l("Settled"),
    "asked": _l("Asked back"),
    "tray": _l("Waits for a coordinator"),
    "ignored": _l("Nothing was done"),
    "quarantined": _l("Set aside"),
}
FINDINGS = {
    "held": _l("The pair met"),
    "not_held": _l("The pair did not meet"),
    "moved": _l("Another time for the meeting"),
    "planned": _l("New times"),
    "cancelled": _l("The meeting is off"),
    "accepted": _l("Comes, or says yes"),
    "declined": _l("Cannot come, or says no"),
    "tentative": _l("Comes perhaps"),
    "preparation": _l("Something to pass on"),
    "expense": _l("Costs"),
    "agreed": _l("Accepts the mentoring agreement"),
    "undo": _l("What was noted is wrong"),
    "private": _l("For a coordinator only"),
    "withdraw": _l("Wants to leave, or to get no more mail"),
    "bounced": _l("Could not be delivered"),
    "question": _l("A question for a coordinator"),
}
PRESSES = {
    "held": _l("They met"),
    "not_held": _l("They did not meet"),
    "accepted": _l("Comes"),
    "declined": _l("Cannot come"),
    "cancelled": _l("Cancel the meeting"),
    "confirm": _l("Confirm the address"),
    "done": _l("Nothing to do"),
}
ASKED = {
    "invitation": _l("the invitation: will you come?"),
    "attendance": _l("did you meet?"),
    "times": _l("when will you meet?"),
    "proposal": _l("does the proposed time suit?"),
    "echo": _l("what Oksa understood"),
    "receipt": _l("the receipt of the application"),
    "announcement": _l("a letter that asks nothing"),
    "none": _l("nothing that is known"),
}
MISFIT = _l("A calendar’s answer does not fit the meeting.")
REASONS = {
    "automatic reply": _l("an automatic reply"),
    "bounce without a token of ours": _l("a delivery report about no letter of ours"),
    "delivery is delayed": _l("delivery takes longer than usual"),
    "not addressed to a reply address of ours": _l("It answers no letter of ours."),
    "comes to an address that has closed": _l("The matter ended over 60 days ago."),
    "a calendar answer without its reply address": _l(
        "A calendar answered, but not to the address of its invitation."
    ),
    "its origin failed authentication": _l("The sender may be forged."),
    "no reply address, and no proof of origin": _l("Nothing proves who sent it."),
    "sent from another address than the one on file": _l("It came from a strange address."),
    "for the coordinator only": _l("It is meant for a coordinator only."),
    "a question for a coordinator": _l("There is a question or a worry in it."),
    "not certain": _l("Oksa was not certain what is meant."),
    "not understood, also after a question back": _l(
        "Oksa asked once and still was not certain what is meant."
    ),
    "nothing to do": _l("nothing to note"),
    "counter-proposal": _l("another time was proposed"),
    "proposes another time": _l("another time was proposed"),
    "asks for it to be sent again": _l("the invitation was sent again"),
    "answers a letter that asks nothing": _l("It answers a letter that asks nothing."),
    "wants to leave the programme": _l("The writer wants to leave the programme."),
    "moved to a time that has passed": _l("The new time has passed already."),
    "plans a time that has passed": _l("One of the times has passed already."),
    "the proposed time has passed": _l("The new time has passed already."),
    "proposes a time that has passed": _l("The new time has passed already."),
    "takes back something that is not booked": _l("It takes back something that is not booked."),
    "speaks of a meeting, and it is not clear which": _l("It is not clear which meeting it means."),
    "a calendar answer to a letter that is no invitation": _l(
        "A calendar answered a letter that is no invitation."
    ),
    "a calendar answer without its calendar part": _l("The calendar’s answer is incomplete."),
    "a counter-proposal without a time": _l("Another time is proposed, but it does not say which."),
    "proposes no time that we can read": _l("Another time is proposed, but it does not say which."),
    "answers a meeting that is over": _l("It answers an invitation whose meeting is over."),
    "answers a cancelled meeting": _l("It answers an invitation that is cancelled."),
    "is older than what we know": _l("a newer answer is known"),
    "is the answer that we have": _l("the same answer came before"),
    "comes from someone outside the meeting": _l("The writer is not in the meeting."),
    "is a calendar message, but not an answer": MISFIT,
    "names no meeting": MISFIT,
    "names another meeting": MISFIT,
    "speaks of a series, and our meetings are single": MISFIT,
    "answers a version that we never sent": MISFIT,
    "is stamped in the future": MISFIT,
    "names several attendees": MISFIT,
    "names no attendee": MISFIT,
    "comes from a delegate": MISFIT,
    "gives no answer that we know": MISFIT,
    "cannot be put in order with the answer that we have": MISFIT,
    "stopped the reader": _l("The message could not be read."),
    "preparation for a meeting that is not ahead": _l(
        "A note for a meeting that is not ahead any more."
    ),
    "preparation that a list or a robot may have sent": _l(
        "A note that a list or a robot may have sent."
    ),
    "somebody has dealt with this already": _l("Somebody has dealt with this already."),
    "the message is about no meeting": _l("The message is about no meeting."),
    "the round is not open": _l("The round takes no applications now."),
}
PATTERNS = (
    (
        re.compile(r"could not be delivered: (?P<address>.+)"),
        _l("A letter could not be delivered to %(address)s."),
    ),
    (re.compile(r"has the Message-ID of mail (?P<number>\d+)"), _l("the same as mail %(number)s")),
    (
        re.compile(r"meeting \d+ is (?P<state>\w+)(: nothing to take back)?"),
        _l("That does not fit, since the meeting is: %(state)s."),
    ),
    (
        re.compile(r"meeting \d+ was settled more than 14 days ago"),
        _l("The meeting was noted over 14 days ago, so a correction is for a coordinator."),
    ),
    (
        re.compile(r"(?P<wanted>\d+) meetings where the plan has (?P<most>\d+)"),
        _l("That would make %(wanted)s meetings, and the plan has %(most)s."),
    ),
    (
        re.compile(r"no proposal for meeting \d+ waits for this answer"),
        _l("No proposed time waits for this answer."),
    ),
    (re.compile(r"answers the application: (?P<kinds>.+)"), _l("About the application: %(kinds)s")),
    (re.compile(r"says (?P<kinds>\w+): for a coordinator"), _l("It says: %(kinds)s")),
    (re.compile(r"corrects, and says (?P<kinds>.+)"), _l("It corrects, and says: %(kinds)s")),
    (
        re.compile(r"(?P<answer>\w+), with a comment that is not clear"),
        _l("The calendar’s answer is noted (%(answer)s), but its comment is not clear."),
    ),
    (re.compile(r"says (?P<answer>\w+)"), _l("Calendar: %(answer)s")),
    (
        re.compile(r"(?P<answer>needs_action|accepted|declined|tentative)"),
        _l("Calendar: %(answer)s"),
    ),
)
