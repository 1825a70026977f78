"""What a built page prints: its text without white space, and where in it each element begins and ends."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from html.parser import HTMLParser

VOID = frozenset(["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"])


@dataclass(slots=True)
class Element:
    """An element of a page. `start` and `end` count in the page's text; `last` is the last element inside it."""

    tag: str
    ident: str
    classes: frozenset[str]
    href: str
    number: int
    start: int
    end: int
    last: int


def squeeze(text: str) -> str:
    """Return text without white space, which is a page's own matter; nothing else is."""
    return "".join(text.split())


class Page(HTMLParser):
    """A page as it was built, without white space: `text` is what it prints, `labels` what stands in attributes."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[Element] = []
        self._parts: list[str] = []
        self._labels: list[str] = []
        self._length = 0
        self._open: list[Element] = []
        self.feed(html)
        self.close()
        self.text = "".join(self._parts)
        self.labels = "\n".join(self._labels)
        self.by_ident = {one.ident: one for one in reversed(self.elements) if one.ident}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note where an element begins."""
        known = {name: value or "" for name, value in attrs}
        self._labels += (squeeze(value) for value in known.values())
        if tag not in VOID:
            classes = frozenset(known.get("class", "").split())
            number, at = len(self.elements), self._length
            one = Element(tag, known.get("id", ""), classes, known.get("href", ""), number, at, at, number)
            self.elements.append(one)
            self._open.append(one)

    def handle_endtag(self, tag: str) -> None:
        """Note where an element ends, and with it those inside that were left open."""
        while self._open:
            one = self._open.pop()
            one.end, one.last = self._length, len(self.elements) - 1
            if one.tag == tag:
                return

    def handle_data(self, data: str) -> None:
        """Take the text."""
        squeezed = squeeze(data)
        self._parts.append(squeezed)
        self._length += len(squeezed)

    def words(self, one: Element) -> str:
        """Return what an element prints, without white space."""
        return self.text[one.start : one.end]

    def find(self, style: str, within: Element | None = None) -> Iterator[Element]:
        """Yield the elements of a class, in the whole page or inside an element."""
        return (one for one in (self.elements if within is None else self.inside(within)) if style in one.classes)

    def inside(self, within: Element) -> list[Element]:
        """Return the elements inside an element."""
        return self.elements[within.number + 1 : within.last + 1]
