"""What header, sidecar, outlet and text say about a licence: which holds, who is told, and what can change it."""

import hashlib
import json

import pytest

from onrecord import metadata
from onrecord.authority.outlets import Outlet
from onrecord.authority.records import ReadingAuthority
from onrecord.metadata import stories
from onrecord.model import Metadata, Seed
from onrecord.seeds import formats, paragraphs
from samples.metadata import BODY, authority, codes, facts, one, read

RESERVED = "© 2031 The Quay Wire. All rights reserved."
WHY = "The Quay Wire waived its rights by letter of 3 May 2031."
OUTLET = Outlet("quay-wire", "The Quay Wire", (), ("quaywire.example",), "CC-BY-ND-4.0")


def with_outlets(data: str, *outlets: Outlet, sidecar: str | None = None, name: str = "a.txt") -> Metadata:
    known = ReadingAuthority(outlets, authority().licences)
    beside = sidecar.encode() if sidecar is not None else None
    seed = Seed(name, data.encode(), hashlib.sha256(data.encode()).hexdigest(), beside)
    raw = formats.read(seed)
    document = paragraphs.document(raw)
    (part,) = stories.split(document)
    return metadata.read(document, part, raw, seed, known)


def standings(story: Metadata) -> list[tuple[str, str, str]]:
    return [(one.rule, one.licence, one.standing) for one in story.statements]


def severities(story: Metadata) -> list[tuple[str, str, int, str]]:
    return [(p.code, p.path, p.line, p.severity) for p in story.problems if p.code.startswith("LICENCE")]


def test_a_sidecar_cannot_loosen_what_the_text_reserves():
    story = one(f"{BODY}\n\n{RESERVED}\n", sidecar="licence: CC0-1.0\n")
    assert facts(story)["licence"] == ["all-rights-reserved"]
    assert severities(story) == [("LICENCE-CLASH", "a.txt.yml", 1, "error")]
    assert standings(story) == [
        ("notice-line", "all-rights-reserved", "holds"),
        ("sidecar", "CC0-1.0", "contradicts"),
    ]
    (problem,) = story.problems
    for words in ("the sidecar (line 1) says CC0-1.0", "the text (line 3) says all-rights-reserved", "licence_reason"):
        assert words in problem.message + problem.fix


def test_front_matter_cannot_loosen_what_the_text_reserves_nor_give_a_reason():
    header = f"---\ntitle: Harbour\nlicence: CC0-1.0\nlicence_reason: {WHY}\n---\n"
    story = one(f"{header}{BODY}\n\n{RESERVED}\n", name="a.md")
    assert facts(story)["licence"] == ["all-rights-reserved"]
    assert severities(story) == [("LICENCE-CLASH", "a.md", 3, "error")]
    raw = formats.read(Seed("a.md", f"{header}{BODY}\n".encode(), ""))
    assert [(p.code, p.line) for p in raw.problems] == [("HEADER-VALUE", 4)]


def test_a_reason_in_the_sidecar_decides_and_is_told():
    story = one(f"{BODY}\n\n{RESERVED}\n", sidecar=f"licence: CC-BY-4.0\nlicence_reason: {WHY}\n")
    assert facts(story)["licence"] == ["CC-BY-4.0"]
    assert [field.status for field in story.fields if field.name == "licence"] == ["added"]
    assert severities(story) == [("LICENCE-SETTLED", "a.txt.yml", 1, "info")]
    assert [(s.standing, s.reason) for s in story.statements] == [("contradicts", ""), ("holds", WHY)]


def test_a_reason_decides_against_front_matter_too():
    story = one(f"---\nlicence: CC0-1.0\n---\n{BODY}\n", "a.md", f"licence: CC-BY-4.0\nlicence_reason: {WHY}\n")
    assert facts(story)["licence"] == ["CC-BY-4.0"]
    assert [p.severity for p in story.problems] == ["info"]


def test_a_stricter_header_holds_with_a_warning():
    story = one(f"{BODY}\n\nLicensed under CC BY 4.0.\n", sidecar="licence: CC-BY-NC-4.0\n")
    assert facts(story)["licence"] == ["CC-BY-NC-4.0"]
    assert severities(story) == [("LICENCE-CLASH", "a.txt.yml", 1, "warning")]


