"""The way from seeds to docs: read what changed, bring the catalogue in step, make the pages that are affected."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from concurrent.futures import Executor
from dataclasses import dataclass, field
from pathlib import Path

from onrecord import addresses, authority, extraction, handwritten, mapping, problems, reduction, rendering, sync
from onrecord.assembly import Assembly
from onrecord.authority import Authority
from onrecord.cache import held
from onrecord.catalogue import Catalogue, discard, is_damage
from onrecord.config import Archive
from onrecord.handwritten import HandWritten
from onrecord.listings import HOME_UNIT, counts, home, units
from onrecord.mapping import Rules, Stored
from onrecord.model import Problem, Refused
from onrecord.pages.views import Counts
from onrecord.rendering import Unit
from onrecord.scanning import Scan
from onrecord.sync import Report, Writer

Progress = Callable[[str, int, int], None]
"""Called with what is being done, how much of it is done, and how much there is (0 when that is not known)."""

REDUCTION_PARTS = (
    "addresses.py", "authority.py", "bodies.py", "catalogue.py", "characters.py", "entries.py", "folding.py",
    "identities.py", "lexicons", "naming.py", "offices.py", "problems.py", "records.py", "reduction.py",
    "references.py",
)  # fmt: skip
SUBJECTS_PARTS = (
    "addresses.py", "authority.py", "characters.py", "entries.py", "folding.py", "lexicon.py", "records.py",
    "references.py", "subjects.py",
)  # fmt: skip
COMMIT_EVERY = 500
WAIT_SECONDS = 600.0


@dataclass(slots=True)
class Result:
    """What a build did, for its closing words. `rebuilt` says why the catalogue was thrown away, if it was."""

    counts: Counts = field(default_factory=Counts)
    report: Report = field(default_factory=Report)
    problems: list[Problem] = field(default_factory=list)
    faulty: list[Problem] = field(default_factory=list)
    """What of the authority files could not be used."""
    seeds: int = 0
    read: int = 0
    rebuilt: str = ""
    notes: list[str] = field(default_factory=list)
    """What people should know once."""


@dataclass(frozen=True, slots=True)
class Options:
    """How to run: processes at once, whether to write nothing, whom to tell, and a cluster's executor, if any."""

    jobs: int = 0
    dry: bool = False
    progress: Progress = lambda _what, _done, _total: None
    executor: Executor | None = None
    wait: float = WAIT_SECONDS

    @property
    def processes(self) -> int:
        """How many processes to use: as many as there are cores when nothing was said."""
        if self.jobs > 0:
            return self.jobs
        usable = getattr(os, "sched_getaffinity", None)
        return len(usable(0)) if usable else os.cpu_count() or 1


def build(archive: Archive, options: Options) -> Result:
    """Bring docs in step with seeds and authority files. Raises Refused when the archive itself cannot be read."""
    mapping.collect_seldom()
    with held(archive, options.wait):
        return build_locked(archive, options)


def build_locked(archive: Archive, options: Options) -> Result:
    """Do what `build` does, for a caller that holds the lock. A catalogue that proves damaged is made anew, once."""
    try:
        return _build(archive, options)
    except Exception as error:
        if not is_damage(error):
            raise
        discard(archive.catalogue)
        result = _build(archive, options)
        result.rebuilt = str(error)
        return result


def _build(archive: Archive, options: Options) -> Result:
    written = handwritten.found(archive)
    catalogue, result, known = gather(archive, options)
    try:
        assembly = Assembly(catalogue, archive, known)
        _settle_first_page(catalogue, assembly, written, options, result)
        if written.needs_trial():
            _try(catalogue, assembly, written, options)
        writer = Writer(archive.docs, options.dry)
        try:
            _write(catalogue, assembly, written, writer, options)
        finally:
            writer.manifest.close()
        result.report = writer.report
        if not options.dry:
            catalogue.commit()
        return result
    finally:
        catalogue.close()


