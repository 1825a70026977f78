"""Templates print nothing unescaped, and front matter gives every string back."""

from __future__ import annotations

import dataclasses

import pytest
import yaml
from hypothesis import given, settings

from onrecord.model import Field, Refused
from onrecord.publish import pages
from onrecord.publish.pages import environment
from onrecord.publish.pages.views import MovedView
from samples import pages as samples
from samples.html import converted, page_of
from samples.pages import HEAD_PATTERN, TEXTS, head_of


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


@pytest.mark.parametrize("view", samples.views() + samples.empty_views(), ids=lambda v: type(v).__name__)
def test_a_page_without_markdown_is_not_touched_by_it(view: object) -> None:
    text = page_of(view)
    head = head_of(text)
    assert text.count("\n---\n") >= 1
    if head.get("raw"):
        assert converted(text) == HEAD_PATTERN.sub("", text, count=1).strip()
        assert "\n\n" not in text


@pytest.mark.parametrize("name", ["nothing", "view.nothing"])
def test_a_template_of_an_archives_own_with_a_name_that_is_not_there_is_refused(name: str) -> None:
    own = dataclasses.replace(samples.SITE, templates=(("moved.html.jinja", f"{{{{ {name} }}}}"),))
    with pytest.raises(Refused) as caught:
        list(pages.render(MovedView("articles/old.md", "articles/lamp.md", "Lamp"), own))
    assert (caught.value.problem.path, caught.value.problem.code) == ("moved.html.jinja", "TEMPLATE")
    assert "nothing" in caught.value.problem.message
