"""Find the quotes of a Korean text, and what ties each to the reporter's sentence."""

from __future__ import annotations

import bisect
import re
from collections.abc import Sequence
from typing import Literal

from onrecord.model import Span
from onrecord.spans import Cover
from onrecord.speech.korean.words import ADVERB, DO, PARTICLE, TIE, one_of
from onrecord.speech.other import trimmed
from onrecord.speech.text import quotation_marks
from onrecord.speech.text.pairing import Quote

Tie = Literal["고", "며", "는", ""]
FILLER = "□"  # stands for a character inside quotation marks
STRAIGHT = str.maketrans({"“": '"', "”": '"', "„": '"', "‘": " ", "’": " ", "'": " "})
LONGEST_LIST = 8  # quotes that share one verb
MANY_SPACES = 4  # in quoted words that make a sentence although they end in a noun

# "‘바다의 날’", "'애국자'": a run between single marks, opened after no letter
SINGLE_PATTERN = re.compile(r"(?<![\w'‘’])['‘](?P<words>[^'‘’\"“”\n]{1,160})['’]")
_NOUN_TIE = one_of("small_words", "noun_ties")
_BOUND_NOUN = one_of("small_words", "bound_nouns")
_WANTED = one_of("reporting_verbs", "noun_phrase", "transitive")
_AND = one_of("small_words", "conjunctions")
_SENTENCE_END = one_of("small_words", "predicate_endings")
_SAID_NOUN = one_of("reporting_verbs", "said_nouns")
_CALL_STEM = one_of("reporting_verbs", "call_stems")
# What ties quoted words to a verb: `"…"고`, `"…"이라며`, `"…" 라고`
VERBAL_PATTERN = re.compile(rf" ?(?:(?P<plain>{TIE})|이?라{TIE})(?:도|는)?(?=[\s,.“\"]|$)| ?이?라(?=[\s,])")
# What ties quoted words to a noun: `"…"는 입장`, `"…"이라는 글`, `"…"란 평가`
NOMINAL_PATTERN = re.compile(rf" ?(?:(?:이?라)?{_NOUN_TIE}|이란)(?: {_BOUND_NOUN})?(?=\s)")
# What is asked for or stressed: `"…"을 요청했다`
OBJECT_PATTERN = re.compile(rf"(?:을|를) {ADVERB}(?={_WANTED}{DO})")
# `"…", "…"고`: a quote that shares the verb of the next one
LIST_PATTERN = re.compile(rf"[,·]? ?(?:{_AND} ?)?(?=[\"“'‘])")
# How a whole sentence ends: "간다", "있어요", "할까", "하라", "평화로운 것"
PREDICATE_PATTERN = re.compile(rf"(?:{_SENTENCE_END}|[.!?…])[.!?…\s]*$")
SAID_NOUN_PATTERN = re.compile(rf"(?:\S+ ){{0,3}}?{_SAID_NOUN}(?={PARTICLE}|[,.\s]|$)")
CALL_PATTERN = re.compile(rf" ?(?:이?라고(?:도|까지)?|으?로) (?:\S+ ){{0,2}}?{_CALL_STEM}")


def paired(text: str, spans: Sequence[Span]) -> quotation_marks.Marks:
    """Pair the double marks, in which one may be curly and the other straight; single ones are left to `find`."""
    start, end = (spans[0].start, spans[-1].end) if spans else (0, 0)
    return quotation_marks.pair(text[:start] + text[start:end].translate(STRAIGHT) + text[end:], spans)


def find(text: str, spans: Sequence[Span], found: quotation_marks.Marks, hidden: Cover) -> list[Quote]:
    """Return the outermost quotes, double and single, in order."""
    out = [quote._replace(span=words, single=False) for quote in found.top() if (words := trimmed(text, quote.span))]
    doubles = [quote.outer for quote in out]
    for number, span in enumerate(spans):
        for match in SINGLE_PATTERN.finditer(text, *span):
            place = bisect.bisect_right(doubles, match.start(), key=lambda outer: outer.start) - 1
            words = trimmed(text, Span(*match.span("words")))
            if words and not (place >= 0 and match.start() < doubles[place].end):
                out.append(Quote(words, Span(*match.span()), number, -1, True, True))
    return sorted((quote for quote in out if not hidden.holds(quote.span.start)), key=lambda quote: quote.span)


def tie(masked: str, quotes: Sequence[Quote], place: int, end: int) -> tuple[Tie, int]:
    """Return what ties a quote to the sentence that ends somewhere, and where the tie ends.

    "고" stands for a verb after a predicate (`"…"고`), "며" for any other tie to a verb (`"…"이라며`, `"…"을 요청했다`)
    and "는" for a tie to a noun (`"…"라는 글`). A quote in a list shares the tie of the last one.
    """
    for quote in quotes[place : place + LONGEST_LIST]:
        at = quote.outer.end
        if match := VERBAL_PATTERN.match(masked, at, end):
            return "고" if match["plain"] else "며", match.end()
        if match := OBJECT_PATTERN.match(masked, at, end):
            return "며", match.end()
        if match := NOMINAL_PATTERN.match(masked, at, end):
            return "는", match.end()
        if not LIST_PATTERN.match(masked, at, end):
            break
    return "", quotes[place].outer.end


def is_whole(words: str, *, single: bool) -> bool:
    """Say whether quoted words are a sentence: they end in a predicate, or are too many for a term."""
    return PREDICATE_PATTERN.search(words) is not None or (words.count(" ") >= MANY_SPACES and not single)


def is_said(masked: str, tied: Tie, start: int, end: int) -> bool:
    """Say whether quoted words are tied to a verb, or to a noun of saying: `"…"는 입장`, unlike `"…"라는 책`."""
    return tied in ("고", "며") or (tied == "는" and SAID_NOUN_PATTERN.match(masked[start:end].lstrip()) is not None)


def is_called(masked: str, start: int, end: int) -> bool:
    """Say whether a verb of calling follows: `"…"라고 불렀다`."""
    return CALL_PATTERN.match(masked, start, end) is not None


def filled(text: str, quotes: Sequence[Quote]) -> str:
    """Return the text with the words inside marks replaced, so that none of them is read as the reporter's."""
    parts, at = [], 0
    for quote in quotes:
        if quote.span.start >= at:
            parts += [text[at : quote.span.start], FILLER * (quote.span.end - quote.span.start)]
            at = quote.span.end
    return "".join([*parts, text[at:]])
