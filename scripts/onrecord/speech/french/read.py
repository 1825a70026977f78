"""Read who said what in a French story: quotations and reported clauses, sentence by sentence."""

from __future__ import annotations

import bisect
import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from onrecord.model import Certainty, Document, Form, Metadata, Mode, NotSpeech, Span, Speech, Utterance
from onrecord.spans import Cover
from onrecord.speech.discourse import Discourse, Focus, Why
from onrecord.speech.french import clauses, names, noun_phrases, quotes, rules
from onrecord.speech.french.carried import Story
from onrecord.speech.french.clauses import Clause, Content, Parse, Piece
from onrecord.speech.french.entities import Entities
from onrecord.speech.french.names import Known
from onrecord.speech.french.noun_phrases import NounPhrase
from onrecord.speech.french.words import words
from onrecord.speech.rules import BY_DESCRIPTION, BY_NAME, BY_PRONOUN, Rule, worst
from onrecord.speech.text import masks, quotation_marks
from onrecord.speech.text.pairing import Quote
from onrecord.speech.transcript import turns as transcripts
from onrecord.speech.types import Attribution, Speaker, Turn

PARTS = 8  # of a sentence that the discourse keeps apart
MOST_UTTERANCES = 10_000  # in one file
# "MM. Reuz", "art. 12": dots that end no sentence
SHORT_FORM_PATTERN = re.compile(r"\b(?:" + "|".join(words("small_words", "short_forms")) + r")\.(?= ?[\w])")
GENDERS = {word: gender for word, (gender, plural) in noun_phrases.PRONOUNS.items() if not plural}


def read(document: Document, paragraphs: range, metadata: Metadata, turns: Sequence[Turn] = ()) -> Speech:
    """Return who said what in one French story."""
    spans = [document.paragraphs[k] for k in paragraphs]
    part = Span(spans[0].start, spans[-1].end) if spans else Span(0, 0)
    masked = masks.unwrapped(masks.mask_part(document.text, part, metadata.boilerplate), spans)
    masked = SHORT_FORM_PATTERN.sub(lambda match: match.group()[:-1] + masks.DOT, masked)
    marks = quotes.paired(document.text, spans)
    boilerplate = [piece.span for piece in metadata.boilerplate if piece.kind not in masks.KEPT_KINDS]
    hidden = Cover([*boilerplate, *masks.tags(document.text, part), *(turn.label for turn in turns)])
    reader = _Reader(document, metadata, hidden.blanked(masked), Entities(document, masked, metadata))
    reader.run(spans, marks, hidden, turns)
    found = reader.entities.published(
        n for u in reader.utterances for n in (u.source, *u.joint_speakers) if n is not None
    )
    number = {old: new for new, old in enumerate(found)}
    said = [
        replace(
            u,
            source=None if u.source is None else number[u.source],
            joint_speakers=tuple(number[n] for n in u.joint_speakers),
        )
        for u in reader.utterances
    ]
    return Speech(
        tuple(found.values()),
        tuple(sorted(said, key=lambda u: (u.span.start, -u.span.end))),
        tuple(sorted(reader.not_speech, key=lambda n: n.span)),
        tuple(quotation_marks.problems_of(marks, document, metadata)),
    )


