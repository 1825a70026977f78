"""Lines that are no story text, wherever they stand, and story text that looks like them."""

import pytest

from onrecord.metadata import boilerplate
from samples.metadata import BODY, facts, line, read


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("---", "rule"),
        ("* * *", "rule"),
        ("END", "rule"),
        ("[Anchor]", "label"),
        ("[Pkg]", "label"),
        ("[앵커]", "label"),
        ("(Applause.)", "direction"),
        ("(Laughter and applause.)", "direction"),
        ("Photo: Harbour Board", "caption"),
        ("Boats at dusk in the bay. Image: Harbour Board.", "caption"),
        ("Story continues below advertisement", "boilerplate"),
        ("READ MORE: The cable that time forgot", "boilerplate"),
    ],
)
def test_lines_that_are_boilerplate_anywhere(text, kind):
    found = boilerplate.plain(line(text))
    assert found is not None
    assert [(one.kind, one.span) for one in found.boilerplate] == [(kind, (0, len(text)))]


@pytest.mark.parametrize(
    "text",
    [
        "- We go home.",
        "[Tom Hale / Harbour Party leader: We will pay.]",
        "(MIN DA-RAE) Good evening, Jae.",
        "The image: a boat without a sail.",
        "The end came at four.",
        "Related boats sail under one flag.",
        "More boats came.",
        "Share of boats with sails falls.",
        "Advertisements for boats fill the page.",
    ],
)
def test_text_is_no_boilerplate(text):
    assert boilerplate.plain(line(text)) is None


def test_boilerplate_and_fields_lie_inside_the_story():
    document, found = read(f"Title: Harbour\n{BODY}\n\nTitle: Market\n{BODY}\n{BODY}\n\nSource: Channel Nine\n")
    assert len(found) == 2
    for story in found:
        assert all(f.span.of(document.text).strip() for f in story.boilerplate)
        starts = [f.span.start for f in story.boilerplate]
        assert starts == sorted(starts)
    assert facts(found[0])["outlet"] == facts(found[1])["outlet"] == ["Channel Nine"]
