"""Finds the people, organisations and nameless sources of a short text."""

import re

from onrecord.model import Document, Field, Metadata, Span
from onrecord.speech.english import entities
from onrecord.speech.text import masks
from onrecord.speech.transcript import turns

PARAGRAPH_PATTERN = re.compile(r"[^\n]+")
QUOTED_PATTERN = re.compile(r"[“\"][^“”\"\n]*[”\"]")


def document_of(text: str) -> Document:
    return Document(text, tuple(Span(*m.span()) for m in PARAGRAPH_PATTERN.finditer(text) if m.group().strip()))


def entities_of(text: str, byline: str = "", labels: bool = False) -> entities.Entities:
    document = document_of(text)
    paragraphs = range(len(document.paragraphs))
    metadata = Metadata((Field("byline", byline, "stated", None, "test"),) if byline else ())
    found = turns.find(document, paragraphs, metadata) if labels else ()
    quoted = [Span(*m.span()) for m in QUOTED_PATTERN.finditer(text)]
    return entities.enlist(document, paragraphs, masks.mask(text), quoted, metadata, found)
