"""Lines in a story's head that say who publishes it, and when."""

import pytest

from samples.metadata import BODY, facts, one


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
