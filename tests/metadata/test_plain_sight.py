"""Facts that a reader sees at once: who publishes, when, under what licence; and what is never read into a text."""

import pytest

from onrecord.metadata import titles
from onrecord.metadata.lines import Line
from onrecord.model import Span
from samples.metadata import codes, facts, one

BODY = "The harbour of Anvik reopened on Tuesday after three days of storm. All ferries sail again, the company wrote."


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
def test_the_same_words_elsewhere_claim_nothing(text):
    assert "licence" not in facts(one(text))


@pytest.mark.parametrize(
    ("line", "outlet"),
    [
        ("The Quay Post, 28 February 2031", "The Quay Post"),
        ("Quay Courier | February 28, 2031", "Quay Courier"),
        ("28 February 2031 – The Quay Post", "The Quay Post"),
        ("바다신문, 2031년 2월 28일", "바다신문"),
    ],
)
def test_outlet_and_date_below_a_byline(line, outlet):
    story = one(f"Nine Boats Wait\nBy Lena Marsh\n{line}\n\n{BODY}")
    assert facts(story)["date"] == ["2031-02-28"]
    assert facts(story)["outlet"] == [outlet]


@pytest.mark.parametrize(
    "line",
    ["Old Town Hall, 28 February 2031", "The Quay Post, 31 February 2031", "The Quay Post, February", "Post, 28.2."],
)
def test_a_place_or_no_whole_date_is_no_imprint(line):
    story = one(f"Nine Boats Wait\nBy Lena Marsh\n{line}\n\n{BODY}")
    assert facts(story).keys().isdisjoint({"date", "outlet"})


@pytest.mark.parametrize(
    ("lines", "outlet"),
    [
        ("Ministry for Fish and Nets\nPublished 11 February 2031", "Ministry for Fish and Nets"),
        ("Consulate General of Anvik\nPort Ellery\n\nFebruary 11, 2031", "Consulate General of Anvik"),
        ("The White House\n\nFebruary 11, 2031", "The White House"),
        ("부두시 보도자료\n배포일: 2031. 2. 11.", "부두시"),
        ("Harbour Office press release\n11 February 2031", "Harbour Office"),
        ("Ministry for Fish and Nets", None),
        ("The office on the quay is shut\n11 February 2031", None),
    ],
)
def test_the_office_that_a_release_is_from(lines, outlet):
    story = one(f"Mud to be cleared from the channel\n\n{lines}\n\n{BODY}\n\n{BODY}")
    assert facts(story).get("outlet") == (outlet and [outlet])


@pytest.mark.parametrize(
    ("lead", "name"),
    [
        ("수문이 오늘 열렸습니다. 김다래 기자가 보도합니다.", "김다래"),
        ("수문이 오늘 열렸습니다. 김다래 기자가 현장을 다녀왔습니다.", "김다래"),
        ("수문이 오늘 열렸습니다. 사회부 기자가 보도합니다.", None),
        ("수문이 오늘 열렸습니다. 현장 기자가 보도합니다.", None),
        ("The ferry is tied up. We now go live to our Min Da-rae on the quay.", "Min Da-rae"),
        ("The ferry is tied up. We now go live to our Anvik Studio on the quay.", None),
        ("The ferry is tied up and the wind is down. Min Da-rae, Harbour Radio.", "Min Da-rae"),
        ("“The ferry is tied up. Min Da-rae, Harbour Radio.”", None),
        ("The ferry is tied up. She met Min Da-rae, Anvik.", None),
    ],
)
def test_reporters_in_hand_offs_and_last_sentences(lead, name):
    assert facts(one(f"{BODY}\n\n{lead}")).get("byline") == (name and [name])


@pytest.mark.parametrize(
    ("value", "language", "code"),
    [
        ("en", "en", []),
        ("KO", "ko", []),
        ("en-GB", "en", []),
        ("und", "und", []),
        ("xx", "en", ["HEADER-VALUE"]),
        ("English", "en", ["HEADER-VALUE"]),
        ("''", "en", ["HEADER-VALUE"]),
    ],
)
def test_a_language_that_is_no_code_is_not_used(value, language, code):
    story = one(f"Harbour Reopens\n\n{BODY}\n", sidecar=f"language: {value}\n")
    assert story.value("language") == language
    assert codes(story) == code


def test_an_empty_title_is_warned_of_with_its_line():
    story = one(f"Harbour Reopens\n\n{BODY}\n", sidecar="section: Port\ntitle:\n")
    assert story.value("title") == "Harbour Reopens"
    [problem] = story.problems
    assert (problem.path, problem.line, problem.code) == ("a.txt.yml", 2, "HEADER-VALUE")


def test_a_sidecar_may_have_an_encoding_and_the_list_says_so():
    [problem] = one(f"{BODY}\n", sidecar="colour: blue\n").problems
    assert problem.code == "HEADER-KEY"
    assert "encoding" in problem.fix.replace(",", "").split()


@pytest.mark.parametrize(
    ("sentence", "title"),
    [
        (
            "With Chancellor Brandt expected to hold a series of meetings with island member states, the talks go on.",
            "With Chancellor Brandt expected to hold a series of meetings",
        ),
        (
            "The harbour of Anvik has been closed since Monday night, when a storm broke its older and longer mole.",
            "The harbour of Anvik has been closed since Monday night",
        ),
        (
            "The new harbour master of Anvik promised many more berths according to plans of the older board members.",
            "The new harbour master of Anvik promised many more berths",
        ),
        (
            "Seven hundred harbour workers yesterday crossed Anvik carrying lanterns, “boats and nets” and old flags.",
            "Seven hundred harbour workers yesterday crossed Anvik carrying lanterns",
        ),
        (
            "The harbour of Anvik opens on Jan. 24 to all boats. It was shut.",
            "The harbour of Anvik opens on Jan. 24 to all boats",
        ),
        ("바다" * 60, "바다" * 40),
    ],
)
def test_an_inferred_title_ends_with_a_phrase(sentence, title):
    found = titles.first_words([(Line(Span(0, len(sentence)), sentence, True), 0)])
    assert found is not None
    assert found.value == title
    assert found.evidence is not None
    assert found.evidence.of(sentence) == title


