"""`evaluate`: predictions and the set that they are made from."""

from __future__ import annotations

import json
from pathlib import Path

from samples.command_line import STORY, Run


def test_predictions_never_replace_the_set_they_are_made_from(run: Run, root: Path) -> None:
    gold = root / "gold.jsonl"
    gold.write_text(json.dumps({"id": "one", "text": STORY}) + "\n", encoding="utf-8")
    before = gold.read_bytes()
    (root / "same.jsonl").hardlink_to(gold)
    for other in ("gold.jsonl", "./gold.jsonl", "same.jsonl"):
        assert "the same file" in run("evaluate", "gold", "gold.jsonl", other, code=2).stderr
    assert gold.read_bytes() == before
    run("evaluate", "gold", "gold.jsonl", "predictions.jsonl")
