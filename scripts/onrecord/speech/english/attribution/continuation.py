"""Who goes on speaking where a sentence names nobody: the speaker, or else the subject, of the nearest one before."""

from __future__ import annotations

from typing import Literal, NamedTuple

from onrecord.language import wordlists
from onrecord.speech.english import main_subjects
from onrecord.speech.english.attribution.analysis import Analysis
from onrecord.speech.types import Speaker

Place = Literal["paragraph", "quotation before", "paragraph before", "story"]
Part = Literal["speaker", "subject"]
NO_PERSON = wordlists.words("en", "pronouns", "subjects") - {"he", "she"}
SENTENCES_BACK = 12  # in a paragraph


class Carried(NamedTuple):
    """Who goes on speaking: where the text names the speaker, and whether as one who spoke or as a subject."""

    place: Place
    part: Part
    speaker: Speaker


def search(analysis: Analysis, index: int) -> Carried | None:
    """Return who goes on speaking in a sentence."""
    paragraph = analysis.sentences[index].paragraph
    first = analysis.first_of[paragraph]
    for earlier in range(index - 1, max(first, index - SENTENCES_BACK) - 1, -1):
        if found := _from_sentence(analysis, earlier, "paragraph"):
            return found
    before = paragraph - 1
    while before >= 0 and before not in analysis.last_of:
        before -= 1
    if before < 0:
        return None
    last, start = analysis.last_of[before], analysis.first_of[before]
    for earlier in range(last, max(start, last - SENTENCES_BACK) - 1, -1):
        place: Place = "quotation before" if analysis.parse(earlier).quotes else "paragraph before"
        if found := _from_sentence(analysis, earlier, place):
            return found
    speaker = analysis.discourse.last_speaker
    return Carried("story", "speaker", Speaker(speaker)) if speaker is not None else None


def _from_sentence(analysis: Analysis, index: int, place: Place) -> Carried | None:
    """Return who speaks in a sentence, or else its subject."""
    known = analysis.attributions.get(index)
    if known:
        said = known.speaker
        goes_on = Speaker(known.source, said.mention, None, said.candidates, basis=said.basis or known.reason)
        return Carried(place, "speaker", goes_on)
    entities = analysis.entities
    for reference in reversed(main_subjects.read(analysis.parse(index))):
        if reference.word in NO_PERSON:
            continue
        source, lost, _ = analysis.resolve(index, reference)
        if source is not None and entities.sources[source].kind == "person" and source not in entities.reporters:
            return Carried(place, "subject", Speaker(source, reference.span, None, lost))
    return None
