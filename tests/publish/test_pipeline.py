"""From seeds to docs: incremental, the same however it is run, and never stopped by one bad seed."""

from __future__ import annotations

import multiprocessing
import os
import shutil
import signal
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from pathlib import Path

import pytest

from onrecord import config
from onrecord.archive import reduce, workers
from onrecord.archive.workers import Fresh, Rules
from onrecord.authority import records
from onrecord.config import Archive
from onrecord.model import Refused, Seed
from onrecord.publish import pipeline
from onrecord.publish.pipeline import Options, Result
from samples.archives import FIRST_SEED, HANG, ROOT

STORY = """The council of Port Aldwyn voted on Tuesday to mend the old sea wall, number {0}.

“We cannot wait for another winter {0},” said Marta Quell, the mayor of Port Aldwyn.

Harbour master Idris Penhale said the work would take {0} months.

Licence: CC BY 4.0
"""
CONFIG = "site_name: Small\nextra: {{onrecord: {{authority: {0}/authority, pages: pages}}}}\n"


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    (tmp_path / "mkdocs.yml").write_text(CONFIG.format(ROOT), encoding="utf-8")
    (tmp_path / "pages").mkdir()
    (tmp_path / "pages" / "about.md").write_text("# About\n", encoding="utf-8")
    (tmp_path / "seeds").mkdir()
    return config.load(tmp_path / "mkdocs.yml")


def plant(archive: Archive, *numbers: int) -> None:
    for number in numbers:
        (archive.seeds / f"story-{number:03}.txt").write_text(STORY.format(number), encoding="utf-8")


def build(archive: Archive, jobs: int = 1, **more: object) -> Result:
    return pipeline.build(archive, Options(jobs=jobs, **more))  # type: ignore[arg-type]


