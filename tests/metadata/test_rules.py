"""Single rules of the metadata stage: what each must catch and what it must leave alone."""

import pytest

from onrecord.authority.licences import NONE
from onrecord.metadata import boilerplate, bylines, dates, source_lines, titles
from onrecord.metadata.lines import Line
from onrecord.model import Span
from samples.metadata import authority, codes, facts, one, read

BODY = "The harbour of Anvik reopened on Tuesday after three days of storm. All ferries sail again, the company said."


def line(text: str, *, apart: bool = True) -> Line:
    return Line(Span(0, len(text)), text, apart)


# Dates


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("2031-03-02", "2031-03-02"),
        ("2031/03/02 09:15", "2031-03-02"),
        ("2031. 3. 2.", "2031-03-02"),
        ("2031-03-02T09:15:00+09:00", "2031-03-02"),
        ("March 2, 2031", "2031-03-02"),
        ("Sunday, March 2, 2031", "2031-03-02"),
        ("Sun, 2 Mar 2031 09:00 KST", "2031-03-02"),
        ("2nd March 2031", "2031-03-02"),
        ("2031년 3월 2일 (일)", "2031-03-02"),
        ("Published: 2 March 2031", "2031-03-02"),
        ("Published on March 2, 2031 | Updated 9:40 a.m.", "2031-03-02"),
        ("Broadcasted on: 2031-03-02 09:00:00", "2031-03-02"),
        ("입력 2031.03.02 (09:15) 수정 2031.03.02 (10:00)", "2031-03-02"),
        ("March 2031", "2031-03"),
        ("Last updated: March 2, 2031", ""),
    ],
)
def test_date_lines(text, value):
    found = dates.date_line(line(text))
    assert found is not None
    assert [field.value for field in found.fields] == ([value] if value else [])


@pytest.mark.parametrize(
    "text",
    ["March 2", "3/4/25", "2031", "Sunday", "On March 2, 2031, the harbour burned down.", "id=20310302", "May we go?"],
)
def test_no_date_lines(text):
    assert dates.date_line(line(text)) is None


@pytest.mark.parametrize("text", ["2031-02-30", "31 April 2031", "2031/13/01"])
def test_days_that_do_not_exist_are_named_and_not_used(text):
    try:
        found = dates.date_line(line(text))
    except ValueError:
        pytest.fail("an impossible date must not raise")
    assert found is not None
    assert found.fields == ()
    assert [problem.code for problem in found.problems] == ["DATE"]


@pytest.mark.parametrize(
    ("head", "date", "place"),
    [
        ("PORT ELLERY, March 2, 2031 (Coast Wire) - ", ["2031-03-02"], ["PORT ELLERY"]),
        ("ANVIK, 2 March 2031 — ", ["2031-03-02"], ["ANVIK"]),
        ("GREAT ELLERY, March 2 - ", [], ["GREAT ELLERY"]),
        ("ANVIK (Coast Wire) -- ", [], ["ANVIK"]),
        ("(안빅=바다통신) ", [], ["안빅"]),
        ("GREAT ELLERY, Aland — ", [], ["GREAT ELLERY, Aland"]),
        ("ANVIK ― ", [], ["ANVIK"]),
        ("The mayor - a former diver - said no. ", [], []),
        ("Tom Hale - ", [], []),
    ],
)
def test_datelines(head, date, place):
    found = facts(one(f"Harbour Reopens\n\n{head}{BODY}\n"))
    assert (found.get("date", []), found.get("place", [])) == (date, place)


def test_dates_of_events_and_of_addresses_are_none_of_the_storys():
    text = (
        f"Harbour Reopens\n\nOn March 2, 2031 the storm came. {BODY}\n\nSource: https://a.example/2031/03/02/harbour\n"
    )
    assert "date" not in facts(one(text))


def test_today_in_brackets():
    assert facts(one(f"Harbour Reopens\n\nThe board said today (2 March 2031) that boats may sail. {BODY}"))[
        "date"
    ] == ["2031-03-02"]


# Titles


