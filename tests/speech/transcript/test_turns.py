"""Labels, turns and the newsroom's own voices: one text and what must be found in it per case."""

from pathlib import Path

import pytest

from onrecord.model import Boilerplate, Document, Metadata, RawArticle, Source, Span
from onrecord.seeds import paragraphs
from onrecord.speech.transcript import labels, turns
from onrecord.speech.types import Turn
from samples.expected import check_or_update

CASES = Path(__file__).parent / "texts"
every_case = pytest.mark.parametrize("path", sorted(CASES.glob("*.txt")), ids=lambda path: path.stem)


def read(words: str, metadata: Metadata = Metadata()) -> tuple[Document, tuple[Turn, ...]]:  # noqa: B008
    document = paragraphs.document(RawArticle("txt", "utf-8", words, (), Span(0, len(words))))
    return document, turns.find(document, range(len(document.paragraphs)), metadata)


def line(words: str, turn: Turn) -> str:
    name, role = (span.of(words) if span else "-" for span in (turn.name, turn.role))
    return " | ".join((turn.kind, name, role, " / ".join(turn.body.of(words).split("\n")))).rstrip()


@every_case
def test_case(path: Path) -> None:
    words = path.read_text(encoding="utf-8")
    _, found = read(words)
    check_or_update(path, "".join(line(words, turn) + "\n" for turn in found))


@every_case
def test_spans_are_ordered_and_hold_their_names(path: Path) -> None:
    words = path.read_text(encoding="utf-8")
    _, found = read(words)
    spoken = [turn for turn in found if turn.kind != "direction"]
    ends = [0, *(turn.body.end for turn in spoken)]
    for turn, before in zip(spoken, ends, strict=False):
        assert before <= turn.label.start <= turn.label.end <= turn.body.end
        assert turn.mention is None or turn.label.holds(turn.mention)
        assert turn.body.of(words) == turn.body.of(words).strip()


def test_furniture_ends_a_turn_and_opens_none() -> None:
    words = "Mina Reyes: We saw it.\nJo Kett: Did we?\nMina Reyes: We did.\nJo Kett: I see.\nPhoto: the quay at noon\n"
    start = words.index("Photo")
    metadata = Metadata(boilerplate=(Boilerplate(Span(start, len(words) - 1), "caption", "test"),))
    _, found = read(words, metadata)
    assert [turn.body.of(words) for turn in found] == ["We saw it.", "Did we?", "We did.", "I see."]


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("MS. ARDEN:  We have seen it.", "name"),
        ("Q    Has she?", "question"),
        ("Q1. What changed?", "numbered"),
        ("[Soundbite] Ju Tae-on(Harbour Minister) : “No.”", "soundbite"),
        ("(Applause.)", "direction"),
        ("(OYELARAN)", "direction"),
        ("[Anchor Lead]", "newsroom"),
        ("민다래 기자: 그렇습니다.", "name"),
    ],
)
def test_label_kinds(words: str, kind: str) -> None:
    label = labels.read(words, Span(0, len(words)))
    assert label is not None
    assert label.kind == kind


@pytest.mark.parametrize(
    "words",
    [
        "Note: An earlier version was wrong.",
        "Source : Channel Nine, https://news.example/view?id=1",
        "https://news.example/view",
        "It was 10:30 and nobody came.",
        "She had one worry: the mud was deep and the boat was old.",
        "Q&A with the mayor",
        "a:",
    ],
)
def test_what_is_no_label(words: str) -> None:
    assert labels.read(words, Span(0, len(words))) is None


class Cast:
    """A cast of the people whom a test names."""

    def __init__(self, text: str, *names: str) -> None:
        self.text = text
        self.sources = [Source("person", name) for name in names]

    def labelled(self, name: Span) -> int | None:
        label = name.of(self.text).casefold()
        found = [k for k, source in enumerate(self.sources) if source.name.split()[-1].casefold() in label]
        return found[0] if found else None

    def within(self, start: int, end: int, kinds: tuple[str, ...] = ("person",)) -> list["Cast.Mention"]:
        places = [(self.text.find(s.name, start, end), k) for k, s in enumerate(self.sources)]
        return [Cast.Mention(Span(at, at + len(self.sources[k].name)), k) for at, k in places if at >= 0]

    def role_at(self, source: int, at: Span) -> Span | None:
        return None

    class Mention:
        def __init__(self, span: Span, source: int) -> None:
            self.span, self.source = span, source


def test_utterances_of_a_briefing() -> None:
    words = (CASES / "briefing.txt").read_text(encoding="utf-8")
    _, found = read(words)
    said = turns.utterances(found, Cast(words, "Ada Brook"))
    assert [(u.mode, u.form, u.source, u.certainty) for u in said[:2]] == [
        ("direct", "turn", 0, "certain"),
        ("direct", "turn", None, "unsure"),
    ]
    assert said[0].mention is not None
    assert said[0].mention.of(words) == "MS. BROOK"


def test_answers_go_to_the_only_person_whom_the_text_has_met() -> None:
    words = (CASES / "questions_and_answers.txt").read_text(encoding="utf-8")
    _, found = read(words)
    said = turns.utterances(found, Cast(words, "Mina Reyes"))
    assert [(u.source, u.certainty, u.rule) for u in said] == [(0, "likely", "answer-of-interviewee")] * 2


def test_answers_of_one_of_two_people_are_left_open() -> None:
    words = "Mina Reyes and Jo Kett run the port.\nQ: Why?\nA: We must.\nQ: And then?\nA: I rest.\n"
    _, found = read(words)
    said = turns.utterances(found, Cast(words, "Mina Reyes", "Jo Kett"))
    assert [(u.source, u.certainty) for u in said] == [(None, "unsure")] * 2
