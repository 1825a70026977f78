"""Show which faults no test would notice: `mutants.py FOLDER TESTS…`, run by a Python that has cosmic-ray.

A mutant is the code of FOLDER with one small fault: a `not` too many, a number off by one, `and` in the place of `or`.
TESTS are run on each of the mutants drawn, in copies of the clone that are gone afterwards. A mutant that passes all of
them survives and is printed: it asks for a test, or for less code. The program ends with 1 when a smaller share than
`--floor` is killed, and with 2 when the tests fail without any fault.

The same seed draws the same mutants. They are ranked by their line and not by its place, so that code that moves to
another module keeps its mutants, and a change elsewhere brings no others.
"""

from __future__ import annotations

import argparse
import hashlib
import multiprocessing
import os
import shlex
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from cosmic_ray.ast import ast_nodes, get_ast_from_path
from cosmic_ray.mutating import mutate_and_test
from cosmic_ray.plugins import get_operator
from cosmic_ray.work_item import MutationSpec, TestOutcome, WorkerOutcome
from parso.tree import NodeOrLeaf

ROOT = Path(__file__).resolve().parents[1]
PYTEST = "-m pytest -o addopts= --import-mode=importlib -x -q --tb=no -p no:cacheprovider -p no:xdist -p no:cov"
# cosmic-ray puts every operator for every other. Two thirds of its mutants are of that kind, and most of them fall
# over their types (`text[a >> b]`): they are killed by any test, which says nothing of the tests.
SWAPS = {
    "Binary": ("Add_Sub", "Sub_Add", "Mul_FloorDiv", "FloorDiv_Mul", "Mod_Mul", "BitOr_BitAnd", "BitAnd_BitOr"),
    "Comparison": ("Eq_NotEq", "NotEq_Eq", "Lt_LtE", "LtE_Lt", "Gt_GtE", "GtE_Gt", "Is_IsNot", "IsNot_Is"),
    "Unary": ("Delete_Not", "Delete_USub"),
}
OPERATORS = (
    *(f"Replace{kind}Operator_{swap}" for kind, swaps in SWAPS.items() for swap in swaps),
    *("ReplaceAndWithOr", "ReplaceOrWithAnd", "ReplaceTrueWithFalse", "ReplaceFalseWithTrue", "AddNot"),
    *("ReplaceBreakWithContinue", "ReplaceContinueWithBreak", "ZeroIterationForLoop", "NumberReplacer"),
)
TYPES = {"annassign": 1, "tfpdef": 2}  # where the type stands in `: int = 1` and in `name: int`


def is_behaviour(node: NodeOrLeaf) -> bool:
    """Say whether a fault here can change what a text is read as: not in a type, a decorator, an error or a repr."""
    while parent := node.parent:
        typed = parent.type in TYPES and node is parent.children[TYPES[parent.type]]
        if parent.type == "funcdef":
            typed = node is parent.annotation or parent.name.value in ("__repr__", "__str__")
        checking = node.type == "if_stmt" and "TYPE_CHECKING" in node.children[1].get_code()
        if typed or checking or node.type in ("decorator", "raise_stmt"):
            return False
        node = parent
    return True


def mutants(folder: Path) -> Iterator[tuple[MutationSpec, str]]:
    """Yield all mutants of a folder, each with what it changes: the operator, the line and the column."""
    seen: Counter[str] = Counter()
    for path in sorted(folder.rglob("*.py")):
        nodes = list(ast_nodes(get_ast_from_path(path)))
        lines = nodes[0].get_code().split("\n")
        for name in OPERATORS:
            operator = get_operator(f"core/{name}")()
            places = ((node, *place) for node in nodes for place in operator.mutation_positions(node))
            for occurrence, (node, start, end) in enumerate(places):
                line = lines[start[0] - 1]
                what = f"{name} {line.strip()} {start[1] - (len(line) - len(line.lstrip()))}"
                seen[what] += 1
                if is_behaviour(node):
                    yield MutationSpec(path, f"core/{name}", occurrence, start, end), f"{what} {seen[what]}"


def draw(folder: Path, count: int, seed: int) -> list[MutationSpec]:
    """Return so many mutants of a folder, by rank."""

    def rank(mutant: tuple[MutationSpec, str]) -> bytes:
        return hashlib.sha256(f"{seed} {mutant[1]}".encode()).digest()

    return [spec for spec, _ in sorted(mutants(folder), key=rank)[:count]]


def settle(clone: Path) -> None:
    """Give this process a copy of its own to put faults into."""
    os.chdir(shutil.copytree(clone, clone.with_name(str(os.getpid()))))


def outcome(spec: MutationSpec, command: str, seconds: float) -> tuple[str, str]:
    """Run the tests on one mutant, in the copy of this process; return its end and the lines that differ."""
    result = mutate_and_test([spec], command, seconds)
    if result.worker_outcome != WorkerOutcome.NORMAL or result.test_outcome == TestOutcome.INCOMPETENT:
        raise RuntimeError(f"{spec}: {result.output}")
    lines = [line for line in str(result.diff).split("\n") if line[:1] in ("-", "+") and line[:3] not in ("---", "+++")]
    return "timed out" if result.output == "timeout" else str(result.test_outcome.value), "\n".join(lines)


def main() -> int:
    """Draw, run, list the survivors."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("tests", nargs="+")
    parser.add_argument("--python", type=Path, default=ROOT / ".venv/bin/python", help="the Python that has pytest")
    parser.add_argument("--count", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--floor", type=float, default=0.8)
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    options = parser.parse_args()
    command = shlex.join([str(options.python.absolute()), *PYTEST.split(), *options.tests])
    with tempfile.TemporaryDirectory(prefix="onrecord-mutants-") as scratch:
        clone = shutil.copytree(ROOT, Path(scratch, "clone"), ignore=shutil.ignore_patterns(".*", "site"))
        start = time.monotonic()
        if subprocess.run(shlex.split(command), cwd=clone, check=False).returncode:
            print("mutants: the tests fail without any fault", file=sys.stderr)
            return 2
        run = partial(outcome, command=command, seconds=20 + 10 * (time.monotonic() - start))
        os.chdir(clone)
        drawn = draw(options.folder, options.count, options.seed)
        ends: Counter[str] = Counter()
        with multiprocessing.Pool(options.jobs, settle, [clone]) as pool:
            for spec, (end, lines) in zip(drawn, pool.imap(run, drawn), strict=True):
                ends[end] += 1
                if end == "survived":
                    print(f"{spec.module_path}:{spec.start_pos[0]}: survived\n{lines}", flush=True)
        os.chdir(ROOT)
    share = 1 - ends["survived"] / len(drawn)
    print(", ".join(f"{number} {end}" for end, number in ends.items()), f"{share:.1%} of {len(drawn)} mutants noticed")
    return int(share < options.floor)


if __name__ == "__main__":
    sys.exit(main())
