"""Block quotations: whole paragraphs of a speaker's words, with or without marks, behind "Role Name said:"."""

from __future__ import annotations

import re

from onrecord.model import Span
from onrecord.speech.english import verb_groups
from onrecord.speech.english.attribution.analysis import Scene
from onrecord.speech.english.attribution.content_start import FINITE
from onrecord.speech.english.clauses import Frame
from onrecord.speech.types import Mention

LONGEST_BLOCK = 8  # paragraphs
LONGEST_REST = 60  # characters between the cue and the colon
NAMED_OUTRIGHT = 3  # strength of a full name
THIRD_PERSON = frozenset({"he", "she", "they", "it"})
LONGEST_HEADING = 70  # characters
# Words that somebody says of himself: "We will pay", "my view"
FIRST_PERSON_PATTERN = re.compile(r"\b(?:I|I'\w+|we|We|my|My|our|Our|us|me|you|You|your|Your)\b")
SINGULAR_PATTERN = re.compile(r"\b(?:I|I'm|I've|my|My)\b")
# The paragraph is a heading: "Background", "Notes to editors"
SENTENCE_END_PATTERN = re.compile(r"[.!?…:,;\"”']\s*$")


def introduction(scene: Scene, index: int) -> Frame | None:
    """Return the frame of a sentence that closes its paragraph with a cue and a colon."""
    sentence = scene.sentences[index]
    if scene.last_of[sentence.paragraph] != index or not scene.masked[
        sentence.span.start : sentence.span.end
    ].rstrip().endswith(":"):
        return None
    frames = scene.layout(index).frames
    if not frames or frames[-1].subject is None:
        return None
    frame = frames[-1]
    rest = scene.masked[frame.end : sentence.span.end].strip(" :")
    clause = FINITE & {word.low for word in verb_groups.words(rest)}
    return frame if len(rest) <= LONGEST_REST and "," not in rest and not clause else None


def paragraphs(scene: Scene, paragraph: int) -> list[Span]:
    """Return the unmarked paragraphs that a colon introduces.

    The first belongs to the speaker. More do as long as they speak in the first person, or when another
    introduction or a heading ends the run: then what lies between can only be the speaker's.
    """
    run: list[Span] = []
    sure = 1
    following = [
        p
        for p in range(paragraph + 1, min(len(scene.paragraphs), paragraph + 1 + LONGEST_BLOCK))
        if p in scene.first_of
    ]
    for at in following:
        first, last = scene.first_of[at], scene.last_of[at]
        text = scene.masked[scene.paragraphs[at].start : scene.paragraphs[at].end]
        if introduction(scene, last) or _heading(text):
            return run
        if scene.layout(first).quotes and scene.layout(first).quotes[0].outer.start == scene.layout(first).span.start:
            return run[:sure]
        stop = _own_voice(scene, first, last)
        if run and stop < last + 1:
            return run[:sure]
        if stop == first:
            return run
        run.append(Span(scene.sentences[first].span.start, scene.sentences[stop - 1].span.end))
        if FIRST_PERSON_PATTERN.search(text) and sure == len(run) - 1:
            sure = len(run)
        if stop < last + 1:
            return run[:sure]
    return run[:sure]


def _own_voice(scene: Scene, first: int, last: int) -> int:
    """Return the first sentence of a paragraph in which the reporter speaks of somebody's words again, or the end."""
    for k in range(first, last + 1):
        for frame in scene.layout(k).frames:
            if frame.subject and (frame.subject.how == "name" or frame.subject.word in THIRD_PERSON):
                return k
    return last + 1


def signed(scene: Scene, paragraph: int) -> tuple[Span, Mention] | None:
    """Return the words and the name of a paragraph that speaks in the first person and closes with a bare name."""
    first, last = scene.first_of[paragraph], scene.last_of[paragraph]
    if last == first or scene.layout(first).quotes:
        return None
    name = scene.sentences[last].span
    mention = scene.cast.at(name.start)
    if mention is None or mention.strength < NAMED_OUTRIGHT or name.end - mention.span.end > 1:
        return None
    span = Span(scene.sentences[first].span.start, scene.sentences[last - 1].span.end)
    voice = SINGULAR_PATTERN.search(scene.masked, *span)
    return (span, mention) if voice else None


def _heading(text: str) -> bool:
    return len(text) <= LONGEST_HEADING and not SENTENCE_END_PATTERN.search(text)
