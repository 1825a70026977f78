"""Who said what in a story: quotations, fragments, turns and reported speech, with speakers and the rules that tell.

`languages` names the languages that are read by rules of their own; a story in any other one has its quotations found
and its speakers left open. Marks and masks serve all languages; `transcript` finds labelled turns.
"""

from __future__ import annotations

from dataclasses import replace

from onrecord.language import detect
from onrecord.language.folding import visible
from onrecord.model import Document, Metadata, Speech
from onrecord.speech import languages
from onrecord.speech.transcript import turns


def read(document: Document, paragraphs: range, metadata: Metadata) -> Speech:
    """Return the speech in the paragraphs of one story."""
    code = metadata.value("language") or detect.detect(_words(document, paragraphs))
    found = turns.find(document, paragraphs, metadata)
    said = languages.of(code).read(document, paragraphs, metadata, found)
    return replace(said, sources=tuple(replace(one, name=visible(one.name)) for one in said.sources))


def _words(document: Document, paragraphs: range) -> str:
    spans = document.paragraphs[paragraphs.start : paragraphs.stop]
    return document.text[spans[0].start : spans[-1].end] if spans else ""
