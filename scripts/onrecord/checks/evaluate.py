"""Run the engine over the texts of an evaluation set, write predictions, score them, and hold figures to their floors.

Of a set's rows nothing but `id` and `text` is read to predict. Two forms of predictions are written: for quotations
(`{"id", "quotes": [{"start", "end", "speaker", "mode"}]}`) and for whole readings (`{"id", "utterances", "reporters",
"metadata"}`). With `published`, they say what the site shows: an unsure speaker is none.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from onrecord import metadata as metadata_stage
from onrecord import speech
from onrecord.metadata import stories
from onrecord.model import FieldName, RawArticle, Seed, Source, Span, Story, Utterance
from onrecord.publish import sync
from onrecord.seeds import paragraphs

if TYPE_CHECKING:
    from onrecord.authority.records import ReadingAuthority

SetKind = Literal["quotes", "gold"]
Row = dict[str, Any]
TOLERANCE = 0.0005  # a figure may lie this much below its floor: rounding in the baseline
SINGLE_FIELDS: tuple[FieldName, ...] = ("title", "date", "outlet", "source_url", "licence")


def run(kind: SetKind, gold: Path, predictions: Path, reading: ReadingAuthority, *, published: bool = False) -> str:
    """Write predictions for every row of a set and return one sentence on what was done.

    Raise ValueError with a plain message when the set cannot be read.
    """
    rows = read_rows(gold)
    made = list(predict(kind, rows, reading, published=published))
    failed = [row["id"] for row in made if row.pop("failed", False)]
    data = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in made).encode("utf-8", "surrogatepass")
    if predictions.exists() and not predictions.is_file():  # /dev/stdout
        predictions.write_bytes(data)
    else:
        sync.write_file(predictions.resolve(), data)
    units = sum(len(row["quotes" if kind == "quotes" else "utterances"]) for row in made)
    summary = f"{len(made)} texts, {units} utterances written to {predictions}"
    return summary + (f"; {len(failed)} texts could not be read: {', '.join(map(repr, failed[:5]))}" if failed else "")


def is_predictions(kind: SetKind, path: Path) -> bool:
    """Say whether every row of a file is a prediction of this kind; those of an empty file are."""
    keys = set(quotes_row((), "", False) if kind == "quotes" else gold_row((), "", False)) | {"id"}
    try:
        rows = [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n") if line.strip()]
    except (ValueError, RecursionError):
        return False
    return all(isinstance(row, dict) and row.keys() == keys for row in rows)


def read_rows(path: Path) -> list[Row]:
    """Return the rows of a set; raise ValueError that names the line when one has no id or text."""
    rows: list[Row] = []
    with path.open(encoding="utf-8") as file:
        for number, line in enumerate(file, start=1):
            if not line.strip():
                continue
            try:
                row = json.loads(line)
            except ValueError as error:
                raise ValueError(f"{path}:{number}: not JSON: {error}") from None
            if not isinstance(row, dict) or not all(isinstance(row.get(key), str) for key in ("id", "text")):
                raise ValueError(f"{path}:{number}: a row needs the strings 'id' and 'text'")
            rows.append(row)
    return rows


def predict(
    kind: SetKind, rows: Iterable[Mapping[str, Any]], reading: ReadingAuthority, *, published: bool = False
) -> Iterator[Row]:
    """Yield one prediction for each row. A text on which the engine fails yields an empty one, marked `failed`."""
    form: Callable[[Sequence[Story], str, bool], Row] = quotes_row if kind == "quotes" else gold_row
    for row in rows:
        try:
            found: Sequence[Story] = read(row["id"], row["text"], reading)
        except Exception:  # one text must not cost the run; its loss is counted, and reported by name
            yield {"id": row["id"], "failed": True} | form((), "", published)
        else:
            yield {"id": row["id"]} | form(found, row["text"], published)


def read(name: str, words: str, reading: ReadingAuthority) -> tuple[Story, ...]:
    """Return the stories of a text as a plain seed's; also of one that a seed's reader would refuse."""
    raw = RawArticle("txt", "utf-8", words, (), Span(0, len(words)))
    seed = Seed(f"{name}.txt", words.encode("utf-8", "surrogatepass"), "")
    document = paragraphs.document(raw)
    out = []
    for number, within in enumerate(stories.split(document), start=1):
        about = metadata_stage.read(document, within, raw, seed, reading)
        said = speech.read(document, within, about)
        out.append(Story(number, within.start, within.stop, about, said))
    return tuple(out)


def quotes_row(found: Sequence[Story], words: str, published: bool) -> Row:
    """Return the quotations of a text in the form of a quote set, which knows people only as speakers."""
    quotes = []
    for story in found:
        for said in story.speech.utterances:
            source = source_of(story, said, published)
            name = source.name if source and source.kind == "person" else None
            quotes.append({"start": said.span.start, "end": said.span.end, "speaker": name, "mode": said.mode})
    return {"quotes": quotes}


def gold_row(found: Sequence[Story], words: str, published: bool) -> Row:
    """Return everything that was read in a text in the form of a gold set."""
    utterances = []
    for story in found:
        for said in story.speech.utterances:
            source = source_of(story, said, published)
            utterances.append(
                {
                    "start": said.span.start,
                    "end": said.span.end,
                    "mode": said.mode,
                    "kind": source.kind if source else "unknown",
                    "speaker": speaker_of(story, said, published),
                    "role": said.role.of(words) if said.role and source else None,
                    "certainty": said.certainty,
                }
            )
    return {"utterances": utterances, "reporters": _bylines(found), "metadata": _metadata(found)}


def source_of(story: Story, said: Utterance, published: bool) -> Source | None:
    """Return who is credited with an utterance; with `published`, nobody where that is unsure."""
    if said.source is None or (published and said.certainty == "unsure"):
        return None
    return story.speech.sources[said.source]


def speaker_of(story: Story, said: Utterance, published: bool) -> str | None:
    """Return the name of who is credited with an utterance, or None when nobody can be named."""
    source = source_of(story, said, published)
    return source.name if source and source.kind not in ("ambiguous", "unknown") and source.name else None


def _bylines(found: Sequence[Story]) -> list[str]:
    return list(dict.fromkeys(name for story in found for name in story.metadata.values("byline")))


def _metadata(found: Sequence[Story]) -> Row:
    """Return the first value of each field; a field that no story states is left empty."""
    values = {name: next((v for story in found if (v := story.metadata.value(name))), None) for name in SINGLE_FIELDS}
    return values | {"byline": _bylines(found)}


def compare(figures: Mapping[str, Mapping[str, float]], baseline: Mapping[str, Mapping[str, float]]) -> list[str]:
    """Return a sentence for every figure of a measured set that lies below its floor, or that is missing."""
    faults = []
    for name, floors in sorted(baseline.items()):
        if name not in figures:
            continue
        for figure, floor in sorted(floors.items()):
            got = figures[name].get(figure)
            if got is None:
                faults.append(f"{name}: {figure} was not measured; its floor is {floor}")
            elif got < floor - TOLERANCE:
                faults.append(f"{name}: {figure} is {got:.3f}, below its floor {floor:.3f}")
    return faults


def raised(
    figures: Mapping[str, Mapping[str, float]], baseline: Mapping[str, Mapping[str, float]], *, lower: bool = False
) -> dict[str, dict[str, float]]:
    """Return the baseline with the floors that the figures lift; floors only fall with `lower`."""
    out = {name: dict(floors) for name, floors in baseline.items()}
    for name, measured in figures.items():
        floors = out.setdefault(name, {})
        for figure, value in measured.items():
            floors[figure] = round(value if lower else max(value, floors.get(figure, value)), 3)
    return out
