"""Quotations inside quotations: who the quoted speaker says has spoken."""

from __future__ import annotations

import bisect
from collections.abc import Iterator, Sequence

from onrecord.model import Span, Utterance
from onrecord.speech.english import verb_groups
from onrecord.speech.english.attribution.analysis import Analysis
from onrecord.speech.english.clauses import Clause, ClauseReader
from onrecord.speech.english.sentences import STOP_PATTERN
from onrecord.speech.text.pairing import Quote
from onrecord.speech.text.quotation_marks import Marks
from onrecord.speech.types import Attribution

REACH = 400  # characters in which the sentence around a nested quote is looked for


def read(analysis: Analysis, marks: Marks, said: Sequence[Utterance]) -> Iterator[tuple[Span, Attribution | None, str]]:
    """Yield every nested quote with its attribution, or with the rule by which it is nobody's speech."""
    outer = sorted((u for u in said if u.mode != "reported"), key=lambda u: u.span)
    for quote in marks.quotes:
        if quote.parent < 0:
            continue
        k = bisect.bisect_right(outer, quote.span.start, key=lambda u: u.span.start) - 1
        if k < 0 or outer[k].span.end < quote.span.end:
            continue
        yield _one(analysis, marks.quotes[quote.parent], quote, outer[k])


def _one(analysis: Analysis, parent: Quote, quote: Quote, outer: Utterance) -> tuple[Span, Attribution | None, str]:
    """Look for a cue in the words of the outer speaker, before the nested quote and then behind it."""
    left = max(parent.span.start, quote.outer.start - REACH)
    for m in STOP_PATTERN.finditer(analysis.masked, left, quote.outer.start):
        left = m.end()
    stop = STOP_PATTERN.search(analysis.masked, quote.outer.end, min(parent.span.end, quote.outer.end + REACH))
    right = stop.start() if stop else min(parent.span.end, quote.outer.end + REACH)
    gaps = [Span(left, max(left, quote.outer.start)), Span(quote.outer.end, max(right, quote.outer.end))]
    line = [word for gap in gaps for word in verb_groups.words(analysis.masked, *gap)]
    reader = ClauseReader(analysis.entities, Span(left, max(right, quote.outer.end)), gaps, line)
    clauses: list[Clause] = []
    for cue in verb_groups.find(analysis.masked, line):
        clauses.append(reader.clause(cue, clauses))
    near = [f for f in clauses if f.subject and (f.cue.span.end <= quote.outer.start or f.start - quote.outer.end <= 2)]
    if not near:
        return quote.span, None, "quoted-inside-a-quotation"
    clause = near[-1] if near[-1].cue.span.end <= quote.outer.start else near[0]
    return quote.span, _attribution(analysis, clause, outer), "nested"


def _attribution(analysis: Analysis, clause: Clause, outer: Utterance) -> Attribution:
    subject = clause.subject
    assert subject is not None
    if subject.how != "pronoun":
        return Attribution(subject.source, "nested-" + subject.how, subject.span, clause.cue.span)
    if subject.word in ("i", "we"):
        return Attribution(outer.source, "nested-self", subject.span, clause.cue.span)
    if subject.word in ("you", "who", "it"):
        return Attribution(None, "nested-pronoun", subject.span, clause.cue.span)
    at = bisect.bisect_right(analysis.sentences, subject.span.start, key=lambda s: s.span.start) - 1
    sentence = analysis.sentences[at]
    source, lost, _ = analysis.discourse.resolve(subject.word, sentence.paragraph, sentence.span.start)
    if source is None or source == outer.source or not analysis.entities.gender(source):
        return Attribution(None, "nested-pronoun", subject.span, clause.cue.span, lost)
    return Attribution(source, "nested-pronoun", subject.span, clause.cue.span, lost)
