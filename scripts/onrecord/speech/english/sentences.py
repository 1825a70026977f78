"""Sentence spans that know quotation marks: a full stop inside a quotation ends no sentence of the reporter."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from onrecord.language import wordlists
from onrecord.model import Span
from onrecord.speech.english.reporting_verbs import lexicon
from onrecord.speech.text.pairing import Quote

# "It rained. The", "Did it rain?”", "wait … He"
STOP_PATTERN = re.compile(r"[.!?…](?<![.!?…].)[.!?…]*(?:[\"”'’)\]»]{0,4}(?=\s|$)|(?=[A-Z“]))")
_NO_SUBJECT = wordlists.words("en", "small_words", "subordinators", "conjunctions", "prepositions")
# What may follow a stop inside marks when the sentence runs on: "…?" she asked / "…!" Ada Brook told the crowd.
TRAILER_PATTERN = re.compile(
    r"[\s,]*(?:[—–―-]+\s*)?(?:(?P<low>[a-z])|(?P<who>"
    rf"(?!(?:{wordlists.capitalised(_NO_SUBJECT)})\b)"
    rf"(?:{wordlists.capitalised(wordlists.words('en', 'pronouns', 'subjects'))}|"
    rf"(?:One|{wordlists.capitalised(wordlists.words('en', 'small_words', 'articles'))}) (?:[\w'-]+ ){{1,5}}?|"
    r"[A-Z][\w'·-]*(?: [A-Z][\w'·-]*){0,5}(?:, [^,;\n“”\"]{1,30},)?))"
    rf" (?P<verb>(?:(?:{wordlists.any_of('en', 'small_words', 'adverbs', 'have')}|\w+ly) )?[a-z]+))"
)
# “…” — Ada Brook, Holm
SIGNED_PATTERN = re.compile(r"\s*[—–―-]{1,2}\s*[A-Z][^\n“”\"]{2,80}$", re.MULTILINE)
WEEKDAYS = wordlists.alternation(word.capitalize() for word in wordlists.words("en", "dates", "weekdays"))
# After the verb of a trailer the sentence ends, or says when, where, how or to whom. A colon leads to the next words.
CODA_PATTERN = re.compile(
    rf"\s*(?:[.,;!?]|$|\n|{WEEKDAYS}|[A-Z]|(?:\w+ly|the\s(?:{wordlists.any_of('en', 'roles', 'audiences')})|"
    rf"{wordlists.any_of('en', 'small_words', 'prepositions', 'subordinators', 'before_times', 'asides')}|"
    rf"{wordlists.any_of('en', 'pronouns', 'objects')}|{wordlists.any_of('en', 'roles', 'hearers')})\b)"
)
LONGEST_SENTENCE = 1_500  # characters outside quotation marks
MOST_QUOTES = 40


class Sentence(NamedTuple):
    """A sentence of the reporter. `quotes` are the indexes of the top-level quotes that begin in it."""

    span: Span
    paragraph: int
    quotes: tuple[int, ...]


def split(masked: str, paragraphs: Sequence[Span], quotes: Sequence[Quote]) -> list[Sentence]:
    """Split every paragraph; `quotes` are the top-level ones in order."""
    out: list[Sentence] = []
    at, covered = 0, 0
    for index, paragraph in enumerate(paragraphs):
        if paragraph.end <= covered:
            continue
        here = []
        end = paragraph.end
        while at < len(quotes) and quotes[at].outer.start < end:
            here.append(at)
            if quotes[at].outer.end > end:  # a quote that closes in a later paragraph takes its sentence along
                end = next((p.end for p in paragraphs[index + 1 :] if p.end >= quotes[at].outer.end), end)
            at += 1
        out += _paragraph(masked, index, Span(max(paragraph.start, covered), end), quotes, here)
        covered = end
    return out


def _paragraph(masked: str, index: int, paragraph: Span, quotes: Sequence[Quote], here: list[int]) -> list[Sentence]:
    mine = [quotes[k] for k in here]
    stops = _bounded(masked, paragraph, _stops(masked, paragraph, mine), mine)
    out, start, k = [], paragraph.start, 0
    for stop in [*stops, paragraph.end]:
        inside = []
        while k < len(here) and quotes[here[k]].outer.start < stop:
            inside.append(here[k])
            k += 1
        while start < stop and masked[start].isspace():
            start += 1
        if start < stop:
            out.append(Sentence(Span(start, stop), index, tuple(inside)))
        start = max(start, stop)
    return out


def _stops(masked: str, paragraph: Span, quotes: Sequence[Quote]) -> list[int]:
    """Return where sentences end: at stops outside quotes, and behind quotes that end with one."""
    out = []
    at = paragraph.start
    for quote in quotes:
        out += _outside(masked, at, min(quote.outer.start, paragraph.end))
        at = max(at, min(quote.outer.end, paragraph.end))
        if _ends_sentence(masked, quote, paragraph.end):
            out.append(at)
    return out + _outside(masked, at, paragraph.end)


def _bounded(masked: str, paragraph: Span, stops: list[int], quotes: Sequence[Quote]) -> list[int]:
    """Return the stops with more of them where a sentence has no end in sight, so that work on it stays bounded."""
    if paragraph.end - paragraph.start < LONGEST_SENTENCE and len(quotes) < MOST_QUOTES:
        return sorted(set(stops))
    ends = [*stops, paragraph.end]
    out, used, many, at, k = [], 0, 0, paragraph.start, 0
    for quote in [*quotes, None]:
        edge = quote.outer.start if quote else paragraph.end
        while at < edge:
            while k < len(ends) and ends[k] <= at:
                k += 1
                used = many = 0
            stop = min(edge, ends[k] if k < len(ends) else edge, at + LONGEST_SENTENCE - used)
            used += stop - at
            if used >= LONGEST_SENTENCE:
                space = masked.rfind(" ", at, stop)
                stop = space if space > at else stop
                out.append(stop)
                used = many = 0
            at = stop
        if quote:
            at = max(at, quote.outer.end)
            many += 1
            if many >= MOST_QUOTES:
                out.append(at)
                used = many = 0
    return sorted({*stops, *out})


def _outside(masked: str, start: int, end: int) -> list[int]:
    out = []
    for m in STOP_PATTERN.finditer(masked, start, end):
        at, stop = m.span()
        goes_on = masked[stop : stop + 3].lstrip()[:1].islower()
        if not goes_on or (masked[at] != "…" and (stop == end or masked[at] == ".")):
            out.append(stop)
    return out


def _ends_sentence(masked: str, quote: Quote, end: int) -> bool:
    inner = masked[quote.span.start : quote.span.end].rstrip(" '’")
    if not inner or inner[-1] not in ".!?…·" or masked[quote.outer.end : quote.outer.end + 1] in (",", ";", ":"):
        return False
    if SIGNED_PATTERN.match(masked, quote.outer.end, end):
        return False
    m = TRAILER_PATTERN.match(masked, quote.outer.end, min(end, quote.outer.end + 160))
    if not m:
        return True
    if m.group("low"):
        return False
    kinds = {kind for verb in m.group("verb").split() for _, kind, _ in lexicon().forms.get(verb, ())}
    if not kinds or (inner[-1] in ".·" and kinds == {"beside"}):
        return True
    return not CODA_PATTERN.match(masked, m.end(), end)
