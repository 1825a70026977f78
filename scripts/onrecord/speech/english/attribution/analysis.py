"""A story laid out for the rules: its sentences with quotes, words and cues, and what has been settled so far."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from onrecord.model import Document, Span
from onrecord.speech.english import main_subjects, sentences, verb_groups
from onrecord.speech.english.clauses import Clauses, Frame
from onrecord.speech.english.coreference.pronouns import Discourse, Focus, Resolution
from onrecord.speech.english.entities import Cast
from onrecord.speech.english.grammar import GRAMMAR
from onrecord.speech.english.phrases import JOINS, Reference
from onrecord.speech.english.sentences import Sentence
from onrecord.speech.text.pairing import Quote
from onrecord.speech.types import Attribution, Token

# "leaders of …": a noun phrase whose head is a plural
PLURAL_HEAD_PATTERN = re.compile(r"(?:[\w'-]+ ){0,3}?[\w'-]+[^\Wsui]s(?= (?:of|in|at|for|from|to|with)\b)")
AT_HAND = 200  # sentences laid out: far more than any rule looks back, and few enough for the memory
PARTS = 8  # of a sentence that the discourse keeps apart
SUBORDINATORS = frozenset(GRAMMAR["subordinators"])


class Layout(NamedTuple):
    """One sentence with its quotes, the stretches outside them, and the frames found there."""

    sentence: Sentence
    quotes: tuple[Quote, ...]
    gaps: tuple[Span, ...]
    line: tuple[Token, ...]
    clauses: Clauses
    frames: tuple[Frame, ...]

    @property
    def span(self) -> Span:
        """Return the sentence's span."""
        return self.sentence.span


