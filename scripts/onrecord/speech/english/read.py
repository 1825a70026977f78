"""Read the speech in an English story: lay it out, walk through it once, and say who said what."""

from __future__ import annotations

import bisect
from collections.abc import Sequence
from dataclasses import dataclass, field

from onrecord.model import (
    Candidate,
    Certainty,
    Document,
    Form,
    Metadata,
    Mode,
    NotSpeech,
    Span,
    Speech,
    Utterance,
)
from onrecord.spans import Cover
from onrecord.speech.english.attribution import backward, blocks, joint, nested, rules
from onrecord.speech.english.attribution.analysis import Analysis, analyse
from onrecord.speech.english.attribution.content_end import Content
from onrecord.speech.english.attribution.quotation import Quotation, nested_mode
from onrecord.speech.english.attribution.quotation import mode as mode_of
from onrecord.speech.english.attribution.reported import Reported
from onrecord.speech.english.entities import enlist
from onrecord.speech.entities import without_idle
from onrecord.speech.rules import BY_PRONOUN, worst
from onrecord.speech.text import masks, quotation_marks
from onrecord.speech.text.pairing import Quote
from onrecord.speech.transcript import turns as transcripts
from onrecord.speech.types import Attribution, Turn, first

SELF = frozenset({"i", "we"})
MOST_UTTERANCES = 10_000  # in one file; one with more is refused whole, so that the walk can end there
SAME = 0.9  # of a turn's body that a quotation covers when it is the body


def read(document: Document, paragraphs: range, metadata: Metadata, turns: Sequence[Turn] = ()) -> Speech:
    """Return who said what in one story."""
    spans = [document.paragraphs[k] for k in paragraphs]
    part = Span(spans[0].start, spans[-1].end) if spans else Span(0, 0)
    masked = masks.unwrapped(masks.mask_part(document.text, part, metadata.boilerplate), spans)
    found = quotation_marks.pair(document.text, spans)
    boilerplate = [f.span for f in metadata.boilerplate if f.kind not in masks.KEPT_KINDS]
    hidden = Cover([*boilerplate, *masks.tags(document.text, part)])
    top = [q for q in found.top() if not hidden.holds(q.span.start) and not _is_body(q, turns)]
    nicknames = [q for q in top if rules.NICKNAME.find(masked, q)]
    called = {q.span for q in nicknames}
    top = [q for q in top if q.span not in called]
    entities = enlist(document, paragraphs, masked, [q.span for q in top], metadata, turns)
    analysis = analyse(document, masks.hide(masked, [t.label for t in turns]), spans, top, entities)
    walk = _Walk(analysis, found, metadata, tuple(sorted(turns, key=lambda t: t.body)))
    walk.run()
    walk.not_speech += [NotSpeech(q.span, rules.NICKNAME.name) for q in nicknames]
    said = sorted(
        [*walk.utterances, *transcripts.utterances(turns, entities)], key=lambda u: (u.span.start, -u.span.end)
    )
    sources, said = without_idle(entities.sources, {mention.source for mention in entities.mentions}, said)
    return Speech(
        tuple(sources),
        tuple(said),
        tuple(sorted(walk.not_speech, key=lambda n: n.span)),
        tuple(quotation_marks.problems_of(found, document, metadata)),
    )


def _is_body(quote: Quote, turns: Sequence[Turn]) -> bool:
    """Say whether a quote is the body of a turn, which is an utterance already."""
    for turn in turns:
        if quote.span.start <= turn.body.end and turn.body.start <= quote.outer.end:
            common = min(quote.span.end, turn.body.end) - max(quote.span.start, turn.body.start)
            if turn.quoted and common >= SAME * (turn.body.end - turn.body.start):
                return True
    return False


