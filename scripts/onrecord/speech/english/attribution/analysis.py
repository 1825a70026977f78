"""A story laid out for the rules: its sentences with quotes, words and cues, and what has been settled so far."""

from __future__ import annotations

import bisect
from collections.abc import Sequence
from dataclasses import dataclass, field

from onrecord.language import wordlists
from onrecord.model import Document, Span
from onrecord.speech.discourse import Discourse, Focus, Resolution
from onrecord.speech.english import clauses, main_subjects, sentences
from onrecord.speech.english.coreference import pronouns
from onrecord.speech.english.entities import Entities
from onrecord.speech.english.parse import Clause, Parse, joins
from onrecord.speech.english.sentences import Sentence
from onrecord.speech.rules import BY_CLEAR_PRONOUN, BY_PRONOUN
from onrecord.speech.text.pairing import Quote
from onrecord.speech.types import Attribution, Reference, Speaker

AT_HAND = 2_000  # parses that are kept: more than nearly every story has, and few enough for the memory
PARTS = 8  # of a sentence that the discourse keeps apart
DEICTIC = wordlists.words("en", "pronouns", "deictic")
SUBORDINATORS = wordlists.words("en", "small_words", "subordinators") | {"asked", "speaking"}
JOINING = wordlists.words("en", "small_words", "conjunctions", "subordinators", "question_words") | {"that"}


