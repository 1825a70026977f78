"""Lines that open with a label, and lines that only look so."""

import pytest

from onrecord.model import Span
from onrecord.speech.transcript import dialogue


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("MS. ARDEN:  We have seen it.", "name"),
        ("Q    Has she?", "question"),
        ("Q1. What changed?", "numbered"),
        ("[Soundbite] Ju Tae-on(Harbour Minister) : “No.”", "soundbite"),
        ("(Applause.)", "direction"),
        ("(OYELARAN)", "direction"),
        ("[Anchor Lead]", "newsroom"),
        ("민다래 기자: 그렇습니다.", "name"),
    ],
)
def test_label_kinds(words: str, kind: str) -> None:
    label = dialogue.read_label(words, Span(0, len(words)))
    assert label is not None
    assert label.kind == kind


@pytest.mark.parametrize(
    "words",
    [
        "Note: An earlier version was wrong.",
        "Source : Channel Nine, https://news.example/view?id=1",
        "https://news.example/view",
        "It was 10:30 and nobody came.",
        "She had one worry: the mud was deep and the boat was old.",
        "Q&A with the mayor",
        "(From left) The mayor and her dog.",
        "Reyes:5",
        "a:",
    ],
)
def test_what_is_no_label(words: str) -> None:
    assert dialogue.read_label(words, Span(0, len(words))) is None
