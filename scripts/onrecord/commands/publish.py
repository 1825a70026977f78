"""The commands that make something, and the one that removes it: build, site, serve and clean."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from onrecord.commands.shared import (
    archive_options,
    examples,
    holdings,
    jobs_option,
    made_anew,
    plural,
    progress,
    report,
)
from onrecord.config import Archive

if TYPE_CHECKING:
    from onrecord.publish.pipeline import Result

KEEP_GOING = "Do without what is wrong in authority files and addresses.yml; pages that hang on it get other addresses."
STRICT = "End with 1 when a seed or an authority file was refused, or anything is in error."


@contextlib.contextmanager
def _stopping() -> Iterator[None]:
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


def _closing(result: Result, strict: bool, sentence: str) -> None:
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


@click.command(epilog=examples("build", "build --check", "build -f examples/mkdocs.yml --jobs 4"))
@archive_options
@jobs_option
@click.option("--check", is_flag=True, help="Write nothing; end with 1 when docs are not up to date.")
@click.option("--strict", is_flag=True, help=STRICT)
@click.option("--keep-going", is_flag=True, help=KEEP_GOING)
def build(archive: Archive, jobs: int, check: bool, strict: bool, keep_going: bool) -> None:
    """Turn seeds into pages in the docs folder.

    Only seeds that changed are read again, only pages that change are written, and pages that belong to nothing any
    more are deleted. A fault in an authority file or in addresses.yml stops it before anything is written.
    """
    from onrecord.publish import pipeline

    with _stopping(), progress() as tell:
        result = pipeline.build(archive, pipeline.Options(jobs, dry=check, progress=tell, keep_going=keep_going))
    made = result.report
    where = archive.shown(archive.docs)
    if not check:
        pages = f"{plural(len(made.written), 'page')} written, {len(made.deleted)} deleted, {made.unchanged} unchanged"
        _closing(result, strict, f"{where} holds {holdings(result)} ({pages}).")
        return
    if made.changed:
        for path in (made.written + made.deleted)[:10]:
            click.echo(f"not up to date: {where}/{path}", err=True)
        click.echo(
            f"{where} is not up to date: {plural(len(made.written), 'page')} to write, {len(made.deleted)} to delete."
        )
        raise SystemExit(1)
    _closing(result, strict, f"{where} is up to date and holds {holdings(result)}.")


@click.command(epilog=examples("site", "site --strict", "site -f examples/mkdocs.yml", "site --site-dir /tmp/preview"))
@archive_options
@jobs_option
@click.option("--strict", is_flag=True, help=STRICT)
@click.option("--keep-going", is_flag=True, help=KEEP_GOING)
def site(archive: Archive, jobs: int, strict: bool, keep_going: bool) -> None:
    """Build the pages and then the site.

    MkDocs works strictly and aside; the new site takes the old one's place only when it is complete. However this
    ends, a site that was there before stays whole. A fault in an authority file or in addresses.yml stops it before
    anything is written.
    """
    from onrecord.publish import mkdocs_site as sites
    from onrecord.publish import pipeline

    try:
        with _stopping(), progress() as tell:
            result = sites.publish(archive, pipeline.Options(jobs, progress=tell, keep_going=keep_going))
    except sites.Failed as failure:
        click.echo(f"The site was not built: {failure}. What was there before is untouched.", err=True)
        raise SystemExit(1) from None
    where = archive.shown(archive.site / "index.html")
    _closing(result, strict, f"The site is in {where}: {holdings(result)}.")


@click.command(epilog=examples("serve", "serve -f examples/mkdocs.yml", "serve --address 127.0.0.1:8001"))
@archive_options
@click.option("--address", default="127.0.0.1:8000", show_default=True, help="Where to serve.")
def serve(archive: Archive, address: str) -> None:
    """Open the archive live.

    An edited, added or deleted seed, authority file, page or template shows after one build. Ctrl-C ends it.
    """
    from onrecord.publish import mkdocs_site as sites
    from onrecord.publish import pipeline

    try:
        sites.check_address(address)
        with progress() as tell:
            result = pipeline.build(archive, pipeline.Options(progress=tell, keep_going=True))
        report(result.problems)
        for note in result.notes:
            click.echo(note, err=True)
        click.echo(holdings(result) + ".")
        sites.serve(archive, address)
    except sites.Failed as failure:
        raise click.ClickException(str(failure)) from None


@click.command(epilog=examples("clean", "clean -f examples/mkdocs.yml"))
@archive_options
def clean(archive: Archive) -> None:
    """Remove what was made: pages in the docs folder, the site and the cache.

    Only files that On the Record made go, as the lists in the folders' .onrecord/ name them. Whatever else lies there
    stays.
    """
    from onrecord.publish import cleaning, pipeline

    for folder, number in cleaning.clean(archive, pipeline.WAIT_SECONDS).items():
        click.echo(f"{archive.shown(folder)}: {plural(number, 'file')} removed")
