"""Lays out every page that is not an article: home, lists, speakers, topics, and work for people."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from onrecord import urls
from onrecord.publish.pages import environment
from onrecord.publish.pages.links import PageOf, SiteView
from onrecord.publish.pages.markup import escape, one_line
from onrecord.publish.pages.views import (
    ArticlesView,
    HomeView,
    ProblemsView,
    SpeakersView,
    SpeakerView,
    TopicsView,
    TopicView,
    UnattributedView,
)

NOT_SEARCHED = {"exclude": True}
SPEAKER_BOOST = 8
TOPIC_BOOST = 4


def _page(
    template: str,
    title: str,
    path_of: Callable[[int], str],
    site: SiteView,
    page: PageOf | None = None,
    search: dict[str, Any] | None = None,
    **values: Any,
) -> tuple[str, str]:
    """Return a page of a list; every one but the first says its number in its title, and only the first is searched."""
    page = page or PageOf()
    head = title if page.number == 1 else f"{title}, page {page.number}"
    searched = search if search and page.number == 1 else NOT_SEARCHED
    front = {"title": str(escape(one_line(head))), "search": searched, "hide": ["toc"], "raw": True}
    return environment.page(
        template, path_of(page.number), site, front=front, title=head, page=page, path_of=path_of, **values
    )


def home(view: HomeView, site: SiteView) -> tuple[str, str]:
    """Return the first page."""
    return _page("home.md.jinja", site.name, lambda _: urls.HOME, site, view=view)


def articles(view: ArticlesView, site: SiteView) -> tuple[str, str]:
    """Return a page of a list of articles."""
    if view.year is None:
        return _page("articles.md.jinja", "Articles", urls.articles_path, site, view.page, view=view)
    year = view.year
    title = f"Articles of {year}" if year else "Articles without a stated date"
    return _page("articles.md.jinja", title, lambda n: urls.year_path(year, n), site, view.page, view=view)


def speaker(view: SpeakerView, site: SiteView) -> tuple[str, str]:
    """Return a page of a speaker."""
    one = view.speaker
    return _page(
        "speaker.md.jinja",
        one.name,
        lambda n: urls.speaker_path(one.id, n),
        site,
        view.page,
        {"boost": SPEAKER_BOOST},
        view=view,
    )


def speakers(view: SpeakersView, site: SiteView) -> tuple[str, str]:
    """Return the index of speakers, or a page of those filed under a letter."""
    letter = view.letter
    if letter is None:
        return _page("speakers.md.jinja", "Speakers", lambda _: urls.SPEAKERS, site, view.page, view=view)
    title = f"Speakers: {letter.label}"
    return _page("speakers.md.jinja", title, lambda n: urls.letter_path(letter.id, n), site, view.page, view=view)


def topic(view: TopicView, site: SiteView) -> tuple[str, str]:
    """Return a page of a topic."""
    return _page(
        "topic.md.jinja",
        view.name,
        lambda n: urls.topic_path(view.id, n),
        site,
        view.page,
        {"boost": TOPIC_BOOST},
        view=view,
    )


def topics(view: TopicsView, site: SiteView) -> tuple[str, str]:
    """Return the index of topics."""
    return _page("topics.md.jinja", "Topics", lambda _: urls.TOPICS, site, view=view)


def unattributed(view: UnattributedView, site: SiteView) -> tuple[str, str]:
    """Return a page of utterances that lead to nobody's page."""
    return _page("unattributed.md.jinja", "Open questions", urls.unattributed_path, site, view.page, view=view)


def problems(view: ProblemsView, site: SiteView) -> tuple[str, str]:
    """Return a page of refusals and warnings."""
    return _page("problems.md.jinja", "Refusals and warnings", urls.problems_path, site, view.page, view=view)