@dataclass(slots=True)
class _Reader:
    """The walk through a story."""

    document: Document
    metadata: Metadata
    masked: str
    entities: Entities
    utterances: list[Utterance] = field(default_factory=list)
    not_speech: list[NotSpeech] = field(default_factory=list)
    story: Story = field(default_factory=Story)
    discourse: Discourse = field(init=False)
    levels: dict[tuple[int, Span | None], Certainty] = field(default_factory=dict)  # how sure somebody is by a mention

    def run(
        self, paragraphs: Sequence[Span], marks: quotation_marks.Marks, hidden: Cover, turns: Sequence[Turn]
    ) -> None:
        """Meet everybody, then read every sentence in order."""
        self.discourse = Discourse(self.entities.allows, self.entities.gender, GENDERS)
        found = quotes.find(self.masked, paragraphs, marks, hidden)
        spoken = [turn for turn in turns if turn.kind in ("named", "question", "answer")]
        found = [q for q in found if not any(turn.body == q.span for turn in spoken)]
        self.story.goes_on = frozenset(k for k in range(1, len(found)) if _goes_on(found[k - 1], found[k], paragraphs))
        self._meet(paragraphs, quotes.filled(self.masked, found))
        frame, pieces = quotes.framed(self.masked, paragraphs, found, self.entities.known)
        self._meet(paragraphs, frame)
        known = self.entities.known
        for number, paragraph in enumerate(paragraphs):
            for span in quotes.sentences(frame, pieces, paragraph):
                self.story.parses.append(_parse(frame, pieces, span, number, known))
        bodies = Cover(turn.body for turn in spoken)
        for index, parse in enumerate(self.story.parses):
            if len(self.utterances) > MOST_UTTERANCES:
                break
            self._sentence(index, parse, in_turn=bodies.holds(parse.span.start))
        self._nested(marks, found)
        self.utterances += transcripts.utterances(turns, self.entities)

    def _meet(self, paragraphs: Sequence[Span], text: str) -> None:
        """Enlist the people and bodies that the reporter names; once more with the names that this gave."""
        for paragraph in paragraphs:
            tokens = names.split(text, *paragraph)
            phrases = noun_phrases.find(tokens, self.entities.known)
            self.entities.enlist(tokens, phrases)
            told = clauses.told_by_verbs(tokens, clauses.by_start(phrases), self.entities.known)
            self.entities.enlist(tokens, told)

    # -- one sentence ----------------------------------------------------------------------------------------------

    def _sentence(self, index: int, parse: Parse, *, in_turn: bool) -> None:
        """Read the reported clauses and the quoted pieces of a sentence."""
        found: list[tuple[Content, Rule[rules.Reported]]] = []
        for rule in rules.REPORTED:
            found += [(content, rule) for content in rule.find(parse)]
        parse.contents = [content for content, _ in found]
        titled = self._is_title(parse.span)
        given = [self._piece(index, parse, piece, in_turn=in_turn) for piece in parse.pieces]
        for content, rule in found:
            attribution = self._attribution(index, parse, content.clause, rule)
            if attribution.source is not None and not titled and not self._is_quoted(content, parse):
                self._say(parse, content.span, "reported", attribution, content.clause)
                if not any(one.span != content.span and one.span.holds(content.span) for one in parse.contents):
                    given.append(attribution)
        self._settle(index, parse, [one for one in given if one is not None and one.source is not None])

    def _is_title(self, span: Span) -> bool:
        return any(f.kind == "title" and f.span.start <= span.start < f.span.end for f in self.metadata.boilerplate)

    def _is_quoted(self, content: Content, parse: Parse) -> bool:
        """Say whether a content is a quoted piece and no more."""
        return any(piece.outer.holds(content.span) for piece in parse.pieces)

    def _piece(self, index: int, parse: Parse, piece: Piece, *, in_turn: bool) -> Attribution | None:
        """Settle one quoted piece: whether it is speech, and whose."""
        size = quotes.count(self.masked, piece)
        clause, rule = _direct(parse, piece)
        strong = rule is not None and rule.name != "colon"
        if in_turn and clause is None:
            self.not_speech.append(NotSpeech(piece.span, rules.IN_A_TURN.name))
            return None
        for exclusion in rules.NOT_SPEECH if piece.opens else ():
            if exclusion.find(parse, piece, size, told=strong):
                self.not_speech.append(NotSpeech(piece.span, exclusion.name))
                return None
        mode = quotes.mode(self.masked, parse, piece, size)
        if clause is not None and rule is not None:
            attribution = self._attribution(index, parse, clause, rule)
            self._say(parse, piece.span, mode, attribution, clause)
        else:
            attribution = self._carried(index, piece)
            self._say(parse, piece.span, mode, attribution, None)
        if attribution.source is not None:
            self.story.quoted[piece.quote] = attribution
        return attribution

    def _carried(self, index: int, piece: Piece) -> Attribution:
        """Return who goes on to speak, or nobody."""
        for rule in rules.CARRIED:
            speaker = rule.find(self.story, index, piece)
            if speaker is not None:
                return Attribution(rule, speaker)
        return Attribution(rules.NOBODY, Speaker(None))

    def _attribution(self, index: int, parse: Parse, clause: Clause, rule: Rule[object]) -> Attribution:
        """Return whom a clause credits, on the strength of how it names them."""
        subject = clause.subjects[0]
        naming = {"person": BY_NAME, "pronoun": BY_PRONOUN, "nobody": BY_PRONOUN}.get(subject.kind, BY_DESCRIPTION)
        source = self._source(index, parse, subject)
        if source is not None and self.entities.is_reporter(source):
            source = None
        return Attribution(rule, Speaker(source, subject.span, clause.cue, (), naming))

    def _source(self, index: int, parse: Parse, subject: NounPhrase) -> int | None:
        if subject.kind == "pronoun":
            return self._pronoun(index, parse, subject)
        return self.entities.resolve(parse.tokens, subject)

    def _pronoun(self, index: int, parse: Parse, subject: NounPhrase) -> int | None:
        """Return whom a pronoun stands for; nobody where the sentence before may be about somebody unread.

        A body is meant only right behind a sentence about it.
        """
        source = self.discourse.resolve(subject.head, parse.paragraph, subject.span.start).source
        if source is None:
            return None
        near = any(f.source == source and f.sentence >= (index - 1) * PARTS for f in reversed(self.discourse.trail))
        unread = self.story.parses[index - 1].unread
        return source if near or not (unread or self.entities.kind(source) == "organisation") else None

    # -- remembering -----------------------------------------------------------------------------------------------

    def _settle(self, index: int, parse: Parse, spoken: Sequence[Attribution]) -> None:
        """Remember who spoke in a sentence, or whom it is about, for pronouns and quotations without a name."""
        at = parse.span.start
        if spoken:
            last = spoken[-1]
            self.story.spoken[index] = last
            if last.source is not None:
                self.discourse.see(Focus(at, index * PARTS + PARTS - 1, parse.paragraph, last.source, "spoke"))
        for phrase in parse.phrases:
            if phrase.kind not in ("person", "pronoun", "role", "organisation"):
                continue
            if phrase.kind in ("role", "organisation") and phrase is not parse.main:
                continue
            source = self._source(index, parse, phrase)
            if source is None or self.entities.is_reporter(source):
                continue
            why: Why = "subject" if phrase is parse.main else "named"
            self.discourse.see(Focus(phrase.span.start, index * PARTS, parse.paragraph, source, why))
            if why == "subject" and phrase.kind in ("person", "pronoun", "role"):
                self.story.subjects[index] = Speaker(source, phrase.span)

    # -- answers ---------------------------------------------------------------------------------------------------

    def _say(
        self,
        parse: Parse,
        span: Span,
        mode: Mode,
        attribution: Attribution,
        clause: Clause | None,
    ) -> None:
        source = attribution.source
        level = self._certainty(attribution, clause)
        together: tuple[int, ...] = ()
        if clause and len(clause.subjects) > 1 and source is not None:
            others = [self.entities.resolve(parse.tokens, subject) for subject in clause.subjects[1:]]
            together = tuple(one for one in others if one is not None and one != source)
        role = None
        if source is not None and self.entities.kind(source) == "person":
            own = clause.subjects[0].role if clause and clause.subjects[0].kind == "person" else None
            role = own or self.entities.role_at(source, attribution.mention or span)
        form: Form = "clause" if mode == "reported" else "quoted"
        self.utterances.append(
            Utterance(
                span,
                mode,
                form,
                source,
                level,
                attribution.reason.name,
                attribution.speaker.cue,
                attribution.mention,
                role,
                (),
                together,
            )
        )

    def _certainty(self, attribution: Attribution, clause: Clause | None) -> Certainty:
        """Return how sure an attribution is; outright only where a name stands right beside a verb of saying."""
        source = attribution.source
        if source is None or self.entities.kind(source) == "ambiguous":
            return "unsure"
        levels = [attribution.certainty]
        if clause is not None and not (
            clause.near and _by_surname(clause.subjects[0]) and self.entities.gender(source)
        ):
            levels.append("likely")
        if clause is None:
            levels.append(self.levels.get((source, attribution.mention), "certain"))
        self.levels[source, attribution.mention] = worst(levels)
        return worst(levels)

    def _nested(self, marks: quotation_marks.Marks, found: Sequence[Quote]) -> None:
        """Leave open whose a sentence is that is quoted inside a quotation; a few words there are a term."""
        starts = [quote.outer.start for quote in found]
        for quote in marks.quotes:
            place = bisect.bisect_right(starts, quote.outer.start) - 1
            if quote.parent < 0 or quote.single or place < 0 or not found[place].span.holds(quote.outer):
                continue
            span = quotes.trimmed(self.masked, quote.span)
            if span is None:
                continue
            before = self.masked[max(0, quote.outer.start - 2) : quote.outer.start].rstrip()
            if before.endswith(":") or self.masked[span.end - 1] in quotes.ENDS:
                self.utterances.append(Utterance(span, "direct", "quoted", None, "unsure", rules.NESTED_SPEECH.name))
            else:
                self.not_speech.append(NotSpeech(span, rules.NESTED.name))


