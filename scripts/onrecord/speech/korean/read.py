"""Read the speech in a Korean story: quotations with -고, -라며 and kin, reported clauses, and whose words they are."""

from __future__ import annotations

import bisect
import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from onrecord.model import Document, Form, Metadata, Mode, NotSpeech, Span, Speech, Utterance
from onrecord.spans import Cover
from onrecord.speech.entities import without_idle
from onrecord.speech.korean import attribution, noun_phrases, rules
from onrecord.speech.korean import quotes as quoting
from onrecord.speech.korean.attribution import Content
from onrecord.speech.korean.clauses import Clause, clauses, cue_after
from onrecord.speech.korean.entities import Entities
from onrecord.speech.korean.noun_phrases import Sentence
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
    people = {number for number, source in enumerate(reader.entities.sources) if source.kind == "person"}
    sources, said = without_idle(reader.entities.complete(), people, reader.utterances)
    return Speech(
        tuple(sources),
        tuple(sorted(said, key=lambda u: (u.span.start, -u.span.end))),
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

    def run(self, paragraphs: Sequence[Span], hidden: Cover, turns: Sequence[Turn]) -> None:
        """Read all sentences; first for the people in them, then for what is said."""
        text = self.document.text
        self.entities = Entities(text, self.metadata)
        self.masked = hidden.blanked(quoting.filled(text, self.quotes))
        spans = [span for paragraph in paragraphs for span in self._sentences(paragraph)]
        sentences = [noun_phrases.read(self.masked, span) for span in spans]
        for sentence in sentences:
            self.entities.enlist(sentence.whole())
        known = self.entities.known_words()
        sentences = [noun_phrases.understood(sentence, known) for sentence in sentences]
        for sentence in sentences:
            if about := sentence.about():
                self.entities.enlist_person(about)
        self.entities.label(turns)
        for sentence in sentences:
            self._sentence(replace(sentence, person=self.last_person, speaker=self.last_speaker))
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

    def _sentence(self, sentence: Sentence) -> None:
        """Read the quotations and the reported clauses of one sentence."""
        quotes = self._within(sentence.span)
        reported = clauses(sentence)
        given: list[Attribution | None] = []
        for place, quote in enumerate(quotes):
            inside = next((clause for clause in reported if clause.content.holds(quote.outer)), None)
            given.append(self._quote(sentence, quotes, place, inside, given))
        spoken = [one.speaker for one in given if one and one.source is not None]
        for clause in reported:
            content = self._reported(sentence, clause, spoken[-1] if spoken else None)
            found = self._settled(first(rules.REPORTED, content))
            if found and found.source is not None:
                self._say(clause.content, "reported", found)
                spoken.append(found.speaker)
        self._remember(sentence, spoken)

    def _within(self, sentence: Span) -> list[Quote]:
        start = bisect.bisect_left(self.quotes, sentence.start, key=lambda quote: quote.outer.start)
        end = bisect.bisect_left(self.quotes, sentence.end, key=lambda quote: quote.outer.start)
        return self.quotes[start:end]

    def _remember(self, sentence: Sentence, spoken: Sequence[Speaker]) -> None:
        """Keep whom the sentence was about, for pronouns, and who spoke in it, for what follows."""
        about = sentence.about()
        person = self.entities.resolve(about, None) if about else None
        if person and person.kind == "person":
            self.last_person = person.source
        self.last_speaker = spoken[-1] if spoken else self.last_speaker if not sentence.subjects else None

    def _settled(self, found: Attribution | None) -> Attribution | None:
        """Return an attribution whose speaker is a source of the story, brought in where a description makes it."""
        if found is None or found.speaker.described is None:
            return found
        source = self.entities.bring_in(found.speaker.described)
        return found._replace(speaker=found.speaker._replace(source=source, described=None))

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
            self.entities,
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
            found, mode = first(rules.REPORTED, self._reported(sentence, inside, before)), "fragment"
        elif found is None:
            found = first(rules.UNTIED, content)
            if found is None and rules.NOT_SPEECH.find(content):
                self.not_speech.append(NotSpeech(quote.span, rules.NOT_SPEECH.name))
                return None
        found = self._settled(found) or Attribution(rules.NOBODY, attribution.nobody(content))
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

    def _reported(self, sentence: Sentence, clause: Clause, spoken: Speaker | None) -> Content:
        """Return a reported clause with what stands around it."""
        span = clause.content
        subjects = [s for s in sentence.subjects if s.span.end <= span.start and s.span.start >= clause.region]
        return Content(
            self.entities, sentence, span, span.end, clause.cue, clause.region, tuple(subjects), spoken, clause=clause
        )