def test_sidecar_and_front_matter_disagree():
    story = one(f"---\nlicence: CC-BY-4.0\n---\n{BODY}\n", "a.md", "licence: CC0-1.0\n")
    assert facts(story)["licence"] == ["CC-BY-4.0"]
    assert severities(story) == [("LICENCE-CLASH", "a.md.yml", 1, "error")]


@pytest.mark.parametrize(
    ("notice", "sidecar", "licence"),
    [
        ("Licensed under CC BY.", "CC-BY-4.0", "CC-BY-4.0"),
        ("Licensed under CC BY 4.0.", "CC-BY", "CC-BY-4.0"),
        ("Licensed under CC BY 4.0.", "CC-BY-4.0", "CC-BY-4.0"),
        ("This work is in the public domain.", "US-PD", "US-PD"),
        ("© 2031 The Quay Wire. All rights reserved.", "all-rights-reserved", "all-rights-reserved"),
        ("© 2031 The Quay Wire", "all-rights-reserved", "all-rights-reserved"),
        ("", "CC-BY-4.0", "CC-BY-4.0"),
    ],
)
def test_a_more_exact_form_or_the_same_licence_is_no_clash(notice, sidecar, licence):
    story = one(f"{BODY}\n\n{notice}\n", sidecar=f"licence: {sidecar}\n")
    assert facts(story)["licence"] == [licence]
    assert codes(story) == []
    assert "contradicts" not in {s.standing for s in story.statements}


@pytest.mark.parametrize(
    ("notice", "sidecar", "licence"),
    [
        ("Harbour Board(public institution's name)'s public work is used according to KOGL", "KOGL-1", "KOGL-untyped"),
        ("Licensed under CC BY 4.0.", "CC-BY-3.0", "CC-BY-4.0"),
        ("Licensed under CC BY-SA 4.0.", "CC-BY-4.0", "CC-BY-SA-4.0"),
        ("© 2031 The Quay Wire. Some rights are kept.", "CC-BY-4.0", None),
        ("© 2031 The Quay Wire", "CC-BY-4.0", None),
        ("Licence: ask at the harbour office", "CC-BY-4.0", None),
    ],
)
def test_another_licence_or_a_notice_without_one_is_a_clash(notice, sidecar, licence):
    story = one(f"{BODY}\n\n{notice}\n", sidecar=f"licence: {sidecar}\n")
    assert facts(story).get("licence") == (licence and [licence])
    assert "LICENCE-CLASH" in codes(story)
    story = one(f"{BODY}\n\n{notice}\n", sidecar=f"licence: {sidecar}\nlicence_reason: {WHY}\n")
    assert facts(story)["licence"] == [sidecar]
    assert "LICENCE-CLASH" not in codes(story)


def test_a_notice_above_a_last_line_that_nobody_knows_still_counts_against_a_header():
    words = f"{BODY}\n\n{RESERVED}\n\nIn other news, the lamp burns\n"
    assert "licence" not in facts(one(words))
    story = one(words, sidecar="licence: CC0-1.0\n")
    assert facts(story)["licence"] == ["all-rights-reserved"]
    assert severities(story) == [("LICENCE-CLASH", "a.txt.yml", 1, "error")]
    laxer = one(words.replace(RESERVED, "Licensed under CC BY 4.0."), sidecar="licence: CC-BY-NC-4.0\n")
    assert (facts(laxer)["licence"], codes(laxer)) == (["CC-BY-NC-4.0"], [])


def test_notices_amid_the_text_do_not_narrow_what_its_own_last_line_grants():
    story = one(f"{BODY}\n\n© 2031 Getting Pictures\n\n{BODY}\n\nLicensed under CC BY 4.0.\n")
    assert (facts(story)["licence"], codes(story)) == (["CC-BY-4.0"], [])


def test_a_header_does_not_hide_the_credit_lines_of_the_text():
    story = one(f"{BODY}\n\n{RESERVED}\n", sidecar='credit: "Harbour Board"\n')
    assert facts(story)["credit"] == ["Harbour Board", RESERVED]


def test_a_licence_of_the_outlet_is_a_default_that_a_header_cannot_loosen():
    words = f"{BODY}\n\nSource: The Quay Wire, https://quaywire.example/1\n"
    story = with_outlets(words, OUTLET)
    assert (facts(story)["licence"], codes(story)) == (["CC-BY-ND-4.0"], [])
    story = with_outlets(words, OUTLET, sidecar="licence: CC0-1.0\n")
    assert facts(story)["licence"] == ["CC-BY-ND-4.0"]
    assert severities(story) == [("LICENCE-CLASH", "a.txt.yml", 1, "error")]
    story = with_outlets(words, OUTLET, sidecar="licence: CC-BY-NC-ND-4.0\n")
    assert (facts(story)["licence"], codes(story)) == (["CC-BY-NC-ND-4.0"], [])
    story = with_outlets(f"{words}Licensed under CC BY 4.0.\n", OUTLET)
    assert (facts(story)["licence"], codes(story)) == (["CC-BY-4.0"], [])


