"""The arrows of the architecture hold: who may import whom, and who may write."""

from __future__ import annotations

import ast
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import pytest

from onrecord.archive import extraction
from onrecord.publish import pipeline, queries
from samples.archives import ROOT

PACKAGE = ROOT / "scripts" / "onrecord"
MODULES = sorted(p for p in PACKAGE.rglob("*.py") if "__pycache__" not in p.parts)
HOOKS = sorted((ROOT / "hooks").glob("*.py"))
TESTS = sorted((ROOT / "tests").rglob("*.py"))

WRITERS = {"archive/catalogue.py", "publish/manifest.py", "publish/sync.py", "publish/mkdocs_site.py"}
MKDOCS = {
    "publish/mkdocs_site.py": "runs it",
    "publish/mkdocs_pages.py": "asks it for one page at a time",
    "plugin.py": "is called by it",
}
WRITES_ELSEWHERE = {"checks/evaluate.py": "writes the prediction file that its caller names, and nothing else"}
WRITING_CALLS = {
    "write_text", "write_bytes", "unlink", "rename", "replace", "rmdir", "mkdir", "touch", "symlink_to", "rmtree",
    "remove", "removedirs", "makedirs", "move", "copy", "copyfile", "copytree", "truncate", "chmod",
}  # fmt: skip
FILE_OWNERS = {"os", "shutil"}
ORDER = (
    "model", "characters", "spans", "problems", "strictyaml", "shipped", "config", "urls", "plugin",
    "language", "authority", "seeds", "metadata", "speech", "topics", "identity",
    "archive", "publish", "checks", "cli", "__main__",
)  # fmt: skip
"""Modules of the root and rooms, from the ground up: each knows only what stands before it."""


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
    """Return the modules and packages of the engine that a module imports, those for type checking among them."""
    found: set[str] = set()
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            inner = {f"{node.module}.{alias.name}" for alias in node.names}
            found.update(one if file_of(one) else node.module for one in inner)
    return {one.removeprefix("onrecord.") for one in found if one.startswith("onrecord.")}


def file_of(module: str) -> Path | None:
    """Return the file of a module or package of the engine."""
    place = PACKAGE.parent / module.replace(".", "/")
    return next((p for p in (place.with_suffix(".py"), place / "__init__.py") if p.is_file()), None)


def closure(*modules: str) -> set[str]:
    """Return some modules of the engine with all that they import, directly or not."""
    waiting, found = list(modules), set()
    while waiting:
        one = waiting.pop()
        path = file_of(f"onrecord.{one}")
        if one not in found and path is not None:
            found.add(one)
            waiting += own(path)
    return found


def room(module: str) -> str:
    return module.partition(".")[0]


def dotted(path: Path) -> str:
    return name(path).removesuffix(".py").removesuffix("/__init__").replace("/", ".")


def rooms_in(outer: str) -> Callable[[str], str]:
    """Return what names the room of a module in an outer room, and nothing for what stands outside of it."""
    return lambda module: room(module.removeprefix(f"{outer}.")) if module.startswith(f"{outer}.") else ""


def below(*parts: str) -> list[Path]:
    return [p for p in MODULES if room(dotted(p)) in parts]


def drawing(modules: Iterable[Path], short: Callable[[str], str]) -> str:
    """Return one line a room, `room → rooms that it knows`, in the order of their first mention from the ground up."""
    arrows: dict[str, set[str]] = {}
    for path in modules:
        here = short(dotted(path))
        arrows.setdefault(here, set()).update(short(one) for one in own(path) if short(one) and short(one) != here)
    arrows.pop("", None)
    ranked: list[str] = []
    while len(ranked) < len(arrows):
        ready = sorted(one for one in arrows if one not in ranked and arrows[one] <= set(ranked))
        assert ready, f"a circle among {sorted(set(arrows) - set(ranked))}"
        ranked += ready
    width = max(map(len, ranked))
    return "\n".join(f"{one:{width}} → {' '.join(sorted(arrows[one]))}".rstrip(" →") for one in ranked)


def test_there_is_something_to_look_at() -> None:
    assert len(MODULES) > 40
    assert HOOKS
    assert "seeds.decoding" in own(PACKAGE / "seeds" / "paragraphs.py")


def test_every_room_has_its_place() -> None:
    assert {room(dotted(path)) for path in MODULES} == {*ORDER, "__init__"}


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_rooms_know_only_what_stands_below_them(path: Path) -> None:
    here = room(dotted(path))
    known = {room(one) for one in own(path)} - {here}
    assert known <= set(ORDER[: ORDER.index(here)] if here in ORDER else ())


def test_modules_form_no_circle() -> None:
    drawing(MODULES, lambda module: module)


@pytest.mark.parametrize(
    ("parts", "modules"),
    [
        (extraction.PARTS, ["archive.extraction"]),
        (pipeline.REDUCTION_PARTS, ["archive.reduce"]),
        (pipeline.TOPICS_PARTS, ["topics.find"]),
        (queries.PAGES_PARTS, ["publish.pages", "publish.json_data"]),
    ],
    ids=["extraction", "reduction", "topics", "pages"],
)
def test_digests_are_of_all_the_code_that_a_result_hangs_on(parts: tuple[str, ...], modules: list[str]) -> None:
    assert all((PACKAGE / part).exists() for part in parts)
    assert {room(one) for one in closure(*modules)} <= {part.removesuffix(".py") for part in parts}


def test_the_drawings_are_in_the_guide() -> None:
    guide = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    assert drawing(MODULES, room) in guide
    for inner in ("speech", "speech.english"):
        assert drawing([p for p in MODULES if dotted(p).startswith(f"{inner}.")], rooms_in(inner)) in guide


