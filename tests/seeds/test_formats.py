"""Formats: the ending picks the reader, and any text is read whole or refused."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samples.seeds import read, read_or_none, refusal


@pytest.mark.parametrize("name", ["a.html", "a.pdf", "a", "a.txt.bak", "a.yml"])
def test_other_formats_are_refused_by_name(name):
    assert refusal("Rain.", name).code == "FORMAT"


@pytest.mark.parametrize(("name", "form"), [("a.txt", "txt"), ("A.TXT", "txt"), ("a.md", "md")])
def test_the_ending_picks_the_reader(name, form):
    assert read("Rain.", name).format == form


@given(st.text(st.characters(codec="utf-8"), min_size=1))
def test_any_text_is_read_whole_or_refused(words):
    raw = read_or_none(words.encode())
    assert raw is None or raw.text == words.removeprefix("\ufeff")
