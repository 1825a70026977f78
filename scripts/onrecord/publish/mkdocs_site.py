"""Drive MkDocs: build the site beside its place, put it there in one step, or serve it live.

Whatever happens on the way (a fault, Ctrl-C, a kill), the site that was there stays whole. Where the system can
exchange two folders in one step, there is no moment without a site; elsewhere the next start mends what a kill
between two renames left behind.

A site carries our mark and the list of its files; a folder without the mark, or with files that the list does not name,
is never replaced. What begins with a dot (`.git`, `.nojekyll`) and a `CNAME` are people's own, and move over to the new
site one by one; the next start brings home what a kill left in the old one.
"""

from __future__ import annotations

import ctypes
import errno
import ipaddress
import logging
import os
import stat
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

from onrecord import problems
from onrecord.config import Archive
from onrecord.model import Refused
from onrecord.publish import handwritten, inheritance, manifest
from onrecord.publish.cache import held, site_lock
from onrecord.publish.manifest import MARK, Manifest, look, refusal
from onrecord.publish.pipeline import Options, Result, build_locked
from onrecord.publish.render import File
from onrecord.publish.sync import Lock, write_file

DRIVEN = "ONRECORD_DRIVEN"
"""Set to 1 while the command line drives MkDocs: the hook then need not start the command line."""
QUIET = {"DISABLE_MKDOCS_2_WARNING": "true", "NO_MKDOCS_2_WARNING": "1"}
"""Silences notices of the theme about the future of its builder, which are ours to act on and not the readers'."""
KEPT = ("CNAME",)
"""What people keep in the folder of a site beside what begins with a dot."""
NO_SETTINGS: Mapping[str, Any] = MappingProxyType({})
ELSEWHERE = "choose another site_dir, or move it away yourself"
AT_FDCWD = -100
RENAME_EXCHANGE = 2
RENAME_SWAP = 2


class Failed(Exception):
    """MkDocs could not build the site; the reason was printed."""


def publish(archive: Archive, options: Options) -> Result:
    """Bring docs up to date and build the site from them; raise Failed when MkDocs finds a fault.

    When there is nothing to publish, the site that is there stays.
    """
    check_place(archive)
    with held(archive, options.wait), Lock(site_lock(archive), options.wait):
        check_site(archive.site)
        mend(archive.site)
        aside = _aside(archive.site, "new")
        if look(aside) is not None:
            raise refusal([aside], "holds what people kept in an older site, and is in the way of a new one", ELSEWHERE)
        result = build_locked(archive, options)
        if not result.counts.articles:
            return result
        options.progress("Building the site", 0, 0)
        manifest.begin_unfinished(aside, "site")
        try:
            run_mkdocs(archive, aside)
            manifest.finish(aside, "site")
            swap(aside, archive.site)
        finally:
            _remove(aside)
        return result


def _aside(site: Path, what: str) -> Path:
    return site.with_name(f".{site.name}-{what}")


def check_place(archive: Archive) -> None:
    """Refuse to put the site where the archive's own files are."""
    site = archive.site
    folders = [archive.seeds, archive.authority, archive.docs, archive.pages, archive.cache.parent]
    folders += [archive.shared] if archive.shared else []
    if any(site.is_relative_to(one) or one.is_relative_to(site) for one in (*folders, archive.config)):
        message = "the site cannot be put there: it would replace the archive's own files"
        raise Refused(problems.make("CONFIG", str(site), message, fix="choose another site_dir"))


def check_site(site: Path) -> None:
    """Refuse to replace a folder that is not a site of ours, or one with other people's files in it."""
    for place in (site, _aside(site, "new"), _aside(site, "old")):
        there = look(place)
        if there is None:
            continue
        if not stat.S_ISDIR(there.st_mode):
            raise refusal([place], "is no folder, and a site would be put there", ELSEWHERE)
        if manifest.unfinished(place, "site"):
            continue
        listed = Manifest(place, "site")
        kept, strangers = _survey(listed)
        if not strangers and (place == site or listed.marked or not kept):
            continue
        if not listed.marked:
            raise refusal([place], "holds files, and none of it is a site that On the Record made", ELSEWHERE)
        message = "lies in the folder of the site, and On the Record did not make it"
        raise refusal([place / path for path in strangers], message, ELSEWHERE)


