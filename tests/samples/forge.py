"""Plays the forge's part on real git repositories: a fork, a pull request, and the steps of a workflow file.

The workflow is read and its `run:` lines are run as they stand; what actions do is done by hand, as they do it.
"""

from __future__ import annotations

import fnmatch
import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from onrecord import urls
from onrecord.publish.manifest import MARK
from samples.archives import HANG, ROOT

WORKFLOW = ".github/workflows/check.yml"
PARTS = ("scripts", "hooks", "overrides", "tools", ".github", "mkdocs.yml", "requirements.txt", ".gitattributes")
GENERATED = shutil.ignore_patterns("__pycache__", *urls.FOLDERS, urls.HOME, MARK)
GIT = {
    "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_AUTHOR_NAME": "A", "GIT_AUTHOR_EMAIL": "a@forge.example",
    "GIT_COMMITTER_NAME": "A", "GIT_COMMITTER_EMAIL": "a@forge.example",
}  # fmt: skip
# "::warning file=seeds/a.txt,line=4,title=DATE (warning)::the date …"
ANNOTATION_PATTERN = re.compile(r"::(error|warning|notice) file=([^,:]*)(?:,line=(\d+))?,title=([^:]*)::(.*)")
# "${{ github.event.pull_request.base.sha }}"
EXPRESSION_PATTERN = re.compile(r"\$\{\{ *([\w.]+) *\}\}")
# What an artifact's file names must not hold
BAD_IN_ARTIFACT = set('"<>|*?:\r\n')
SUMMARY_LIMIT = 1024 * 1024
FERRY = """Ferry back in service

“We waited long enough,” said Osric Crake, the harbour master of Kelstrand. “Nobody will swim to Hask again.”

Crake said the ferry would sail on Monday.

This text is dedicated to the public domain under CC0 1.0.
"""
LAMPS = """Harbour lamps to burn all night

“The lamps will burn,” said Oz Crake. “They will burn until dawn.” Oz Crake said the oil was paid for.

This text is dedicated to the public domain under CC0 1.0.
"""
GULLS = """Gulls leave the quay

[Desk 4/7]

“They are gone,” said Tove Arnold, a fishmonger. “I do not miss them.”

The fish market opened at six in the morning as it always does on Mondays.

qz desk two
Source : The Gull Post, https://gull.example/view?id=1
This text is dedicated to the public domain under CC0 1.0.
"""


def git(folder: Path, *arguments: str) -> str:
    """Run git in a folder and return what it prints."""
    done = subprocess.run(
        ["git", *arguments], cwd=folder, env={**os.environ, **GIT}, capture_output=True, timeout=HANG, check=False
    )
    assert done.returncode == 0, done.stderr.decode(errors="replace")
    return done.stdout.decode(errors="replace").strip()


@dataclass
class Outcome:
    """What the author of a request gets to see."""

    failed: bool = False
    annotations: list[tuple[str, str, int, str, str]] = field(default_factory=list)
    """(level, path, line, title, message)"""
    summary: str = ""
    artifact: Path = Path()
    printed: str = ""

    def places(self) -> list[tuple[str, str, int]]:
        """Return level, path and line of each annotation."""
        return [one[:3] for one in self.annotations]


class Forge:
    """A forge with one repository, and forks of it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.repository = folder / "archive.git"
        self.requests = 0
        git(folder, "init", "--quiet", "--bare", "--initial-branch=main", str(self.repository))
        git(self.repository, "config", "uploadpack.allowAnySHA1InWant", "true")

    def push(self, work: Path, message: str) -> None:
        """Commit all that lies in a clone and push it."""
        git(work, "add", "--all", "--force")
        git(work, "commit", "--quiet", "--message", message)
        git(work, "push", "--quiet", "origin", "HEAD")

    def clone(self) -> Path:
        """Return a maintainer's clone."""
        work = self.folder / f"clone-{len(list(self.folder.iterdir()))}"
        git(self.folder, "clone", "--quiet", str(self.repository), str(work))
        return work

    def fork(self) -> Path:
        """Return a contributor's clone of a fork, on a branch of its own."""
        name = f"fork-{len(list(self.folder.iterdir()))}"
        git(self.folder, "clone", "--quiet", "--bare", str(self.repository), f"{name}.git")
        git(self.folder, "clone", "--quiet", f"{name}.git", name)
        git(self.folder / name, "checkout", "--quiet", "-b", "change")
        return self.folder / name

    def request(self, work: Path) -> Outcome:
        """Open a pull request from the branch of a fork, and run the workflow for it."""
        self.push(work, "A change")
        self.requests += 1
        pull = f"refs/pull/{self.requests}"
        git(self.repository, "fetch", "--quiet", git(work, "remote", "get-url", "origin"), f"change:{pull}/head")
        base, head = git(self.repository, "rev-parse", "main"), git(self.repository, "rev-parse", f"{pull}/head")
        tree = git(self.repository, "merge-tree", "--write-tree", base, head)
        merge = git(self.repository, "commit-tree", tree, "-p", base, "-p", head, "-m", f"Merge {head} into {base}")
        git(self.repository, "update-ref", f"{pull}/merge", merge)
        changed = git(self.repository, "-c", "core.quotePath=false", "diff", "--name-only", "-z", f"{base}...{head}")
        runner = _Runner(self, f"run-{self.requests}")
        return runner.run(
            {"github.sha": merge, "github.event.pull_request.base.sha": base, "github.ref": f"{pull}/merge"},
            [name for name in changed.split("\0") if name],
        )


