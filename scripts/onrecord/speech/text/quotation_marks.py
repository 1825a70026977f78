"""Pair quotation marks paragraph by paragraph, in any of the conventions that newsrooms use, and say which are odd."""

from __future__ import annotations

import bisect
from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.model import Document, Metadata, Problem, Span
from onrecord.speech.text.pairing import MARK_PATTERN, Pairing, Quote

__all__ = ["Marks", "Quote", "pair", "problems_of"]


MOST_PROBLEMS = 20  # that one story reports; a text with more is odd as a whole


@dataclass(frozen=True, slots=True)
class Marks:
    """All quotes of a stretch of text in order, each before those inside it, and what was odd about the marks."""

    quotes: tuple[Quote, ...]
    problems: tuple[tuple[int, str], ...]  # (offset, code)

    def top(self) -> list[Quote]:
        """Return the quotes that lie in no other one."""
        return [quote for quote in self.quotes if quote.parent < 0]


def pair(text: str, paragraphs: Sequence[Span]) -> Marks:
    """Pair the marks of each paragraph by itself, so that a bad one costs no more than its own paragraph."""
    doubles = any(c in text for c in '"“”„«»「')
    quotes: list[Quote | None] = []
    problems: list[tuple[int, str]] = []
    for index, paragraph in enumerate(paragraphs):
        if marks := list(MARK_PATTERN.finditer(text, *paragraph)):
            Pairing(text, paragraph, index, marks, doubles, quotes, problems).read()
    return Marks(tuple(_settle(_renumber(quotes), paragraphs, problems)), tuple(sorted(problems)))


def _renumber(slots: list[Quote | None]) -> list[Quote]:
    """Drop quotes without words and let every parent point into what is left."""
    place: dict[int, int] = {}
    out: list[Quote] = []
    for slot, quote in enumerate(slots):
        if quote is not None:
            place[slot] = len(out)
            out.append(quote._replace(parent=place.get(quote.parent, -1)) if quote.parent >= 0 else quote)
    return out


def _settle(quotes: list[Quote], paragraphs: Sequence[Span], problems: list[tuple[int, str]]) -> list[Quote]:
    """Join a quote that closes in a later paragraph without reopening, report other open ones, re-index parents."""
    firsts: dict[int, int] = {}
    for quote in quotes:
        firsts.setdefault(quote.paragraph, quote.outer.start)
    strays = sorted(at for at, code in problems if code == "STRAY-MARK")
    out: list[Quote] = []
    for quote in quotes:
        if not quote.closed and quote.outer.end >= paragraphs[quote.paragraph].end - 1:
            quote = _close_later(quote, paragraphs, firsts, strays, problems)
        out.append(quote)
    return out


def _close_later(
    quote: Quote, paragraphs: Sequence[Span], firsts: dict[int, int], strays: list[int], problems: list[tuple[int, str]]
) -> Quote:
    following = quote.paragraph + 1
    if following >= len(paragraphs):
        problems.append((quote.outer.start, "UNCLOSED-MARK"))
        return quote
    span = paragraphs[following]
    first = firsts.get(following, span.end)
    k = bisect.bisect_left(strays, span.start)
    if k < len(strays) and strays[k] < min(first, span.end):
        problems.remove((strays[k], "STRAY-MARK"))
        span, outer = Span(quote.span.start, strays[k]), Span(quote.outer.start, strays[k] + 1)
        return quote._replace(span=span, outer=outer, closed=True)
    if first != span.start:
        problems.append((quote.outer.start, "UNCLOSED-MARK"))
    return quote


def problems_of(marks: Marks, document: Document, metadata: Metadata) -> list[Problem]:
    """Word the odd marks as warnings with line and column, never with words; one in a sign-off is told of already."""
    told = [f.span for f in metadata.boilerplate if f.kind == "sign-off"]
    fixes = {
        "STRAY-MARK": (
            "a closing quotation mark that nothing opens",
            "look at the source; the text here stays as it came",
        ),
        "UNCLOSED-MARK": (
            "a quotation mark that is never closed",
            "look at the source for where the speaker's words end; the text here stays as it came",
        ),
    }
    out = []
    for at, code in marks.problems[:MOST_PROBLEMS]:
        if any(span.start <= at < span.end for span in told):
            continue
        what, fix = fixes[code]
        column = at - max(document.text.rfind("\n", 0, at), document.text.rfind("\r", 0, at))
        message = f"{what}: character {column} of the line"
        out.append(Problem("", document.line_of(at), code, "warning", message, fix))
    return out
