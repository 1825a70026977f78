"""Cuts the sentence around an utterance out of its article, so that no quotation is shown without it."""

from __future__ import annotations

import re

from onrecord.language.detect import is_short_form
from onrecord.model import Document, Span, Story, Utterance

REACH = 320
"""Code points of context on either side, at most, before it is cut at a word."""

# "It rained. “We" -> a sentence may start after ". "; after "No. " in "No. 7" too, which costs a little context
SENTENCE_BREAK_PATTERN = re.compile(r"[.!?…。！？][\"'”’»」』)\]]{0,3}\s+")
# "the old mill" -> the gap between two words
WORD_BREAK_PATTERN = re.compile(r"\s+")


def span_of(document: Document, story: Story, utterance: Utterance) -> Span:
    """Return the utterance with its sentence, and with the words that name its speaker where they stand near."""
    said = utterance.span
    wide = _sentences(document, story, said)
    for near in (utterance.mention, utterance.cue):
        if near is not None and not wide.holds(near) and _near(wide, near):
            other = _sentences(document, story, near)
            wide = Span(min(wide.start, other.start), max(wide.end, other.end))
    return wide


def of(document: Document, story: Story, utterance: Utterance) -> tuple[str, str, str]:
    """Return the context before an utterance, its exact words, and the context after it."""
    said, wide = utterance.span, span_of(document, story, utterance)
    text = document.text
    return text[wide.start : said.start].lstrip(), said.of(text), text[said.end : wide.end].rstrip()


def _near(wide: Span, other: Span) -> bool:
    return max(wide.start - other.end, other.start - wide.end) <= REACH


def _sentences(document: Document, story: Story, inner: Span) -> Span:
    """Return the stretch of whole sentences that holds a span, never leaving its paragraphs."""
    first = max(story.first, document.paragraph_at(inner.start))
    last = max(first, min(story.last - 1, document.paragraph_at(max(inner.start, inner.end - 1))))
    if not document.paragraphs:
        return inner
    low = min(document.paragraphs[first].start, inner.start)
    high = max(document.paragraphs[last].end, inner.end)
    return Span(_start(document.text, low, inner.start), _end(document.text, inner.end, high))


def _start(text: str, low: int, at: int) -> int:
    window = max(low, at - REACH)
    if breaks := _breaks(text, window, at):
        return breaks[-1].end()
    if window == low:
        return low
    gap = WORD_BREAK_PATTERN.search(text, window, at)
    return gap.end() if gap else at


def _breaks(text: str, start: int, end: int) -> list[re.Match[str]]:
    """Return where sentences end in a stretch of text."""
    found = SENTENCE_BREAK_PATTERN.finditer(text, start, end)
    return [match for match in found if not is_short_form(text, match.start())]


def _end(text: str, at: int, high: int) -> int:
    window = min(high, at + REACH)
    if breaks := _breaks(text, max(0, at - 1), window):
        found = breaks[0]
        return max(at, found.end() - len(found[0]) + len(found[0].rstrip()))
    if window == high:
        return high
    gaps = [m.start() for m in WORD_BREAK_PATTERN.finditer(text, at, window)]
    return gaps[-1] if gaps else at
