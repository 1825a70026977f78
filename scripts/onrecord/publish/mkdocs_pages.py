"""Ask MkDocs for the files of a site one page at a time and in memory, with its own functions.

What it prints depends on the texts that it is handed, on the configuration and on the theme: neither the folder of
docs nor that of the site is looked into. What only MkDocs can make of a whole site (its templates and what plugins
write at the end) is made in a folder aside, which is emptied before and removed afterwards.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mkdocs.commands import build as mkdocs_build
from mkdocs.config import load_config
from mkdocs.exceptions import MkDocsException
from mkdocs.plugins import BasePlugin, event_priority
from mkdocs.structure.files import File, Files, file_sort_key, set_exclusions
from mkdocs.structure.nav import get_navigation
from mkdocs.structure.pages import Page

from onrecord import urls
from onrecord.config import Archive
from onrecord.publish.mkdocs_site import DRIVEN, NO_SETTINGS, QUIET

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig

SEARCH = ("material/search", "search")
"""Under which names the plugin that makes the search index is known."""
CATCHER = "onrecord/catcher"
HOOK, PLUGIN = "onrecord_hook.py", "onrecord"
LAST = -1000
FAULTS = (MkDocsException, SystemExit)
"""What MkDocs raises when it cannot build."""

Entries = list[dict[str, Any]]


class Unforeseen(Exception):
    """Pages of this archive cannot be made one at a time."""


@dataclass(frozen=True, slots=True)
class Built:
    """A file of the site: its path, its bytes, and what of it search is to find."""

    path: str
    data: bytes
    entries: Entries


class _Catcher(BasePlugin):  # type: ignore[type-arg, no-untyped-call]
    """Takes each page from MkDocs when it is done, so that there is nothing left to write."""

    taken = ""

    @event_priority(LAST)
    def on_post_page(self, output: str, **_: Any) -> str:
        """Keep the page."""
        self.taken = output
        return ""


class Builder:
    """MkDocs with the configuration of an archive, ready to build pages.

    `own` are the hand-written files of docs. `names` are the paths of all others, for links from hand-written pages.
    `settings` go over the configuration.
    """

    def __init__(
        self,
        archive: Archive,
        own: Mapping[str, bytes],
        names: Collection[str] = (),
        settings: Mapping[str, str] = NO_SETTINGS,
    ) -> None:
        os.environ.update(QUIET)
        logging.getLogger("mkdocs").setLevel(logging.CRITICAL)
        folders = {"docs_dir": str(archive.cache), "site_dir": str(archive.root / ".no-site")}  # neither is looked into
        self.config: MkDocsConfig = load_config(str(archive.config), **folders, **settings)
        self._catcher = _Catcher()
        self.config.plugins[CATCHER] = self._catcher
        self.config.plugins.on_startup(command="build", dirty=False)
        self.config = self.config.plugins.on_config(self.config)
        os.environ[DRIVEN] = "1"
        try:
            self.config.plugins.on_pre_build(config=self.config)
        finally:
            os.environ.pop(DRIVEN)
        self._own = {path: self._file(path, data) for path, data in own.items()}
        known = [*self._own.values()]
        known += [self._file(path) for path in sorted({*names, *_generated(self.config.nav)} - own.keys())]
        files = Files(sorted(known, key=file_sort_key))
        self.env = self.config.theme.get_env()
        files.add_files_from_theme(self.env, self.config)
        self.files = self.config.plugins.on_files(files, config=self.config)
        set_exclusions(self.files, self.config)
        self.nav = self.config.plugins.on_nav(
            get_navigation(self.files, self.config), config=self.config, files=self.files
        )
        self._check_foreseen(own, names)
        for file in self._own_pages():
            mkdocs_build._populate_page(file.page, self.config, self.files)  # type: ignore[arg-type]
        self.env = self.config.plugins.on_env(self.env, config=self.config, files=self.files)
        self.pages = self.files.documentation_pages()

    def _check_foreseen(self, own: Collection[str], names: Collection[str]) -> None:
        """Raise Unforeseen where pages depend on more than they are handed here."""
        if self.config.nav is None:
            raise Unforeseen("without a navigation in its configuration every page names all others")
        known = {*own, *names, *_generated(self.config.nav)}
        added = [file.src_uri for file in self.files.documentation_pages() if file.src_uri not in known]
        if added:
            raise Unforeseen(f"a plugin adds pages of its own ({', '.join(added[:3])})")
        bare = [
            page.file.src_uri for page in self.nav.pages if page.file.src_uri not in own and "title" not in vars(page)
        ]
        if bare:
            raise Unforeseen(f"the navigation names {bare[0]} without a title for it")

    @property
    def plugins(self) -> list[str]:
        """The names of plugins of which it is not known whether they make a page depend on others."""
        names = {Path(name).name if name.endswith(".py") else name for name in self.config.plugins}
        return sorted(names - {*SEARCH, CATCHER, HOOK, PLUGIN})

    def close(self) -> None:
        """End MkDocs."""
        self.config.plugins.on_shutdown()

    def _file(self, path: str, data: bytes | None = None) -> File:
        file = File(path, self.config.docs_dir, self.config.site_dir, self.config.use_directory_urls)
        if data is not None:
            file.content_bytes = data
        return file

    def _own_pages(self) -> list[File]:
        return [one for one in self.files.documentation_pages() if one.src_uri in self._own]

    def built(self, path: str, data: bytes) -> Built | None:
        """Return the site's file for one of docs, or None where the configuration leaves it out."""
        file = self.files.get_file_from_path(path)  # one that the navigation names has its page already
        if file is None:
            file = self._file(path)
            set_exclusions([file], self.config)
        file.content_bytes = data
        if not _is_included(file):
            return None
        if not file.is_documentation_page():
            return Built(file.dest_uri, data, [])
        if file.page is None:
            Page(None, file, self.config)
        mkdocs_build._populate_page(file.page, self.config, self.files)  # type: ignore[arg-type]
        return self._page(file)

    def _page(self, file: File) -> Built:
        index = self._search_entries()
        before = len(index)
        self._catcher.taken = ""
        mkdocs_build._build_page(file.page, self.config, self.pages, self.nav, self.env)  # type: ignore[arg-type]
        entries = index[before:]
        del index[before:]
        data = self._catcher.taken.encode("utf-8", errors="xmlcharrefreplace")
        return Built(file.dest_uri, data, entries)

    def _search_entries(self) -> Entries:
        """Return the list to which the search plugin adds what it finds, or one to which nobody does."""
        for name in SEARCH:
            index = getattr(self.config.plugins.get(name), "search_index", None)
            for attribute in ("entries", "_entries"):
                found = getattr(index, attribute, None)
                if isinstance(found, list):
                    return found
        return []

    def rest(self, entries: Mapping[str, Entries], folder: Path) -> Iterator[Built]:
        """Yield what else the site holds; `entries` are those of all pages that were built elsewhere, by their paths.

        What MkDocs insists on writing goes into an empty folder.
        """
        for file in self.files:
            there = file.src_uri in self._own or file.src_dir != self.config.docs_dir
            if there and not file.is_documentation_page() and _is_included(file):
                yield Built(file.dest_uri, file.content_bytes, [])
        found = dict(entries)
        for file in self._own_pages():
            built = self._page(file)
            found[file.src_uri] = built.entries
            yield built
        index = self._search_entries()
        index[:] = [one for file in self.pages for one in found.get(file.src_uri, ())]
        self.config.site_dir = str(folder)
        for template in sorted(self.config.theme.static_templates):
            mkdocs_build._build_theme_template(template, self.env, self.files, self.config, self.nav)
        for template in self.config.extra_templates:
            mkdocs_build._build_extra_template(str(template), self.files, self.config, self.nav)
        self.config.plugins.on_post_build(config=self.config)
        for path in sorted(p for p in folder.rglob("*") if p.is_file()):
            yield Built(path.relative_to(folder).as_posix(), path.read_bytes(), [])


def _is_included(file: File) -> bool:
    return bool(file.inclusion.is_included())  # type: ignore[no-untyped-call]


def _generated(nav: object) -> set[str]:
    """Return the paths of pages that a navigation names and that are made from seeds."""
    return {path for path in _paths(nav) if path.partition("/")[0] in urls.FOLDERS}


def _paths(nav: object) -> Iterator[str]:
    """Yield the paths of pages that a navigation names."""
    if isinstance(nav, str):
        if nav.endswith(".md"):
            yield nav
    elif isinstance(nav, (list, tuple)):
        for one in nav:
            yield from _paths(one)
    elif isinstance(nav, Mapping):
        for one in nav.values():
            yield from _paths(one)
