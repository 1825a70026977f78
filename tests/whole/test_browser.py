"""The built site in a real browser: axe, search, phone width, both colour schemes, and no word to a third party."""

from __future__ import annotations

import functools
import http.server
import re
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, sync_playwright

from samples import pages as samples
from samples.archives import FIRST_SEED, SmallArchive

LAUNCH = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
FIRST = f"articles/{FIRST_SEED.stem}/"
SPEAKER = "speakers/ramon-pacheco-pardo/"
WITHHELD = "articles/kept/"
KEPT = """Harbour wall to be raised

“The sea is patient,” said Mina Sato, the mayor of Gamho. “We are not as patient as we should be.”
"""
PATIENCE = 120_000
"""Milliseconds that the browser has for each step."""
DESKTOP, PHONE = (1280, 900), (390, 844)
LONG_TEXT = "Hafenlampenwärterverordnungsentwurf" * 9 + "\n“Oh,” said Tove Lindqvist.\n\n" + samples.TEXT


class Quiet(http.server.SimpleHTTPRequestHandler):
    """Serves files and says nothing."""

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture(scope="module")
def archive(small_archive: Callable[..., SmallArchive]) -> SmallArchive:
    seeds = {
        FIRST_SEED.name: FIRST_SEED.read_bytes(),
        "lamp.txt": samples.TEXT,
        "long.txt": LONG_TEXT,
        "kept.txt": KEPT,
    }
    made = small_archive(seeds, unlicensed="withhold")
    line = f"  lamp: {{seed: lamp.txt, sha256: {'0' * 16}, formerly: [lantern]}}"
    (made.folder / "addresses.yml").write_text(f"addresses:\n{line}\n", encoding="utf-8")
    made.run("site")
    return made


