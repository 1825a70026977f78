"""What a page shows: the HTML that MkDocs makes of it, and the words inside one of its elements."""

from __future__ import annotations

import html.parser

import markdown

from onrecord.publish import pages
from samples import pages as samples
from samples.pages import HEAD_PATTERN

VOID = {"meta", "link", "input", "br", "hr", "img"}


class Reader(html.parser.HTMLParser):
    """Reads the words inside one element, and which elements stand in it."""

    def __init__(self, tag: str, **wanted: str) -> None:
        super().__init__(convert_charrefs=True)
        self.wanted, self.depth, self.text, self.elements = (tag, wanted), 0, [""], list[str]()
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        if self.depth:
            self.elements.append(tag)
        if self.depth or (tag == self.wanted[0] and all(found.get(k) == v for k, v in self.wanted[1].items())):
            self.depth += tag not in VOID
            self.open += [tag] if tag not in VOID else []

    def handle_endtag(self, tag: str) -> None:
        if self.depth:
            assert self.open.pop() == tag
            self.depth -= 1

    def handle_data(self, data: str) -> None:
        if self.depth:
            self.text.append(data)


def read(source: str, tag: str, **wanted: str) -> Reader:
    reader = Reader(tag, **wanted)
    reader.feed(source)
    reader.close()
    return reader


def converted(text: str) -> str:
    """Return the HTML of a page, as MkDocs makes it without our hook."""
    return markdown.markdown(HEAD_PATTERN.sub("", text, count=1), extensions=["toc", "tables"])


def squeezed(text: str) -> str:
    return " ".join(text.split())


def page_of(view: object) -> str:
    return next(pages.render(view, samples.SITE))[1]  # type: ignore[arg-type]
