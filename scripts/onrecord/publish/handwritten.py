"""What people wrote in the folders of pages, and what of it stands where a page would be put.

The docs folder is either one of its own, where all must be ours and people's pages are copied to, or it is the very
folder of people's pages: then every page and asset of theirs stays where it lies and is published from there. Their
own first page stands for the archive's. Anything else that wants the place of a page is refused by name, before
anything is written.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from onrecord import problems, shipped, urls
from onrecord.config import Archive
from onrecord.model import Refused
from onrecord.publish.manifest import Manifest, is_file, look, refusal
from onrecord.publish.sync import IN_THE_WAY, MOVE_IT

FIRST_PAGES = (urls.HOME, "README.md", "index.html")
"""What MkDocs publishes as the first page."""


@dataclass(slots=True)
class HandWritten:
    """What people wrote: `files` below the folder of pages, `strangers` below docs, and their first page, if any."""

    archive: Archive
    files: list[str]
    strangers: list[str]
    home: str = ""
    hidden: bool = False
    """Whether a file whose name begins with a dot lies in a folder that is named like a page."""

    @property
    def apart(self) -> bool:
        """Whether docs is a folder of its own, and not the one that people write in."""
        return self.archive.docs != self.archive.pages

    def needs_trial(self) -> bool:
        """Say whether anything lies where pages might be put, so that it must be found out before they are."""
        if self.hidden or (self.apart and self.strangers):
            return True
        others = {*self.files, *self.strangers} - {self.home}
        return any(
            path.partition("/")[0] == urls.HOME or self._published(path).partition("/")[0] in urls.FOLDERS
            for path in others
        )

    def _published(self, path: str) -> str:
        """Return where a file is published, below the site's root."""
        address = urls.site_path(path, self.archive.directory_urls)
        return address + "index.html" if address.endswith("/") or not address else address

    def check(self, made: set[str], in_the_way: Iterable[str]) -> None:
        """Refuse what stands in the way of the pages that are to be made: `made` are their paths.

        `in_the_way` are the paths below docs where a page would be put in place of something else.
        """
        archive = self.archive
        taken = made | {self._published(path) for path in made}
        folders = {folder for path in taken for folder in _above(path)}
        blocked = {archive.docs / path for path in in_the_way}
        if self.apart:
            blocked |= {archive.docs / path for path in self.strangers if path not in {*made, *self.files}}
        for path in self.files:
            if path in made and not self.apart:  # the very page, or noted as in the way
                continue
            for place in (path, self._published(path)):
                if place in taken or place in folders or not taken.isdisjoint(_above(place)):
                    blocked.add(archive.pages / path)
        if blocked:
            raise refusal(sorted(blocked), IN_THE_WAY, MOVE_IT)


def found(archive: Archive) -> HandWritten:
    """Look at what people wrote; raise Refused where no page could be made beside it whatever the seeds say."""
    _check_folders(archive)
    pages = listed(archive, archive.pages)
    files = list(hand_written(pages))
    home = next((name for name in FIRST_PAGES if name in files), "")
    if archive.docs == archive.pages:
        strangers = list(pages.strangers())
        return HandWritten(archive, [path for path in files if path != home], strangers, home, _hides(pages))
    docs = listed(archive, archive.docs)
    strangers = list(docs.strangers())
    possible = {*files, *shipped.PAGES, urls.HOME}
    foreign = [one for one in strangers if one not in possible and one.partition("/")[0] not in urls.FOLDERS]
    if foreign:
        message = (
            "lies in the docs folder of the archive, where all is made from seeds, and On the Record did not make it"
        )
        fix = (
            "move it to the folder of hand-written pages (extra.onrecord.pages), make docs_dir and "
            "extra.onrecord.pages the same folder, or give the archive another docs_dir"
        )
        raise refusal([archive.docs / path for path in foreign], message, fix)
    return HandWritten(archive, files, strangers, home, _hides(docs))


def _hides(docs: Manifest) -> bool:
    return any(PurePosixPath(path).parent.suffix for path in docs.strangers(hidden=True) if "/." in path)


def _above(path: str) -> list[str]:
    """Return the folders that lead to a path."""
    return [str(folder) for folder in PurePosixPath(path).parents][:-1]


def listed(archive: Archive, docs: Path) -> Manifest:
    """Return the list of what is ours in a folder of pages.

    Where people write, that is only what lies where pages are made: a copy of a page of theirs that was put there when
    docs was a folder of its own is theirs by now. So is a first page or one of the package that is not as we left it.
    """
    found = Manifest(docs, "docs")
    if docs == archive.pages:
        for path in [*found.names]:
            beside = path.partition("/")[0] not in urls.FOLDERS and found.is_there(path)
            if beside and not found.is_signed(path, (docs / path).read_bytes()):
                found.disown(path)
    return found


def _check_folders(archive: Archive) -> None:
    """Refuse docs that lie in a folder of people's own files, or that are no folder."""
    there = look(archive.docs)
    if there is not None and not archive.docs.is_dir():
        raise refusal([archive.docs], "is a file where the docs folder would be", "move it, or choose another docs_dir")
    if archive.staged:
        return
    for folder in (archive.seeds, archive.authority, archive.shared, archive.pages):
        if folder is not None and archive.docs.is_relative_to(folder) and archive.docs != archive.pages:
            message = f"docs_dir lies in {archive.shown(folder)!r}, where people's own files are"
            raise Refused(
                problems.make("CONFIG", archive.shown(archive.config), message, fix="choose another docs_dir")
            )


def hand_written(pages: Manifest) -> Iterator[str]:
    """Yield the paths of people's own pages and assets: what in a folder of pages the engine did not make."""
    return (path for path in pages.strangers() if is_file(pages.root / path))
