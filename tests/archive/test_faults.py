"""What nobody foresaw costs one seed, or a fresh catalogue, and never the archive."""

from __future__ import annotations

import contextlib
import errno
import os
import random
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from onrecord import config
from onrecord.archive import faults, reduce, rows, workers
from onrecord.archive.faults import Fault, Spoiled
from onrecord.config import Archive
from onrecord.model import Refused
from onrecord.publish import json_data, pages, pipeline, render, units
from onrecord.publish.pages.views import ArticleView
from onrecord.publish.pipeline import Options, Result
from onrecord.publish.queries import Queries
from onrecord.seeds import files
from onrecord.topics import find
from samples.archives import ROOT, SmallArchive

STORY = """The council of Port Aldwyn voted on Tuesday to mend the old sea wall, number {0}.

“We cannot wait for another winter {0},” said Marta Quell, the mayor of Port Aldwyn.

Harbour master Idris Penhale of berth {0} said the work would take {0} months.

Licence: CC BY 4.0
"""
CONFIG = f"site_name: Small\nextra: {{onrecord: {{authority: authority, shared: {ROOT}/authority, pages: pages}}}}\n"
BAD = "story-003.txt"
TRIES = 45
"""How often a catalogue is damaged; so often it was when 12 builds fell over it and 3 published what was not so."""


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    (tmp_path / "mkdocs.yml").write_text(CONFIG, encoding="utf-8")
    for folder in ("pages", "authority", "seeds"):
        (tmp_path / folder).mkdir()
    for number in range(6):
        (tmp_path / "seeds" / f"story-{number:03}.txt").write_text(STORY.format(number), encoding="utf-8")
    return config.load(tmp_path / "mkdocs.yml")


def build(archive: Archive, **more: Any) -> Result:
    return pipeline.build(archive, Options(**{"jobs": 1, **more}))


