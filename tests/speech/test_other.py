"""A language without a module: quotations are found, and nobody is credited with them."""

import pytest

from onrecord import speech
from onrecord.model import Boilerplate, Metadata, RawArticle, Span, Speech
from onrecord.seeds import paragraphs
from onrecord.speech import other


def read(words: str, *boilerplate: Boilerplate) -> Speech:
    document = paragraphs.document(RawArticle("txt", "utf-8", words, (), Span(0, len(words))))
    return speech.read(document, range(len(document.paragraphs)), Metadata(boilerplate=boilerplate))


GERMAN = "Die Fähre fährt heute nicht, und das ist auch gut so"
ITALIAN = "Il traghetto non parte oggi"
JAPANESE = "今日は船が出ません。明日も出ないでしょう。だから待ちましょう。"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (f"„{GERMAN}“, sagte Mina Orth.\n", GERMAN),
        (f"« {ITALIAN} », ha detto Mina Orth, e ha chiuso la porta dell'ufficio.\n", ITALIAN),
        (f"ミナさんは「{JAPANESE}」と話した。\n", JAPANESE),
    ],
)
def test_quotations_are_found_and_left_open(words: str, said: str) -> None:
    found = read(words)
    assert [u.span.of(words) for u in found.utterances] == [said]
    assert [(u.source, u.certainty, u.rule) for u in found.utterances] == [(None, "unsure", "language-not-read")]
    assert found.sources == ()


def test_a_short_term_is_no_speech() -> None:
    words = "Das Schiff heißt „Seeadler“ und liegt seit dem Sommer im Hafen, aber es fährt nicht.\n"
    found = read(words)
    assert found.utterances == ()
    assert [term.span.of(words) for term in found.not_speech] == ["Seeadler"]


def test_boilerplate_is_not_read() -> None:
    words = "Die Fähre ist nicht da, und das ist auch gut so.\n„Mit freundlicher Erlaubnis der Zeitung am Hafen“\n"
    start = words.index("„")
    assert read(words, Boilerplate(Span(start, len(words) - 1), "credit", "test")).utterances == ()


def test_an_unclosed_mark_is_reported() -> None:
    words = "„Die Fähre fährt heute nicht, und das ist auch gut so, sagte Mina Orth auf der Insel.\n"
    assert [problem.code for problem in read(words).problems] == ["UNCLOSED-MARK"]


def test_an_empty_story_has_no_speech() -> None:
    assert read("") == Speech()
    assert read("\n \n") == Speech()


@pytest.mark.parametrize(("words", "closed"), [("Nein, nie!", True), ("Nein, nie", False), ("Nun.", False)])
def test_short_words_are_a_sentence_where_they_end_as_one(words: str, closed: bool) -> None:
    assert other.is_sentence(words) is closed
