"""The console's words by the codes that the service knows them by."""

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
    "own_mentor": _l("“Will you mentor this team?”"),
    "member_left": _l("A member has left the team"),
    "agreement": _l("The mentoring agreement"),
    "agreement_changed": _l("The agreement was changed"),
    "agreement_copy": _l("Copy of the agreement"),
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
    "preparation": _l("questions before a meeting"),
    "agreement": _l("do you approve the agreement?"),
    "expense": _l("were there costs?"),
    "receipt": _l("the receipt of the application"),
    "announcement": _l("a letter that asks nothing"),
    "none": _l("nothing that is known"),
}
