"""Who spoke together: "Ada Brook and Tom Reed said", `"…," said pilot Ada Brook, the council and Tom Reed`."""

from __future__ import annotations

import re

from onrecord.language import wordlists
from onrecord.model import Span
from onrecord.speech.english.attribution.analysis import Analysis
from onrecord.speech.english.joint_names import BEFORE, MOST, row, start_of
from onrecord.speech.english.tokens import Tag
from onrecord.speech.types import Mention, Speaker

# Behind a word: what lets a clause begin with the next
MARKS = frozenset('.!?:;,—–“”"\n(')
JOINING = Tag.CONJUNCTION | Tag.SUBORDINATOR
# Where a noun phrase ends: a mark, a preposition, "who"
END_PATTERN = re.compile(
    rf"\s*(?:$|[.,;:!?—–“”\"\n(]|(?:who|{wordlists.any_of('en', 'small_words', 'prepositions', 'subordinators')})\b)"
)
SURE_END_PATTERN = re.compile(rf"\s*(?:$|[.;:!?“”\"\n]|(?:{wordlists.any_of('en', 'small_words', 'prepositions')})\b)")


def read(analysis: Analysis, speaker: Speaker) -> tuple[int, ...]:
    """Return all who speak together where somebody is named, in the order of the text; else nobody.

    Names that are joined but are no subject together give nobody: "met Ada Brook and Tom Reed said".
    """
    if speaker.source is None or speaker.mention is None:
        return ()
    start, end = speaker.mention
    if analysis.masked.find(" and ", max(0, start - 2 * BEFORE), end + 2 * BEFORE) < 0:
        return ()  # nobody is joined here
    chain = row(analysis.entities, Mention(speaker.mention, speaker.source, 0))
    sources = tuple(dict.fromkeys(voice.source for voice in chain if voice.source not in analysis.entities.reporters))
    if not 2 <= len(sources) <= MOST or analysis.entities.in_quotes(speaker.mention.start):
        return ()
    return sources if _is_subject(analysis, chain[0], chain[-1], speaker.cue) else ()


def _is_subject(analysis: Analysis, first: Mention, last: Mention, cue: Span | None) -> bool:
    """Say whether a row of names is the subject of its verb of saying, and nobody else's object."""
    text = analysis.masked
    start = start_of(analysis.entities, first)
    behind_cue = cue is not None and cue.end <= start and not text[cue.end : start].strip(" ,")
    if behind_cue:
        end = SURE_END_PATTERN if ", and " in text[first.span.end : last.span.start] else END_PATTERN
        return end.match(text, last.span.end) is not None
    return _opens_clause(analysis, start) and text[last.span.end : last.span.end + 2] != "'s"


def _opens_clause(analysis: Analysis, start: int) -> bool:
    """Say whether a clause can begin with a name: behind a mark, "and", "that"; "both" and "the" may stand between."""
    parse = analysis.parse_at(start)
    k = parse.word_at(start) - 1
    while k >= 0 and parse.words[k].low in ("both", "the") and parse.words[k].after == " ":
        k -= 1
    if k < 0:
        return True
    word = parse.words[k]
    return not MARKS.isdisjoint(word.after) or bool(word.tags & JOINING) or word.low == "that"