@dataclass(slots=True)
class Scene:
    """A story and what is known of it. `credits` holds, by sentence, the last credit given there."""

    document: Document
    masked: str
    paragraphs: Sequence[Span]
    quotes: Sequence[Quote]
    sentences: Sequence[Sentence]
    cast: Cast
    discourse: Discourse
    credits: dict[int, Attribution] = field(default_factory=dict)
    layouts: dict[int, Layout] = field(default_factory=dict)
    first_of: dict[int, int] = field(default_factory=dict)  # paragraph → its first sentence
    last_of: dict[int, int] = field(default_factory=dict)

    def layout(self, index: int) -> Layout:
        """Return a sentence with its gaps and frames; those last asked for are at hand."""
        if index not in self.layouts:
            if len(self.layouts) == AT_HAND:
                del self.layouts[next(iter(self.layouts))]
            self.layouts[index] = self._lay_out(self.sentences[index])
        return self.layouts[index]

    def _lay_out(self, sentence: Sentence) -> Layout:
        quotes = tuple(self.quotes[k] for k in sentence.quotes)
        gaps, line, at = [], [], sentence.span.start
        for quote in quotes:
            gaps.append(Span(at, quote.outer.start))
            at = max(at, quote.outer.end)
        gaps.append(Span(at, max(at, sentence.span.end)))
        for start, end in gaps:
            if start < end:
                line += verb_groups.words(self.masked, start, end)
        clauses = Clauses(self.cast, sentence.span, gaps, line)
        frames: list[Frame] = []
        for cue in verb_groups.find(self.masked, line):
            frame = clauses.frame(cue, frames)
            if _stands(self.cast, frame, bool(quotes)):
                frames.append(frame)
        return Layout(sentence, quotes, tuple(gaps), tuple(line), clauses, tuple(frames))

    def resolve(self, index: int, reference: Reference) -> Resolution:
        """Return whom the subject of a frame stands for."""
        if reference.how != "pronoun":
            return Resolution(reference.source, (), True)
        word = reference.word
        if word in ("who", "you", "i"):
            return Resolution(None)
        layout = self.layout(index)
        if word in ("he", "she"):
            near = self._earlier_speaker(layout, reference, word)
            if near is None and self._subordinate(layout, reference):
                near = self._earlier_subject(layout, reference, word)
            if near is not None:
                return Resolution(near)
        if word == "we":
            return Resolution(None)
        found = self.discourse.resolve(word, layout.sentence.paragraph, reference.span.start)
        return self._met(layout, reference, word) or found if word in ("he", "she") else found

    def _earlier_speaker(self, layout: Layout, reference: Reference, word: str) -> int | None:
        """Return who spoke by name earlier in the sentence: "Ada Brook said she …, and she added"."""
        for frame in reversed(layout.frames):
            subject = frame.subject
            if subject is None or subject.how != "name" or subject.source is None or frame.relative:
                continue
            behind = max(frame.end, subject.span.end) <= reference.span.start
            if behind and self.discourse.allows(subject.source, word):
                return subject.source
        return None

    def _subordinate(self, layout: Layout, reference: Reference) -> bool:
        """Say whether a pronoun follows a clause whose subject it can take up: "When Ada Brook left, she said …"."""
        words = [w for w in layout.line if w.end <= reference.span.start]
        return bool(words) and (
            words[0].low in SUBORDINATORS
            or words[-1].low
            in (
                "and",
                "but",
                "that",
                "when",
                "as",
                "because",
                "if",
                "what",
                "while",
                "whether",
                "after",
                "before",
                "since",
                "until",
            )
        )

    def _earlier_subject(self, layout: Layout, reference: Reference, word: str) -> int | None:
        """Return the subject before a pronoun in its own sentence: "Ada Brook left when she said …"."""
        subject = self.cast.subject(layout.span.start, reference.span.start)
        if (
            subject
            and layout.clauses.outside(subject)
            and subject.span.end <= reference.span.start
            and self.discourse.allows(subject.source, word)
        ):
            return subject.source
        return None

    def _met(self, layout: Layout, reference: Reference, word: str) -> Resolution | None:
        """Return the only person named before a pronoun in a sentence about "I": "I met Ada Brook, and she said"."""
        first = next((w for w in layout.line if w.low not in JOINS), None)
        if first is None or first.low not in ("i", "we"):
            return None
        named = self.cast.within(layout.span.start, reference.span.start, ("person", "ambiguous"))
        people = {m.source for m in named if layout.clauses.outside(m) and m.source not in self.cast.reporters}
        if len(people) != 1:
            return None
        (source,) = people
        return Resolution(source) if self.discourse.allows(source, word) else None

    def credit(self, index: int, frame: Frame, rule: str) -> Attribution:
        """Return the credit that a frame gives."""
        if frame.subject is None:
            return Attribution(None, rule, None, frame.cue.span)
        source, lost, clear = self.resolve(index, frame.subject)
        if frame.subject.how == "pronoun":
            rule += "-clear-pronoun" if clear else "-pronoun"
        elif frame.subject.how == "phrase":
            rule += "-phrase"
        return Attribution(source, rule, frame.subject.span, frame.cue.span, lost)

    def settle(self, index: int, credit: Attribution | None) -> None:
        """Remember who spoke in a sentence, or else who is its subject, for pronouns and carry-over."""
        sentence = self.sentences[index]
        if credit and credit.source is not None and credit.source not in self.cast.reporters:
            self.credits[index] = credit
            self.discourse.see(
                Focus(sentence.span.start, index * PARTS + PARTS - 1, sentence.paragraph, credit.source, "spoke")
            )
        clauses = self.layout(index).clauses
        for part, reference in enumerate(main_subjects.read(clauses)):
            source = reference.source if reference.how != "pronoun" else self.resolve(index, reference)[0]
            if source is not None and source not in self.cast.reporters:
                at = Focus(reference.span.start, index * PARTS + part, sentence.paragraph, source, "subject")
                self.discourse.see(at)
        for mention in clauses.mentions:
            if mention.source not in self.cast.reporters:
                self.discourse.see(
                    Focus(mention.span.start, index * PARTS, sentence.paragraph, mention.source, "named")
                )


def _stands(cast: Cast, frame: Frame, quotes: bool) -> bool:
    """Say whether a cue may be believed with the subject that was found for it."""
    cue, subject = frame.cue, frame.subject
    if subject is None:
        return cue.kind == "report" and (quotes or cue.form != "ing")
    if cue.kind == "beside":
        return quotes
    if cue.form == "s" and subject.how == "phrase" and PLURAL_HEAD_PATTERN.match(cast.text, *subject.span):
        return False  # "leaders of five river states": a noun, and no verb
    return subject.word not in ("who", "you")


def build(document: Document, masked: str, paragraphs: Sequence[Span], quotes: Sequence[Quote], cast: Cast) -> Scene:
    """Lay a story out."""
    found = sentences.split(masked, paragraphs, quotes)
    scene = Scene(document, masked, paragraphs, quotes, found, cast, Discourse(cast))
    for index, sentence in enumerate(found):
        scene.first_of.setdefault(sentence.paragraph, index)
        scene.last_of[sentence.paragraph] = index
    return scene
