"""Read a story in a language without rules of its own: its quotations are found, its speakers are left open."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from onrecord.model import Document, Metadata, NotSpeech, Span, Speech, Utterance
from onrecord.spans import Cover
from onrecord.speech.rules import Exclusion, Rule
from onrecord.speech.text import masks, quotation_marks
from onrecord.speech.types import Turn

SHORTEST_SENTENCE = 25  # characters; shorter quotes without a sentence's end may be terms or titles
ENDS = frozenset(".!?…。！？؟।")


def is_sentence(words: str) -> bool:
    """Say whether quoted words are long or closed enough to be somebody's sentence."""
    return len(words) >= SHORTEST_SENTENCE or (words[-1] in ENDS and len(words) > 4)


def is_short(words: str) -> bool:
    """Say whether quoted words are too few to be somebody's sentence."""
    return not is_sentence(words)


LEFT_OPEN: Rule[Callable[[str], bool]] = Rule(
    "language-not-read", "unsure", "marks in a language whose rules are not written; nobody is named",
    "„Das Schiff fährt heute nicht“, sagte Mina Orth.", is_sentence,
)  # fmt: skip
NOT_SPEECH: Exclusion[Callable[[str], bool]] = Exclusion(
    "few-words", "a few words in marks, in a language whose rules are not written", "Das Schiff heißt „Seeadler“.",
    is_short,
)  # fmt: skip
RULES: tuple[Rule[object], ...] = (LEFT_OPEN,)
EXCLUSIONS: tuple[Exclusion[object], ...] = (NOT_SPEECH,)


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
        if NOT_SPEECH.find(span.of(document.text)):
            not_speech.append(NotSpeech(span, NOT_SPEECH.name))
        else:
            utterances.append(Utterance(span, "direct", "quoted", None, LEFT_OPEN.certainty, LEFT_OPEN.name))
    problems = quotation_marks.problems_of(pairs, document, metadata)
    return Speech((), tuple(utterances), tuple(not_speech), tuple(problems))


def trimmed(text: str, span: Span) -> Span | None:
    """Return the span without white space at its edges, or None when nothing is left."""
    words = span.of(text)
    start = span.start + len(words) - len(words.lstrip())
    end = start + len(words.strip())
    return Span(start, end) if start < end else None
