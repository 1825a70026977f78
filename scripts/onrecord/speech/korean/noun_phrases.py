"""Read Korean noun phrases: who or what the words before a particle stand for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Literal

from onrecord.model import Span
from onrecord.speech.korean.names import (
    BUREAU_TITLES,
    CLEAR_TOPICS,
    COMMON_TRADES,
    HANGUL_PATTERN,
    HONOURIFICS,
    INDEFINITE,
    KIN,
    NOUN_ENDINGS,
    OPENERS,
    PLACES,
    PRONOUNS,
    SHORT_NAMES,
    SUBJECTS,
    SURNAMES,
    TOPICS,
    Word,
    is_anonymous,
    is_body,
    is_korean_name,
    is_support,
    may_be_name,
    split,
    title_of,
)
from onrecord.speech.korean.quotes import FILLER
from onrecord.speech.types import Speaker

PhraseKind = Literal["person", "organisation", "anonymous", "pronoun", "title"]
LONGEST_NAME = 3  # words of a foreign name
LONGEST_SUPPORT = 6  # words of a body or place before a title


@dataclass(frozen=True, slots=True)
class Phrase:
    """What a noun phrase stands for: `name` are the words of the name or description, `role` those of the office."""

    kind: PhraseKind
    span: Span
    name: Span
    role: Span | None = None
    particle: str = ""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of the masked text read once: its words, and for each what the noun phrase that ends in it stands for.

    `person` and `speaker` are of whom the sentence before it spoke, and who spoke there.
    """

    text: str
    span: Span
    words: list[Word]
    phrases: list[Phrase | None]
    subjects: list[Phrase]  # that can be somebody who speaks, and topics, in order
    person: int | None = None
    speaker: Speaker | None = None

    def whole(self) -> Iterator[Phrase]:
        """Return the phrases that end where a noun phrase does, and not in a word that only leads on to the next."""
        for phrase, word, following in zip(self.phrases, self.words, [*self.words[1:], None], strict=True):
            if phrase and (word.particle or word.tail or following is None or FILLER in following.text):
                yield phrase

    def about(self) -> Phrase | None:
        """Return the person whom the sentence is about: its first such topic, else its first such subject."""
        people = [one for one in self.subjects if one.kind in ("person", "title")]
        return next((one for one in people if one.particle in TOPICS), people[0] if people else None)

    def word_at(self, position: int) -> int | None:
        """Return the word that covers a position."""
        return next((k for k, word in enumerate(self.words) if word.span.start <= position < word.span.end), None)

    def has_topic(self, start: int, end: int) -> bool:
        """Say whether a topic stands in a stretch, whether or not it is understood."""
        return any(
            start <= w.span.start < end and w.particle in CLEAR_TOPICS and FILLER not in w.text for w in self.words
        )


def read(text: str, span: Span) -> Sentence:
    """Return a sentence with its words and noun phrases."""
    words = split(text, *span)
    phrases = [None if FILLER in word.text else phrase(words, head) for head, word in enumerate(words)]
    return Sentence(text, span, words, phrases, _subjects(phrases))


def understood(sentence: Sentence, known: frozenset[str]) -> Sentence:
    """Return a sentence whose noun phrases may end in a word of a name that the story has elsewhere."""
    words, phrases = sentence.words, list(sentence.phrases)
    for head in [head for head, word in enumerate(words) if word.text in known]:
        phrases[head] = phrase(words, head, known)
    return replace(sentence, phrases=phrases, subjects=_subjects(phrases))


def _subjects(phrases: Iterable[Phrase | None]) -> list[Phrase]:
    found = [one for one in phrases if one and one.particle in SUBJECTS]
    return [one for one in found if one.kind == "organisation" or not one.particle.startswith("에서")]


def phrase(found: list[Word], head: int, known: frozenset[str] = frozenset()) -> Phrase | None:
    """Return what the noun phrase that ends in a word stands for; None when it is nothing that could speak."""
    word = found[head]
    text = word.text
    if not text or text in OPENERS:
        return None
    if text in PRONOUNS:
        return Phrase("pronoun", word.stem, word.stem, None, word.particle)
    if is_anonymous(text):
        first = _support_before(found, head)
        return Phrase("anonymous", _span(found, first, head), _span(found, first, head), None, word.particle)
    if title_of(text):
        return _titled(found, head)
    if is_korean_name(text) or text in known:
        if role := _role_before(found, head):
            return role
        if text in known or not (is_body(text) or text.endswith(NOUN_ENDINGS)):
            first = head if is_korean_name(text) else _name_start(found, head)
            return Phrase("person", _span(found, first, head), _span(found, first, head), None, word.particle)
    if text == "측" and head and _supports(found[head - 1]):
        name = _span(found, _support_before(found, head - 1), head - 1)
        return Phrase("organisation", Span(name.start, word.stem.end), name, None, word.particle)
    if is_body(text) or text in PLACES or (text in SHORT_NAMES and word.particle in ("은", "는")):
        first = _support_before(found, head)
        return Phrase("organisation", _span(found, first, head), _span(found, first, head), None, word.particle)
    return _role_before(found, head)


