"""The tables of rules in docs/about.md are those that the lists give."""

import pytest

import rule_tables


def test_the_page_has_the_tables_of_the_lists() -> None:
    page = rule_tables.PAGE.read_text(encoding="utf-8")
    assert rule_tables.renewed(page) == page, "write it anew: .venv/bin/python tools/rule_tables.py"


def test_a_page_without_its_marks_is_left_alone() -> None:
    with pytest.raises(SystemExit, match=r"about\.md"):
        rule_tables.renewed("# About\n")
