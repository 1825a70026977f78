"""Tell the stories of one file apart, on strong marks only; a file in doubt stays one story.

Strong marks, tried in this order, each at least twice and each with text below it:

* *title-blocks*: lines such as `Title: Rain on the Quay`;
* *sign-offs*: a reporter's sign-off with a line like a headline below it;
* *datelines*: a wire dateline with a line like a headline above it.

What stands before the first mark belongs to the first story. A list of headlines has no text between its marks and
is never split. Source and licence lines at the end of the file are shared by its stories (see `metadata`).
"""

from __future__ import annotations

import itertools
from collections.abc import Callable

from onrecord.metadata import bylines, dates, titles
from onrecord.metadata.lines import Line, lines_of
from onrecord.model import Document

LEAST_TEXT = 80  # characters of text that a story has besides its marks
MARK_LENGTH = 220
HEADLINE_WORDS = 20


def split(document: Document) -> list[range]:
    """Return the paragraphs of each story as ranges of indexes; one range when the file holds one story."""
    count = len(document.paragraphs)
    lines = lines_of(document, range(count))
    for rule in RULES:
        stories = _ranges(rule(lines), count)
        if len(stories) > 1 and all(_has_text(lines, story) for story in stories):
            return stories
    return [range(count)]


def _title_blocks(lines: list[Line]) -> list[int]:
    return [index for index, line in enumerate(lines) if _is_mark(line) and titles.LABEL_PATTERN.fullmatch(line.text)]


def _sign_offs(lines: list[Line]) -> list[int]:
    """Return where stories begin when each of them ends with a sign-off: below all sign-offs but the last."""
    ends = [i for i, line in enumerate(lines) if _is_mark(line) and bylines.sign_off(line, (), "")]
    if len(ends) < 2:
        return []
    below = [end + 1 for end in ends if end + 2 < len(lines) and _like_headline(lines[end + 1], lines[end + 2])]
    return [0, *below]


def _datelines(lines: list[Line]) -> list[int]:
    """Return where stories begin when each of them has a headline and a dateline with a date or an agency."""
    return [
        index
        for index, (line, below) in enumerate(itertools.pairwise(lines))
        if _like_headline(line, below) and dates.is_wire(below)
    ]


RULES: tuple[Callable[[list[Line]], list[int]], ...] = (_title_blocks, _sign_offs, _datelines)


def _is_mark(line: Line) -> bool:
    return len(line.text) <= MARK_LENGTH


def _like_headline(line: Line, below: Line) -> bool:
    """Say whether a line is short, no sentence, and stands above a line that is longer."""
    short = 2 <= len(line.text.split()) <= HEADLINE_WORDS and _is_mark(line)
    return short and not line.ends_sentence and line.text[0].isalnum() and len(below.text) > len(line.text)


def _ranges(starts: list[int], count: int) -> list[range]:
    """Return one range from each start to the next; what stands before the first start goes with it."""
    if len(starts) < 2:
        return []
    bounds = [0, *starts[1:], count]
    return [range(first, last) for first, last in itertools.pairwise(bounds)]


def _has_text(lines: list[Line], story: range) -> bool:
    """Say whether a story has text besides the line that marks it."""
    sentences = (lines[index] for index in story if lines[index].ends_sentence)
    return sum(len(line.text) for line in sentences) >= LEAST_TEXT
