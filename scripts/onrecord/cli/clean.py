"""The command `clean`: what was made goes, what people wrote stays."""

from __future__ import annotations

import click

from onrecord.cli.options import archive_options, examples, plural
from onrecord.config import Archive


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