@pytest.fixture(scope="module")
def address(archive: SmallArchive, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve the site below a folder, as a project page is."""
    root = tmp_path_factory.mktemp("root")
    (root / "sub").symlink_to(archive.folder / "site")
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=root))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/sub/"
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture(scope="module")
def browser(chromium: str) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        made = playwright.chromium.launch(executable_path=chromium, args=LAUNCH, timeout=PATIENCE)
        yield made
        made.close()


@pytest.fixture
def page(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    size, scheme = getattr(request, "param", (DESKTOP, "light"))
    context = browser.new_context(viewport={"width": size[0], "height": size[1]}, color_scheme=scheme)
    context.set_default_timeout(PATIENCE)
    yield context.new_page()
    context.close()


def watched(page: Page, address: str) -> list[str]:
    """Return a list that fills with every request to another host and every complaint of the browser."""
    seen: list[str] = []
    own = (address.removesuffix("sub/"), "data:", "blob:")
    page.on("request", lambda request: None if request.url.startswith(own) else seen.append(request.url))
    page.on("console", lambda message: seen.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: seen.append(str(error)))
    return seen


@pytest.mark.parametrize(
    "page", [(DESKTOP, "light"), (DESKTOP, "dark"), (PHONE, "light"), (PHONE, "dark")], indirect=True, ids=str
)
@pytest.mark.parametrize(
    "path",
    ["", FIRST, SPEAKER, "articles/", "speakers/", "topics/", "work/unattributed/", "work/problems/", "about/"],
)
def test_axe_finds_nothing(page: Page, address: str, path: str) -> None:
    seen = watched(page, address)
    page.goto(address + path)
    page.wait_for_selector("h1")
    found = Axe().run(page).response["violations"]
    assert [(v["id"], [n["target"] for n in v["nodes"][:3]]) for v in found] == []
    assert seen == []


@pytest.mark.parametrize("page", [(PHONE, "light")], indirect=True, ids=str)
@pytest.mark.parametrize("path", ["", FIRST, "articles/long/", SPEAKER, "work/problems/", "work/unattributed/"])
def test_nothing_is_wider_than_a_phone(page: Page, address: str, path: str) -> None:
    page.goto(address + path)
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE[0]


def type_words(page: Page, address: str, words: str) -> None:
    """Put words into the search box and type the last letter: each key is a search, and half the words find others."""
    page.goto(address)
    page.click("[data-md-component=search-query]")
    page.locator("[data-md-component=search-query]").fill(words[:-1])
    page.locator("[data-md-component=search-query]").press_sequentially(words[-1])


def results(page: Page, address: str, words: str) -> list[str]:
    """Return the addresses that the search box offers for some words, best first."""
    type_words(page, address, words)
    page.wait_for_selector(".md-search-result__item a")
    links = page.eval_on_selector_all(".md-search-result__item > a", "all => all.map(one => one.href)")
    return [link.removeprefix(address).split("?")[0] for link in links]


@pytest.mark.parametrize("words", ["cybersecurity", "resilience economic", "Transatlantic"])
def test_search_finds_an_article_by_its_words(page: Page, address: str, words: str) -> None:
    assert FIRST in results(page, address, words)


@pytest.mark.parametrize("words", ["Ramon Pacheco Pardo", "Pacheco", "Pardo"])
def test_search_finds_a_speaker_by_any_name_above_articles(page: Page, address: str, words: str) -> None:
    assert results(page, address, words)[0] == SPEAKER


@pytest.mark.parametrize(
    ("words", "topic"), [("Cyber security", "cyber-security"), ("summit meetings", "summit-meetings")]
)
def test_search_finds_a_topic_by_its_name_above_articles(page: Page, address: str, words: str, topic: str) -> None:
    assert results(page, address, words)[0] == f"topics/{topic}/"


def wait_for_target(page: Page) -> None:
    """Wait until the words that a link leads to are visible and on the screen."""
    page.locator(":target").wait_for()
    top = "document.querySelector(':target').getBoundingClientRect().y"
    page.wait_for_function(f"0 <= {top} && {top} < innerHeight")


@pytest.mark.parametrize("page", [(DESKTOP, "light"), (PHONE, "dark")], indirect=True, ids=str)
def test_a_withheld_article_says_who_speaks_and_its_links_show_where(page: Page, address: str) -> None:
    page.goto(address + WITHHELD)
    row = page.locator(".otr-counted li", has_text="Mina Sato")
    assert "2 utterances: 2 word for word" in row.inner_text()
    assert "sea is patient" not in page.content()
    ident = row.locator("b").nth(1).get_attribute("id")
    page.goto(f"{address}{WITHHELD}#{ident}")
    page.reload()
    wait_for_target(page)
    assert page.locator(":target").evaluate("one => getComputedStyle(one).outlineStyle") == "solid"
    assert Axe().run(page).response["violations"] == []


def test_search_finds_a_withheld_article_by_who_speaks_in_it(page: Page, address: str) -> None:
    assert WITHHELD in results(page, address, "Sato")


def test_the_line_to_cite_a_quotation_by_opens_below_it(page: Page, address: str) -> None:
    page.goto(address + FIRST)
    entry = page.locator(".otr-said li").first
    assert not entry.get_by_text("quoted in").is_visible()
    entry.locator("summary").click()
    assert "in “" in entry.locator("details").inner_text()


def test_search_says_when_there_is_nothing(page: Page, address: str) -> None:
    type_words(page, address, "zzyzx")
    page.wait_for_function("document.querySelector('.md-search-result__meta').textContent.includes('No matching')")


def test_a_link_to_a_quotation_leads_to_its_words(page: Page, address: str) -> None:
    page.goto(address + SPEAKER)
    page.click(".otr-quotation .otr-source a")
    page.wait_for_url(lambda url: FIRST in url)
    wait_for_target(page)


FORMER = "articles/lantern/"


def former_anchors(archive: SmallArchive) -> list[tuple[str, str]]:
    """Return the fragments of a moved page's quotations with those that they have now."""
    return re.findall(r'<li id="(q-\w+)"><a href="[^"#]*#(q-\w+)"', archive.page(FORMER))


def test_a_link_to_a_page_that_was_moved_leads_to_the_same_words(
    page: Page, address: str, archive: SmallArchive
) -> None:
    seen = watched(page, address)
    anchors = former_anchors(archive)
    assert len(anchors) >= 3
    old, new = anchors[1]
    for fragment, expected in (("", ""), (f"#{old}", f"#{new}"), ("#cite", "#cite"), ("#nothing", "#nothing")):
        page.goto("about:blank")
        page.goto(address + FORMER + fragment)
        page.wait_for_url(address + "articles/lamp/" + expected)
        if fragment == f"#{old}":
            wait_for_target(page)
            assert page.locator(":target").inner_text() in samples.TEXT
    page.go_back()
    assert page.url == "about:blank"
    assert seen == []


def test_without_scripts_a_page_that_was_moved_shows_the_link_that_was_asked_for(
    browser: Browser, address: str, archive: SmallArchive
) -> None:
    old, new = former_anchors(archive)[1]
    context = browser.new_context(java_script_enabled=False)
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    page.goto(f"{address}{FORMER}#{old}")
    assert page.locator("h1").is_visible()
    assert [one.is_visible() for one in page.locator("li").all()].count(True) == 1
    page.locator("li a:visible").click()
    page.wait_for_url(f"{address}articles/lamp/#{new}")
    page.goto(address + FORMER)
    assert not any(one.is_visible() for one in page.locator("li").all())
    page.click("#moved")
    page.wait_for_url(address + "articles/lamp/")
    context.close()


def test_axe_finds_nothing_on_a_page_that_was_moved(page: Page, address: str) -> None:
    page.route("**/assets/moved.js", lambda route: route.fulfill(body=""))
    page.goto(address + FORMER)
    page.wait_for_selector("h1")
    assert [one["id"] for one in Axe().run(page).response["violations"]] == []


def test_copied_text_has_no_word_of_ours_in_it(page: Page, address: str) -> None:
    page.goto(address + FIRST)
    shown = page.eval_on_selector("section.otr-text", "one => one.textContent")
    assert " ".join(shown.split()) == " ".join(FIRST_SEED.read_text(encoding="utf-8").split())


def test_a_missing_page_helps_on(page: Page, address: str, archive: SmallArchive) -> None:
    assert (archive.folder / "site" / "404.html").is_file()
    page.goto(address + "404.html")
    assert "no such page" in page.inner_text("h1")
    assert page.locator("article a").count() >= 3


def test_everything_reads_without_scripts(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    page.goto(address + FIRST)
    assert page.locator("section.otr-text p").first.is_visible()
    assert page.locator(".otr-by").first.get_attribute("data-by")
    context.close()


def test_every_page_tells_the_notice_of_its_archive(tmp_path: Path) -> None:
    config = samples.write_docs(tmp_path, samples.views())
    text = config.read_text(encoding="utf-8") + "extra:\n  onrecord:\n    notice: 'All <b>invented</b> & fictional.'\n"
    config.write_text(text, encoding="utf-8")
    site = samples.build(config, tmp_path / "site")
    for path in site.rglob("*.html"):
        assert "All &lt;b&gt;invented&lt;/b&gt; &amp; fictional." in path.read_text(encoding="utf-8"), path
