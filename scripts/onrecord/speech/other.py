"""Read a story in a language without a module of its own: its quotations are found, its speakers are left open."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.model import Document, Metadata, NotSpeech, Span, Speech, Utterance
from onrecord.spans import Cover
from onrecord.speech.text import masks, quotation_marks
from onrecord.speech.types import Turn

SHORTEST_SENTENCE = 25  # characters; shorter quotes without a sentence's end may be terms or titles
ENDS = frozenset(".!?…。！？؟।")


def read(document: Document, paragraphs: range, metadata: Metadata, turns: Sequence[Turn] = ()) -> Speech:
    """Return the quotations of a story, none with a speaker, and the short ones that may be terms or titles."""
    spans = document.paragraphs[paragraphs.start : paragraphs.stop]
    pairs = quotation_marks.pair(document.text, spans)
    boilerplate = [piece.span for piece in metadata.boilerplate if piece.kind != "title"]
    hidden = Cover([*boilerplate, *masks.tags(document.text)])
    utterances: list[Utterance] = []
    not_speech: list[NotSpeech] = []
    for quote in pairs.top():
        span = trimmed(document.text, quote.span)
        if span is None or hidden.holds(quote.span.start):
            continue
        if is_sentence(span.of(document.text)):
            utterances.append(Utterance(span, "direct", "quoted", None, "unsure", "language-not-read"))
        else:
            not_speech.append(NotSpeech(span, "language-not-read"))
    problems = quotation_marks.problems_of(pairs, document, metadata)
    return Speech((), tuple(utterances), tuple(not_speech), tuple(problems))


def trimmed(text: str, span: Span) -> Span | None:
    """Return the span without white space at its edges, or None when nothing is left."""
    words = span.of(text)
    start = span.start + len(words) - len(words.lstrip())
    end = start + len(words.strip())
    return Span(start, end) if start < end else None


def is_sentence(words: str) -> bool:
    """Say whether quoted words are long or closed enough to be somebody's sentence."""
    return len(words) >= SHORTEST_SENTENCE or (words[-1] in ENDS and len(words) > 4)
