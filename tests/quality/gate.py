"""Measure how well the engine reads, and hold the figures to the floors in baseline.json.

    python tests/quality/gate.py                  measure, compare, exit 1 below a floor
    python tests/quality/gate.py --pin            lift the floors that the figures beat
    python tests/quality/gate.py --pin --lower    set the floors to the figures; say why in the pull request

examples/gold.jsonl is always measured. Sets outside of the project are measured too when ONRECORD_EVAL (or --outside)
names a folder with score_gold.py, score_quotes.py, gold/gold-dev.jsonl, quotes/ggt-dev.jsonl and
quotes/polnear-dev.jsonl.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
if __name__ == "__main__":
    sys.path.insert(0, str(ROOT / "scripts"))

from onrecord.authority import records  # noqa: E402
from onrecord.checks import evaluate, scoring  # noqa: E402

BASELINE = Path(__file__).with_name("baseline.json")
OUTSIDE = {
    "gold-dev": ("gold", "gold/gold-dev.jsonl"),
    "ggt-dev": ("quotes", "quotes/ggt-dev.jsonl"),
    "polnear-dev": ("quotes", "quotes/polnear-dev.jsonl"),
}
KEPT = {
    "gold": (
        *("acc", "quoted_f", "fragment_f", "reported_f", "mode_acc", "quoted_person_full", "quoted_organisation_acc"),
        *("quoted_anonymous_acc", "quoted_certain_acc", "reported_person_acc", "reported_person_full"),
        *("reported_organisation_acc", "reported_anonymous_acc", "role_exact"),
    ),
    "quotes": (
        *("det_f", "human_acc", "human_exact", "human_pronoun_acc", "human_none_acc", "set_f", "reported_r", "all_p"),
    ),
}
AVOIDED = ("false_speech", "reporter_as_speaker", "quoted_anonymous_false_person")  # floors are kept for 1 - x


def examples() -> dict[str, float]:
    """Return the figures on the examples."""
    reading = records.load(ROOT / "examples/authority", ROOT / "authority").reading
    rows = evaluate.read_rows(ROOT / "examples/gold.jsonl")
    made = {row["id"]: row for row in evaluate.predict("gold", rows, reading)}
    failed = [name for name, row in made.items() if row.get("failed")]
    return scoring.score(rows, made) | {"texts_read": 1 - len(failed) / len(rows)}


def outside(folder: Path, name: str) -> dict[str, float]:
    """Return the figures on a set outside of the project, by its own scorer, run as a program."""
    kind, path = OUTSIDE[name]
    reading = records.load(ROOT / "authority").reading
    with tempfile.TemporaryDirectory() as scratch:
        predictions = Path(scratch) / "predictions.jsonl"
        evaluate.run(kind, folder / path, predictions, reading)  # type: ignore[arg-type]
        command = [sys.executable, str(folder / f"score_{kind}.py"), str(folder / path), str(predictions), "--json"]
        answer = subprocess.run(command, capture_output=True, check=True, encoding="utf-8").stdout
    figures = json.loads(answer.splitlines()[0])
    kept = {key: figures[key] for key in KEPT[kind] if key in figures}
    return kept | {f"{key}_avoided": 1 - figures[key] for key in AVOIDED if key in figures}


def baseline() -> dict[str, dict[str, float]]:
    """Return the committed floors."""
    return json.loads(BASELINE.read_text(encoding="utf-8")) if BASELINE.exists() else {}


def main() -> int:
    """Measure, print, and compare or pin."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--outside", default=os.environ.get("ONRECORD_EVAL", ""), metavar="FOLDER")
    parser.add_argument("--pin", action="store_true")
    parser.add_argument("--lower", action="store_true")
    options = parser.parse_args()
    figures = {"examples": examples()}
    if options.outside:
        figures |= {name: outside(Path(options.outside), name) for name in OUTSIDE}
    for name, measured in figures.items():
        print(f"\n{name}", *(f"  {key:34}{value:7.3f}" for key, value in measured.items()), sep="\n")
    if options.pin:
        floors = evaluate.raised(figures, baseline(), lower=options.lower)
        floors = {name: {key: floor for key, floor in kept.items() if floor} for name, kept in floors.items()}
        BASELINE.write_text(json.dumps(floors, indent=2, sort_keys=True) + "\n", encoding="utf-8")
        return 0
    faults = evaluate.compare(figures, baseline())
    print("", *(faults or ["every floor holds"]), sep="\n")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
