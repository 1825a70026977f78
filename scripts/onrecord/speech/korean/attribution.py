"""Find who says some words in a Korean story: what each rule of `rules` looks at, and the functions that they call."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.model import Span
from onrecord.speech.korean import names, noun_phrases, quotes
from onrecord.speech.korean.clauses import Clause, is_adnominal
from onrecord.speech.korean.entities import Entities
from onrecord.speech.korean.noun_phrases import Phrase, Sentence
from onrecord.speech.korean.quotes import FILLER, Tie
from onrecord.speech.rules import BY_NAME, BY_PRONOUN
from onrecord.speech.text.pairing import Quote
from onrecord.speech.types import Speaker

QUICK_REMARK = 12  # characters: a shorter quotation without a tie may be a term; a nearer verb belongs to the quotation
FARTHEST_OWNER = 9  # words between `"…"는` and whose question it is


@dataclass(frozen=True, slots=True)
class Content:
    """Words that somebody says, in marks or as a clause, and what stands around them in their sentence."""

    entities: Entities
    sentence: Sentence
    span: Span  # with their marks
    end: int  # where what ties them to the sentence ends
    cue: Span | None
    region: int  # where the part of the sentence that is theirs begins
    subjects: tuple[Phrase, ...]  # before them, the likeliest first
    spoken: Speaker | None  # who said the words before them in the sentence
    quote: Quote | None = None
    tie: Tie = ""
    whole: bool = False  # quoted words that make a sentence
    clause: Clause | None = None

    def named(self, phrase: Phrase, cue: Span | None) -> Speaker:
        """Return whom a phrase names as the speaker."""
        naming = BY_PRONOUN if phrase.kind == "pronoun" else BY_NAME
        described = self.entities.resolve(phrase, self.sentence.person)
        return Speaker(described.source if described else None, phrase.span, cue, naming=naming, described=described)


# -- in the sentence of the words ----------------------------------------------------------------------------------


def possessor(content: Content) -> Speaker | None:
    """Find whose words they are in `"…"는 KBN 기자 마야 로스의 질문`."""
    if content.tie != "는" or not content.whole:
        return None
    sentence = content.sentence
    following = [head for head, word in enumerate(sentence.words) if word.span.start >= content.end][:FARTHEST_OWNER]
    for head in following:
        if sentence.words[head].particle == "의" and (phrase := sentence.phrases[head]):
            rest = sentence.text[sentence.words[head].span.end :][:20].lstrip()
            return content.named(phrase, None) if quotes.SAID_NOUN_PATTERN.match(rest) else None
    return None


def relative(content: Content) -> Speaker | None:
    """Find who is described by the verb of saying in `"…"고 말한 한서우 장관`."""
    cue, sentence = content.cue, content.sentence
    if not cue or content.subjects or cue.start - content.end > QUICK_REMARK or not is_adnominal(sentence.text, cue):
        return None
    for head, word in enumerate(sentence.words):
        if word.span.start >= cue.end and (phrase := sentence.phrases[head]):
            return content.named(phrase, cue)
    return None


def subject_between(content: Content) -> Speaker | None:
    """Find a subject between the words and their verb."""
    cue, sentence = content.cue, content.sentence
    if not cue:
        return None
    between = [s for s in sentence.subjects if content.end <= s.span.start and s.span.end <= cue.start]
    between = [s for s in between if FILLER not in sentence.text[content.end : s.span.start]]
    return content.named(between[-1], cue) if between else None


def subject_before(content: Content) -> Speaker | None:
    """Find a subject before the words, a topic before any other."""
    topics = [s for s in content.subjects if s.particle in names.TOPICS]
    chosen = topics or content.subjects
    return content.named(chosen[0], content.cue) if chosen else None


def same_chain(content: Content) -> Speaker | None:
    """Find who said the words before in the sentence."""
    return Speaker(content.spoken.source, content.spoken.mention, content.cue) if content.spoken else None


def unknown_subject(content: Content) -> Speaker | None:
    """Take two unknown words that are the topic of a verb of saying for a foreigner's name, or a body's."""
    sentence = content.sentence
    for head in range(len(sentence.words) - 1, 0, -1):
        word = sentence.words[head]
        is_topic = word.particle in names.TOPICS and len(word.particle) == 1
        if content.cue and word.span.end <= content.span.start and is_topic:
            phrase = noun_phrases.unknown(sentence.words, head)
            return content.named(phrase, content.cue) if phrase else None
    return None


def not_understood(content: Content) -> Speaker | None:
    """Find nobody where a topic stands that no rule could read: then nobody before is meant either."""
    sentence = content.sentence
    unread = sentence.has_topic(content.region, content.span.start)
    if content.clause:
        unread = unread or sentence.has_topic(content.end, content.cue.start if content.cue else content.end)
    return Speaker(None, None, content.cue) if unread else None


def according_to(content: Content) -> Speaker | None:
    """Find the source of "에 따르면"."""
    if content.clause is None or content.clause.source is None:
        return None
    phrase = content.sentence.phrases[content.clause.source]
    return content.named(phrase, content.cue) if phrase else Speaker(None, None, content.cue)


# -- outside of it -------------------------------------------------------------------------------------------------


def sentence_before(content: Content) -> Speaker | None:
    """Find who spoke in the sentence before; a clause has to have a verb of saying for that."""
    last = content.sentence.speaker
    if last is None or last.source is None or (content.clause and not content.clause.explicit):
        return None
    return Speaker(last.source, last.mention, content.cue)


def headline(content: Content) -> Speaker | None:
    """Find the name in `한서우 장관 "물러서지 않겠다"`, where nothing but marks ties the words to it."""
    sentence = content.sentence
    ended = sentence.text[sentence.span.end - 1 : sentence.span.end] == "."
    before = [head for head, word in enumerate(sentence.words) if word.span.end <= content.span.start]
    if not _may_stand_alone(content) or ended or not before:
        return None
    phrase = sentence.phrases[before[-1]]
    named = phrase and phrase.kind in ("person", "organisation") and not phrase.particle
    return content.named(phrase, None) if phrase and named else None


def nobody(content: Content) -> Speaker:
    """Find nobody, whatever the words."""
    return Speaker(None, None, content.cue)


def no_quotative(content: Content) -> bool:
    """Say whether marks that no tie joins to the sentence hold too little to be somebody's sentence."""
    quote = content.quote
    return not _may_stand_alone(content) or (quote is not None and quote.span.end - quote.span.start <= QUICK_REMARK)


def _may_stand_alone(content: Content) -> bool:
    return content.whole and content.quote is not None and not content.quote.single
