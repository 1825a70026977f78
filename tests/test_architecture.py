"""The arrows of the architecture hold: who may import whom, and who may write."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from conftest import ROOT

PACKAGE = ROOT / "scripts" / "onrecord"
MODULES = sorted(p for p in PACKAGE.rglob("*.py") if "__pycache__" not in p.parts)
HOOKS = sorted((ROOT / "hooks").glob("*.py"))
TESTS = sorted((ROOT / "tests").glob("*.py"))

WRITERS = {"catalogue.py", "manifest.py", "sync.py", "site.py"}
MKDOCS = {"site.py": "runs it", "builder.py": "asks it for one page at a time", "plugin.py": "is called by it"}
WRITES_ELSEWHERE = {"evaluate.py": "writes the prediction file that its caller names, and nothing else"}
WRITING_CALLS = {
    "write_text", "write_bytes", "unlink", "rename", "replace", "rmdir", "mkdir", "touch", "symlink_to", "rmtree",
    "remove", "removedirs", "makedirs", "move", "copy", "copyfile", "copytree", "truncate", "chmod",
}  # fmt: skip
FILE_OWNERS = {"os", "shutil"}
READING_STAGES = (
    "seeds",
    "metadata",
    "language",
    "speech",
    "topics",
    "identity",
)
DOWNSTREAM = {
    "catalogue", "records", "reduction", "assembly", "listings", "profiles", "pipeline", "mapping", "sync", "site",
    "cli", "commands", "explain", "verify", "evaluate", "pages", "data", "review", "unread",
}  # fmt: skip


def name(path: Path) -> str:
    return path.relative_to(PACKAGE).as_posix()


def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def imports(path: Path) -> set[str]:
    """Return the full names of all that a module imports, wherever in it."""
    found: set[str] = set()
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{name(path)}: imports are absolute"
            found.add(node.module or "")
            found.update(f"{node.module}.{alias.name}" for alias in node.names)
    return found


def own(path: Path) -> set[str]:
    """Return the parts of the engine that a module imports: `speech`, `speech.cast`, …"""
    return {one.removeprefix("onrecord.") for one in imports(path) if one.startswith("onrecord.")}


def rooms(path: Path) -> set[str]:
    return {one.partition(".")[0] for one in own(path)}


def below(*parts: str) -> list[Path]:
    return [p for p in MODULES if name(p) in parts or name(p).partition("/")[0] in parts]


def test_there_is_something_to_look_at() -> None:
    assert len(MODULES) > 40
    assert HOOKS
    assert "onrecord.model" in imports(PACKAGE / "seeds" / "paragraphs.py")


def test_the_records_know_only_the_standard_library() -> None:
    found = {one.partition(".")[0] for one in imports(PACKAGE / "model.py")}
    assert found <= sys.stdlib_module_names | {"__future__"}


@pytest.mark.parametrize("path", below(*READING_STAGES), ids=name)
def test_stages_know_nothing_of_what_comes_after_them(path: Path) -> None:
    assert rooms(path) & DOWNSTREAM == set()


@pytest.mark.parametrize("path", below("speech"), ids=name)
def test_speech_knows_metadata_only_as_a_record(path: Path) -> None:
    assert rooms(path) <= {"model", "language", "speech", "strictyaml", "folding"}


@pytest.mark.parametrize("path", below("seeds"), ids=name)
def test_readers_and_text_know_no_later_stage(path: Path) -> None:
    assert rooms(path) & {"speech", "topics", "identity", "authority"} == set()


@pytest.mark.parametrize("path", below("pages", "data.py", "addresses.py"), ids=name)
def test_pages_see_records_and_never_the_catalogue(path: Path) -> None:
    assert rooms(path) & {"catalogue", "pipeline", "sync", "site", "mapping", "commands", "cli"} == set()


def test_addresses_depend_on_nothing_of_the_engine() -> None:
    assert own(PACKAGE / "addresses.py") == set()


def test_words_are_recomputed_without_the_engine() -> None:
    known = {"model", "printed", "rendering", "seeds", "verify"}  # rendering: spreads tasks over processes
    assert rooms(PACKAGE / "verify" / "words.py") <= known
    assert own(PACKAGE / "printed.py") == set()


@pytest.mark.parametrize("path", HOOKS, ids=lambda p: p.name)
def test_hooks_never_import_the_engine(path: Path) -> None:
    assert not any(one.partition(".")[0] == "onrecord" for one in imports(path))


def test_the_plugin_knows_of_the_engine_only_where_its_files_are() -> None:
    assert rooms(PACKAGE / "plugin.py") == {"shipped"}
    assert own(PACKAGE / "shipped.py") == set()


@pytest.mark.parametrize("path", [p for p in MODULES if name(p) not in MKDOCS], ids=name)
def test_only_a_few_modules_import_mkdocs(path: Path) -> None:
    assert not any(one.partition(".")[0] == "mkdocs" for one in imports(path))


def writes(path: Path) -> Iterator[str]:
    """Yield every call that could change a file."""
    for node in ast.walk(tree(path)):
        if not isinstance(node, ast.Call):
            continue
        called = node.func
        if isinstance(called, ast.Name) and called.id == "open" and _opens_for_writing(node, 1):
            yield f"line {node.lineno}: open"
        elif isinstance(called, ast.Attribute):
            owner = called.value.id if isinstance(called.value, ast.Name) else ""
            if called.attr == "open" and owner != "os" and _opens_for_writing(node, 0):
                yield f"line {node.lineno}: open"
            elif called.attr in WRITING_CALLS and (called.attr not in AMBIGUOUS or owner in FILE_OWNERS or _path(node)):
                yield f"line {node.lineno}: {called.attr}"


AMBIGUOUS = {"replace", "remove", "copy", "move"}  # also methods of strings, lists and dictionaries


def _path(call: ast.Call) -> bool:
    """Say whether `x.replace(y)` is that of a path: a string's takes two arguments, dataclasses' a keyword."""
    attribute = call.func
    assert isinstance(attribute, ast.Attribute)
    return attribute.attr == "replace" and len(call.args) == 1 and not call.keywords


def _opens_for_writing(call: ast.Call, place: int) -> bool:
    mode: ast.expr | None = call.args[place] if len(call.args) > place else None
    for keyword in call.keywords:
        mode = keyword.value if keyword.arg == "mode" else mode
    if isinstance(mode, ast.Constant):
        return isinstance(mode.value, str) and bool(set(mode.value) & set("wax+"))
    return isinstance(mode, ast.Name)


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_only_the_writers_write(path: Path) -> None:
    if name(path) not in WRITERS | set(WRITES_ELSEWHERE):
        assert list(writes(path)) == []


def test_the_test_itself_sees_writes(tmp_path: Path) -> None:
    bad = tmp_path / "bad.py"
    bad.write_text(
        "p.write_text('x')\nopen(f, 'w')\np.open(mode='ab')\np.replace(q)\nos.remove(p)\nshutil.rmtree(p)\np.unlink()\n"
        "'a'.replace('b', 'c')\nopen(f)\nx.remove(1)\ndataclasses.replace(x, y=1)\np.open(encoding='utf-8')\n",
        encoding="utf-8",
    )
    assert [one.partition(":")[0] for one in writes(bad)] == [f"line {n}" for n in range(1, 8)]
    assert all(list(writes(PACKAGE / one)) for one in (*WRITERS, *WRITES_ELSEWHERE))


@pytest.mark.parametrize("path", [*MODULES, *HOOKS], ids=lambda p: p.name)
def test_every_open_names_its_encoding(path: Path) -> None:
    for node in ast.walk(tree(path)):
        attribute = node.func if isinstance(node, ast.Call) else None
        if isinstance(attribute, ast.Attribute) and attribute.attr in ("read_text", "write_text"):
            named = any(k.arg == "encoding" for k in node.keywords)  # type: ignore[union-attr]
            of_a_package = any(isinstance(one, ast.Constant) for one in node.args)  # type: ignore[union-attr]
            assert named or of_a_package, f"{path.name}:{node.lineno}"


NETWORK = {"fetching.py": "fetches one text, and only when a person gives `add` its address"}


def test_only_the_command_that_adds_a_text_uses_the_network() -> None:
    users = [name(path) for path in MODULES if "fetching" in rooms(path)]
    assert users == ["commands/begin.py"]
    assert all(imports(PACKAGE / one) & {"http.client"} for one in NETWORK)


@pytest.mark.parametrize("path", [*(p for p in MODULES if name(p) not in NETWORK), *HOOKS], ids=lambda p: p.name)
def test_no_clock_no_network_no_chance(path: Path) -> None:
    found = {one.partition(".")[0] for one in imports(path)}
    assert found & {"random", "secrets", "uuid", "socket", "http", "requests", "tempfile", "time"} == set()
    assert not any(one.startswith("urllib.request") for one in imports(path))


@pytest.mark.parametrize("path", TESTS, ids=lambda p: p.name)
def test_no_test_measures_speed(path: Path) -> None:  # tools/growth.py and tools/bench.py do
    words = {node.attr for node in ast.walk(tree(path)) if isinstance(node, ast.Attribute)}
    words |= {one.rpartition(".")[2] for one in imports(path)}
    assert not [word for word in words if word.startswith(("process_time", "perf_counter"))]


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_patterns_are_compiled_at_the_top_and_called_patterns(path: Path) -> None:
    module = tree(path)
    bodies = [module.body, *(node.body for node in module.body if isinstance(node, ast.ClassDef))]
    assigned = [statement for body in bodies for statement in body if isinstance(statement, ast.Assign)]
    top = {id(node) for statement in assigned for node in ast.walk(statement)}
    for node in ast.walk(module):
        if (
            isinstance(node, ast.Call)
            and ast.unparse(node.func) == "re.compile"
            and isinstance(node.args[0], ast.Constant)
        ):
            assert id(node) in top, f"{path.name}:{node.lineno}"


def test_there_is_no_room_for_odds_and_ends() -> None:
    names = {p.stem for p in MODULES} | {p.parent.name for p in MODULES}
    assert names & {"utils", "util", "helpers", "misc", "common"} == set()
