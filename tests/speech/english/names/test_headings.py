"""A title names in full whom the labels of the same text name in part, and an outlet that asks is nobody."""

from __future__ import annotations

import pytest

from onrecord.archive import extraction
from onrecord.authority import records
from onrecord.model import Seed, Source
from samples.archives import ROOT

KNOWN = records.load(ROOT / "examples/authority", ROOT / "authority").reading
TALK = """
{asker}: Why does the Tarn line close?

Pell: Because the rails are old and we have no money.

{asker}: When will it open again?

Pell: In May, if the snow goes.
"""


def heard(words: str, name: str = "talk.txt", sidecar: str = "") -> list[tuple[str, str]]:
    """Return kind and name of all sources, those first who are heard."""
    seed = Seed(name, words.encode(), "0" * 64, sidecar.encode() if sidecar else None)
    (story,) = extraction.extract(seed, KNOWN).stories
    spoken = dict.fromkeys(one.source for one in story.speech.utterances if one.source is not None)
    order: list[Source] = [story.speech.sources[number] for number in spoken]
    order += [one for one in story.speech.sources if one not in order]
    return [(one.kind, one.name) for one in order]


@pytest.mark.parametrize(
    ("words", "name", "sidecar"),
    [
        ("Five questions for Osric Pell\n" + TALK.format(asker="Marsh"), "talk.txt", ""),
        ('---\ntitle: "Five questions for Osric Pell"\n---\n' + TALK.format(asker="**Marsh**"), "talk.md", ""),
        (TALK.format(asker="Marsh"), "talk.txt", 'title: "Osric Pell: the rails are old"\n'),
    ],
    ids=["in the text", "in front matter", "in a sidecar"],
)
def test_a_label_of_one_name_stands_for_the_full_name_in_the_title(words: str, name: str, sidecar: str) -> None:
    assert ("person", "Osric Pell") in heard(words, name, sidecar)
    assert ("person", "Pell") not in heard(words, name, sidecar)


@pytest.mark.parametrize(
    "title", ["Osric Pell and Mina Pell on trains", "Trains stop at Pell Street", "O. Pell on trains", "Osric Brook"]
)
def test_a_title_with_two_of_the_name_or_with_a_street_names_nobody(title: str) -> None:
    assert ("person", "Pell") in heard(TALK.format(asker="Marsh"), sidecar=f'title: "{title}"\n')


def test_a_title_takes_nothing_from_a_full_name_in_the_text() -> None:
    words = "Mina Pell runs the line.\n" + TALK.format(asker="Marsh")
    assert ("person", "Mina Pell") in heard(words, sidecar='title: "Five questions for Osric Pell"\n')


@pytest.mark.parametrize("asker", ["Echo", "The Echo", "TVE", "Tarn Valley Echo"])
def test_an_outlet_that_asks_is_nobody(asker: str) -> None:
    sidecar = 'title: "Five questions for Osric Pell"\noutlet: "Tarn Valley Echo"\n'
    assert heard(TALK.format(asker=asker), sidecar=sidecar) == [("person", "Osric Pell")]


def test_a_writer_who_asks_under_the_surname_is_nobody() -> None:
    sidecar = 'title: "Five questions for Osric Pell"\nbyline: "Hettie Marsh"\n'
    assert heard(TALK.format(asker="Marsh"), sidecar=sidecar) == [("person", "Osric Pell")]


def test_who_answers_is_heard_though_the_outlet_bears_the_name() -> None:
    assert ("person", "Pell") in heard(TALK.format(asker="Marsh"), sidecar='title: Trains\noutlet: "The Daily Pell"\n')
