"""What people add to a seed or correct in it without touching its bytes: the file `NAME.yml` beside it."""

from __future__ import annotations

from onrecord.model import Field, Problem, Seed
from onrecord.readers import header


def read(seed: Seed) -> tuple[list[Field], list[Problem]]:
    """Return the fields of a seed's sidecar, all of status 'added', and what was wrong with it."""
    tree = header.sidecar(seed)
    if tree is None:
        return [], []
    if not isinstance(tree.value, dict):
        fix = "write lines such as `title: Rain on the quay`"
        return [], [Problem(seed.name + ".yml", 1, "HEADER-VALUE", "warning", "the sidecar has no keys", fix)]
    return header.fields(tree, seed.name + ".yml", "added", None)
