"""Make the document: the whole text of a seed, and its paragraphs as spans.

Blank lines end paragraphs, and so do line ends, with two exceptions, because scripts are pasted and mailed about:

* *hard wrap*: a text set to a column (most lines end only because the next word would not have fitted);
* *broken sentence*: a long line that stops without an end of sentence, and a next line that goes on with it: after a
  comma, hyphen or word that cannot end a sentence ("of", "the"), or with a small letter.

Headlines, lists, labels, `Key: value` lines, turns of speakers and verse stay lines of their own.
"""

from __future__ import annotations

import itertools
import re
from collections import Counter
from dataclasses import dataclass

from onrecord.model import Document, RawArticle, Span
from onrecord.seeds.decoding import LINE_END_PATTERN

WRAP_LEAST, WRAP_MOST = 50, 100  # columns, in characters
WRAPPED_SHARE = 0.75  # of the lines that have a next line
LONG_LINE = 45  # a line of verse, a headline's half or an item of a list is rarely longer
# "- eggs", "3. Lamps", "(b) nets", "■ Guests", "* * *"
ITEM_PATTERN = re.compile(r"[-–—*•·■□▲▶○●◆+#>|=]|\(?(?:\d{1,3}|[A-Za-z])[.)](?:\s|$)|\[|\((?:[A-Z]{2}|\S+\)\s*$)")
# "Source : Channel Nine", "MS. ARDEN: We saw", "출처: 바다신문", "Ju Tae-on(Minister) : “No.”", "Q   Why?"
LABEL_PATTERN = re.compile(
    r"\w[\w.'’ -]{0,40}(?:\([^()\n]{0,80}\))?[ \t]?:(?=\s|$)|[QA](?:\d{1,2}\.|[ \t])|https?://|©"
)
# "By Lena Marsh"
BYLINE_PATTERN = re.compile(r"(?:By|BY|Reporting by|Edited by)\s+[A-Z]")
# "… on behalf of", "… the"
OPEN_WORD_PATTERN = re.compile(
    r"(?<![\w’'-])(?:a|an|the|of|to|in|on|at|by|for|from|with|and|or|but|as|than|that|which|who|whose|its|their|his|her"
    r"|our|into|between|against|about|is|are|was|were|be|been|has|have|had|will|would|could|may|Mr\.|Mrs\.|Ms\.|Dr\.)$"
)
FIRST_WORD_PATTERN = re.compile(r"\S+")


@dataclass(frozen=True, slots=True)
class Line:
    """A line with something on it, without the space around it."""

    start: int
    end: int
    indent: int
    joinable: bool  # the line before it is right above, and ended with LF, CR LF or CR

    @property
    def length(self) -> int:
        """Return how many characters stand on the line."""
        return self.end - self.start


def document(raw: RawArticle) -> Document:
    """Return the text of a seed with the spans of its paragraphs; they hold every visible character of the body."""
    text = raw.text
    found = lines(text, raw.body)
    column, indent = wrap_column(text, found), margin(found)
    paragraphs: list[Span] = []
    for number, line in enumerate(found):
        if number and line.joinable and joins(text, found[number - 1], line, column, indent):
            paragraphs[-1] = Span(paragraphs[-1].start, line.end)
        else:
            paragraphs.append(Span(line.start, line.end))
    return Document(text, tuple(paragraphs), raw.encoding, raw.bom_bytes)


def lines(text: str, body: Span) -> list[Line]:
    """List the lines of a body that are not blank."""
    found: list[Line] = []
    start, joinable = body.start, False
    ends = [(match.start(), match.end()) for match in LINE_END_PATTERN.finditer(text, body.start, body.end)]
    for end, following in [*ends, (body.end, body.end)]:
        bare = text[start:end]
        stripped = bare.lstrip()
        if stripped:
            indent = len(bare) - len(stripped)
            found.append(Line(start + indent, start + indent + len(stripped.rstrip()), indent, joinable))
        joinable = bool(stripped) and text[end:following] in ("\n", "\r\n", "\r")
        start = following
    return found


def margin(found: list[Line]) -> int:
    """Return the indent of most lines; in a wrapped text, a line with a deeper one begins a paragraph."""
    return Counter(line.indent for line in found).most_common(1)[0][0] if found else 0


def wrap_column(text: str, found: list[Line]) -> int:
    """Return the column that a text is wrapped to, or 0.

    In a wrapped text nearly every line that has a next one is so long that the next line's first word would have
    crossed the column, which is the length of the longest line.
    """
    long = [line.length for line in found if line.length <= WRAP_MOST]
    if len(found) < 3 or not long or len(found) - len(long) > len(found) / 10:
        return 0
    column, indent = max(long), margin(found)
    pairs = [(before, line) for before, line in itertools.pairwise(found) if line.joinable and line.indent <= indent]
    if column < WRAP_LEAST or len(pairs) < 2:
        return 0
    full = sum(not fits(text, before, line, column) for before, line in pairs)
    return column if full >= WRAPPED_SHARE * len(pairs) else 0


def fits(text: str, before: Line, line: Line, column: int) -> bool:
    """Say whether the first word of a line would have fitted on the line before it."""
    word = FIRST_WORD_PATTERN.match(text, line.start, line.end)
    return before.indent + before.length + 1 + (len(word.group()) if word else 0) <= column


def joins(text: str, before: Line, line: Line, column: int, indent: int) -> bool:
    """Say whether a line goes on with the sentence, or the wrapped paragraph, of the line above it."""
    words = line.start, line.end
    if ITEM_PATTERN.match(text, *words) or LABEL_PATTERN.match(text, *words) or BYLINE_PATTERN.match(text, *words):
        return False
    if column and before.length <= WRAP_MOST:
        if _is_name_below(text, before, line):
            return False
        return line.indent <= indent and (
            not fits(text, before, line, column) or _goes_on(text[before.end - 1], text[line.start])
        )
    return _breaks_sentence(text, before, line)


def _is_name_below(text: str, before: Line, line: Line) -> bool:
    """Say whether a line is a name or two without a full stop, below the end of a sentence: an agency's, a writer's."""
    words = text[line.start : line.end].split()
    return len(words) <= 2 and words[-1].isalnum() and words[0][0].isupper() and text[before.end - 1] in '.!?"”'


def _breaks_sentence(text: str, before: Line, line: Line) -> bool:
    """Say whether the sentence of a line has no end and the next line goes on with it."""
    if before.length < LONG_LINE:
        return False
    last, first = text[before.end - 1], text[line.start]
    if last in ",，、" or (last in "-–—" and text[before.end - 2] != last):
        return first.isalpha() or first.isdigit() or first in "“\"‘'"
    tail = text[max(before.start, before.end - 12) : before.end]
    if OPEN_WORD_PATTERN.search(tail):
        return first.isalnum() or first in "“\"‘'$€£"
    return _goes_on(last, first)


def _goes_on(last: str, first: str) -> bool:
    """Say whether a line with this last character has no end, and the next one begins with a small letter."""
    return (last.isalnum() or last in "’',") and first.islower()
