"""Licences: the records, the notices that name them, and what each lets the archive print."""

import pytest

from onrecord.authority.licences import load, permission
from onrecord.metadata import licence_notices
from samples.archives import ROOT
from samples.metadata import authority, codes, facts, one

BODY = "The harbour of Anvik reopened on Tuesday after three days of storm. All ferries sail again, the company said."
TABLE = authority().licences


@pytest.mark.parametrize(
    ("notice", "licence"),
    [
        ("Harbour Board(public institution's name)'s public work is used according to KOGL", "KOGL-untyped"),
        ("Harbour Board(public institution's name)'s public work is used according to KOGL Type 1", "KOGL-1"),
        ("Harbour Board (public institution’s name)’s public work is used according to KOGL Type4", "KOGL-4"),
        ("Harbour Board's public work is used according to KOGL (Type 2)", "KOGL-2"),
        ("This work is available under Korea Open Government License Type 3 (KOGL Type 3: no changes).", "KOGL-3"),
        ("본 저작물은 '항만청'에서 '2031년' 작성하여 공공누리 제1유형으로 개방한 '부두'를 이용하였습니다.", "KOGL-1"),
        ("본 저작물은 항만청에서 작성하여 공공누리로 개방한 저작물을 이용하였습니다.", "KOGL-untyped"),
        ("공공누리 제4유형: 출처표시, 상업적 이용금지, 변경금지", "KOGL-4"),
        ("Licensed under CC BY 4.0.", "CC-BY-4.0"),
        ("License: Creative Commons - Attribution - https://creativecommons.org/licenses/by/4.0/", "CC-BY-4.0"),
        ("This article is republished under a Creative Commons Attribution-NoDerivatives 4.0 licence.", "CC-BY-ND-4.0"),
        ("This text is available under CC BY-NC-SA 3.0", "CC-BY-NC-SA-3.0"),
        ("This story is licensed under CC BY.", "CC-BY"),
        ("Licence : CC BY 2.5 (Harbour Board)", "CC-BY-2.5"),
        ("CC0 1.0 Universal (public domain dedication)", "CC0-1.0"),
        ("This work is in the public domain.", "public-domain"),
        ("This report is a work of the U.S. Government and is in the public domain in the United States.", "US-PD"),
        ("Contains public sector information licensed under the Open Government Licence v3.0.", "OGL-3.0"),
        ("© 2031 The Quay Post. All rights reserved.", "all-rights-reserved"),
        ("저작권자 ⓒ 바다통신, 무단 전재 및 재배포 금지", "all-rights-reserved"),
    ],
)
def test_notices_at_the_end_of_a_story(notice, licence):
    story = one(f"Harbour Reopens\n\n{BODY}\n\n{notice}\n")
    assert facts(story)["licence"] == [licence]
    assert facts(story)["credit"] == [notice]
    assert codes(story) == []


@pytest.mark.parametrize(
    "text",
    [
        f"Public domain (CC0 1.0) for all, says minister\n\n{BODY}",
        f"{BODY}\n\n“This public work is used according to KOGL Type 1,” the poster said.",
        f"This work is in the public domain, the clerk said. {BODY}",
        f"{BODY}\n\nLicensed under CC BY 4.0.\n\n{BODY}",
        f"He read aloud: “\nLicence: CC0 1.0\n” and sat down. {BODY}",
        f"{BODY} He read aloud: “\nLicence: CC0 1.0\n”",
        f"{BODY}\n\nThe board publishes its photographs under CC BY 4.0.",
        f"{BODY}\n\nHer licence to sail ran out in May.",
        f"{BODY}\n\nLicence: CC0 1.0”",
    ],
)
def test_the_same_words_elsewhere_claim_nothing(text):
    assert "licence" not in facts(one(text))


def test_a_licence_line_above_the_text_needs_its_label():
    assert facts(one(f"Harbour Reopens\nLicence: CC BY 4.0\n\n{BODY}\n\n{BODY}"))["licence"] == ["CC-BY-4.0"]
    assert "licence" not in facts(one(f"Harbour Reopens\nCC BY 4.0 for all boats\n\n{BODY}\n\n{BODY}"))


def test_of_several_licences_the_strictest_holds():
    story = one(f"{BODY}\n\nLicensed under CC BY 4.0 and CC BY-NC-ND 4.0.\n")
    assert facts(story)["licence"] == ["CC-BY-NC-ND-4.0"]
    assert codes(story) == ["LICENCE-CLASH"]
    story = one(f"{BODY}\n\nLicensed under CC BY 4.0.\n© 2031 The Quay Post. All rights reserved.\n")
    assert facts(story)["licence"] == ["all-rights-reserved"]
    assert codes(story) == ["LICENCE-CLASH"]


def test_a_notice_that_names_no_known_licence_is_kept_and_reported():
    story = one(f"{BODY}\n\nLicence: ask at the harbour office\n")
    assert facts(story)["credit"] == ["Licence: ask at the harbour office"]
    assert "licence" not in facts(story)
    assert codes(story) == ["LICENCE-UNKNOWN"]


def test_a_bare_copyright_line_is_a_credit_and_no_fault():
    story = one(f"{BODY}\n\n© 2031 The Quay Post\n")
    assert (facts(story)["credit"], codes(story)) == (["© 2031 The Quay Post"], [])


@pytest.mark.parametrize(
    ("licence", "withheld", "published"),
    [
        ("KOGL-untyped", "full", "full"),
        ("KOGL-4", "full", "full"),
        ("CC-BY-NC-ND-4.0", "full", "full"),
        ("US-PD", "full", "full"),
        ("all-rights-reserved", "quotations", "quotations"),
        ("none", "metadata", "full"),
        ("", "metadata", "full"),
        ("no-such-licence", "metadata", "full"),
    ],
)
def test_permissions(licence, withheld, published):
    assert permission(licence, "withhold", TABLE).extent == withheld
    assert permission(licence, "publish", TABLE).extent == published


def test_kogl_without_a_type_is_answered_like_the_strictest_type():
    untyped = permission("KOGL-untyped", "withhold", TABLE)
    assert set(permission("KOGL-4", "withhold", TABLE).terms) < set(untyped.terms)
    for words in ("Type 4", "name the source", "not use it for money", "change nothing", "Soundbites"):
        assert words in untyped.answer


def test_without_a_table_nothing_is_printed():
    assert permission("CC-BY-4.0", "withhold", ()).extent == "metadata"


def test_the_records_of_this_archive():
    found, problems = load(ROOT / "authority" / "licences.yml")
    assert problems == ()
    ids = {licence.id for licence in found}
    assert len(ids) == len(found)
    assert {f"KOGL-{kind}" for kind in (0, 1, 2, 3, 4, "untyped")} <= ids
    assert {"CC-BY-4.0", "CC-BY-SA-3.0", "CC0-1.0", "US-PD", "OGL-3.0", "all-rights-reserved", "none"} <= ids
    for licence in found:
        assert "{" not in licence.id + licence.url + licence.name + licence.answer
        assert licence.answer.endswith(".")
        assert licence.name
        assert licence_notices.identify(licence.name, found) in ([licence], []) or licence.id in ("public-domain",)


def test_every_outlets_licence_is_on_record():
    ids = {licence.id for licence in TABLE}
    assert all(outlet.licence in ids for outlet in authority().outlets if outlet.licence)
    names = [name.casefold() for outlet in authority().outlets for name in (outlet.name, *outlet.aliases)]
    assert len(names) == len(set(names))
