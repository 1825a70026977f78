"""Read the speech in a Korean story: quotations with -고, -라며 and kin, reported clauses, and whose words they are."""

from __future__ import annotations

import bisect
import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from onrecord.model import Certainty, Document, Form, Metadata, Mode, NotSpeech, Span, Speech, Utterance
from onrecord.spans import Cover
from onrecord.speech.korean import names, noun_phrases
from onrecord.speech.korean import quotes as quoting
from onrecord.speech.korean.clauses import Clause, clauses, cue_after
from onrecord.speech.korean.entities import Cast
from onrecord.speech.korean.names import Word
from onrecord.speech.korean.noun_phrases import Phrase
from onrecord.speech.korean.quotes import FILLER, Quote
from onrecord.speech.text import masks, quotation_marks
from onrecord.speech.transcript import turns as turning
from onrecord.speech.types import Turn

# Where a sentence ends: "말했다. ", "밝혔다.[1]"
SENTENCE_PATTERN = re.compile(r"[.?!]+(?=\s|$|[가-힣\[\"“])")
LONGEST_SENTENCE = 2_000  # characters
QUICK_REMARK = 12  # characters: a shorter quote without a tie may be a term; a nearer verb belongs to the quote


@dataclass(frozen=True, slots=True)
class _Credit:
    source: int | None
    rule: str
    mention: Span | None = None
    cue: Span | None = None


NOBODY = _Credit(None, "nobody-named")
CERTAINTY: dict[str, Certainty] = {
    "subject-before": "certain", "subject-between": "certain", "relative": "certain", "according-to": "certain",
    "possessor": "likely", "subject-pronoun": "likely", "same-chain": "certain", "sentence-before": "likely",
    "headline": "likely", "subject-unknown": "likely",
}  # fmt: skip


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
        tuple(reader.cast.sources),
        tuple(sorted(reader.utterances, key=lambda u: (u.span.start, -u.span.end))),
        tuple(sorted(reader.terms, key=lambda term: term.span)),
        tuple(quotation_marks.problems_of(found, document, metadata)),
    )


