"""French stories: whole texts and all that must be read in them."""

from __future__ import annotations

from pathlib import Path

import pytest

from onrecord.model import Speech, Utterance
from samples.cases import read, speakers
from samples.expected import check_or_update

TEXTS = Path(__file__).parent / "texts"


def line(words: str, said: Speech, one: Utterance) -> str:
    role, cue = (part.of(words) if part else "-" for part in (one.role, one.cue))
    text = one.span.of(words).replace("\n", "¶")
    return " | ".join((one.mode, one.certainty, speakers(said, one) or "-", role, cue, one.rule, text))


@pytest.mark.parametrize("path", sorted(TEXTS.glob("*.txt")), ids=lambda path: path.stem)
def test_text(path: Path) -> None:
    words = path.read_text(encoding="utf-8")
    _, said = read({"text": words}, "fr")
    lines = [line(words, said, one) for one in said.utterances]
    lines += [f"no speech | {one.span.of(words)} | {one.rule}" for one in said.not_speech]
    people = [source for source in said.sources if source.kind == "person"]
    lines += [f"{one.name} | {', '.join(form.of(words) for form in one.forms)}" for one in people]
    check_or_update(path, "".join(f"{one}\n" for one in lines))