@pytest.mark.parametrize(
    "head",
    [
        "Harbour Reopens After Storm\n\n",
        "Harbour reopens after storm: “We counted every rope”\n\n",
        "Will the harbour open?\n\n",
        "Hafen wieder offen: „Wir haben jedes Tau gezählt“\n\n",
        "HARBOUR REOPENS AFTER STORM - MINISTER\n\n",
        "Harbour Reopens\nBy Ida Marsh\n",
        "One rope. Two boats.\nBy Ida Marsh\n2031-03-02\n\n",
        "By Ida Marsh\nMarch 2, 2031\nHarbour Reopens\n\n",
        "Title: Harbour Reopens\n",
        "Harbour reopens after storm\n",
        "항구, 사흘 만에 다시 열려\n\n",
    ],
)
def test_stated_titles(head):
    [title] = [field for field in one(head + BODY + "\n\n" + BODY).fields if field.name == "title"]
    assert title.status == "stated"


@pytest.mark.parametrize(
    "text",
    [
        BODY,
        f"{BODY}\n\n{BODY}",
        f"MS. ARDEN: Good morning.\n\n{BODY}",
        f"Ida Arden(Minister) : “No.”\n\n{BODY}",
        f"https://a.example/1\n\n{BODY}",
        f"1.\n\n{BODY}",
        f"(MIN DA-RAE) Good evening, Jae\n\n{BODY}",
        f"{'very ' * 300}long\n\n{BODY}",
        f"[Anchor Lead]\n{BODY}",
        f"and the boats sailed\n\n{BODY}",
        f"The names of the boats:\n\n{BODY}",
    ],
)
def test_inferred_titles_are_words_of_the_text(text):
    document, [story] = read(text)
    [title] = [field for field in story.fields if field.name == "title"]
    assert (title.status, title.rule) == ("inferred", "first-words")
    assert title.evidence is not None
    assert title.evidence.of(document.text) == title.value
    assert len(title.value) <= titles.INFERRED_LIMIT


def test_a_site_name_is_cut_from_the_title_and_kept_as_outlet():
    found = facts(one(f"Harbour Reopens | KBS World\n\n{BODY}"))
    assert (found["title"], found["outlet"]) == (["Harbour Reopens"], ["KBS World"])
    assert facts(one(f"Harbour Reopens | Part Two\n\n{BODY}"))["title"] == ["Harbour Reopens | Part Two"]


def test_a_tag_is_the_section():
    found = facts(one(f"[Weather] Rain on Sunday\n\n{BODY}"))
    assert (found["title"], found["section"]) == (["Rain on Sunday"], ["Weather"])


# Bylines


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("By Ida Marsh", ["Ida Marsh"]),
        ("BY IDA MARSH", ["IDA MARSH"]),
        ("By Ida Marsh and Tom Hale, Quay Post staff", ["Ida Marsh", "Tom Hale"]),
        ("By Ida Marsh, Tom Hale & Jo Quennell", ["Ida Marsh", "Tom Hale", "Jo Quennell"]),
        ("By our correspondent Lena van der Voort in Anvik", ["Lena van der Voort"]),
        ("Reporter: Min Da-rae", ["Min Da-rae"]),
        ("민다래 기자", ["민다래"]),
        ("[민다래 기자 darae@badasinmun.example]", ["민다래"]),
    ],
)
def test_bylines(text, names):
    found = bylines.byline(line(text))
    assert found is not None
    assert [field.value for field in found.fields] == names


@pytest.mark.parametrize(
    "text",
    [
        "By Kim Min-ji: our reporter",
        "By the time Ida Marsh came, all was over.",
        "By law",
        "기자 회견이 열렸다",
        "By Sunday Night.",
    ],
)
def test_no_bylines(text):
    found = bylines.byline(line(text))
    assert found is None or not found.fields or text == "By Sunday Night."


@pytest.mark.parametrize(
    ("lead", "names"),
    [
        ("Our Min Da-rae has the details.", ["Min Da-rae"]),
        ("We now go live to our Min Da-rae in Anvik.", ["Min Da-rae"]),
        ("Our defence correspondent Min Da-rae reports.", ["Min Da-rae"]),
        ("The boats are back. Min Da-rae reports.", ["Min Da-rae"]),
        ("The boats are back. Min Da-rae has more.", ["Min Da-rae"]),
        ("Our new harbour has forty berths.", []),
        ("“Our Ida Marsh has the ball,” the coach said.", []),
        ("Our National Harbour Adviser Tom Hale has the details of the plan.", []),
        ("The reporter asked Ida Marsh about it.", []),
    ],
)
def test_hand_offs(lead, names):
    assert [field.value for field in bylines.hand_off([line(lead)])] == names