def _titled(found: list[Word], head: int) -> Phrase | None:
    """Read "NAME [BODY] TITLE", "BODY NAME TITLE", "SURNAME TITLE", and a title alone."""
    word = found[head]
    title = title_of(word.text)
    joined = word.text[: -len(title)]
    if joined and (joined in SURNAMES or is_korean_name(joined) or joined.endswith("모")):
        name = Span(word.stem.start, word.stem.start + len(joined))
        return Phrase("person", word.stem, name, _role(title, Span(name.end, word.stem.end)), word.particle)
    first = head
    while first > max(0, head - LONGEST_SUPPORT) and _supports(found[first - 1]):
        if is_korean_name(found[first - 1].text) and not title_of(found[first - 1].text):
            break
        first -= 1
    start = _name_before(found, first)
    lone = first - start == 1 and not is_korean_name(found[start].text) and found[start].text not in SURNAMES
    vague = next((k for k in range(start, head) if found[k].text in INDEFINITE), -1)
    if vague >= 0:
        span = _span(found, _support_before(found, vague), head)
        return Phrase("anonymous", span, span, None, word.particle)
    if start == first or (lone and title in BUREAU_TITLES):
        span = _span(found, first, head)
        return Phrase("title", span, span, span, word.particle)
    role = _span(found, first, head)
    return Phrase(
        "person",
        Span(found[start].stem.start, word.stem.end),
        _span(found, start, first - 1),
        _role(title, role),
        word.particle,
    )


def _role(title: str, span: Span) -> Span | None:
    return None if title in HONOURIFICS else span


def _name_before(found: list[Word], head: int) -> int:
    """Return the first word of a name that stands right before a word, or the word itself."""
    word = found[head - 1] if head else None
    if word is None or word.particle or word.tail:
        return head
    if is_korean_name(word.text) or word.text in SURNAMES:
        return head - 1
    return _name_start(found, head - 1) if may_be_name(word) else head


def _name_start(found: list[Word], head: int) -> int:
    """Return the first word of a foreign name that ends in a word."""
    start = head
    while start > 0 and head - start < LONGEST_NAME - 1 and may_be_name(found[start - 1]):
        start -= 1
    return start


def _role_before(found: list[Word], head: int) -> Phrase | None:
    """Read "ROLE NAME": "KBN 기자 마야 로스", "이장 한서우", "로스 장관의 차남 얀 로스"."""
    for first in range(_name_start(found, head), head + 1):
        before = found[first - 1] if first else None
        if before is None or before.particle or before.tail or not (title_of(before.text) or before.text in KIN):
            continue
        shaped = is_korean_name(found[head].text) if first == head else before.text not in COMMON_TRADES
        if not shaped:
            continue
        role_start = _role_start(found, first - 1)
        if "(" in "".join(word.text for word in found[role_start:first]):
            continue
        role = Span(found[role_start].stem.start, found[first - 1].stem.end)
        return Phrase(
            "person", Span(role.start, found[head].stem.end), _span(found, first, head), role, found[head].particle
        )
    return None


def _role_start(found: list[Word], last: int) -> int:
    """Return the first word of a role that ends in a title or a word of kinship."""
    start = last
    while start > max(0, last - LONGEST_SUPPORT):
        before = found[start - 1]
        if before.particle not in ("", "의"):
            break
        if not (is_support(before) or (found[start].particle == "의" and may_be_name(before))):
            break
        start -= 1
    return start


def unknown(found: list[Word], head: int) -> Phrase | None:
    """Return the phrase of two or three words that may be a foreigner's name, or a body's after "회사인"."""
    word = found[head]
    if not HANGUL_PATTERN.fullmatch(word.text) or is_support(word) or word.text in OPENERS:
        return None
    first = _name_start(found, head)
    if first == head:
        return None
    before = found[first - 1].text if first else ""
    body = before.endswith("인") and is_body(before[:-1])
    span = _span(found, first, head)
    return Phrase("organisation" if body else "person", span, span, None, word.particle)


def _support_before(found: list[Word], head: int) -> int:
    """Return the first of the places, bodies and titles right before a word, or the word itself."""
    first = head
    while first > max(0, head - LONGEST_SUPPORT) and _supports(found[first - 1]):
        first -= 1
    return first


def _supports(word: Word) -> bool:
    return not word.particle and not word.tail and is_support(word)


def _span(found: list[Word], first: int, last: int) -> Span:
    return Span(found[first].stem.start, found[last].stem.end)