class _Runner:
    """A machine that runs one job."""

    def __init__(self, forge: Forge, name: str) -> None:
        self.forge = forge
        self.folder = forge.folder / name
        self.workspace = self.folder / "workspace"
        self.workspace.mkdir(parents=True)
        self.outcome = Outcome(artifact=self.folder / "artifact")

    def run(self, context: dict[str, str], changed: list[str]) -> Outcome:
        workflow = yaml.safe_load(git(self.forge.repository, "show", f"main:{WORKFLOW}"))
        paths = workflow[True]["pull_request"]["paths"]  # YAML 1.1 reads the key `on` as true
        assert any(fnmatch.fnmatch(name, pattern) for name in changed for pattern in paths), "it would not run"
        (job,) = workflow["jobs"].values()
        self.context = context
        self.environment = {name: self.filled(value) for name, value in job.get("env", {}).items()}
        for step in job["steps"]:
            if self.outcome.failed and step.get("if") != "always()":
                continue
            if "run" in step:
                self.shell(step)
            else:
                self.act(step["uses"].partition("@")[0], step.get("with", {}))
        return self.outcome

    def filled(self, value: Any) -> str:
        return EXPRESSION_PATTERN.sub(lambda found: self.context[found[1]], str(value))

    def act(self, action: str, inputs: dict[str, Any]) -> None:
        given = {name: self.filled(value) for name, value in inputs.items()}
        if action == "actions/checkout":
            self.check_out(self.workspace / given.get("path", "."), given["ref"], given.get("sparse-checkout", ""))
        elif action == "actions/setup-python":
            self.set_up()
        else:
            assert action == "actions/upload-artifact"
            self.upload(self.workspace / given["path"])

    def check_out(self, folder: Path, commit: str, patterns: str) -> None:
        folder.mkdir(exist_ok=True)
        git(folder, "init", "--quiet")
        git(folder, "remote", "add", "origin", self.forge.repository.as_uri())
        if patterns:
            git(folder, "config", "core.sparseCheckout", "true")
            (folder / ".git" / "info").mkdir(exist_ok=True)
            (folder / ".git" / "info" / "sparse-checkout").write_text(patterns, encoding="utf-8")
        git(folder, "fetch", "--quiet", "--depth=1", "origin", commit)
        git(folder, "checkout", "--quiet", "--force", commit)

    def set_up(self) -> None:
        """Give the job this environment, so that tools/venv.sh finds all installed."""
        (self.workspace / ".venv" / "bin").mkdir(parents=True)
        python = self.workspace / ".venv" / "bin" / "python"
        python.write_text(f'#!/bin/sh\nexec "{sys.executable}" "$@"\n', encoding="utf-8")
        python.chmod(0o755)
        shutil.copy(self.workspace / "requirements.txt", self.workspace / ".venv" / ".installed-requirements")

    def shell(self, step: dict[str, Any]) -> None:
        summary = self.folder / "summary.md"
        summary.touch()
        assert "${{" not in step["run"], "a request's words could become part of the script"
        done = subprocess.run(
            ["bash", "-e", "-c", step["run"]],
            cwd=self.workspace,
            env={**os.environ, **self.environment, "GITHUB_STEP_SUMMARY": str(summary), "GITHUB_ACTIONS": "true"},
            capture_output=True, timeout=HANG, check=False,
        )  # fmt: skip
        printed = (done.stdout + done.stderr).decode(errors="replace")
        assert "Traceback" not in printed, printed
        self.outcome.printed += printed
        self.outcome.failed |= done.returncode != 0
        for line in printed.splitlines():
            if found := ANNOTATION_PATTERN.fullmatch(line):
                level, path, number, title, message = found.groups()
                self.outcome.annotations.append((level, path, int(number or 0), title, message))
        self.outcome.summary = summary.read_text(encoding="utf-8")
        assert summary.stat().st_size < SUMMARY_LIMIT

    def upload(self, folder: Path) -> None:
        if folder.exists():
            names = [path.relative_to(folder).as_posix() for path in folder.rglob("*")]
            assert not [name for name in names if BAD_IN_ARTIFACT & set(name)]
            shutil.copytree(folder, self.outcome.artifact)


def archive(work: Path) -> None:
    """Put this project, with the examples as its archive, into a clone."""
    for part in PARTS:
        if (ROOT / part).is_dir():
            shutil.copytree(ROOT / part, work / part, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(ROOT / part, work / part)
    shutil.copytree(ROOT / "docs", work / "docs", ignore=GENERATED)
    shutil.copytree(ROOT / "examples" / "seeds", work / "seeds")
    shutil.copytree(ROOT / "authority", work / "authority")
    shutil.copytree(ROOT / "examples" / "authority", work / "authority", dirs_exist_ok=True)
