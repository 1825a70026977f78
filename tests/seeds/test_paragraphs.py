"""The document: paragraphs hold every visible character of the body, and broken lines are one paragraph."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.model import Document, RawArticle, Span
from onrecord.seeds import paragraphs as cutting
from samples.archives import FIRST_SEED


def document(words: str, body: Span | None = None) -> Document:
    return cutting.document(RawArticle("txt", "utf-8", words, (), body or Span(0, len(words))))


def paragraphs(words: str) -> list[str]:
    made = document(words)
    return [span.of(made.text) for span in made.paragraphs]


# Joined


LONG = "With the season ahead, especially as a change of minister could affect the ports,"


@pytest.mark.parametrize(
    "pair",
    [
        (LONG, "Oyelaran stressed the need for patience on all sides."),
        ("The fishers of Anvik say that the rules were made by people who never", "set foot in a boat."),
        ("The ferry company has carried the mail of the island since nineteen", "hundred and eleven without a break."),
        ("She had asked the ministry for an answer and was told to wait for", "“a week or two” by a clerk."),
        ("The harbour office counts every boat that leaves the bay and each one that re-", "turns in the evening."),
        (
            "부두에는 이른 아침부터 배를 기다리는 사람들이 줄을 서 있었고 그 가운데 많은 이들이 섬에서 온 상인들로,",
            "날이 밝자 모두 배에 올랐다.",
        ),
    ],
)
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_a_sentence_broken_by_a_line_end_is_one_paragraph(pair, end):
    assert paragraphs(end.join(pair)) == [end.join(pair)]


def test_the_first_seed_has_one_broken_sentence():
    made = document(FIRST_SEED.read_text(encoding="utf-8"))
    assert len(made.paragraphs) == 14
    [joined] = [span.of(made.text) for span in made.paragraphs if "\n" in span.of(made.text)]
    assert joined.startswith("With geopolitical uncertainty")
    assert "its allies,\nPacheco Pardo emphasized" in joined


WRAPPED = """\
    The island council voted for a bridge on Sunday after a debate
that lasted until two in the morning. Opponents said they would
go to court before the summer. It was the longest meeting that
anyone could remember.
    Council member Tom Hale said the plan was not yet paid for. He
wants the mainland to carry half of it and the ferry company to
keep one boat.
"""


def test_a_text_set_to_a_column_is_joined_and_its_indented_paragraphs_are_kept():
    assert [words.split()[0] for words in paragraphs(WRAPPED)] == ["The", "Council"]


def test_a_wrapped_text_with_blank_lines():
    found = paragraphs(WRAPPED.replace("    Council", "\nCouncil").replace("    The", "The"))
    assert [words.split()[-1] for words in found] == ["remember.", "boat."]


# Not joined


@pytest.mark.parametrize(
    "pair",
    [
        ("“We had waited nine years for it, and we would have waited nine more.”", "He went home."),
        ("Rain Closes the Mountain Pass for a Third Week as Drivers Wait for", "Title: Night Market Moves Indoors"),
        (
            "Boats lie in the harbour and the men sit at the wall all day long and",
            "[Soundbite] Tom Hale(Fisher) : “No.”",
        ),
        ("The deputy minister said that she would answer any question that you may have,", "Q    When will that be?"),
        ("The minister thanked all who had come on such a night, and the mayor too,", "MS. ARDEN:  Thank you."),
        ("The harbour office has three boats for hire, and these are their names,", "- Annika"),
        ("The harbour office has three boats for hire and they have these names and", "2. Annika"),
        (
            "All ferries will sail again by the evening, says the company, whatever the",
            "Source : Channel Nine, https://a.example",
        ),
        ("Night ferry sinks off Anvik", "the crew is safe"),
        ("Lamps, nets and ropes,", "Barrels and tar"),
        ("Roses are red,", "violets are blue,"),
        ("Rain on the quay all week", "By Ida Marsh"),
        ("The ferry company has carried the mail of the island since the war", "Its boats are red."),
    ],
)
def test_lines_of_their_own_stay_apart(pair):
    assert paragraphs("\n".join(pair)) == list(pair)


def test_blank_lines_always_part():
    assert paragraphs(f"{LONG}\n \t\nOyelaran stressed the need.") == [LONG, "Oyelaran stressed the need."]


@pytest.mark.parametrize("end", ["\x0c", "\u2028", "\u2029", "\x85"])
def test_hard_line_ends_always_part(end):
    assert paragraphs(f"{LONG}{end}oyelaran stressed the need.") == [LONG, "oyelaran stressed the need."]


def test_headlines_one_below_the_other_stay_lines():
    words = "Rain Closes Mountain Pass\nNight Market Moves Indoors\nFerry Fares to Rise in Spring\nLamps Go Out"
    assert paragraphs(words) == words.split("\n")


def test_space_around_paragraphs_is_outside_them():
    made = document(" \t Rain.\u00a0\n\n\u3000부두.\n")
    assert [(span.start, span.of(made.text)) for span in made.paragraphs] == [(3, "Rain."), (12, "부두.")]


def test_paragraphs_lie_in_the_body_only():
    words = "---\ntitle: x\n---\nRain.\n"
    made = document(words, Span(17, len(words)))
    assert made.text == words
    assert [span.of(words) for span in made.paragraphs] == ["Rain."]


# Properties


LINES = st.lists(
    st.one_of(
        st.text(st.characters(codec="utf-8"), max_size=60),
        st.sampled_from(
            ["", " ", "\n", "\r\n", "\r", "\x0c", "\u2028", LONG + "\n", "and so on\n", "- a\n", "a of the\n"]
        ),
    ),
    max_size=30,
).map("".join)


@given(LINES, st.integers(0, 40))
def test_spans_are_in_bounds_in_order_apart_and_hold_everything_visible(words, start):
    start = min(start, len(words))
    made = document(words, Span(start, len(words)))
    assert made.text == words
    at = start
    for span in made.paragraphs:
        assert at <= span.start < span.end <= len(words)
        assert words[at : span.start].strip() == ""
        assert not words[span.start].isspace()
        assert not words[span.end - 1].isspace()
        at = span.end
    assert words[at:].strip() == ""


def test_a_ragged_wrap_goes_on_with_a_small_letter_and_an_indent_begins_a_paragraph():
    text = (
        "The harbour board said on Monday that it would not close\n"
        "the old quay before the end of the winter season, and it\n"
        "gave\n"
        "no reason. The board meets again in the second week of May.\n"
        "    The pilots of the town have asked for a new light there.\n"
        "    The mayor has promised to look at the matter before that\n"
        "date, as she does each year.\n"
    )
    assert [span.of(text).split()[0] for span in document(text).paragraphs] == ["The", "The", "The"]
    assert "gave\nno reason" in document(text).paragraphs[0].of(text)
