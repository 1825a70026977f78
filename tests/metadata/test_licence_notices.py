"""Lines that name a licence, and the same words where they claim nothing."""

import pytest

from samples.metadata import BODY, codes, facts, one


@pytest.mark.parametrize(
    ("notice", "licence", "outlet"),
    [
        ("Text © 2031 The Quay Post. Licensed under CC BY 4.0.", "CC-BY-4.0", "The Quay Post"),
        ("Text and pictures © 2031 The Quay Post. Published under CC BY-SA 4.0.", "CC-BY-SA-4.0", "The Quay Post"),
        ("© 2031 The Quay Post. Licensed under CC BY 4.0.", "CC-BY-4.0", "The Quay Post"),
        ("Story copyright 2031 The Quay Post, CC BY-ND 4.0", "CC-BY-ND-4.0", "The Quay Post"),
        ("The Quay Post, 2031. Licensed under CC BY 4.0.", "CC-BY-4.0", None),
        ("Harbour Radio has waived all rights to this report under CC0 1.0.", "CC0-1.0", "Harbour Radio"),
        (
            "To the extent possible under law, Harbour Radio has waived all copyright in this work (CC0).",
            "CC0-1.0",
            "Harbour Radio",
        ),
        ("The author has dedicated this text to the public domain (CC0 1.0).", "CC0-1.0", None),
        ("This bulletin is published under CC BY 4.0.", "CC-BY-4.0", None),
    ],
)
def test_credit_lines_that_name_a_licence_further_on(notice, licence, outlet):
    story = one(f"Harbour Reopens\n\n{BODY}\n\n{notice}\n")
    assert facts(story)["licence"] == [licence]
    assert facts(story).get("outlet") == (outlet and [outlet])
    assert codes(story) == []


@pytest.mark.parametrize(
    ("notice", "code"),
    [
        ("Text © 2031 The Quay Post. Licensed under the Harbour Terms.", ["LICENCE-UNKNOWN"]),
        ("Harbour Radio has waived its copyright in this report under the Anvik Act.", ["LICENCE-UNKNOWN"]),
        ("Text © 2031 The Quay Post.", []),
    ],
)
def test_notices_that_name_no_known_licence(notice, code):
    story = one(f"Harbour Reopens\n\n{BODY}\n\n{notice}\n")
    assert "licence" not in facts(story)
    assert facts(story)["credit"] == [notice]
    assert codes(story) == code


@pytest.mark.parametrize(
    "text",
    [
        f"Harbour Radio has waived all rights to this report under CC0 1.0\n\n{BODY}",
        f"{BODY}\n\nText © 2031 The Quay Post. Licensed under CC BY 4.0.\n\n{BODY}",
        f"{BODY}\n\n“Text © 2031 The Quay Post. Licensed under CC BY 4.0.”",
        f"{BODY}\n\n“Harbour Radio has waived all rights to this report under CC0 1.0.”",
        f"{BODY}\n\nHarbour Radio has waived all rights to this report under CC0 1.0, the mayor said.",
        f"{BODY}\n\nThe company has waived all claims to these quays.",
        f"{BODY}\n\nPhotos © 2031 The Quay Post. Licensed under CC BY 4.0.",
        f"{BODY} The Quay Post, 2031. Licensed under CC BY 4.0.",
    ],
)
def test_words_about_a_licence_elsewhere_claim_nothing(text):
    assert "licence" not in facts(one(text))


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
