"""The example stories and their gold answers agree with each other, whatever the engine says."""

import json
import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import pytest

from onrecord.authority import records as authority_records
from onrecord.seeds import files
from samples.archives import ROOT

EXAMPLES = ROOT / "examples"
SEEDS = EXAMPLES / "seeds"
GOLD = [json.loads(line) for line in (EXAMPLES / "gold.jsonl").read_text(encoding="utf-8").splitlines()]
BY_ID = {row["id"]: row for row in GOLD}
every_story = pytest.mark.parametrize("row", GOLD, ids=lambda row: row["id"])

KEYS = [
    *("id", "language", "form", "fiction", "licence_of_text", "source", "text", "metadata", "stories"),
    *("speech", "not_speech", "speakers", "reporters", "mentioned", "topics", "notes"),
]
RECORD = {
    *("id", "start", "end", "text", "mode", "form"),
    *("speaker", "speaker_kind", "mention", "cue", "role", "inside"),
}
FORMS = {
    "direct": {"quoted", "quoted_open", "unmarked", "turn"},
    "fragment": {"quoted", "quoted_open"},
    "reported": {"clause"},
}
LICENCES = {
    *("KOGL-untyped", "KOGL-1", "KOGL-2", "KOGL-3", "KOGL-4"),
    *("CC-BY-4.0", "CC0-1.0", "US-PD", "OGL-3.0", "all-rights-reserved", "none"),
}
# “We will pay,” or "We will pay," within a paragraph, « Nous paierons »
MARKED_PATTERN = re.compile(r"(?P<open>[“«]\u202f?|\")(?:(?<=\")[^\"\n]*\")?")
# The front matter of an .md seed
HEADER_PATTERN = re.compile(r"\A---\n.*?\n---\n", re.DOTALL)


def records(row: dict[str, Any]) -> list[dict[str, Any]]:
    return sorted([*row["speech"], *row["not_speech"]], key=lambda record: int(record["id"]))


