"""Names and hosts that are not what they look like: told to contributors, marked on pages, and never cut a name."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.archive import extraction
from onrecord.authority.outlets import Outlet, is_strange
from onrecord.language import disguises
from onrecord.language.folding import hidden_in, mixed_word, visible
from onrecord.model import Extraction, Seed
from samples.archives import SmallArchive
from samples.metadata import authority, one

BODY = "The harbour of Anvik reopened on Tuesday after three days of storm. All ferries sail again, the company said."


def extracted(text: str) -> Extraction:
    data = text.encode()
    return extraction.extract(Seed("a.txt", data, hashlib.sha256(data).hexdigest()), authority())


def codes(found: Extraction) -> list[tuple[str, int]]:
    (story,) = found.stories
    return [(p.code, p.line) for p in (*story.metadata.problems, *story.speech.problems)]


@pytest.mark.parametrize(
    ("name", "word"),
    [
        ("Jens Stolt\u0435nberg", "Stolt\u0435nberg"),
        ("\u0410nna Lind", "\u0410nna"),
        ("T\u03bfve Lind", "T\u03bfve"),
        ("Tove \u0421\u043e\u0440\u0435", "\u0421\u043e\u0440\u0435"),
        ("KBS Ne\u0461s", "Ne\u0461s"),
        ("TV\u0391", "TV\u0391"),
    ],
)
def test_letters_that_only_look_alike_are_found(name, word):
    assert mixed_word(name) == word
    assert [code for code, _ in disguises.of_name(name)] == ["MIXED-SCRIPT"]


@pytest.mark.parametrize(
    "name",
    [
        "Tove Lind",
        "Siân O’Dowd",
        "J. K. 민다래",
        "KBS 뉴스",
        "김다래 PD",
        "山田 Taro",
        "ヤマダ太郎",
        "Ольга Петрова",
        "BBC Русская служба",
        "RT на русском",
        "Радио Свобода/RFE",
        "Γιώργος Παπάς",
        "IFNγ Institute",
        "TGFβ1",
        "NFκB group",
        "μg",
        "α Centauri Society",
        "β-carotene",
        "Δt Labs",
        "5 Ω",
        "محمد علي",
        "قره\u200cباغی",
        "श्री\u200dमान",
        "Stolten\u00adberg",
    ],
)
def test_names_as_newsrooms_write_them_are_left_alone(name):
    assert list(disguises.of_name(name)) == []


@pytest.mark.parametrize("mark", ["\u200b", "\u2060", "\ufeff", "\u200d", "\u202e", "\u3164", "\U000e0041"])
def test_a_character_that_nobody_sees_is_found_and_not_shown(mark):
    name = f"Tove{mark} Li{mark}nd"
    assert hidden_in(name) == mark
    assert visible(name) == "Tove Lind"
    assert [code for code, _ in disguises.of_name(name)] == ["INVISIBLE-CHARACTER"]


@given(st.text())
def test_what_is_shown_of_a_name_hides_nothing(name):
    assert hidden_in(visible(name)) == ""


@pytest.mark.parametrize(
    "address",
    [
        "https://\u0430nvik.example/1",
        "https://www.\u0430nvik.example/1",
        "https://xn--nvik-43d.example/1",
        "https://\u0441\u043e\u0440\u0435.example/1",
        "https://xn--99999999.example/1",
    ],
)
def test_hosts_that_look_like_others_are_found(address):
    assert [code for code, _ in disguises.of_address(address)] == ["MIXED-SCRIPT"]


@pytest.mark.parametrize(
    "address",
    ["https://anvik.example/а", "https://bücher.example", "https://xn--bcher-kva.example", "https://почта.example",
     "https://한국.example", "https://xn--3e0b707e.example/x"],
)  # fmt: skip
def test_hosts_in_one_script_are_left_alone(address):
    assert list(disguises.of_address(address)) == []


@pytest.mark.parametrize("mark", ["\u200b", "\u2060", "\u00ad", "\ufeff"])
@pytest.mark.parametrize(
    "where", ["Ramona{} Vale Lind", "Ramona Vale{} Lind", "Ramona Va{}le Lind", "Ramona Vale Lind{}"]
)
def test_a_character_that_nobody_sees_does_not_cut_a_name(mark, where):
    name = where.format(mark)
    text = f"Harbour open\n\nThe pact holds, said {name}, a professor at Anvik College.\n"
    (story,) = extracted(text).stories
    (said,) = story.speech.utterances
    source = story.speech.sources[said.source or 0]
    assert source.name == "Ramona Vale Lind"
    assert source.forms[0].of(text) == name.removesuffix(mark) or source.forms[0].of(text) == name
    assert said.span.of(text) == "The pact holds"


def test_a_short_form_leads_to_a_name_with_a_character_that_nobody_sees():
    text = "Harbour open\n\n“It is safe,” said Tove Bro\u200bok, the mayor.\n\n“It is open,” Brook said.\n"
    found = extracted(text)
    (story,) = found.stories
    assert [story.speech.sources[one.source or 0].name for one in story.speech.utterances] == ["Tove Brook"] * 2
    assert codes(found) == [("INVISIBLE-CHARACTER", 3)]


KOGL = "Arirang TV(public institution's name)'s public work is used according to KOGL"


@pytest.mark.parametrize(
    ("tail", "marked"),
    [
        ("Source : Arirang TV, https://www.arirang.com/news/1", []),
        ("Source : Arirang TV, https://arirang.co.kr/news/1", []),
        ("Source : Arirang TV, https://sluice.example/1", ["source_url", "outlet"]),
        ("Source : Arirang TV, https://arirang.com.sluice.example/1", ["source_url", "outlet"]),
        ("Source : Arirang TV, https://notarirang.com/1", ["source_url", "outlet"]),
        (f"Source : https://sluice.example/1\n{KOGL}", ["source_url", "outlet"]),
        (f"Source : The Sluice, https://sluice.example/1\n{KOGL}", ["source_url"]),
        (f"Source : KBS, https://news.kbs.co.kr/1\n{KOGL}", []),
        ("Source : The Sluice, https://sluice.example/1", []),
        ("Source : Arirang TV", []),
    ],
)
def test_an_address_that_is_not_one_of_the_outlets(tail, marked):
    story = one(f"Harbour Reopens\n\n{BODY}\n\n{tail}\n")
    assert [doubt.name for doubt in story.doubts] == marked
    assert [p.code for p in story.problems] == ["SOURCE-HOST"] * bool(marked)
    assert all(p.line == 5 for p in story.problems)


def test_of_an_outlet_without_known_hosts_nobody_can_say():
    assert not is_strange("https://sluice.example/1", Outlet("a", "A"))
    assert not is_strange("", Outlet("a", "A", domains=("a.example",)))


def test_an_outlet_is_shown_without_what_nobody_sees():
    story = one(f"Harbour Reopens\n\n{BODY}\n\nSource : The Slu\u200bice, https://sluice.example/1\n")
    assert story.value("outlet") == "The Sluice"
    assert [(d.name, d.value, d.code) for d in story.doubts] == [("outlet", "The Sluice", "INVISIBLE-CHARACTER")]
    assert [(p.code, p.line) for p in story.problems] == [("INVISIBLE-CHARACTER", 5)]


def test_pages_data_and_the_list_of_people_mark_what_is_not_what_it_looks_like(
    small_archive: Callable[..., SmallArchive],
) -> None:
    text = (
        "Harbour open\n\n“The pact holds,” said Jens Br\u043eok, the mayor.\n\n“It is open,” said Tove\u2060 Lind.\n\n"
        "Source : Arirang TV, https://\u0430rirang.com/1\n"
    )
    archive = small_archive({"harbour.txt": text})
    archive.run("site")
    page = archive.page("articles/harbour")
    mark = '<abbr class="otr-mark" title="'
    name = re.escape("Jens Br\u043eok</bdi>")
    assert re.search(f"{name} <small>\\(named in the text, not identified: [^<]+\\)</small> {re.escape(mark)}", page)
    assert page.count(">look-alike letters</abbr>") >= 2
    assert page.count(">invisible character</abbr>") == 1
    assert page.count(">the address is not one of this outlet’s</abbr>") == 3
    assert ">Tove Lind</a>" in page
    record = json.loads((archive.folder / "site/data/articles/harbour.json").read_text(encoding="utf-8"))
    assert {one["code"] for one in record["doubts"]} == {"MIXED-SCRIPT", "SOURCE-HOST"}
    assert [[one["code"] for one in source["doubts"]] for source in record["sources"]] == [
        ["MIXED-SCRIPT"],
        ["INVISIBLE-CHARACTER"],
    ]
    told = archive.run("people").stdout
    assert "# Jens Br\u043eok: mixed scripts" in told
    assert "U+043E (CYRILLIC SMALL LETTER O)" in told
