"""The command `build`: seeds to pages."""

from __future__ import annotations

import click

from onrecord.cli.options import (
    KEEP_GOING,
    STRICT,
    archive_options,
    closing,
    examples,
    holdings,
    jobs_option,
    plural,
    progress,
    stopping,
)
from onrecord.config import Archive


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

    with stopping(), progress() as tell:
        result = pipeline.build(archive, pipeline.Options(jobs, dry=check, progress=tell, keep_going=keep_going))
    made = result.report
    where = archive.shown(archive.docs)
    if not check:
        pages = f"{plural(len(made.written), 'page')} written, {len(made.deleted)} deleted, {made.unchanged} unchanged"
        closing(result, strict, f"{where} holds {holdings(result)} ({pages}).")
        return
    if made.changed:
        for path in (made.written + made.deleted)[:10]:
            click.echo(f"not up to date: {where}/{path}", err=True)
        click.echo(
            f"{where} is not up to date: {plural(len(made.written), 'page')} to write, {len(made.deleted)} to delete."
        )
        raise SystemExit(1)
    closing(result, strict, f"{where} is up to date and holds {holdings(result)}.")
