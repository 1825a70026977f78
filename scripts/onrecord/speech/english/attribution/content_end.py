"""Where the content of indirect speech ends: before the reporter's comment, and before somebody else's statement."""

from __future__ import annotations

import bisect
import re
from collections.abc import Sequence
from typing import Literal, NamedTuple

from onrecord.language import wordlists
from onrecord.model import Span
from onrecord.speech.english.attribution import content_start
from onrecord.speech.english.attribution.content_start import Opening
from onrecord.speech.english.parse import Clause
from onrecord.speech.english.tokens import within
from onrecord.speech.rules import Rule
from onrecord.speech.types import Token

Side = Literal["after", "before"]

SHORTEST = 8  # characters of a content clause
TAIL = " \t\n,;:.!?…—–-"
# ", becoming the third to do so"
COMMENT_PATTERN = re.compile(
    rf", (?:(?:{wordlists.any_of('en', 'small_words', 'result_adverbs')}) )?"
    rf"(?:{wordlists.any_of('en', 'small_words', 'result_participles')})\b"
)
# ", and that nobody had called"
OWN_THAT_PATTERN = re.compile(
    rf",? (?:and|but) that (?!(?:of|{wordlists.any_of('en', 'small_words', 'be', 'have', 'modals')})\b)"
)
# what parts one statement from the next
CONTRAST_PATTERN = re.compile(
    rf"(?:[,;]| (?:[—–―]|--?)) (?:but|{wordlists.any_of('en', 'small_words', 'concessives')})\b"
)


class Content(NamedTuple):
    """A content clause, the clause that it hangs on, and the side of the clause on which it stands."""

    span: Span
    clause: Clause
    side: Side
    opening: Opening
    rule: Rule[object]


def divided(text: str, contents: Sequence[Content]) -> list[Content]:
    """Part clauses that each have a "that" of their own: "said it was late, and that nobody had called"."""
    out = []
    for content in contents:
        start, end = content.span
        kept = content.side == "after" and content.opening != "infinitive"
        for joint in OWN_THAT_PATTERN.finditer(text, start + SHORTEST, end - SHORTEST) if kept else ():
            out.append(content._replace(span=Span(start, joint.start())))
            start = joint.end()
        out.append(content._replace(span=Span(start, end)))
    return out


def without_comment(text: str, line: Sequence[Token], kept: Span, opening: Opening) -> Span:
    """Cut off the reporter's comment on a deed or a thing: "announced plans to leave[, becoming the third]"."""
    if opening not in ("cue", "infinitive"):
        return kept
    comment = COMMENT_PATTERN.search(text, *kept)
    if comment is None or any(w.low in content_start.FINITE for w in within(line, kept.start, comment.start())):
        return kept
    return Span(kept.start, comment.start())


def contrasts(text: str, sentence: Span) -> list[Span]:
    """Return what parts one statement from the next in a sentence, in order."""
    return [Span(*match.span()) for match in CONTRAST_PATTERN.finditer(text, *sentence)]


def contrast(found: Sequence[Span], line: Sequence[Token], clause: Clause, later: Clause) -> int | None:
    """Return where a new statement of somebody else begins: "…, but the port's director, Ana Vidal, said".

    `found` are the contrasts of the sentence.
    """
    if later.order not in ("subject-verb", "inherited") or later.cue.form == "ing" or later.relative:
        return None
    k = bisect.bisect_right(found, later.cue.span.start, key=lambda span: span.end) - 1
    if k < 0 or found[k].start < clause.end:
        return None
    rest = within(line, found[k].end, later.cue.span.start)
    return None if any(w.low in content_start.VERBS for w in rest) else found[k].start
