"""Several stories in one file are told apart on strong marks, and on nothing less."""

import pytest

from onrecord.metadata import stories
from onrecord.model import RawArticle, Span
from onrecord.seeds import paragraphs

BODY = (
    "The harbour of Anvik reopened on Tuesday after three days of storm. All ferries will sail again by the evening, "
    "the company said."
)


def split(words: str) -> list[str]:
    document = paragraphs.document(RawArticle("txt", "utf-8", words, (), Span(0, len(words))))
    return [document.paragraphs[story.start].of(words) for story in stories.split(document)]


def test_title_blocks():
    words = f"[NEWSLINE]\nTitle: Harbour Reopens\n{BODY}\n\nTitle: Market Moves\n{BODY}\n\n제목: 부두에 비\n{BODY}\n"
    assert split(words) == ["[NEWSLINE]", "Title: Market Moves", "제목: 부두에 비"]


def test_sign_offs_with_headlines_below():
    words = f"{BODY}\nMin Da-rae, Channel Nine News.\n\nMarket moves indoors\n\n{BODY}\nJu Tae-on, Channel Nine News.\n"
    assert split(words)[1:] == ["Market moves indoors"]


def test_datelines_with_headlines_above():
    words = "\n\n".join(
        part
        for head in ("Harbour reopens", "Market moves", "Pass closed")
        for part in (head, f"ANVIK, March 2 - {BODY}")
    )
    assert split(words) == ["Harbour reopens", "Market moves", "Pass closed"]


@pytest.mark.parametrize(
    "words",
    [
        f"Title: Harbour Reopens\n{BODY}\n{BODY}\n",
        "Title: Harbour Reopens\nTitle: Market Moves\nTitle: Pass Closed\n",
        f"Harbour reopens\n\n{BODY}\n\nMarket moves\n\n{BODY}\n",
        f"Harbour reopens\n\nANVIK, March 2 - {BODY}\n\n{BODY}\n",
        f"{BODY}\nMin Da-rae, Channel Nine News.\n{BODY}\nJu Tae-on, Channel Nine News.\n",
        "Harbour Reopens\nMarket Moves\nPass Closed\nLamps Out\n",
        f"Ida Arden: {BODY}\n\nTom Hale: {BODY}\n",
    ],
)
def test_anything_less_stays_one_story(words):
    assert len(split(words)) == 1


def test_ranges_follow_on_each_other_and_leave_nothing_out():
    words = f"Title: Harbour Reopens\n{BODY}\n\nTitle: Market Moves\n{BODY}\nSource: Channel Nine\n"
    document = paragraphs.document(RawArticle("txt", "utf-8", words, (), Span(0, len(words))))
    found = stories.split(document)
    assert [index for story in found for index in story] == list(range(len(document.paragraphs)))
