"""The sentence around an utterance."""

from __future__ import annotations

import dataclasses

from hypothesis import given
from hypothesis import strategies as st

from onrecord.archive import context
from onrecord.model import Document, Span
from samples import pages as samples
from samples.pages import TEXTS


def test_a_quotation_outside_its_article_has_its_sentence() -> None:
    view = samples.article()
    shown = ["".join(context.of(view.document, view.story, one)) for one in view.story.speech.utterances]
    assert shown == [
        "The town of Little Wexcombe will keep its harbour lamp lit, the harbour office announced that the money had "
        "been found.",
        "“We have waited for this. I am glad,” said Tove Lindqvist, the harbour mistress.",
        "She called the plan “a small miracle”.",
        "“Nobody asked the fishermen.”",
    ]


def test_a_title_or_an_initial_ends_no_sentence() -> None:
    text = "It rained. Sen. J. Brook said the lamp was lit. It was late."
    view = samples.article(text, said=(), fields=(), document=Document(text, (Span(0, len(text)),)))
    one = dataclasses.replace(
        samples.article().story.speech.utterances[0],
        span=samples.span(text, "the lamp was lit"),
        mention=None,
        cue=None,
    )
    assert "".join(context.of(view.document, view.story, one)) == "Sen. J. Brook said the lamp was lit."


@given(TEXTS.filter(lambda t: len(t) > 1), st.data())
def test_context_is_the_text_around_the_words(text: str, data: st.DataObject) -> None:
    start, end = sorted(data.draw(st.tuples(st.integers(0, len(text)), st.integers(0, len(text)))))
    view = samples.article(text, said=(), fields=(), document=Document(text, (Span(0, len(text)),)))
    one = dataclasses.replace(samples.article().story.speech.utterances[0], span=Span(start, end))
    before, words, after = context.of(view.document, view.story, one)
    assert words == text[start:end]
    assert text[:start].endswith(before)
    assert text[end:].startswith(after)
    assert len(before) <= context.REACH
    assert len(after) <= context.REACH + 4