def gather(archive: Archive, options: Options) -> tuple[Catalogue, Result, Authority]:
    """Bring the catalogue in step with seeds and authority files, and return it open. The caller holds the lock."""
    if not archive.seeds.is_dir():
        fix = "make the folder and put a .txt or .md file into it, or correct extra.onrecord.seeds"
        raise Refused(problems.make("NO-SEEDS", archive.shown(archive.seeds), "there is no such folder", fix=fix))
    try:
        return _gather(archive, options)
    except Exception as error:
        if not is_damage(error):
            raise
        discard(archive.catalogue)
        catalogue, result, known = _gather(archive, options)
        result.rebuilt = str(error)
        return catalogue, result, known


def _gather(archive: Archive, options: Options) -> tuple[Catalogue, Result, Authority]:
    known = authority.load(archive.authority, archive.shared)
    path = None if options.dry and not archive.catalogue.exists() else archive.catalogue
    catalogue = Catalogue(path)
    try:
        result = Result(rebuilt=catalogue.rebuilt)
        _update(catalogue, archive, known, options, result)
        if not options.dry:
            catalogue.commit()
        result.counts = counts(Assembly(catalogue, archive, known))
        result.problems = [shown(archive, *one) for one in catalogue.problems()]
        result.faulty = [problem for problem in known.problems if problem.severity in ("refused", "error")]
    except BaseException:
        catalogue.close()
        raise
    return catalogue, result, known


def shown(archive: Archive, seed: str, problem: Problem) -> Problem:
    """Return a problem with a path as people at a terminal would write it."""
    path = archive.seeds / problem.path if seed else Path(problem.path)
    return Problem(
        archive.shown(path), problem.line, problem.code, problem.severity, problem.message, problem.fix
    )  # fmt: skip


def _update(catalogue: Catalogue, archive: Archive, known: Authority, options: Options, result: Result) -> None:
    catalogue.drop_problems("authority")
    catalogue.drop_problems("file")
    catalogue.add_problems("", "authority", known.problems)
    topics_key = reduction.digest(extraction.digest_of(*SUBJECTS_PARTS), known.topics.digest)
    rules = Rules(known.reading, known.topics, topics_key)
    changed = _read_seeds(catalogue, archive, rules, options, result)
    changed |= _find_subjects(catalogue, rules, options)
    parts = (known.people.digest, known.topics.digest, topics_key, extraction.digest_of(*REDUCTION_PARTS))
    state = reduction.digest(*parts)
    if changed or catalogue.state("reduced") != state:
        options.progress("Comparing", 0, 0)
        catalogue.remember("reduced", "")
        people = reduction.digest(known.people.digest, extraction.digest_of(*REDUCTION_PARTS))
        reduction.reduce(catalogue, known.people, known.topics, people)
        catalogue.remember("reduced", state)
    if not catalogue.one("SELECT count(*) FROM articles"):
        catalogue.add_problems("", "file", [_nothing(archive, result.seeds)])


def _nothing(archive: Archive, seeds_found: int) -> Problem:
    if seeds_found:
        refused = "the only seed was" if seeds_found == 1 else f"all {seeds_found} seeds were"
        return problems.make("NOTHING-TO-PUBLISH", str(archive.seeds), f"{refused} refused")
    return problems.make("NO-SEEDS", str(archive.seeds), "the seeds folder holds no seeds")


def _read_seeds(catalogue: Catalogue, archive: Archive, rules: Rules, options: Options, result: Result) -> bool:
    """Extract the seeds that are new or changed and forget those that are gone; say whether anything changed."""
    scan = Scan(archive.seeds, rules.reading.digest, 0 if options.dry else sync.mark(archive.cache / "began"))
    for entry in mapping.entries(scan.fresh(catalogue, options.progress), rules, options.processes, options.executor):
        if not catalogue.store(entry):
            catalogue.remember("resolved", "")
        result.read += 1
        if result.read % COMMIT_EVERY == 0 and not options.dry:
            catalogue.remember("reduced", "")
            catalogue.commit()
    if scan.lost:
        catalogue.remember("resolved", "")
    scan.settle(catalogue)
    result.seeds = scan.found
    return scan.lost or result.read > 0


