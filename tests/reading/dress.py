"""Words dressed as the reply of a mail client: quoted letter, attribution, device tag, HTML."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP
from html import escape

from service.domain.languages import Language
from tests.reading.attributions import ABOVE, DAYS, HEADS, LETTERS, MONTHS, ORIGINAL, TAGS

OURS = "oksa@example.org"
NAMES = {
    "fi": ("Anna Virtanen", "Elias Mäkinen", "Kaisa Nieminen"),
    "sv": ("Åsa Lindholm", "Oskar Nyström", "Wilma Sundqvist"),
    "en": ("Priya Raman", "Liam Byrne", "Linh Tran"),
}


@dataclass(frozen=True)
class Reply:
    """What a person typed, in which language their client speaks, and when they answered."""

    words: str
    language: Language
    sent_at: datetime
    name: str = ""
    address: str = ""
    signature: str = ""

    @property
    def typed(self) -> str:
        """The words with the signature below them."""
        return f"{self.words}\n\n{self.signature}" if self.signature else self.words

    @property
    def writer(self) -> str:
        """The person's name; one of ours where none was given."""
        return self.name or NAMES[self.language][len(self.words) % 3]

    @property
    def letter(self) -> str:
        """The letter of ours that is answered."""
        return LETTERS[self.language]


def dressed(reply: Reply, client: str) -> bytes:
    """Return the raw message that a client sends for a reply."""
    message = EmailMessage(policy=SMTP)
    message["From"] = f"{reply.writer} <{reply.address or _address(reply)}>"
    message["To"] = f"Oksa <{OURS}>"
    message["Subject"] = {"fi": "VS: Oksa", "sv": "SV: Oksa", "en": "Re: Oksa"}[reply.language]
    message["Date"] = reply.sent_at
    text, page = CLIENTS[client](reply)
    if text:
        flowed = {"format": "flowed"} if client.startswith("thunderbird") else {}
        # No typed line of a reply ends in a space, so no line break is a soft one.
        message.set_content(text + "\n", params=flowed, cte="8bit" if client == "k9" else None)
    if page and text:
        message.add_alternative(page, subtype="html")
    elif page:
        message.set_content(page, subtype="html")
    return message.as_bytes()


def _address(reply: Reply) -> str:
    plain = reply.writer.lower().translate(str.maketrans("åäöéè ", "aaoee."))
    return f"{plain}@example.fi"


def _filled(pattern: str, reply: Reply) -> str:
    when = reply.sent_at
    return pattern.format(
        day=DAYS[reply.language][when.weekday()], d=when.day, m=when.month, y=when.year,
        month=MONTHS[reply.language][when.month - 1], H=when.hour, M=f"{when.minute:02}",
        iso=when.date().isoformat(), name="Oksa", mail=OURS,
    )  # fmt: skip


def _above(reply: Reply, client: str) -> str:
    return _filled(ABOVE[client][reply.language], reply)


def _quoted(letter: str, mark: str = "> ") -> str:
    return "\n".join((mark + line).rstrip() for line in letter.split("\n"))


def _page(text: str) -> str:
    return "<br>".join(escape(text).split("\n"))


def _lines(text: str, tag: str = "div") -> str:
    return "".join(f"<{tag}>{escape(line) or '<br>'}</{tag}>" for line in text.split("\n"))


def _top(client: str) -> Callable[[Reply], tuple[str, str]]:
    """Return the dress of a client that answers above the quoted letter, in plain text."""

    def dress(reply: Reply) -> tuple[str, str]:
        tag = TAGS.get(client, {}).get(reply.language, "")
        said = f"{reply.typed}\n\n{tag}" if tag else reply.typed
        return f"{said}\n\n{_above(reply, client)}\n{_quoted(reply.letter)}", ""

    return dress


def _ios(reply: Reply) -> tuple[str, str]:
    quote = _quoted(f"{_above(reply, 'ios')}\n\ufeff{reply.letter}")
    return f"{reply.typed}\n\n{TAGS['ios'][reply.language]}\n\n{quote}", ""


