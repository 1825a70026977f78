"""Marks and tags in a text add no character and lose none."""

from __future__ import annotations

import dataclasses

from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from onrecord.model import Span
from onrecord.publish.pages.markup import Mark, Tag, escape, marked, role
from samples import pages as samples
from samples.html import page_of, read
from samples.pages import TEXTS


@given(TEXTS, st.data())
def test_marks_and_tags_add_no_character_and_lose_none(text: str, data: st.DataObject) -> None:
    offsets = st.integers(0, len(text))
    spans = data.draw(st.lists(st.tuples(offsets, offsets).map(sorted), max_size=8))
    marks = [
        Mark(Span(a, b), Markup(f'<span id="m{n}">'), Markup(f'<span data-again="{n}">'))
        for n, (a, b) in enumerate(spans)
    ]
    tags = [Tag(at, Markup('<a href="#x" data-by="y"></a>')) for at in data.draw(st.lists(offsets, max_size=4))]
    made = marked(text, Span(0, len(text)), marks, tags)
    shown = read(f"<p>{made}</p>", "p")
    assert "".join(shown.text) == text
    assert not shown.open
    assert made.count("</a>") == len(tags)
    for n, (a, b) in enumerate(spans):
        assert made.count(f'id="m{n}"') == (1 if a < len(text) and b > 0 else 0)


def test_nested_utterances_nest_and_crossing_ones_are_cut() -> None:
    def mark(n: int, a: int, b: int) -> Mark:
        return Mark(Span(a, b), Markup(f"<span id=m{n}>"), Markup(f"<span class=m{n}>"))

    nested = marked("abcdef", Span(0, 6), [mark(1, 0, 6), mark(2, 2, 4)])
    assert nested == "<span id=m1>ab<span id=m2>cd</span>ef</span>"
    crossing = marked("abcdef", Span(0, 6), [mark(1, 0, 4), mark(2, 2, 6)])
    assert crossing == "<span id=m1>ab</span><span id=m2><span class=m1>cd</span>ef</span>"


def test_escape_leaves_nothing_that_ends_an_attribute_or_a_line() -> None:
    assert not set("<>\"'\n\r\t") & set(escape("<a href=\"x\" b='c'>\n\r\t&"))


def test_a_role_is_shown_without_the_stop_of_its_sentence() -> None:
    assert role("Oyster grower at\nTolley Point.") == "Oyster grower at Tolley Point"
    for whole in ("clerk of Lamp Works Ltd.", "envoy to the U.S.", "keeper of …", "poet and so on..", "mayor"):
        assert role(whole) == whole
    said = dataclasses.replace(samples.quotations(samples.article())[1], role="Oyster grower.")
    page = page_of(samples.TopicView("fish", "Fish", samples.PageOf(), quotations=(said,)))
    assert "<bdi>Oyster grower</bdi>; in" in page
