"""What stands on a page: the text to the character, no element but our own, names in their place, links that hold."""

from __future__ import annotations

import dataclasses
import html.parser
import json
import re
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import markdown
import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from markupsafe import Markup

from onrecord import urls
from onrecord.archive import context
from onrecord.model import Boilerplate, Document, Field, Refused, Span
from onrecord.publish import pages
from onrecord.publish.pages import environment
from onrecord.publish.pages.links import SpeakerLink
from onrecord.publish.pages.markup import Mark, Tag, escape, gaps, marked, role
from onrecord.publish.pages.views import ArticleView, MovedView
from samples import pages as samples
from samples.pages import HEAD_PATTERN, TEXTS, head_of

VOID = {"meta", "link", "input", "br", "hr", "img"}
# "---\ntitle: …\n---\n"
# Any text that a seed can hold: the reader refuses C0 controls other than white space, and lone surrogates
NASTY = [
    "---", "    indented", "\tTab", "<script>alert(1)</script>", "[TOC]", "&amp; &lt; &#38;", "2024. The year",
    "# No heading", "*a* __init__ `x` ~~y~~", "</p></section></div>", "[a](javascript:x)", "--8<-- x",
    "{{ x }} {% y %}", "<!-- open", "a\r\nb", "line one\nline two", "x\u2028y\u2029z\u0085w", "{: onclick=x }",
    "*[NATO]: treaty", "\\*", "| a | b |\n|---|---|\n| 1 | 2 |", 'data-search-exclude="1"', "![x](y)",
    "http://a.example", "  trailing  ", "\u202eturned\u202c", "&nbsp;", "]]>", "<?php x ?>",
]  # fmt: skip


class Reader(html.parser.HTMLParser):
    """Reads the words inside one element, and which elements stand in it."""

    def __init__(self, tag: str, **wanted: str) -> None:
        super().__init__(convert_charrefs=True)
        self.wanted, self.depth, self.text, self.elements = (tag, wanted), 0, [""], list[str]()
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        if self.depth:
            self.elements.append(tag)
        if self.depth or (tag == self.wanted[0] and all(found.get(k) == v for k, v in self.wanted[1].items())):
            self.depth += tag not in VOID
            self.open += [tag] if tag not in VOID else []

    def handle_endtag(self, tag: str) -> None:
        if self.depth:
            assert self.open.pop() == tag
            self.depth -= 1

    def handle_data(self, data: str) -> None:
        if self.depth:
            self.text.append(data)


def read(source: str, tag: str, **wanted: str) -> Reader:
    reader = Reader(tag, **wanted)
    reader.feed(source)
    reader.close()
    return reader


def converted(text: str) -> str:
    """Return the HTML of a page, as MkDocs makes it without our hook."""
    return markdown.markdown(HEAD_PATTERN.sub("", text, count=1), extensions=["toc", "tables"])


def squeezed(text: str) -> str:
    return " ".join(text.split())


def page_of(view: object) -> str:
    return next(pages.render(view, samples.SITE))[1]  # type: ignore[arg-type]


# The text


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


# Front matter


@given(TEXTS)
def test_front_matter_gives_every_string_back(text: str) -> None:
    for loader in (yaml.CSafeLoader, yaml.SafeLoader):
        assert yaml.load(f"a: {environment.yaml_value(text)}\n", loader) == {"a": text}
        nested = {"list": [text, 1, None, True], text: {"x": text}}
        assert yaml.load(f"a: {environment.yaml_value(nested)}\n", loader) == {"a": nested}


@settings(max_examples=50)
@given(TEXTS.filter(lambda t: t.strip()))
def test_a_title_is_escaped_for_themes_that_print_it_as_it_is(title: str) -> None:
    view = samples.article(fields=(Field("title", title, "added", None, "sidecar"),))
    head = head_of(page_of(view))
    assert not set("<>\"'") & set(str(head["title"]))
    assert head["fields"] == {"title": {"status": "added", "values": [title]}}


@pytest.mark.parametrize(
    "title", ["404", "no", "12:30", "null", "- a", "{a: b}", "!!python/object:os.system x", "&a", "*a"]
)
def test_titles_that_look_like_yaml_stay_strings(title: str) -> None:
    head = head_of(page_of(samples.article(fields=(Field("title", title, "stated", None, "first-line"),))))
    assert isinstance(head["title"], str)
    assert head["fields"] == {"title": {"status": "stated", "values": [title]}}