@dataclass(slots=True)
class Analysis:
    """A story and what is known of it. `attributions` holds, by sentence, the last attribution given there."""

    document: Document
    masked: str
    paragraphs: Sequence[Span]
    quotes: Sequence[Quote]
    sentences: Sequence[Sentence]
    entities: Entities
    discourse: Discourse
    attributions: dict[int, Attribution] = field(default_factory=dict)
    parses: dict[int, Parse] = field(default_factory=dict)
    first_of: dict[int, int] = field(default_factory=dict)  # paragraph → its first sentence
    last_of: dict[int, int] = field(default_factory=dict)
    introduced: tuple[int, Speaker] | None = None  # the paragraph behind a colon, and who speaks there

    def parse(self, index: int) -> Parse:
        """Return a sentence with its gaps and clauses; those last asked for are at hand."""
        if index not in self.parses:
            if len(self.parses) == AT_HAND:
                del self.parses[next(iter(self.parses))]
            self.parses[index] = self._parse(self.sentences[index])
        return self.parses[index]

    def parse_at(self, position: int) -> Parse:
        """Return the sentence that holds a position, read."""
        found = bisect.bisect_right(self.sentences, position, key=lambda sentence: sentence.span.start) - 1
        return self.parse(max(found, 0))

    def _parse(self, sentence: Sentence) -> Parse:
        quotes = tuple(self.quotes[k] for k in sentence.quotes)
        parse = Parse(self.entities, self.masked, sentence.span, quotes, sentence.paragraph)
        found = clauses.believed(parse)
        parse.clauses = tuple(one._replace(subject=self.brought_in(one.subject)) for one in found)
        return parse

    def brought_in(self, reference: Reference | None) -> Reference | None:
        """Return a reference to a source of the story, brought in now where a description makes it."""
        if reference is None or reference.how != "phrase":
            return reference
        return reference._replace(source=self.entities.bring_in(reference))

    def resolve(self, index: int, reference: Reference) -> Resolution:
        """Return whom the subject of a clause stands for."""
        if reference.how != "pronoun":
            return Resolution(reference.source, (), True)
        word = reference.word
        if word in DEICTIC:
            return Resolution(None)
        parse = self.parse(index)
        if word in ("he", "she"):
            near = self._earlier_speaker(parse, reference, word)
            if near is None and self._subordinate(parse, reference):
                near = self._earlier_subject(parse, reference, word)
            if near is not None:
                return Resolution(near)
        if word == "we":
            return Resolution(None)
        found = self.discourse.resolve(word, parse.paragraph, reference.span.start)
        return self._met(parse, reference, word) or found if word in ("he", "she") else found

    def _earlier_speaker(self, parse: Parse, reference: Reference, word: str) -> int | None:
        """Return who spoke by name earlier in the sentence: "Ada Brook said she …, and she added"."""
        for clause in reversed(parse.clauses):
            subject = clause.subject
            if subject is None or subject.how != "name" or subject.source is None or clause.relative:
                continue
            behind = max(clause.end, subject.span.end) <= reference.span.start
            if behind and self.discourse.allows(subject.source, word):
                return subject.source
        return None

    def _subordinate(self, parse: Parse, reference: Reference) -> bool:
        """Say whether a pronoun follows a clause whose subject it can take up: "When Ada Brook left, she said …"."""
        words = [w for w in parse.words if w.end <= reference.span.start]
        return bool(words) and (words[0].low in SUBORDINATORS or words[-1].low in JOINING)

    def _earlier_subject(self, parse: Parse, reference: Reference, word: str) -> int | None:
        """Return the subject before a pronoun in its own sentence: "Ada Brook left when she said …"."""
        subject = parse.subject(parse.span.start, reference.span.start)
        if (
            subject
            and parse.is_outside(subject)
            and subject.span.end <= reference.span.start
            and self.discourse.allows(subject.source, word)
        ):
            return subject.source
        return None

    def _met(self, parse: Parse, reference: Reference, word: str) -> Resolution | None:
        """Return the only person named before a pronoun in a sentence about "I": "I met Ada Brook, and she said"."""
        first = next((w for w in parse.words if not joins(w)), None)
        if first is None or first.low not in ("i", "we"):
            return None
        named = self.entities.within(parse.span.start, reference.span.start, ("person", "ambiguous"))
        people = {m.source for m in named if parse.is_outside(m) and m.source not in self.entities.reporters}
        if len(people) != 1:
            return None
        (source,) = people
        return Resolution(source) if self.discourse.allows(source, word) else None

    def speaker(self, index: int, clause: Clause) -> Speaker:
        """Return who speaks in a clause."""
        if clause.subject is None:
            return Speaker(None, None, clause.cue.span)
        source, lost, clear = self.resolve(index, clause.subject)
        naming = clause.subject.naming
        if clause.subject.how == "pronoun":
            naming = BY_CLEAR_PRONOUN if clear else BY_PRONOUN
        return Speaker(source, clause.subject.span, clause.cue.span, lost, naming)

    def settle(self, index: int, attribution: Attribution | None) -> None:
        """Remember who spoke in a sentence, or else who is its subject, for pronouns and carry-over."""
        sentence = self.sentences[index]
        if attribution and attribution.source is not None and attribution.source not in self.entities.reporters:
            self.attributions[index] = attribution
            self.discourse.see(
                Focus(sentence.span.start, index * PARTS + PARTS - 1, sentence.paragraph, attribution.source, "spoke")
            )
        parse = self.parse(index)
        for part, reference in enumerate(main_subjects.read(parse)):
            source = reference.source if reference.how != "pronoun" else self.resolve(index, reference)[0]
            if source is not None and source not in self.entities.reporters:
                at = Focus(reference.span.start, index * PARTS + part, sentence.paragraph, source, "subject")
                self.discourse.see(at)
        for mention in parse.mentions:
            if mention.source not in self.entities.reporters:
                self.discourse.see(
                    Focus(mention.span.start, index * PARTS, sentence.paragraph, mention.source, "named")
                )


def analyse(
    document: Document, masked: str, paragraphs: Sequence[Span], quotes: Sequence[Quote], entities: Entities
) -> Analysis:
    """Parse every sentence of a story, and bring in those whom its verbs of saying have as subjects.

    Nobody is brought in later but by an attribution: whoever looks somebody up only looks up.
    """
    found = sentences.split(masked, paragraphs, quotes)
    analysis = Analysis(document, masked, paragraphs, quotes, found, entities, pronouns.discourse(entities))
    for index, sentence in enumerate(found):
        analysis.first_of.setdefault(sentence.paragraph, index)
        analysis.last_of[sentence.paragraph] = index
    for index in range(len(found)):
        analysis.parse(index)
    return analysis
