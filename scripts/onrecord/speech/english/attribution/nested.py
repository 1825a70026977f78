"""Quotations inside quotations: who the quoted speaker says has spoken."""

from __future__ import annotations

import bisect
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from onrecord.model import Span, Utterance
from onrecord.speech.english import clauses
from onrecord.speech.english.attribution.analysis import DEICTIC, Analysis
from onrecord.speech.english.parse import Clause, Parse
from onrecord.speech.english.sentences import STOP_PATTERN
from onrecord.speech.rules import BY_PRONOUN
from onrecord.speech.text.pairing import Quote
from onrecord.speech.text.quotation_marks import Marks
from onrecord.speech.types import Speaker

REACH = 400  # characters in which the sentence around a nested quote is looked for


class Nested(NamedTuple):
    """A quote in the words of somebody who is quoted: the clause that claims it, if any, and the words around it."""

    analysis: Analysis
    span: Span
    clause: Clause | None
    outer: Utterance


def find(analysis: Analysis, marks: Marks, said: Sequence[Utterance]) -> Iterator[Nested]:
    """Yield every quote inside quoted words."""
    outer = sorted((u for u in said if u.mode != "reported"), key=lambda u: u.span)
    for quote in marks.quotes:
        if quote.parent < 0:
            continue
        k = bisect.bisect_right(outer, quote.span.start, key=lambda u: u.span.start) - 1
        if k < 0 or outer[k].span.end < quote.span.end:
            continue
        yield Nested(analysis, quote.span, _clause(analysis, marks.quotes[quote.parent], quote), outer[k])


def _clause(analysis: Analysis, parent: Quote, quote: Quote) -> Clause | None:
    """Look for a cue in the words of the outer speaker, before the nested quote and then behind it."""
    left = max(parent.span.start, quote.outer.start - REACH)
    for m in STOP_PATTERN.finditer(analysis.masked, left, quote.outer.start):
        left = m.end()
    stop = STOP_PATTERN.search(analysis.masked, quote.outer.end, min(parent.span.end, quote.outer.end + REACH))
    right = stop.start() if stop else min(parent.span.end, quote.outer.end + REACH)
    span = Span(left, max(right, quote.outer.end))
    found = clauses.read(Parse(analysis.entities, analysis.masked, span, [quote]))
    near = [c for c in found if c.subject and (c.cue.span.end <= quote.outer.start or c.start - quote.outer.end <= 2)]
    if not near:
        return None
    return near[-1] if near[-1].cue.span.end <= quote.outer.start else near[0]


def own_words(nested: Nested) -> Speaker | None:
    """`"I told them: 'No,'" Ada Brook said`: the quoted speaker quotes herself."""
    subject = nested.clause.subject if nested.clause else None
    if nested.clause is None or subject is None or subject.word not in ("i", "we"):
        return None
    return Speaker(nested.outer.source, subject.span, nested.clause.cue.span)


def another(nested: Nested) -> Speaker | None:
    """`"Tom Reed told me: 'No,'" Ada Brook said`: the quoted speaker quotes somebody else."""
    subject = nested.analysis.brought_in(nested.clause.subject) if nested.clause else None
    if nested.clause is None or subject is None:
        return None
    cue = nested.clause.cue.span
    if subject.how != "pronoun":
        return Speaker(subject.source, subject.span, cue, naming=subject.naming)
    if subject.word in DEICTIC or subject.word == "it":
        return Speaker(None, subject.span, cue, naming=BY_PRONOUN)
    analysis = nested.analysis
    at = bisect.bisect_right(analysis.sentences, subject.span.start, key=lambda s: s.span.start) - 1
    sentence = analysis.sentences[at]
    source, lost, _ = analysis.discourse.resolve(subject.word, sentence.paragraph, sentence.span.start)
    if source is not None and (source == nested.outer.source or not analysis.entities.gender(source)):
        source = None
    return Speaker(source, subject.span, cue, lost, BY_PRONOUN)


def nobody_claims(nested: Nested) -> bool:
    """Match words that the quoted speaker only puts in marks."""
    return nested.clause is None
