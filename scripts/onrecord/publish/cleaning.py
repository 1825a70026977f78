"""Remove what was made of an archive: what the manifests in docs, site and cache name, and nothing else."""

from __future__ import annotations

from pathlib import Path

from onrecord.config import Archive
from onrecord.publish import cache, handwritten, mkdocs_site
from onrecord.publish.manifest import Manifest


def clean(archive: Archive, seconds: float) -> dict[Path, int]:
    """Empty docs, site and cache of what is ours when no build is running; return how many files went from each."""
    gone: dict[Path, int] = {}

    def pages_and_site() -> None:
        mkdocs_site.mend(archive.site)
        lists = (
            handwritten.listed(archive, archive.docs),
            Manifest(archive.site, "site"),
        )  # both, before anything goes
        for listed in lists:
            gone[listed.root] = listed.clear()

    gone[archive.cache.parent] = cache.clear(archive, seconds, pages_and_site)
    return gone
