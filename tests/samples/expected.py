"""Cases whose expected result lies in a file beside the text."""

import os
from pathlib import Path


def check_or_update(path: Path, got: str, suffix: str = ".expected") -> None:
    """Compare a result with the file beside its text; with UPDATE_CASES in the environment write that file anew."""
    expected = path.with_suffix(suffix)
    if os.environ.get("UPDATE_CASES"):
        expected.write_text(got, encoding="utf-8")
    assert got == expected.read_text(encoding="utf-8")
