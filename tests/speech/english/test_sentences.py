"""Where a sentence ends beside quotation marks."""

from __future__ import annotations

from onrecord.speech.english import sentences
from onrecord.speech.text import masks, quotation_marks
from samples.entities import document_of


def test_sentences_run_on_behind_a_question() -> None:
    text = "It rained. “Why? Who knows.” He left. “Why now?” Ada Brook asked in the hall. “No.” She went."
    doc = document_of(text)
    top = quotation_marks.pair(text, doc.paragraphs).top()
    got = [s.span.of(text) for s in sentences.split(masks.mask(text), doc.paragraphs, top)]
    assert got == [
        "It rained.",
        "“Why? Who knows.”",
        "He left.",
        "“Why now?” Ada Brook asked in the hall.",
        "“No.”",
        "She went.",
    ]


def test_a_question_or_a_cry_runs_on_in_lower_case_and_a_full_stop_does_not():
    text = "Why? she asked. Ahoy! cried the gulls. It was late… and cold. The quay is shut. it is old."
    doc = document_of(text)
    assert [s.span.of(text) for s in sentences.split(masks.mask(text), doc.paragraphs, [])] == [
        "Why? she asked.",
        "Ahoy! cried the gulls.",
        "It was late… and cold.",
        "The quay is shut.",
        "it is old.",
    ]
