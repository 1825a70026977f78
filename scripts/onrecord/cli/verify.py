"""The command `verify`: whether a built site is what its seeds and authority files give."""

from __future__ import annotations

from pathlib import Path

import click

from onrecord import problems
from onrecord.cli.options import FOLDER, archive_options, examples, jobs_option, progress
from onrecord.config import Archive


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
    from onrecord.checks.verify import report, whole
    from onrecord.publish import mkdocs_site as sites
    from onrecord.publish import pipeline

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