def spans(value: object) -> Iterator[dict[str, Any]]:
    """Yield everything in a gold line that has offsets and words."""
    if isinstance(value, dict):
        if {"start", "end", "text"} <= value.keys():
            yield value
        for inner in value.values():
            yield from spans(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from spans(inner)


def test_every_seed_has_one_answer_and_every_answer_a_seed():
    assert [row["id"] for row in GOLD] == files.find(SEEDS).names
    assert len(GOLD) >= 26


@every_story
def test_text_is_the_seeds_without_its_mark_and_with_its_line_ends(row):
    assert row["text"] == (SEEDS / row["id"]).read_bytes().decode("utf-8-sig")
    assert list(row) == KEYS
    assert row["fiction"] is True
    assert row["licence_of_text"] == "CC0-1.0"
    assert row["language"] in ("en", "fr", "ko")


@every_story
def test_every_span_holds_its_words(row):
    found = list(spans(row))
    assert found
    for span in found:
        assert row["text"][span["start"] : span["end"]] == span["text"]
        assert span["text"] == span["text"].strip() != ""


@every_story
def test_records_are_numbered_in_text_order_and_nested_where_they_say(row):
    found = records(row)
    assert [record["id"] for record in found] == list(range(1, len(found) + 1))
    assert [(r["start"], -r["end"]) for r in found] == sorted((r["start"], -r["end"]) for r in found)
    by_id = {record["id"]: record for record in row["speech"]}
    for record in found:
        holders = [r for r in row["speech"] if r is not record and holds(r, record)]
        smallest = min(holders, key=lambda r: r["end"] - r["start"], default=None)
        assert by_id.get(record["inside"]) is smallest


def holds(outer: dict[str, Any], inner: dict[str, Any]) -> bool:
    return bool(outer["start"] <= inner["start"] and inner["end"] <= outer["end"])


@every_story
def test_records_overlap_only_by_nesting(row):
    found = records(row)
    for number, one in enumerate(found):
        for other in found[number + 1 :]:
            assert one["end"] <= other["start"] or holds(one, other)


@every_story
def test_modes_forms_and_speakers_are_from_the_guide(row):
    speakers = {speaker["canonical"]: speaker for speaker in row["speakers"]}
    for record in row["speech"]:
        assert RECORD <= record.keys() <= {*RECORD, "note", "co_speakers"}
        assert record["form"] in FORMS[record["mode"]]
        kind, name = record["speaker_kind"], record["speaker"]
        prefix = {"organisation": "organisation: ", "anonymous": "anonymous: "}.get(kind, "")
        assert name.startswith(prefix)
        assert (name == "unknown") is (kind == "unknown")
        if kind == "unknown":
            continue
        assert prefix or ":" not in name
        assert speakers[name]["anonymous"] is (kind == "anonymous")
        assert speakers[name]["kind"] == ("organisation" if kind == "organisation" else "person")
        if record["role"] is not None:
            assert kind == "person"
            assert record["role"] in [role["role"] for role in speakers[name]["roles"]]
    assert {r["speaker"] for r in row["speech"]} - {"unknown"} == speakers.keys()


@every_story
def test_every_form_and_role_is_in_the_text(row):
    for speaker in row["speakers"]:
        assert speaker["forms"]
        for form in speaker["forms"]:
            assert form in row["text"]
        for role in speaker["roles"]:
            assert role["evidence"]["text"] == role["role"]


@every_story
def test_every_pair_of_quotation_marks_is_answered_for(row):
    """No mark is overlooked: its words begin a record, be they speech or none, or open a turn that is one."""
    header = HEADER_PATTERN.match(row["text"])
    starts = {record["start"] for record in records(row)}
    opened = [m.end("open") for m in MARKED_PATTERN.finditer(row["text"], header.end() if header else 0)]
    assert [row["text"][at : at + 30] for at in opened if at not in starts] == []


@every_story
def test_metadata_give_their_evidence(row):
    metadata = row["metadata"]
    assert list(metadata) == ["title", "date", "byline", "outlet", "source_url", "licence"]
    assert metadata["licence"]["id"] in LICENCES
    assert (metadata["licence"]["basis"] == "none") is (metadata["licence"]["evidence"] is None)
    for name in ("title", "outlet", "source_url"):
        field = metadata[name]
        assert field is None or field["evidence"]["text"] in field["value"].split(" | ")
    for writer in metadata["byline"]:
        assert writer["evidence"]["text"] == writer["value"]
        assert writer["value"] in [reporter["name"] for reporter in row["reporters"]]
    if metadata["date"]:
        assert re.fullmatch(r"\d{4}-\d\d-\d\d", metadata["date"]["value"])
        assert metadata["date"]["value"][:4] in metadata["date"]["evidence"]["text"]


@every_story
def test_several_stories_in_one_file_lie_end_to_end(row):
    stories = row["stories"]
    assert bool(stories) is (row["form"] == "bundle")
    if not stories:
        return
    assert row["metadata"]["title"] is None
    assert (stories[0]["start"], stories[-1]["end"]) == (0, len(row["text"]))
    assert all(one["end"] == other["start"] for one, other in pairwise(stories))
    for story in stories:
        assert row["text"][story["title_start"] : story["title_end"]] == story["title"]


def test_the_set_shows_what_it_promises():
    licences = {row["metadata"]["licence"]["id"] for row in GOLD}
    assert licences == LICENCES
    data = {row["id"]: (SEEDS / row["id"]).read_bytes() for row in GOLD}
    assert [name for name, bytes_ in data.items() if b"\r\n" in bytes_] == ["harbour-dredging-release.txt"]
    assert [name for name, bytes_ in data.items() if bytes_.startswith(b"\xef\xbb\xbf")] == ["2021-03-19-budget.txt"]
    assert sum(name.endswith(".md") for name in data) == 3
    assert any("/" in name for name in data)
    assert [path.name for path in sorted(SEEDS.rglob("*.yml"))] == ["museum-sleepers.txt.yml"]
    assert len({row["form"] for row in GOLD}) >= 10
    assert sum(row["language"] == "ko" for row in GOLD) >= 2
    kinds = Counter(record["speaker_kind"] for row in GOLD for record in row["speech"])
    assert min(kinds[kind] for kind in ("person", "organisation", "anonymous", "unknown")) >= 2
    assert len([row for row in GOLD if row["not_speech"]]) >= 8


def test_the_people_of_the_authority_file_speak_in_the_stories():
    known = authority_records.load(EXAMPLES / "authority", shared=EXAMPLES.parent / "authority")
    assert [problem for problem in known.problems if problem.path.startswith(str(EXAMPLES))] == []
    text = "\n".join(row["text"] for row in GOLD).casefold()
    for person in known.people.entries:
        assert any(name.casefold() in text for name in person.names), person.id
    assert [p.id for p in known.people.entries if p.name == "Edwin Sallow"] == [
        "sallow-edwin-grower",
        "sallow-edwin-hydrologist",
    ]
    spoken = {record["speaker"] for row in GOLD for record in row["speech"]}
    assert "Bram Tolliver" in spoken
    assert "Bram Tolliver" not in {name for person in known.people.entries for name in person.names}


def test_the_page_about_the_examples_lists_every_story():
    page = (EXAMPLES / "README.md").read_text(encoding="utf-8")
    missing = [name for name in BY_ID if f"`{name}`" not in page]
    assert missing == []
