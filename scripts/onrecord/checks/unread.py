"""Find what no rule read in a story: lines of its head and tail, and words in quotation marks that became nothing.

The head goes to the first paragraph that reads like prose, the tail begins behind the last one. A line there is read
when a rule took something from it: a field, a piece of boilerplate, the name of a source, words that somebody said.
Prose between head and tail is story text; nothing is claimed about what was understood of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from onrecord.model import Document, Span, Story
from onrecord.speech.text import quotation_marks

Kind = Literal["head", "tail", "quotation"]
WORDS_OF_PROSE = 6
LETTERS_OF_PROSE = 20
"""A paragraph that ends like a sentence and has so many words, or so many letters of a script of its own, is prose."""
# "The ferry", "켈스트란드"
WORD_PATTERN = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
# "…sails again.", "“We waited.”", "Who pays?"
END_PATTERN = re.compile(r"[.!?…。！？:][\"'”’»」』)\]]{0,3}\s*$")


@dataclass(frozen=True, slots=True)
class Unread:
    """A stretch of a document that no rule read, and where in the story it stands."""

    span: Span
    kind: Kind


def find(document: Document, story: Story) -> tuple[Unread, ...]:
    """Return what no rule read in a story, in the order of the text."""
    paragraphs = document.paragraphs[story.first : story.last]
    apart = [boilerplate.span for boilerplate in story.metadata.boilerplate]
    prose = [
        number
        for number, span in enumerate(paragraphs)
        if _is_prose(span.of(document.text)) and not any(one.holds(span) for one in apart)
    ]
    first, last = (prose[0], prose[-1]) if prose else (len(paragraphs), len(paragraphs))
    taken = _Spans(_read(story))
    found = [Unread(span, "head") for span in paragraphs[:first] if not taken.meet(span)]
    found += [Unread(span, "tail") for span in paragraphs[last + 1 :] if not taken.meet(span)]
    heard = _Spans(_heard(story))
    for quote in quotation_marks.pair(document.text, paragraphs).top():
        if not quote.single and not heard.meet(quote.span):
            found.append(Unread(quote.span, "quotation"))
    return tuple(sorted(found, key=lambda one: one.span))


def _is_prose(words: str) -> bool:
    if not END_PATTERN.search(words[-8:]):
        return False
    found = WORD_PATTERN.findall(words)
    return len(found) >= WORDS_OF_PROSE or sum(len(one) for one in found if not one.isascii()) >= LETTERS_OF_PROSE


def _heard(story: Story) -> Iterable[Span]:
    """Yield what was taken for speech or said not to be, and what is no story text."""
    for said in story.speech.utterances:
        yield said.span
    for other in story.speech.not_speech:
        yield other.span
    for boilerplate in story.metadata.boilerplate:
        yield boilerplate.span
    for field in story.metadata.fields:
        if field.evidence:
            yield field.evidence


def _read(story: Story) -> Iterable[Span]:
    yield from _heard(story)
    for source in story.speech.sources:
        yield from (*source.forms, *source.roles)


class _Spans:
    """Spans that are asked whether they touch another one."""

    def __init__(self, spans: Iterable[Span]) -> None:
        self._spans = merged(sorted(spans))

    def meet(self, other: Span) -> bool:
        """Say whether any span has a character in common with another one."""
        low, high = 0, len(self._spans)
        while low < high:
            middle = (low + high) // 2
            if self._spans[middle].end <= other.start:
                low = middle + 1
            else:
                high = middle
        return low < len(self._spans) and self._spans[low].start < other.end


def merged(spans: Sequence[Span]) -> list[Span]:
    """Return sorted spans with those that meet joined, so that their ends are in order as well."""
    out: list[Span] = []
    for span in spans:
        if out and span.start <= out[-1].end:
            out[-1] = Span(out[-1].start, max(out[-1].end, span.end))
        else:
            out.append(span)
    return out
