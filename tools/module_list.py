"""Write scripts/onrecord/speech/README.md anew from the first lines of the modules there: `module_list.py`."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

SPEECH = Path(__file__).parents[1] / "scripts" / "onrecord" / "speech"
PAGE = SPEECH / "README.md"
HEAD = """# The modules of speech/

Who says what. The arrows between the modules are in CONTRIBUTING.md, *The map*. Made by `python tools/module_list.py`
from the first line of each module, so that it cannot go stale; `__init__.py` speaks for its room.
"""


def listed() -> str:
    """Return what every module is about, room by room, each room behind what it stands on."""
    return "\n".join([HEAD, *_of_room(SPEECH)])


def _of_room(room: Path) -> Iterator[str]:
    name = room.relative_to(SPEECH.parent).as_posix()
    yield f"## {name}/\n"
    yield f"{about(room / '__init__.py')}\n"
    for path in sorted(room.glob("*.py")):
        if path.name != "__init__.py":
            yield f"- `{path.name}`: {about(path)}"
    yield ""
    for inner in sorted(path.parent for path in room.glob("*/__init__.py")):
        yield from _of_room(inner)


def about(path: Path) -> str:
    """Return the first paragraph of a module's docstring; raise SystemExit when it has none."""
    text = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))
    if not text:
        raise SystemExit(f"{path}: has no docstring; write in one line what it is about")
    return " ".join(text.split("\n\n")[0].split())


if __name__ == "__main__":
    sys.exit(PAGE.write_text(listed(), encoding="utf-8") < 0)
