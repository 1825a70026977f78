"""Turns words into HTML that shows exactly those words: escaping, and the elements around utterances."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from onrecord.model import Span

# Beyond the five characters of HTML: white space that Python-Markdown and MkDocs would change, and the control
# characters that Python-Markdown keeps for itself (no seed may hold those).
RARE = {"\t": "&#9;", "\n": "&#10;", "\r": "&#13;", "\x00": "\ufffd", "\x02": "\ufffd", "\x03": "\ufffd"}
# In this order: the first one would spoil what the others write
ENTITIES = (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ('"', "&quot;"), ("'", "&#39;"), *RARE.items())
# "R&D", "<b>"
SPECIAL_PATTERN = re.compile(f"[{''.join(letter for letter, _ in ENTITIES)}]")
# Direction overrides and isolates, and the tag characters that no screen shows
TURNING_PATTERN = re.compile("[\u202a-\u202e\u2066-\u2069\U000e0000-\U000e007f]")
# "Lamp Works Ltd.", "envoy of the U.S.": the stop belongs to the word
ABBREVIATED_PATTERN = re.compile(r"(?:\b(?:Co|Corp|Inc|Jr|Ltd|Sr|St)|\.[A-Za-z])\.\Z")


def escape(text: str) -> Markup:
    """Return text as HTML on one line, good inside elements and quoted attributes alike; no Markdown in it is read."""
    safe = text
    if SPECIAL_PATTERN.search(text):
        for letter, entity in ENTITIES:
            if letter in safe:
                safe = safe.replace(letter, entity)
    return str.__new__(Markup, safe)  # hot path: this is what escapes, and Markup(…) would look at it again


def one_line(text: str) -> str:
    """Return a name or title as lists and heads show it: on one line, without marks that only turn the text around.

    The text itself, on the article's page, keeps every character.
    """
    plain = text if text.isascii() else TURNING_PATTERN.sub("", text)
    return " ".join(plain.split())


def role(words: str) -> str:
    """Return a role as lists show it: on one line, without the stop of the sentence that it ended."""
    line = one_line(words).rstrip(",;:")
    return line if line.endswith("..") or ABBREVIATED_PATTERN.search(line) else line.removesuffix(".")


def bdi(text: str) -> Markup:
    """Return a name or title, isolated so that its writing direction cannot disturb what stands beside it."""
    return Markup(f"<bdi>{escape(one_line(text))!s}</bdi>")  # noqa: S704


CLOSING = Markup("</span>")


@dataclass(frozen=True, slots=True)
class Mark:
    """A <span> to put around words: `opening` once, `again` where the element must be opened anew.

    An element is closed and opened anew where a paragraph ends or another element that began earlier ends.
    """

    span: Span
    opening: Markup
    again: Markup


@dataclass(frozen=True, slots=True)
class Tag:
    """HTML without words of its own, to be put before the character at an offset."""

    at: int
    html: Markup


def marked(text: str, within: Span, marks: Sequence[Mark], tags: Sequence[Tag] = ()) -> Markup:
    """Return the text of a span as HTML with the marks that touch it around their words, and tags between them.

    Every character of the span is in the result once and in order, however the marks overlap.
    """
    if not marks and not tags:  # most paragraphs
        return escape(within.of(text))
    pieces = sorted(
        (max(m.span.start, within.start), -min(m.span.end, within.end), order, m)
        for order, m in enumerate(marks)
        if m.span.start < within.end and m.span.end > within.start
    )
    writer = _Writer(text, within, tags)
    for start, negative_end, _, mark in pieces:
        writer.write_to(start)
        writer.tags_to(start)
        writer.open(-negative_end, mark, again=mark.span.start < start)
    writer.write_to(within.end)
    writer.tags_to(within.end)
    return Markup("".join(writer.out))  # noqa: S704 - all of it is Markup


class _Writer:
    """Writes one paragraph from left to right; open elements end in the reverse of the order they began in."""

    def __init__(self, text: str, within: Span, tags: Iterable[Tag]) -> None:
        self.text, self.at = text, within.start
        self.tags = sorted((t for t in tags if within.start <= t.at <= within.end), key=lambda t: -t.at)
        self.out: list[Markup] = []
        self.elements: list[tuple[int, Mark]] = []

    def write_to(self, until: int) -> None:
        """Write the text up to an offset, and the end of every element that ends there or before."""
        while self.elements and self.elements[-1][0] <= until:
            end, _ = self.elements.pop()
            self._words(end)
            self.out.append(CLOSING)
        self._words(until)

    def _words(self, until: int) -> None:
        while self.tags and self.tags[-1].at < until:
            tag = self.tags.pop()
            self.out += (escape(self.text[self.at : tag.at]), tag.html)
            self.at = tag.at
        self.out.append(escape(self.text[self.at : until]))
        self.at = until

    def tags_to(self, until: int) -> None:
        """Write the tags that stand at an offset."""
        while self.tags and self.tags[-1].at <= until:
            self.out.append(self.tags.pop().html)

    def open(self, end: int, mark: Mark, again: bool) -> None:
        """Begin an element; those open ones that end before it are closed, and opened anew within it."""
        shorter: list[tuple[int, Mark]] = []
        while self.elements and self.elements[-1][0] < end:
            shorter.append(self.elements.pop())
            self.out.append(CLOSING)
        for stop, one, anew in [(end, mark, again), *((stop, one, True) for stop, one in reversed(shorter))]:
            self.out.append(one.again if anew else one.opening)
            self.elements.append((stop, one))


def gaps(text: str, paragraphs: Sequence[Span], within: Span) -> list[Span]:
    """Return the stretches of a span between its paragraphs that hold anything visible, without outer white space."""
    found: list[Span] = []
    at = within.start
    for paragraph in (*paragraphs, Span(within.end, within.end)):
        words = text[at : paragraph.start]
        if words.strip():
            start = at + len(words) - len(words.lstrip())
            found.append(Span(start, start + len(words.strip())))
        at = max(at, paragraph.end)
    return found
