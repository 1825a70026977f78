"""The command `serve`: the site, live."""

from __future__ import annotations

import click

from onrecord.cli.options import archive_options, examples, holdings, progress, report
from onrecord.config import Archive


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
