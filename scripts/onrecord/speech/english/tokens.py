"""The words of a text, cut once a sentence."""

from __future__ import annotations

import bisect
import re
from collections.abc import Sequence
from functools import partial
from itertools import accumulate

from onrecord.speech.types import Token

# "spokesman", "didn't", "Oyelaran's", "vice-chair"
WORD_PATTERN = re.compile(r"(\w+(?:['·-]\w+)*·?)")


_word = partial(tuple.__new__, Token)  # hot path: Token(…) costs three times as much


def words(masked: str, start: int = 0, end: int | None = None) -> list[Token]:
    """Return the words of a stretch of text."""
    pieces = WORD_PATTERN.split(masked[start:end])  # gap, word, gap, word, …, gap
    ends = list(accumulate(map(len, pieces), initial=start))
    texts = pieces[1::2]
    return list(map(_word, zip(ends[1::2], ends[2::2], texts, map(str.lower, texts), strict=False)))


def within(line: Sequence[Token], start: int, end: int) -> Sequence[Token]:
    """Return the words that lie in a stretch of text."""
    a = bisect.bisect_left(line, (start,))
    b = bisect.bisect_left(line, (end,), a)
    if b > a and line[b - 1].end > end:
        b -= 1
    return line[a:b]
