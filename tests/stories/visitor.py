"""A visitor of the form, with no cookies and no script: reads a page, fills it in, sends it."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode, urljoin
from urllib.request import Request, urlopen

from selectolax.lexbor import LexborHTMLParser, LexborNode

Values = dict[str, list[str]]
FIRST = "the first choice"


@dataclass
class Page:
    """A page as it came: its address and its HTML."""

    url: str
    html: str

    def text(self) -> str:
        """Return the words of its main part."""
        main = self._tree().css_first("main")
        return " ".join(main.text(separator=" ").split()) if main else ""

    def send(self, answers: Mapping[str, str | list[str]], button: str) -> "Page":
        """Send the page's form with some answers, by the button whose value is `button`."""
        form = self._tree().css_first("form")
        assert form is not None
        values = _prefilled(form)
        for name, answer in answers.items():
            assert name in _names(form), f"{name} is not asked at {self.url}"
            chosen = _first(form, name) if answer == FIRST else answer
            values[name] = [chosen] if isinstance(chosen, str) else chosen
        if button:
            values["go"] = [button]
        action = urljoin(self.url, form.attributes.get("action") or "")
        pairs = [(name, value) for name, found in values.items() for value in found]
        return visit(Request(action, urlencode(pairs).encode(), _from(action)))

    def _tree(self) -> LexborHTMLParser:
        return LexborHTMLParser(self.html)


def visit(where: str | Request) -> Page:
    """Return the page of an address; redirects are followed."""
    with urlopen(where, timeout=20) as answer:
        assert "Set-Cookie" not in answer.headers
        return Page(answer.url, answer.read().decode())


def apply(base: str, language: str, answers: Mapping[str, str | list[str]]) -> Page:
    """Go through the whole form with answers by field name; return the page after sending."""
    page = visit(f"{base}/haku/{language}")
    for _ in range(6):
        form = page._tree().css_first("form")
        assert form is not None, page.text()
        here = {name: answer for name, answer in answers.items() if name in _names(form)}
        if not here:
            return page.send({}, "send")
        page = page.send(here, "next")
    raise AssertionError(f"the form does not end: {page.text()}")


def _from(action: str) -> dict[str, str]:
    scheme, _, rest = action.partition("://")
    return {"Origin": f"{scheme}://{rest.split('/', 1)[0]}"}


def _names(form: LexborNode) -> set[str]:
    fields = form.css("input:not([type=hidden]), select, textarea")
    return {field.attributes.get("name") or "" for field in fields}


def _first(form: LexborNode, name: str) -> str:
    """Return the first choice that is no blank one."""
    for choice in form.css(f"[name={name}], [name={name}] option"):
        if choice.attributes.get("value"):
            return choice.attributes["value"] or ""
    raise AssertionError(f"{name} has no choices")


def _prefilled(form: LexborNode) -> Values:
    values: Values = {}
    for field in form.css("input, textarea, select option[selected]"):
        node = field.parent if field.tag == "option" else field
        assert node is not None
        name, kind = node.attributes.get("name"), field.attributes.get("type")
        if not name or kind == "submit":
            continue
        if kind in ("radio", "checkbox") and "checked" not in field.attributes:
            continue
        text = field.text() if field.tag == "textarea" else field.attributes.get("value") or ""
        values.setdefault(name, []).append(text)
    return values
