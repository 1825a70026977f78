"""One plain text from the web, and nothing else."""

from __future__ import annotations

import pytest

from onrecord.cli import fetching
from onrecord.seeds import files
from samples.web import STORY, away


def test_a_machine_without_a_public_address_is_asked_only_when_that_is_meant(web: str) -> None:
    with pytest.raises(fetching.NotFetched, match="--allow-private"):
        fetching.fetch(f"{web}/ferry.txt")
    assert fetching.fetch(f"{web}/ferry.txt", allow_private=True).data == STORY.encode()


@pytest.mark.parametrize("peer", ["10.0.0.1", "127.0.0.1", "169.254.1.1", "::1", "fe80::1%eth0", "::ffff:10.0.0.1",
                                  "224.0.0.1", "100.64.0.1", "0.0.0.0"])  # fmt: skip
def test_private_addresses_of_every_kind_are_known(peer: str) -> None:
    with pytest.raises(fetching.NotFetched):
        fetching._check_public(peer)


def test_public_addresses_are_let_through() -> None:
    for peer in ("93.184.215.14", "2606:2800:21f::1"):
        fetching._check_public(peer)


@pytest.mark.parametrize(
    ("path", "why"),
    [
        ("/page", "is a web page, and only plain text"),
        ("/missing", "answers 404"),
        (away("file:///etc/passwd"), "is no http or https address"),
        (away(""), "redirects"),
    ],
)
def test_what_is_no_plain_text_is_not_fetched(web: str, path: str, why: str) -> None:
    with pytest.raises(fetching.NotFetched, match=why):
        fetching.fetch(web + path, allow_private=True)


def test_redirects_have_an_end(web: str) -> None:
    path = "/ferry.txt"
    for _ in range(fetching.MOST_REDIRECTS):
        path = away(path)
    assert fetching.fetch(web + path, allow_private=True).data == STORY.encode()
    with pytest.raises(fetching.NotFetched, match="redirects"):
        fetching.fetch(web + away(path), allow_private=True)


def test_the_encoding_that_a_server_names_counts_only_where_the_text_is_not_utf_8(web: str) -> None:
    assert fetching.fetch(f"{web}/latin.txt", allow_private=True).encoding == "iso-8859-1"
    assert fetching.fetch(f"{web}/mislabelled.txt", allow_private=True).encoding == ""


def test_no_more_is_fetched_than_a_seed_may_have(web: str) -> None:
    assert len(fetching.fetch(f"{web}/large.txt", allow_private=True).data) == files.SEED_LIMIT + 1
