"""Who is named at a place of a story, and who wrote it."""

import pytest

from samples.entities import entities_of


def _subject(text: str, words: str) -> str | None:
    cast = entities_of(text)
    start = text.index(words)
    mention = cast.subject(start, start + len(words))
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


def test_reporters_are_flagged():
    cast = entities_of("Our Min Da-rae has more. Anna Brandt said so.", byline="Min Da-rae")
    assert [cast.sources[i].name for i in cast.reporters] == ["Min Da-rae"]
