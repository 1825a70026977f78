"""Write the lists of rules in docs/about.md anew from those of the engine: `rule_lists.py`."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "scripts"))

from onrecord.speech import languages  # noqa: E402
from onrecord.speech.languages import Language  # noqa: E402
from onrecord.speech.rules import BY_NAME, NAMINGS, Exclusion, Rule  # noqa: E402
from onrecord.speech.transcript import rules as turns  # noqa: E402

PAGE = ROOT / "docs" / "about.md"
START = "<!-- The lists from here on are those of the engine: python tools/rule_lists.py -->\n"
END = "<!-- Here they end. -->\n"


def listed() -> str:
    """Return the lists of all rules whose names are published, by language."""
    parts = [_of_language(language) for language in languages.LANGUAGES]
    parts += [
        _list("Turns, in any language", turns.RULES, ()),
        _list("Any other language", languages.OTHER.rules, languages.OTHER.exclusions),
        _namings(),
    ]
    return "\n".join(parts)


def renewed(page: str) -> str:
    """Return the page with the lists as they are now."""
    before, start, rest = page.partition(START)
    _, end, after = rest.partition(END)
    if not (start and end):
        raise SystemExit(f"{PAGE}: the lines {START.strip()!r} and {END.strip()!r} are not there")
    return f"{before}{START}\n{listed()}\n{END}{after}"


def _of_language(language: Language) -> str:
    return _list(language.name, language.rules, language.exclusions)


def _list(title: str, rules: Iterable[Rule[object]], exclusions: Iterable[Exclusion[object]]) -> str:
    lines = [f"### {title}", ""]
    lines += [_item(one.name, one.certainty, one.meaning, one.example) for one in rules]
    lines += [_item(one.name, "not speech", one.meaning, one.example) for one in exclusions]
    return "\n".join([*lines, ""])


def _namings() -> str:
    lines = ["### How the speaker is named", "", "Behind a rule’s name stands, where it is not by name:", ""]
    lines += [
        _item(one.suffix, f"at most {one.certainty}", one.meaning, one.example) for one in NAMINGS if one is not BY_NAME
    ]
    return "\n".join([*lines, ""])


def _item(name: str, sure: str, meaning: str, example: str) -> str:
    return f"- `{name}` ({sure}): {_plain(meaning)}. For example: {_plain(example)}"


def _plain(words: str) -> str:
    """Return words so that Markdown shows them as they are."""
    for mark in "\\`*_[]|<>":
        words = words.replace(mark, {"<": "&lt;", ">": "&gt;"}.get(mark, "\\" + mark))
    return words


if __name__ == "__main__":
    PAGE.write_text(renewed(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
