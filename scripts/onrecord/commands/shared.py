"""What commands share: the options that say which archive is meant, progress, and how results are worded."""

from __future__ import annotations

import contextlib
import functools
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from onrecord import problems
from onrecord.config import load
from onrecord.model import Problem
from onrecord.shipped import program

if TYPE_CHECKING:
    from onrecord.publish.pipeline import Progress, Result

MOST_SHOWN = 20
FOLDER = click.Path(path_type=Path, file_okay=False)

Command = Callable[..., Any]


def archive_options(command: Command) -> Command:
    """Give a command the options that say which archive is meant; it gets the archive as its first argument."""

    @click.option(
        "-f", "--config-file", default="mkdocs.yml", show_default=True, type=click.Path(path_type=Path),
        help="The MkDocs configuration file that describes the archive.",
    )  # fmt: skip
    @click.option(
        "--seeds",
        type=FOLDER,
        envvar="ONRECORD_SEEDS",
        help="Read seeds from this folder instead. A link is followed only to a folder inside the archive's own.",
    )
    @click.option(
        "--authority",
        type=FOLDER,
        envvar="ONRECORD_AUTHORITY",
        help="Use this folder of authority files. For links the same holds.",
    )
    @click.option("--site-dir", type=FOLDER, help="Put the built site into this folder.")
    @functools.wraps(command)
    def with_archive(
        config_file: Path, seeds: Path | None, authority: Path | None, site_dir: Path | None, **rest: Any
    ) -> Any:
        return command(load(config_file, seeds, authority, site_dir), **rest)

    return with_archive


def jobs_option(command: Command) -> Command:
    """Give a command the option for the number of processes."""
    return click.option(
        "--jobs", type=click.IntRange(min=0), default=0, metavar="N", help="Processes to use; 0 is one for each core."
    )(command)


def examples(*lines: str) -> str:
    """Return lines of examples for the end of a help text, kept as they are."""
    return "\b\nExamples:\n" + "\n".join(f"  {program()} {line}" for line in lines)


@contextlib.contextmanager
def progress() -> Iterator[Progress]:
    """Show a bar while something takes long; nothing when the output is not a terminal."""
    if not sys.stderr.isatty():
        yield lambda _what, _done, _total: None
        return
    from rich.console import Console
    from rich.progress import Progress as Bar

    with Bar(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("Starting", total=None)
        yield lambda what, done, total: bar.update(task, description=what, completed=done, total=total or None)


def holdings(result: Result) -> str:
    """Return in words what an archive holds, and loudly what of its authority files it does without."""
    counts = result.counts
    left = [(counts.unattributed, "not attributed"), (counts.unidentified, "of somebody not identified")]
    open_ones = ", ".join(f"{number} of them {what}" for number, what in left if number)
    parts = [
        plural(counts.articles, "article"),
        plural(counts.quotations + counts.unattributed + counts.unidentified, "quotation")
        + (f" ({open_ones})" if open_ones else ""),
        plural(counts.speakers, "speaker"),
        plural(counts.topics, "topic"),
        plural(counts.refused, "refused seed"),
        plural(counts.warnings, "warning"),
    ]
    faulty = len(result.faulty)
    loud = f", {plural(faulty, 'FAULT')} IN AUTHORITY FILES (what cannot be read there is not used)" if faulty else ""
    return ", ".join(parts) + loud


def made_anew(result: Result) -> None:
    """Say why the catalogue that was there could not be used, if it could not."""
    if result.rebuilt:
        click.echo(problems.one_line(f"The catalogue was made anew: {result.rebuilt}"), err=True)


def plural(number: int, noun: str) -> str:
    """Return a number with its noun."""
    if number == 1:
        return f"1 {noun}"
    return f"{number} {noun}{'S' if noun.isupper() else 's'}"


def report(found: list[Problem]) -> None:
    """Print refusals, errors and warnings on standard error, the worst first and not too many."""
    worst = [problem for problem in found if problem.severity != "info"]
    worst.sort(key=lambda problem: problems.ORDER[problem.severity])
    for problem in worst[:MOST_SHOWN]:
        click.echo(problems.as_text(problem), err=True)
    if len(worst) > MOST_SHOWN:
        click.echo(f"… and {len(worst) - MOST_SHOWN} more; `{program()} check` lists them all", err=True)
