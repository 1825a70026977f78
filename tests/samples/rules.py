"""Which rules fire in a short text."""

from __future__ import annotations

from onrecord import speech
from onrecord.model import Field, Metadata, Speech
from onrecord.speech.rules import NAMINGS
from samples.entities import document_of


def laid_out(example: str) -> str:
    """Return the text of an example, in which ¶ stands for the end of a paragraph and ⏎ for that of a line."""
    return example.replace(" ¶ ", "\n\n").replace(" ⏎ ", "\n")


def read(text: str, language: str) -> Speech:
    """Read an example of a rule."""
    document = document_of(laid_out(text))
    return speech.read(
        document, range(len(document.paragraphs)), Metadata((Field("language", language, "added", None, "test"),))
    )


def fired(text: str, language: str) -> set[str]:
    """Return the rules that fire in a text, without how they found the speaker named."""
    said = read(text, language)
    names = [one.rule for one in (*said.utterances, *said.not_speech)]
    return {name.removesuffix(naming.suffix) if naming.suffix else name for name in names for naming in NAMINGS}