def _survey(listed: Manifest) -> tuple[list[str], list[str]]:
    """Return what people keep in the folder of a site, which every new site gets, and what does not belong there."""
    kept: list[str] = []
    strangers: list[str] = []

    def look_into(folder: str) -> None:
        for entry in sorted(os.scandir(f"{listed.root}/{folder}"), key=lambda one: one.name):
            path = folder + entry.name
            is_folder = entry.is_dir(follow_symlinks=False)
            is_kept = is_hidden(path) or path in KEPT
            if path == MARK:
                strangers.extend(f"{MARK}/{one.name}" for one in os.scandir(entry.path) if one.name not in manifest.OWN)
            if path == MARK or (path in listed and not is_folder):
                continue
            if is_folder and (not is_kept or any(name.startswith(f"{path}/") for name in listed.names)):
                look_into(f"{path}/")
            else:
                (kept if is_kept else strangers).append(path)

    def is_hidden(path: str) -> bool:
        return path.startswith(".") or "/." in path

    look_into("")
    return kept, strangers


def mend(site: Path) -> None:
    """Put right what a killed build left behind. What is not ours is left alone."""
    for leftover in (_aside(site, "old"), _aside(site, "new")):
        there = look(leftover)
        if there is None or not stat.S_ISDIR(there.st_mode):
            continue
        if not manifest.unfinished(leftover, "site") and Manifest(leftover, "site").marked:
            if look(site) is None:
                leftover.rename(site)
                continue
            _carry(leftover, site)
        _remove(leftover)


def _remove(folder: Path) -> None:
    """Remove a folder beside the site, unless something in it is not ours."""
    if look(folder) is None:
        return
    if manifest.unfinished(folder, "site"):
        manifest.remove_unfinished(folder)
    elif _survey(listed := Manifest(folder, "site")) == ([], []):
        listed.clear()
        manifest.delete_empty_folders(folder)


def swap(new: Path, site: Path) -> None:
    """Put a folder in the place of the site, and into it what people keep there; the old one is then gone."""
    old = new
    if look(site) is None:
        new.rename(site)
        return
    _check_kept(site, new)
    if not _exchanged(new, site):
        old = _aside(site, "old")
        site.rename(old)
        new.rename(site)
    _carry(old, site)
    _remove(old)


def _check_kept(site: Path, new: Path) -> None:
    """Refuse a new site that could not take over what people keep in the old one. What is the same in both is ours."""
    listed = Manifest(site, "site")
    kept, strangers = _survey(listed)
    blocked = [path for path in kept if not _is_free(new, path)]
    same = [path for path in blocked if _same(site / path, new / path)]
    if wrong := [*strangers, *(path for path in blocked if path not in same)]:
        message = "lies in the folder of the site, and the new site cannot take it over"
        raise refusal([site / path for path in wrong], message, ELSEWHERE)
    listed.begin()  # a kill must find in the old folder that what is kept there is to be brought home
    for path in same:
        listed.add(path)
    listed.close()


def _is_free(folder: Path, path: str) -> bool:
    """Say whether something can be moved to a path: nothing is there, and only folders are on the way."""
    above = (look(folder / part) for part in Path(path).parents)
    return look(folder / path) is None and all(one is None or stat.S_ISDIR(one.st_mode) for one in above)


def _same(one: Path, other: Path) -> bool:
    return manifest.is_file(one) and manifest.is_file(other) and one.read_bytes() == other.read_bytes()


def _carry(old: Path, site: Path) -> None:
    """Move what people keep from an old site to the one in its place."""
    for path in _survey(Manifest(old, "site"))[0]:
        if _is_free(site, path):
            (site / path).parent.mkdir(parents=True, exist_ok=True)
            (old / path).rename(site / path)


def _exchanged(one: Path, other: Path) -> bool:
    """Exchange two folders in one step, where the system can (Linux, macOS)."""
    try:
        libc = ctypes.CDLL(None, use_errno=True)
        paths = os.fsencode(one), os.fsencode(other)
        if sys.platform == "darwin":
            return bool(libc.renamex_np(*paths, RENAME_SWAP) == 0)
        return bool(libc.renameat2(AT_FDCWD, paths[0], AT_FDCWD, paths[1], RENAME_EXCHANGE) == 0)
    except (OSError, AttributeError, TypeError):
        return False


class _Printer(logging.Handler):
    """Prints what MkDocs has to say, a line each."""

    def emit(self, record: logging.LogRecord) -> None:
        sys.stderr.write(f"MkDocs: {problems.one_line(record.getMessage())}\n")


def _listen(level: int) -> logging.Handler:
    os.environ.update(QUIET)
    printer = _Printer(level)
    logger = logging.getLogger("mkdocs")
    logger.addHandler(printer)
    logger.setLevel(level)
    logger.propagate = False
    return printer


