"""Write the tables of rules in docs/about.md anew from the lists of rules: `rule_tables.py`."""

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
START = "<!-- The tables from here on are made from the lists of rules: python tools/rule_tables.py -->\n"
END = "<!-- Here they end. -->\n"


def tables() -> str:
    """Return the tables of all rules whose names are published, by language."""
    parts = [_of_language(language) for language in languages.LANGUAGES]
    parts += [
        _table("Turns, in any language", turns.RULES, ()),
        _table("Any other language", languages.OTHER.rules, languages.OTHER.exclusions),
        _namings(),
    ]
    return "\n".join(parts)


def renewed(page: str) -> str:
    """Return the page with the tables as they are now."""
    before, start, rest = page.partition(START)
    _, end, after = rest.partition(END)
    if not (start and end):
        raise SystemExit(f"{PAGE}: the lines {START.strip()!r} and {END.strip()!r} are not there")
    return f"{before}{START}\n{tables()}\n{END}{after}"


def _of_language(language: Language) -> str:
    return _table(language.name, language.rules, language.exclusions)


def _table(title: str, rules: Iterable[Rule[object]], exclusions: Iterable[Exclusion[object]]) -> str:
    lines = [f"### {title}", "", "| rule | what it saw | how sure | for example |", "|---|---|---|---|"]
    lines += [f"| `{r.name}` | {_plain(r.meaning)} | {r.certainty} | {_plain(r.example)} |" for r in rules]
    lines += [f"| `{e.name}` | {_plain(e.meaning)} | not speech | {_plain(e.example)} |" for e in exclusions]
    return "\n".join([*lines, ""])


def _namings() -> str:
    lines = [
        "### How the speaker is named",
        "",
        "| behind a rule’s name | the speaker is named | at most | for example |",
    ]
    for naming in NAMINGS:
        if naming is not BY_NAME:
            lines += [f"| `{naming.suffix}` | {naming.meaning} | {naming.certainty} | {_plain(naming.example)} |"]
    return "\n".join([*lines, ""])


def _plain(words: str) -> str:
    """Return words so that Markdown shows them as they are."""
    for mark in "\\`*_[]|<>":
        words = words.replace(mark, {"<": "&lt;", ">": "&gt;"}.get(mark, "\\" + mark))
    return words


if __name__ == "__main__":
    PAGE.write_text(renewed(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
