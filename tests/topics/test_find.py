"""Topics: every one has a passage that shows it and one that must not, and the rules ask for what they say."""

from __future__ import annotations

import itertools
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from onrecord.archive import extraction
from onrecord.authority import records
from onrecord.authority.records import Topic, TopicsAuthority
from onrecord.model import Boilerplate, Document, Field, Metadata, Refused, Span, Speech, Story
from onrecord.seeds import files
from onrecord.topics import find as finding
from onrecord.topics.find import FoundTopic
from samples.archives import ROOT

CASES = Path(__file__).parent
KNOWN = records.load(ROOT / "authority").topics
HEADINGS = {"conflict", "society", "lifestyle"}
"""Topics without phrases of their own, which only hold others together."""
FILLER = "The gulls sat on the wall and nobody counted them."


class Once(yaml.BaseLoader):
    """A loader that keeps every scalar a string and refuses a key that stands twice."""

    def construct_mapping(self, node: Any, deep: bool = False) -> dict[Any, Any]:
        keys = [key.value for key, _ in node.value]
        assert len(keys) == len(set(keys)), f"a key stands twice in {keys}"
        return super().construct_mapping(node, deep)


def passages() -> list[Any]:
    found = []
    for path in sorted(CASES.glob("*.yml")):
        for topic, case in yaml.load(path.read_text(encoding="utf-8"), Loader=Once).items():
            found.append(pytest.param(topic, case["has"], case["not"], id=f"{path.stem}-{topic}"))
    return found


def topics(*listed: dict[str, Any]) -> TopicsAuthority:
    digest = repr(listed)
    return TopicsAuthority(tuple(Topic.model_validate({"name": one["id"], **one}) for one in listed), digest)


def find(text: str, known: TopicsAuthority, title: Span | None = None) -> dict[str, FoundTopic]:
    parts, start = [], 0
    for line in text.splitlines(keepends=True):
        parts.append(Span(start, start + len(line.rstrip("\n"))))
        start += len(line)
    return {one.topic: one for one in finding.find_in(text, parts, known, title)}


@pytest.mark.parametrize(("topic", "has", "decoy"), passages())
def test_passage_and_decoy(topic: str, has: str, decoy: str) -> None:
    found = find(has, KNOWN)
    assert topic in found
    assert all(span.of(has) for span in found[topic].spans)
    assert topic not in find(decoy, KNOWN)


def test_every_topic_has_both() -> None:
    assert {parameters.values[0] for parameters in passages()} == set(KNOWN.by_id) - HEADINGS


def test_topics_of_the_first_seed() -> None:
    seed = files.read(ROOT / "seeds", "000_1e7bb49da8be9cef.txt")
    found = extraction.extract(seed, records.load(ROOT / "authority").reading)
    (story,) = found.stories
    assert {one.topic for one in finding.find(found.document, story, KNOWN)} == {
        "international-relations",
        "summit-meetings",
        "weapons",
        "defence-industry",
        "cyber-security",
    }


HARBOUR = topics(
    {
        "id": "ports",
        "strong": ["container port", "harbour master"],
        "weak": ["quay", "pilot boat", "mooring", "NAVTEX"],
    },
    {"id": "reefs", "strong": ["reef"], "never": ["reef knot", "Reef Street"], "broader": "ports"},
)


def test_a_noun_of_verb_and_particle_is_found_with_its_hyphen_only() -> None:
    known = topics({"id": "protest", "strong": ["sit-in", "clean-up day", "quarter-on-quarter", "high-rise block"]})
    for found in ("A sit-in at the quay", "A clean-up day", "Growth quarter on quarter"):
        assert "protest" in find(found, known)
    for decoy in ("People sit in the dark", "They sit in", "They clean up day by day"):
        assert find(decoy, known) == {}


def words(number: int) -> str:
    return " ".join(itertools.islice(itertools.cycle(FILLER.split()), number))


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("A reef", "phrase in the lead"),
        (f"{words(120)} reef", ""),
        (f"{words(120)}\nThe reef, the reefs", "phrase repeated"),
        (f"{words(500)}\nThe reef, the reefs", ""),
        (f"{words(500)}\nThe reef, the reefs, a reef and one more reef", "phrase repeated"),
        (f"The reef is gone. {words(200)}\nThat reef was old.", "phrase in the lead"),
        (f"The reef is gone. {words(200)}", ""),
        (f"{words(120)}\nA container port has a quay and a mooring.", "strong and weak phrases"),
        (f"{words(120)}\nA quay, a mooring, a pilot boat, a quay.", ""),
        (f"The quay, a mooring, a pilot boat, a quay. {words(120)}", "weak phrases together"),
        (f"The quay, a quay, a quay, a mooring. {words(120)}", ""),
    ],
)
def test_rules_ask_for_what_they_say(text: str, rule: str) -> None:
    found = find(text, HARBOUR)
    assert [one.rule for one in found.values()] == ([rule] if rule else [])


