"""Where the project lies, and small archives in a temporary folder, run as a user runs them."""

from __future__ import annotations

import filecmp
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
FIRST_SEED = ROOT / "seeds" / "000_1e7bb49da8be9cef.txt"
HANG = 900
"""Seconds after which a program hangs, on the slowest of machines too. No test waits for them."""

CONFIG = """\
INHERIT: {root}/mkdocs.yml
docs_dir: docs
site_dir: site
theme:
  custom_dir: {root}/overrides
hooks:
  - {root}/hooks/onrecord_hook.py
extra:
  onrecord:
    seeds: seeds
    authority: {authority}
    pages: {root}/docs
    unlicensed: {unlicensed}
    notice: ""
"""


@dataclass(frozen=True)
class SmallArchive:
    """An archive of its own in a temporary folder, run as a user runs it: as a program."""

    folder: Path

    def run(self, *arguments: str, check: bool = True) -> subprocess.CompletedProcess[str]:
        """Run `build.py ARGUMENTS` on this archive; with `check`, fail the test if it fails."""
        command = [sys.executable, str(ROOT / "scripts" / "build.py"), *arguments]
        command[3:3] = ["-f", str(self.folder / "mkdocs.yml")]
        done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=self.folder, timeout=HANG)
        if check and done.returncode:
            pytest.fail(f"{' '.join(arguments)} ended with {done.returncode}\n{done.stdout}\n{done.stderr}")
        return done

    def page(self, address: str) -> str:
        """Return the HTML of a page of the built site."""
        return (self.folder / "site" / address / "index.html").read_text(encoding="utf-8")


def dies_at(step: int, work: Callable[[], object]) -> bool:
    """Do some work in a process that dies before its n-th step on the file system; say whether it did."""
    child = os.fork()
    if not child:
        left = [step]

        def count(event: str, arguments: tuple[object, ...]) -> None:
            made = event == "open" and isinstance(arguments[2], int) and arguments[2] & (os.O_WRONLY | os.O_RDWR)
            if made or event in ("os.rename", "os.remove", "os.rmdir", "os.mkdir"):
                left[0] -= 1
                if left[0] < 0:
                    os._exit(9)

        sys.addaudithook(count)
        try:
            work()
        except BaseException:  # what went wrong there is told by what is found afterwards
            os._exit(1)
        os._exit(0)
    ended = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    assert ended in (0, 9)
    return ended == 9


def tree(folder: Path) -> dict[str, bytes]:
    """Return the bytes of all files below a folder by their paths."""
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def differing(left: Path, right: Path) -> list[str]:
    """Return the files that differ or are on one side only."""
    names = {p.relative_to(root).as_posix() for root in (left, right) for p in root.rglob("*") if p.is_file()}
    names -= {"sitemap.xml", "sitemap.xml.gz"}
    _, different, missing = filecmp.cmpfiles(left, right, names, shallow=False)
    return sorted(different + missing)
