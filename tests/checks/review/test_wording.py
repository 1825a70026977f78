"""What strangers wrote means nothing to Markdown."""

from __future__ import annotations

import html

from hypothesis import given
from hypothesis import strategies as st

from onrecord.checks.review import wording


@given(st.text(max_size=80))
def test_no_words_of_a_stranger_mean_anything_to_markdown(words: str) -> None:
    written = wording.plain(f"x{words}")
    assert not set(written) & set("\n\r<>`*[]|@~_\\")
    assert html.unescape(written).startswith("x")
