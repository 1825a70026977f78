"""Dates that a text states, and days that it only speaks of."""

import pytest

from onrecord.metadata import dates
from samples.metadata import BODY, codes, facts, line, one


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
        ("PORT-BLANC, 2 mars 2031 (ANP) - ", ["2031-03-02"], ["PORT-BLANC"]),
        ("Kersaint, 1er mars (ANP) – ", [], ["Kersaint"]),
        ("Kersaint (ANP) — ", [], ["Kersaint"]),
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
