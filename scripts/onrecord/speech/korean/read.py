"""Read the speech in a Korean story: quotations with -고, -라며 and kin, reported clauses, and whose words they are."""

from __future__ import annotations

import bisect
import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from onrecord.model import Document, Form, Metadata, Mode, NotSpeech, Span, Speech, Utterance
from onrecord.spans import Cover
from onrecord.speech.korean import attribution, names, noun_phrases, rules
from onrecord.speech.korean import quotes as quoting
from onrecord.speech.korean.attribution import Content, Sentence
from onrecord.speech.korean.clauses import Clause, clauses, cue_after
from onrecord.speech.korean.entities import Entities
from onrecord.speech.korean.names import Word
from onrecord.speech.korean.noun_phrases import Phrase
from onrecord.speech.korean.quotes import FILLER
from onrecord.speech.text import masks, quotation_marks
from onrecord.speech.text.pairing import Quote
from onrecord.speech.transcript import turns as turning
from onrecord.speech.types import Attribution, Speaker, Turn, first

# Where a sentence ends: "말했다. ", "밝혔다.[1]"
SENTENCE_PATTERN = re.compile(r"[.?!]+(?=\s|$|[가-힣\[\"“])")
LONGEST_SENTENCE = 2_000  # characters


def read(document: Document, paragraphs: range, metadata: Metadata, turns: Sequence[Turn] = ()) -> Speech:
    """Return who said what in one Korean story."""
    spans = document.paragraphs[paragraphs.start : paragraphs.stop]
    found = quoting.paired(document.text, spans)
    boilerplate = [piece.span for piece in metadata.boilerplate if piece.kind not in masks.KEPT_KINDS]
    hidden = Cover([*boilerplate, *masks.tags(document.text)])
    quotes = quoting.find(document.text, spans, found, hidden)
    reader = _Reader(document, metadata, quotes)
    reader.run(spans, hidden, turns)
    return Speech(
        reader.entities.complete(),
        tuple(sorted(reader.utterances, key=lambda u: (u.span.start, -u.span.end))),
        tuple(sorted(reader.not_speech, key=lambda one: one.span)),
        tuple(quotation_marks.problems_of(found, document, metadata)),
    )


