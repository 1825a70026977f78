"""The command `review`: a proposed change explained to its author."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import click

from onrecord import problems
from onrecord.cli.options import FOLDER, archive_options, examples, jobs_option, progress
from onrecord.config import Archive

THERE = click.Path(path_type=Path, file_okay=False, exists=True)


@click.command(
    epilog=examples("review ../proposed", "review ../proposed --base ../main", "review proposed --out review")
)
@archive_options
@jobs_option
@click.option("--base", type=THERE, help="Compare with the archive as it is in this folder.")
@click.option("--out", type=FOLDER, help="Write summary, explanations, data and a preview into this new folder.")
@click.option("--format", "form", type=click.Choice(["text", "github"]), default="text", show_default=True)
@click.argument("head", type=THERE)
def review(
    archive: Archive, jobs: int, base: Path | None, out: Path | None, form: Literal["text", "github"], head: Path
) -> None:
    """Say what a proposed state of the archive, in the folder HEAD, changes, and what is wrong with it.

    HEAD holds seeds/, authority/ and addresses.yml where the archive has them; nothing else in it is read. Problems
    that were there before are not repeated. Ends with 1 when a seed is refused or an authority file is in error.
    """
    from onrecord.checks.review import changes, states, telling
    from onrecord.publish.pipeline import Options

    if out is not None and out.exists() and any(out.iterdir()):
        raise click.UsageError(f"{str(out)!r} is not empty; name a folder that does not exist yet")
    archive = states.place(archive)
    shown = states.shown_before(archive)
    first = archive if base is None else states.elsewhere(archive, base, "base")
    second = states.elsewhere(archive, head, "proposed")
    with progress() as tell:
        options = Options(jobs, progress=tell, keep_going=True)
        with (
            states.opened(first, shown, options) as before,
            states.opened(second, shown, options, before.catalogue) as after,
        ):
            change = changes.compare(
                before.tables(), after.tables(), lambda name, old: (before if old else after).lines(name)
            )
            if out is None:
                click.echo(telling.summary(change, archive, after))
            else:
                telling.write(out, change, archive, before, after)
    printed = problems.formatted(change.problems, form)
    if printed:
        click.echo(printed, err=form == "text")
    if change.fails:
        raise SystemExit(1)
