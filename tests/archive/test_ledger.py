"""The record of addresses: read strictly and quickly, written whole, with nothing lost that people wrote into it."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
import yaml
from hypothesis import assume, given
from hypothesis import strategies as st

from onrecord import urls
from onrecord.archive import ledger
from onrecord.archive.ledger import Ledger, Line
from onrecord.model import Refused
from samples.archives import ROOT

SHA = "1f3a62c08be9d574"
TEXT = """\
# Ours. Do not
# touch.

addresses:
  2024-07-05-ferry: {seed: 2024-07-05-ferry.txt, sha256: 1f3a62c08be9d574, gist: 03a14c0d77e2f190}
  # the fete was two files once
  harbour-fete: {seed: fete/harbour-fete.txt, sha256: 9be0c1d2a3f45678, parts: 2, formerly: [fete-old, "404-fete"]}
  tide: {seed: "a tide.txt", sha256: 00c1d2a39be4f567, gone: true}
# The end.
"""


def lines_of(text: str) -> list[str]:
    return [f"{one.line}: {one.message}" for one in ledger.parse(text).problems]


def test_it_says_which_seed_each_address_belongs_to() -> None:
    book = ledger.parse(TEXT)
    assert book.problems == ()
    assert book.lines["harbour-fete"] == Line(
        "harbour-fete",
        "fete/harbour-fete.txt",
        "9be0c1d2a3f45678",
        "",
        2,
        ("fete-old", "404-fete"),
        False,
        ("  # the fete was two files once",),
        7,
    )
    assert book.names == {"2024-07-05-ferry.txt", "fete/harbour-fete.txt"}
    for address, part in (("harbour-fete", 1), ("harbour-fete-2", 2), ("fete-old", 1), ("fete-old-2", 2)):
        assert book.holder(address) == (book.lines["harbour-fete"], part)
    for address in ("harbour-fete-3", "harbour-fete-1", "harbour-fete-02", "fete", "2024-07-05"):
        assert book.holder(address) is None, address


def test_what_people_wrote_into_it_stays_and_only_what_is_odd_is_set_right() -> None:
    assert ledger.text(ledger.parse(TEXT)) == TEXT.replace('"404-fete"', "404-fete")
    odd = "   lamp: { sha256: '1f3a62c08be9d574',  seed: lamp.txt }  "
    other = f"addresses:\r\n{odd}\r\n  a: {{seed: a.txt, sha256: {SHA}}} # first\r\n"
    assert ledger.text(ledger.parse(other)).splitlines() == [
        "addresses:",
        "  # first",
        "  a: {seed: a.txt, sha256: 1f3a62c08be9d574}",
        "  lamp: {seed: lamp.txt, sha256: 1f3a62c08be9d574}",
    ]


def test_an_empty_one_is_written_and_read() -> None:
    assert ledger.parse(ledger.text(Ledger())).lines == {}
    assert ledger.parse("").lines == {}
    assert ledger.parse("# only words\n").problems == ()


NAMES = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=40)
DIGITS = st.text("0123456789abcdef", min_size=16, max_size=16)


@given(
    st.lists(
        st.builds(
            Line,
            address=NAMES.map(urls.slug),
            seed=NAMES.map(lambda name: f"{name}.txt"),
            sha256=DIGITS,
            gist=DIGITS | st.just(""),
            parts=st.integers(1, 9999),
            formerly=st.lists(NAMES.map(lambda name: urls.slug(f"old {name}")), unique=True, max_size=3).map(tuple),
            gone=st.booleans(),
            notes=st.just(()),
            number=st.just(0),
        ),
        unique_by=(lambda line: line.address, lambda line: line.seed),
        max_size=4,
    )
)
def test_whatever_is_written_is_read_back_by_us_and_by_every_reader_of_yaml(lines: list[Line]) -> None:
    former = [old for line in lines for old in line.formerly]
    assume(len({*former, *(line.address for line in lines)}) == len(former) + len(lines))
    text = ledger.text(Ledger(lines={line.address: line for line in lines}))
    book = ledger.parse(text)
    assert book.problems == ()
    assert {address: line._replace(number=0) for address, line in book.lines.items()} == {
        one.address: one for one in lines
    }
    found = yaml.safe_load(text)["addresses"]
    for line in lines:
        expected = {"seed": line.seed, "sha256": line.sha256, "formerly": list(line.formerly)}
        assert {key: found[line.address].get(key, []) for key in expected} == expected


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("lamp: lamp.txt", "not the line of an address"),
        ("lamp:\n    seed: lamp.txt\n    sha256: 1f3a62c08be9d574", "not the line of an address"),
        ("lamp: {seed: lamp.txt}", "not the line of an address"),
        ("lamp: {seed: lamp.txt, sha256: 1f3a62c08be9d574, colour: red}", "not the line of an address"),
        ("lamp: {seed: lamp.txt, sha256: 1f3a}", "another form"),
        ("lamp: {seed: lamp.txt, sha256: 1f3a62c08be9d574, parts: 99999999}", "another form"),
        ("lamp: {seed: [lamp.txt], sha256: 1f3a62c08be9d574}", "another form"),
        ("lamp: {seed: lamp.txt, sha256: 1f3a62c08be9d574, gone: no}", "another form"),
        ("Lamp: {seed: lamp.txt, sha256: 1f3a62c08be9d574}", "no address"),
        ("index: {seed: lamp.txt, sha256: 1f3a62c08be9d574}", "no address"),
        ('lamp: {seed: "", sha256: 1f3a62c08be9d574}', "has no seed"),
        ("lamp: {seed: &a lamp.txt, sha256: 1f3a62c08be9d574}", "anchor"),
        ("lamp: {seed: lamp.txt, sha256", "YAML"),
        ("<<<<<<< HEAD", "a merge has left its marks"),
        ("a: {seed: a.txt, sha256: 1f3a62c08be9d574}\n  a: {seed: b.txt, sha256: 1f3a62c08be9d574}", "line 2 already"),
        ("a: {seed: a.txt, sha256: 1f3a62c08be9d574}\n  b: {seed: a.txt, sha256: 1f3a62c08be9d574}", "line 2 already"),
        (
            "a: {seed: a.txt, sha256: 1f3a62c08be9d574}\n  b: {seed: b.txt, sha256: 1f3a62c08be9d574, formerly: [a]}",
            "line 2 too",
        ),
    ],
)
def test_what_cannot_be_used_is_told_by_line_and_never_written_over(body: str, said: str) -> None:
    book = ledger.parse(f"addresses:\n  {body}\n  quay: {{seed: quay.txt, sha256: {SHA}}}\n")
    assert said in book.problems[0].message
    assert book.problems[0].line in (2, 3)
    assert {one.severity for one in book.problems} == {"error"}
    assert "quay" in book.lines
    with pytest.raises(Refused):
        ledger.text(book)


def test_a_file_of_another_kind_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "addresses.yml"
    assert ledger.load(path) == Ledger(path.as_posix())
    path.write_bytes(b"addresses:\n  \xff\n")
    assert [(one.line, one.code, one.severity) for one in ledger.load(path).problems] == [(2, "LEDGER", "refused")]
    path.write_text("speakers:\n- {id: a}\n", encoding="utf-8")
    assert "does not begin" in ledger.load(path).problems[0].message
    path.unlink()
    path.symlink_to(ROOT / "addresses.yml")
    assert [one.severity for one in ledger.load(path).problems] == ["refused"]


def test_a_new_seed_gets_a_line_and_one_whose_address_is_taken_is_refused() -> None:
    book = ledger.parse(TEXT).with_seed("quay/New Lamp.txt", hashlib.sha256(b"x").hexdigest())
    assert book.lines["new-lamp"].seed == "quay/New Lamp.txt"
    assert '  new-lamp: {seed: "quay/New Lamp.txt", sha256: 2d711642b726b044}' in ledger.text(book)
    assert book.with_seed("fete/harbour-fete.txt", SHA).lines["harbour-fete"].sha256 == SHA
    for name, said in (
        ("2024-07-05-ferry.md", "is that of '2024-07-05-ferry.txt'"),
        ("harbour-fete-2.txt", "is kept for 'fete/harbour-fete.txt', to whose article it leads"),
        ("fete-old.txt", "to whose article it leads"),
        ("tide.txt", "is kept for 'a tide.txt', which was taken out"),
        ("a tide.txt", "which was taken out"),
    ):
        with pytest.raises(Refused, match=said) as caught:
            book.with_seed(name, "f" * 64)
        assert (caught.value.problem.code, caught.value.problem.path) == ("ADDRESS-TAKEN", name)


STORY = (ROOT / "examples" / "seeds" / "2024-07-21-regatta.txt").read_text(encoding="utf-8")


def test_an_edited_text_is_known_by_its_sketch_and_another_one_is_not() -> None:
    edited = STORY.replace("the", "that", 2) + "\nCorrection: the prize was a bell.\n"
    assert ledger.is_near(ledger.gist(STORY), ledger.gist(edited))
    sketches = [ledger.gist(path.read_text(encoding="utf-8")) for path in (ROOT / "examples" / "seeds").rglob("*.txt")]
    assert sum(ledger.is_near(one, other) for one in sketches for other in sketches) == len(sketches)
    assert not ledger.is_near(ledger.gist(""), ledger.gist(""))