@dataclass(slots=True)
class _Reader:
    """The walk through a story, sentence by sentence."""

    document: Document
    metadata: Metadata
    quotes: list[Quote]
    utterances: list[Utterance] = field(default_factory=list)
    not_speech: list[NotSpeech] = field(default_factory=list)
    entities: Entities = field(init=False)
    masked: str = ""
    last_person: int | None = None
    last_speaker: Speaker | None = None
    known: frozenset[str] = frozenset()

    def run(self, paragraphs: Sequence[Span], hidden: Cover, turns: Sequence[Turn]) -> None:
        """Read all sentences; first for the names in them, then for what is said."""
        text = self.document.text
        self.entities = Entities(text, self.metadata)
        self.masked = hidden.blanked(quoting.filled(text, self.quotes))
        sentences = [sentence for span in paragraphs for sentence in self._sentences(span)]
        for sentence in sentences:
            self.entities.meet(self._phrases(names.split(self.masked, *sentence)))
        self.known = self.entities.known_words()
        for sentence in sentences:
            self._sentence(sentence)
        taken = {turn.body for turn in turns if turn.kind in ("named", "question", "answer")}
        self.utterances = [said for said in self.utterances if said.span not in taken]
        self.utterances += turning.utterances(turns, self.entities)

    def _sentences(self, paragraph: Span) -> list[Span]:
        ends = [match.end() for match in SENTENCE_PATTERN.finditer(self.masked, *paragraph)]
        pieces = zip([paragraph.start, *ends], [*ends, paragraph.end], strict=True)
        return [piece for start, end in pieces for piece in self._cut(start, end) if piece.of(self.masked).strip()]

    def _cut(self, start: int, end: int) -> list[Span]:
        """Cut what has no end of sentence for too long, at white space outside of quotes."""
        out = []
        while end - start > LONGEST_SENTENCE and (at := self.masked.find(" ", start + LONGEST_SENTENCE, end)) >= 0:
            out.append(Span(start, at))
            start = at
        return [*out, Span(start, end)]

    def _phrases(self, found: list[Word]) -> list[Phrase]:
        """Return what all noun phrases of a sentence stand for; a word that only leads on to the next one ends none."""
        out = []
        for head, word in enumerate(found):
            ends = word.particle or word.tail or head + 1 == len(found) or FILLER in found[head + 1].text
            if ends and FILLER not in word.text and (phrase := noun_phrases.phrase(found, head, self.known)):
                out.append(phrase)
        return out

    def _sentence(self, span: Span) -> None:
        """Read the quotations and the reported clauses of one sentence."""
        words = names.split(self.masked, *span)
        subjects = self._subjects(words)
        sentence = Sentence(
            self.masked, span, words, subjects, self.known, self.entities, self.last_person, self.last_speaker
        )
        quotes = self._within(span)
        reported = clauses(self.masked, span, words)
        given: list[Attribution | None] = []
        for place, quote in enumerate(quotes):
            inside = next((clause for clause in reported if clause.content.holds(quote.outer)), None)
            given.append(self._quote(sentence, quotes, place, inside, given))
        spoken = [one.speaker for one in given if one and one.source is not None]
        for clause in reported:
            found = first(rules.REPORTED, _reported(sentence, clause, spoken[-1] if spoken else None))
            if found and found.source is not None:
                self._say(clause.content, "reported", found)
                spoken.append(found.speaker)
        self._remember(subjects, spoken)

    def _within(self, sentence: Span) -> list[Quote]:
        start = bisect.bisect_left(self.quotes, sentence.start, key=lambda quote: quote.outer.start)
        end = bisect.bisect_left(self.quotes, sentence.end, key=lambda quote: quote.outer.start)
        return self.quotes[start:end]

    def _subjects(self, found: list[Word]) -> tuple[Phrase, ...]:
        """Return the phrases that can be somebody who speaks, as subjects or topics, in order."""
        out = []
        for head, word in enumerate(found):
            if word.particle in names.SUBJECTS and FILLER not in word.text:
                phrase = noun_phrases.phrase(found, head, self.known)
                if phrase and (not word.particle.startswith("에서") or phrase.kind == "organisation"):
                    out.append(phrase)
        return tuple(out)

    def _remember(self, subjects: Sequence[Phrase], spoken: Sequence[Speaker]) -> None:
        """Keep whom the sentence was about, for pronouns, and who spoke in it, for what follows."""
        people = [p for p in subjects if p.kind in ("person", "title")]
        topics = [p for p in people if p.particle in names.TOPICS]
        if chosen := topics or people:
            source = self.entities.resolve(chosen[0], self.last_person)
            if source is not None and self.entities.kind(source) == "person":
                self.last_person = source
        self.last_speaker = spoken[-1] if spoken else self.last_speaker if not subjects else None

    def _quote(
        self,
        sentence: Sentence,
        quotes: Sequence[Quote],
        place: int,
        inside: Clause | None,
        given: Sequence[Attribution | None],
    ) -> Attribution | None:
        """Settle words in marks: whether they are speech, how whole, and whose."""
        quote, end = quotes[place], sentence.span.end
        tie, tied = quoting.tie(self.masked, quotes, place, end)
        is_called = quoting.is_called(self.masked, quote.outer.end, end)
        is_said = is_called or quoting.is_said(self.masked, tie, tied, end)
        content = Content(
            sentence,
            quote.outer,
            tied,
            cue_after(self.masked, tied, end) if is_said else None,
            sentence.span.start,
            tuple(s for s in reversed(sentence.subjects) if s.span.end <= quote.outer.start),
            given[-1].speaker if given and given[-1] and given[-1].source is not None else None,
            quote,
            tie,
            quoting.is_whole(quote.span.of(self.document.text), single=quote.single),
        )
        mode: Mode = "direct" if content.whole or tie == "고" else "fragment"
        found = first(rules.OWNED, content)
        if found is None and is_said:
            found = first(rules.QUOTED, content)
            mode = "fragment" if is_called else mode
        elif found is None and inside and not quote.single:
            before = (given[-1].speaker if given[-1] else Speaker(None)) if given else None
            found, mode = first(rules.REPORTED, _reported(sentence, inside, before)), "fragment"
        elif found is None:
            found = first(rules.UNTIED, content)
            if found is None and rules.NOT_SPEECH.find(content):
                self.not_speech.append(NotSpeech(quote.span, rules.NOT_SPEECH.name))
                return None
        found = found or Attribution(rules.NOBODY, attribution.nobody(content))
        self._say(quote.span, mode, found)
        return found

    def _say(self, span: Span, mode: Mode, found: Attribution) -> None:
        source = found.source
        if source is not None and self.entities.is_reporter(source):
            source = None
        role = None
        if source is not None and self.entities.kind(source) == "person":
            role = self.entities.role_at(source, found.mention or span)
        certainty = found.certainty if source is not None else "unsure"
        form: Form = "clause" if mode == "reported" else "quoted"
        name, cue = found.reason.name, found.speaker.cue
        self.utterances.append(Utterance(span, mode, form, source, certainty, name, cue, found.mention, role))


def _reported(sentence: Sentence, clause: Clause, spoken: Speaker | None) -> Content:
    """Return a reported clause with what stands around it."""
    span = clause.content
    subjects = [s for s in sentence.subjects if s.span.end <= span.start and s.span.start >= clause.region]
    return Content(sentence, span, span.end, clause.cue, clause.region, tuple(subjects), spoken, clause=clause)
