"""Where front matter begins and ends, and what is text beside it."""

import pytest

from samples.seeds import facts, read, refusal


def test_front_matter_fields_and_body():
    words = "---\ntitle: NO\ndate: 2031-03-02\nauthors: [Ida Arden, Tom Hale]\nsource_url: https://a.example/1\n---\nRain.\n"
    raw = read(words, "a.md")
    assert [(f.name, f.value, f.status) for f in raw.fields] == [
        ("title", "NO", "stated"),
        ("date", "2031-03-02", "stated"),
        ("byline", "Ida Arden", "stated"),
        ("byline", "Tom Hale", "stated"),
        ("source_url", "https://a.example/1", "stated"),
    ]
    assert raw.fields[3].evidence.of(raw.text) == "Tom Hale"
    assert raw.body.of(raw.text) == "Rain.\n"
    assert raw.text == words


@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("bom", ["", "\ufeff"])
def test_line_ends_and_byte_order_marks_do_not_hide_the_block(ends, bom):
    raw = read(bom + ends.join(["---", "title: 12:30", "---", "Rain.", ""]), "a.md")
    assert facts(raw) == {"title": "12:30"}
    assert raw.body.of(raw.text).strip() == "Rain."


@pytest.mark.parametrize(
    "words",
    [
        "---\nANVIK, March 2 - The harbour\n---\nRain.\n",
        "---\n*Anvik*, March 2\n---\nRain.\n",
        "---\n---\nRain.\n",
        "---\ntitle: never closed\n\nRain.\n",
        "Rain.\n\n---\ntitle: in the middle\n---\nMore.\n",
        " ---\ntitle: not at the start\n---\nMore.\n",
    ],
)
def test_what_is_no_header_is_text(words):
    raw = read(words, "a.md")
    assert (raw.fields, raw.body, raw.problems) == ((), (0, len(words)), ())


def test_a_block_without_a_known_key_is_text_with_a_warning():
    raw = read("---\ntemplate: redirect.html\nlocation: https://a.example\n---\nRain.\n", "a.md")
    assert (raw.fields, raw.body.start) == ((), 0)
    assert [(p.code, p.severity, p.line) for p in raw.problems] == [("HEADER-AS-TEXT", "warning", 1)]


def test_plain_text_has_no_header():
    raw = read("---\ntitle: Rain\n---\nText.\n", "a.txt")
    assert (raw.fields, raw.body.start) == ((), 0)


def test_a_header_without_text_is_refused():
    assert refusal("---\ntitle: Rain\n---\n \n", "a.md").code == "NO-TEXT"