def _by_surname(subject: NounPhrase) -> bool:
    """Say whether a subject is named by more than a forename."""
    return subject.name is not None and subject.name.family < subject.name.end


def _direct(parse: Parse, piece: Piece) -> tuple[Clause | None, Rule[rules.Direct] | None]:
    """Return the clause that says whose a piece is, and by which rule."""
    for rule in rules.DIRECT:
        clause = rule.find(parse, piece)
        if clause is not None:
            return clause, rule
    return None, None


def _goes_on(before: Quote, quote: Quote, paragraphs: Sequence[Span]) -> bool:
    """Say whether a quotation goes on with one that its paragraph left open."""
    return (
        not before.closed
        and quote.paragraph == before.paragraph + 1
        and quote.outer.start == paragraphs[quote.paragraph].start
    )


def _parse(frame: str, pieces: Sequence[Piece], span: Span, number: int, known: Known) -> Parse:
    tokens = names.split(frame, *span)
    places = {token.start: k for k, token in enumerate(tokens)}
    first = bisect.bisect_left(pieces, span.start, key=lambda piece: piece.outer.start)
    last = bisect.bisect_left(pieces, span.end, key=lambda piece: piece.outer.start)
    inside = [p._replace(token=places[p.outer.start]) for p in pieces[first:last] if p.outer.start in places]
    return clauses.parse(span, number, tokens, inside, known)
