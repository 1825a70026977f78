"""The lines of a story as the rules of this package see them, and what a rule hands back."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from onrecord.model import Boilerplate, BoilerplateKind, Document, Field, FieldName, Problem, Span, Status

BLANK_LINE_PATTERN = re.compile(r"(?:\r\n?|\n)[^\S\r\n]*(?:\r\n?|\n)|[\x0c\x85\u2029]")
# What the name of an outlet begins with, in a class of a pattern: a capital, a digit, or Hangul, which has no capitals
CAPITALS = "A-Z0-9가-힣"
SENTENCE_END_PATTERN = re.compile(r"[.!?…。！？][\"'”’»)\]]*$")


@dataclass(frozen=True, slots=True)
class Line:
    """One paragraph of the document: where it stands, its words, and whether a blank line stands before it."""

    span: Span
    text: str
    apart: bool

    def part(self, start: int, end: int) -> Span:
        """Return a stretch of the line as a span of the document."""
        return Span(self.span.start + start, self.span.start + end)

    @property
    def ends_sentence(self) -> bool:
        """Say whether the line ends like a sentence."""
        return SENTENCE_END_PATTERN.search(self.text[-8:]) is not None

    @property
    def opens_quotation(self) -> bool:
        """Say whether the line ends by opening a quotation, so that the lines below it are quoted.

        In German the mark “ closes what „ opened.
        """
        last = self.text[-1]
        if last == "“":
            return self.text.count("„") < self.text.count("“")
        return last in "«„" or (last == '"' and self.text.count('"') % 2 == 1)


@dataclass(frozen=True, slots=True)
class Finding:
    """What one rule found on one line. Its problems have no path and line yet: the reader of the story adds them."""

    fields: tuple[Field, ...] = ()
    boilerplate: tuple[Boilerplate, ...] = ()
    problems: tuple[Problem, ...] = ()


def lines_of(document: Document, paragraphs: Iterable[int]) -> list[Line]:
    """Return the paragraphs of a story as lines."""
    found: list[Line] = []
    before = 0
    for index in paragraphs:
        span = document.paragraphs[index]
        if index:
            before = document.paragraphs[index - 1].end
        apart = not found or BLANK_LINE_PATTERN.search(document.text, before, span.start) is not None
        found.append(Line(span, span.of(document.text), apart))
    return found


def whole(line: Line, kind: BoilerplateKind, rule: str, *fields: Field, problems: tuple[Problem, ...] = ()) -> Finding:
    """Return a finding that makes a whole line boilerplate."""
    return Finding(fields, (Boilerplate(line.span, kind, rule),), problems)


def field(
    line: Line, match: re.Match[str], group: str | int, name: FieldName, rule: str, status: Status = "stated"
) -> Field:
    """Return a field whose value is what a group of a match holds, in one line."""
    return Field(name, " ".join(match[group].split()), status, line.part(match.start(group), match.end(group)), rule)
