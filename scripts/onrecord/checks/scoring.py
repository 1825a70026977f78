"""Score readings of whole texts against gold answers: a small scorer for the project's own examples.

Gold rows have `text`, `speech` (records with `start`, `end`, `mode`, `speaker`, `speaker_kind`, `role`), `not_speech`
and `reporters`. A record is found when predicted spans of its layer cover 80 % of it; speakers count over all records,
so that a record which was not found is a wrong one.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

Row = Mapping[str, Any]
COVER = 0.8
HALF = 0.5
LAYERS = {"direct": "quoted", "fragment": "quoted", "reported": "reported"}
PREFIXES = ("organisation: ", "anonymous: ")
SMALL_WORDS = frozenset({"a", "an", "the", "of", "at", "in", "for", "to", "by", "and"})
# "Mr", "Prof.": titles that a surname may carry in a prediction
TITLE_PATTERN = re.compile(r"^(?:(?:mr|mrs|ms|dr|sir|dame|prof|professor|president|minister)\.? )+")
WORD_PATTERN = re.compile(r"\w+(?:[-'’]\w+)*")


def score(gold: Iterable[Row], predicted: Mapping[str, Row]) -> dict[str, float]:
    """Return the figures of a set; each is a share between 0 and 1, and more is better."""
    counts: Counter[str] = Counter()
    for row in gold:
        _article(row, predicted.get(row["id"], {"utterances": []}), counts)
    return _figures(counts)


def _article(row: Row, prediction: Row, counts: Counter[str]) -> None:
    own = {reporter["name"] for reporter in row.get("reporters", ())}
    records = [r for r in row["speech"] if _bare(r["speaker"]) not in own]
    turns = [r for r in row["speech"] if _bare(r["speaker"]) in own]
    for layer in ("quoted", "reported"):
        wanted = [r for r in records if LAYERS[r["mode"]] == layer]
        given = [u for u in prediction["utterances"] if LAYERS[u["mode"]] == layer]
        given = [u for u in given if any(_common(u, r) for r in wanted) or not any(_inside(u, turn) for turn in turns)]
        counts[layer + ":given"] += len(given)
        counts[layer + ":given:ok"] += sum(any(_inside(u, r) for r in wanted) for u in given)
        for record in wanted:
            _record(row, record, given, layer, counts)
    for term in row.get("not_speech", ()):
        counts["term"] += 1
        counts["term:ok"] += not any(u["speaker"] and _fits(u, term) for u in prediction["utterances"])
    for name in own:
        said = [u for u in prediction["utterances"] if u["speaker"] and not any(_inside(u, turn) for turn in turns)]
        counts["reporter"] += 1
        counts["reporter:ok"] += not any(_full(u["speaker"], [name]) for u in said)


def _record(row: Row, record: Row, given: Sequence[Row], layer: str, counts: Counter[str]) -> None:
    """Count one gold record: found, its mode, speaker, kind and role."""
    near = [u for u in given if _common(u, record)]
    covered = set[int]().union(*(range(max(u["start"], record["start"]), min(u["end"], record["end"])) for u in near))
    found = len(covered) >= COVER * (record["end"] - record["start"])
    best = max(near, key=lambda u: (_common(u, record), u["start"] - u["end"])) if found and near else {}
    counts.update({layer: 1, f"{layer}:found": found})
    if best:
        counts.update({"mode": 1, "mode:ok": best["mode"] == record["mode"]})
    kind, said = record["speaker_kind"], best.get("speaker") or ""
    if kind != "unknown":
        full = _right(row, record, said)
        near_enough = full or (kind == "person" and _surname(said) == _surname(record["speaker"]) != "")
        counts.update({f"{layer}:{kind}": 1, f"{layer}:{kind}:ok": near_enough, f"{layer}:{kind}:full": full})
    if said:
        level = best.get("certainty", "likely")
        counts.update(
            {f"{level}": 1, f"{level}:ok": kind != "unknown" and (near_enough if kind != "unknown" else False)}
        )
    if record["role"]:
        counts.update({"role": 1, "role:ok": _overlap(best.get("role") or "", record["role"]) >= COVER})


def _right(row: Row, record: Row, said: str) -> bool:
    """Say whether a speaker has the full name, or for organisations and nameless sources the words of a listed form."""
    names = [_bare(record["speaker"]), *map(_bare, record.get("co_speakers") or ())]
    if record["speaker_kind"] == "person":
        return _full(said, names)
    forms = [form for s in row.get("speakers", ()) if _bare(s["canonical"]) in names for form in s["forms"]]
    if not said:
        return set(forms) <= {"Q"} and bool(forms)
    return any(_overlap(said, form) >= 0.6 for form in (*names, *forms))


def _figures(counts: Counter[str]) -> dict[str, float]:
    def share(part: str, whole: str) -> float:
        return round(counts[part] / counts[whole], 4) if counts[whole] else 1.0

    out: dict[str, float] = {}
    for layer in ("quoted", "reported"):
        out[f"{layer}_precision"] = share(f"{layer}:given:ok", f"{layer}:given")
        out[f"{layer}_recall"] = share(f"{layer}:found", layer)
        for kind in ("person", "organisation", "anonymous"):
            out[f"{layer}_{kind}"] = share(f"{layer}:{kind}:ok", f"{layer}:{kind}")
        out[f"{layer}_person_full"] = share(f"{layer}:person:full", f"{layer}:person")
    for name, key in (("mode", "mode"), ("role", "role"), ("certain", "certain")):
        out[name] = share(f"{key}:ok", key)
    out["not_speech_left_alone"] = share("term:ok", "term")
    out["reporters_left_alone"] = share("reporter:ok", "reporter")
    return out


def _common(a: Row, b: Row) -> int:
    return max(0, int(min(a["end"], b["end"])) - int(max(a["start"], b["start"])))


def _inside(a: Row, b: Row) -> bool:
    return bool(_common(a, b) >= HALF * (a["end"] - a["start"]))


def _fits(a: Row, b: Row) -> bool:
    return bool(_common(a, b) >= COVER * (b["end"] - b["start"])) and _inside(a, b)


def _bare(speaker: str) -> str:
    return next((speaker[len(p) :] for p in PREFIXES if speaker.startswith(p)), speaker)


def _folded(name: str) -> str:
    plain = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    return TITLE_PATTERN.sub("", " ".join(unicodedata.normalize("NFC", plain).casefold().replace("’", "'").split()))


def _surname(name: str) -> str:
    return _folded(name).split()[-1] if name.split() else ""


def _full(said: str, names: Iterable[str]) -> bool:
    return bool(said) and any(_folded(said) == _folded(name) for name in names)


def _overlap(a: str, b: str) -> float:
    """Return the F1 of the words of two phrases, small words left out."""
    x, y = (Counter(w for w in WORD_PATTERN.findall(_folded(s)) if w not in SMALL_WORDS) for s in (a, b))
    both = (x & y).total()
    return 2 * both / (x.total() + y.total()) if both else 0.0
