"""HTML mail turned into the plain text its writer typed: quotes are cut from the tree first."""

import re
from collections.abc import Iterable

from selectolax.lexbor import LexborHTMLParser, LexborNode

# Each client wraps what it quotes in a class or id of its own (facts gathered from real mail).
_QUOTES = (
    ".gmail_quote, .gmail_attr, .gmail_quote_container, blockquote[type=cite], .moz-cite-prefix,"
    " .moz-forward-container, #mail-editor-reference-message-container, .yahoo_quoted,"
    " .protonmail_quote, .tutanota_quote, .zmail_extra, .quoted-reply, #OLK_SRC_BODY_SECTION,"
    " blockquote.protonmail_quote, "
    " .fairemail_quote, div[name=quote], [name=messageReplySection], [hidden],"
    " style, script, head, title"
)
_SIGNATURES = (
    "#ms-outlook-mobile-signature, #composer_signature, .gmail_signature,"
    " .protonmail_signature_block, #Signature"
)
_BREAKS = re.compile(r"</?(?=(?:div|p|br|tr|li|ul|ol|h[1-6]|table|blockquote|hr)[\s/>])", re.I)
_CELLS = re.compile(r"<(?=t[dh][\s>])", re.I)
# What is not shown was not written now: preview texts and counters of newsletters' programs.
_HIDDEN = re.compile(
    r"(?:^|[;\s])(?:display:\s?none|mso-hide:\s?all|font-size:\s?0(?:px|pt)?(?:;|$))", re.I
)
_RULE = re.compile(r"border(?:-top)?:\s?(?:none;\s?border-top:\s?)?solid", re.I)
MAX_TAGS = 6_000
_SPACES = re.compile(r"[ \t\n\r\f\xa0]+")
_MARK = "\ue000"  # stands for a line break while white space is folded


def text_of_html(page: str) -> str:
    """Return what was written in a page, without the mail that its client quoted in it."""
    if page.count("<") > MAX_TAGS:
        page = "<".join(page.split("<", MAX_TAGS)[:MAX_TAGS])
    page = _BREAKS.sub(lambda tag: _MARK + tag.group(0), page)
    tree = LexborHTMLParser(_CELLS.sub(" <", page))
    for node in tree.css(_QUOTES):
        node.decompose()
    _cut_hidden(tree)
    _cut_after_outlooks_marks(tree)
    _cut_signatures(tree)
    _keep_lines(tree)
    body = tree.body
    text = body.text(deep=True, separator="") if body else ""
    lines = _SPACES.sub(" ", text).split(_MARK)
    return _stack(line.strip() for line in lines)


def _cut_hidden(tree: LexborHTMLParser) -> None:
    for node in tree.css("[style*=display], [style*=mso-hide], [style*=font-size]"):
        if _HIDDEN.search(node.attributes.get("style") or ""):
            node.decompose()


def _cut_signatures(tree: LexborHTMLParser) -> None:
    """Cut signatures where words are left beside them: some write their whole reply inside."""
    for node in tree.css(_SIGNATURES):
        if tree.body is not None and _bare(tree.body) != _bare(node):
            node.decompose()


def _bare(node: LexborNode) -> str:
    return _SPACES.sub("", node.text(deep=True, separator="").replace(_MARK, ""))


def _keep_lines(tree: LexborHTMLParser) -> None:
    """Line breaks of preformatted text are its writer's; an empty line is one blank line."""
    for node in tree.css("pre"):
        if node.css_first("pre pre") is None:
            text = node.text(deep=True, separator="")
            node.replace_with(text.replace("\n\n", _MARK * 4).replace("\n", _MARK))


def _cut_after_outlooks_marks(tree: LexborHTMLParser) -> None:
    """Outlook marks where quoted mail begins, or draws a rule there: all from it on is quoted."""
    for mark in ("#divRplyFwdMsg", "#appendonsend"):
        node = tree.css_first(mark)
        if node is not None:
            _cut_from(node)
    for node in tree.css("div[style*=border-top]"):
        if _RULE.search(node.attributes.get("style") or ""):
            _cut_from(node)
            return


def _cut_from(node: LexborNode) -> None:
    following = node.next
    while following is not None:
        after = following.next
        following.decompose()
        following = after
    parent = node.parent
    node.decompose()
    # Outlook puts the block in a div of its own: what follows that div is quoted as well.
    if (
        parent is not None
        and parent.tag == "div"
        and not (parent.text() or "").strip(_MARK + " \n")
    ):
        _cut_from(parent)


def _stack(lines: Iterable[str]) -> str:
    """Join lines; each tag made a break, so two empty ones together are one blank line."""
    kept: list[str] = []
    empty = 0
    for line in lines:
        if line:
            kept.extend([""] if empty >= 3 and kept else [])
            kept.append(line)
        empty = 0 if line else empty + 1
    return "\n".join(kept)
