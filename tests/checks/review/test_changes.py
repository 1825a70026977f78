"""Two states of an archive compared."""

from __future__ import annotations

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from onrecord.checks.review import changes
from onrecord.checks.review.changes import Article, ArticleTopic, File, NamedSpeaker, Said, Tables, Topic
from onrecord.model import Problem

ARTICLES = st.lists(st.builds(
    Article, st.text("abc", max_size=2), st.just("s"), st.just(1), st.text(max_size=2), st.just("stated"), st.just(""),
    st.just(""), st.just(""), st.just(""), st.just("full"), st.just("en"),
), unique_by=lambda row: row.id).map(sorted)  # fmt: skip


@given(ARTICLES, ARTICLES)
def test_comparing_sorted_rows_gives_what_comparing_all_would(before: list[Article], after: list[Article]) -> None:
    old, new = {row.id: row for row in before}, {row.id: row for row in after}
    expected = [(old.get(key), new.get(key)) for key in sorted({*old, *new}) if old.get(key) != new.get(key)]
    assert list(changes.differing(before, after, lambda row: row.id)) == expected


def test_a_state_compared_with_itself_changes_nothing() -> None:
    def tables() -> Tables:
        problem = Problem("seeds/a.txt", 3, "DATE", "warning", "no such date", "mend it")
        return Tables(
            [File("a.txt", "1", "")], [], [Said("a", "q", "direct", "certain", (NamedSpeaker("x", "X"),))], [],
            [ArticleTopic("t", "a")], [Topic("t", "T")], [problem],
        )  # fmt: skip

    found = changes.compare(tables(), tables())
    assert found == changes.Change(stayed=1)


def test_a_problem_that_only_moved_to_another_line_is_not_new() -> None:
    def problem(line: int) -> Problem:
        return Problem("seeds/a.txt", line, "DATE", "warning", "no such date", "mend it")

    before, after = Tables(problems=[problem(3)]), Tables(problems=[problem(3), problem(9)])
    assert changes.compare(before, after).problems == (problem(9),)
    assert changes.compare(before, Tables(problems=[problem(5)])).problems == ()
    assert changes.compare(after, before).mended == (problem(9),)


def test_seeds_are_known_again_by_bytes_and_else_by_lines() -> None:
    before = Tables([File("a.txt", "1", ""), File("b.txt", "2", "s")])
    after = Tables([File("c.txt", "3", "s"), File("d.txt", "1", "")])
    lines = {"b.txt": Counter("xyz"), "c.txt": Counter("xyw"), "a.txt": Counter(), "d.txt": Counter()}
    found = changes.compare(before, after, lambda name, _old: lines[name]).seeds
    assert [(one.name, one.what, one.before) for one in found] == [
        ("c.txt", "renamed", "b.txt"), ("d.txt", "renamed", "a.txt"),
    ]  # fmt: skip
    assert [one.what for one in changes.compare(before, after).seeds] == ["deleted", "added", "renamed"]
