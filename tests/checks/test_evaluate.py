"""Predictions for evaluation sets, and the figures compared with floors."""

import json
from pathlib import Path
from typing import Any

import pytest

from onrecord.authority import records
from onrecord.checks import evaluate
from onrecord.model import Metadata, Source, Span, Speech, Story, Utterance
from samples.archives import ROOT

READING = records.load(ROOT / "authority").reading
WORDS = "“We will pay,” said Mina Reyes, the harbour pilot. Jo Kett said nobody had asked her.\n"


def story(*utterances: Utterance) -> Story:
    sources = (Source("person", "Mina Reyes"), Source("organisation", "the port"), Source("ambiguous", "Kett"))
    return Story(1, 0, 1, Metadata(), Speech(sources, utterances))


def said(source: int | None, certainty: str = "certain", mode: str = "direct") -> Utterance:
    return Utterance(Span(1, 13), mode, "quoted", source, certainty, "test", role=Span(33, 49))  # type: ignore[arg-type]


def test_a_set_is_run_and_only_id_and_text_are_read(tmp_path: Path) -> None:
    gold, predictions = tmp_path / "gold.jsonl", tmp_path / "predictions.jsonl"
    rows = [{"id": "a/1", "text": WORDS, "speech": "not read"}, {"id": "b", "text": ""}]
    gold.write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    summary = evaluate.run("gold", gold, predictions, READING)
    made = [json.loads(line) for line in predictions.read_text(encoding="utf-8").splitlines()]
    assert summary.startswith("2 texts, ")
    assert [row["id"] for row in made] == ["a/1", "b"]
    first = made[0]["utterances"][0]
    assert WORDS[first["start"] : first["end"]].strip(",") == "We will pay"
    assert (first["mode"], first["kind"], first["speaker"]) == ("direct", "person", "Mina Reyes")
    assert set(made[0]) == {"id", "utterances", "reporters", "metadata"}


@pytest.mark.parametrize(
    "text", ["\x00\ufeff\ud800", "“" * 500, "\r\r\n\u2028\u2029", "---\na: &a\n---\n", "Q: " * 400]
)
@pytest.mark.parametrize("kind", ["quotes", "gold"])
def test_any_text_is_run(kind: str, text: str) -> None:
    made = list(evaluate.predict(kind, [{"id": "x", "text": text}], READING))  # type: ignore[arg-type]
    assert not made[0].get("failed")


def test_a_fault_costs_one_text_and_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    gold, predictions = tmp_path / "gold.jsonl", tmp_path / "predictions.jsonl"
    gold.write_text('{"id": "bad", "text": "x"}\n{"id": "good", "text": "y"}\n', encoding="utf-8")
    real = evaluate.read

    def broken(name: str, *given: Any) -> tuple[Story, ...]:
        if name == "bad":
            raise KeyError(name)
        return real(name, *given)

    monkeypatch.setattr(evaluate, "read", broken)
    summary = evaluate.run("quotes", gold, predictions, READING)
    assert "'bad'" in summary
    assert json.loads(predictions.read_text(encoding="utf-8").splitlines()[0]) == {"id": "bad", "quotes": []}


@pytest.mark.parametrize("line", ["{", "[]", '{"id": 1, "text": ""}', '{"id": "a"}'])
def test_a_broken_set_is_refused_by_line(tmp_path: Path, line: str) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_text(f'{{"id": "a", "text": ""}}\n\n{line}\n', encoding="utf-8")
    with pytest.raises(ValueError, match=r"gold\.jsonl:3: "):
        evaluate.read_rows(path)


def test_the_best_guess_is_written_with_its_class_and_hidden_when_published() -> None:
    row = evaluate.gold_row([story(said(0, "unsure"))], WORDS, published=False)["utterances"][0]
    assert (row["speaker"], row["kind"], row["certainty"], row["role"]) == (
        "Mina Reyes",
        "person",
        "unsure",
        WORDS[33:49],
    )
    row = evaluate.gold_row([story(said(0, "unsure"))], WORDS, published=True)["utterances"][0]
    assert (row["speaker"], row["kind"], row["role"]) == (None, "unknown", None)


def test_ambiguous_and_missing_speakers_have_no_name() -> None:
    rows = evaluate.gold_row([story(said(2), said(None, "unsure"))], WORDS, published=False)["utterances"]
    assert [(row["speaker"], row["kind"]) for row in rows] == [(None, "ambiguous"), (None, "unknown")]


def test_a_quote_set_knows_people_only() -> None:
    rows = evaluate.quotes_row([story(said(0), said(1), said(2))], WORDS, published=False)["quotes"]
    assert [row["speaker"] for row in rows] == ["Mina Reyes", None, None]


def test_the_gate_names_what_fell_and_what_is_missing() -> None:
    floors = {"examples": {"quoted_f": 0.9, "role": 0.8, "mode": 0.7}, "not measured": {"quoted_f": 1.0}}
    faults = evaluate.compare({"examples": {"quoted_f": 0.8996, "role": 0.7}}, floors)
    assert faults == [
        "examples: mode was not measured; its floor is 0.7",
        "examples: role is 0.700, below its floor 0.800",
    ]


def test_floors_rise_freely_and_fall_only_when_told_to() -> None:
    floors = {"examples": {"up": 0.5, "down": 0.9}}
    measured = {"examples": {"up": 0.6, "down": 0.8, "new": 0.1}}
    assert evaluate.raised(measured, floors) == {"examples": {"up": 0.6, "down": 0.9, "new": 0.1}}
    assert evaluate.raised(measured, floors, lower=True)["examples"]["down"] == 0.8
