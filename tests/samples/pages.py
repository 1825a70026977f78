"""Views made by hand from a text, for tests of the pages: no engine runs, so that a fault there is not a fault here."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import yaml
from hypothesis import strategies as st

from onrecord import urls
from onrecord.archive import context
from onrecord.model import Boilerplate, Document, Field, Metadata, Problem, Source, Span, Speech, Story, Utterance
from onrecord.publish import json_data, pages
from onrecord.publish.manifest import MARK
from onrecord.publish.pages.facts import link_of
from onrecord.publish.pages.links import Extent, PageOf, Reuse, SeedFile, SiteView, SpeakerLink, TopicFound, TopicLink
from onrecord.publish.pages.views import (
    ArticlesView,
    ArticleView,
    Counts,
    HomeView,
    LetterLink,
    OpenQuestion,
    ProblemEntry,
    ProblemsView,
    QuotationView,
    RoleView,
    SpeakersView,
    SpeakerView,
    TopicsView,
    TopicView,
    UnattributedView,
    View,
    YearLink,
)
from onrecord.publish.sync import Writer
from samples.archives import ROOT

SITE = SiteView("The Lamp Archive", "https://archive.example/sub/", True, "https://forge.example/edit/main/seeds")

TEXT = """Harbour lamp to burn all night, council decides
By Ines Okoro
The town of Little Wexcombe will keep its harbour lamp lit, \
the harbour office announced that the money had been found.
“We have waited for this. I am glad,” said Tove Lindqvist, the harbour mistress. She called the plan “a small miracle”.
“Nobody asked the fishermen.”
Source : The Wexcombe Lantern, https://lantern.example/news?id=7&view=full
The Wexcombe Lantern's public work is used according to KOGL
"""


# Any text that a seed can hold: the reader refuses C0 controls other than white space, and lone surrogates
TEXTS = st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters=[chr(c) for c in range(32) if c not in (9, 10, 13)])
)
# "---\ntitle: …\n---\n"
HEAD_PATTERN = re.compile(r"\A---\n(?P<head>.*?)\n---\n", re.S)


@dataclass(frozen=True)
class Said:
    """What to mark in a sample."""

    words: str
    mode: str
    source: int | None
    certainty: str = "certain"


SOURCES = (
    Source("person", "Tove Lindqvist"),
    Source("organisation", "the harbour office"),
    Source("anonymous", "a fisherman’s widow"),
)
SPEAKERS = (
    SpeakerLink("person", "Tove Lindqvist", "tove-lindqvist", listed=True, quotations=2),
    SpeakerLink("organisation", "Harbour Office", "harbour-office", quotations=1),
    SpeakerLink("anonymous", "a fisherman’s widow"),
)
LAMP = "harbour lamp"
SAID = (
    Said("the money had been found", "reported", 1),
    Said("We have waited for this. I am glad", "direct", 0),
    Said("a small miracle", "fragment", 0, "likely"),
    Said("Nobody asked the fishermen.", "direct", 2, "unsure"),
)


def span(text: str, words: str) -> Span:
    """Return where words stand in a text, first."""
    start = text.index(words)
    return Span(start, start + len(words))


def document_of(text: str) -> Document:
    """Return a document whose paragraphs are the lines that hold anything."""
    found = [Span(m.start(), m.end()) for m in re.finditer(r"[^\n]+", text) if m[0].strip()]
    return Document(text, tuple(found))


def article(
    text: str = TEXT,
    said: tuple[Said, ...] = SAID,
    extent: Extent = "full",
    ident: str = "lamp",
    fields: tuple[Field, ...] | None = None,
    document: Document | None = None,
) -> ArticleView:
    """Return an article with a few utterances; every other part is plain."""
    document = document or document_of(text)
    utterances = tuple(
        Utterance(span(text, s.words), s.mode, "quoted", s.source, s.certainty, "cue-after")  # type: ignore[arg-type]
        for s in said
    )
    if fields is None:
        fields = (
            Field("title", "Harbour lamp to burn all night, council decides", "stated", Span(0, 47), "first-line"),
            Field("byline", "Ines Okoro", "stated", Span(51, 61), "by-line"),
            Field("date", "2031-05-02", "added", None, "sidecar"),
            Field("outlet", "The Wexcombe Lantern", "stated", None, "source-line"),
            Field("source_url", "https://lantern.example/news?id=7&view=full", "stated", None, "source-line"),
            Field("credit", "The Wexcombe Lantern's public work is used according to KOGL", "stated", None, "credit"),
            Field("licence", "KOGL-untyped", "stated", None, "kogl"),
        )
    boilerplate = tuple(
        Boilerplate(span(text, words), kind, "rule")  # type: ignore[arg-type]
        for words, kind in (("Source : The Wexcombe Lantern, https://lantern.example/news?id=7&view=full", "source"),)
        if words in text
    )
    data = text.encode()
    return ArticleView(
        id=ident,
        seed=SeedFile(f"{ident}.txt", hashlib.sha256(data).hexdigest(), len(data), "plain", data),
        document=document,
        story=Story(
            1, 0, len(document.paragraphs), Metadata(fields, boilerplate), Speech(SOURCES, utterances if said else ())
        ),
        reuse=Reuse("KOGL-untyped", "KOGL, type not stated", extent, "With the credit line, unchanged.", ""),
        speakers=SPEAKERS,
        utterance_ids=urls.utterance_ids(ident, [s.words for s in said]),
        topics=(TopicFound("transport", "Transport & roads", (span(text, LAMP),), "phrase"),) if LAMP in text else (),
        whole_seed=extent,
    )


def quotations(view: ArticleView) -> tuple[QuotationView, ...]:
    """Return the utterances of an article as other pages show them."""
    made = []
    for ident, one in zip(view.utterance_ids, view.story.speech.utterances, strict=True):
        before, words, after = context.of(view.document, view.story, one)
        sure = one.certainty != "unsure" and one.source is not None
        speaker = view.speakers[one.source] if sure and one.source is not None else None
        made.append(
            QuotationView(
                ident, link_of(view), one.mode, one.form, one.certainty, one.rule, before, words, after, speaker
            )
        )
    return tuple(made)


STRAY = Problem(
    "seeds/lamp.txt", 5, "STRAY-MARK", "warning", "a closing mark '”' that nothing opens", "add the opening mark"
)
REFUSED = Problem("seeds/lamp.bin", 0, "FORMAT", "refused", "'.bin' is not a form that is read", "save it as .txt")


def views() -> list[View]:
    """Return a view of every kind, as one small archive has them."""
    arts = (article(), article(extent="quotations", ident="quay"), article(extent="metadata", ident="tide"))
    links = tuple(map(link_of, arts))
    said = quotations(arts[0])
    transport = TopicLink("transport", "Transport & roads", 3)
    counts = Counts(articles=3, quotations=9, speakers=2, topics=1, unattributed=3, refused=1, warnings=1)
    years = (YearLink("2031", 3),)
    letters = {letter: None for one in SPEAKERS[:2] for letter in urls.letters(one.name)}
    shelves = tuple(LetterLink(one.id, one.label, 1) for one in letters)
    question = OpenQuestion(said[3], "named-after", SPEAKERS[0], (("Ines Okoro", "wrote the article"),))
    return [
        *arts,
        HomeView(counts, links, SPEAKERS[:2], (transport,), years, said[1:2]),
        ArticlesView(None, PageOf(1, 2, 203), links, years),
        ArticlesView(None, PageOf(2, 2, 203), links, years),
        ArticlesView("2031", PageOf(1, 1, 3), links, years),
        SpeakersView(None, PageOf(1, 1, 2), shelves, SPEAKERS[:2]),
        *(SpeakersView(shelf, PageOf(1, 1, 1), shelves, SPEAKERS[:1]) for shelf in shelves),
        SpeakerView(
            SPEAKERS[0],
            PageOf(1, 1, 2),
            ("Tove Lindqvist", "Lindqvist", "토베 린드크비스트"),
            (RoleView("the harbour mistress", links[0]),),
            said[1:3],
            (TopicLink("transport", "Transport & roads", 1),),
            "Keeps the harbour.",
            ("https://people.example/tove", "javascript:alert(1)"),
        ),
        SpeakerView(SPEAKERS[1], PageOf(1, 1, 1), (), (), said[:1]),
        TopicView(
            "transport", "Transport & roads", PageOf(1, 1, 3), "Ships & roads", "medtop:20000337", (), (), links,
            SPEAKERS[:2], said[:2],
        ),
        TopicsView((transport,), (TopicLink("arms", "Arms & trade"),)),
        UnattributedView(PageOf(1, 1, 1), (question,)),
        ProblemsView(PageOf(1, 1, 2), (ProblemEntry(REFUSED), ProblemEntry(STRAY, links[0])), counts),
    ]  # fmt: skip


def empty_views() -> list[View]:
    """Return the views of an archive that holds nothing yet."""
    return [
        HomeView(Counts()),
        ArticlesView(None, PageOf()),
        SpeakersView(None, PageOf()),
        TopicsView(),
        UnattributedView(PageOf()),
        ProblemsView(PageOf()),
    ]


def write_docs(folder: Path, made: Iterable[View], hook: bool = True) -> Path:
    """Write a MkDocs project of these views into a folder and return its configuration file."""
    made_there = shutil.ignore_patterns(*urls.FOLDERS, urls.HOME, MARK)
    shutil.copytree(ROOT / "docs", folder / "docs", ignore=made_there)
    files: list[tuple[str, str | bytes]] = [*json_data.schemas()]
    for view in made:
        files += pages.render(view, SITE)
        if isinstance(view, ArticleView):
            copy = json_data.seed_copy(view)
            files += [json_data.article(view, SITE), *([copy] if copy else [])]
    writer = Writer(folder / "docs")
    for path, text in files:
        writer.write(path, text if isinstance(text, bytes) else text.encode())
    writer.finish()
    config = folder / "mkdocs.yml"
    hooks = f"[{ROOT}/hooks/onrecord_hook.py]" if hook else "[]"
    config.write_text(
        f"INHERIT: {ROOT}/mkdocs.yml\nsite_url: {SITE.url}\ntheme:\n  custom_dir: {ROOT}/overrides\nhooks: {hooks}\n",
        encoding="utf-8",
    )
    return config


def build(config: Path, site: Path) -> Path:
    """Build the site strictly, as the command line does, and return its folder."""
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "-f", str(config), "-d", str(site)],
        env={**os.environ, "ONRECORD_DRIVEN": "1", "NO_MKDOCS_2_WARNING": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return site


def head_of(text: str) -> dict[str, object]:
    found = HEAD_PATTERN.match(text)
    assert found
    loaded = yaml.load(found["head"], yaml.CSafeLoader)
    assert isinstance(loaded, dict)
    return loaded
