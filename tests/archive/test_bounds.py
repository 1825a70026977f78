"""A text that holds more than any article does is refused for it by name, and real texts are far from that."""

from __future__ import annotations

import pytest

from onrecord.archive import bounds, extraction
from onrecord.authority import records
from onrecord.metadata import stories
from onrecord.model import Document, Extraction, RawArticle, Refused, Seed, Span
from onrecord.seeds import paragraphs
from samples.archives import ROOT

KNOWN = records.load(ROOT / "examples/authority", ROOT / "authority").reading
SEEDS = sorted(
    path
    for folder in ("seeds", "examples/seeds")
    for path in (ROOT / folder).rglob("*")
    if path.suffix in {".txt", ".md"}
)
FAR = 10
"""So many times what the fullest of our own texts holds is still below every limit."""


def extract(words: str, name: str = "seed.txt") -> Extraction:
    return extraction.extract(Seed(name, words.encode(), "0" * 64), KNOWN)


def refusal(words: str) -> str:
    with pytest.raises(Refused) as caught:
        extract(words)
    assert caught.value.problem.severity == "refused"
    assert caught.value.problem.path == "seed.txt"
    return caught.value.problem.code


def numbered(number: int) -> str:
    """Return a word of its own for each number: "Caaa", "Cbaa"."""
    return "C" + "".join(chr(97 + number // 26**place % 26) for place in range(3))


def document(words: str) -> Document:
    return paragraphs.document(RawArticle("txt", "utf-8", words, (), Span(0, len(words))))


@pytest.mark.parametrize(
    "piece", ["“It rained,” he said.\n", '"It rained," he said.\n', "„Es regnet“\n", "‘It rained’, he said.\n", "“‘\n"]
)
def test_too_many_quotation_marks_are_refused_before_the_work(piece: str) -> None:
    opened = bounds.quotations(piece)
    fewer = piece * (bounds.MOST_QUOTATIONS // opened)
    bounds.check("seed.txt", fewer)
    assert refusal(fewer + piece) == "TOO-MANY-QUOTATIONS"


def test_too_many_words_of_saying_are_refused_before_the_work() -> None:
    assert refusal("said " * 40_000 + "\n" + "said " * 10_001) == "TOO-MANY-QUOTATIONS"
    bounds.check("seed.txt", "Ada Brook said so. " * bounds.MOST_QUOTATIONS)


def test_too_many_names_are_refused_before_the_work() -> None:
    many = [f"{numbered(n)} Brook rowed.\n" for n in range(bounds.MOST_NAMES + 1)]
    bounds.check("seed.txt", "".join(many[1:]))
    assert refusal("".join(many)) == "TOO-MANY-NAMES"
    assert refusal("".join(f"Ada {numbered(n)}\n" for n in range(bounds.MOST_NAMES + 1))) == "TOO-MANY-NAMES"


def test_too_many_sentences_are_refused_before_the_work() -> None:
    many = ("It rains. " * 99 + "So.\n") * (bounds.MOST_SENTENCES // 100)
    bounds.check("seed.txt", many)
    assert refusal(many + "So.\n") == "TOO-MANY-SENTENCES"


def test_one_name_however_often_and_capitals_throughout_are_not_many_names() -> None:
    bounds.check("seed.txt", "Ada Brook rowed. " * (bounds.MOST_NAMES + 1))
    bounds.check("seed.txt", "".join(f"THE {numbered(n).upper()} ROSE.\n" for n in range(bounds.MOST_NAMES + 1)))


def test_apostrophes_are_no_quotations() -> None:
    assert bounds.quotations("the dogs' ball, Ada’s oar and o'clock") == 0


def test_too_many_stories_are_refused_before_they_are_read() -> None:
    lead = "The ferry has not sailed since Sunday, and nobody on the island knows when it will."
    story = "Title: Rain on Quay {}\n\n" + lead + "\n"
    many = "\n---\n\n".join(story.format(n) for n in range(bounds.MOST_STORIES + 1))
    assert len(stories.split(document(many))) == bounds.MOST_STORIES + 1
    assert refusal(many) == "TOO-MANY-STORIES"


def test_what_no_mark_gives_away_is_counted_when_it_has_been_found(monkeypatch: pytest.MonkeyPatch) -> None:
    reported = "Ada Brook said the quay was shut. Tom Reed said the ferry was late.\n"
    monkeypatch.setattr(bounds, "MOST_QUOTATIONS", 1)
    assert refusal(reported) == "TOO-MANY-QUOTATIONS"
    monkeypatch.undo()
    extract(reported)
    monkeypatch.setattr(bounds, "MOST_NAMES", 1)
    assert refusal("도윤슬 의원은 물이 맑다고 말했다. 강하람 의원은 물이 흐리다고 말했다.\n") == "TOO-MANY-NAMES"


def test_our_own_texts_are_far_from_every_limit() -> None:
    assert SEEDS
    for path in SEEDS:
        found = extract(path.read_text(encoding="utf-8"), path.name)
        words = found.document.text
        spoken = sum(len(story.speech.utterances) for story in found.stories)
        sources = sum(len(story.speech.sources) for story in found.stories)
        assert FAR * max(bounds.quotations(words), bounds.sayings(words), spoken) < bounds.MOST_QUOTATIONS
        assert FAR * max(bounds.names(words), sources) < bounds.MOST_NAMES
        assert FAR * bounds.sentences(words) < bounds.MOST_SENTENCES
        assert FAR * len(found.stories) < bounds.MOST_STORIES
