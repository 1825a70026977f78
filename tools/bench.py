"""Measure speed and size of the whole path on synthetic archives: `bench.py MAKE_ARCHIVE.py [SIZES…]`.

MAKE_ARCHIVE is a program that is called as `MAKE_ARCHIVE N FOLDER` and writes N seeds to FOLDER.
Times are CPU seconds (user + system) of child processes; seeds/s per core is measured with one process.
"""

from __future__ import annotations

import argparse
import math
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[1]
CONFIG = """INHERIT: {root}/mkdocs.yml
docs_dir: docs
site_dir: site
theme:
  custom_dir: {root}/overrides
hooks:
  - {root}/hooks/onrecord_hook.py
extra:
  onrecord:
    seeds: seeds
    authority: {root}/authority
    pages: {root}/docs
    unlicensed: publish
"""


class Run(NamedTuple):
    """What one child process took."""

    cpu: float
    wall: float
    peak_mb: float


def run(arguments: list[str], cwd: Path) -> Run:
    """Run a program to its end and return what it and its children took; stop the bench if it fails."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    start = time.perf_counter()
    measure = ["/usr/bin/env", sys.executable, "-c", PEAK, *arguments]
    done = subprocess.run(measure, cwd=cwd, capture_output=True, text=True, check=False)
    wall = time.perf_counter() - start
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode:
        sys.exit(
            f"bench: {' '.join(arguments)} ended with {done.returncode}\n{done.stdout[-2000:]}{done.stderr[-2000:]}"
        )
    peak = float(done.stderr.rsplit("\n", 2)[-2].removeprefix("peak ")) / (
        1024 if sys.platform != "darwin" else 1024**2
    )
    return Run(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, wall, peak)


# A wrapper process, so that the peak is that of one command and not of all commands so far.
PEAK = """
import resource, subprocess, sys
code = subprocess.call(sys.argv[1:])
print("peak", resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss, file=sys.stderr)
sys.exit(code)
"""


def row(count: int, what: str, value: str) -> None:
    """Print one line of the table."""
    print(f"{count:>7} seeds  {what:16} {value}", flush=True)


def measure(maker: Path, count: int, folder: Path) -> Run:
    """Build one archive cold, unchanged, after one edit, and as a site; print a row for each; return the cold run."""
    folder.mkdir(parents=True)
    run([sys.executable, str(maker), str(count), str(folder / "seeds")], ROOT)
    (folder / "docs").mkdir()
    (folder / "mkdocs.yml").write_text(CONFIG.format(root=ROOT), encoding="utf-8")
    build = [sys.executable, str(ROOT / "scripts" / "build.py"), "build", "-f", "mkdocs.yml", "--jobs", "1"]
    cold = run(build, folder)
    row(count, "cold build", f"{count / cold.cpu:.1f} seeds/s/core, {cold.cpu:.1f} s CPU, peak {cold.peak_mb:.0f} MB")
    again = run(build, folder)
    row(count, "nothing changed", f"{again.wall:.2f} s, {again.cpu:.2f} s CPU")
    seed = sorted((folder / "seeds").iterdir())[count // 2]
    seed.write_bytes(seed.read_bytes().replace(b".", b". Yes.", 1))
    edit = run(build, folder)
    row(count, "one seed edited", f"{edit.wall:.2f} s, {edit.cpu:.2f} s CPU")
    site = run([sys.executable, "-m", "mkdocs", "build", "--quiet", "-f", "mkdocs.yml"], folder)
    pages = sum(1 for _ in (folder / "site").rglob("*.html"))
    row(
        count,
        "MkDocs",
        f"{pages / site.cpu:.1f} pages/CPU s, {site.cpu:.1f} s CPU, {pages} pages, peak {site.peak_mb:.0f} MB",
    )
    return cold


def main() -> None:
    """Measure every size and the growth between them."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("maker", type=Path, metavar="MAKE_ARCHIVE.py")
    parser.add_argument("sizes", type=int, nargs="*", default=[1000, 10000])
    args = parser.parse_args()
    os.environ.setdefault("PYTHONHASHSEED", "0")
    os.environ["ONRECORD_DRIVEN"] = "1"  # the hook need not build the pages: they are there
    with tempfile.TemporaryDirectory(prefix="onrecord-bench-") as scratch:
        runs = {n: measure(args.maker.resolve(), n, Path(scratch, str(n))) for n in args.sizes}
    for small, large in zip(args.sizes, args.sizes[1:], strict=False):
        exponent = math.log(runs[large].cpu / runs[small].cpu) / math.log(large / small)
        print(f"growth of the cold build from {small} to {large}: exponent {exponent:.2f}")


if __name__ == "__main__":
    main()