DECIDES = Outlet("quay-wire", "The Quay Wire", (), ("quaywire.example",), "CC-BY-4.0", WHY, 7)


def test_an_outlet_with_a_reason_decides_for_all_its_texts():
    words = f"{BODY}\n\n{RESERVED}\nSource: The Quay Wire, https://www.quaywire.example/1\n"
    story = with_outlets(words, DECIDES)
    assert facts(story)["licence"] == ["CC-BY-4.0"]
    assert [field.status for field in story.fields if field.name == "licence"] == ["inferred"]
    assert severities(story) == [("LICENCE-SETTLED", "a.txt", 3, "info")]
    assert [(s.path, s.line, s.reason) for s in story.statements if s.standing == "holds"] == [("sources.yml", 7, WHY)]


@pytest.mark.parametrize(
    ("tail", "sidecar"),
    [
        ("Source: The Quay Wire, https://quaywire.evil.example/1\n", None),
        ("", "outlet: The Quay Wire\n"),
        ("Source: The Sluice, https://sluice.example/1\n", "outlet: The Quay Wire\n"),
    ],
)
def test_an_outlet_does_not_decide_for_texts_that_are_not_plainly_its_own(tail, sidecar):
    notice = "© 2031 The Sluice. All rights reserved."
    story = with_outlets(f"{BODY}\n\n{notice}\n{tail}", DECIDES, sidecar=sidecar)
    assert facts(story)["licence"] == ["all-rights-reserved"]


def test_two_reasons_that_contradict_each_other_are_a_clash_and_the_stricter_holds():
    words = f"{BODY}\n\nSource: The Quay Wire, https://quaywire.example/1\n"
    story = with_outlets(words, DECIDES, sidecar=f"licence: CC0-1.0\nlicence_reason: {WHY}\n")
    assert facts(story)["licence"] == ["CC-BY-4.0"]
    assert severities(story) == [("LICENCE-CLASH", "a.txt.yml", 1, "error")]


@pytest.mark.parametrize(
    ("sidecar", "line"),
    [
        (f"licence_reason: {WHY}\n", 1),
        ("licence: CC0-1.0\nlicence_reason: '…'\n", 2),
        ("licence: CC0-1.0\nlicence_reason:\n", 2),
        ("licence: CC0-1.0\nlicence_reason: [so]\n", 2),
    ],
)
def test_a_reason_without_words_or_licence_is_not_used(sidecar, line):
    story = one(f"{BODY}\n\n{RESERVED}\n", sidecar=sidecar)
    assert ("HEADER-VALUE", line) in [(p.code, p.line) for p in story.problems]
    assert facts(story)["licence"] == ["all-rights-reserved"]


STORIES = f"Title: Harbour\n\n{BODY}\n\nTitle: Lamp\n\n{BODY}\n\n"


def test_lines_at_the_end_of_a_file_count_for_each_of_its_stories():
    _, found = read(f"{STORIES}{RESERVED}\n", sidecar="licence: CC0-1.0\n")
    assert [facts(story)["licence"] for story in found] == [["all-rights-reserved"]] * 2
    assert [severities(story) for story in found] == [[("LICENCE-CLASH", "a.txt.yml", 1, "error")]] * 2
    own = STORIES.replace("Title: Lamp", "Licensed under CC BY 4.0.\n\nTitle: Lamp")
    _, found = read(f"{own}{RESERVED}\n")
    assert [facts(story)["licence"] for story in found] == [["all-rights-reserved"]] * 2


def test_statements_are_kept_when_an_extraction_is_stored():
    from onrecord.archive import catalogue, extraction

    data = f"{BODY}\n\n{RESERVED}\n".encode()
    found = extraction.extract(Seed("a.txt", data, "0" * 64, b"licence: CC0-1.0\n"), authority())
    assert catalogue.unpacked(catalogue.packed(found), found.document.text) == found
    assert json.dumps(standings(found.stories[0].metadata))
