"""What the head of a noun phrase says that it stands for."""

import pytest

from onrecord.speech.english import noun_phrases, tokens


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("Letters", "nameless"),
        ("The letters", "writing"),
        ("A report", "writing"),
        ("Councils", "nameless"),
        ("The councils", "body"),
        ("Critics", "nameless"),
        ("A pilot", "nameless"),
        ("The pilot", "epithet"),
    ],
)
def test_kinds(words: str, kind: str) -> None:
    found = noun_phrases.read(tokens.words(words))
    assert found is not None
    assert found.kind == kind


@pytest.mark.parametrize(
    ("words", "whole", "base"),
    [
        ("and the council voted nine", "the council", "the council"),
        ("the minister of Oss at a news conference", "the minister of Oss", "the minister"),
        ("the minister of Oss in an annual report", "the minister of Oss", "the minister"),
        ("the minister of Oss in a letter", "the minister of Oss", "the minister"),
        ("the minister of Oss in a boat", "the minister of Oss in a boat", "the minister"),
        ("the minister of Oss on Tuesday", "the minister of Oss", "the minister"),
        ("the minister of Oss late Tuesday", "the minister of Oss", "the minister"),
        ("people arrested at the quay", "people arrested at the quay", "people"),
        ("officials familiar with the plan", "officials familiar with the plan", "officials"),
        ("a tall, thin pilot from Oss", "a tall, thin pilot from Oss", "a tall, thin pilot"),
        ("In a letter the company", "the company", "the company"),
        ("On Monday, officials", "officials", "officials"),
        ("officials noted the study", "the study", "the study"),
    ],
)
def test_edges(words: str, whole: str, base: str) -> None:
    found = noun_phrases.read(tokens.words(words))
    assert found is not None
    assert (found.span.of(words), found.base.of(words)) == (whole, base)


def test_a_possessor_and_what_modifies_the_head() -> None:
    found = noun_phrases.read(tokens.words("the harbour board's other old ferry pilot"))
    assert found is not None
    assert " ".join(word.text for word in found.possessor) == "the harbour board"
    assert found.modifiers == {"harbour", "board's", "ferry"}


@pytest.mark.parametrize("words", ["the day", "I encourage people", "plan"])
def test_what_cannot_speak(words: str) -> None:
    assert noun_phrases.read(tokens.words(words)) is None
