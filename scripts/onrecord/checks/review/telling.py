"""Put together what a review tells: a summary, and a folder with the whole of it, explanations, data and a preview."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any

from onrecord import problems
from onrecord.checks import explain
from onrecord.checks.review import preview, wording
from onrecord.checks.review.changes import Change
from onrecord.checks.review.states import State
from onrecord.checks.review.wording import SHORT, WHOLE, Limits, Told
from onrecord.config import Archive
from onrecord.publish import mkdocs_site as sites
from onrecord.publish.pages.environment import plural
from onrecord.publish.sync import write_file

SUMMARY = "summary.md"
EVERYTHING = "everything.md"
DATA = "change.json"


def summary(change: Change, archive: Archive, after: State) -> str:
    """Return the summary alone."""
    return wording.summary(_told(change, archive, after, SHORT))


def write(out: Path, change: Change, archive: Archive, before: State, after: State) -> None:
    """Write everything into a folder. `archive` is the one whose code runs: its settings and styles are used."""
    files: dict[str, bytes] = {}
    for seed in change.seeds:
        views = [] if seed.what == "deleted" else explain.views(after.queries, seed.name)
        for view in views:
            files[f"explain/{view.id}.txt"] = "\n".join(explain.lines(view)).encode("utf-8")
    closing = [
        "## Where the rest is",
        f"In the artifact of this check: `{EVERYTHING}` is this text without limits, `{DATA}` the same as data, and "
        f"`explain/` says for each seed from which words and by which rule everything was decided.",
    ]
    if preview.changes_pages(change):
        try:
            shown = preview.make(archive, before, after)
        except sites.Failed as failure:
            closing.append(f"The preview could not be built: {wording.plain(str(failure), 300)}.")
        else:
            files |= {f"preview/{path}": data for path, data in shown.files.items()}
            closing.append(_about_preview(shown))
    files[SUMMARY] = wording.summary(_told(change, archive, after, SHORT), closing).encode("utf-8")
    files[EVERYTHING] = wording.summary(_told(change, archive, after, WHOLE)).encode("utf-8")
    files[DATA] = (json.dumps(plainly(change), ensure_ascii=False, indent=1) + "\n").encode("utf-8")
    for path, data in sorted(files.items()):
        write_file(out / path, data)


def _about_preview(shown: preview.Preview) -> str:
    left = f" ({plural(shown.left, 'more page')} would change that are not in it)" if shown.left else ""
    return (
        f"`preview/{preview.START}` opens from a disk by double click once the artifact is unpacked: "
        f"{plural(len(shown.pages), 'page')} as they would be{left}."
    )


def _told(change: Change, archive: Archive, after: State, limits: Limits) -> Told:
    pages = dict(_hand_written(archive))

    def links(path: str) -> list[str]:
        wanted = re.compile(rf"(?<![\w-]){re.escape(path)}(?![\w-])")
        return [name for name, text in pages.items() if wanted.search(text)]

    return Told(
        change,
        views=lambda seed: explain.views(after.queries, seed),
        words=after.queries.words,
        leads=after.leads().get,
        links=links,
        limits=limits,
    )


def _hand_written(archive: Archive) -> Iterator[tuple[str, str]]:
    """Yield people's own pages by the names that they have in the repository, with their text."""
    for path in sorted(archive.pages.glob("*.md")):
        if path.is_file() and not path.is_symlink() and path.name != "index.md":
            yield problems.one_line(archive.shown(path)), path.read_text(encoding="utf-8", errors="replace")


def plainly(value: Any) -> Any:
    """Return records as what JSON knows, with the names of their fields."""
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: plainly(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, Mapping):
        return {key: plainly(one) for key, one in value.items()}
    if isinstance(value, tuple) and hasattr(value, "_asdict"):
        return {key: plainly(one) for key, one in value._asdict().items()}
    if isinstance(value, tuple):
        return [plainly(one) for one in value]
    return problems.one_line(value) if isinstance(value, str) else value