def test_problems_quote_no_sentence_of_the_text():
    secret = "Every word of this notice belongs to the Quay Post alone and is not to be seen"
    texts = [
        f"{BODY}\n\nCopyright 2031 Quay Post, licence withheld: {secret}.",
        f"Boats Wait\nPosted: Sunday, February 28, 2031\n\n{BODY}",
        f"{BODY}\n\nSource: javascript:{secret.replace(' ', '')}",
    ]
    for text in texts:
        [problem] = one(text).problems
        assert not any(text[at : at + 24] in problem.message for at in range(len(text) - 24))


@pytest.mark.parametrize(
    ("line", "writers", "outlet"),
    [
        ("By Hettie Marsh, Tarn Valley Echo", ["Hettie Marsh"], "Tarn Valley Echo"),
        ("By Hettie Marsh, the Tarn Valley Echo", ["Hettie Marsh"], "Tarn Valley Echo"),
        ("By Hettie Marsh and Tom Hale, Anvik Advertiser", ["Hettie Marsh", "Tom Hale"], "Anvik Advertiser"),
        ("By Hettie Marsh for the Quay Post", ["Hettie Marsh"], "Quay Post"),
        ("By Hettie Marsh (Quay Post)", ["Hettie Marsh"], "Quay Post"),
        ("By Hettie Marsh, KBS", ["Hettie Marsh"], "KBS"),
        ("By Hettie Marsh, Tom Hale", ["Hettie Marsh", "Tom Hale"], None),
        ("By Hettie Marsh, Tom Hale, Lena Voss", ["Hettie Marsh", "Tom Hale", "Lena Voss"], None),
        ("By Hettie Marsh and Tom Echo", ["Hettie Marsh", "Tom Echo"], None),
        ("By Hettie Marsh, Anvik Valley", ["Hettie Marsh", "Anvik Valley"], None),
        ("By Hettie Marsh, Quay Post staff", ["Hettie Marsh"], None),
        ("By Hettie Marsh, in Anvik", ["Hettie Marsh"], None),
    ],
)
def test_an_outlet_behind_the_names_of_a_byline(line, writers, outlet):
    found = facts(one(f"Nine Boats Wait\n{line}\n\n{BODY}\n\n{BODY}"))
    assert found["byline"] == writers
    assert found.get("outlet") == (outlet and [outlet])


@pytest.mark.parametrize(
    ("head", "writers", "outlet", "date"),
    [
        ("Tarn Valley Echo, 9 March 2031", None, "Tarn Valley Echo", "2031-03-09"),
        ("Tarn Valley Echo, 2031-03-09", None, "Tarn Valley Echo", "2031-03-09"),
        ("By Hettie Marsh\nTarn Valley Echo, 9 March 2031", ["Hettie Marsh"], "Tarn Valley Echo", "2031-03-09"),
        (
            "By Hettie Marsh, Anvik Lantern\nAnvik Lantern, 9 March 2031",
            ["Hettie Marsh"],
            "Anvik Lantern",
            "2031-03-09",
        ),
        ("Anvik Lantern, 9 March 2031", None, None, None),
        ("Tom Hale, 9 March 2031", None, None, None),
        ("By Tom Hale\nTom Hale, 9 March 2031", ["Tom Hale"], None, None),
        ("Tarn Valley Echo, March", None, None, None),
        ("Tarn Valley Echo readers met on Sunday, 9 March 2031", None, None, None),
        ("The Echo closed on Sunday, 9 March 2031", None, None, None),
        ("Born in the Tarn Valley, 9 March 2031", None, None, None),
    ],
)
def test_an_outlet_and_a_date_under_the_title(head, writers, outlet, date):
    found = facts(one(f"Nine Boats Wait\n{head}\n\n{BODY}\n\n{BODY}"))
    assert (found.get("byline"), found.get("outlet"), found.get("date")) == (
        writers,
        outlet and [outlet],
        date and [date],
    )


def test_the_echo_in_running_text_dates_nothing():
    text = f"Nine Boats Wait\n\n{BODY}\n\n{BODY}\n\n{BODY}\n\nTarn Valley Echo, 9 March 2031\n\n{BODY}"
    assert "date" not in facts(one(text))


@pytest.mark.parametrize(
    ("name", "day"),
    [
        ("2031-03-09-quay.txt", "2031-03-09"),
        ("news/quay_20310309.txt", "2031-03-09"),
        ("quay.2031.03.09.txt", "2031-03-09"),
        ("2031-02-30-quay.txt", ""),
        ("2031-03.txt", ""),
        ("198_4e07d120310309ba2.txt", ""),
        ("920310309.txt", ""),
        ("2031-03-09/quay.txt", ""),
    ],
)
def test_a_date_in_the_files_name_is_offered_and_never_taken(name, day):
    story = one(f"Nine Boats Wait\n\n{BODY}", name)
    assert "date" not in facts(story)
    offered = [p for p in story.problems if p.code == "DATE-IN-NAME"]
    told = [(p.severity, day in p.message, f"`date: {day}`" in p.fix) for p in offered]
    assert told == ([("info", True, True)] if day else [])
    assert codes(one(f"Nine Boats Wait\n9 March 2031\n\n{BODY}", name)) == []
    assert codes(one(f"Nine Boats Wait\n\n{BODY}", name, "date: 2031-03-09\n")) == []
