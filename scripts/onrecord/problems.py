"""What can be wrong with seeds, authority files and settings: how bad each is, what to do, and how it is printed."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from pathlib import Path

from onrecord.model import Problem, Severity

# Codes that the pipeline itself gives; stages bring their own severity and fix with each problem.
CODES: dict[str, tuple[Severity, str]] = {
    "ENGINE": (
        "refused",
        "a fault of the program: report it where you have it from, with this line and the file",
    ),
    "SLOW": ("refused", "split the file or cut what repeats in it, and report it so that the program can be mended"),
    "CRASH": (
        "refused",
        "a fault of the program: report it where you have it from, with this line and the file",
    ),
    "DUPLICATE": ("warning", "both are published, and their quotations count twice; delete one of the two files"),
    "ADDRESS-TAKEN": (
        "refused",
        "give this file a name that differs from the other's in more than its folder or ending",
    ),
    "NO-SEEDS": ("error", "put a text into the seeds folder"),
    "NOTHING-TO-PUBLISH": ("error", "mend one of the refused files"),
    "CONFIG": ("error", "mend the settings file"),
    "NOT-OURS": ("error", "move it away"),
    "DISK": ("error", "make room on that disk, or see that you may write there, and run this again"),
    "LINKED-FOLDER": ("refused", "put the folder itself there; a link is not followed"),
}
ORDER: dict[Severity, int] = {"refused": 0, "error": 1, "warning": 2, "info": 3}
GITHUB_LEVELS: dict[Severity, str] = {"refused": "error", "error": "error", "warning": "warning", "info": "notice"}
FORMATS = ("text", "json", "github")


def make(code: str, path: str, message: str, *, line: int = 0, fix: str = "") -> Problem:
    """Return the problem that a code of the registry stands for."""
    severity, usual_fix = CODES[code]
    return Problem(path, line, code, severity, message, fix or usual_fix)


def shown(path: Path) -> str:
    """Return a path as people would write it: from the working folder where it lies below it."""
    return str(path.relative_to(Path.cwd())) if path.is_relative_to(Path.cwd()) else str(path)


def in_order(problems: Iterable[Problem]) -> list[Problem]:
    """Return problems by path, line and severity, each once."""
    return sorted(set(problems), key=lambda p: (p.path, p.line, ORDER[p.severity], p.code, p.message))


def one_line(text: str) -> str:
    """Return text in which every character that could break or disguise a line is written as an escape."""
    return "".join(c if c.isprintable() else c.encode("unicode_escape", "surrogatepass").decode() for c in text)


def as_text(problem: Problem) -> str:
    """Return `path:line: CODE problem; what to do`; without the line where the whole file is meant."""
    line = f":{problem.line}" if problem.line else ""
    return one_line(f"{problem.path}{line}: {problem.code} {problem.message}; {problem.fix}")


def _escape_data(text: str) -> str:
    return one_line(text).replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _escape_property(text: str) -> str:
    return _escape_data(text).replace(":", "%3A").replace(",", "%2C")


def as_github(problem: Problem) -> str:
    """Return a workflow command that puts the problem on its line of a pull request."""
    place = f"file={_escape_property(problem.path)}" + (f",line={problem.line}" if problem.line else "")
    level = GITHUB_LEVELS[problem.severity]
    title = _escape_property(f"{problem.code} ({problem.severity})")
    return f"::{level} {place},title={title}::{_escape_data(f'{problem.message}; {problem.fix}')}"


def as_json(problems: Sequence[Problem]) -> str:
    """Return a JSON list of `{path, line, code, severity, message, fix}`."""
    return json.dumps([asdict(problem) for problem in problems], ensure_ascii=False, indent=2)


def formatted(problems: Sequence[Problem], form: str) -> str:
    """Return problems as text, json or github; an empty string when there is nothing to print."""
    if form == "json":
        return as_json(problems)
    return "\n".join((as_github if form == "github" else as_text)(problem) for problem in problems)


def counts(problems: Iterable[Problem]) -> dict[Severity, int]:
    """Return how many problems there are of each severity."""
    found: dict[Severity, int] = dict.fromkeys(ORDER, 0)
    for problem in problems:
        found[problem.severity] += 1
    return found