@dataclass(slots=True)
class _Walk:
    """The walk through a story, sentence by sentence, and what it has found."""

    analysis: Analysis
    found: quotation_marks.Marks
    metadata: Metadata
    turns: tuple[Turn, ...] = ()
    utterances: list[Utterance] = field(default_factory=list)
    not_speech: list[NotSpeech] = field(default_factory=list)
    blocked: int = -1  # where the last block quotation ends
    signed: dict[str, Attribution] = field(default_factory=dict)  # words set off in the text and signed with a name
    joint: tuple[int, ...] = ()  # who said the last words together
    named: Span | None = None  # where their speaker was named

    def run(self) -> None:
        """Read every sentence in order, then the quotes inside quotes."""
        for index, sentence in enumerate(self.analysis.sentences):
            if len(self.utterances) > MOST_UTTERANCES:
                return
            if self.analysis.first_of[sentence.paragraph] == index:
                self._set_off(sentence.paragraph)
            if sentence.span.start >= self.blocked:
                self._sentence(index)
                self._introduce(index)
        for one in nested.find(self.analysis, self.found, self.utterances):
            if rules.QUOTED_INSIDE.find(one):
                self.not_speech.append(NotSpeech(one.span, rules.QUOTED_INSIDE.name))
            elif attribution := first(rules.NESTED, one):
                self._say(one.span, nested_mode(self.analysis, one.span), "quoted", attribution)

    def turn_at(self, position: int) -> Turn | None:
        """Return the turn of a source whose body holds a position."""
        k = bisect.bisect_right(self.turns, position, key=lambda t: t.body.start) - 1 if self.turns else -1
        if k >= 0 and position < self.turns[k].body.end and self.turns[k].kind in ("named", "answer", "question"):
            return self.turns[k]
        return None

    def _set_off(self, paragraph: int) -> None:
        """Give a paragraph that is set off and signed to whoever signs it, and so where the same words recur."""
        span = self.analysis.paragraphs[paragraph]
        found = rules.SIGNED.find(self.analysis, paragraph)
        if found:
            words, speaker = found
            attribution = Attribution(rules.SIGNED, speaker)
            self.signed[words.of(self.analysis.masked)] = attribution
            self._say(words, "direct", "block", attribution)
            self.blocked = span.end
            return
        text = span.of(self.analysis.masked).strip() if self.signed else ""
        for known, attribution in self.signed.items():
            if text.startswith(known):
                self._say(Span(span.start, span.start + len(known)), "direct", "block", attribution)
                self.blocked = span.start + len(known)

    def _introduce(self, index: int) -> None:
        """Let "Role Name said:" at a paragraph's end give the paragraphs behind it to the speaker."""
        speaker = rules.BLOCK.find(self.analysis, index)
        if speaker is None:
            return
        attribution = Attribution(rules.BLOCK, speaker)
        paragraph = self.analysis.sentences[index].paragraph
        for span in blocks.paragraphs(self.analysis, paragraph):
            self._say(span, "direct", "block", attribution)
            self.blocked = span.end
        following = paragraph + 1
        while following < len(self.analysis.paragraphs) and following not in self.analysis.first_of:
            following += 1
        self.analysis.introduced = (following, speaker)
        self.analysis.settle(index, attribution)

    def _sentence(self, index: int) -> None:
        parse = self.analysis.parse(index)
        turn = self.turn_at(parse.span.start)
        clauses = parse.clauses
        if turn is not None:
            clauses = tuple(c for c in clauses if c.subject and c.subject.word not in SELF)
        pointed = self._pointed_at(index) if turn is None and not clauses else None
        if clauses and backward.pointer(self.analysis, index):
            clauses = tuple(c for c in clauses if c.cue.kind != "according")
        if not parse.quotes and not clauses and pointed is None:
            self.analysis.settle(index, None)
            return
        reader = Reported(parse, clauses)
        contents = reader.contents(rules.REPORTED)
        given: list[Attribution | None] = []
        previous: Mode | None = None
        for position in range(len(parse.quotes)):
            quotation = Quotation(self.analysis, index, position, contents, given, turn)
            attribution, previous = self._quote(quotation, previous, pointed)
            given.append(attribution)
        spoken = next((one for one in reversed(given) if one and one.source is not None), None)
        if pointed and pointed.source is not None:
            self._say(backward.trimmed(self.analysis, parse), "reported", "clause", pointed)
            spoken = spoken or pointed
        self.analysis.settle(index, self._report(index, contents, spoken))

    def _pointed_at(self, index: int) -> Attribution | None:
        speaker = rules.POINTED_AT.find(self.analysis, index)
        return Attribution(rules.POINTED_AT, speaker) if speaker else None

    def _report(self, index: int, contents: Sequence[Content], spoken: Attribution | None) -> Attribution | None:
        """Give reported clauses to their speakers; return the one who spoke in the sentence before all others."""
        attributed = [(one, Attribution(one.rule, self.analysis.speaker(index, one.clause))) for one in contents]
        for content, attribution in attributed:
            twice = attribution.source is None and any(
                other.source is not None for one, other in attributed if one.span == content.span
            )
            if twice or self._titled(content.span):
                continue  # the same words hang on two verbs, and the speaker of the other one is known
            if attribution.source is not None or _is_plain(content):
                self._say(content.span, "reported", "clause", attribution)
                if spoken is None or self._rank(attribution) > self._rank(spoken):
                    spoken = attribution
        return spoken

    def _titled(self, span: Span) -> bool:
        """Say whether a span lies in the story's title, which reports nothing on its own."""
        return any(f.kind == "title" and f.span.start <= span.start < f.span.end for f in self.metadata.boilerplate)

    def _rank(self, attribution: Attribution) -> int:
        """Rank a sentence's speakers: who is quoted before who is reported, people before bodies and the nameless."""
        if attribution.source is None:
            return 0
        return 1 + (self.analysis.entities.sources[attribution.source].kind == "person")

    def _quote(
        self, quotation: Quotation, previous: Mode | None, pointed: Attribution | None
    ) -> tuple[Attribution | None, Mode | None]:
        """Say whose a quote is, or that it is nobody's; return the attribution and the mode."""
        quote = quotation.quote
        labelled = rules.LABEL.find(self.analysis, quotation.parse, quote)
        if labelled is not None:
            words, speaker = labelled
            attribution = Attribution(rules.LABEL, speaker)
            self._say(words, "direct", "quoted", attribution)
            return attribution, "direct"
        found = pointed or first(rules.WHOLE if quotation.is_full else rules.FRAGMENT, quotation)
        excluded = next((rule for rule in rules.NOT_SPEECH if rule.find(quotation, found)), None)
        if excluded:
            self.not_speech.append(NotSpeech(quote.span, excluded.name))
            return None, None
        if found is None or (found.source is None and not found.mention):
            found = first(rules.CARRIED, quotation)
        if found is None:
            return None, None
        mode = mode_of(quotation, previous)
        self._say(quote.span, mode, "quoted", found)
        return found, mode

    def _say(self, span: Span, mode: Mode, form: Form, attribution: Attribution) -> None:
        entities, speaker = self.analysis.entities, attribution.speaker
        if self._they_again(attribution):  # "They said" behind "A and B said"
            speaker = speaker._replace(source=self.joint[0], naming=BY_PRONOUN, candidates=())
        elif speaker.mention is None or speaker.mention != self.named:
            self.joint = joint.read(self.analysis, speaker)
        self.named = speaker.mention
        source = self.joint[0] if self.joint else speaker.source
        if source is not None and source in entities.reporters:
            return
        role = entities.role_at(source, speaker.mention or span) if source is not None else None
        candidates = speaker.candidates
        if source is not None and entities.sources[source].kind == "ambiguous":
            candidates = tuple(Candidate(s, "bears the same name") for s in entities.candidates.get(source, ()))
        certainty = self._certainty(Attribution(attribution.rule, speaker))
        name, others = attribution.reason.name, self.joint[1:]
        self.utterances.append(
            Utterance(span, mode, form, source, certainty, name, speaker.cue, speaker.mention, role, candidates, others)
        )

    def _they_again(self, attribution: Attribution) -> bool:
        """Say whether "they" are those who said the sentence before together, and no other group may be meant."""
        mention = attribution.mention
        if not self.joint or mention is None or mention.of(self.analysis.masked).lower() != "they":
            return False
        between = self._sentence_at(mention.start + 1) - self._sentence_at(self.utterances[-1].span.end)
        return between <= 1 and (attribution.source is None or attribution.source in self.joint)

    def _sentence_at(self, position: int) -> int:
        """Return how many sentences begin before a position."""
        return bisect.bisect_left(self.analysis.sentences, position, key=lambda sentence: sentence.span.start)

    def _certainty(self, attribution: Attribution) -> Certainty:
        """Return how sure an attribution is: its rule, what that rests on, and how plainly somebody is named."""
        level, source, entities = attribution.certainty, attribution.source, self.analysis.entities
        if source is None:
            return "unsure"
        if attribution.mention is None:
            return level
        if entities.sources[source].kind == "ambiguous":
            return "unsure"
        mention = entities.at(attribution.mention.start)
        if mention is not None and mention.source == source:
            return level if mention.strength > 1 else worst((level, "likely"))
        return level


def _is_plain(content: Content) -> bool:
    """Say whether a clause is plainly reported although nobody can be named for it."""
    clause = content.clause
    own = clause.order != "inherited" or not clause.subject
    return (clause.cue.kind == "report" and clause.cue.form != "ing" and own) or content.opening == "that"
