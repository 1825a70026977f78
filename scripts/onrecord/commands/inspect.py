"""The commands that look and tell: check, explain, people and verify."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from onrecord import problems
from onrecord.commands.shared import FOLDER, archive_options, examples, jobs_option, made_anew, plural, progress
from onrecord.config import Archive, load
from onrecord.language.characters import printable
from onrecord.model import Problem, Refused

if TYPE_CHECKING:
    from onrecord.publish.pages.views import ArticleView


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
    wanted = [_shown(archive, name) for name in names]
    return problems.in_order(p for p in found if any(_concerns(p, name) for name in wanted))


def _shown(archive: Archive, name: str) -> str:
    """Return the path of a seed as problems have it."""
    return archive.shown(archive.seeds / printable(name))


def _concerns(problem: Problem, path: str) -> bool:
    """Say whether a problem is about a file, its sidecar, or a folder on the way to it that is refused."""
    return path in (problem.path, problem.path.removesuffix(".yml")) or path.startswith(f"{problem.path}/")


@click.command(epilog=examples("explain seeds/story.txt", "explain -f examples/mkdocs.yml harbour-fete.txt"))
@archive_options
@jobs_option
@click.argument("seed")
def explain(archive: Archive, jobs: int, seed: str) -> None:
    """Say for one seed everything that was decided, from which words and by which rule."""
    from onrecord import explain as explaining
    from onrecord.publish import pipeline
    from onrecord.publish.queries import Assembly

    name = seed_name(archive, seed)

    def question(assembly: Assembly) -> list[ArticleView]:
        return explaining.views(assembly, name) if printable(name) == name else []

    with progress() as tell:
        views, result = pipeline.ask(archive, pipeline.Options(jobs, progress=tell, keep_going=True), question)
    made_anew(result)
    refused = [p for p in result.problems if p.severity == "refused" and _concerns(p, _shown(archive, name))]
    if not views:
        if not refused:
            raise no_seed(archive, name)
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
    from onrecord.identity import report as report_on
    from onrecord.publish import pipeline
    from onrecord.publish.profiles import people_met
    from onrecord.publish.queries import Assembly

    def question(assembly: Assembly) -> str:
        return report_on.report(list(people_met(assembly)), assembly.authority.people)

    with progress() as tell:
        told, result = pipeline.ask(archive, pipeline.Options(jobs, progress=tell, keep_going=True), question)
    made_anew(result)
    click.echo(told)


@click.command(
    epilog=examples(
        "verify",
        "verify --rebuild",
        "verify ~/downloaded/site",
        "verify -f examples/mkdocs.yml",
        "verify --format json",
    )
)
@archive_options
@jobs_option
@click.option("--rebuild", is_flag=True, help="Build the site anew, with nothing cached, and compare every byte.")
@click.option("--format", "form", type=click.Choice(("text", "json")), default="text", show_default=True)
@click.argument("folder", metavar="[SITE]", required=False, type=FOLDER)
def verify(archive: Archive, jobs: int, rebuild: bool, form: str, folder: Path | None) -> None:
    """Say whether a built site is what its seeds and authority files give: every word of it, and every file.

    First, every quotation is recomputed from the bytes of the seeds, with nothing of the engine: the data files and
    all pages must have these words and no others, and none that a licence withholds. Then every file of the site is
    made again from seeds and authority files and compared: who said it, how, in which role, on whose authority, dates,
    titles, licence answers, data files, copies of seeds, search, theme, hand-written pages. Each difference is named,
    with what the file says and what it should say; a file too many or too few is one.

    To verify a site that you downloaded, clone its repository, install what its requirements.txt names, and give the
    folder. Ends with 1 when anything differs. Nothing is written but the cache.
    """
    from onrecord.publish import mkdocs_site as sites
    from onrecord.publish import pipeline
    from onrecord.verify import report, whole

    try:
        with progress() as tell:
            options = pipeline.Options(jobs, progress=tell, keep_going=True)
            outcome = whole.verify(archive, folder or archive.site, options, rebuild)
    except sites.Failed as failure:
        raise click.ClickException(f"the site cannot be made again: {failure}") from None
    if form == "json":
        click.echo(report.as_json(outcome))
    else:
        for line in report.lines(outcome):
            click.echo(problems.one_line(line), err=True)
        click.echo(report.closing(outcome))
    if outcome.wrong:
        raise SystemExit(1)
