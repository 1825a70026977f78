"""The command line as a user meets it: plain words, exit codes, and never a traceback."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

import onrecord
from onrecord.cli.main import COMMANDS, cli
from samples.archives import HANG, ROOT
from samples.command_line import PROGRAM, Run


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help_with_examples(command: str) -> None:
    done = CliRunner().invoke(cli, [command, "--help"])
    assert done.exit_code == 0
    assert f"  onrecord {command}" in done.output
    assert "Examples:" in done.output


def test_help_lists_all_commands_and_loads_nothing_heavy() -> None:
    done = subprocess.run([*PROGRAM, "--help"], capture_output=True, text=True, check=True, timeout=HANG)
    assert all(f"  {command} " in done.stdout for command in COMMANDS)
    code = (
        "import sys\nfrom onrecord.cli.main import main\ntry: main(['build', '--help'])\nexcept SystemExit: pass\n"
        "print([m for m in ('mkdocs', 'pydantic', 'jinja2', 'rich', 'sqlite3') if m in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT / "scripts", timeout=HANG
    )
    assert done.stdout.strip().endswith("[]")


@pytest.mark.parametrize(
    "arguments",
    [["nonsense"], ["build", "--nonsense"], ["check", "--format", "xml"], ["build", "--jobs", "many"], ["explain"],
     ["explain", "no-such.txt"], ["check", "no-such.txt"], ["evaluate", "quotes", "no-such.jsonl", "out.jsonl"]],
)  # fmt: skip
def test_wrong_use_ends_with_two(arguments: list[str], run: Run) -> None:
    assert run(*arguments, code=2).stderr


def test_a_faulty_configuration_is_one_line(run: Run, root: Path) -> None:
    (root / "mkdocs.yml").write_text("a: [\n", encoding="utf-8")
    done = run("build", code=1)
    assert done.stderr.splitlines() == [f"{root}/mkdocs.yml:2: CONFIG {done.stderr.partition('CONFIG ')[2].strip()}"]


def test_a_fault_of_the_program_is_one_line_and_debug_shows_where(run: Run, root: Path) -> None:
    (root / "docs").write_text("a file where a folder is needed", encoding="utf-8")
    done = run("build", code=1)
    assert len(done.stderr.splitlines()) == 1
    command = [*PROGRAM, "--debug", "build"]
    done = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False, timeout=HANG)
    assert "Traceback" in done.stderr


def test_help_is_laid_out_and_no_description_is_cut() -> None:
    said = CliRunner().invoke(cli, ["--help"]).output
    assert "\\b" not in said
    assert "..." not in said.partition("Commands:")[2]
    assert "onrecord site" in [line.strip() for line in said.splitlines()]
    assert said.index("Examples:") < said.index("explain seeds/story.txt")
    assert "which words and" in said


def test_the_version_is_told() -> None:
    assert CliRunner().invoke(cli, ["--version"]).output == f"On the Record {onrecord.__version__}\n"
