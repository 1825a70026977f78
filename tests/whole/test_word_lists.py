"""Facts of language stand in the lexicon: no list of three or more words, and no such choice in a pattern, in code."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

import pytest

from samples.archives import ROOT

PACKAGE = ROOT / "scripts" / "onrecord"
ROOMS = ("speech", "metadata", "topics")
FEWEST = 3
WORD_PATTERN = re.compile(r"[^\W\d_]{2,}(?:[ '’-][^\W\d_]+)*")
HANGUL_PATTERN = re.compile(r"[가-힣]+")
# What a pattern adds to a word and does not make it another: `\b`, spaces, "s?"
EDGE_PATTERN = re.compile(r"\\b|\\s|\\(?= )|[?*+$^]")
OPENING_PATTERN = re.compile(r"\((?:\?(?:P<\w+>|[a-z-]*:|<?[=!]))?")

STAY = {
    "metadata/__init__.py": (1, "the fields of a story"),
    "metadata/settle.py": (6, "the fields of a story, and the rules that find them"),
    "metadata/statements.py": (2, "where a licence is stated"),
    "metadata/titles.py": (1, "small words of languages that have no folder: German, Spanish"),
    "speech/discourse.py": (1, "how somebody comes into view"),
    "speech/rules.py": (1, "degrees of certainty"),
    "speech/english/attribution/rules.py": (1, "names of rules"),
    "speech/english/entities.py": (1, "kinds of sources"),
    "speech/english/calling.py": (1, "kinds of nouns"),
    "speech/english/lexicon.py": (1, "Roman numerals"),
    "speech/english/names/aliases.py": (2, "kinds of evidence"),
    "speech/english/names/candidates.py": (1, "kinds of names"),
    "speech/english/names/evidence.py": (2, "kinds of evidence"),
    "speech/english/names/merging.py": (1, "kinds of names"),
    "speech/english/names/organisations.py": (1, "kinds of evidence"),
    "speech/english/names/shape.py": (3, "letters of a syllable, and Roman numerals"),
    "speech/english/names/surnames.py": (2, "kinds of evidence"),
    "speech/english/nouns.py": (1, "endings of plurals"),
    "speech/english/parse.py": (1, "kinds of sources"),
    "speech/english/read.py": (1, "kinds of turns"),
    "speech/text/masks.py": (1, "kinds of boilerplate"),
    "speech/transcript/dialogue.py": (2, "kinds of labels"),
    "speech/transcript/turns.py": (1, "kinds of labels"),
}
"""How many lists a module has that are no facts of a language which it knows, and what they hold."""
WAITING = {
    "speech/english/clauses.py": 4,
    "speech/english/cue_filters.py": 1,
    "speech/english/cues.py": 3,
    "speech/english/main_subjects.py": 2,
    "speech/english/noun_phrases.py": 1,
    "speech/english/reporting_verbs.py": 2,
    "speech/english/verb_groups.py": 1,
    "speech/french/clauses.py": 1,
    "speech/french/contents.py": 2,
    "speech/french/noun_phrases.py": 1,
    "speech/french/quotes.py": 2,
    "speech/french/read.py": 4,
    "speech/french/verbs.py": 2,
    "speech/korean/read.py": 1,
    "speech/korean/rules.py": 1,
}
"""How many a module has at most whose words still have to go into the lexicon."""


def literals(node: ast.AST) -> list[str]:
    """Return the strings of a set, a tuple or a list, or the keys of a dictionary."""
    parts = node.keys if isinstance(node, ast.Dict) else getattr(node, "elts", [])
    return [part.value for part in parts if isinstance(part, ast.Constant) and isinstance(part.value, str)]


def is_word(text: str) -> bool:
    return WORD_PATTERN.fullmatch(text) is not None or HANGUL_PATTERN.fullmatch(text) is not None


def choices(pattern: str) -> Iterator[list[str]]:
    """Return the alternatives of each group of a pattern, and of the whole."""
    stack: list[list[str]] = [[""]]
    at, in_class = 0, False
    while at < len(pattern):
        here = pattern[at]
        if here == "\\":
            here = pattern[at : at + 2]
        elif in_class or here == "[":
            in_class = here != "]"
        elif here == "(":
            here = OPENING_PATTERN.match(pattern, at).group()  # type: ignore[union-attr]
            stack.append([""])
            at += len(here)
            continue
        elif here == ")" and len(stack) > 1:
            yield stack.pop()
            stack[-1][-1] += "()"
            at += 1
            continue
        elif here == "|":
            stack[-1].append("")
            at += 1
            continue
        stack[-1][-1] += here
        at += len(here)
    yield from stack


def texts(tree: ast.AST) -> Iterator[ast.expr]:
    """Return the strings of a module that are no part of another, and no documentation."""
    parts = {id(part) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for part in ast.walk(node)}
    prose = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr) or (
            isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in parts | prose
        ):
            yield node


def inline_lists(source: str) -> list[str]:
    """Return the lists of words that stand in a module, one line each."""
    tree = ast.parse(source)
    typed = {
        id(part)
        for node in ast.walk(tree)
        if (isinstance(node, ast.Subscript) and getattr(node.value, "id", "") == "Literal")
        or (isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") == "__all__")
        for part in ast.walk(node)
    }
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Set | ast.Tuple | ast.List | ast.Dict) and id(node) not in typed:
            words = [word for word in literals(node) if is_word(word.strip())]
            if len(words) >= FEWEST:
                found.append(f"{getattr(node, 'lineno', 0)}: {', '.join(words)}")
    for text in texts(tree):
        pieces = text.values if isinstance(text, ast.JoinedStr) else [text]
        pattern = "".join(str(piece.value) if isinstance(piece, ast.Constant) else "{}" for piece in pieces)
        for group in choices(pattern):
            words = [word for word in (EDGE_PATTERN.sub("", piece).strip() for piece in group) if is_word(word)]
            if len(words) >= FEWEST:
                found.append(f"{text.lineno}: {'|'.join(words)}")
    return found


FOUND = {
    path.relative_to(PACKAGE).as_posix(): inline_lists(path.read_text(encoding="utf-8"))
    for room in ROOMS
    for path in sorted((PACKAGE / room).rglob("*.py"))
}


@pytest.mark.parametrize("module", [name for name, found in FOUND.items() if found])
def test_words_stand_in_the_lexicon(module):
    most = STAY[module][0] if module in STAY else WAITING.get(module, 0)
    assert len(FOUND[module]) <= most, "\n".join(FOUND[module])


def test_an_exception_that_stays_is_needed():
    assert {name: count for name, (count, _) in STAY.items()} == {name: len(FOUND.get(name, ())) for name in STAY}


@pytest.mark.parametrize(
    ("source", "count"),
    [
        ('WORDS = frozenset({"on", "in", "at"})', 1),
        ('low in ("who", "you", "they")', 1),
        ('FORMS = {"he": 1, "she": 1, "it": 1}', 1),
        ('re.compile(r"\\b(?:quay|ferry|harbours?)\\b")', 1),
        ('re.compile(rf"(?:{words}|quay|ferry|buoy) (?:on|in|at)")', 2),
        ('LABELS = "기자|특파원|앵커"', 1),
        ('re.compile(r"(?:quay|ferry)s?|[a|b|c]")', 0),
        ('Kind = Literal["quay", "ferry", "buoy"]', 0),
        ('def f():\n    """Say quay|ferry|buoy."""', 0),
        ('wordlists.words("en", "pronouns", "subjects")', 0),
    ],
)
def test_a_list_of_words_is_seen(source, count):
    assert len(inline_lists(source)) == count
