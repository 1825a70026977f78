"""A built site: links that hold, and what search finds."""

from __future__ import annotations

import html.parser
import json
import re
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import pytest

from samples import pages as samples


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site")
    return samples.build(samples.write_docs(folder, samples.views()), folder / "site")


class Links(html.parser.HTMLParser):
    """Collects where a page leads, and the ids on it."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, str, str]] = []
        self.ids: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if name in {"href", "src"}:
                self.found.append((tag, value or "", dict(attrs).get("rel") or ""))
            elif name == "id":
                self.ids.append(value or "")


def test_every_link_of_the_built_site_leads_somewhere(site: Path) -> None:
    built = {}
    for path in site.rglob("*.html"):
        reader = Links()
        reader.feed(path.read_text(encoding="utf-8"))
        built[path.relative_to(site).as_posix()] = reader
    assert len(built) > 20
    for path, reader in built.items():
        assert len(reader.ids) == len(set(reader.ids)), path
        here = samples.SITE.url + ("" if path == "404.html" else path.removesuffix("index.html"))
        for tag, address, rel in reader.found:
            parts = urlsplit(urljoin(here, address))
            if not urljoin(here, address).startswith(samples.SITE.url):
                assert tag == "a", (path, address)
                assert {"noopener", "nofollow"} <= set(rel.split()), (path, address)
                assert parts.scheme in {"http", "https"}
                continue
            target = unquote(parts.path.removeprefix("/sub/"))
            target += "index.html" if target.endswith("/") or not target else ""
            assert (site / target).is_file(), (path, address)
            if parts.fragment and parts.fragment not in {"__consent"}:
                assert parts.fragment in built[target].ids, (path, address)


def test_pages_are_found_from_both_ends(site: Path) -> None:
    article = (site / "articles/lamp/index.html").read_text(encoding="utf-8")
    speaker = (site / "speakers/tove-lindqvist/index.html").read_text(encoding="utf-8")
    topic = (site / "topics/transport/index.html").read_text(encoding="utf-8")
    assert 'href="../../speakers/tove-lindqvist/"' in article
    assert 'href="../../topics/transport/"' in article
    for page in (speaker, topic):
        assert 'href="../../articles/lamp/#q-' in page
    assert 'href="../transport/"' not in topic
    assert 'href="../../topics/transport/"' in speaker
    assert 'href="../../speakers/tove-lindqvist/"' in topic


def test_an_article_names_its_seed_in_its_head(site: Path) -> None:
    page = (site / "articles/lamp/index.html").read_text(encoding="utf-8")
    assert '<meta name="onrecord:seed" content="lamp.txt">' in page
    assert re.search(r'<meta name="onrecord:sha256" content="[0-9a-f]{64}">', page)


def test_search_has_one_entry_an_article_and_ranks_speakers_and_topics_above(site: Path) -> None:
    index = json.loads((site / "search/search_index.json").read_text(encoding="utf-8"))["docs"]
    by_place = {entry["location"]: entry for entry in index}
    written = {path.stem for path in (samples.ROOT / "docs").glob("*.md")}
    made = [place for place in by_place if not place or place.split("/")[0] not in written]
    assert sorted(made) == [
        "articles/lamp/", "articles/quay/", "articles/tide/",
        "speakers/harbour-office/", "speakers/tove-lindqvist/", "topics/transport/",
    ]  # fmt: skip
    assert "토베 린드크비스트" in by_place["speakers/tove-lindqvist/"]["text"]
    boosts = [
        by_place[place].get("boost", 1) for place in ("speakers/tove-lindqvist/", "topics/transport/", "articles/lamp/")
    ]
    assert boosts == sorted(boosts, reverse=True)
    assert boosts[1] > 1
    assert "May I reuse" not in by_place["articles/lamp/"]["text"]
    assert "Tove Lindqvist" in by_place["articles/tide/"]["text"]
    assert "not shown word" not in by_place["articles/tide/"]["text"]


def test_an_archive_with_nothing_in_it_is_a_site_too(tmp_path: Path) -> None:
    made = samples.build(samples.write_docs(tmp_path, samples.empty_views()), tmp_path / "site")
    assert "Nothing here yet" in (made / "index.html").read_text(encoding="utf-8")
