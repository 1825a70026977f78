"""Sentences that point back: "That's according to Ada Brook", "So says the ministry"."""

from __future__ import annotations

import re

from onrecord.language import wordlists
from onrecord.model import Span
from onrecord.speech.english.attribution.analysis import Analysis
from onrecord.speech.english.attribution.content_end import TAIL
from onrecord.speech.english.parse import Parse
from onrecord.speech.types import Speaker

# "That's according to Ada Brook", "This, according to the ministry", "That is the view of Ada Brook", "So says she"
POINTER_PATTERN = re.compile(
    rf"(?:(?:It|{wordlists.capitalised(wordlists.words('en', 'small_words', 'demonstratives'))})"
    rf"(?:'s| (?:{wordlists.any_of('en', 'small_words', 'be')}))?,? (?:all )?(?:according to|"
    rf"the (?:{wordlists.any_of('en', 'reporting_verbs', 'nouns', 'thoughts', 'verdicts')})s? (?:of|from))"
    r"|At least,? according to|Or so (?:say|said)s?|So (?:says|said))\b"
)
POINTING = frozenset("TIASO")


def pointer(analysis: Analysis, index: int) -> re.Match[str] | None:
    """Match the opening of a sentence that points back at the one before."""
    start, end = analysis.sentences[index].span
    may = index and analysis.masked[start] in POINTING  # a quick look first: every sentence is asked twice
    return POINTER_PATTERN.match(analysis.masked, start, end) if may else None


def pointed_at(analysis: Analysis, index: int) -> Speaker | None:
    """Return who said a sentence, when the next one points back at it and names its speaker."""
    if index + 1 >= len(analysis.sentences):
        return None
    following = analysis.sentences[index + 1]
    if following.paragraph > analysis.sentences[index].paragraph + 1:
        return None
    m = pointer(analysis, index + 1)
    if not m:
        return None
    reference = analysis.brought_in(analysis.parse(index + 1).phrase_after(m.end(), following.span.end)[0])
    if reference is None:
        return None
    source, lost, _ = analysis.resolve(index + 1, reference)
    at = analysis.masked.find("according to", m.start(), m.end())
    cue = Span(at, at + len("according to")) if at >= 0 else Span(*m.span())
    return Speaker(source, reference.span, cue, lost)


def trimmed(analysis: Analysis, parse: Parse) -> Span:
    """Return the words of a sentence without its full stop and opening conjunction."""
    start, end = parse.span
    return Span(start, start + len(analysis.masked[start:end].rstrip(TAIL)))
