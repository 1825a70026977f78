"""Quotations whose sentence names nobody: the speaker goes on, was named just before, or is named behind."""

from __future__ import annotations

import re
from collections.abc import Callable

from onrecord.speech.english.attribution.analysis import Analysis
from onrecord.speech.english.attribution.continuation import Part, Place
from onrecord.speech.english.attribution.quotation import Quotation
from onrecord.speech.types import Speaker

SENTENCES_AHEAD = 2
# "— [Ada Brook, pilot.]": a line that signs the quotation above it
SIGNATURE_PATTERN = re.compile(r"[-–—―]{1,2} ?(?=[A-Z])")
LONGEST_SIGNATURE = 100  # characters
# What may follow the name there: nothing, a bracket, a role or a place; no sentence that the name begins
SIGNED_REST_PATTERN = re.compile(r"(?:,? \([^()]*\)|, [^.!?;:]*)?\.?\s*")
# Words of one person about himself
SINGULAR_PATTERN = re.compile(r"\b(?:I|I'm|I've|[Mm]y|[Mm]e)\b")


def introduced(quotation: Quotation) -> Speaker | None:
    """Return the speaker of the line above that ends in a colon."""
    known = quotation.analysis.introduced
    return known[1] if known and known[0] == quotation.parse.paragraph else None


def signed_below(quotation: Quotation) -> Speaker | None:
    """Return who signs, behind a dash on the line below, a quote that is a paragraph of its own."""
    analysis, quote = quotation.analysis, quotation.quote
    at = quotation.parse.paragraph
    below = analysis.paragraphs[at + 1] if at + 1 < len(analysis.paragraphs) else None
    if below is None or below.end - below.start > LONGEST_SIGNATURE:
        return None
    dash = SIGNATURE_PATTERN.match(analysis.masked, *below)
    mention = analysis.entities.at(dash.end()) if dash else None
    if mention is None or mention.strength < 2 or quote.outer.end < analysis.paragraphs[at].end - 1:
        return None
    if not SIGNED_REST_PATTERN.fullmatch(analysis.masked, mention.span.end, below.end):
        return None
    return Speaker(mention.source, mention.span)


def subject_unread(quotation: Quotation) -> Speaker | None:
    """Return who spoke before where the sentence has a verb of saying whose subject no rule could read."""
    found = quotation.carried
    unread = any(clause.subject is None and clause.cue.kind != "beside" for clause in quotation.parse.clauses)
    return found.speaker if found and unread else None


def named_ahead(part: Part) -> Callable[[Quotation], Speaker | None]:
    """Find who is named in the sentences behind a quote at the head of a story, or behind a group's quote."""

    def find(quotation: Quotation) -> Speaker | None:
        earlier = quotation.carried
        if earlier is not None and not _is_singular(quotation, earlier.speaker.source):
            return None
        found = _ahead(quotation.analysis, quotation.index)
        return found[1] if found and found[0] == part else None

    return find


def goes_on(place: Place, part: Part) -> Callable[[Quotation], Speaker | None]:
    """Find who spoke, or was the subject, in the nearest sentence before that tells."""

    def find(quotation: Quotation) -> Speaker | None:
        found = quotation.carried
        return found.speaker if found and (found.place, found.part) == (place, part) else None

    return find


def nobody(_: Quotation) -> Speaker:
    """Leave the speaker open."""
    return Speaker(None)


def _ahead(analysis: Analysis, index: int) -> tuple[Part, Speaker] | None:
    """Return who is named in the sentences behind one: who speaks there, or else a person who stands there."""
    entities, here = analysis.entities, analysis.sentences[index]
    for later in range(index + 1, min(index + 1 + SENTENCES_AHEAD, len(analysis.sentences))):
        parse = analysis.parse(later)
        if parse.span.start >= here.span.end and parse.paragraph > here.paragraph + 1:
            return None
        for clause in parse.clauses:
            if clause.subject and clause.subject.how == "name":
                return "speaker", Speaker(clause.subject.source, clause.subject.span)
        people = [m for m in parse.mentions if m.strength > 1 and entities.sources[m.source].kind == "person"]
        if people and people[0].source not in entities.reporters:
            return "subject", Speaker(people[0].source, people[0].span)
    return None


def _is_singular(quotation: Quotation, source: int | None) -> bool:
    """Say whether one person speaks where a group or an organisation was the last to speak."""
    known = quotation.analysis.entities.sources[source] if source is not None else None
    if known is None or known.kind == "person":
        return False
    plural = known.kind == "organisation" or known.name.rstrip().endswith("s")
    return plural and SINGULAR_PATTERN.search(quotation.analysis.masked, *quotation.quote.span) is not None