def _find_subjects(catalogue: Catalogue, rules: Rules, options: Options) -> bool:
    """Find the topics anew of those articles whose topics were found by other rules; say whether there were any."""
    sql = "SELECT name FROM seeds WHERE text IS NOT NULL AND subjects_key <> ?"
    names = [row[0] for row in catalogue.rows(sql, rules.topics_key)]

    def tasks() -> Iterator[Stored]:
        for number, name in enumerate(names):
            if number % 50 == 0:
                options.progress("Finding topics", number, len(names))
            sql = "SELECT text, extraction FROM seeds WHERE name = ?"
            row = next(catalogue.rows(sql, name))
            yield Stored(name, row[0], row[1])

    for entry in mapping.entries(tasks(), rules, options.processes, options.executor):
        if entry.stories:
            catalogue.store_subjects(entry)
        else:
            catalogue.store(entry)
    return bool(names)


def _settle_first_page(
    catalogue: Catalogue, assembly: Assembly, written: HandWritten, options: Options, result: Result
) -> None:
    """Find out whose the first page is, and say once when it is people's own."""
    place = assembly.archive.docs / addresses.HOME
    if written.home == addresses.HOME and not written.apart:
        made = dict(rendering.rendered(home(assembly), assembly))[addresses.HOME]
        if place.read_bytes() == made:
            written.home = ""
    if written.home and catalogue.state("home") != written.home:
        where = assembly.archive.shown(assembly.archive.pages / written.home)
        result.notes.append(f"{where} was written by hand and stands for the archive's first page, which is not made")
    if not options.dry:
        catalogue.remember("home", written.home)


def _try(catalogue: Catalogue, assembly: Assembly, written: HandWritten, options: Options) -> None:
    """Make all pages and write none, to refuse what stands in the way of one before any is written."""
    trial = Writer(assembly.archive.docs, dry=True)
    _make(catalogue, assembly, written, trial, options)
    made = set(trial.kept)
    written.check(made, trial.report.in_the_way)
    for path in written.files if written.apart else ():
        trial.write(path, (assembly.archive.pages / path).read_bytes())
    written.check(made, trial.report.in_the_way)


def _write(catalogue: Catalogue, assembly: Assembly, written: HandWritten, writer: Writer, options: Options) -> None:
    """Make the pages whose digest changed, keep the others, and delete what belongs to nothing any more."""
    known = _make(catalogue, assembly, written, writer, options)
    for path in written.files if written.apart else ():
        writer.write(path, (assembly.archive.pages / path).read_bytes())
    if written.home and not written.apart:
        writer.manifest.disown(addresses.HOME)
    elif not written.home and not writer.dry:
        writer.manifest.sign((writer.root / addresses.HOME).read_bytes())
    writer.finish()
    gone = [(row[0],) for row in catalogue.rows("SELECT unit FROM pages") if row[0] not in known]
    catalogue.change("DELETE FROM pages WHERE unit = ?", gone)


def _make(catalogue: Catalogue, assembly: Assembly, written: HandWritten, writer: Writer, options: Options) -> set[str]:
    """Make the pages whose digest changed and keep the others; return the names of the units of all."""
    known: set[str] = set()
    stale = _stale(catalogue, assembly, written, writer, known)
    total = catalogue.one("SELECT (SELECT count(*) FROM articles) + (SELECT count(*) FROM speakers)") or 1
    for number, (unit, files) in enumerate(rendering.made(stale, assembly, 1 if options.dry else options.processes)):
        if number % 50 == 0:
            options.progress("Writing pages", min(number, total), total)
        for path, content in files:
            if path == addresses.HOME and not writer.dry:
                writer.manifest.sign(content)
        made = [[path, writer.write(path, content)] for path, content in files]
        if not writer.dry:
            catalogue.remember_pages(unit.name, unit.digest, made)
        if number % COMMIT_EVERY == 0 and not writer.dry:
            catalogue.commit()
    return known


def _stale(
    catalogue: Catalogue, assembly: Assembly, written: HandWritten, writer: Writer, known: set[str]
) -> Iterator[Unit]:
    """Yield the units that have to be made, keep the files of the others, and note the names of all."""
    root = str(writer.root)
    for unit in units(assembly):
        if written.home and unit.name == HOME_UNIT:
            continue
        known.add(unit.name)
        made_from, files = catalogue.page_files(unit.name)
        if made_from == unit.digest and all(sync.stamp(f"{root}/{path}") == stamp for path, stamp in files):
            for path, _ in files:
                writer.keep(path)
        else:
            yield unit
