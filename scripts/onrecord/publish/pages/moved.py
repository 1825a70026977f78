"""Lays out the small page at an address that is not used any more: no theme, no search, one link.

MkDocs copies it as it stands, so it is in no list, no index and no map of the site. A browser cannot be told to keep
a fragment when it is sent elsewhere, so a script does that; without scripts the link of the fragment is shown.
"""

from __future__ import annotations

from onrecord import urls
from onrecord.publish.pages import environment
from onrecord.publish.pages.links import SiteView
from onrecord.publish.pages.views import MovedView


def render(view: MovedView, site: SiteView) -> tuple[str, str]:
    """Return the page, at the place where a builder would put that of the old address."""
    path = urls.built_path(view.old, site.directory_urls)
    return environment.page("moved.html.jinja", path, site, view=view)