def _headed(reply: Reply, rule: str = "", tag: str = "") -> tuple[str, str]:
    head = _filled(HEADS[reply.language], reply)
    return "\n\n".join(one for one in (reply.typed, tag, rule + head, reply.letter) if one), ""


def _outlook_mobile(reply: Reply) -> tuple[str, str]:
    return _headed(reply, "_" * 32 + "\n", TAGS["outlook-mobile"][reply.language])


def _samsung(reply: Reply) -> tuple[str, str]:
    rule = f"-------- {ORIGINAL[reply.language]} --------"
    head = _filled(HEADS[reply.language], reply)
    tag = TAGS["samsung"][reply.language]
    return f"{reply.typed}\n\n{tag}\n\n{rule}\n{head}\n\n{reply.letter}", ""


def _below(reply: Reply) -> tuple[str, str]:
    quote = f"{_above(reply, 'thunderbird')}\n{_quoted(reply.letter)}"
    return f"{quote}\n\n{reply.words}\n\n-- \n{reply.signature or reply.writer}", ""


def _gmail_html(reply: Reply) -> tuple[str, str]:
    above = escape(_above(reply, "gmail"))
    page = (
        f'<div dir="ltr">{_lines(reply.typed)}</div><br><div class="gmail_quote '
        f'gmail_quote_container"><div dir="ltr" class="gmail_attr">{above}<br></div>'
        '<blockquote class="gmail_quote" style="margin:0 0 0 .8ex;border-left:1px solid">'
        f"{_page(reply.letter)}</blockquote></div>"
    )
    return _top("gmail")(reply)[0], page


def _outlook_html(reply: Reply) -> tuple[str, str]:
    head = "<br>".join(
        f"<b>{escape(line.split(':')[0])}:</b>{escape(line.partition(':')[2])}"
        for line in _filled(HEADS[reply.language], reply).split("\n")
    )
    said = "".join(
        f'<p class="MsoNormal">{escape(line) or "<o:p>&nbsp;</o:p>"}</p>'
        for line in reply.typed.split("\n")
    )
    page = (
        '<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><style>p.MsoNormal'
        '{margin:0cm}</style></head><body lang="FI"><div class="WordSection1">'
        f'{said}<p class="MsoNormal"><o:p>&nbsp;</o:p></p><div style="border:none;border-top:'
        f'solid #E1E1E1 1.0pt;padding:3.0pt 0cm 0cm 0cm"><p class="MsoNormal">{head}</p></div>'
        f'<p class="MsoNormal">{_page(reply.letter)}</p></div></body></html>'
    )
    return "", page


def _wrapped_html(box: str) -> Callable[[Reply], tuple[str, str]]:
    """Return the dress of a client that sends HTML alone, its quote in a box of its own."""

    def dress(reply: Reply) -> tuple[str, str]:
        above = escape(_above(reply, "gmail"))
        quote = box.replace("{above}", above).replace("{letter}", _page(reply.letter))
        return "", f"<html><body><div>{_lines(reply.typed)}</div>{quote}</body></html>"

    return dress


_YAHOO = '<div id="yahoo_quoted_1" class="yahoo_quoted"><div>{above}</div><div>{letter}</div></div>'
_PROTON = (
    '<div class="protonmail_signature_block"><div>Sent with Proton Mail</div></div>'
    '<div class="protonmail_quote">{above}<br><blockquote class="protonmail_quote" type="cite">'
    "{letter}</blockquote></div>"
)
CLIENTS: dict[str, Callable[[Reply], tuple[str, str]]] = {
    "gmail": _top("gmail"), "gmail-html": _gmail_html, "ios": _ios,
    "apple-mail": _top("apple-mail"), "outlook": _headed, "outlook-html": _outlook_html,
    "outlook-mobile": _outlook_mobile, "thunderbird": _top("thunderbird"),
    "thunderbird-below": _below, "evolution": _top("evolution"), "roundcube": _top("roundcube"),
    "samsung": _samsung, "proton": _wrapped_html(_PROTON), "yahoo": _wrapped_html(_YAHOO),
    "k9": _top("k9"), "plain": lambda reply: (reply.typed, ""),
}  # fmt: skip
