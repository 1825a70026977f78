"""Who said what in a story: quotations, fragments, turns and reported speech, with speakers and the rules that tell.

One module per language reads whole stories (english, korean); a story in any other language has its quotations found
and its speakers left open. Marks, masks and sentences serve all languages; turns finds the labels of transcripts.
"""

from __future__ import annotations

from dataclasses import replace

from onrecord.language import detect
from onrecord.language.folding import visible
from onrecord.model import Document, Metadata, Speech
from onrecord.speech import other
from onrecord.speech.english import read as english
from onrecord.speech.french import read as french
from onrecord.speech.korean import read as korean
from onrecord.speech.transcript import turns


def read(document: Document, paragraphs: range, metadata: Metadata) -> Speech:
    """Return the speech in the paragraphs of one story."""
    code = metadata.value("language") or detect.detect(_words(document, paragraphs))
    found = turns.find(document, paragraphs, metadata)
    reader = {"en": english.read, "ko": korean.read, "fr": french.read}.get(code, other.read)
    said = reader(document, paragraphs, metadata, found)
    return replace(said, sources=tuple(replace(one, name=visible(one.name)) for one in said.sources))


def _words(document: Document, paragraphs: range) -> str:
    spans = document.paragraphs[paragraphs.start : paragraphs.stop]
    return document.text[spans[0].start : spans[-1].end] if spans else ""
