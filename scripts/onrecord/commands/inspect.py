"""The commands that look and tell: check, explain, people and verify."""

from __future__ import annotations

from pathlib import Path

import click

from onrecord import problems
from onrecord.commands.shared import FOLDER, archive_options, examples, jobs_option, progress
from onrecord.config import Archive
from onrecord.model import Problem


def seed_name(archive: Archive, given: str) -> str:
    """Return the name of a seed that was given as a path or as a name."""
    path = Path(given).absolute()
    if path.parent.resolve().is_relative_to(archive.seeds):
        return (path.parent.resolve() / path.name).relative_to(archive.seeds).as_posix()
    return given


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
    from onrecord import pipeline
    from onrecord.sync import Lock

    options_jobs = jobs
    with progress() as tell:
        options = pipeline.Options(options_jobs, progress=tell)
        with Lock(archive.cache / "lock", options.wait):
            catalogue, result, _ = pipeline.gather(archive, options)
            catalogue.close()
    found = _about(archive, result.problems, [seed_name(archive, one) for one in seed])
    printed = problems.formatted(found, form)
    if printed:
        click.echo(printed)
    if form == "text":
        number = problems.counts(found)
        click.echo(", ".join(f"{number[s]} {s}" for s in problems.ORDER) + f", in {result.seeds} seeds", err=True)
    if any(problem.severity in ("refused", "error") for problem in found):
        raise SystemExit(1)


def _about(archive: Archive, found: list[Problem], names: list[str]) -> list[Problem]:
    """Return the problems of some seeds and their sidecars, or all; a name that is no seed is wrong use."""
    if not names:
        return problems.in_order(found)
    for name in names:
        if not (archive.seeds / name).is_symlink() and not (archive.seeds / name).exists():
            raise click.UsageError(f"there is no seed {name!r} in {archive.shown(archive.seeds)}")
    wanted = {archive.shown(archive.seeds / name) for name in names}
    return problems.in_order(p for p in found if p.path in wanted or p.path.removesuffix(".yml") in wanted)


@click.command(epilog=examples("explain seeds/story.txt", "explain -f examples/mkdocs.yml harbour-fete.txt"))
@archive_options
@jobs_option
@click.argument("seed")
def explain(archive: Archive, jobs: int, seed: str) -> None:
    """Say for one seed everything that was decided, from which words and by which rule."""
    from onrecord import explain as explaining
    from onrecord import pipeline
    from onrecord.assembly import Assembly
    from onrecord.sync import Lock

    name = seed_name(archive, seed)
    with progress() as tell:
        options = pipeline.Options(jobs, progress=tell)
        with Lock(archive.cache / "lock", options.wait):
            catalogue, result, known = pipeline.gather(archive, options)
            try:
                views = explaining.views(Assembly(catalogue, archive, known), name)
            finally:
                catalogue.close()
    refused = [p for p in result.problems if p.path == archive.shown(archive.seeds / name) and p.severity == "refused"]
    if not views:
        if not refused:
            raise click.UsageError(f"there is no seed {name!r} in {archive.shown(archive.seeds)}")
        click.echo("\n".join(map(problems.as_text, refused)))
        raise SystemExit(1)
    for view in views:
        click.echo("\n".join(explaining.lines(view)))


@click.command(epilog=examples("people", "people -f examples/mkdocs.yml > people.txt"))
@archive_options
@jobs_option
def people(archive: Archive, jobs: int) -> None:
    """List names that people should look at, with evidence and lines to paste into speakers.yml.

    New names that no authority file has, names that could be several people, and names that are nearly alike.
    Nothing is written.
    """
    from onrecord import people as report_on
    from onrecord import pipeline
    from onrecord.assembly import Assembly
    from onrecord.profiles import people_met
    from onrecord.sync import Lock

    with progress() as tell:
        options = pipeline.Options(jobs, progress=tell)
        with Lock(archive.cache / "lock", options.wait):
            catalogue, _, known = pipeline.gather(archive, options)
            try:
                told = report_on.report(list(people_met(Assembly(catalogue, archive, known))), known.people)
            finally:
                catalogue.close()
    click.echo(told)


@click.command(epilog=examples("verify", "verify site", "verify -f examples/mkdocs.yml examples/site"))
@archive_options
@click.argument("folder", metavar="[SITE]", required=False, type=FOLDER)
def verify(archive: Archive, folder: Path | None) -> None:
    """Recompute every quotation on a built site from the bytes of the seeds.

    Each data file names its seed, the seed's SHA-256, and for every utterance a range of bytes: these must be the
    words on the site. Ends with 1 when one is not.
    """
    from onrecord import verify as verifying

    outcome = verifying.verify(folder or archive.site, archive.seeds)
    for fault in outcome.faults:
        click.echo(problems.one_line(fault), err=True)
    click.echo(
        f"{outcome.quotations} quotations in {outcome.articles} articles recomputed, {len(outcome.faults)} wrong."
    )
    if outcome.faults or not outcome.articles:
        raise SystemExit(1)
