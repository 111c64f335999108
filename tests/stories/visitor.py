"""Visitors of our pages without scripts: one with no cookies, and a coordinator's browser."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from http.cookiejar import CookieJar
from io import BytesIO
from urllib.parse import urlencode, urljoin
from urllib.request import HTTPCookieProcessor, Request, build_opener, urlopen

from selectolax.lexbor import LexborHTMLParser, LexborNode
from werkzeug.datastructures import FileStorage, MultiDict
from werkzeug.test import encode_multipart

Values = dict[str, list[str]]
FIRST = "the first choice"


@dataclass
class Page:
    """A page as it came: its address and its text, and the browser it was opened with."""

    url: str
    html: str
    go: "Callable[[str | Request], Page]"

    def text(self) -> str:
        """Return the words of its main part."""
        main = self._tree().css_first("main")
        return " ".join(main.text(separator=" ").split()) if main else ""

    def send(
        self,
        answers: Mapping[str, str | list[str]],
        button: str,
        where: str = "form",
        files: Mapping[str, tuple[str, bytes]] | None = None,
    ) -> "Page":
        """Send the first form at `where` that has a button whose value is `button`.

        Fields that `answers` do not name stay as they are; `files` are a name and bytes each.
        """
        form = self._form(where, button)
        values = _prefilled(form)
        for name, answer in answers.items():
            assert name in _names(form), f"{name} is not asked at {self.url}"
            chosen = _first(form, name) if answer == FIRST else answer
            values[name] = [chosen] if isinstance(chosen, str) else chosen
        if button:
            pressed = form.css_first(f"button[value={button}]")
            assert pressed is not None
            values[pressed.attributes["name"] or ""] = [button]
        action = urljoin(self.url, form.attributes.get("action") or "")
        kind, body = _encoded(values, files or {}) if _takes_files(form) else _typed(values)
        return self.go(Request(action, body, {**_from(action), "Content-Type": kind}))

    def _form(self, where: str, button: str) -> LexborNode:
        for form in self._tree().css(where):
            if not button or form.css_first(f"button[value={button}]"):
                return form
        raise AssertionError(f"no form {where} with {button!r}: {self.text()}")

    def _tree(self) -> LexborHTMLParser:
        return LexborHTMLParser(self.html)


def visit(where: str | Request) -> Page:
    """Return the page of an address, opened without cookies; redirects are followed."""
    with urlopen(where, timeout=20) as answer:
        assert "Set-Cookie" not in answer.headers
        return Page(answer.url, answer.read().decode(), visit)


def browser() -> Callable[[str | Request], Page]:
    """Return a browser that keeps cookies: it gives the page of an address."""
    opener = build_opener(HTTPCookieProcessor(CookieJar()))

    def go(where: str | Request) -> Page:
        with opener.open(where, timeout=20) as answer:
            return Page(answer.url, answer.read().decode(), go)

    return go


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


def _takes_files(form: LexborNode) -> bool:
    return form.attributes.get("enctype") == "multipart/form-data"


def _typed(values: Values) -> tuple[str, bytes]:
    pairs = [(name, value) for name, found in values.items() for value in found]
    return "application/x-www-form-urlencoded", urlencode(pairs).encode()


def _encoded(values: Values, files: Mapping[str, tuple[str, bytes]]) -> tuple[str, bytes]:
    """Return a form with its files as a browser encodes it (RFC 7578)."""
    parts: MultiDict[str, str | FileStorage] = MultiDict(
        [(name, value) for name, found in values.items() for value in found]
    )
    for name, (file_name, content) in files.items():
        parts.setlist(name, [FileStorage(BytesIO(content), file_name)])
    boundary, body = encode_multipart(parts)
    return f"multipart/form-data; boundary={boundary}", body


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