def tree(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def engine(result: Result) -> list[tuple[str, str]]:
    return [(Path(p.path).name, p.message) for p in result.problems if p.code == "ENGINE"]


def stumbling(function: Callable[..., Any], is_bad: Callable[..., bool]) -> Callable[..., Any]:
    """Return a function that falls over its feet where something is bad."""

    def instead(*values: Any, **named: Any) -> Any:
        if is_bad(*values):
            raise KeyError("feet \n\x1b")
        return function(*values, **named)

    return instead


def is_bad_page(view: object, *_: object) -> bool:
    return isinstance(view, ArticleView) and view.seed.name == BAD


def has_bad_text(document: Any, *_: object) -> bool:
    return "number 3." in document.text


STEPS: dict[str, tuple[Any, str, Callable[..., bool]]] = {
    "reading the file": (files, "read", lambda _folder, name: name == BAD),
    "topics": (find, "find", has_bad_text),
    "rows": (rows, "article", lambda extraction, _: extraction.name == BAD),
    "page": (pages, "render", is_bad_page),
    "data file": (json_data, "article", is_bad_page),
}


@pytest.mark.parametrize("step", STEPS)
def test_a_fault_in_what_belongs_to_one_seed_refuses_that_seed(
    step: str, archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = archive.seeds / BAD
    aside = place.rename(archive.root / BAD)
    build(archive)
    expected = tree(archive.docs)
    aside.rename(place)
    module, name, is_bad = STEPS[step]
    monkeypatch.setattr(module, name, stumbling(getattr(module, name), is_bad))
    for _ in range(2):
        result = build(archive)
        [(path, message)] = engine(result)
        assert path == BAD
        assert "KeyError at " in message
        assert message.isprintable()
        assert (result.counts.articles, result.counts.refused, result.rebuilt) == (5, 1, "")
        docs = tree(archive.docs)
        assert docs.keys() == expected.keys()
        told = {path for path in docs if docs[path] != expected[path]}
        changed = {"index.md", "work/problems.md", "data/problems.json", "data/archive.json", ".onrecord/signatures"}
        assert told <= changed
        assert not [path for path, content in docs.items() if b"winter 3" in content]
    assert build(archive).report.written == []
    assert not build(archive, dry=True).report.changed
    monkeypatch.undo()
    topics = "topics:\n- {id: walls, name: Walls, strong: [sea wall]}\n"
    (archive.authority / "topics.yml").write_text(topics, encoding="utf-8")
    result = build(archive)
    assert result.counts.articles == 6
    assert engine(result) == []


def test_what_was_found_in_a_seed_and_cannot_be_kept_refuses_it(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    make = rows.article

    def instead(extraction: Any, story: Any) -> Any:
        row = make(extraction, story)
        return (row[0], "half \ud83d", *row[2:]) if extraction.name == BAD else row

    monkeypatch.setattr(rows, "article", instead)
    result = build(archive)
    assert [path for path, _ in engine(result)] == [BAD]
    assert "UnicodeEncodeError at archive/catalogue.py" in engine(result)[0][1]
    assert (result.counts.articles, result.rebuilt) == (5, "")


def made_of(words: str, _queries: object) -> list[tuple[str, bytes]]:
    if words == "bad":
        raise KeyError(words)
    return [(f"{words}.md", words.encode())]


def test_processes_beside_this_one_tell_which_pages_they_could_not_make(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(render, "FEW", 1)
    catalogue, _, known = pipeline.gather(archive, Options(jobs=1))
    words = [*(f"good-{number}" for number in range(40)), "bad", "last"]
    units = [render.Unit(word, "", partial(made_of, word), f"{word}.txt") for word in words]
    made = []
    with contextlib.closing(catalogue), pytest.raises(Spoiled) as caught:
        made.extend(render.made(units, Queries(catalogue, archive, known), 2))
    assert sorted(unit.name for unit, _ in made) == sorted(set(words) - {"bad"})
    assert list(caught.value.seeds) == ["bad.txt"]
    assert "KeyError at publish/render.py:" in caught.value.seeds["bad.txt"]


def test_a_look_without_writing_comes_to_the_same_and_changes_nothing(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    build(archive)
    monkeypatch.setattr(pages, "render", stumbling(pages.render, is_bad_page))
    (archive.seeds / BAD).write_text(STORY.format("3. "), encoding="utf-8")
    before = tree(archive.root)
    result = build(archive, dry=True)
    assert [path for path, _ in engine(result)] == [BAD]
    assert "articles/story-003.md" in result.report.deleted
    assert tree(archive.root) == before


def test_when_no_page_of_many_can_be_made_it_is_not_the_seeds(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pages, "render", stumbling(pages.render, lambda view, _: isinstance(view, ArticleView)))
    result = build(archive)
    assert (result.counts.articles, len(engine(result))) == (0, 6)
    assert "NOTHING-TO-PUBLISH" in {problem.code for problem in result.problems}
    for number in range(6, 20):
        (archive.seeds / f"story-{number:03}.txt").write_text(STORY.format(number), encoding="utf-8")
    shutil.rmtree(archive.cache)
    with pytest.raises(Refused, match=r"^making 'article:story-000' failed, and once more with a fresh catalogue: "):
        build(archive)


ARCHIVE_WIDE = {
    "comparing the articles": (reduce, "_digest_articles"),
    "making the pages": (units, "home"),
    "reading the seeds": (workers, "entries"),
    "making 'data:speakers'": (json_data, "speakers"),
}


@pytest.mark.parametrize("stage", ARCHIVE_WIDE)
def test_a_fault_that_is_nobodys_makes_a_fresh_catalogue_once_and_then_says_what_to_do(
    stage: str, archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    build(archive)
    expected = tree(archive.docs)
    (archive.seeds / BAD).write_text(STORY.format("three"), encoding="utf-8")
    times = [1]

    def again(*_: object) -> bool:
        times[0] -= 1
        return times[0] >= 0

    module, name = ARCHIVE_WIDE[stage]
    monkeypatch.setattr(module, name, stumbling(getattr(module, name), again))
    result = build(archive)
    assert result.rebuilt.startswith("KeyError at ")
    assert (result.read, result.counts.articles, engine(result)) == (6, 6, [])
    (archive.seeds / BAD).write_text(STORY.format(3), encoding="utf-8")
    times[0] = 2
    with pytest.raises(Refused) as caught:
        build(archive)
    problem = caught.value.problem
    assert problem.code == "ENGINE"
    assert problem.message.startswith(f"{stage} failed, and once more with a fresh catalogue: KeyError at ")
    assert problem.path == str(archive.cache)
    assert str(archive.cache) in problem.fix
    assert "report it" in problem.fix
    assert build(archive).counts.articles == 6
    assert tree(archive.docs) == expected


def test_whoever_asks_gets_an_answer_from_a_fresh_catalogue(archive: Archive) -> None:
    build(archive)
    asked: list[Queries] = []

    def question(queries: Queries) -> int:
        asked.append(queries)
        if len(asked) == 1:
            raise ValueError("not what it should be")
        return int(queries.catalogue.one("SELECT count(*) FROM articles"))

    answer, result = pipeline.ask(archive, Options(jobs=1), question)
    assert (answer, result.read) == (6, 6)
    assert result.rebuilt.endswith("'not what it should be'")
    with pytest.raises(Refused, match=r"^looking things up failed, and once more with a fresh catalogue: "):
        pipeline.ask(archive, Options(jobs=1), lambda _: {}["nothing"])


class Quit(BaseException):
    """Stands for Ctrl-C, which pytest would take as meant for itself."""


@pytest.mark.parametrize(
    "error",
    [
        OSError(errno.ENOSPC, "No space left on device"),
        PermissionError(errno.EACCES, "Permission denied"),
        Refused(pipeline.problems.make("CONFIG", "x", "cannot be used")),
        Quit(),
    ],
)
def test_what_people_and_disks_do_is_no_fault_and_costs_no_catalogue(
    error: BaseException, archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    build(archive)
    before = archive.catalogue.stat().st_ino
    (archive.seeds / BAD).write_text(STORY.format("three"), encoding="utf-8")

    def fail(*_: object) -> None:
        raise error

    for module, name in (reduce, "_digest_articles"), (workers, "_stories"), (units, "home"), (json_data, "article"):
        if isinstance(error, Refused) and module is workers:  # that is how the stages refuse a seed
            continue
        with monkeypatch.context() as patch:
            patch.setattr(module, name, fail)
            with pytest.raises(type(error)):
                build(archive)
    assert archive.catalogue.stat().st_ino == before
    assert build(archive).rebuilt == ""


def test_errors_of_sqlite_are_told_apart_by_their_codes() -> None:
    for code, expected in (
        (sqlite3.SQLITE_FULL, False), (sqlite3.SQLITE_READONLY_DBMOVED, False), (sqlite3.SQLITE_BUSY, False),
        (sqlite3.SQLITE_CORRUPT, True), (sqlite3.SQLITE_NOTADB, True), (sqlite3.SQLITE_ERROR, True),
    ):  # fmt: skip
        error = sqlite3.OperationalError("any words")
        error.sqlite_errorcode = code
        assert faults.unexpected(error) is expected
    assert not faults.unexpected(KeyboardInterrupt())


def test_the_innermost_stage_is_told_and_the_words_are_one_line() -> None:
    with pytest.raises(Fault) as caught, faults.stage("outer"), faults.stage("inner"):
        raise ValueError("two\nlines\x1b" + "x" * 1000)
    assert caught.value.stage == "inner"
    assert caught.value.what.isprintable()
    assert len(caught.value.what) < 300
    assert " at test_faults.py:" in caught.value.what


def test_flipped_bits_never_reach_a_page_and_never_stop_a_build(archive: Archive) -> None:
    for number in range(6, 30):
        (archive.seeds / f"story-{number:03}.txt").write_text(STORY.format(number), encoding="utf-8")
    build(archive)
    expected = tree(archive.docs)
    whole = archive.catalogue.read_bytes()
    healed = 0
    for attempt in range(TRIES):
        chance = random.Random(attempt)
        damaged = bytearray(whole)
        for _ in range(chance.randint(1, 16)):
            bit = chance.randrange(8 * len(damaged))
            damaged[bit // 8] ^= 1 << bit % 8
        archive.catalogue.write_bytes(damaged)
        shutil.rmtree(archive.docs)
        healed += bool(build(archive).rebuilt)
        assert tree(archive.docs) == expected, attempt
        assert not build(archive, dry=True).report.changed, attempt
    assert healed > TRIES // 2


LATIN = os.fsdecode(b"caf\xe9.txt")
ESCAPED = '---\ntitle: "Rain\\x1b"\n---\nRain on the quay.\n'
SPEAKERS = """speakers:
- {id: index, name: Marta Quell}
- {id: "idris\\0", name: Idris Penhale}
- {id: the-mayor, name: Marta Quell}
"""


@pytest.fixture(scope="module")
def hostile(small_archive: Callable[..., SmallArchive]) -> Iterator[SmallArchive]:
    """Make an archive in which everything lies that a single file could stop."""
    small = small_archive({"good.txt": STORY.format(1), "Good.txt": STORY.format(2), "escaped.md": ESCAPED})
    folder = small.folder / "seeds"
    for name in (LATIN, f"{LATIN}.yml", os.fsdecode(b"m\xe4rz/a.txt"), "noted.txt"):
        path = folder / name
        try:
            path.parent.mkdir(exist_ok=True)
        except OSError:
            pytest.skip("this file system takes only UTF-8 names")
        path.write_text(STORY.format("x"), encoding="utf-8")
    (folder / "noted.txt.yml").write_text('title: "\\u202e"\n', encoding="utf-8")
    own = small.folder / "authority"
    shutil.copytree(ROOT / "authority", own)
    (own / "speakers.yml").write_text(SPEAKERS, encoding="utf-8")
    config_file = small.folder / "mkdocs.yml"
    config_file.write_text(config_file.read_text("utf-8").replace(f"{ROOT}/authority", "authority"), "utf-8")
    here = Path.cwd()
    os.chdir(folder)
    for _ in range(1200):
        Path("b").mkdir()
        os.chdir("b")
    os.chdir(here)
    yield small
    os.chdir(folder)
    for _ in range(1200):
        os.chdir("b")
    for _ in range(1200):
        os.chdir("..")
        Path("b").rmdir()
    os.chdir(here)


REFUSED = [
    "authority/speakers.yml:2: AUTHORITY entry 'index', id:",
    "authority/speakers.yml:3: AUTHORITY entry 'idris\\x00' holds U+0000 (NULL)",
    "seeds/Good.txt: SAME-NAME",
    "seeds/b/b/b/",
    "seeds/caf\\xe9.txt: FILE-NAME the name of the file is not in UTF-8",
    "seeds/escaped.md:2: CONTROL-CHARACTER the YAML holds U+001B (ESCAPE)",
    "seeds/m\\xe4rz: FILE-NAME the name of the folder is not in UTF-8",
    "seeds/noted.txt.yml:1: CONTROL-CHARACTER the YAML holds U+202E (RIGHT-TO-LEFT OVERRIDE)",
]


@pytest.mark.parametrize(
    "command",
    [
        *("build --keep-going", "build --check --keep-going", "site --keep-going", "check", "people"),
        *("explain good.txt", "explain Good.txt"),
    ],
)
def test_no_single_file_stops_any_command(command: str, hostile: SmallArchive) -> None:
    if "--check" in command:
        hostile.run("build", "--keep-going")
    done = hostile.run(*command.split(), check=False)
    said = done.stdout + done.stderr
    assert done.returncode == (command in ("check", "explain Good.txt")), said
    assert "Fault in the program" not in said
    assert "ENGINE" not in said
    if command.split()[0] in ("build", "check", "site"):
        for line in REFUSED:
            assert f"\n{line}" in f"\n{said}", line
        assert said.count("PATH-LIMIT") == 1
    if command == "site":
        assert (hostile.folder / "site" / "speakers" / "the-mayor" / "index.html").is_file()


def test_a_refused_name_may_be_asked_for(hostile: SmallArchive) -> None:
    for asked, told in (
        (LATIN, "seeds/caf\\xe9.txt: FILE-NAME"),
        (os.fsdecode(b"m\xe4rz/a.txt"), "seeds/m\\xe4rz: FILE-NAME"),
        ("noted.txt", "seeds/noted.txt.yml:1: CONTROL-CHARACTER"),
        ("Good.txt", "seeds/Good.txt: SAME-NAME"),
    ):
        for command in ("explain", "check"):
            done = hostile.run(command, f"seeds/{asked}", check=False)
            assert done.returncode == 1
            assert done.stdout.startswith(told)
            assert done.stdout.count("\n") == 1


def test_an_archive_may_lie_in_a_folder_whose_name_is_no_text(tmp_path: Path) -> None:
    folder = tmp_path / os.fsdecode(b"m\xe4rz")
    try:
        (folder / "seeds").mkdir(parents=True)
    except OSError:
        pytest.skip("this file system takes only UTF-8 names")
    text = f"site_name: Small\nextra: {{onrecord: {{pages: {ROOT}/docs}}}}\n"
    (folder / "mkdocs.yml").write_text(text, encoding="utf-8")
    (folder / "seeds" / "a.txt").write_text(STORY.format(1), encoding="utf-8")
    small = SmallArchive(folder)
    for command in ("build", "people", "explain a.txt"):
        small.run(*command.split())
    done = small.run("check", "--format", "json")
    assert "m\\\\xe4rz/authority/speakers.yml" in done.stdout