def test_a_title_is_enough() -> None:
    text = f"A reef returns\n{words(400)}"
    assert find(text, HARBOUR, Span(0, 14))["reefs"].rule == "phrase in the title"
    assert find(text, HARBOUR) == {}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("reefs", True), ("REEF", True), ("Reef’s", True), ("reefer", False), ("coreef", False),
        ("a reef knot and a reef knot", False), ("reef knots, and a reef", True),
        ("on Reef Street", False), ("container-port", True), ("container  port", True), ("container\nport", False),
        ("container. Port", False), ("container, port", False), ("harbor master", True), ("harbour masters", True),
        ("The Harbour Master Hotel is shut.", False), ("the Old Harbour Master is shut.", False),
        ("Harbour Master Retires After Storm", True), ("The Harbour master is ill.", True),
    ],
)  # fmt: skip
def test_how_phrases_match(text: str, found: bool) -> None:
    assert bool(find(text, HARBOUR)) == found


def test_capitals_in_a_phrase_are_asked_for() -> None:
    known = topics({"id": "warnings", "strong": ["NAVTEX", "AI model"]})
    assert find("The NAVTEX receiver", known)
    assert find("AI models", known)
    assert not find("the navtex receiver and an ai model", known)


KOREAN = topics({"id": "ports", "strong": ["항만", "컨테이너 항만", "하역작업"]})


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("항만은 닫혔다", True), ("항만에서", True), ("‘항만’", True), ("항만하역사", False), ("대항만", False),
        ("공항만", False), ("긴급하역작업을", True), ("컨테이너 항만", True),
    ],
)  # fmt: skip
def test_hangul_of_two_syllables_stands_at_the_start_with_a_particle(text: str, found: bool) -> None:
    assert bool(find(text, KOREAN)) == found


def story_of(text: str, boilerplate: str, language: str = "en", title: str = "") -> tuple[Document, Story]:
    paragraphs, start = [], 0
    for line in text.split("\n"):
        paragraphs.append(Span(start, start + len(line)))
        start += len(line) + 1
    lines = (Boilerplate(Span(text.index(boilerplate), len(text)), "credit", "a-rule"),) if boilerplate else ()
    fields = [Field("language", language, "inferred", None, "a-rule")]
    if title:
        fields.append(Field("title", title, "stated", Span(0, len(title)), "a-rule"))
    metadata = Metadata(tuple(fields), lines)
    return Document(text, tuple(paragraphs)), Story(1, 0, len(paragraphs), metadata, Speech())


def test_lines_that_are_no_story_text_are_never_looked_at() -> None:
    text = "Gulls sat on the wall.\nSource : Gull TV, the reef and the reef"
    assert finding.find(*story_of(text, ""), HARBOUR)
    assert finding.find(*story_of(text, "Source"), HARBOUR) == []
    assert finding.find(*story_of(text, "the reef and"), HARBOUR) == []


def test_other_languages_are_left_alone() -> None:
    text = "Le reef, le reef et le reef"
    assert finding.find(*story_of(text, "", "fr"), HARBOUR) == []
    assert finding.find(*story_of(text, "", "und"), HARBOUR)


def test_a_topic_above_is_not_added_and_longer_phrases_win() -> None:
    found = find("The reef near the container port, and a quay", HARBOUR)
    assert set(found) == {"reefs", "ports"}
    assert set(find("The reef", HARBOUR)) == {"reefs"}
    nested = topics({"id": "ports", "strong": ["port", "container port"]})
    (one,) = find("A container port", nested).values()
    assert one.spans == (Span(2, 16),)


@given(st.text(alphabet=st.sampled_from("reef knotcainrp.’- \nR항만은"), max_size=200))
def test_spans_lie_in_the_text_in_order_and_apart(text: str) -> None:
    for one in find(
        text, topics({"id": "a", "strong": ["reef", "knot", "항만"], "weak": ["reef knot", "can"]})
    ).values():
        assert list(one.spans) == sorted(one.spans)
        assert all(one.end <= other.start for one, other in itertools.pairwise(one.spans))
        assert all(0 <= span.start < span.end <= len(text) for span in one.spans)


NO_TOPIC = {"interview-lighthouse-keeper.md", "fr-2024-06-14-vieux-bassin.txt"}
"""Stories whose own words name no topic, and one in a language that has none listed: all others have one at least."""


def test_stories_of_the_fictional_archive_have_a_topic_of_their_own_words() -> None:
    folder = ROOT / "examples" / "seeds"
    reading = records.load(ROOT / "authority").reading
    without, told = set(), {}
    for name in files.find(folder).names:
        try:
            found = extraction.extract(files.read(folder, name), reading)
        except Refused:
            continue
        for story in found.stories:
            told[f"{name}:{story.number}"] = {one.topic for one in finding.find(found.document, story, KNOWN)}
            if not told[f"{name}:{story.number}"]:
                without.add(name)
    assert without <= NO_TOPIC
    assert "culture" not in told["court-compass.md:1"]
    assert {"strikes", "shipping"} <= told["2024-05-12-ferry-strike.txt:1"]
