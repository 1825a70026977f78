"""An article's page: nobody named who was not identified, no word that a licence withholds."""

from __future__ import annotations

import dataclasses

from onrecord.model import Field
from onrecord.publish import pages
from onrecord.publish.pages.links import SpeakerLink
from samples import pages as samples
from samples.html import converted, page_of, read, squeezed
from samples.pages import head_of


def test_names_are_isolated_and_cannot_turn_the_line() -> None:
    name = "Tove \u202egnal\u202c"
    view = dataclasses.replace(samples.article(), speakers=(SpeakerLink("person", name, "tove"), *samples.SPEAKERS[1:]))
    beside = page_of(view).split("<aside")[1]
    assert "\u202e" not in beside
    assert "\u202e" not in str(
        head_of(page_of(samples.article(fields=(Field("title", name, "stated", None, "x"),))))["title"]
    )


def test_an_unsure_utterance_names_nobody() -> None:
    said = samples.Said("Nobody asked the fishermen.", "direct", 2, "unsure")
    page = page_of(samples.article(said=(said,)))
    assert "widow" not in page
    assert 'aria-label="not attributed"' in page
    assert "../../work/unattributed/" in page


def test_reported_speech_is_never_shown_as_a_quotation() -> None:
    one = samples.quotations(samples.article())[0]
    assert one.mode == "reported"
    page = page_of(next(v for v in samples.views() if getattr(v, "quotations", ()) == (one,)))
    assert "<blockquote" not in page
    assert "in the reporter’s words" in page


def test_status_is_a_word_for_every_field() -> None:
    facts = read(converted(page_of(samples.article())), "div", **{"class": "otr-facts"})
    text = squeezed("".join(facts.text))
    for words in ("Title Harbour lamp", "stated, first-line", "added, sidecar", "Section, Place, Language not stated"):
        assert words in text


SECRET = "Nobody asked the fishermen."


def test_a_licence_for_quotations_keeps_the_rest_of_the_text_back() -> None:
    page = page_of(samples.article(extent="quotations"))
    assert "We have waited" in page
    assert "Source : The Wexcombe" not in page
    assert "data/seeds" not in page


def test_a_licence_for_facts_keeps_all_words_back() -> None:
    page = page_of(samples.article(extent="metadata"))
    for words in ("We have waited", SECRET, "money had been", "small miracle", ">harbour lamp<", "data/seeds"):
        assert words not in page
    assert "The Wexcombe Lantern&#39;s public work is used according to KOGL" in page
    assert "May I reuse this?" in page
    assert page.count(' id="q-') == 4
    assert "2 utterances: 1 word for word, 1 in part" in page
    section = squeezed("".join(read(page, "section", **{"class": "otr-text"}).text))
    assert "Tove Lindqvist" in section


def test_a_citation_has_an_address_only_when_the_site_has_one() -> None:
    undated = dataclasses.replace(samples.article(), story=samples.article(fields=()).story)
    _, text = next(pages.render(undated, dataclasses.replace(samples.SITE, url="")))
    line = "".join(read(text, "p", **{"class": "otr-cite"}).text)
    archive = f"In: The Lamp Archive (SHA-256 {undated.seed.sha256[:16]})."
    assert line == f"“lamp.txt” (title inferred from the text). Date not stated. {archive}"
    assert "The Lamp Archive, https://archive.example/sub/articles/lamp/ (SHA-256" in page_of(samples.article())


def test_every_utterance_can_be_cited_by_itself() -> None:
    said = (samples.SAID[0], samples.Said("We have waited for this. I am glad,", "direct", 0))
    view = samples.article(said=(*said, *samples.SAID[2:]))
    page = read(page_of(view), "aside", **{"class": "otr-aside"})
    shown = squeezed("".join(page.text))
    assert page.elements.count("details") == 4
    link = f"https://archive.example/sub/articles/lamp/#q-{view.utterance_ids[1]}"
    where = "“Harbour lamp to burn all night, council decides”, The Wexcombe Lantern, 2 May 2031, The Lamp Archive"
    assert f"Tove Lindqvist: “We have waited for this. I am glad”, quoted in {where}, {link}" in shown
    assert f"Harbour Office, as reported: the money had been found; in {where}" in shown
    assert "Speaker not identified: “Nobody asked the fishermen.”" in shown
    assert "Nobody asked" not in page_of(samples.article(extent="metadata"))
