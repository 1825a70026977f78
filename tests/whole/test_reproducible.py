"""The same seeds give the same bytes, under every builder that the docs are meant for."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from samples.archives import FIRST_SEED, ROOT, SmallArchive

GENERATOR_PATTERN = re.compile(r'<meta name="generator"[^>]*>')  # <meta name="generator" content="mkdocs-1.6.1">
STORIES = {path.name: path.read_bytes() for path in sorted((ROOT / "examples" / "seeds").glob("*.txt"))[:6]}


def tree(folder: Path, *skip: str) -> dict[str, bytes]:
    files = (p for p in sorted(folder.rglob("*")) if p.is_file())
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in files if p.name not in skip}


@pytest.fixture(scope="module")
def archive(small_archive: Callable[..., SmallArchive]) -> SmallArchive:
    made = small_archive({FIRST_SEED.name: FIRST_SEED.read_bytes(), **STORIES})
    made.run("site")
    return made


def test_second_build_in_another_world_gives_the_same_bytes(
    archive: SmallArchive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = tmp_path / "elsewhere"
    shutil.copytree(archive.folder, other, ignore=shutil.ignore_patterns("site", ".cache", ".site*"))
    shutil.rmtree(other / "docs")
    (other / "docs").mkdir()
    for seed in (other / "seeds").iterdir():
        os.utime(seed, (1, 1))
    for name, value in {"TZ": "Asia/Seoul", "LC_ALL": "C", "PYTHONHASHSEED": "4", "SOURCE_DATE_EPOCH": "0"}.items():
        monkeypatch.setenv(name, value)
    twin = SmallArchive(other)
    twin.run("build", "--jobs", "2")
    assert tree(twin.folder / "docs") == tree(archive.folder / "docs")
    twin.run("site")
    ours, theirs = (tree(a.folder / "site", "sitemap.xml", "sitemap.xml.gz") for a in (archive, twin))
    assert theirs == ours


@pytest.mark.parametrize("builder", ["mkdocs", "properdocs"])
def test_other_builders_make_the_same_pages(archive: SmallArchive, builder: str, tmp_path: Path) -> None:
    quiet = {"DISABLE_MKDOCS_2_WARNING": "true", "NO_MKDOCS_2_WARNING": "1"}
    command = [sys.executable, "-m", builder, "build", "--strict", "-f", str(archive.folder / "mkdocs.yml")]
    done = subprocess.run(
        [*command, "-d", str(tmp_path / "site")],
        cwd=archive.folder,
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, **quiet},
    )
    assert done.returncode == 0, done.stdout + done.stderr
    mine, ours = tree(tmp_path / "site"), tree(archive.folder / "site", "manifest")
    assert set(mine) == set(ours)
    for path, data in ours.items():
        if path.endswith(".html"):
            assert GENERATOR_PATTERN.sub("", mine[path].decode()) == GENERATOR_PATTERN.sub("", data.decode()), path


def test_pages_are_complete_without_hooks(archive: SmallArchive, tmp_path: Path) -> None:
    text = (archive.folder / "mkdocs.yml").read_text(encoding="utf-8")
    bare = archive.folder / "mkdocs-bare.yml"
    bare.write_text(re.sub(r"hooks:\n(?:  - .*\n)+", "hooks: []\n", text), encoding="utf-8")
    command = [sys.executable, "-m", "mkdocs", "build", "-f", str(bare), "-d", str(tmp_path / "site")]
    subprocess.run(command, check=True, capture_output=True, cwd=archive.folder)
    bare.unlink()
    with_hooks, without = (
        tree(p, "sitemap.xml", "sitemap.xml.gz", "manifest") for p in (archive.folder / "site", tmp_path / "site")
    )
    assert without == with_hooks