def test_names_are_isolated_and_cannot_turn_the_line() -> None:
    name = "Tove \u202egnal\u202c"
    view = dataclasses.replace(samples.article(), speakers=(SpeakerLink("person", name, "tove"), *samples.SPEAKERS[1:]))
    beside = page_of(view).split("<aside")[1]
    assert "\u202e" not in beside
    assert "\u202e" not in str(
        head_of(page_of(samples.article(fields=(Field("title", name, "stated", None, "x"),))))["title"]
    )


# Honesty


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


# Licences


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


# Whole pages


@pytest.mark.parametrize("view", samples.views() + samples.empty_views(), ids=lambda v: type(v).__name__)
def test_a_page_without_markdown_is_not_touched_by_it(view: object) -> None:
    text = page_of(view)
    head = head_of(text)
    assert text.count("\n---\n") >= 1
    if head.get("raw"):
        assert converted(text) == HEAD_PATTERN.sub("", text, count=1).strip()
        assert "\n\n" not in text


@pytest.mark.parametrize("view", samples.empty_views(), ids=lambda v: type(v).__name__)
def test_an_empty_page_says_so_in_a_sentence(view: object) -> None:
    text = squeezed("".join(read(f"<body>{converted(page_of(view))}</body>", "body").text))
    assert re.search(r"\b(no|nothing|nobody)\b", text, re.I)
    assert "0 entries" not in text


def test_numbers_and_nouns_agree() -> None:
    assert environment.plural(1, "utterance") == "1 utterance"
    assert environment.plural(1234, "utterance") == "1,234 utterances"
    assert environment.human_date("2031-05-02") == "2 May 2031"
    assert environment.human_date("2031-05") == "May 2031"
    assert environment.human_date("2031") == "2031"
    assert environment.human_date("2031-13-40") == "2031-13-40"


def test_pagers_offer_the_ends_and_the_neighbours() -> None:
    offered = environment.pages_of(dataclasses.replace(samples.PageOf(), number=7, total=20))
    assert offered == [1, 0, 5, 6, 7, 8, 9, 0, 20]


def test_escape_leaves_nothing_that_ends_an_attribute_or_a_line() -> None:
    assert not set("<>\"'\n\r\t") & set(escape("<a href=\"x\" b='c'>\n\r\t&"))


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site")
    return samples.build(samples.write_docs(folder, samples.views()), folder / "site")


