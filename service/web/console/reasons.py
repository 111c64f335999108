"""Why a mail ended where it did: the clauses that actions write, in the coordinator's words."""

import re

from forms.translations import _l

MISFIT = _l("A calendar’s answer does not fit the meeting.")
UNREADABLE = _l("The message could not be read.")
REASONS = {
    "the new last day is no later day of the round": _l(
        "The new last day must be later than the old one, not in the past, and in the round."
    ),
    "answers a digest that is over a week old": _l("It answers a digest that is over a week old."),
    "holds no command that is understood": _l("It answers the digest, but holds no command."),
    "more commands than may be answered in an hour": _l(
        "There were more commands within the hour than Oksa answers."
    ),
    "commands by mail": _l("commands by mail"),
    "the digest has no such number": _l("The digest has no such number."),
    "this cannot be done by mail": _l("This cannot be done by mail."),
    "there is nothing to undo": _l("There is nothing to undo."),
    "it cannot be undone any more": _l("It cannot be undone any more."),
    "put off for longer than two months": _l("It can be put off for two months at most."),
    "has no pair in this round": _l("The writer has no pair in this round."),
    "answers for a pair that is another's": _l("It answers for a pair that is another’s."),
    "has answered already, without a name": _l("The writer has answered already, without a name."),
    "a number that does not fit the question": _l("A number does not fit the question."),
    "a question beside the answers, which are kept": _l(
        "There is a question beside the answers. The answers are kept."
    ),
    "answers a certificate": _l("It answers the certificate’s letter."),
    "answered without a name": _l("answered without a name"),
    "answers": _l("answered"),
    "comes back": _l("comes back as a mentor"),
    "does not come back": _l("does not come back this time"),
    "automatic reply": _l("an automatic reply"),
    "bounce without a token of ours": _l("a delivery report about no letter of ours"),
    "a delivery report without a failure": _l("a delivery report without a failure"),
    "delivery is delayed": _l("delivery takes longer than usual"),
    "not addressed to a reply address of ours": _l("It answers no letter of ours."),
    "comes to an address that has closed": _l("The matter ended over 60 days ago."),
    "a calendar answer without its reply address": _l(
        "A calendar answered, but not to the address of its invitation."
    ),
    "its origin failed authentication": _l("The sender may be forged."),
    "no reply address, and no proof of origin": _l("Nothing proves who sent it."),
    "sent from another address than the one on file": _l("It came from a strange address."),
    "asks for the status": _l("asked how things stand"),
    "answers a letter whose answers a coordinator reads": _l(
        "It answers a letter that promises a coordinator’s reading."
    ),
    "says neither yes nor no to a wish": _l(
        "Oksa asked “is this what you want?”: no clear yes or no."
    ),
    "a copy that tells no date and no meeting for certain": _l(
        "A mail between the two, with Oksa in Cc: it tells no date and no meeting for certain."
    ),
    "a copy of a mail that nothing proves": _l(
        "A mail between the two, with Oksa in Cc: nothing proves who sent it."
    ),
    "a copy that tells nothing new": _l(
        "A mail between the two, with Oksa in Cc: nothing new in it."
    ),
    "asks for their data": _l("asked for their data and got them"),
    "asks for all their data to be erased": _l(
        "The writer, proven by their mail server, wants all their data erased."
    ),
    "its writer was erased": _l("its writer was erased"),
    "has been erased already": _l("This person has been erased already."),
    "is a coordinator": _l("This person is a coordinator. Take them off the coordinators first."),
    "has a claim that is neither paid nor declined": _l(
        "A claim of this person is neither paid nor declined. Settle it first."
    ),
    "a letter that names them is leaving right now": _l(
        "A letter that names this person is leaving right now. Try again in a minute."
    ),
    "a change waits for a yes": _l("asked whether a change is meant"),
    "a change is confirmed": _l("a change was confirmed"),
    "answers a wish that is over": _l("It answers a question about a wish that is over."),
    "has left the programme": _l(
        "The writer has left the programme: meetings ahead are cancelled, and the other side waits"
        " for your word."
    ),
    "wants another pair": _l("The writer wants another pair. Nobody else has been told."),
    "the new address is another person's": _l("The new address is another person’s already."),
    "a wish is taken back": _l("took a wish back"),
    "place taken": _l("takes the free place"),
    "place declined": _l("does not take the free place"),
    "place gone": _l("wanted a place that had gone to someone else"),
    "gives a place back that is taken": _l(
        "It gives back a place that was taken: the pair is made already."
    ),
    "the place is not free": _l("The place is not free any more, or is offered to someone."),
    "they are not on the waiting list": _l("They are not on the waiting list."),
    "they cannot be written to now": _l(
        "They can have no letter now: it is outside working hours, they have had one today,"
        " or they are away."
    ),
    "is back": _l("is back"),
    "stops reminders": _l("stopped reminders"),
    "asks for what needs proof of who wrote it": _l(
        "It asks for something that needs proof of who wrote it."
    ),
    "has had five answers within an hour": _l("Five answers have gone to the writer in an hour."),
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
    "proposes the time that is booked": _l("It proposes the time that is booked."),
    "proposes a time that has passed": _l("The new time has passed already."),
    "takes back a proposal that the other has agreed to": _l(
        "It takes back a proposed time that the other has agreed to."
    ),
    "takes back something that is not booked": _l("It takes back something that is not booked."),
    "speaks of a meeting, and it is not clear which": _l("It is not clear which meeting it means."),
    "a calendar answer to a letter that is no invitation": _l(
        "A calendar answered a letter that is no invitation."
    ),
    "a calendar answer without its calendar part": _l("The calendar’s answer is incomplete."),
    "a counter-proposal without a time": _l("Another time is proposed, but it does not say which."),
    "proposes no time that we can read": _l("Another time is proposed, but it does not say which."),
    "answers a meeting that is over": _l("It answers an invitation whose meeting is over."),
    "answers an event that is over": _l("It answers an event that is over."),
    "asks for an invitation that was never written": MISFIT,
    "a second event for a meeting that is booked": _l(
        "A second event of their own, for a meeting that is booked."
    ),
    "an event at the time of a meeting that is told of": _l(
        "An event of their own, at the time of a meeting that is told of."
    ),
    "an event that does not invite the service": _l("An event that does not invite Oksa."),
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
    "is another person's answer": MISFIT,
    "gives no answer that we know": MISFIT,
    "cannot be put in order with the answer that we have": MISFIT,
    "stopped the program": UNREADABLE,
    "could not be read in two seconds": UNREADABLE,
    "could not be read in 256 MB": UNREADABLE,
    "made the reader crash": UNREADABLE,
    "cannot be taken apart": UNREADABLE,
    "preparation for a meeting that is not ahead": _l(
        "A note for a meeting that is not ahead any more."
    ),
    "preparation that a list or a robot may have sent": _l(
        "A note that a list or a robot may have sent."
    ),
    "preparation is too long to be passed on": _l("The note is too long to be passed on."),
    "plans more meetings than the plan has": _l("That would be more meetings than planned."),
    "plans two meetings on one day": _l("That would be two meetings on one day."),
    "plans a day that cannot be read": _l("One of the days is not clear."),
    "leaves a team that needs at least two people": _l(
        "A member wants to leave, and the team would have one person."
    ),
    "leaves a team, and it is not clear which": _l(
        "A member wants to leave, and it is not clear which team."
    ),
    "answers the application": _l("It says something about the application."),
    "denies or takes back the application": _l(
        "The writer denies the application or takes it back; this confirmed nothing."
    ),
    "is in no team": _l("The writer wants to leave a team, and is in none."),
    "own mentor says yes": _l("The team’s own mentor says yes: make the pair."),
    "own mentor says no": _l("The team’s own mentor says no."),
    "own mentor says something else": _l("The team’s own mentor answers, neither yes nor no."),
    "approves an agreement in which nothing is agreed": _l(
        "It approves an agreement in which nothing is written."
    ),
    "approves an agreement that has changed since": _l(
        "It approves an agreement that has changed since."
    ),
    "only the mentor and the contact person write the agreement": _l(
        "Only the mentor and the contact person write the agreement."
    ),
    "the dates are not clear": _l("The dates are not clear."),
    "a receipt": _l("a receipt"),
    "a receipt for a claim that is decided": _l("A receipt for a claim that is decided already."),
    "a receipt for a meeting that was not held": _l("A receipt for a meeting that was not held."),
    "answers a question about a claim": _l("It answers a question about a claim."),
    "claims a sum that cannot be meant": _l("It claims a sum that can hardly be meant."),
    "claims expenses, and is not the mentor": _l("It claims costs, and the writer is no mentor."),
    "corrects a claim, and it is not clear which": _l("It is not clear which claim it corrects."),
    "the reason is missing": _l("The reason is missing."),
    "the round pays no expenses": _l("The round pays no expenses."),
    "somebody has dealt with this already": _l("Somebody has dealt with this already."),
    "the message is about no meeting": _l("The message is about no meeting."),
    "answers a coordinator": _l("It answers a coordinator’s letter."),
    "the letter is empty": _l("Write the letter first."),
    "the day is still ahead": _l("The day is still ahead."),
    "nothing is changed": _l("Nothing is changed."),
    "the event is over": _l("The event is over."),
    "the event is called off": _l("The event is called off already."),
    "the event is still ahead": _l("The event is still ahead."),
    "there is such an event at that time": _l("There is such an event at that time already."),
    "the link is not clear": _l("Give the whole link, beginning with https://."),
    "the words are too long": _l("Write at most 2,000 characters."),
    "the day is not clear": _l("Give the day, like 2027-03-16."),
    "the time of day is not clear": _l("Give the time of day, like 17:00."),
    "the place is not clear": _l("Give the place in one line of at most 200 characters."),
    "the video link is not clear": _l("Give the whole link, beginning with https://."),
    "the meeting is over": _l("The meeting is over."),
    "the place stands in a participant's own calendar": _l(
        "The meeting is in a participant’s own calendar: ask them to change the place there."
    ),
    "the length is not clear": _l("Give the length in minutes, like 90."),
    "the day of the waiting list is not ahead": _l("Give a day ahead by which they get an answer."),
    "choose a mentor and an actor or team": _l("Choose a mentor and an actor or a team."),
    "letters have left already": _l("Letters have left already, so it cannot be undone any more."),
    "there are no drafts to publish": _l("There are no drafts to publish."),
    "the suggestions have changed since they were shown": _l(
        "Somebody has less room, or does not fit any more. Look at the suggestions again."
    ),
    "the drafts have changed since they were shown": _l(
        "The drafts have changed since they were shown. Look at the letters once more."
    ),
    "the meeting is booked already": _l("That meeting is booked already."),
    "the same letter has gone today": _l("The same letter has gone today already."),
    "the pair is a draft": _l("The pair is a draft: nobody has been told of it."),
    "the pair is no draft": _l("The pair is no draft any more."),
    "the pair has ended": _l("The pair has ended."),
    "the introductions have not left yet": _l(
        "The introductions have not left yet. Wait until they have."
    ),
    "the box is not ticked": _l("Tick the box first."),
    "nobody is chosen": _l("Choose somebody first."),
    "the application is confirmed already": _l("The application is confirmed already."),
    "the writer is not known": _l("The writer is not known: answer from your own mail."),
    "there is nothing to read": _l("Paste a mail or some words first."),
    "the message is too long to be tried": _l("The message is too long to be tried."),
    "the message breaks what the reader can bear": _l("The message could not be read."),
    "the reader does not start": _l(
        "The reader does not start now. Try again in a moment, or tell whoever runs the service."
    ),
    "a coordinator needs a name and an address": _l("Give a name and an e-mail address."),
    "the coordinator is known already": _l("The address is a coordinator’s already."),
    "the coordinator is gone already": _l("The coordinator is gone already."),
    "the last coordinator stays": _l("The last coordinator cannot be removed."),
    "the round is over": _l("The round is over."),
    "a test mail of `oksa check`": _l("A test mail of oksa check"),
    "the letter does not wait any more": _l("The letter has left, or does not wait any more."),
    "the letter had no such link": _l("The letter had no such link: take it out."),
    "the letter is too long": _l("The letter is too long."),
    "the letter cannot be changed": _l("This letter cannot be changed. It can be discarded."),
    "no letter is chosen": _l("Choose a letter first."),
    "none of these letters can be sent": _l(
        "None of these letters can be sent: their addresses are broken, or somebody has dealt"
        " with them already."
    ),
    "a newer letter has left": _l("A newer letter on the same has left."),
    "its time has passed": _l("Its time has passed."),
    "a coordinator gave it up": _l("A coordinator gave it up."),
    "the address is broken": _l("The address is broken."),
    "the round is not open": _l("The round takes no applications now."),
}
PATTERNS = (
    (
        re.compile(r"may have left after the backup of (?P<at>[\d: -]+) UTC"),
        _l("May have left after the backup of %(at)s (UTC), before the data were restored."),
    ),
    (re.compile(r"stopped the program: (?P<by>\w+)"), UNREADABLE),
    (
        re.compile(r"the number of letters is (?P<count>\d+)"),
        _l("Type the number of letters: %(count)s."),
    ),
    (
        re.compile(r"(?P<address>\S+) has pair \d+ in the round"),
        _l("%(address)s has a pair in this round already."),
    ),
    (
        re.compile(r"(?P<address>\S+) has not (confirmed|sent) an application"),
        _l("%(address)s has no confirmed application in this round."),
    ),
    (
        re.compile(r"(?P<address>\S+) applied as (?P<role>\w+)"),
        _l("%(address)s applied in another role."),
    ),
    (
        re.compile(r"the round has no pairs of model (?P<model>\w+)"),
        _l("The round has no pairs of this kind: one actor, or a team."),
    ),
    (
        re.compile(r"could not be delivered: (?P<address>.+)"),
        _l("A letter could not be delivered to %(address)s."),
    ),
    (
        re.compile(r"the address is broken: (?P<address>.+)"),
        _l("Letters do not reach %(address)s; Oksa writes there no more."),
    ),
    (
        re.compile(r"refused for a reason of ours: (?P<address>.+)"),
        _l("A letter to %(address)s was refused for a reason of ours."),
    ),
    (
        re.compile(r"could not be delivered for now: (?P<address>.+)"),
        _l("A letter to %(address)s got stuck, perhaps in a full mailbox."),
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
    (
        re.compile(r"says (?P<kinds>[\w, ]+?)( of the agreement)?: for a coordinator"),
        _l("It says: %(kinds)s"),
    ),
    (
        re.compile(r"preparation was passed on (?P<times>\d+) times in a day"),
        _l("Notes were passed on %(times)s times in a day already."),
    ),
    (
        re.compile(r"a team's member says (?P<kinds>.*)"),
        _l("A team’s member says: %(kinds)s"),
    ),
    (re.compile(r"claim \d+ is decided"), _l("The claim is decided already.")),
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
