"""The list of modules says what the modules say."""

from pathlib import Path

import pytest

import module_list


def test_the_list_is_up_to_date() -> None:
    page = module_list.PAGE.read_text(encoding="utf-8")
    assert page == module_list.listed(), "write it anew: .venv/bin/python tools/module_list.py"


def test_every_module_says_what_it_is_about(tmp_path: Path) -> None:
    silent = tmp_path / "silent.py"
    silent.write_text("x = 1\n", encoding="utf-8")
    with pytest.raises(SystemExit, match="has no docstring"):
        module_list.about(silent)
