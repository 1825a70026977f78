"""Drive MkDocs: build the site beside its place, put it there in one step, or serve it live.

Whatever happens on the way (a fault, Ctrl-C, a kill), the site that was there stays whole. Where the system can
exchange two folders in one step, there is no moment without a site; elsewhere the next start mends what a kill
between two renames left behind.
"""

from __future__ import annotations

import ctypes
import errno
import hashlib
import ipaddress
import logging
import os
import shutil
import sys
from pathlib import Path

from onrecord import addresses, problems
from onrecord.config import Archive
from onrecord.model import Refused
from onrecord.pipeline import Options, Result, build_locked
from onrecord.sync import Lock

DRIVEN = "ONRECORD_DRIVEN"
"""Set to 1 while the command line drives MkDocs: the hook then need not start the command line."""
QUIET = {"DISABLE_MKDOCS_2_WARNING": "true", "NO_MKDOCS_2_WARNING": "1"}
"""Silences notices of the theme about the future of its builder, which are ours to act on and not the readers'."""
LINKED = (addresses.ABOUT, addresses.CONTRIBUTING, addresses.SEARCHING)
"""Pages written by hand to which generated pages link."""
AT_FDCWD = -100
RENAME_EXCHANGE = 2
RENAME_SWAP = 2


class Failed(Exception):
    """MkDocs could not build the site; the reason was printed."""


def publish(archive: Archive, options: Options) -> Result:
    """Bring docs up to date and build the site from them; raise Failed when MkDocs finds a fault.

    When there is nothing to publish, the site that is there stays.
    """
    _check_place(archive)
    check_pages(archive)
    with Lock(archive.cache / "lock", options.wait), Lock(_site_lock(archive), options.wait):
        mend(archive.site)
        result = build_locked(archive, options)
        if not result.counts.articles:
            return result
        options.progress("Building the site", 0, 0)
        aside = _aside(archive.site, "new")
        try:
            run_mkdocs(archive, aside)
            swap(aside, archive.site)
        finally:
            _remove(aside)
        return result


def _site_lock(archive: Archive) -> Path:
    """Return the lock of a site's folder, which two archives may share by mistake."""
    name = hashlib.sha256(os.fsencode(archive.site)).hexdigest()[:12]
    return archive.root / ".cache" / f"site-{name}.lock"


def _aside(site: Path, what: str) -> Path:
    return site.with_name(f".{site.name}-{what}")


def _check_place(archive: Archive) -> None:
    """Refuse to replace a folder that is not a site."""
    site = archive.site
    holds = [part for part in (archive.config, archive.seeds, archive.docs, archive.pages) if part.is_relative_to(site)]
    inside = [part for part in (archive.seeds, archive.docs) if site.is_relative_to(part)]
    if holds or inside:
        message = "the site cannot be put there: it would replace the archive's own files"
        raise Refused(problems.make("CONFIG", str(site), message, fix="choose another site_dir"))
    if site.exists() and (not site.is_dir() or (any(site.iterdir()) and not (site / "index.html").is_file())):
        message = "there is something that is not a site; it would be lost"
        raise Refused(problems.make("CONFIG", str(site), message, fix="choose another site_dir, or remove it yourself"))


def check_pages(archive: Archive) -> None:
    """Refuse to build a site whose generated pages would link to pages that nobody has written."""
    missing = [name for name in LINKED if not (archive.pages / name).is_file()]
    if missing:
        folder = archive.shown(archive.pages)
        message = f"the folder of hand-written pages, {folder!r}, lacks {', '.join(missing)}, to which all sites link"
        fix = (
            "set extra.onrecord.pages to the docs/ folder of On the Record, or to a copy of it with your own words; "
            "README.md, “An archive of your own”, has the smallest file that works"
        )
        raise Refused(problems.make("CONFIG", archive.shown(archive.config), message, fix=fix))


def mend(site: Path) -> None:
    """Put right what a killed build left behind."""
    old = _aside(site, "old")
    if old.exists() and not site.exists():
        old.rename(site)
    for leftover in (old, _aside(site, "new")):
        _remove(leftover)


def _remove(folder: Path) -> None:
    if folder.exists():
        shutil.rmtree(folder)


def swap(new: Path, site: Path) -> None:
    """Put a folder in the place of the site; the old one is then where the new one was, or gone."""
    if not site.exists():
        new.rename(site)
    elif not _exchanged(new, site):
        old = _aside(site, "old")
        site.rename(old)
        new.rename(site)
        _remove(old)


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


def run_mkdocs(archive: Archive, target: Path) -> None:
    """Build the site strictly into a folder; raise Failed when there is a warning or an error."""
    printer = _listen(logging.WARNING)
    os.environ[DRIVEN] = "1"
    from mkdocs.commands.build import build
    from mkdocs.config import load_config
    from mkdocs.exceptions import MkDocsException

    try:
        config = load_config(str(archive.config), docs_dir=str(archive.docs), site_dir=str(target), strict=True)
        config.plugins.on_startup(command="build", dirty=False)
        try:
            build(config)
        finally:
            config.plugins.on_shutdown()
    except (MkDocsException, SystemExit) as error:
        raise Failed(problems.one_line(str(error)).rstrip("!.")) from None
    finally:
        os.environ.pop(DRIVEN, None)
        logging.getLogger("mkdocs").removeHandler(printer)


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
