"""What a sidecar or front matter says: added, stated, or named and not used."""

import pytest

from samples.metadata import BODY, codes, facts, one, read


def test_a_sidecar_adds_and_corrects():
    words = f"Harbour Reopens\nBy Ida Marsh\n\n{BODY}\n"
    sidecar = "title: Harbour Open Again\ndate: 2 March 2031\nauthors: [Tom Hale]\nlicence: cc-by-4.0\ncolour: red\n"
    story = one(words, sidecar=sidecar)
    found = facts(story)
    assert found["title"] == ["Harbour Open Again"]
    assert found["date"] == ["2031-03-02"]
    assert found["byline"] == ["Tom Hale"]
    assert found["licence"] == ["CC-BY-4.0"]
    assert {field.status for field in story.fields if field.name in ("title", "date", "byline", "licence")} == {"added"}
    assert [(p.code, p.path, p.line) for p in story.problems] == [("HEADER-KEY", "a.txt.yml", 5)]


def test_front_matter_is_stated_and_its_title_is_found_again():
    words = f"---\ntitle: Harbour Reopens\nlicense: Creative Commons Attribution 4.0\n---\nHarbour reopens\n\n{BODY}\n"
    document, [story] = read(words, "a.md")
    assert facts(story) == {"title": ["Harbour Reopens"], "licence": ["CC-BY-4.0"]}
    assert [(f.kind, f.rule) for f in story.boilerplate] == [("boilerplate", "front-matter"), ("title", "title-again")]
    assert story.boilerplate[0].span.of(document.text).startswith("---\ntitle")


def test_values_of_a_header_that_mean_nothing_are_named_and_not_used():
    header = "date: last week\nsource_url: javascript:alert(1)\nlicence: as you like\ntitle: Harbour"
    story = one(f"---\n{header}\n---\n{BODY}\n", "a.md")
    assert facts(story) == {"title": ["Harbour"]}
    assert codes(story) == ["HEADER-VALUE"] * 3


@pytest.mark.parametrize(
    ("value", "language", "code"),
    [
        ("en", "en", []),
        ("KO", "ko", []),
        ("en-GB", "en", []),
        ("und", "und", []),
        ("xx", "en", ["HEADER-VALUE"]),
        ("English", "en", ["HEADER-VALUE"]),
        ("''", "en", ["HEADER-VALUE"]),
    ],
)
def test_a_language_that_is_no_code_is_not_used(value, language, code):
    story = one(f"Harbour Reopens\n\n{BODY}\n", sidecar=f"language: {value}\n")
    assert story.value("language") == language
    assert codes(story) == code


def test_an_empty_title_is_warned_of_with_its_line():
    story = one(f"Harbour Reopens\n\n{BODY}\n", sidecar="section: Port\ntitle:\n")
    assert story.value("title") == "Harbour Reopens"
    [problem] = story.problems
    assert (problem.path, problem.line, problem.code) == ("a.txt.yml", 2, "HEADER-VALUE")


def test_a_sidecar_may_have_an_encoding_and_the_list_says_so():
    [problem] = one(f"{BODY}\n", sidecar="colour: blue\n").problems
    assert problem.code == "HEADER-KEY"
    assert "encoding" in problem.fix.replace(",", "").split()
