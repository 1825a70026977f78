"""Finds the turns of a short transcript."""

from onrecord.model import Document, Metadata, RawArticle, Span
from onrecord.seeds import paragraphs
from onrecord.speech.transcript import turns
from onrecord.speech.types import Turn


def turns_of(words: str, metadata: Metadata = Metadata()) -> tuple[Document, tuple[Turn, ...]]:  # noqa: B008
    document = paragraphs.document(RawArticle("txt", "utf-8", words, (), Span(0, len(words))))
    return document, turns.find(document, range(len(document.paragraphs)), metadata)
