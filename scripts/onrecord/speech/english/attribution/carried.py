"""Quotations whose sentence names nobody: the speaker goes on, was named just before, or is named behind."""

from __future__ import annotations

import re

from onrecord.speech.english import main_subjects
from onrecord.speech.english.attribution.analysis import Analysis
from onrecord.speech.text.pairing import Quote
from onrecord.speech.types import Attribution

SENTENCES_BACK = 12  # in a paragraph


def carried(analysis: Analysis, index: int) -> Attribution | None:
    """Return the attribution for a quote whose sentence names nobody, from what stands before it."""
    sentence = analysis.sentences[index]
    first = analysis.first_of[sentence.paragraph]
    for earlier in range(index - 1, max(first, index - SENTENCES_BACK) - 1, -1):
        found = _from_sentence(analysis, earlier, "same-paragraph")
        if found:
            return found
    before = sentence.paragraph - 1
    while before >= 0 and before not in analysis.last_of:
        before -= 1
    if before < 0:
        return None
    last, start = analysis.last_of[before], analysis.first_of[before]
    for earlier in range(last, max(start, last - SENTENCES_BACK) - 1, -1):
        rule = "paragraph-before" if analysis.parse(earlier).quotes == () else "carried-on"
        found = _from_sentence(analysis, earlier, rule)
        if found:
            return found
    speaker = analysis.discourse.last_speaker
    return Attribution(speaker, "last-speaker") if speaker is not None else None


def _from_sentence(analysis: Analysis, index: int, rule: str) -> Attribution | None:
    """Return who speaks in a sentence, or else its subject."""
    known = analysis.attributions.get(index)
    if known:
        return Attribution(known.source, rule, known.mention, None, known.candidates, known.basis or known.rule)
    parse = analysis.parse(index)
    for reference in reversed(main_subjects.read(parse.reader)):
        if reference.word in ("it", "we", "they", "i"):
            continue
        source, lost, _ = analysis.resolve(index, reference)
        if (
            source is not None
            and analysis.entities.sources[source].kind == "person"
            and source not in analysis.entities.reporters
        ):
            return Attribution(source, rule + "-subject", reference.span, None, lost)
    return None


def named_after(analysis: Analysis, index: int) -> Attribution | None:
    """Return the attribution for a quote at the head of a story, from the sentence that follows it."""
    for later in range(index + 1, min(index + 3, len(analysis.sentences))):
        parse = analysis.parse(later)
        if (
            parse.span.start >= analysis.sentences[index].span.end
            and parse.sentence.paragraph > analysis.sentences[index].paragraph + 1
        ):
            return None
        for clause in parse.clauses:
            if clause.subject and clause.subject.how == "name":
                return Attribution(clause.subject.source, "named-after", clause.subject.span, None)
        people = [
            m for m in parse.reader.mentions if m.strength > 1 and analysis.entities.sources[m.source].kind == "person"
        ]
        if people and people[0].source not in analysis.entities.reporters:
            return Attribution(people[0].source, "named-after-subject", people[0].span, None)
    return None


def unread(analysis: Analysis, index: int) -> bool:
    """Say whether a sentence has a verb of saying whose subject is somebody that no rule could read."""
    return any(f.subject is None and f.cue.kind != "beside" for f in analysis.parse(index).clauses)


# "— [Ada Brook, pilot.]": a line that signs the quotation above it
SIGNATURE_PATTERN = re.compile(r"[-–—―]{1,2} ?(?=[A-Z])")
LONGEST_SIGNATURE = 100  # characters
# What may follow the name there: nothing, a bracket, a role or a place; no sentence that the name begins
SIGNED_REST_PATTERN = re.compile(r"(?:,? \([^()]*\)|, [^.!?;:]*)?\.?\s*")


def signed_below(analysis: Analysis, index: int, quote: Quote) -> Attribution | None:
    """Return who signs, behind a dash on the line below, a quote that is a paragraph of its own."""
    at = analysis.sentences[index].paragraph
    below = analysis.paragraphs[at + 1] if at + 1 < len(analysis.paragraphs) else None
    if (
        below is None
        or below.end - below.start > LONGEST_SIGNATURE
        or quote.outer.end < analysis.paragraphs[at].end - 1
    ):
        return None
    dash = SIGNATURE_PATTERN.match(analysis.masked, *below)
    mention = analysis.entities.at(dash.end()) if dash else None
    if (
        mention is None
        or mention.strength < 2
        or not SIGNED_REST_PATTERN.fullmatch(analysis.masked, mention.span.end, below.end)
    ):
        return None
    return Attribution(mention.source, "signed-below", mention.span)


# Words of one person about himself.
SINGULAR_PATTERN = re.compile(r"\b(?:I|I'm|I've|[Mm]y|[Mm]e)\b")


def singular_voice(analysis: Analysis, quote: Quote, source: int | None) -> bool:
    """Say whether one person speaks where a group or an organisation was the last to speak."""
    if source is None or analysis.entities.sources[source].kind == "person":
        return False
    plural = analysis.entities.sources[source].kind == "organisation" or analysis.entities.sources[
        source
    ].name.rstrip().endswith("s")
    return plural and SINGULAR_PATTERN.search(analysis.masked, *quote.span) is not None
