"""Says what a story is about: its topics, each with the words that show it and the rule by which they suffice.

| rule | what it asks |
|---|---|
| phrase in the title | a strong phrase in the title |
| phrase in the lead | a strong phrase in the first paragraphs, up to some forty words, and any phrase once more |
| phrase repeated | strong phrases twice; in longer stories three times and more |
| strong and weak phrases | a strong phrase and two different weak ones; longer stories ask for more |
| weak phrases together | three different weak phrases, one of them in title or lead; longer stories ask for more |

A phrase inside a longer name does not count: "Professor of International Relations" is no story about them. A topic
above another in the authority file is not added: a topic is only there with words of its own. Lines that are not
story text (sources, credits, labels) are never looked at.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Literal, NamedTuple

from onrecord.authority.records import TopicsAuthority
from onrecord.language import codes, wordlists
from onrecord.model import Document, Span, Story
from onrecord.spans import Cover
from onrecord.topics.lexicon import (
    GAP_PATTERN,
    HANGUL_PATTERN,
    PARTICLES,
    SHORT,
    WORD_PATTERN,
    Lexicon,
    Phrase,
    compiled,
)

Zone = Literal["title", "lead", "body"]

LEAD_WORDS = 40
WORDS_PER_MENTION = 500
MOST_MORE = 6
BRIEF_WORDS = 100
SHORT_STORY_WORDS = 300
MAX_SPANS = 20
LANGUAGES = wordlists.having("topics") | {"", codes.UNKNOWN}
_OPENERS = wordlists.words(
    "en", "small_words", "articles", "conjunctions", "demonstratives", "prepositions", "subordinators"
) | wordlists.words("en", "pronouns", "possessives")
# "Ministry of " and "Harbour " in front of a phrase with capitals: then it is part of a name
NAME_BEFORE_PATTERN = re.compile(
    rf"\b(?!(?:{wordlists.capitalised(_OPENERS)})\b)"
    rf"[A-Z][\w.-]*[ \u00a0](?:(?:{wordlists.any_of('en', 'small_words', 'links')}|&)[ \u00a0]){{0,2}}\Z"
)
# " Committee", " and Trade Department" behind one
NAME_AFTER_PATTERN = re.compile(
    rf"[ \u00a0](?:(?:{wordlists.any_of('en', 'small_words', 'links')}|&)[ \u00a0])?(?:the[ \u00a0])?[A-Z]"
)
LOOK_BACK = 40
SHORT_WORD = 3
HEADLINE_WORDS = 30


@dataclass(frozen=True, slots=True)
class FoundTopic:
    """A topic of a story: the spans that show it, in text order, and the rule by which they suffice."""

    topic: str
    spans: tuple[Span, ...]
    rule: str


class _Hit(NamedTuple):
    span: Span
    phrase: Phrase
    zone: Zone


def find(document: Document, story: Story, topics: TopicsAuthority) -> list[FoundTopic]:
    """Return the topics of one story, those with the most evidence first."""
    language = story.metadata.value("language").partition("-")[0].lower()
    if language not in LANGUAGES:
        return []
    title = next((field.evidence for field in story.metadata.fields if field.name == "title"), None)
    lines = Cover(boilerplate.span for boilerplate in story.metadata.boilerplate if boilerplate.kind != "title")
    parts = [part for paragraph in document.paragraphs[story.first : story.last] for part in lines.outside(paragraph)]
    if title and not any(part.start <= title.start < part.end for part in parts):
        parts.insert(0, title)
    return find_in(document.text, parts, topics, title)


def find_in(text: str, parts: Sequence[Span], topics: TopicsAuthority, title: Span | None = None) -> list[FoundTopic]:
    """Return the topics of some stretches of text, which lie in reading order and hold nothing but story text."""
    lexicon = compiled(topics)
    hits: dict[int, list[_Hit]] = defaultdict(list)
    words_before = 0
    for part in parts:
        zone: Zone = "lead" if words_before < LEAD_WORDS else "body"
        count, found = _hits(text, part, lexicon)
        in_title = title is not None and part.start >= title.start and part.end <= title.end
        for span, phrase in found:
            inside = title is not None and title.holds(span)
            hits[phrase.topic].append(_Hit(span, phrase, "title" if inside else zone))
        words_before += 0 if in_title else count
    found_topics = [_judged(topics.topics[number].id, _apart(found), words_before) for number, found in hits.items()]
    return sorted((s for s in found_topics if s), key=lambda s: (-len(s.spans), s.spans[0].start, s.topic))


def _hits(text: str, part: Span, lexicon: Lexicon) -> tuple[int, list[tuple[Span, Phrase]]]:
    """Return the number of words of a part, and every phrase that stands in it."""
    stretch = text[part.start : part.end]
    # "İ" alone becomes longer in small letters
    pieces = WORD_PATTERN.split(stretch.replace("İ", "I").lower())
    gaps, words = pieces[0::2], pieces[1::2]
    candidates = list(_candidates(words, lexicon))
    found: list[tuple[Span, Phrase]] = []
    if candidates:
        ends = list(accumulate(map(len, pieces), initial=0))
        headline = _is_headline(stretch, words, gaps)
        for number, phrase in candidates:
            last = number + len(phrase.lower) - 1
            between = gaps[number + 1 : last + 1]
            if not all(map(GAP_PATTERN.fullmatch, between)):
                continue
            if phrase.joined and between[phrase.joined - 1].isspace():
                continue
            span = Span(part.start + ends[2 * number + 1], part.start + ends[2 * last + 2])
            if _has_its_capitals(text, phrase, span) and (headline or not _is_in_name(text, phrase, span)):
                found.append((span, phrase))
    if lexicon.by_syllables and not text.isascii():
        found.extend(_hangul(text, part, lexicon))
    return len(words), found


def _candidates(words: Sequence[str], lexicon: Lexicon) -> Iterator[tuple[int, Phrase]]:
    """Yield every phrase whose words follow one another, whatever stands between them, with its first word's number."""
    first = lexicon.first
    for number in [number for number, word in enumerate(words) if word in first]:
        word = words[number]
        for phrase in lexicon.alone.get(word, ()):
            yield number, phrase
        if word in lexicon.longer and number + 1 < len(words):
            for phrase in lexicon.longer[word].get(words[number + 1], ()):
                size = len(phrase.lower)
                if size == 2 or tuple(words[number : number + size]) == phrase.lower:
                    yield number, phrase


