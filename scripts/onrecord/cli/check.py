"""The command `check`: what is wrong with seeds and authority files."""

from __future__ import annotations

import click

from onrecord import problems
from onrecord.cli.options import (
    archive_options,
    concerns,
    examples,
    jobs_option,
    made_anew,
    no_seed,
    plural,
    progress,
    seed_name,
    shown_path,
)
from onrecord.config import Archive
from onrecord.model import Problem


@click.command(
    epilog=examples("check", "check seeds/story.txt", "check --format json", "check --format github seeds/story.txt")
)
@archive_options
@jobs_option
@click.option("--format", "form", type=click.Choice(problems.FORMATS), default="text", show_default=True)
@click.argument("seed", nargs=-1)
def check(archive: Archive, jobs: int, form: str, seed: tuple[str, ...]) -> None:
    """Say what is wrong with seeds and authority files, and what to do.

    Without SEED, everything is checked; with one or more, only what concerns these files is said. Ends with 1 when
    anything is refused or in error. Nothing is written but the cache.
    """
    from onrecord.publish import pipeline

    with progress() as tell:
        _, result = pipeline.ask(archive, pipeline.Options(jobs, progress=tell, keep_going=True), lambda _: None)
    made_anew(result)
    found = _about(archive, result.problems, [seed_name(archive, one) for one in seed])
    printed = problems.formatted(found, form)
    if printed:
        click.echo(printed)
    if form == "text":
        number = problems.counts(found)
        summary = ", ".join(f"{number[s]} {s}" for s in problems.ORDER)
        click.echo(f"{summary}, in {plural(result.seeds, 'seed')}", err=True)
    if any(problem.severity in ("refused", "error") for problem in found):
        raise SystemExit(1)


def _about(archive: Archive, found: list[Problem], names: list[str]) -> list[Problem]:
    """Return the problems of some seeds and their sidecars, or all; a name that is no seed is wrong use."""
    if not names:
        return problems.in_order(found)
    for name in names:
        if not (archive.seeds / name).is_symlink() and not (archive.seeds / name).exists():
            raise no_seed(archive, name)
    wanted = [shown_path(archive, name) for name in names]
    return problems.in_order(p for p in found if any(concerns(p, name) for name in wanted))