def test_the_records_know_only_the_standard_library() -> None:
    found = {one.partition(".")[0] for one in imports(PACKAGE / "model.py")}
    assert found <= sys.stdlib_module_names | {"__future__"}


@pytest.mark.parametrize("path", below("speech"), ids=name)
def test_speech_knows_metadata_only_as_a_record(path: Path) -> None:
    assert {room(one) for one in own(path)} <= {"model", "spans", "strictyaml", "language", "speech"}


@pytest.mark.parametrize("path", [p for p in MODULES if name(p).startswith("publish/pages/")], ids=name)
def test_pages_see_records_and_never_the_catalogue(path: Path) -> None:
    assert not {"archive.catalogue", "publish.pipeline", "publish.sync", "publish.mkdocs_site"} & own(path)


def test_urls_depend_on_nothing_of_the_engine() -> None:
    assert own(PACKAGE / "urls.py") == set()


def test_words_are_recomputed_without_the_engine() -> None:
    known = {"model", "checks.html", "seeds.files", "checks.verify.differences"}
    spreads_tasks = {"publish.render"}
    assert own(PACKAGE / "checks" / "verify" / "words.py") <= known | spreads_tasks
    assert own(PACKAGE / "checks" / "html.py") == set()


@pytest.mark.parametrize("path", HOOKS, ids=lambda p: p.name)
def test_hooks_never_import_the_engine(path: Path) -> None:
    assert not any(one.partition(".")[0] == "onrecord" for one in imports(path))


def test_the_plugin_knows_of_the_engine_only_where_its_files_are() -> None:
    assert own(PACKAGE / "plugin.py") == {"shipped"}
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


NETWORK = {"cli/fetching.py": "fetches one text, and only when a person gives `add` its address"}


def test_only_the_command_that_adds_a_text_uses_the_network() -> None:
    users = [name(path) for path in MODULES if "cli.fetching" in own(path)]
    assert users == ["cli/add.py"]
    assert all(imports(PACKAGE / one) & {"http.client"} for one in NETWORK)


@pytest.mark.parametrize("path", [*(p for p in MODULES if name(p) not in NETWORK), *HOOKS], ids=lambda p: p.name)
def test_no_clock_no_network_no_chance(path: Path) -> None:
    found = {one.partition(".")[0] for one in imports(path)}
    assert found & {"random", "secrets", "uuid", "socket", "http", "requests", "tempfile", "time"} == set()
    assert not any(one.startswith("urllib.request") for one in imports(path))


@pytest.mark.parametrize("path", TESTS, ids=lambda p: p.relative_to(ROOT).as_posix())
def test_no_test_measures_speed(path: Path) -> None:  # tools/growth.py and tools/bench.py do
    words = {node.attr for node in ast.walk(tree(path)) if isinstance(node, ast.Attribute)}
    words |= {one.rpartition(".")[2] for one in imports(path)}
    assert not [word for word in words if word.startswith(("process_time", "perf_counter"))]


PATTERN_CALLS = {"compile", "match", "search", "fullmatch", "findall", "finditer", "split", "sub", "subn"}


def loose_patterns(path: Path) -> Iterator[str]:
    """Yield patterns that are written out in a function, and names of compiled ones that do not say what they are.

    A pattern is written out, also as an f-string or a sum, when nothing in it is known only inside the function.
    """
    module = tree(path)
    bodies = [module.body, *(node.body for node in module.body if isinstance(node, ast.ClassDef))]
    assigned = [one for body in bodies for one in body if isinstance(one, ast.Assign | ast.AnnAssign) and one.value]
    known = {node.id for one in assigned for node in ast.walk(one) if isinstance(node, ast.Name)} | {"re"}
    compiled = {id(node) for one in assigned for node in _pattern_calls(one) if _called(node) == "compile"}
    for node in _pattern_calls(module):
        used = {one.id for one in ast.walk(node.args[0]) if isinstance(one, ast.Name)}
        if id(node) not in compiled and used <= known:
            yield f"line {node.lineno}: re.{_called(node)}"
    for one in assigned:
        targets = one.targets if isinstance(one, ast.Assign) else [one.target]
        names = [ast.unparse(target) for target in targets if list(_pattern_calls(one))]
        yield from (f"line {one.lineno}: {name}" for name in names if not name.endswith(("PATTERN", "PATTERNS")))


def _pattern_calls(within: ast.AST) -> Iterator[ast.Call]:
    for node in ast.walk(within):
        if isinstance(node, ast.Call) and ast.unparse(node.func).startswith("re.") and _called(node) in PATTERN_CALLS:
            yield node


def _called(call: ast.Call) -> str:
    return ast.unparse(call.func).removeprefix("re.")


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_patterns_are_compiled_at_the_top_and_called_patterns(path: Path) -> None:
    assert list(loose_patterns(path)) == []


def test_the_test_itself_sees_loose_patterns(tmp_path: Path) -> None:
    bad = tmp_path / "bad.py"
    bad.write_text(
        "A_PATTERN = re.compile('a')\nB_PATTERNS: X = {1: re.compile(f'{C}b')}\nC = 'c'\nD = re.compile('d')\n"
        "def f(x):\n    re.compile('e')\n    re.match(f'{C}', x)\n    re.sub('a' + C, '', x)\n"
        "    re.compile(f'{x}{C}')\n    re.split(x, C)\n    A_PATTERN.sub('', x)\n    re.escape('f')\n",
        encoding="utf-8",
    )
    found = [one.removeprefix("line ") for one in loose_patterns(bad)]
    assert found == ["6: re.compile", "7: re.match", "8: re.sub", "4: D"]


def test_there_is_no_room_for_odds_and_ends() -> None:
    names = {p.stem for p in MODULES} | {p.parent.name for p in MODULES}
    assert names & {"utils", "util", "helpers", "misc", "common"} == set()
