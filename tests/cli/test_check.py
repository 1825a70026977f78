"""`check`: problems as text, as JSON and as commands of a workflow."""

from __future__ import annotations

import json
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from onrecord import problems
from onrecord.model import Problem
from samples.command_line import STORY, Run


def test_check_of_docs_tells_whether_they_are_up_to_date(run: Run, root: Path) -> None:
    assert "not up to date: docs/articles/ferry.md" in run("build", "--check", code=1).stderr
    assert not (root / "docs").exists()
    run("build")
    assert "is up to date" in run("build", "--check").stdout
    (root / "seeds" / "ferry.txt").write_text(STORY + "\nMore.\n", encoding="utf-8")
    run("build", "--check", code=1)


def test_check_prints_text_json_and_workflow_commands(run: Run, root: Path) -> None:
    run("check")
    (root / "seeds" / "bad%0A::error::.txt").write_bytes(b"\xff\xfe\xfd")
    row = next(
        one for one in json.loads(run("check", "--format", "json", code=1).stdout) if one["severity"] == "refused"
    )
    assert list(row) == ["path", "line", "code", "severity", "message", "fix"]
    assert row["path"] == "seeds/bad%0A::error::.txt"
    lines = run("check", "--format", "github", code=1).stdout.splitlines()
    assert lines[0].startswith("::error file=seeds/bad%250A%3A%3Aerror%3A%3A.txt,line=1,title=")
    assert all(line.startswith("::") for line in lines)
    text = run("check", "seeds/bad%0A::error::.txt", code=1)
    assert text.stdout.startswith("seeds/bad%0A::error::.txt:")
    assert run("check", "ferry.txt").stdout == ""


def test_json_is_empty_but_valid_when_nothing_is_wrong(run: Run) -> None:
    assert json.loads(run("check", "ferry.txt", "--format", "json").stdout) == []


@given(st.text(max_size=40), st.text(max_size=40))
def test_no_text_from_outside_breaks_a_line_or_smuggles_a_command(path: str, message: str) -> None:
    problem = Problem(path, 3, "CODE", "warning", message, "do something")
    for printed in (problems.as_text(problem), problems.as_github(problem)):
        assert len(printed.splitlines()) == 1
        assert printed.isprintable()
    head, _, tail = problems.as_github(problem).removeprefix("::warning ").partition("::")
    assert head.count(",") == 2
    assert head.count(":") == 0
    assert tail.endswith("; do something")
    assert json.loads(problems.as_json([problem]))[0]["message"] == message
