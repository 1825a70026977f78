"""Who wrote or read a story: bylines, hand-offs, sign-offs, and what only looks like one."""

import pytest

from onrecord.metadata import bylines
from samples.metadata import BODY, authority, facts, line, one


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


def test_a_sign_off_may_prove_itself_by_the_host_of_the_source():
    assert facts(one(f"{BODY}\n\nMin Da-rae, Quay Dispatch.\n\nhttps://www.quaydispatch.example/1"))["byline"] == [
        "Min Da-rae"
    ]
    assert "byline" not in facts(one(f"{BODY}\n\nMin Da-rae, Quay Dispatch.\n\nhttps://www.elsewhere.example/1"))


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
