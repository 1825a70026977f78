"""What people add to a seed or correct in it without touching its bytes: the file `NAME.yml` beside it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from onrecord.model import Field, Problem, Seed
from onrecord.seeds import header
from onrecord.strictyaml import Tree


@dataclass(frozen=True, slots=True)
class Sidecar:
    """A seed's sidecar: its fields, all of status 'added', where and why it names a licence, and what was wrong."""

    fields: tuple[Field, ...] = ()
    problems: tuple[Problem, ...] = ()
    licence_line: int = 0
    licence_reason: str = ""


def read(seed: Seed) -> Sidecar:
    """Return what a seed's sidecar says; an empty one when there is none."""
    tree = header.sidecar(seed)
    if tree is None:
        return Sidecar()
    path = seed.name + ".yml"
    if not isinstance(tree.value, dict):
        fix = "write lines such as `title: Rain on the quay`"
        return Sidecar(problems=(Problem(path, 1, "HEADER-VALUE", "warning", "the sidecar has no keys", fix),))
    fields, problems = header.fields(tree, path, "added", None)
    line = next((tree.line((key,)) for key in tree.value if header.KEYS.get(key.lower()) == "licence"), 0)
    reason = _reason(tree, tree.value, path, problems)
    if reason and not line:
        message, fix = "the reason is not used: no licence stands beside it", "add `licence:`, or take the reason out"
        problems.append(Problem(path, tree.line((header.REASONS[0],)), "HEADER-VALUE", "warning", message, fix))
    return Sidecar(tuple(fields), tuple(problems), line, reason)


def _reason(tree: Tree, mapping: dict[str, Any], path: str, problems: list[Problem]) -> str:
    """Return the sentence that says why the sidecar's licence holds; one that says nothing is a problem."""
    key = next((key for key in header.REASONS if key in mapping), "")
    value = mapping.get(key, "")
    if isinstance(value, str) and len(value) <= header.VALUE_LIMIT and any(map(str.isalpha, value)):
        return " ".join(value.split())
    if key:
        fix = "write one sentence that says who decided and why"
        message = f"the value of {key!r} is not used: it is not one sentence"
        problems.append(Problem(path, tree.line((key,)), "HEADER-VALUE", "warning", message, fix))
    return ""
