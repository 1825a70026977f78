"""Records become pages: each view (`views`) has a template and a function that fills it; nothing is written here.

What a page says is complete in its Markdown: structure and headings are Markdown, every word of a seed is escaped
HTML that no Markdown parser reads, and links lead to published addresses (`urls`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from onrecord.publish.pages import article, lists, moved
from onrecord.publish.pages.links import SiteView
from onrecord.publish.pages.views import (
    ArticlesView,
    ArticleView,
    HomeView,
    MovedView,
    ProblemsView,
    SpeakersView,
    SpeakerView,
    TopicsView,
    TopicView,
    UnattributedView,
    View,
)

RENDERERS: dict[type[Any], Callable[[Any, SiteView], tuple[str, str]]] = {
    ArticleView: article.render,
    ArticlesView: lists.articles,
    HomeView: lists.home,
    MovedView: moved.render,
    ProblemsView: lists.problems,
    SpeakerView: lists.speaker,
    SpeakersView: lists.speakers,
    TopicView: lists.topic,
    TopicsView: lists.topics,
    UnattributedView: lists.unattributed,
}


def render(view: View, site: SiteView) -> Iterator[tuple[str, str]]:
    """Yield (path below docs_dir, text) of the page that a view makes."""
    yield RENDERERS[type(view)](view, site)
