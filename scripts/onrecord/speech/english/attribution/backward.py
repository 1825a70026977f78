"""Sentences that point back: "That's according to Ada Brook", "So says the ministry"."""

from __future__ import annotations

import re

from onrecord.model import Span
from onrecord.speech.english.attribution.analysis import Layout, Scene
from onrecord.speech.english.attribution.content_end import TAIL
from onrecord.speech.types import Attribution

# "That's according to Ada Brook", "This, according to the ministry", "That is the view of Ada Brook", "So says she"
POINTER_PATTERN = re.compile(
    r"(?:(?:That|This|Those|These|It)(?:'s| is| was| are| were)?,? (?:all )?(?:according to|"
    r"the (?:view|words|verdict|opinion|warning|message|assessment|claim)s? (?:of|from))"
    r"|At least,? according to|Or so (?:say|said)s?|So (?:says|said))\b"
)
POINTING = frozenset("TIASO")


def pointer(stage: Scene, index: int) -> re.Match[str] | None:
    """Match the opening of a sentence that points back at the one before."""
    start, end = stage.sentences[index].span
    may = index and stage.masked[start] in POINTING  # a quick look first: every sentence is asked twice
    return POINTER_PATTERN.match(stage.masked, start, end) if may else None


def behind(stage: Scene, index: int) -> Attribution | None:
    """Return who said a sentence, when the next one points back at it and names its speaker."""
    if index + 1 >= len(stage.sentences):
        return None
    following = stage.sentences[index + 1]
    if following.paragraph > stage.sentences[index].paragraph + 1:
        return None
    m = pointer(stage, index + 1)
    if not m:
        return None
    clauses = stage.layout(index + 1).clauses
    reference, _ = clauses.phrase_after(m.end(), following.span.end)
    if reference is None:
        return None
    source, lost, _ = stage.resolve(index + 1, reference)
    at = stage.masked.find("according to", m.start(), m.end())
    cue = Span(at, at + len("according to")) if at >= 0 else Span(*m.span())
    return Attribution(source, "pointed-at", reference.span, cue, lost)


def trimmed(stage: Scene, layout: Layout) -> Span:
    """Return the words of a sentence without its full stop and opening conjunction."""
    start, end = layout.span
    return Span(start, start + len(stage.masked[start:end].rstrip(TAIL)))