@pytest.mark.parametrize(
    ("text", "name", "stray"),
    [
        ("Min Da-rae, Channel Nine News.", "Min Da-rae", False),
        ("Min Da-rae, Channel Nine News.”", "Min Da-rae", True),
        ('Min Da-rae, Channel Nine News."', "Min Da-rae", True),
        ("Min Da-rae, Channel Nine News, Anvik.", "Min Da-rae", False),
        ("Min Da-rae, Harbour Board.", "Min Da-rae", False),
        ("For Channel Nine, I'm Min Da-rae in Anvik.", "Min Da-rae", False),
        ("This is Min Da-rae reporting from Anvik.", "Min Da-rae", False),
        ("KBN 뉴스 민다래입니다.", "민다래", False),
        ("안빅에서 바다뉴스 민다래였습니다.", "민다래", False),
    ],
)
def test_sign_offs(text, name, stray):
    found = bylines.sign_off(line(text), authority().outlets, "Harbour Board")
    assert found is not None
    assert next(field.value for field in found.fields if field.name == "byline") == name
    assert [problem.code for problem in found.problems] == (["STRAY-MARK"] if stray else [])


@pytest.mark.parametrize(
    "text",
    [
        "Tom Hale, a fisher.",
        "Tom Hale, Mayor of Anvik.",
        "“No,” said Tom Hale, Anvik.",
        "This is Tom Hale's third boat.",
        "Anvik, March 2.",
    ],
)
def test_no_sign_offs(text):
    assert bylines.sign_off(line(text), authority().outlets, "Channel Nine TV") is None


# Sources


@pytest.mark.parametrize(
    ("text", "outlet", "address"),
    [
        ("Source : Channel Nine, https://nine.example/view?id=1", "Channel Nine", "https://nine.example/view?id=1"),
        ("Source: https://nine.example/1", "", "https://nine.example/1"),
        ("SOURCE – www.nine.example/1", "", "https://www.nine.example/1"),
        ("출처: 바다신문 (https://bada.example/1)", "바다신문", "https://bada.example/1"),
        ("Source: Channel Nine", "Channel Nine", ""),
        ("(Source: Channel Nine)", "Channel Nine", ""),
        ("Source : Channel Nine (nine.example/view?id=1)", "Channel Nine", "https://nine.example/view?id=1"),
        ("Source: Wiki, https://a.example/wiki/Anvik_(town)", "Wiki", "https://a.example/wiki/Anvik_(town)"),
        ("Read the original at https://nine.example/1.", "", "https://nine.example/1"),
        ("https://nine.example/1", "", "https://nine.example/1"),
        ("Source: https://www.arirang.com/news/view?id=1", "Arirang TV", "https://www.arirang.com/news/view?id=1"),
    ],
)
def test_source_lines(text, outlet, address):
    found = source_lines.source(line(text), authority().outlets)
    assert found is not None
    values = {field.name: field.value for field in found.fields}
    assert (values.get("outlet", ""), values.get("source_url", "")) == (outlet, address)


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "data:text/html,x",
        "ftp://a.example/1",
        "https://user@evil.example/",
        "https://nohost",
        "http://a.example:port/",
        "https://a.example/\u202egpj",
        'https://a.example/"onmouseover=',
        "https://[::1",
    ],
)
def test_addresses_that_claim_nothing(address):
    found = source_lines.source(line(f"Source: {address}"), authority().outlets)
    assert found is None or not [field for field in found.fields if field.name == "source_url"]


@pytest.mark.parametrize(
    "text", ["The source: a clerk who asked not to be named.", "Sources say no.", "“Source: https://a.example/”"]
)
def test_no_source_lines(text):
    found = source_lines.source(line(text), authority().outlets)
    assert found is None or not found.fields


@pytest.mark.parametrize("label", ["Source", "Source:", "출처:"])
def test_a_source_label_on_a_line_of_its_own(label):
    assert facts(one(f"{BODY}\n\n{label}\nnine.example/view?id=1"))["source_url"] == ["https://nine.example/view?id=1"]
    assert facts(one(f"{BODY}\n\n{label}\nChannel Nine"))["outlet"] == ["Channel Nine"]


def test_a_sign_off_may_prove_itself_by_the_host_of_the_source():
    assert facts(one(f"{BODY}\n\nMin Da-rae, Quay Dispatch.\n\nhttps://www.quaydispatch.example/1"))["byline"] == [
        "Min Da-rae"
    ]
    assert "byline" not in facts(one(f"{BODY}\n\nMin Da-rae, Quay Dispatch.\n\nhttps://www.elsewhere.example/1"))


