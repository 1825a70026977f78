"""What a sentence is about: the subjects that pronouns and quotations of the next sentences go back to."""

from __future__ import annotations

import re
from itertools import pairwise

from onrecord.model import Span
from onrecord.speech.english.noun_phrases import is_possessor
from onrecord.speech.english.parse import Parse, by_name, by_pronoun, joins, pronoun
from onrecord.speech.types import Reference

# "The mayor spoke", "On Friday, the mayor spoke"
EPITHET_PATTERN = re.compile(r"(?:[A-Z][^,.;:“”\"\n]{1,50}, )?(?P<noun>[Tt]he [a-z])")


def read(parse: Parse) -> list[Reference]:
    """Return what a sentence is about, part by part: its subjects by name, pronoun or description of a known person."""
    found = [_topic(parse, part) for part in _parts(parse)]
    return [reference for reference in found if reference is not None]


def _parts(parse: Parse) -> list[Span]:
    """Return a sentence cut at its semicolons."""
    start, end = parse.span
    if parse.text.find(";", start, end) < 0:
        return [parse.span]
    parts = []
    for word, following in pairwise(parse.words):
        if ";" in word.after:
            parts.append(Span(start, word.end))
            start = following.start
    return [*parts, Span(start, end)]


def _topic(parse: Parse, part: Span) -> Reference | None:
    found = main_subject(parse, part.end, part.start)
    if found is not None and found.word in ("it", "there", "they", "we"):
        subject = parse.subject(*part)
        if subject and parse.gap_at(subject.span.start):
            return by_name(subject)
    if found is not None and (found.how != "name" or parse.gap_at(found.span.start)):
        return found
    return _epithet(parse, part) or _owner(parse, part)


def _epithet(parse: Parse, part: Span) -> Reference | None:
    """Return the known person whom a sentence's subject describes: "On Friday, the mayor spoke"."""
    m = EPITHET_PATTERN.match(parse.text, part.start, part.end)
    if not m or not parse.gap_at(m.start("noun")):
        return None
    words = parse.within(m.start("noun"), part.end)[:5]
    for at, word in enumerate(words[1:], start=2):
        if is_possessor(word):
            continue  # "The town's [council]"
        phrase = parse.described(words[:at])
        if phrase and phrase.source is not None and parse.entities.kind(phrase.source) == "person":
            return phrase
    return None


def _owner(parse: Parse, part: Span) -> Reference | None:
    """Return the person whose thing a sentence is about: "Her message is simple"."""
    words = parse.within(*part)[:1]
    if words and words[0].low in ("her", "his"):
        word = "he" if words[0].low == "his" else "she"
        return Reference("pronoun", Span(words[0].start, words[0].end), word=word)
    return None


def main_subject(parse: Parse, stop: int, start: int | None = None) -> Reference | None:
    """Return the subject of the sentence's main clause, if it stands before a place."""
    start = parse.span.start if start is None else start
    words = parse.within(start, stop)
    if words and joins(words[0]):
        words = words[1:]
    if words and pronoun(words[0]) not in ("", "who", "you"):
        return by_pronoun(words[0])
    subject = parse.subject(start, stop)
    if subject:
        return by_name(subject)
    if parse.text.find(",", start, stop + 1) < 0:
        return None
    comma = next((at for at, word in enumerate(words) if word.after.startswith(",")), None)
    if comma is None or comma + 1 == len(words):
        return None
    follow = words[comma + 1]
    return by_pronoun(follow) if pronoun(follow) not in ("", "who", "you", "it") else None