@dataclass(slots=True)
class _Reader:
    """The walk through a story, sentence by sentence."""

    document: Document
    metadata: Metadata
    quotes: list[Quote]
    utterances: list[Utterance] = field(default_factory=list)
    terms: list[NotSpeech] = field(default_factory=list)
    cast: Cast = field(init=False)
    masked: str = ""
    last_person: int | None = None
    last_credit: _Credit = NOBODY
    known: frozenset[str] = frozenset()

    def run(self, paragraphs: Sequence[Span], hidden: Cover, turns: Sequence[Turn]) -> None:
        """Read all sentences; first for the names in them, then for what is said."""
        text = self.document.text
        self.cast = Cast(text, self.metadata)
        self.masked = hidden.blanked(quoting.filled(text, self.quotes))
        sentences = [sentence for span in paragraphs for sentence in self._sentences(span)]
        for sentence in sentences:
            self.cast.meet(self._phrases(names.split(self.masked, *sentence)))
        self.known = self.cast.known_words()
        for sentence in sentences:
            self._sentence(sentence)
        taken = {turn.body for turn in turns if turn.kind in ("named", "question", "answer")}
        self.utterances = [said for said in self.utterances if said.span not in taken]
        self.utterances += turning.utterances(turns, self.cast)

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

    def _sentence(self, sentence: Span) -> None:
        """Read the quotes and the reported clauses of one sentence."""
        found = names.split(self.masked, *sentence)
        subjects = self._subjects(found)
        quotes = self._within(sentence)
        credits: list[_Credit] = []
        reported = clauses(self.masked, sentence, found)
        for place, quote in enumerate(quotes):
            inside = next((clause for clause in reported if clause.content.holds(quote.outer)), None)
            credits.append(self._quote(quotes, place, sentence, subjects, found, inside, credits))
        spoken = [credit for credit in credits if credit.source is not None]
        for clause in reported:
            credit = self._clause(clause, subjects, found, spoken)
            if credit.source is not None:
                self._say(clause.content, "reported", credit)
                spoken.append(credit)
        self._remember(subjects, spoken)

    def _within(self, sentence: Span) -> list[Quote]:
        start = bisect.bisect_left(self.quotes, sentence.start, key=lambda quote: quote.outer.start)
        end = bisect.bisect_left(self.quotes, sentence.end, key=lambda quote: quote.outer.start)
        return self.quotes[start:end]

    def _subjects(self, found: list[Word]) -> list[Phrase]:
        """Return the phrases that can be somebody who speaks, as subjects or topics, in order."""
        out = []
        for head, word in enumerate(found):
            if word.particle in names.SUBJECTS and FILLER not in word.text:
                phrase = noun_phrases.phrase(found, head, self.known)
                if phrase and (not word.particle.startswith("에서") or phrase.kind == "organisation"):
                    out.append(phrase)
        return out

    def _remember(self, subjects: Sequence[Phrase], spoken: Sequence[_Credit]) -> None:
        people = [p for p in subjects if p.kind in ("person", "title")]
        topics = [p for p in people if p.particle in names.TOPICS]
        if chosen := topics or people:
            source = self.cast.resolve(chosen[0], self.last_person)
            if source is not None and self.cast.kind(source) == "person":
                self.last_person = source
        self.last_credit = spoken[-1] if spoken else self.last_credit if not subjects else NOBODY

    def _quote(
        self,
        quotes: Sequence[Quote],
        place: int,
        sentence: Span,
        subjects: Sequence[Phrase],
        found: list[Word],
        inside: Clause | None,
        before: Sequence[_Credit],
    ) -> _Credit:
        """Settle one quote: whether it is speech, how whole, and whose; return the credit."""
        quote = quotes[place]
        words = quote.span.of(self.document.text)
        whole = quoting.is_whole(words, single=quote.single)
        tie, end = quoting.tie(self.masked, quotes, place, sentence.end)
        said = tie != "" and quoting.is_said(self.masked, tie, end, sentence.end)
        if quoting.is_called(self.masked, quote.outer.end, sentence.end):
            return self._say(quote.span, "fragment", self._speaker(quote, end, sentence, subjects, found, before))
        owner = self._possessor(end, found) if tie == "는" and whole else None
        if owner is not None:
            return self._say(quote.span, "direct", owner)
        if tie in ("고", "며") or (said and whole):
            mode: Mode = "direct" if whole or tie == "고" else "fragment"
            return self._say(quote.span, mode, self._speaker(quote, end, sentence, subjects, found, before))
        if said:
            return self._say(quote.span, "fragment", self._speaker(quote, end, sentence, subjects, found, before))
        if inside is not None and not quote.single:
            return self._say(quote.span, "fragment", self._clause(inside, subjects, found, before))
        if whole and not quote.single and (credit := self._headline(quote, sentence, found, len(words))):
            return self._say(quote.span, "direct", credit)
        self.terms.append(NotSpeech(quote.span, "no-quotative"))
        return NOBODY

    def _speaker(
        self,
        quote: Quote,
        end: int,
        sentence: Span,
        subjects: Sequence[Phrase],
        found: list[Word],
        before: Sequence[_Credit],
    ) -> _Credit:
        """Find who said a quote: in a relative clause behind it, between it and its verb, before it, or earlier."""
        cue = cue_after(self.masked, end, sentence.end)
        early = [s for s in subjects if s.span.end <= quote.outer.start]
        if cue and cue.adnominal and not early and cue.span.start - end <= QUICK_REMARK:
            for head, word in enumerate(found):
                if word.span.start >= cue.span.end and (phrase := noun_phrases.phrase(found, head, self.known)):
                    return self._credit(phrase, "relative", cue.span)
        between = [s for s in subjects if cue and end <= s.span.start and s.span.end <= cue.span.start]
        between = [s for s in between if FILLER not in self.masked[end : s.span.start]]
        if between:
            return self._credit(between[-1], "subject-between", cue.span if cue else None)
        if early:
            topics = [s for s in early if s.particle in names.TOPICS]
            return self._credit((topics or early)[-1], "subject-before", cue.span if cue else None)
        if before and before[-1].source is not None:
            return _Credit(before[-1].source, "same-chain", before[-1].mention, cue.span if cue else None)
        if cue and (guessed := self._unknown_subject(quote, found)):
            return self._credit(guessed, "subject-unknown", cue.span)
        if self._has_unknown_topic(found, sentence.start, quote.outer.start):
            return _Credit(None, "subject-not-understood", None, cue.span if cue else None)
        return self._carried(cue.span if cue else None)

    def _has_unknown_topic(self, found: list[Word], start: int, end: int) -> bool:
        """Say whether a topic stands in a stretch; where nobody is understood by it, nobody before is meant either."""
        topics = ("은", "는", "께서는")
        return any(start <= w.span.start < end and w.particle in topics and FILLER not in w.text for w in found)

    def _unknown_subject(self, quote: Quote, found: list[Word]) -> Phrase | None:
        """Take two unknown words that are the topic of a verb of saying for a foreigner's name, or a body's."""
        for head in range(len(found) - 1, 0, -1):
            if found[head].span.end <= quote.outer.start and found[head].particle in ("은", "는", "도"):
                return noun_phrases.unknown(found, head)
        return None

    def _possessor(self, end: int, found: list[Word]) -> _Credit | None:
        """Find whose words they are in `"…"는 KBN 기자 마야 로스의 질문`."""
        following = [head for head, word in enumerate(found) if word.span.start >= end][:9]
        for head in following:
            if found[head].particle == "의" and (phrase := noun_phrases.phrase(found, head, self.known)):
                rest = self.masked[found[head].span.end :][:20].lstrip()
                return self._credit(phrase, "possessor", None) if quoting.SAID_NOUN_PATTERN.match(rest) else None
        return None

    def _headline(self, quote: Quote, sentence: Span, found: list[Word], length: int) -> _Credit | None:
        """Credit `한서우 장관 "물러서지 않겠다"`, where nothing but marks ties the words to the name before them."""
        before = [head for head, word in enumerate(found) if word.span.end <= quote.outer.start]
        ended = self.masked[sentence.end - 1 : sentence.end] == "."
        phrase = noun_phrases.phrase(found, before[-1], self.known) if before and not ended else None
        if phrase and phrase.kind in ("person", "organisation") and not phrase.particle:
            return self._credit(phrase, "headline", None)
        return NOBODY if length > QUICK_REMARK else None

    def _carried(self, cue: Span | None) -> _Credit:
        last = self.last_credit
        if last.source is None:
            return _Credit(None, "nobody-named", None, cue)
        return _Credit(last.source, "sentence-before", last.mention, cue)

    def _clause(
        self, clause: Clause, subjects: Sequence[Phrase], found: list[Word], spoken: Sequence[_Credit]
    ) -> _Credit:
        """Find whose words a reported clause gives."""
        if clause.source is not None:
            phrase = noun_phrases.phrase(found, clause.source, self.known)
            return self._credit(phrase, "according-to", clause.cue) if phrase else NOBODY
        between = [
            s for s in subjects if clause.content.end <= s.span.start and clause.cue and s.span.end <= clause.cue.start
        ]
        if between:
            return self._credit(between[-1], "subject-between", clause.cue)
        early = [s for s in subjects if s.span.end <= clause.content.start and s.span.start >= clause.region]
        topics = [s for s in early if s.particle in names.TOPICS]
        if topics or early:
            return self._credit((topics or early)[0], "subject-before", clause.cue)
        if spoken:
            return _Credit(spoken[-1].source, "same-chain", spoken[-1].mention, clause.cue)
        between_end = clause.cue.start if clause.cue else clause.content.end
        unknown = self._has_unknown_topic(found, clause.region, clause.content.start)
        unknown = unknown or self._has_unknown_topic(found, clause.content.end, between_end)
        return self._carried(clause.cue) if clause.explicit and not unknown else NOBODY

    def _credit(self, phrase: Phrase, rule: str, cue: Span | None) -> _Credit:
        source = self.cast.resolve(phrase, self.last_person)
        if source is None:
            return _Credit(None, rule + "-unresolved", phrase.span, cue)
        return _Credit(source, "subject-pronoun" if phrase.kind == "pronoun" else rule, phrase.span, cue)

    def _say(self, span: Span, mode: Mode, credit: _Credit) -> _Credit:
        source = credit.source
        if source is not None and self.cast.is_reporter(source):
            source = None
        role = None
        if source is not None and self.cast.kind(source) == "person":
            role = self.cast.role_at(source, credit.mention or span)
        certainty = CERTAINTY.get(credit.rule, "unsure") if source is not None else "unsure"
        form: Form = "clause" if mode == "reported" else "quoted"
        self.utterances.append(
            Utterance(span, mode, form, source, certainty, credit.rule, credit.cue, credit.mention, role)
        )
        return credit