class Links(html.parser.HTMLParser):
    """Collects where a page leads, and the ids on it."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, str, str]] = []
        self.ids: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if name in {"href", "src"}:
                self.found.append((tag, value or "", dict(attrs).get("rel") or ""))
            elif name == "id":
                self.ids.append(value or "")


def test_every_link_of_the_built_site_leads_somewhere(site: Path) -> None:
    built = {}
    for path in site.rglob("*.html"):
        reader = Links()
        reader.feed(path.read_text(encoding="utf-8"))
        built[path.relative_to(site).as_posix()] = reader
    assert len(built) > 20
    for path, reader in built.items():
        assert len(reader.ids) == len(set(reader.ids)), path
        here = samples.SITE.url + ("" if path == "404.html" else path.removesuffix("index.html"))
        for tag, address, rel in reader.found:
            parts = urlsplit(urljoin(here, address))
            if not urljoin(here, address).startswith(samples.SITE.url):
                assert tag == "a", (path, address)
                assert {"noopener", "nofollow"} <= set(rel.split()), (path, address)
                assert parts.scheme in {"http", "https"}
                continue
            target = unquote(parts.path.removeprefix("/sub/"))
            target += "index.html" if target.endswith("/") or not target else ""
            assert (site / target).is_file(), (path, address)
            if parts.fragment and parts.fragment not in {"__consent"}:
                assert parts.fragment in built[target].ids, (path, address)


def test_pages_are_found_from_both_ends(site: Path) -> None:
    article = (site / "articles/lamp/index.html").read_text(encoding="utf-8")
    speaker = (site / "speakers/tove-lindqvist/index.html").read_text(encoding="utf-8")
    topic = (site / "topics/transport/index.html").read_text(encoding="utf-8")
    assert 'href="../../speakers/tove-lindqvist/"' in article
    assert 'href="../../topics/transport/"' in article
    for page in (speaker, topic):
        assert 'href="../../articles/lamp/#q-' in page
    assert 'href="../transport/"' not in topic
    assert 'href="../../topics/transport/"' in speaker
    assert 'href="../../speakers/tove-lindqvist/"' in topic


def test_an_article_names_its_seed_in_its_head(site: Path) -> None:
    page = (site / "articles/lamp/index.html").read_text(encoding="utf-8")
    assert '<meta name="onrecord:seed" content="lamp.txt">' in page
    assert re.search(r'<meta name="onrecord:sha256" content="[0-9a-f]{64}">', page)


def test_search_has_one_entry_an_article_and_ranks_speakers_and_topics_above(site: Path) -> None:
    index = json.loads((site / "search/search_index.json").read_text(encoding="utf-8"))["docs"]
    by_place = {entry["location"]: entry for entry in index}
    written = {path.stem for path in (samples.ROOT / "docs").glob("*.md")}
    made = [place for place in by_place if not place or place.split("/")[0] not in written]
    assert sorted(made) == [
        "articles/lamp/", "articles/quay/", "articles/tide/",
        "speakers/harbour-office/", "speakers/tove-lindqvist/", "topics/transport/",
    ]  # fmt: skip
    assert "토베 린드크비스트" in by_place["speakers/tove-lindqvist/"]["text"]
    boosts = [
        by_place[place].get("boost", 1) for place in ("speakers/tove-lindqvist/", "topics/transport/", "articles/lamp/")
    ]
    assert boosts == sorted(boosts, reverse=True)
    assert boosts[1] > 1
    assert "May I reuse" not in by_place["articles/lamp/"]["text"]
    assert "Tove Lindqvist" in by_place["articles/tide/"]["text"]
    assert "not shown word" not in by_place["articles/tide/"]["text"]


def test_an_archive_with_nothing_in_it_is_a_site_too(tmp_path: Path) -> None:
    made = samples.build(samples.write_docs(tmp_path, samples.empty_views()), tmp_path / "site")
    assert "Nothing here yet" in (made / "index.html").read_text(encoding="utf-8")


def test_a_suggestion_lends_no_role_to_unattributed_words() -> None:
    said = dataclasses.replace(samples.quotations(samples.article())[3], role="Mayor of Wexcombe")
    question = samples.OpenQuestion(said, "named-after", samples.SPEAKERS[0])
    page = page_of(samples.UnattributedView(samples.PageOf(1, 1, 1), (question,)))
    assert "Mayor of Wexcombe" not in page
    assert "Not attributed: the rule <code>named-after</code> is not sure enough here. Perhaps" in page


def test_whom_the_text_names_in_part_is_attributed_and_the_reason_is_said() -> None:
    said = samples.quotations(samples.article())[1]
    pell = samples.SpeakerLink("unknown", "Pell", rule="surname alone")
    question = samples.OpenQuestion(dataclasses.replace(said, speaker=pell, certainty="certain"), pell.doubt)
    page = page_of(samples.UnattributedView(samples.PageOf(1, 1, 1), (question,)))
    assert "(named in the text, not identified: the text gives one name only)" in page
    assert "Who it is stays open: the text gives one name only." in page
    assert "is not sure" not in page
    assert "Not attributed" not in page


def test_two_speakers_of_one_name_are_told_apart_in_lists() -> None:
    one = dataclasses.replace(samples.SPEAKERS[0], note="harbour mistress.")
    assert "harbour mistress; 2 utterances" in page_of(samples.SpeakersView(None, samples.PageOf(), (), (one,)))


def test_a_topic_without_articles_has_no_page_and_no_link_to_one() -> None:
    near = (samples.TopicLink("economy", "Economy"), samples.TopicLink("travel", "Travel", 2))
    page = page_of(samples.TopicView("transport", "Transport", samples.PageOf(), broader=near, narrower=near))
    assert page.count('topics/economy"') + page.count('../economy/"') == 0
    assert page.count('href="../travel/"') == 2
    assert page.count("Economy") == 2
    assert "no article yet" in page


def test_a_role_is_shown_without_the_stop_of_its_sentence() -> None:
    assert role("Oyster grower at\nTolley Point.") == "Oyster grower at Tolley Point"
    for whole in ("clerk of Lamp Works Ltd.", "envoy to the U.S.", "keeper of …", "poet and so on..", "mayor"):
        assert role(whole) == whole
    said = dataclasses.replace(samples.quotations(samples.article())[1], role="Oyster grower.")
    page = page_of(samples.TopicView("fish", "Fish", samples.PageOf(), quotations=(said,)))
    assert "<bdi>Oyster grower</bdi>; in" in page


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


@pytest.mark.parametrize("name", ["nothing", "view.nothing"])
def test_a_template_of_an_archives_own_with_a_name_that_is_not_there_is_refused(name: str) -> None:
    own = dataclasses.replace(samples.SITE, templates=(("moved.html.jinja", f"{{{{ {name} }}}}"),))
    with pytest.raises(Refused) as caught:
        list(pages.render(MovedView("articles/old.md", "articles/lamp.md", "Lamp"), own))
    assert (caught.value.problem.path, caught.value.problem.code) == ("moved.html.jinja", "TEMPLATE")
    assert "nothing" in caught.value.problem.message
