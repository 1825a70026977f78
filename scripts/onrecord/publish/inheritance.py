"""The hand-written pages that an archive takes from the package because it has not written its own."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterator
from functools import partial

from onrecord import shipped, urls
from onrecord.publish.queries import Queries
from onrecord.publish.render import File, Unit


def files(own: Collection[str], directory_urls: bool) -> dict[str, bytes]:
    """Return the pages, styles and images of the package for which people have none that is published there."""
    taken = {_place(path, directory_urls) for path in own}
    wanted = (path for path in shipped.PAGES if _place(path, directory_urls) not in taken)
    return {path: shipped.path(f"docs/{path}").read_bytes() for path in wanted}


def units(own: Collection[str], directory_urls: bool) -> Iterator[Unit]:
    """Yield the same as units that are put into docs."""
    for path, data in files(own, directory_urls).items():
        yield Unit(f"inherited:{path}", hashlib.sha256(data).hexdigest(), partial(_file, path, data))


def _place(path: str, directory_urls: bool) -> str:
    """Return where a file is published: about.md and about/index.md are in one place."""
    return urls.site_path(path, directory_urls).removesuffix("index.html")


def _file(path: str, data: bytes, _queries: Queries) -> list[File]:
    return [(path, data)]
