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
