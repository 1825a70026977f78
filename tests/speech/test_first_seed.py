"""The first seed comes out right in full, and so does the same script with everybody and everything in it changed."""

from __future__ import annotations

import hashlib

import pytest

from onrecord import metadata
from onrecord.authority.records import ReadingAuthority
from onrecord.model import Document, Seed, Speech, Utterance
from onrecord.seeds import formats
from onrecord.seeds import paragraphs as texts
from onrecord.speech import read
from samples.archives import FIRST_SEED

PARDO = "Ramon Pacheco Pardo"
PROFESSOR = "Professor of International Relations at King’s College London"
# mode, speaker, role, mention, cue, how the words begin and end
EXPECTED = [
    ("reported", PARDO, PROFESSOR, PARDO, "according to", "South Korea and NATO", "arms and cybersecurity"),
    ("fragment", PARDO, PROFESSOR, PARDO, "according to", "practical cooperation", "practical cooperation"),
    ("reported", "Seoul’s top office", "", "Seoul’s top office", "announced", "President Yoon Suk Yeol will", "D.C."),
    ("reported", PARDO, PROFESSOR, "Pacheco Pardo", "said", "Yoon’s attendance", "upon aggression"),
    ("direct", PARDO, PROFESSOR, "Pacheco Pardo", "", "South Korea’s standing", "strengthening ties."),
    (
        "reported",
        "Jens Stoltenberg",
        "NATO Secretary General",
        "Jens Stoltenberg",
        "expressed",
        "concern about",
        "Iran",
    ),
    ("reported", PARDO, PROFESSOR, "Pacheco Pardo", "said", "Seoul’s relations", "elaborate and practical"),
    ("direct", PARDO, PROFESSOR, "Pacheco Pardo", "", "So they will focus", "in that direction."),
    ("reported", PARDO, PROFESSOR, "He", "added", "Baltic states, in particular", "cybersecurity with Seoul"),
    ("direct", PARDO, PROFESSOR, "He", "", "They’re on the same boat", "Same with Russia."),
    ("reported", PARDO, PROFESSOR, "Pacheco Pardo", "emphasized", "the need for", "economic security"),
]
# The same script about other people, places, bodies and words, in the order in which they are replaced.
CHANGES = {
    "Ramon Pacheco Pardo": "Elena Duarte Moreno", "Pacheco Pardo": "Duarte Moreno", "He added": "She remarked",
    "Jens Stoltenberg": "Gustav Ahlberg", "NATO Secretary General": "OSTA Secretary General",
    "Yoon Suk Yeol": "Karl Ostrem", "Yoon": "Ostrem", "Oh Soo-young": "Lena Harding", "Zelenskyy": "Tamm",
    "South Korean": "Norlandic", "South Korea": "Norland", "North Korea": "Sudmark", "Seoul": "Holmby",
    "Pyongyang": "Varnow", "Moscow": "Belgost", "Russia": "Ostmark", "Ukraine": "Tavria", "Romania": "Karelvia",
    "Poland": "Lechia", "China": "Sinland", "Iran": "Parsia", "NATO": "OSTA", "Baltic": "Lagoon",
    "Arirang TV": "Harbour TV", "Arirang News": "Harbour News", "arirang.com": "harbour.example",
    "International Relations": "Maritime Law", "King’s College London": "Queen’s College Holmby",
    "practical cooperation": "closer exchange", "according to": "according to", "emphasized": "stressed",
    "Speaking with": "Talking to", "sidelines": "margins", "keen interest": "real appetite",
}  # fmt: skip


def understand(text: str) -> tuple[Document, Speech, list[str]]:
    data = text.encode()
    seed = Seed("seed.txt", data, hashlib.sha256(data).hexdigest())
    raw = formats.read(seed)
    document = texts.document(raw)
    paragraphs = range(len(document.paragraphs))
    facts = metadata.read(document, paragraphs, raw, seed, ReadingAuthority((), (), ""))
    speech = read(document, paragraphs, facts)
    return document, speech, [problem.message for problem in (*facts.problems, *speech.problems)]


def change(words: str) -> str:
    for old, new in CHANGES.items():
        words = words.replace(old, new)
    return words


def described(document: Document, speech: Speech, said: Utterance) -> tuple[str, ...]:
    spans = (said.role, said.mention, said.cue)
    source = speech.sources[said.source].name if said.source is not None else ""
    return (said.mode, source, *(span.of(document.text) if span else "" for span in spans))


@pytest.mark.parametrize("changed", [False, True], ids=["first seed", "everything in it changed"])
def test_the_script_is_understood(changed: bool) -> None:
    original = FIRST_SEED.read_text(encoding="utf-8")
    document, speech, _ = understand(change(original) if changed else original)
    turn = change if changed else str
    wanted = [tuple(turn(part) for part in row) for row in EXPECTED]
    got = [described(document, speech, said) for said in speech.utterances]
    assert got == [row[:5] for row in _pronouns(wanted, changed)]
    for said, row in zip(speech.utterances, wanted, strict=True):
        words = said.span.of(document.text)
        assert words.startswith(row[5]), words
        assert words.endswith(row[6]), words


def _pronouns(rows: list[tuple[str, ...]], changed: bool) -> list[tuple[str, ...]]:
    """Return the rows with the pronoun and the verb that the changed script has for "He added"."""
    if not changed:
        return rows
    new = {"He": "She", "added": "remarked"}
    return [(*row[:3], new.get(row[3], row[3]), new.get(row[4], row[4]), *row[5:]) for row in rows]


@pytest.mark.parametrize("changed", [False, True], ids=["first seed", "everything in it changed"])
def test_nobody_else_speaks_and_the_odd_mark_is_a_warning(changed: bool) -> None:
    original = FIRST_SEED.read_text(encoding="utf-8")
    _, speech, messages = understand(change(original) if changed else original)
    speakers = {speech.sources[u.source].name for u in speech.utterances if u.source is not None}
    turn = change if changed else str
    assert speakers == {turn(PARDO), turn("Jens Stoltenberg"), turn("Seoul’s top office")}
    assert [message for message in messages if "mark" in message], messages
    assert all(u.certainty in ("certain", "likely") for u in speech.utterances)
