"""Korean word lists as parts of patterns."""

from __future__ import annotations

from onrecord.language import wordlists


def one_of(file: str, *lists: str) -> str:
    """Return the part of a pattern that any word of some lists of a Korean file fits."""
    return f"(?:{wordlists.alternation(wordlists.words('ko', file, *lists))})"


PARTICLE = one_of("small_words", "particles")
DO = one_of("small_words", "do")
TIE = one_of("small_words", "ties")
_ADVERB_END = one_of("small_words", "adverb_endings")
# "조용히 ", "크게 ": between a noun and its verb
ADVERB = f"(?:[가-힣]+{_ADVERB_END} )?"
