"""Whether what only sounds like an automatic reply answers us all the same."""

from service.domain.readings import Context, Reading
from service.reading.mail.message import Mail
from service.reading.mail.source import is_away, is_made, says_automatic
from service.reading.understand import understand

# What no automatic reply tells us, and what one may seem to: "I cannot answer until Monday".
_TOLD = frozenset({"held", "not_held", "moved", "planned", "expense"})
_SAID = _TOLD | {
    "accepted", "declined", "tentative", "cancelled", "agreed", "preparation", "question", "undo",
    "withdraw",
}  # fmt: skip
# An automatic reply's dates and absence are taken for these, yet never with certainty.
_SEEMING = frozenset({"planned", "not_held", "tentative"})
# Where a mail calls itself automatic: "I am out of office until Monday" refuses nothing, and
# what any words are when topics were asked for is none.
_AWAY, _ANYTHING = frozenset({"declined"}), frozenset({"preparation"})


def judge(mail: Mail, text: str, context: Context, writer: str) -> Reading:
    """Return an automatic reply, or a person's answer that no header makes one.

    People thank for a letter and tell that they are away on Thursday, too: their words are
    never lost. But what they seem to say of coming is asked back.
    """
    if not is_made(mail):
        verdict, language = understand(text, context, writer)
        kinds = {one.kind for one in verdict.findings}
        if says_automatic(mail):
            kinds -= _ANYTHING | (_AWAY if is_away(mail) else frozenset())
        told = verdict.certain and bool(kinds & _TOLD)
        said = kinds & (_SAID if verdict.certain else _SAID - _SEEMING)
        if told or (said and (verdict.certain or not says_automatic(mail))):
            return Reading("person", text, language, verdict.findings, told)
    return Reading("auto_reply", text, None, (), True)