def tree(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def codes(result: Result) -> list[tuple[str, str]]:
    return [(Path(p.path).name, p.code) for p in result.problems if p.severity != "info"]


def test_first_build_makes_pages_and_copies_those_written_by_hand(archive: Archive) -> None:
    plant(archive, 1, 2)
    result = build(archive)
    assert (result.seeds, result.read, result.counts.articles) == (2, 2, 2)
    docs = tree(archive.docs)
    for path in ("index.md", "articles/story-001.md", "articles/index.md", "data/articles/story-002.json", "about.md"):
        assert path in docs, path
    assert b"We cannot wait for another winter 1" in docs["articles/story-001.md"]


def test_second_build_reads_and_writes_nothing(archive: Archive) -> None:
    plant(archive, *range(5))
    first = build(archive)
    assert first.report.changed
    second = build(archive)
    assert (second.read, second.report.written, second.report.deleted) == (0, [], [])
    assert second.report.unchanged == len(first.report.written)


def test_one_changed_seed_touches_only_what_depends_on_it(archive: Archive) -> None:
    plant(archive, *range(5))
    build(archive)
    (archive.seeds / "story-003.txt").write_text(STORY.format("thirty-three"), encoding="utf-8")
    result = build(archive)
    assert result.read == 1
    assert "articles/story-003.md" in result.report.written
    assert not any("story-001" in path for path in result.report.written)
    fresh = archive.root / "fresh"
    before = tree(archive.docs)
    shutil.rmtree(archive.cache)
    shutil.move(archive.docs, fresh)
    build(archive)
    assert tree(archive.docs) == before


def test_deleted_and_renamed_seeds_take_their_pages_with_them(archive: Archive) -> None:
    plant(archive, 1, 2, 3)
    build(archive)
    (archive.seeds / "story-001.txt").unlink()
    (archive.seeds / "story-002.txt").rename(archive.seeds / "other.txt")
    result = build(archive)
    assert result.counts.articles == 2
    docs = tree(archive.docs)
    assert not any("story-001" in path or "story-002" in path for path in docs)
    assert "articles/other.md" in docs
    assert not any(b"story-001" in data or b"story-002" in data for data in docs.values())


def test_a_page_that_was_edited_or_deleted_by_mistake_is_made_again(archive: Archive) -> None:
    plant(archive, 1, 2)
    build(archive)
    before = tree(archive.docs)
    (archive.docs / "articles" / "story-001.md").write_text("scribble", encoding="utf-8")
    (archive.docs / "articles" / "story-002.md").unlink()
    result = build(archive)
    assert result.read == 0
    assert tree(archive.docs) == before


def test_dry_build_tells_and_writes_nothing(archive: Archive) -> None:
    plant(archive, 1)
    assert build(archive, dry=True).report.changed
    assert not archive.docs.exists()
    assert not archive.catalogue.exists()
    build(archive)
    assert not build(archive, dry=True).report.changed
    before = tree(archive.root)
    plant(archive, 2)
    (archive.seeds / "story-001.txt").unlink()
    report = build(archive, dry=True).report
    assert "articles/story-002.md" in report.written
    assert "articles/story-001.md" in report.deleted
    after = tree(archive.root)
    assert {p: d for p, d in after.items() if not p.startswith("seeds/")} == {
        p: d for p, d in before.items() if not p.startswith("seeds/")
    }


@pytest.mark.parametrize("way", ["processes", "executor"])
def test_the_pages_are_the_same_however_the_work_is_spread(archive: Archive, way: str) -> None:
    plant(archive, *range(workers.FEW + workers.CHUNK + 3))
    build(archive)
    serial = tree(archive.docs)
    shutil.rmtree(archive.cache)
    shutil.rmtree(archive.docs)
    if way == "processes":
        result = build(archive, jobs=2)
    else:
        with ThreadPoolExecutor(2) as pool:
            result = build(archive, jobs=2, executor=pool)
    assert result.read == len(list(archive.seeds.iterdir()))
    assert tree(archive.docs) == serial


def test_editing_authority_files_never_reads_seeds_again(archive: Archive, tmp_path: Path) -> None:
    folder = tmp_path / "authority"
    shutil.copytree(ROOT / "authority", folder)
    mine = config.load(archive.config, authority=folder)
    plant(mine, 1, 2)
    assert build(mine).read == 2
    (folder / "topics.yml").write_text("topics:\n- {id: walls, name: Walls, strong: [sea wall]}\n", encoding="utf-8")
    result = build(mine)
    assert (result.read, result.counts.topics) == (0, 1)
    assert "topics/walls.md" in tree(mine.docs)
    speakers = "speakers:\n- {id: the-mayor, name: Marta Quell, aliases: [Mayor Quell]}\n"
    (folder / "speakers.yml").write_text(speakers, encoding="utf-8")
    assert build(mine).read == 0


def test_a_damaged_catalogue_is_made_anew_once_and_said(archive: Archive) -> None:
    plant(archive, *range(30))
    build(archive)
    before = tree(archive.docs)
    for place in (0, 2):
        data = bytearray(archive.catalogue.read_bytes())
        middle = len(data) // 3 * place // 2
        data[middle : middle + 30000] = b"\xff" * 30000
        archive.catalogue.write_bytes(bytes(data))
        result = build(archive)
        assert result.rebuilt
        assert tree(archive.docs) == before
        assert build(archive).rebuilt == ""


def test_doubles_and_shared_names_are_reported(archive: Archive) -> None:
    plant(archive, 1)
    (archive.seeds / "copy.txt").write_bytes((archive.seeds / "story-001.txt").read_bytes())
    (archive.seeds / "sub").mkdir()
    (archive.seeds / "sub" / "story-001.txt").write_text(STORY.format("two"), encoding="utf-8")
    result = build(archive)
    assert codes(result) == [("story-001.txt", "ADDRESS-TAKEN"), ("story-001.txt", "DUPLICATE")]
    assert result.counts.articles == 2
    articles = [path for path in tree(archive.docs) if path.startswith("articles/story-001")]
    assert len(articles) == 1
    with (archive.seeds / "sub" / "story-001.txt").open("a", encoding="utf-8") as file:
        file.write("\nOne more paragraph.\n")
    assert ("story-001.txt", "ADDRESS-TAKEN") in codes(build(archive))
    (archive.seeds / "sub" / "story-001.txt").unlink()
    (archive.seeds / "copy.txt").unlink()
    assert codes(build(archive)) == []


def test_an_archive_without_seeds_says_so(archive: Archive) -> None:
    result = build(archive)
    assert [p.code for p in result.problems if p.severity == "error"] == ["NO-SEEDS"]
    archive.seeds.rmdir()
    with pytest.raises(Refused, match="no such folder"):
        build(archive)


def test_an_archive_of_refused_seeds_says_so_and_recovers(archive: Archive) -> None:
    (archive.seeds / "picture.jpg").write_bytes(b"\xff\xd8")
    (archive.seeds / "empty.txt").write_bytes(b"")
    result = build(archive)
    assert result.counts.articles == 0
    assert result.counts.refused == 2
    assert [p.code for p in result.problems if p.severity == "error"] == ["NOTHING-TO-PUBLISH"]
    plant(archive, 1)
    result = build(archive)
    assert result.counts.articles == 1
    assert not [p for p in result.problems if p.severity == "error"]


def test_the_first_seed_is_published_with_its_topics(archive: Archive) -> None:
    shutil.copy(FIRST_SEED, archive.seeds)
    result = build(archive)
    assert result.counts.articles == 1
    assert result.counts.topics >= 3
    assert [p.code for p in result.problems if p.severity in ("refused", "error")] == []


class Trap:
    """A seed that does harm to the process that reads it."""

    def __init__(self, name: str, harm: Callable[[], None]) -> None:
        self.name, self.sha256, self.sidecar, self.harm, self.sprung = name, "0" * 64, None, harm, False

    @property
    def data(self) -> bytes:
        harmless_here = multiprocessing.parent_process() is None and self.harm in (die, sleep_soundly)
        if not self.sprung and not harmless_here:
            self.sprung = True
            self.harm()
        return b"Words."


def die() -> None:
    os._exit(3)


def toil() -> None:
    while True:
        pass


def sleep_soundly() -> None:
    signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGPROF])
    time.sleep(60)


