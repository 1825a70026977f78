"""The command `site`: pages to a site."""

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
    progress,
    stopping,
)
from onrecord.config import Archive


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
        with stopping(), progress() as tell:
            result = sites.publish(archive, pipeline.Options(jobs, progress=tell, keep_going=keep_going))
    except sites.Failed as failure:
        click.echo(f"The site was not built: {failure}. What was there before is untouched.", err=True)
        raise SystemExit(1) from None
    where = archive.shown(archive.site / "index.html")
    closing(result, strict, f"The site is in {where}: {holdings(result)}.")
