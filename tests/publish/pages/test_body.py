"""A text on its page: to the character, with no element but our own."""

from __future__ import annotations

import dataclasses

import pytest
from hypothesis import given, settings

from onrecord import urls
from onrecord.model import Boilerplate, Document, Span
from onrecord.publish.pages.markup import gaps
from onrecord.publish.pages.views import ArticleView
from samples import pages as samples
from samples.html import converted, page_of, read, squeezed
from samples.pages import HEAD_PATTERN, TEXTS

NASTY = [
    "---", "    indented", "\tTab", "<script>alert(1)</script>", "[TOC]", "&amp; &lt; &#38;", "2024. The year",
    "# No heading", "*a* __init__ `x` ~~y~~", "</p></section></div>", "[a](javascript:x)", "--8<-- x",
    "{{ x }} {% y %}", "<!-- open", "a\r\nb", "line one\nline two", "x\u2028y\u2029z\u0085w", "{: onclick=x }",
    "*[NATO]: treaty", "\\*", "| a | b |\n|---|---|\n| 1 | 2 |", 'data-search-exclude="1"', "![x](y)",
    "http://a.example", "  trailing  ", "\u202eturned\u202c", "&nbsp;", "]]>", "<?php x ?>",
]  # fmt: skip


@pytest.mark.parametrize("words", NASTY)
def test_a_paragraph_that_begins_with_anything_survives_markdown(words: str) -> None:
    shown = read(converted(page_of(one_paragraph(words))), "section", **{"class": "otr-text"})
    assert "".join(shown.text).strip("\n") == words
    assert set(shown.elements) <= {"p"}


@settings(max_examples=150)
@given(TEXTS.filter(lambda t: t.strip()))
def test_every_character_of_a_text_is_on_its_page_and_nothing_else(words: str) -> None:
    text = page_of(one_paragraph(words))
    shown = read(converted(text), "section", **{"class": "otr-text"})
    assert "".join(shown.text)[1:-1] == words
    assert converted(text) == HEAD_PATTERN.sub("", text, count=1).strip()


def one_paragraph(words: str) -> ArticleView:
    document = Document(words, (Span(0, len(words)),))
    return samples.article(words, said=(), fields=(), document=document)


def test_an_utterance_over_two_paragraphs_has_one_id() -> None:
    whole = samples.Said("We begin here.\n“We end there.", "direct", 0)
    page = page_of(samples.article("“We begin here.\n“We end there.”", said=(whole,), fields=()))
    ident = urls.utterance_ids("lamp", [whole.words])[0]
    assert page.count(f'id="q-{ident}"') == 1
    assert page.count('class="otr-q otr-direct"') == 2
    assert page.count('class="otr-by"') == 1


def test_words_between_paragraphs_are_shown_too() -> None:
    text = "title: Lamp\n---\nThe story.\n* * *\nThe end.\n(signed)"
    document = Document(text, (samples.span(text, "The story."), samples.span(text, "The end.")))
    page = page_of(samples.article(text, said=(), fields=(), document=document))
    shown = read(converted(page), "section", **{"class": "otr-text"})
    assert squeezed("".join(shown.text)) == squeezed(text)
    assert gaps(text, document.paragraphs, Span(0, len(text)))[0].of(text) == "title: Lamp\n---"


def test_boilerplate_is_shown_and_told_from_the_story() -> None:
    text = "QUAY (Lantern) — The lamp burns.\nInes Okoro, The Lantern.\n"
    view = samples.article(text, said=(), fields=())
    boilerplate = (
        Boilerplate(samples.span(text, "QUAY (Lantern)"), "dateline", "head"),
        Boilerplate(samples.span(text, "Ines Okoro, The Lantern."), "sign-off", "last-line"),
    )
    metadata = dataclasses.replace(view.story.metadata, boilerplate=boilerplate)
    page = page_of(dataclasses.replace(view, story=dataclasses.replace(view.story, metadata=metadata)))
    assert '<span class="otr-part">QUAY (Lantern)</span> — The lamp burns.' in page
    assert '<p class="otr-furniture" data-kind="sign-off">Ines Okoro, The Lantern.</p>' in page


def test_labels_behind_utterances_hold_no_words_of_their_own() -> None:
    shown = read(converted(page_of(samples.article())), "section", **{"class": "otr-text"})
    assert squeezed("".join(shown.text)) == squeezed(samples.TEXT)


def test_the_label_follows_the_closing_mark() -> None:
    page = page_of(samples.article())
    assert 'glad</span>,”<a class="otr-by" href="../../speakers/tove-lindqvist/"' in page
    assert 'been found</span>.<a class="otr-by otr-by-reported"' in page


def test_three_hundred_utterances_in_one_paragraph_are_all_marked() -> None:
    text = " ".join(f"“We said {n} things,” said Tove Lindqvist." for n in range(300))
    said = tuple(samples.Said(f"We said {n} things", "direct", 0) for n in range(300))
    page = page_of(samples.article(text, said=said, fields=()))
    assert page.count('class="otr-q otr-direct"') == page.count('class="otr-by"') == 300
    shown = read(converted(page), "section", **{"class": "otr-text"})
    assert "".join(shown.text).strip() == text
