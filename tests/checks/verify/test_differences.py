"""What a file says and what it should say, named so that people find the place."""

from __future__ import annotations

import gzip
import json

import pytest

from onrecord.checks.verify import differences


def test_an_entry_too_many_does_not_make_all_that_follow_differ() -> None:
    should = [{"id": str(n), "name": f"name {n}"} for n in range(500)]
    says = [{"id": "x", "name": "X"}, *should[:100], *should[101:300], {**should[300], "name": "other"}, *should[301:]]
    found = differences.of_bytes("data/x.json", json.dumps(says).encode(), json.dumps(should).encode())
    wheres = sorted(one.where for one in found.differences)
    assert wheres == ["[0 x]", "[100 100]", "[300 300].name"]


def test_packed_files_are_compared_unpacked_and_not_beyond_measure() -> None:
    true = gzip.compress(b"<urlset/>", mtime=0)
    assert differences.of_bytes("x.gz", gzip.compress(b"<urlset/>", mtime=9), true).differences == ()
    for forged in (gzip.compress(b"<urlset></urlset>"), gzip.compress(bytes(1 << 26)), b"no", true[:-3]):
        assert differences.of_bytes("x.gz", forged, true).differences


def test_the_day_of_a_build_is_nobodys_fault_but_a_day_too_many_is() -> None:
    true = b"<url><lastmod>2026-11-24</lastmod></url>"
    assert differences.of_bytes("sitemap.xml", true.replace(b"24", b"25"), true).differences == ()
    assert differences.of_bytes("sitemap.xml", true.replace(b"2026-11-24", b"<loc/>"), true).differences
    assert differences.of_bytes("sitemap.xml", b"<url></url>", true).differences


@pytest.mark.parametrize(
    ("says", "should", "where"),
    [
        ('<p class="a">x</p>', '<p class="b">x</p>', "class in the page"),
        (
            "<dl><dt>SHA-256</dt><dd><code>a</code></dd></dl>",
            "<dl><dt>SHA-256</dt><dd><code>b</code></dd></dl>",
            "“SHA-256”",
        ),
        ("<script>a</script>", "<script>b</script>", "a script"),
        ("<style>a</style>", "<style>b</style>", "a style"),
        ('<h2 id="reuse">R</h2><p>a</p>', '<h2 id="reuse">R</h2><p>b</p>', "the answer to “May I reuse this?”"),
        (
            '<p><span class="otr-q" id="q-1">a</span></p>',
            '<p><span class="otr-q" id="q-1">b</span></p>',
            "the words of #q-1",
        ),
        ("<h1>a</h1>", "<h1>b</h1>", "the title"),
    ],
)
def test_a_difference_is_named_by_what_stands_around_it(says: str, should: str, where: str) -> None:
    found = differences.of_bytes("x.html", says.encode(), should.encode())
    assert [one.where for one in found.differences] == [where]


def test_words_that_are_not_utf8_and_data_that_is_not_json_are_differences() -> None:
    assert differences.of_bytes("x.html", b"\xff", b"x").differences
    assert differences.of_bytes("x.json", b"[" * 100_000, b"[]").differences
    assert differences.of_bytes("x.json", b'{"a":1}', b'{"a": 1}').differences