def stumble() -> None:
    raise RuntimeError("a rule fell over \n its feet")


def tasks(*traps: Trap) -> list[Fresh]:
    good = [Seed(f"good-{n:02}.txt", STORY.format(n).encode(), f"{n:064}") for n in range(workers.FEW + 10)]
    seeds = [*good[:5], *traps, *good[5:]]
    return [Fresh(seed, f"key-{seed.name}") for seed in seeds]  # type: ignore[arg-type]


def rules(seconds: float = HANG) -> Rules:
    known = records.load(ROOT / "authority")
    return Rules(known.reading, known.topics, reduce.digest("any"), seconds)


@pytest.fixture
def awaited(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have a pool be up before it is used: how long that takes is for the machine to say, and no seed's fault."""

    def pool(jobs: int) -> ProcessPoolExecutor:
        started = start(jobs)
        started.submit(workers.work, (), None).result(HANG)
        return started

    start = workers.pool
    monkeypatch.setattr(workers, "pool", pool)


@pytest.mark.usefixtures("awaited")
@pytest.mark.parametrize(
    ("harm", "code", "jobs"),
    [(stumble, "ENGINE", 1), (stumble, "ENGINE", 2), (toil, "SLOW", 1), (toil, "SLOW", 2), (die, "CRASH", 2),
     (sleep_soundly, "SLOW", 2)],
)  # fmt: skip
def test_a_seed_that_does_harm_is_named_and_the_rest_goes_on(harm: Callable[[], None], code: str, jobs: int) -> None:
    limit = 2.0 if code == "SLOW" else HANG  # seconds; a good seed takes a few hundredths of one
    made = list(workers.entries(tasks(Trap("bad.txt", harm)), rules(limit), jobs))
    assert sorted(one.name for one in made) == sorted(one.seed.name for one in tasks(Trap("bad.txt", harm)))
    bad = next(one for one in made if one.name == "bad.txt")
    assert [problem.code for problem in bad.problems] == [code]
    assert bad.text is None
    assert bad.key == ("key-bad.txt" if code == "ENGINE" else "")  # a slow machine may be quicker next time
    assert all(one.text for one in made if one is not bad)


def test_several_that_bring_their_process_down_are_all_named() -> None:
    traps = [Trap("bad-1.txt", die), Trap("bad-2.txt", die)]
    made = list(workers.entries(tasks(*traps), rules(), 2))
    named = sorted(one.name for one in made if [p.code for p in one.problems] == ["CRASH"])
    assert named == ["bad-1.txt", "bad-2.txt"]
    assert len(made) == len(tasks(*traps))
