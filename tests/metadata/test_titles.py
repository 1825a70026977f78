"""Titles: stated, or the first words of a text."""

import pytest

from onrecord.metadata import titles
from onrecord.metadata.lines import Line
from onrecord.model import Span
from samples.metadata import BODY, facts, one, read


@pytest.mark.parametrize(
    "head",
    [
        "Harbour Reopens After Storm\n\n",
        "Harbour reopens after storm: “We counted every rope”\n\n",
        "Will the harbour open?\n\n",
        "Hafen wieder offen: „Wir haben jedes Tau gezählt“\n\n",
        "HARBOUR REOPENS AFTER STORM - MINISTER\n\n",
        "Harbour Reopens\nBy Ida Marsh\n",
        "One rope. Two boats.\nBy Ida Marsh\n2031-03-02\n\n",
        "By Ida Marsh\nMarch 2, 2031\nHarbour Reopens\n\n",
        "Title: Harbour Reopens\n",
        "Harbour reopens after storm\n",
        "항구, 사흘 만에 다시 열려\n\n",
    ],
)
def test_stated_titles(head):
    [title] = [field for field in one(head + BODY + "\n\n" + BODY).fields if field.name == "title"]
    assert title.status == "stated"


@pytest.mark.parametrize(
    "text",
    [
        BODY,
        f"{BODY}\n\n{BODY}",
        f"MS. ARDEN: Good morning.\n\n{BODY}",
        f"Ida Arden(Minister) : “No.”\n\n{BODY}",
        f"https://a.example/1\n\n{BODY}",
        f"1.\n\n{BODY}",
        f"(MIN DA-RAE) Good evening, Jae\n\n{BODY}",
        f"{'very ' * 300}long\n\n{BODY}",
        f"[Anchor Lead]\n{BODY}",
        f"and the boats sailed\n\n{BODY}",
        f"The names of the boats:\n\n{BODY}",
    ],
)
def test_inferred_titles_are_words_of_the_text(text):
    document, [story] = read(text)
    [title] = [field for field in story.fields if field.name == "title"]
    assert (title.status, title.rule) == ("inferred", "first-words")
    assert title.evidence is not None
    assert title.evidence.of(document.text) == title.value
    assert len(title.value) <= titles.INFERRED_LIMIT


def test_a_site_name_is_cut_from_the_title_and_kept_as_outlet():
    found = facts(one(f"Harbour Reopens | KBS World\n\n{BODY}"))
    assert (found["title"], found["outlet"]) == (["Harbour Reopens"], ["KBS World"])
    assert facts(one(f"Harbour Reopens | Part Two\n\n{BODY}"))["title"] == ["Harbour Reopens | Part Two"]


def test_a_tag_is_the_section():
    found = facts(one(f"[Weather] Rain on Sunday\n\n{BODY}"))
    assert (found["title"], found["section"]) == (["Rain on Sunday"], ["Weather"])


@pytest.mark.parametrize(
    ("sentence", "title"),
    [
        (
            "With Chancellor Brandt expected to hold a series of meetings with island member states, the talks go on.",
            "With Chancellor Brandt expected to hold a series of meetings",
        ),
        (
            "The harbour of Anvik has been closed since Monday night, when a storm broke its older and longer mole.",
            "The harbour of Anvik has been closed since Monday night",
        ),
        (
            "The new harbour master of Anvik promised many more berths according to plans of the older board members.",
            "The new harbour master of Anvik promised many more berths",
        ),
        (
            "Seven hundred harbour workers yesterday crossed Anvik carrying lanterns, “boats and nets” and old flags.",
            "Seven hundred harbour workers yesterday crossed Anvik carrying lanterns",
        ),
        (
            "The harbour of Anvik opens on Jan. 24 to all boats. It was shut.",
            "The harbour of Anvik opens on Jan. 24 to all boats",
        ),
        ("바다" * 60, "바다" * 40),
    ],
)
def test_an_inferred_title_ends_with_a_phrase(sentence, title):
    found = titles.first_words([(Line(Span(0, len(sentence)), sentence, True), 0)])
    assert found is not None
    assert found.value == title
    assert found.evidence is not None
    assert found.evidence.of(sentence) == title
