"""The data files: a stranger recomputes every quotation from the seed's bytes, and nothing withheld slips out."""

from __future__ import annotations

import dataclasses
import json
from typing import Any

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.model import Document, FieldName, Span
from onrecord.publish import json_data, pages
from onrecord.publish.pages.facts import FIELD_LABELS
from onrecord.publish.pages.links import Extent
from onrecord.publish.pages.views import SpeakerView, TopicView
from samples import pages as samples
from samples.pages import TEXTS, head_of


def record_of(view: object) -> dict[str, Any]:
    path, text = json_data.article(view, samples.SITE)  # type: ignore[arg-type]
    assert path == "data/articles/lamp.json"
    loaded = json.loads(text)
    assert isinstance(loaded, dict)
    return loaded


def places(value: object) -> list[dict[str, Any]]:
    """Return every place in a record, however deep."""
    if isinstance(value, dict):
        found = [value] if "bytes" in value and "start" in value else []
        return found + [place for inner in value.values() for place in places(inner)]
    return [place for inner in value for place in places(inner)] if isinstance(value, list) else []


@pytest.mark.parametrize(("encoding", "mark"), [("utf-8", b""), ("utf-8", b"\xef\xbb\xbf"), ("cp949", b"")])
def test_every_place_can_be_recomputed_from_the_bytes(encoding: str, mark: bytes) -> None:
    text = samples.TEXT.replace("Tove", "토베").replace("—", "-")
    document = dataclasses.replace(samples.document_of(text), encoding=encoding, bom_bytes=len(mark))
    raw = mark + text.encode(encoding)
    record = record_of(samples.article(text, document=document))
    found = places(record)
    assert len(found) >= 8
    for place in found:
        start, end = place["bytes"]
        assert raw[start:end].decode(encoding) == text[place["start"] : place["end"]]
        assert place.get("words", text[place["start"] : place["end"]]) == text[place["start"] : place["end"]]
    for one in record["utterances"]:
        exact = one["selector"]["exact"]
        assert text[one["place"]["start"] : one["place"]["end"]] == exact
        assert one["selector"]["prefix"] + exact + one["selector"]["suffix"] in text


@settings(max_examples=60)
@given(TEXTS.filter(lambda t: t.strip()), st.data())
def test_any_text_makes_json_that_is_safe_in_html(text: str, drawn: st.DataObject) -> None:
    start, end = sorted(drawn.draw(st.tuples(st.integers(0, len(text)), st.integers(0, len(text)))))
    view = samples.article(text, said=(), fields=(), document=Document(text, (Span(0, len(text)),)))
    one = dataclasses.replace(samples.article().story.speech.utterances[0], span=Span(start, end), source=None)
    story = dataclasses.replace(view.story, speech=dataclasses.replace(view.story.speech, utterances=(one,)))
    _, made = json_data.article(dataclasses.replace(view, story=story, utterance_ids=("a1",)), samples.SITE)
    assert not set("<>&\u2028\u2029") & set(made)
    record = json.loads(made)
    assert record["utterances"][0]["selector"]["exact"] == text[start:end]


def test_an_unsure_speaker_is_a_suggestion_only() -> None:
    record = record_of(samples.article(said=(samples.Said("Nobody asked the fishermen.", "direct", 0, "unsure"),)))
    (one,) = record["utterances"]
    assert one["speaker"] is None
    assert one["source"] is None
    assert one["suggestion"]["name"] == "Tove Lindqvist"


@pytest.mark.parametrize(("extent", "shown"), [("quotations", True), ("metadata", False)])
def test_a_licence_gates_the_data_too(extent: Extent, shown: bool) -> None:
    view = samples.article(extent=extent)
    _, made = json_data.article(view, samples.SITE)
    assert ("We have waited" in made) is shown
    assert ("small miracle" in made) is shown
    assert "The town of Little" not in made
    assert json_data.seed_copy(view) is None


def test_a_seed_is_copied_whole_and_once() -> None:
    view = samples.article()
    assert json_data.seed_copy(view) == ("data/seeds/lamp.txt", view.seed.data)
    second = dataclasses.replace(view, story=dataclasses.replace(view.story, number=2))
    assert json_data.seed_copy(second) is None


def test_a_file_with_one_withheld_story_is_not_copied() -> None:
    assert json_data.seed_copy(dataclasses.replace(samples.article(), whole_seed="metadata")) is None


def test_lists_are_json() -> None:
    made = samples.views()
    path, text = json_data.speakers(v for v in made if isinstance(v, SpeakerView))
    assert path == "data/speakers.json"
    assert [row["id"] for row in json.loads(text)] == ["tove-lindqvist", "harbour-office"]
    assert json.loads(text)[0]["names"] == ["Tove Lindqvist", "Lindqvist", "토베 린드크비스트"]
    path, text = json_data.topics(v for v in made if isinstance(v, TopicView))
    assert json.loads(text)[0] | {"description": ""} == {
        "id": "transport",
        "name": "Transport & roads",
        "code": "medtop:20000337",
        "description": "",
        "broader": [],
        "articles": 3,
    }
    path, text = json_data.problems([samples.STRAY, samples.REFUSED])
    assert [row["code"] for row in json.loads(text)] == ["STRAY-MARK", "FORMAT"]
    assert json.loads(json_data.problems([])[1]) == []


# The schema


def schema() -> dict[str, Any]:
    ((path, text),) = json_data.schemas()
    assert path == "data/schema/article.schema.json"
    loaded = json.loads(text)
    jsonschema.Draft202012Validator.check_schema(loaded)
    assert isinstance(loaded, dict)
    return loaded


@pytest.mark.parametrize("extent", ["full", "quotations", "metadata"])
def test_front_matter_is_as_the_schema_says(extent: Extent) -> None:
    head = head_of(next(pages.render(samples.article(extent=extent), samples.SITE))[1])
    jsonschema.validate(head, schema())


def test_the_schema_knows_every_field() -> None:
    names: set[FieldName] = set(schema()["properties"]["fields"]["properties"])
    assert names == set(FIELD_LABELS) == set(FieldName.__args__)  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    "change",
    [{"title": "<b>"}, {"title": ""}, {"id": "A b"}, {"template": "redirect.html"}, {"raw": False}, {"fields": []}],
)
def test_the_schema_refuses_what_is_wrong(change: dict[str, Any]) -> None:
    head = head_of(next(pages.render(samples.article(), samples.SITE))[1])
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(head | change, schema())