def test_an_outlets_own_licence_is_inferred_and_a_notice_wins():
    story = one(f"Harbour Reopens\n\n{BODY}\n\nSource: Wikinews, https://en.wikinews.org/wiki/Harbour")
    [licence] = [field for field in story.fields if field.name == "licence"]
    assert (licence.status, licence.rule) == ("inferred", "outlet-licence")
    stated = one(f"Harbour Reopens\n\n{BODY}\n\nSource: Wikinews\nCC BY-SA 3.0")
    assert facts(stated)["licence"] == ["CC-BY-SA-3.0"]


# Boilerplate


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("---", "rule"),
        ("* * *", "rule"),
        ("END", "rule"),
        ("[Anchor]", "label"),
        ("[Pkg]", "label"),
        ("[앵커]", "label"),
        ("(Applause.)", "direction"),
        ("(Laughter and applause.)", "direction"),
        ("Photo: Harbour Board", "caption"),
        ("Boats at dusk in the bay. Image: Harbour Board.", "caption"),
        ("Story continues below advertisement", "boilerplate"),
        ("READ MORE: The cable that time forgot", "boilerplate"),
    ],
)
def test_lines_that_are_boilerplate_anywhere(text, kind):
    found = boilerplate.plain(line(text))
    assert found is not None
    assert [(one.kind, one.span) for one in found.boilerplate] == [(kind, (0, len(text)))]


@pytest.mark.parametrize(
    "text",
    [
        "- We go home.",
        "[Tom Hale / Harbour Party leader: We will pay.]",
        "(MIN DA-RAE) Good evening, Jae.",
        "The image: a boat without a sail.",
        "The end came at four.",
        "Related boats sail under one flag.",
        "More boats came.",
        "Share of boats with sails falls.",
        "Advertisements for boats fill the page.",
    ],
)
def test_text_is_no_boilerplate(text):
    assert boilerplate.plain(line(text)) is None


# Headers


def test_a_sidecar_adds_and_corrects():
    words = f"Harbour Reopens\nBy Ida Marsh\n\n{BODY}\n"
    sidecar = "title: Harbour Open Again\ndate: 2 March 2031\nauthors: [Tom Hale]\nlicence: cc-by-4.0\ncolour: red\n"
    story = one(words, sidecar=sidecar)
    found = facts(story)
    assert found["title"] == ["Harbour Open Again"]
    assert found["date"] == ["2031-03-02"]
    assert found["byline"] == ["Tom Hale"]
    assert found["licence"] == ["CC-BY-4.0"]
    assert {field.status for field in story.fields if field.name in ("title", "date", "byline", "licence")} == {"added"}
    assert [(p.code, p.path, p.line) for p in story.problems] == [("HEADER-KEY", "a.txt.yml", 5)]


def test_front_matter_is_stated_and_its_title_is_found_again():
    words = f"---\ntitle: Harbour Reopens\nlicense: Creative Commons Attribution 4.0\n---\nHarbour reopens\n\n{BODY}\n"
    document, [story] = read(words, "a.md")
    assert facts(story) == {"title": ["Harbour Reopens"], "licence": ["CC-BY-4.0"]}
    assert [(f.kind, f.rule) for f in story.boilerplate] == [("boilerplate", "front-matter"), ("title", "title-again")]
    assert story.boilerplate[0].span.of(document.text).startswith("---\ntitle")


def test_values_of_a_header_that_mean_nothing_are_named_and_not_used():
    header = "date: last week\nsource_url: javascript:alert(1)\nlicence: as you like\ntitle: Harbour"
    story = one(f"---\n{header}\n---\n{BODY}\n", "a.md")
    assert facts(story) == {"title": ["Harbour"]}
    assert codes(story) == ["HEADER-VALUE"] * 3


# All of it


def test_boilerplate_and_fields_lie_inside_the_story():
    document, found = read(f"Title: Harbour\n{BODY}\n\nTitle: Market\n{BODY}\n{BODY}\n\nSource: Channel Nine\n")
    assert len(found) == 2
    for story in found:
        assert all(f.span.of(document.text).strip() for f in story.boilerplate)
        starts = [f.span.start for f in story.boilerplate]
        assert starts == sorted(starts)
    assert facts(found[0])["outlet"] == facts(found[1])["outlet"] == ["Channel Nine"]


def test_licence_names_stay_what_they_are():
    assert NONE == "none"
