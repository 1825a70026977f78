"""Block quotations: whole paragraphs of a speaker's words, with or without marks, behind "Role Name said:"."""

from __future__ import annotations

import re

from onrecord.language import wordlists
from onrecord.model import Span
from onrecord.speech.english.attribution.analysis import Analysis
from onrecord.speech.english.attribution.content_start import FINITE
from onrecord.speech.english.parse import Clause
from onrecord.speech.english.tokens import words
from onrecord.speech.types import Speaker

LONGEST_BLOCK = 8  # paragraphs
LONGEST_REST = 60  # characters between the cue and the colon
NAMED_OUTRIGHT = 3  # strength of a full name
THIRD_PERSON = wordlists.words("en", "pronouns", "third_person")
LONGEST_HEADING = 70  # characters
# Words that somebody says of himself: "We will pay", "my view"
FIRST_PERSON_PATTERN = re.compile(
    rf"\b(?:I'\w+|{wordlists.any_of('en', 'pronouns', 'first_person', 'second_person')}|"
    rf"{wordlists.capitalised(wordlists.words('en', 'pronouns', 'first_person', 'second_person'))})\b"
)
SINGULAR_PATTERN = re.compile(r"\b(?:I|[Mm]y)\b")
# The paragraph is a heading: "Background", "Notes to editors"
SENTENCE_END_PATTERN = re.compile(r"[.!?…:,;\"”']\s*$")


def introduction(analysis: Analysis, index: int) -> Clause | None:
    """Return the clause of a sentence that closes its paragraph with a cue and a colon."""
    sentence = analysis.sentences[index]
    if analysis.last_of[sentence.paragraph] != index or not analysis.masked[
        sentence.span.start : sentence.span.end
    ].rstrip().endswith(":"):
        return None
    clauses = analysis.parse(index).clauses
    if not clauses or clauses[-1].subject is None:
        return None
    clause = clauses[-1]
    rest = analysis.masked[clause.end : sentence.span.end].strip(" :")
    finite = FINITE & {word.low for word in words(rest)}
    return clause if len(rest) <= LONGEST_REST and "," not in rest and not finite else None


def introduced(analysis: Analysis, index: int) -> Speaker | None:
    """Return who speaks in the paragraphs behind a sentence that closes its own with a cue and a colon."""
    clause = introduction(analysis, index)
    return analysis.speaker(index, clause) if clause else None


def paragraphs(analysis: Analysis, paragraph: int) -> list[Span]:
    """Return the unmarked paragraphs that a colon introduces.

    The first belongs to the speaker. More do as long as they speak in the first person, or when another
    introduction or a heading ends the run: then what lies between can only be the speaker's.
    """
    run: list[Span] = []
    sure = 1
    following = [
        p
        for p in range(paragraph + 1, min(len(analysis.paragraphs), paragraph + 1 + LONGEST_BLOCK))
        if p in analysis.first_of
    ]
    for at in following:
        first, last = analysis.first_of[at], analysis.last_of[at]
        text = analysis.masked[analysis.paragraphs[at].start : analysis.paragraphs[at].end]
        if introduction(analysis, last) or _heading(text):
            return run
        if (
            analysis.parse(first).quotes
            and analysis.parse(first).quotes[0].outer.start == analysis.parse(first).span.start
        ):
            return run[:sure]
        stop = _own_voice(analysis, first, last)
        if run and stop < last + 1:
            return run[:sure]
        if stop == first:
            return run
        run.append(Span(analysis.sentences[first].span.start, analysis.sentences[stop - 1].span.end))
        if FIRST_PERSON_PATTERN.search(text) and sure == len(run) - 1:
            sure = len(run)
        if stop < last + 1:
            return run[:sure]
    return run[:sure]


def _own_voice(analysis: Analysis, first: int, last: int) -> int:
    """Return the first sentence of a paragraph in which the reporter speaks of somebody's words again, or the end."""
    for k in range(first, last + 1):
        for clause in analysis.parse(k).clauses:
            if clause.subject and (clause.subject.how == "name" or clause.subject.word in THIRD_PERSON):
                return k
    return last + 1


def signed(analysis: Analysis, paragraph: int) -> tuple[Span, Speaker] | None:
    """Return the words and the speaker of a paragraph that speaks in the first person and closes with a bare name."""
    first, last = analysis.first_of[paragraph], analysis.last_of[paragraph]
    if last == first or analysis.parse(first).quotes:
        return None
    name = analysis.sentences[last].span
    mention = analysis.entities.at(name.start)
    if mention is None or mention.strength < NAMED_OUTRIGHT or name.end - mention.span.end > 1:
        return None
    span = Span(analysis.sentences[first].span.start, analysis.sentences[last - 1].span.end)
    voice = SINGULAR_PATTERN.search(analysis.masked, *span)
    return (span, Speaker(mention.source, mention.span)) if voice else None


def _heading(text: str) -> bool:
    return len(text) <= LONGEST_HEADING and not SENTENCE_END_PATTERN.search(text)