def _has_its_capitals(text: str, phrase: Phrase, span: Span) -> bool:
    """Say whether a phrase that is listed with capitals has the same ones here."""
    words = tuple(WORD_PATTERN.findall(text, span.start, span.end)) if phrase.is_cased else phrase.words
    return words == phrase.words


def _is_in_name(text: str, phrase: Phrase, span: Span) -> bool:
    """Say whether a phrase that is listed without capitals has them here, as part of a longer name."""
    if not text[span.start].isupper() or phrase.is_cased or phrase.weight == "never":
        return False
    if not all(word[0].isupper() for word in WORD_PATTERN.findall(text, span.start, span.end)):
        return False
    before = NAME_BEFORE_PATTERN.search(text, max(0, span.start - LOOK_BACK), span.start)
    return bool(before or NAME_AFTER_PATTERN.match(text, span.end))


def _is_headline(stretch: str, words: Sequence[str], gaps: Sequence[str]) -> bool:
    """Say whether most words of a short stretch without a full stop have capitals: then these tell no names."""
    if len(words) > HEADLINE_WORDS or gaps[-1].lstrip("”’\"')").startswith((".", "!", "?")):
        return False
    long: list[str] = [word for word in WORD_PATTERN.findall(stretch) if len(word) > SHORT_WORD]
    return sum(word[0].isupper() for word in long) * 5 > len(long) * 3


def _hangul(text: str, part: Span, lexicon: Lexicon) -> Iterator[tuple[Span, Phrase]]:
    for match in HANGUL_PATTERN.finditer(text, part.start, part.end):
        for start in range(match.start(), match.end() - 1):
            for phrase in lexicon.by_syllables.get(text[start : start + SHORT], ()):
                end = start + len(phrase.listed)
                if end > part.end or not text.startswith(phrase.listed, start):
                    continue
                if len(phrase.listed) > SHORT or (start == match.start() and text[end : match.end()] in PARTICLES):
                    yield Span(start, end), phrase


def _apart(hits: list[_Hit]) -> list[_Hit]:
    """Return the hits of one topic without those that a longer one, or one that never counts, lies over."""
    kept: list[_Hit] = []
    for hit in sorted(hits, key=lambda hit: (hit.span.start, -hit.span.end, hit.phrase.weight != "never")):
        if not kept or hit.span.start >= kept[-1].span.end:
            kept.append(hit)
    return [hit for hit in kept if hit.phrase.weight != "never"]


def _judged(topic: str, hits: list[_Hit], words: int) -> FoundTopic | None:
    rule = _rule(hits, words)
    return FoundTopic(topic, tuple(hit.span for hit in hits[:MAX_SPANS]), rule) if rule else None


def _rule(hits: Sequence[_Hit], words: int) -> str:
    """Return the first rule that the hits of one topic satisfy, or an empty string."""
    strong = [hit for hit in hits if hit.phrase.weight == "strong"]
    weak = {hit.phrase.listed for hit in hits if hit.phrase.weight == "weak"}
    more = min(words // WORDS_PER_MENTION, MOST_MORE)
    if any(hit.zone == "title" for hit in strong):
        return "phrase in the title"
    if any(hit.zone == "lead" for hit in strong) and (len(hits) > 1 + more or words < BRIEF_WORDS):
        return "phrase in the lead"
    if len(strong) >= 2 + 2 * more or (len(strong) >= 2 and words < SHORT_STORY_WORDS):
        return "phrase repeated"
    if strong and len(weak) >= 2 and len(hits) >= 3 + more:
        return "strong and weak phrases"
    if len(weak) >= 3 and len(hits) >= 4 + more and any(hit.zone != "body" for hit in hits):
        return "weak phrases together"
    return ""
