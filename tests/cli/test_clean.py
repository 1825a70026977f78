"""`clean` and `make clean`: what was made goes, what people wrote stays."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

from samples.archives import HANG, ROOT, tree
from samples.command_line import STORY, Run


def test_clean_removes_all_that_was_made_and_nothing_else(run: Run, root: Path) -> None:
    before = tree(root)
    for arguments in (["site"], ["build", "--seeds", "seeds"], ["evaluate", "gold", "gold.jsonl", "out.jsonl"]):
        (root / "gold.jsonl").write_text(json.dumps({"id": "one", "text": STORY}) + "\n", encoding="utf-8")
        run(*arguments)
    hers = ["docs/.hidden", "docs/articles/.hidden", "docs/articles/mine.md", "site/.git/HEAD", "site/CNAME",
            "site/mine.html", ".cache/other/x", ".cache/onrecord/x", ".cache/onrecord/mkdocs/x", ".site-old/x",
            ".site-new/x"]  # fmt: skip
    for path in hers:
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(path, encoding="utf-8")
    said = run("clean").stdout
    assert [line.partition(":")[0] for line in said.splitlines()] == ["docs", "site", ".cache/onrecord"]
    left = tree(root)
    assert sorted(left) == sorted([*before, *hers, "gold.jsonl", "out.jsonl"])
    assert {path: left[path] for path in before} == before
    assert said.count(" 0 files") == 0
    for path in hers:
        (root / path).unlink()
    assert run("clean").stdout.count(" 0 files removed") == 2


def test_make_clean_removes_what_was_made_of_both_archives_and_the_tools(run: Run, root: Path) -> None:
    shutil.copy(ROOT / "Makefile", root)
    (root / "scripts").symlink_to(ROOT / "scripts")
    (root / "examples").mkdir()
    shutil.copytree(root / "seeds", root / "examples" / "seeds")
    (root / "examples" / "mkdocs.yml").write_text("INHERIT: ../mkdocs.yml\nextra: {onrecord: {pages: ../pages}}\n")
    before = tree(root)
    for name in ("bin/python", "pyvenv.cfg"):
        (root / ".venv" / name).parent.mkdir(parents=True, exist_ok=True)
        (root / ".venv" / name).write_text(f'#!/bin/sh\nexec {sys.executable} "$@"\n', encoding="utf-8")
    (root / ".venv" / "bin" / "python").chmod(0o755)
    (root / ".mypy_cache").mkdir()
    for config in ("mkdocs.yml", "examples/mkdocs.yml"):
        run("site", "-f", config)
    subprocess.run(["make", "clean"], cwd=root, check=True, capture_output=True, timeout=HANG)
    assert tree(root) == before
    assert not any(
        (root / name).exists() for name in (".venv", ".mypy_cache", ".cache", "site", "docs", "examples/docs")
    )
    subprocess.run(["make", "clean"], cwd=root, check=True, capture_output=True, timeout=HANG)
