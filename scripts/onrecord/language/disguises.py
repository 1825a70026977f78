"""Tell of names and hosts that are not what they look like.

| code | what it says |
|---|---|
| MIXED-SCRIPT | letters of two scripts that look alike, in a name or a host (warning) |
| INVISIBLE-CHARACTER | a character in a name that nobody sees (warning) |
"""

from __future__ import annotations

import itertools
import unicodedata
from collections.abc import Iterator
from urllib.parse import urlsplit

from onrecord.characters import called
from onrecord.language.folding import hidden_in, looks_latin, mixed_word
from onrecord.model import Document, Problem, Source, Span, Speech

# What pages print beside a value, by code
MARKS = {
    "MIXED-SCRIPT": "look-alike letters",
    "INVISIBLE-CHARACTER": "invisible character",
    "SOURCE-HOST": "the address is not one of this outlet’s",
}
MOST_TOLD = 20  # problems about speakers of one story; pages mark every one
# How a host's label begins that is written in letters beyond a-z
ENCODED = "xn--"
FIXES = {
    "MIXED-SCRIPT": "compare it with the publisher's page; it is shown with a mark, and joined with no other name",
    "INVISIBLE-CHARACTER": "leave it if the source has it: the name is shown without it",
    "SOURCE-HOST": "check the source; if the host is the outlet's, add it to `domains` in sources.yml",
}


def of_name(name: str) -> Iterator[tuple[str, str]]:
    """Yield (code, what is wrong) for a name that is not what it looks like."""
    if name.isascii():
        return
    word = mixed_word(name)
    if word:
        yield "MIXED-SCRIPT", f"{word!r} has letters that only look alike: {_letters(word)}"
    hidden = hidden_in(name)
    if hidden:
        yield "INVISIBLE-CHARACTER", f"it holds {called(hidden)}, which nobody sees"


def of_address(address: str) -> Iterator[tuple[str, str]]:
    """Yield (code, what is wrong) for a web address whose host is not what it looks like."""
    for label in (urlsplit(address).hostname or "").split("."):
        shown = label
        if label.startswith(ENCODED):
            try:
                shown = label.removeprefix(ENCODED).encode().decode("punycode")
            except UnicodeError:
                yield "MIXED-SCRIPT", f"the host's part {label!r} stands for no letters"
                continue
        if shown.isascii():
            continue
        words = mixed_word(shown) or (shown if looks_latin(shown) else "")
        if words or hidden_in(shown):
            letters = _letters(words) if words else called(hidden_in(shown))
            yield "MIXED-SCRIPT", f"the host's part {shown!r} has letters that only look alike: {letters}"


def of_source(source: Source, text: str) -> Iterator[tuple[str, str, Span]]:
    """Yield (code, what is wrong, where) once for each way in which the forms of a source's name mislead."""
    told: set[str] = set()
    for form in source.forms:
        for code, words in of_name(form.of(text)):
            if code not in told:
                told.add(code)
                yield code, words, form


def of_speakers(speech: Speech, document: Document, path: str) -> Iterator[Problem]:
    """Yield a problem for each source that speaks under a name that is not what it looks like, up to MOST_TOLD."""
    if document.text.isascii():
        return
    heard = {number for one in speech.utterances for number in (one.source, *one.joint_speakers) if number is not None}
    sources = (speech.sources[number] for number in sorted(heard))
    found = ((source, *doubt) for source in sources for doubt in of_source(source, document.text))
    for source, code, words, form in itertools.islice(found, MOST_TOLD):
        message = f"the speaker {source.name!r}: {words}"
        yield Problem(path, document.line_of(form.start), code, "warning", message, FIXES[code])


def _letters(word: str) -> str:
    """Return the letters of a word that are not Latin, each with its name."""
    others = dict.fromkeys(c for c in word if c.isalpha() and not unicodedata.name(c, "").startswith("LATIN"))
    return ", ".join(map(called, others))
