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
from onrecord.characters import printable
from onrecord.config import Archive, load
from onrecord.model import Problem, Refused
from onrecord.shipped import program

if TYPE_CHECKING:
    from onrecord.publish.pipeline import Progress, Result

MOST_SHOWN = 20
STRICT = "End with 1 when a seed or an authority file was refused, or anything is in error."
KEEP_GOING = "Do without what is wrong in authority files and addresses.yml; pages that hang on it get other addresses."
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


def seed_name(archive: Archive, given: str) -> str:
    """Return the name of a seed that was given as a path or as a name."""
    path = Path(given).absolute()
    if path.parent.resolve().is_relative_to(archive.seeds):
        return (path.parent.resolve() / path.name).relative_to(archive.seeds).as_posix()
    return given


def no_seed(archive: Archive, name: str) -> click.UsageError:
    """Return the error for a name that is no seed of an archive; a file of another archive is said to be one."""
    message = f"there is no seed {name!r} in {archive.shown(archive.seeds)}"
    path = Path(name).absolute()
    for folder in path.parents if path.is_file() else ():
        config = folder / "mkdocs.yml"
        if config != archive.config and config.is_file():
            try:
                other = load(config)
            except Refused:
                continue
            if path.resolve().is_relative_to(other.seeds):
                return click.UsageError(f"{message}; it belongs to another archive: add -f {other.shown(config)}")
    hint = f"; the file lies outside it: copy it there, or add --seeds {path.parent}" if path.is_file() else ""
    return click.UsageError(message + hint)


def shown_path(archive: Archive, name: str) -> str:
    """Return the path of a seed as problems have it."""
    return archive.shown(archive.seeds / printable(name))


def concerns(problem: Problem, path: str) -> bool:
    """Say whether a problem is about a file, its sidecar, or a folder on the way to it that is refused."""
    return path in (problem.path, problem.path.removesuffix(".yml")) or path.startswith(f"{problem.path}/")


@contextlib.contextmanager
def stopping() -> Iterator[None]:
    """Say which faults in authority files keep everything from being written, and end with 1."""
    from onrecord.publish import pipeline

    try:
        yield
    except pipeline.Faulty as faulty:
        report(faulty.faults)
        click.echo(
            f"Nothing was written ({plural(len(faulty.faults), 'fault')}): without what these lines are about, pages "
            "would get other addresses and quotations other speakers. Mend it, or add --keep-going.",
            err=True,
        )
        raise SystemExit(1) from None


def closing(result: Result, strict: bool, sentence: str) -> None:
    """Print the problems and the closing line; end with 1 when nothing can be published, or strictness asks for it."""
    made_anew(result)
    report(result.problems)
    for note in result.notes:
        click.echo(note, err=True)
    if not result.counts.articles:
        click.echo("There is nothing to publish; see the lines above.", err=True)
        raise SystemExit(1)
    click.echo(sentence)
    if strict and any(problem.severity in ("refused", "error") for problem in result.problems):
        raise SystemExit(1)
