"""What no rule read is told, and what a rule read is not."""

from __future__ import annotations

from dataclasses import replace

from onrecord.archive import extraction
from onrecord.authority.records import ReadingAuthority
from onrecord.checks import unread
from onrecord.model import Seed, Speech

TEXT = """Gulls leave the quay

[Desk 4/7]

“They are gone,” said Tove Arnold, a fishmonger at the market.

The fish market opened at six in the morning as it does on Mondays.

qz desk two
(c) 2031 The Gull Post. All rights reserved.
"""


def found(text: str) -> list[tuple[str, str]]:
    read = extraction.extract(Seed("a.txt", text.encode(), "0" * 64), ReadingAuthority())
    return [
        (one.kind, one.span.of(read.document.text))
        for story in read.stories
        for one in unread.find(read.document, story)
    ]


def test_lines_of_head_and_tail_that_no_rule_read_are_named() -> None:
    assert found(TEXT) == [("head", "[Desk 4/7]"), ("tail", "qz desk two")]


def test_prose_between_head_and_tail_is_story_text_however_odd() -> None:
    assert found(TEXT.replace("qz desk two\n", "").replace("[Desk 4/7]\n\n", "")) == []


def test_a_text_without_prose_is_all_head() -> None:
    assert ("head", "qz desk two") in found("Gulls leave\n\nqz desk two\n")


def test_words_in_quotation_marks_that_became_nothing_are_named() -> None:
    read = extraction.extract(Seed("a.txt", TEXT.encode(), "0" * 64), ReadingAuthority())
    (story,) = read.stories
    deaf = replace(story, speech=Speech())
    kinds = [(one.kind, one.span.of(read.document.text)) for one in unread.find(read.document, deaf)]
    assert ("quotation", "They are gone,") in kinds