def run_mkdocs(
    archive: Archive,
    target: Path,
    settings: Mapping[str, Any] = NO_SETTINGS,
    *,
    strict: bool = True,
    search: bool = True,
) -> None:
    """Build the site into a folder; raise Failed when there is an error or, being strict, a warning.

    `settings` are MkDocs' own, over those of the configuration file; those under `extra` are added to them.
    """
    printer = _listen(logging.WARNING if strict else logging.ERROR)
    os.environ[DRIVEN] = "1"
    from mkdocs.commands.build import build
    from mkdocs.config import load_config
    from mkdocs.exceptions import MkDocsException

    try:
        wanted = {"docs_dir": str(archive.docs), "site_dir": str(target), "strict": strict, **settings}
        extra = wanted.pop("extra", {})
        config = load_config(str(archive.config), **wanted)
        config.extra.update({name: {**config.extra.get(name, {}), **value} for name, value in extra.items()})
        for name in [] if search else [one for one in config.plugins if one.rpartition("/")[2] == "search"]:
            del config.plugins[name]  # the theme then leaves out the box
        config.plugins.on_startup(command="build", dirty=False)
        try:
            with manifest.naming(target):
                build(config)
        finally:
            config.plugins.on_shutdown()
    except (MkDocsException, SystemExit) as error:
        raise Failed(problems.one_line(str(error)).rstrip("!.")) from None
    finally:
        os.environ.pop(DRIVEN, None)
        logging.getLogger("mkdocs").removeHandler(printer)


def few(archive: Archive, files: Iterable[File], **settings: Any) -> dict[str, bytes]:
    """Return what MkDocs builds from a few pages alone, without search, by path.

    Links that lead nowhere are left to the caller. Styles and pictures come from the archive's own pages.
    """
    theirs = [*handwritten.hand_written(handwritten.listed(archive, archive.pages))]
    beside = {path: (archive.pages / path).read_bytes() for path in theirs}
    beside |= inheritance.files(theirs, archive.directory_urls)
    with manifest.passing(archive.cache / "few-docs") as docs, manifest.passing(archive.cache / "few-site") as built:
        for path, data in (*((path, beside[path]) for path in beside if not path.endswith(".md")), *files):
            write_file(docs / path, data)
        run_mkdocs(archive, built, {**settings, "docs_dir": str(docs)}, strict=False, search=False)
        made = sorted(path for path in built.rglob("*") if path.is_file())
        found = {path.relative_to(built).as_posix(): path.read_bytes() for path in made}
        return {path: data for path, data in found.items() if path.partition("/")[0] != MARK}


def serve(archive: Archive, address: str) -> None:
    """Serve the site until Ctrl-C. The archive's hook brings docs up to date before each build."""
    _listen(logging.INFO)
    if archive.staged:
        os.environ["ONRECORD_SEEDS"] = str(archive.seeds)
        os.environ["ONRECORD_AUTHORITY"] = str(archive.authority)
    from mkdocs.commands.serve import serve as mkdocs_serve
    from mkdocs.exceptions import MkDocsException

    watch = [str(path) for path in (archive.seeds, archive.authority) if archive.staged and path.exists()]
    try:
        mkdocs_serve(str(archive.config), docs_dir=str(archive.docs), watch=watch, dev_addr=address)
    except (MkDocsException, SystemExit) as error:
        raise Failed(problems.one_line(str(error)).rstrip("!.")) from None


def check_address(address: str) -> None:
    """Raise Failed when nothing can be served at an address, such as 127.0.0.1:8000 or [::1]:8000."""
    host, _, port = address.rpartition(":")
    bare = host.removeprefix("[").removesuffix("]")
    try:
        known = "127.0.0.1" if host == "localhost" else str(ipaddress.ip_address(bare))
        number = int(port) if port.isascii() and port.isdigit() else 0
    except ValueError:
        known, number = "", 0
    if not known or not 0 < number < 1 << 16:
        example = "use an IP address or localhost and a port, such as --address 127.0.0.1:8001"
        raise Failed(f"{address!r} is no address to serve at; {example}")
    from mkdocs.livereload import LiveReloadServer

    trial = LiveReloadServer(builder=lambda: None, host=known, port=number, root="")
    try:
        trial.server_bind()
    except OSError as error:
        raise Failed(_not_free(error, address)) from None
    finally:
        trial.server_close()


def _not_free(error: OSError, address: str) -> str:
    port = address.rpartition(":")[2]
    if error.errno == errno.EADDRINUSE:
        what = f"port {port} is in use: something else is served at {address}; end it, or"
    else:
        what = f"nothing can be served at {address} ({error.strerror or error});"
    return f"{what} choose another place, such as --address 127.0.0.1:{8001 if port != '8001' else 8002}"
