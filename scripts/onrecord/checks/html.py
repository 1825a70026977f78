"""What a built page prints: its text without white space, and where in it each element begins and ends."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from html import unescape

VOID = frozenset(["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"])
# `<p title="a > b">`, `</p>`, `<!-- no text -->`, `<!doctype html>`, `<script>…</script>`, `<style>…</style>`
TAG_PATTERN = re.compile(
    r"""<(?:!--.*?--|(?:script|style)\b.*?</(?:script|style)\s*|[!/?]?[A-Za-z][^"'>]*+(?:(?:"[^"]*+"|'[^']*+')[^"'>]*+)*+)>""",
    re.DOTALL | re.IGNORECASE,
)
# `id="q-1"`, `hidden`, `lang=ko` in a tag
ATTRIBUTE_PATTERN = re.compile(r"""([^\s"'<>/=]++)(?:\s*+=\s*+(?:"([^"]*+)"|'([^']*+)'|([^\s"'>]++)))?""")
# "p" of `p class="x"`
NAME_PATTERN = re.compile(r"[A-Za-z][^\s/>]*")


@dataclass(slots=True)
class Element:
    """An element of a page. `start` and `end` count in the page's text; `last` is the last element inside it."""

    tag: str
    attributes: dict[str, str]
    number: int
    start: int
    end: int
    last: int

    @property
    def classes(self) -> list[str]:
        """The classes of the element."""
        return self.attributes.get("class", "").split()

    @property
    def href(self) -> str:
        """Where the element leads, or an empty string."""
        return self.attributes.get("href", "")


def squeeze(text: str) -> str:
    """Return text without white space, which is a page's own matter; nothing else is."""
    return "".join(text.split())


def attributes(tag: str) -> dict[str, str]:
    """Return the attributes of a tag, given without its name."""
    found: dict[str, str] = {}
    for name, *values in ATTRIBUTE_PATTERN.findall(tag):
        value = "".join(values)
        found.setdefault(name.lower(), unescape(value) if "&" in value else value)
    return found


class Page:
    """A page as it was built, without white space: `text` is what it prints. Scripts and styles print nothing."""

    def __init__(self, html: str) -> None:
        self.html = html
        self.elements: list[Element] = []
        self.by_class: dict[str, list[Element]] = {}
        self.by_ident: dict[str, Element] = {}
        self._parts: list[str] = []
        self._length = 0
        self._open: list[Element] = []
        at = 0
        for tag in TAG_PATTERN.finditer(html):
            start = tag.start()
            if at < start and not (text := html[at:start]).isspace():
                self._print(text)
            at = tag.end()
            self._tag(html[start + 1 : at - 1])
        self._print(html[at:])
        while self._open:
            self._close(self._open.pop())
        self.text = "".join(self._parts)

    def _print(self, text: str) -> None:
        squeezed = squeeze(unescape(text) if "&" in text else text)
        self._parts.append(squeezed)
        self._length += len(squeezed)

    def _tag(self, inside: str) -> None:
        """Note what a tag, given without its angle brackets, begins or ends."""
        if inside[0] == "/":
            name = inside[1:].strip().lower()
            while self._open:
                one = self._open.pop()
                self._close(one)
                if one.tag == name:
                    return
        elif inside[0] not in "!?":
            name = NAME_PATTERN.match(inside)[0].lower()  # type: ignore[index]
            rest = inside[len(name) :]
            if name in VOID or rest.endswith("/") or name in ("script", "style"):
                return
            at, number = self._length, len(self.elements)
            one = Element(name, attributes(rest) if rest else {}, number, at, at, number)
            self.elements.append(one)
            self._open.append(one)
            if rest:
                for style in one.classes:
                    self.by_class.setdefault(style, []).append(one)
                if ident := one.attributes.get("id"):
                    self.by_ident.setdefault(ident, one)

    def _close(self, one: Element) -> None:
        """Note where an element ends, and with it those inside that were left open."""
        one.end, one.last = self._length, len(self.elements) - 1

    @cached_property
    def labels(self) -> str:
        """What stands in attributes."""
        values = (attributes(tag[0][1:-1]).values() for tag in TAG_PATTERN.finditer(self.html))
        return "\n".join(squeeze(value) for each in values for value in each)

    def words(self, one: Element) -> str:
        """Return what an element prints, without white space."""
        return self.text[one.start : one.end]

    def find(self, style: str, within: Element | None = None) -> Iterator[Element]:
        """Yield the elements of a class, in the whole page or inside an element."""
        found = self.by_class.get(style, ())
        return (one for one in found if within is None or within.number < one.number <= within.last)

    def inside(self, within: Element) -> list[Element]:
        """Return the elements inside an element."""
        return self.elements[within.number + 1 : within.last + 1]
