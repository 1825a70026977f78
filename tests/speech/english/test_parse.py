"""Which name heads a subject."""

import pytest

from onrecord.model import Span
from onrecord.speech.english.parse import Parse
from onrecord.speech.text import quotation_marks
from samples.entities import document_of, entities_of


def _subject(text: str, words: str) -> str | None:
    cast = entities_of(text)
    quotes = quotation_marks.pair(text, document_of(text).paragraphs).top()
    start = text.index(words)
    mention = Parse(cast, cast.text, Span(0, len(text)), quotes).subject(start, start + len(words))
    return cast.sources[mention.source].name if mention else None


@pytest.mark.parametrize(
    ("text", "words", "name"),
    [
        ("Kestrel spokesman Peter Orr said so.", "Kestrel spokesman Peter Orr", "Peter Orr"),
        ("Peter Orr, an aide to Anna Brandt, said so.", "Peter Orr, an aide to Anna Brandt,", "Peter Orr"),
        ("An aide to Anna Brandt said so.", "An aide to Anna Brandt", None),
        ("Anna Brandt's brother said so.", "Anna Brandt's brother", None),
        ('"Anna Brandt" is what they call it, he said.', '"Anna Brandt"', None),
        ("The Ministry of Harbour Works said so.", "The Ministry of Harbour Works", "Ministry of Harbour Works"),
        ("Speaker of the House Anna Brandt said so.", "Speaker of the House Anna Brandt", "Anna Brandt"),
    ],
)
def test_subject_of_a_phrase(text, words, name):
    assert _subject(text, words) == name
