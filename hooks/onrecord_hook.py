"""Keeps generated pages in step when people run `mkdocs build` or `mkdocs serve` themselves.

It starts the command line as a process and tells the live server what to watch; it knows nothing of the engine.
Without it the same pages are built from the same docs/, only slower; when the command line drives MkDocs, it starts
nothing.
"""

from __future__ import annotations

import logging
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import Any

log = logging.getLogger("mkdocs.plugins.onrecord")

HERE = Path(__file__).resolve().parent
PROGRAM = HERE.parent / "scripts" / "build.py"
COMMAND = [str(PROGRAM)] if PROGRAM.is_file() else ["-m", "onrecord"]  # in a clone, or in an installed package
TEMPLATES = HERE.parent / "scripts" / "onrecord" / "publish" / "pages" / "templates"
NOT_SEARCHED = '<aside class="otr-aside"'
# `<span class="otr-q otr-direct" id="q-1dad416f46">`, `</span>`, `<a class="otr-by" href="…" data-by="…"></a>`
WORDLESS_PATTERN = re.compile(r'</?span[^>]*>|<a class="otr-by[^>]*></a>')
# `data-search-exclude="yes"`: a word to the search plugin, which takes it out of what it has read
SEARCH_MARK_PATTERN = re.compile(r'\s?data-search-\w+="[^"]+"')
OF_ONE_CORPUS = ("accuracy.md", "own-archive.md")
"""Pages in the usual navigation that an archive has only when it wrote them itself."""
MANIFEST = ".onrecord/manifest"


_options: list[str] = []


def on_startup(command: str, **_: Any) -> None:
    """Show what comes of a fault in an authority file to somebody who is at work on it; a build stops at one."""
    _options[:] = ["--keep-going"] if command == "serve" else []


def on_pre_build(config: Any, **_: Any) -> None:
    """Write the pages anew before MkDocs looks for them."""
    if os.environ.get("ONRECORD_DRIVEN") == "1":
        return
    command = [sys.executable, *COMMAND, "build", "-f", str(config.config_file_path), *_options]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", errors="replace", check=False)
    for line in (done.stdout + done.stderr).splitlines():
        log.info("%s", line)
    if done.returncode:
        log.warning("the pages were not made anew: the command `build` ended with %s", done.returncode)


def on_files(files: Any, config: Any, **_: Any) -> None:
    """Leave out of the navigation those pages about one corpus that this archive has not written."""
    missing = {name for name in OF_ONE_CORPUS if files.get_file_from_path(name) is None}
    if config.nav and missing:
        config.nav = _without(config.nav, missing)


def _without(nav: Any, missing: set[str]) -> Any:
    if isinstance(nav, dict):
        return {title: _without(item, missing) for title, item in nav.items()}
    if not isinstance(nav, list):
        return nav
    named = [(item, next(iter(item.values())) if isinstance(item, dict) and len(item) == 1 else item) for item in nav]
    return [_without(item, missing) for item, target in named if not (isinstance(target, str) and target in missing)]


def on_page_markdown(markdown: str, page: Any, **_: Any) -> str | None:
    """Keep a page that is HTML throughout from the Markdown parser, which would only copy it, slowly."""
    if page.meta.get("raw") is not True:
        return None
    page.onrecord_html = markdown.strip()
    return ""


def on_page_content(html: str, page: Any, **_: Any) -> str:
    """Give search so much of such a page as it is to find, without the elements that it would only skip."""
    whole = getattr(page, "onrecord_html", None)
    return html if whole is None else WORDLESS_PATTERN.sub("", whole.partition(NOT_SEARCHED)[0])


def on_page_context(context: Any, page: Any, **_: Any) -> Any:
    """Put the whole page back, now that search (a plugin, and so before any hook) has read its part."""
    if hasattr(page, "onrecord_html"):
        page.content = SEARCH_MARK_PATTERN.sub("", page.onrecord_html)
    return context


def on_serve(server: Any, config: Any, **_: Any) -> Any:
    """Watch what people edit in place of what is generated: one build per edit, and no build that starts another."""
    docs = Path(config.docs_dir)
    server.unwatch(str(docs))
    root = Path(config.config_file_path).parent
    own = (config.extra or {}).get("onrecord") or {}
    pages = root / own["pages"] if own.get("pages") else docs
    for folder in [docs, pages] if pages.is_dir() and not pages.samefile(docs) else [docs]:
        for path in hand_written(folder):
            server.watch(str(path))
    seeds, authority, templates = (root / own.get(name, name) for name in ("seeds", "authority", "templates"))
    Follower(server, [seeds, seeds.parent / "addresses.yml", authority, templates, TEMPLATES]).look()
    return server


class Follower:
    """Keeps a live server watching paths that may come and go while it runs, and has it build when one does.

    A path that is not there cannot be watched, and one that went and came back is not watched any more; so the
    folders that hold them are looked at as well, without what lies deeper.
    """

    def __init__(self, server: Any, paths: list[Path]) -> None:
        self.server = server
        self.paths = paths
        self.there: dict[Path, tuple[int, int] | None] = dict.fromkeys(paths)
        self.above: set[Path] = set()

    def look(self, _event: object = None) -> bool:
        """Watch what has come and forget what has gone; say whether anything did."""
        changed = False
        for path in self.paths:
            found = identity(path)
            if found == self.there[path]:
                continue
            if self.there[path]:
                self.server.unwatch(str(path))
            if found:
                self.server.watch(str(path))
            self.there[path] = found
            changed = True
        for folder in {next(one for one in path.parents if one.is_dir()) for path in self.paths} - self.above:
            self.above.add(folder)
            self.server.observer.schedule(self, str(folder), recursive=False)
        return changed

    def dispatch(self, _event: object) -> None:
        """Take what the observer tells of one of the folders above."""
        if self.look():
            with self.server._rebuild_cond:  # what its own `watch` does when a file changes; there is no public way
                self.server._want_rebuild = True
                self.server._rebuild_cond.notify_all()


def identity(path: Path) -> tuple[int, int] | None:
    """Return what tells a folder from another one of its name; a file is the same whatever is written into it."""
    try:
        found = path.stat()
    except OSError:
        return None
    return (found.st_dev, found.st_ino) if path.is_dir() else (0, 1)


def hand_written(docs: Path) -> list[Path]:
    """Return the files and folders of docs/ that nobody generates: what the manifest does not name.

    A folder in which both lie is named file by file.
    """
    manifest = docs / MANIFEST
    made = (
        set(manifest.read_text(encoding="utf-8", errors="surrogateescape").split("\n")) if manifest.is_file() else set()
    )
    mixed = {str(parent) for path in made for parent in PurePosixPath(path).parents}

    def look_into(folder: Path) -> Iterator[Path]:
        for path in sorted(folder.iterdir()):
            inside = path.relative_to(docs).as_posix()
            if path.name.startswith(".") or inside in made:
                continue
            if inside in mixed:
                yield from look_into(path)
            else:
                yield path

    return list(look_into(docs))
