"""Ids are safe, unique and stable; links lead where MkDocs puts the pages."""

from __future__ import annotations

import posixpath
import re
import unicodedata
from urllib.parse import unquote, urljoin

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord import urls

SAFE_PATTERN = re.compile(r"[a-z0-9_][a-z0-9_-]*")  # "harbour-lamp", "000_1e7b"


@given(st.text(max_size=300))
def test_a_slug_is_safe_whatever_it_is_made_from(text: str) -> None:
    made = urls.slug(text)
    assert SAFE_PATTERN.fullmatch(made)
    assert len(made) <= urls.LONGEST_SLUG
    assert made not in urls.RESERVED
    assert made == urls.slug(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Tove Lindqvist", "tove-lindqvist"),
        ("000_1e7bb49da8be9cef", "000_1e7bb49da8be9cef"),
        ("Café  Wexcombe!", "cafe-wexcombe"),
        ("../../../etc/cron.d/x", "etc-cron-d-x"),
        ("2024", "2024"),
    ],
)
def test_plain_slugs(text: str, expected: str) -> None:
    assert urls.slug(text) == expected


def test_slugs_of_letters_that_ascii_lacks_stay_apart() -> None:
    made = {urls.slug(name) for name in ("한별", "한솔", "Ж", "李", "🙂", "", "C++ 李")}
    assert len(made) == 7


def test_decomposed_hangul_is_the_same_name() -> None:
    assert urls.slug(unicodedata.normalize("NFD", "한별")) == urls.slug("한별")


def test_names_that_no_mac_could_keep_apart_are_told_with_the_one_that_stays() -> None:
    accents = [unicodedata.normalize(form, "café.txt") for form in ("NFC", "NFD")]
    names = ["A.txt", "a.TXT", "a.txt", "b.txt", "sub/A.txt", "Sub/a.txt", *accents, "straße.md", "STRASSE.md"]
    assert urls.namesakes(reversed(names)) == {
        "A.txt": "a.TXT",
        "a.txt": "a.TXT",
        "sub/A.txt": "Sub/a.txt",
        accents[0]: accents[1],
        "straße.md": "STRASSE.md",
    }
    assert urls.namesakes(["a.txt", "a.md", "a", "b/a.txt"]) == {}


@pytest.mark.parametrize("name", ["index.txt", "README.txt", "con.txt", "page.txt", "404.md"])
def test_reserved_names_get_another_id(name: str) -> None:
    assert urls.plain_id(name) not in urls.RESERVED


def test_parts_of_a_file_are_numbered() -> None:
    assert [urls.story_id("lamp", number) for number in (1, 2)] == ["lamp", "lamp-2"]


def test_the_file_of_a_page_is_where_mkdocs_puts_it() -> None:
    assert urls.built_path("articles/lamp.md") == "articles/lamp/index.html"
    assert urls.built_path("articles/lamp.md", directory_urls=False) == "articles/lamp.html"
    assert urls.built_path("index.md") == "index.html"


def test_utterance_ids_survive_edits_elsewhere() -> None:
    before = urls.utterance_ids("lamp", ["We are glad", "Nobody asked", "We are glad"])
    after = urls.utterance_ids("lamp", ["New words", "We  are\nglad", "Nobody asked", "We are glad"])
    assert after[1:] == before
    assert len(set(before)) == 3
    assert set(before).isdisjoint(urls.utterance_ids("quay", ["We are glad"]))


@pytest.mark.parametrize(
    ("name", "labels"),
    [
        ("Ramon Pacheco Pardo", ["R", "P"]),
        ("Élise Óran", ["E", "O"]),
        ("Bell", ["B"]),
        ("한별 까치", ["ㅎ", "ㄱ"]),
        ("Жанна", ["Ж"]),
        ("3rd Harbour Board", ["0–9", "B"]),
        ("…", ["#"]),
        ("", ["#"]),
    ],
)
def test_letters(name: str, labels: list[str]) -> None:
    found = urls.letters(name)
    assert [one.label for one in found] == labels
    assert all(SAFE_PATTERN.fullmatch(one.id) for one in found)


def test_letters_tell_case_and_width_alike() -> None:
    assert urls.letters("ÅSA") == urls.letters("asa") == urls.letters("ａｓａ")


PATHS = st.sampled_from(
    [
        urls.HOME,
        urls.ABOUT,
        urls.articles_path(),
        urls.articles_path(3),
        urls.article_path("2"),
        urls.article_path("lamp"),
        urls.speaker_path("tove", 1),
        urls.speaker_path("tove", 2),
        urls.year_path("", 2),
        urls.letter_path("u3131"),
        urls.unattributed_path(2),
        urls.article_data_path("lamp"),
        urls.seed_copy_path("lamp"),
    ]
)


@given(PATHS.filter(lambda p: p.endswith(".md")), PATHS, st.booleans())
def test_a_link_leads_to_the_published_place(source: str, target: str, directory_urls: bool) -> None:
    here = "https://archive.example/sub/" + urls.site_path(source, directory_urls)
    made = urljoin(here, urls.link(source, target, directory_urls, "q-1"))
    wanted = "https://archive.example/sub/" + urls.site_path(target, directory_urls) + "#q-1"
    assert unquote(made) == wanted


def test_published_places_are_those_of_mkdocs() -> None:
    assert urls.site_path("index.md") == ""
    assert urls.site_path("articles/index.md") == "articles/"
    assert urls.site_path("articles/lamp.md") == "articles/lamp/"
    assert urls.site_path("articles/lamp.md", directory_urls=False) == "articles/lamp.html"
    assert urls.site_path("articles/index.md", directory_urls=False) == "articles/index.html"
    assert urls.site_path("data/problems.json") == "data/problems.json"


def test_no_two_pages_share_a_file() -> None:
    pages = [urls.articles_path(n) for n in (1, 2, 3)] + [urls.article_path(i) for i in ("2", "3", "x")]
    files = [posixpath.join(urls.site_path(p), "index.html") for p in pages]
    assert len(set(files)) == len(files)


@pytest.mark.parametrize(
    "address",
    ["https://lantern.example/news?id=7&view=full", "http://xn--bcher-kva.example:8080/", "HTTPS://Lantern.example"],
)
def test_addresses_that_a_page_may_link_to(address: str) -> None:
    assert urls.outward(address) == address


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        " https://lantern.example",
        "https://lantern.example/\n",
        "https://user@lantern.example/",
        "https://lantern.example\\@other.example/",
        "//lantern.example/",
        "ftp://lantern.example/",
        "data:text/html,x",
        "https://lanterñ.example/",
        "https://lantern.example/%0d%0aX: y",
        'https://lantern.example/"onclick="x',
        "https://[::1/",
        "mailto:a@lantern.example",
        "https://lantern.example/\u202egpj.exe",
        "",
    ],
)
def test_addresses_that_stay_text(address: str) -> None:
    assert urls.outward(address) == ""


def test_edit_links_quote_the_name() -> None:
    assert urls.edit_link("https://forge.example/edit/main/seeds/", "a b/é#.txt").endswith("/a%20b/%C3%A9%23.txt")
    assert urls.edit_link("", "a.txt") == ""
