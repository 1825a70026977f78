"""The first seed is read right, and was understood rather than recognised: rewritten, it comes out as right."""

import pytest

from samples.archives import FIRST_SEED
from samples.metadata import codes, facts, one, read

SEED = FIRST_SEED.read_text(encoding="utf-8")


def rewritten(text: str, changes: dict[str, str]) -> str:
    for old, new in changes.items():
        assert old in text
        text = text.replace(old, new)
    return text


def test_every_field_with_its_evidence():
    document, [story] = read(SEED)
    fields = {field.name: field for field in story.fields}
    title = fields["title"]
    assert (title.status, title.rule) == ("inferred", "first-words")
    assert SEED.startswith(title.value)
    assert "date" not in fields
    assert fields["byline"].value == "Oh Soo-young"
    assert fields["outlet"].value == "Arirang TV"
    assert fields["source_url"].value == "https://www.arirang.com/news/view?id=272933"
    assert fields["credit"].value == SEED.splitlines()[-1]
    assert fields["licence"].value == "KOGL-untyped"
    assert fields["language"].value == "en"
    stated = {field.name for field in story.fields if field.status == "stated"}
    assert stated == {"byline", "outlet", "source_url", "credit", "licence"}
    for field in story.fields:
        if field.evidence and field.name != "licence":
            assert field.evidence.of(document.text) == field.value


def test_boilerplate_is_the_three_closing_lines():
    document, [story] = read(SEED)
    assert [(f.kind, f.span.of(document.text)) for f in story.boilerplate] == [
        ("sign-off", "Oh Soo-young, Arirang News.”"),
        ("source", SEED.splitlines()[-2]),
        ("credit", SEED.splitlines()[-1]),
    ]


def test_the_stray_mark_is_a_warning_on_its_line():
    [problem] = one(SEED).problems
    assert (problem.code, problem.severity) == ("STRAY-MARK", "warning")
    assert SEED.splitlines()[problem.line - 1] == "Oh Soo-young, Arirang News.”"


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        (
            {"Oh Soo-young": "Min Da-rae", "Arirang": "Channel Nine", "arirang.com": "nine.example", "272933": "7"},
            {
                "byline": ["Min Da-rae"],
                "outlet": ["Channel Nine TV"],
                "source_url": ["https://www.nine.example/news/view?id=7"],
                "licence": ["KOGL-untyped"],
            },
        ),
        (
            {
                "our Correspondent Oh Soo-young": "our Oh Soo-young",
                "Oh Soo-young": "Lena van der Voort",
                "”\nSource": "\nSource",
            },
            {"byline": ["Lena van der Voort"]},
        ),
        (
            {"our Correspondent Oh Soo-young": "we", "according to KOGL": "according to KOGL Type 3"},
            {"licence": ["KOGL-3"]},
        ),
        ({"Oh Soo-young, Arirang News.”\n": ""}, {"byline": ["Oh Soo-young"], "outlet": ["Arirang TV"]}),
        ({"Source : Arirang TV, ": "Source: "}, {"outlet": ["Arirang TV"]}),
        ({"(public institution's name)'s": "(public institution’s name)’s"}, {"licence": ["KOGL-untyped"]}),
        ({"(public institution's name)": " (public institutions name)"}, {"licence": ["KOGL-untyped"]}),
        (
            {"Arirang TV(public": "Harbour Board(public", "Source : Arirang TV, https": "See https"},
            {"outlet": ["Harbour Board"]},
        ),
        ({"Source : ": "출처: "}, {"outlet": ["Arirang TV"]}),
        (
            {"With President": "Quay Talks Near\n\nMarch 2, 2031\n\nWith President"},
            {"title": ["Quay Talks Near"], "date": ["2031-03-02"]},
        ),
    ],
)
def test_rewritten(changes, expected):
    found = facts(one(rewritten(SEED, changes)))
    assert {name: found.get(name) for name in expected} == expected


def test_without_the_stray_mark_there_is_no_warning():
    assert codes(one(SEED.replace("News.”", "News."))) == []


@pytest.mark.parametrize("ends", ["\r\n", "\r"])
def test_line_ends_change_nothing(ends):
    story = one(SEED.replace("\n", ends))
    assert facts(story) == facts(one(SEED))
    assert story.problems == one(SEED).problems
