"""Where that lies which archives take from the package unless they have their own, and what the program is called.

In a clone these are the folders at its top; in an installed package they lie below it, made from the same files.
Nothing else in the engine guesses such a path.
"""

from __future__ import annotations

import sys
from pathlib import Path

PACKAGE = Path(__file__).resolve().parent
INSTALLED = PACKAGE / "shipped"
COMMAND = "onrecord"
CLONE_PROGRAM = "build.py"
PAGES = (
    "about.md", "contributing.md", "maintaining.md", "searching.md",
    "assets/favicon.svg", "assets/logo.svg", "assets/moved.js", "stylesheets/onrecord.css",
)  # fmt: skip
"""Hand-written pages, styles and images that an archive takes from here where it has none of its own.

Pages that speak of one corpus, as accuracy.md does, are never among them. pyproject.toml lists the same files.
"""


def path(name: str) -> Path:
    """Return the place of a shipped file or folder, named as in the clone: `authority`, `docs/about.md`."""
    return (INSTALLED if INSTALLED.is_dir() else PACKAGE.parents[1]) / name


def program() -> str:
    """Return how the command line was called, for help and messages."""
    return f"python scripts/{CLONE_PROGRAM}" if Path(sys.argv[0]).name == CLONE_PROGRAM else COMMAND
