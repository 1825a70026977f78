"""A built site is recomputed from its seeds: nothing true is called wrong, and what was forged is found everywhere."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from onrecord.checks.verify.words import MODES, Outcome, check
from onrecord.publish.pages.environment import MODE_WORDS
from samples.archives import ROOT, SmallArchive

STORY = """{0} bridge opens

“We waited for {0} long enough,” said Marta Quell, the mayor of Port Aldwyn. “Now the bridge is ours.”

Quell said the toll at {0} would be dropped before the winter fair and never be raised again.

It was “a fine day”, she said.{1}
"""
TERMS = {
    "full": "\n\nLicence: CC BY 4.0",
    "quotations": "\n\nAll rights reserved.",
    "metadata": "",
}
EXTENTS = tuple(TERMS)


@pytest.fixture(scope="module")
def built(small_archive: Callable[..., SmallArchive]) -> SmallArchive:
    seeds = {f"{extent}.txt": STORY.format(f"Sand{n}holm", TERMS[extent]) for n, extent in enumerate(EXTENTS)}
    archive = small_archive(seeds, unlicensed="withhold")
    archive.run("site")
    return archive


@pytest.fixture
def site(built: SmallArchive, tmp_path: Path) -> Path:
    return Path(shutil.copytree(built.folder / "site", tmp_path / "site"))


def record(site: Path, extent: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((site / "data" / "articles" / f"{extent}.json").read_text(encoding="utf-8"))
    return found


def checked(built: SmallArchive, site: Path) -> Outcome:
    return check(site, built.folder / "seeds", 1)


def faults(built: SmallArchive, site: Path) -> list[str]:
    return [f"{one.file}: {one.message}" for one in checked(built, site).differences]


def anchors(site: Path, extent: str) -> list[str]:
    return [one["anchor"] for one in record(site, extent)["utterances"]]


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def page(site: Path, extent: str) -> Path:
    return site / "articles" / extent / "index.html"


def test_pages_word_the_way_of_speaking_as_verify_expects() -> None:
    assert MODES == MODE_WORDS


def test_the_three_kinds_are_what_they_are_called(site: Path) -> None:
    for extent in EXTENTS:
        assert record(site, extent)["licence"]["extent"] == extent


def test_a_true_site_has_nothing_wrong_and_every_quotation_counts_once(built: SmallArchive, site: Path) -> None:
    outcome = checked(built, site)
    assert outcome.differences == []
    assert outcome.articles == 3
    each = [len(record(site, extent)["utterances"]) for extent in EXTENTS]
    assert min(each) >= 3
    assert (outcome.quotations, outcome.shown, outcome.withheld) == (sum(each), sum(each[:2]), each[2])
    assert outcome.listed > 0
    said = built.run("verify").stdout
    assert f"{sum(each)} quotations in 3 articles recomputed (printed on the pages " in said
    assert "compared: 0 differences." in said
    assert f"of their articles: {sum(each[:2])}; withheld as a licence asks: {each[2]}; " in said
    assert f" {sum(each)} quotations" in built.run("site").stdout


def test_the_examples_have_nothing_wrong(tmp_path: Path) -> None:
    SmallArchive(ROOT / "examples").run("site", "--site-dir", str(tmp_path / "site"))
    outcome = check(tmp_path / "site", ROOT / "examples" / "seeds", 1)
    assert outcome.differences == []
    assert outcome.withheld > 0
    assert outcome.shown + outcome.withheld == outcome.quotations


@pytest.mark.parametrize("extent", ["full", "quotations"])
def test_forged_words_on_an_article_are_found(extent: str, built: SmallArchive, site: Path) -> None:
    edit(page(site, extent), "long enough,", "too long,")
    assert any("the page prints" in fault for fault in faults(built, site))


@pytest.mark.parametrize("extent", ["full", "quotations"])
@pytest.mark.parametrize("place", ["around", "preview", "cited", "more", "gone", "added"])
def test_forgery_around_the_words_is_found(place: str, extent: str, built: SmallArchive, site: Path) -> None:
    path = page(site, extent)
    html = path.read_text(encoding="utf-8")
    anchor = anchors(site, extent)[0]
    if place == "around":
        edit(path, "said Marta Quell, the mayor", "lied Marta Quell, the mayor")
    elif place == "preview":
        head, mark, tail = html.partition(f'href="#{anchor}"')
        assert "long enough," in tail
        path.write_text(head + mark + tail.replace("long enough,", "too long,", 1), encoding="utf-8")
    elif place == "cited":
        head, mark, tail = html.partition("<summary>cite</summary>")
        assert "long enough" in tail
        path.write_text(head + mark + tail.replace("long enough", "too long", 1), encoding="utf-8")
    elif place == "more":
        edit(path, "long enough,</span>", "long enough, fools,</span>")
    elif place == "gone":
        edit(path, f'id="{anchor}"', "")
    else:
        edit(
            path, "</section>", '<p id="q-0123456789" class="otr-quotation">“I did it,” said Marta Quell.</p></section>'
        )
    assert faults(built, site)


FORGED = ("I am guilty", "We waited for Sand2holm long enough,", '</b><span class="otr-q">I did it</span>')


@pytest.mark.parametrize("forged", FORGED)
def test_words_on_an_article_that_prints_none_are_found(forged: str, built: SmallArchive, site: Path) -> None:
    path = page(site, "metadata")
    opening = re.search(f'id="{anchors(site, "metadata")[0]}"[^>]*>', path.read_text(encoding="utf-8"))
    assert opening
    edit(path, opening[0], opening[0] + forged)
    assert any("withholds" in fault for fault in faults(built, site))


def test_words_in_a_label_of_an_article_that_prints_none_are_found(built: SmallArchive, site: Path) -> None:
    edit(page(site, "metadata"), "<section", '<section title="We waited for Sand2holm long enough,"')
    assert any("withholds" in fault for fault in faults(built, site))


def test_the_text_of_an_article_that_prints_none_is_found(built: SmallArchive, site: Path) -> None:
    line = "Quell said the toll at Sand2holm would be dropped before the winter fair and never be raised again."
    edit(page(site, "metadata"), "</section>", f"<p>{line}</p></section>")
    assert any("withholds" in fault for fault in faults(built, site))


@pytest.mark.parametrize("extent", EXTENTS)
def test_words_in_the_data_that_are_not_the_seeds_or_are_withheld_are_found(
    extent: str, built: SmallArchive, site: Path
) -> None:
    path = site / "data" / "articles" / f"{extent}.json"
    found = json.loads(path.read_text(encoding="utf-8"))
    selector = found["utterances"][0]["selector"] or {"type": "TextQuoteSelector"}
    found["utterances"][0]["selector"] = {**selector, "exact": "I did it"}
    path.write_text(json.dumps(found), encoding="utf-8")
    assert len(faults(built, site)) == 1
    found["utterances"][0]["selector"] = None
    path.write_text(json.dumps(found), encoding="utf-8")
    assert len(faults(built, site)) == (0 if extent == "metadata" else 1)
    found = json.loads((built.folder / "site" / "data" / "articles" / f"{extent}.json").read_text(encoding="utf-8"))
    found["utterances"][0]["cue"]["words"] = "lied"
    path.write_text(json.dumps(found), encoding="utf-8")
    assert len(faults(built, site)) == 1


@pytest.mark.parametrize("address", ["speakers/marta-quell", ""])
def test_forged_words_on_another_page_are_found(address: str, built: SmallArchive, site: Path) -> None:
    path = site / address / "index.html"
    edit(path, "long enough,", "too long,")
    assert any("too" in fault and "index.html" in fault for fault in faults(built, site))


def test_a_quotation_that_leads_nowhere_and_words_of_a_withheld_article_are_found(
    built: SmallArchive, site: Path
) -> None:
    path = site / "speakers" / "marta-quell" / "index.html"
    edit(path, "articles/full/#q-", "articles/full/#q-f")
    assert any("leads to none" in fault for fault in faults(built, site))
    shutil.copy(built.folder / "site" / "speakers" / "marta-quell" / "index.html", path)
    assert faults(built, site) == []
    edit(path, "The licence of this article does not let the words be shown here.", "“I did it.”")
    assert any("withholds" in fault for fault in faults(built, site))


def test_a_page_of_an_article_without_data_is_found(built: SmallArchive, site: Path) -> None:
    shutil.copytree(site / "articles" / "full", site / "articles" / "forged")
    assert any("without saying where" in fault for fault in faults(built, site))
