"""The lists of rules in docs/about.md are those of the engine."""

import pytest

import rule_lists


def test_the_page_has_the_lists_of_the_engine() -> None:
    page = rule_lists.PAGE.read_text(encoding="utf-8")
    assert rule_lists.renewed(page) == page, "write it anew: .venv/bin/python tools/rule_lists.py"


def test_a_page_without_its_marks_is_left_alone() -> None:
    with pytest.raises(SystemExit, match=r"about\.md"):
        rule_lists.renewed("# About\n")
