"""What a sentence is about: the subjects that pronouns and quotations of the next sentences go back to."""

from __future__ import annotations

import re
from itertools import pairwise

from onrecord.model import Span
from onrecord.speech.english.phrases import JOINS, PhraseReader, Reference, pronoun
from onrecord.speech.english.tokens import within

# "The mayor spoke", "On Friday, the mayor spoke"
EPITHET_PATTERN = re.compile(r"(?:[A-Z][^,.;:“”\"\n]{1,50}, )?(?P<noun>[Tt]he [a-z])")


def read(sentence: PhraseReader) -> list[Reference]:
    """Return what a sentence is about, part by part: its subjects by name, pronoun or description of a known person."""
    found = [_topic(sentence, part) for part in _parts(sentence)]
    return [reference for reference in found if reference is not None]


def _parts(sentence: PhraseReader) -> list[Span]:
    """Return a sentence cut at its semicolons."""
    start, end = sentence.sentence
    if sentence.text.find(";", start, end) < 0:
        return [sentence.sentence]
    parts = []
    for word, following in pairwise(sentence.line):
        if ";" in sentence.text[word.end : following.start]:
            parts.append(Span(start, word.end))
            start = following.start
    return [*parts, Span(start, end)]


def _topic(sentence: PhraseReader, part: Span) -> Reference | None:
    found = main_subject(sentence, part.end, part.start)
    if found is not None and found.word in ("it", "there", "they", "we"):
        subject = sentence.subject(*part)
        if subject and sentence.gap_at(subject.span.start):
            return Reference("name", subject.span, subject.source)
    if found is not None and (found.how != "name" or sentence.gap_at(found.span.start)):
        return found
    return _epithet(sentence, part) or _owner(sentence, part)


def _epithet(sentence: PhraseReader, part: Span) -> Reference | None:
    """Return the known person whom a sentence's subject describes: "On Friday, the mayor spoke"."""
    m = EPITHET_PATTERN.match(sentence.text, part.start, part.end)
    if not m or not sentence.gap_at(m.start("noun")):
        return None
    words = within(sentence.line, m.start("noun"), part.end)[:5]
    for word in words[1:]:
        if word.text.endswith(("'s", "s'")):
            continue  # "The town's [council]"
        phrase = sentence.described(Span(words[0].start, word.end))
        if phrase and phrase.source is not None and sentence.entities.sources[phrase.source].kind == "person":
            return phrase
    return None


def _owner(sentence: PhraseReader, part: Span) -> Reference | None:
    """Return the person whose thing a sentence is about: "Her message is simple"."""
    words = within(sentence.line, *part)[:1]
    if words and words[0].low in ("her", "his"):
        word = "he" if words[0].low == "his" else "she"
        return Reference("pronoun", Span(words[0].start, words[0].end), word=word)
    return None


def main_subject(sentence: PhraseReader, stop: int, start: int = -1) -> Reference | None:
    """Return the subject of the sentence's main clause, if it stands before a place."""
    start = sentence.sentence.start if start < 0 else start
    words = within(sentence.line, start, stop)
    if words and words[0].low in JOINS:
        words = words[1:]
    if words and pronoun(words[0]) not in ("", "who", "you"):
        return sentence.by_pronoun(words[0])
    subject = sentence.subject(start, stop)
    if subject:
        return Reference("name", subject.span, subject.source)
    if sentence.text.find(",", start, stop + 1) < 0:
        return None
    comma = next((w for w in words if sentence.text[w.end : w.end + 1] == ","), None)
    if comma:
        follow = next((w for w in words if w.start > comma.end), None)
        if follow and pronoun(follow) not in ("", "who", "you", "it"):
            return sentence.by_pronoun(follow)
    return None
