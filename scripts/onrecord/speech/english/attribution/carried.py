"""Quotations whose sentence names nobody: the speaker goes on, was named just before, or is named behind."""

from __future__ import annotations

import re

from onrecord.speech.english import main_subjects
from onrecord.speech.english.attribution.analysis import Scene
from onrecord.speech.text.pairing import Quote
from onrecord.speech.types import Attribution

SENTENCES_BACK = 12  # in a paragraph


def carried(scene: Scene, index: int) -> Attribution | None:
    """Return the credit for a quote whose sentence names nobody, from what stands before it."""
    sentence = scene.sentences[index]
    first = scene.first_of[sentence.paragraph]
    for earlier in range(index - 1, max(first, index - SENTENCES_BACK) - 1, -1):
        found = _from_sentence(scene, earlier, "same-paragraph")
        if found:
            return found
    before = sentence.paragraph - 1
    while before >= 0 and before not in scene.last_of:
        before -= 1
    if before < 0:
        return None
    last, start = scene.last_of[before], scene.first_of[before]
    for earlier in range(last, max(start, last - SENTENCES_BACK) - 1, -1):
        rule = "paragraph-before" if scene.layout(earlier).quotes == () else "carried-on"
        found = _from_sentence(scene, earlier, rule)
        if found:
            return found
    speaker = scene.discourse.last_speaker
    return Attribution(speaker, "last-speaker") if speaker is not None else None


def _from_sentence(scene: Scene, index: int, rule: str) -> Attribution | None:
    """Return who speaks in a sentence, or else its subject."""
    known = scene.credits.get(index)
    if known:
        return Attribution(known.source, rule, known.mention, None, known.candidates, known.basis or known.rule)
    layout = scene.layout(index)
    for reference in reversed(main_subjects.read(layout.clauses)):
        if reference.word in ("it", "we", "they", "i"):
            continue
        source, lost, _ = scene.resolve(index, reference)
        if source is not None and scene.cast.sources[source].kind == "person" and source not in scene.cast.reporters:
            return Attribution(source, rule + "-subject", reference.span, None, lost)
    return None


def named_after(scene: Scene, index: int) -> Attribution | None:
    """Return the credit for a quote at the head of a story, from the sentence that follows it."""
    for later in range(index + 1, min(index + 3, len(scene.sentences))):
        layout = scene.layout(later)
        if (
            layout.span.start >= scene.sentences[index].span.end
            and layout.sentence.paragraph > scene.sentences[index].paragraph + 1
        ):
            return None
        for frame in layout.frames:
            if frame.subject and frame.subject.how == "name":
                return Attribution(frame.subject.source, "named-after", frame.subject.span, None)
        people = [
            m for m in layout.clauses.mentions if m.strength > 1 and scene.cast.sources[m.source].kind == "person"
        ]
        if people and people[0].source not in scene.cast.reporters:
            return Attribution(people[0].source, "named-after-subject", people[0].span, None)
    return None


def unread(scene: Scene, index: int) -> bool:
    """Say whether a sentence has a verb of saying whose subject is somebody that no rule could read."""
    return any(f.subject is None and f.cue.kind != "beside" for f in scene.layout(index).frames)


# "— [Ada Brook, pilot.]": a line that signs the quotation above it
SIGNATURE_PATTERN = re.compile(r"[-–—―]{1,2} ?(?=[A-Z])")
LONGEST_SIGNATURE = 100  # characters
# What may follow the name there: nothing, a bracket, a role or a place; no sentence that the name begins
SIGNED_REST_PATTERN = re.compile(r"(?:,? \([^()]*\)|, [^.!?;:]*)?\.?\s*")


def signed_below(scene: Scene, index: int, quote: Quote) -> Attribution | None:
    """Return the credit for a quote that is a paragraph of its own with a dash and a name on the line behind it."""
    at = scene.sentences[index].paragraph
    below = scene.paragraphs[at + 1] if at + 1 < len(scene.paragraphs) else None
    if below is None or below.end - below.start > LONGEST_SIGNATURE or quote.outer.end < scene.paragraphs[at].end - 1:
        return None
    dash = SIGNATURE_PATTERN.match(scene.masked, *below)
    mention = scene.cast.at(dash.end()) if dash else None
    if (
        mention is None
        or mention.strength < 2
        or not SIGNED_REST_PATTERN.fullmatch(scene.masked, mention.span.end, below.end)
    ):
        return None
    return Attribution(mention.source, "signed-below", mention.span)


# Words of one person about himself.
SINGULAR_PATTERN = re.compile(r"\b(?:I|I'm|I've|[Mm]y|[Mm]e)\b")


def singular_voice(scene: Scene, quote: Quote, source: int | None) -> bool:
    """Say whether one person speaks where a group or a body was the last to speak."""
    if source is None or scene.cast.sources[source].kind == "person":
        return False
    plural = scene.cast.sources[source].kind == "organisation" or scene.cast.sources[source].name.rstrip().endswith("s")
    return plural and SINGULAR_PATTERN.search(scene.masked, *quote.span) is not None
