"""The way from seeds to docs: read what changed, bring the catalogue in step, make the pages that are affected."""

from __future__ import annotations

import contextlib
import os
import sqlite3
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from concurrent.futures import Executor
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from typing import TypeVar

from onrecord import problems, urls
from onrecord.archive import claims, extraction, faults, ledger, reduce, workers
from onrecord.archive.catalogue import Catalogue, discard
from onrecord.archive.faults import Fault, Spoiled
from onrecord.archive.ledger import Ledger
from onrecord.archive.rows import Entry
from onrecord.archive.scan import Scan
from onrecord.archive.workers import Rules, Stored
from onrecord.authority import records
from onrecord.authority.records import Authority
from onrecord.config import Archive
from onrecord.model import Problem, Refused
from onrecord.publish import handwritten, inheritance, render, sync
from onrecord.publish.cache import held
from onrecord.publish.handwritten import HandWritten
from onrecord.publish.pages.views import Counts
from onrecord.publish.queries import Queries
from onrecord.publish.render import Unit
from onrecord.publish.sync import Report, Writer
from onrecord.publish.units import HOME_UNIT, counts, home, units
from onrecord.seeds.files import ENDINGS

T = TypeVar("T")
Progress = Callable[[str, int, int], None]
"""Called with what is being done, how much of it is done, and how much there is (0 when that is not known)."""

REDUCTION_PARTS = (
    "model.py", "characters.py", "spans.py", "problems.py", "strictyaml.py", "urls.py",
    "language", "authority", "topics", "identity", "archive",
)  # fmt: skip
TOPICS_PARTS = (
    "model.py", "characters.py", "spans.py", "strictyaml.py", "urls.py", "language", "authority", "topics",
)  # fmt: skip
COMMIT_EVERY = 500
WAIT_SECONDS = 600.0


class Faulty(Refused):
    """An authority file or the ledger has faults, and nothing was read or written."""

    def __init__(self, faults: list[Problem]) -> None:
        super().__init__(faults[0])
        self.faults = faults


@dataclass(slots=True)
class Result:
    """What a build did, for its closing words. `rebuilt` says why the catalogue was thrown away, if it was."""

    counts: Counts = field(default_factory=Counts)
    report: Report = field(default_factory=Report)
    problems: list[Problem] = field(default_factory=list)
    faulty: list[Problem] = field(default_factory=list)
    """What of the authority files and of the ledger could not be used."""
    seeds: int = 0
    names: frozenset[str] = frozenset()
    """The names of all files that lie among the seeds, readable or not."""
    read: int = 0
    rebuilt: str = ""
    notes: list[str] = field(default_factory=list)
    """What people should know once."""


@dataclass(frozen=True, slots=True)
class Options:
    """How to run: processes at once, whether to write nothing, whom to tell, and a cluster's executor, if any.

    `keep_going` says to do without what is wrong in authority files and the ledger, which moves addresses.
    """

    jobs: int = 0
    dry: bool = False
    progress: Progress = lambda _what, _done, _total: None
    executor: Executor | None = None
    wait: float = WAIT_SECONDS
    keep_going: bool = False

    @property
    def processes(self) -> int:
        """How many processes to use: as many as there are cores when nothing was said."""
        if self.jobs > 0:
            return self.jobs
        usable = getattr(os, "sched_getaffinity", None)
        return len(usable(0)) if usable else os.cpu_count() or 1


def build(archive: Archive, options: Options) -> Result:
    """Bring docs in step with seeds and authority files. Raises Refused when the archive itself cannot be read.

    Raises Faulty, and leaves everything as it was, when authority files have faults and nobody said to keep going.
    """
    workers.collect_seldom()
    with held(archive, options.wait):
        return build_locked(archive, options)


def build_locked(archive: Archive, options: Options) -> Result:
    """Do what `build` does, for a caller that holds the lock."""
    return _twice(archive, lambda why: _build(archive, options, why))


def _twice(archive: Archive, work: Callable[[str], T]) -> T:
    """Do something with the catalogue; after a fault that nobody foresaw, once more with a fresh one.

    `work` is told why it has to start with a fresh catalogue, or nothing. Raise Refused when that does not help.
    """
    try:
        return work("")
    except Exception as error:
        if not faults.unexpected(error):
            raise
        why = faults.told(error)
    try:
        return work(why)
    except Exception as error:
        if not faults.unexpected(error):
            raise
        raise Refused(_fault(archive, error)) from error


def _fault(archive: Archive, error: Exception) -> Problem:
    stage = error.stage if isinstance(error, Fault) else "working with the catalogue"
    message = f"{stage} failed, and once more with a fresh catalogue: {faults.told(error)}"
    fix = (
        f"remove the folder {archive.shown(archive.cache)!r}, which is made anew; if that does not help, it is a fault "
        "of the program: report it where you have it from, with this line and what you ran"
    )
    return problems.make("ENGINE", archive.shown(archive.cache), message, fix=fix)


def _build(archive: Archive, options: Options, why: str) -> Result:
    pages = handwritten.found(archive)
    catalogue, result, known = _gather(archive, options, why)
    written: list[str] = []
    try:
        while True:  # once more for each lot of seeds whose pages cannot be made: they are refused then
            queries = Queries(catalogue, archive, known)
            _settle_first_page(catalogue, queries, pages, options, result)
            writer = Writer(archive.docs, options.dry, handwritten.listed(archive, archive.docs))
            try:
                with faults.stage("making the pages"):
                    if pages.needs_trial():
                        _try(catalogue, queries, pages, options)
                    _write(catalogue, queries, pages, writer, options)
                break
            except Spoiled as spoiled:
                written += [] if options.dry else writer.report.written
                _refuse(spoiled.seeds, catalogue, archive, known, options, result)
            finally:
                writer.manifest.close()
        result.report = writer.report
        result.report.written[:0] = [path for path in written if path not in {*writer.report.written}]
        if not options.dry:
            catalogue.commit()
        return result
    finally:
        catalogue.close()


def gather(archive: Archive, options: Options) -> tuple[Catalogue, Result, Authority]:
    """Bring the catalogue in step with seeds and authority files, and return it open. The caller holds the lock."""
    return _twice(archive, lambda why: _gather(archive, options, why))


def ask(archive: Archive, options: Options, question: Callable[[Queries], T]) -> tuple[T, Result]:
    """Bring the catalogue in step with seeds and authority files, and return what somebody wants to know of it."""

    def answer(why: str) -> tuple[T, Result]:
        catalogue, result, known = _gather(archive, options, why)
        with contextlib.closing(catalogue), faults.stage("looking things up"):
            return question(Queries(catalogue, archive, known)), result

    with held(archive, options.wait):
        return _twice(archive, answer)


def _gather(archive: Archive, options: Options, why: str) -> tuple[Catalogue, Result, Authority]:
    """Bring the catalogue in step. `why` says what was wrong with the one that is there, if anything."""
    if not archive.seeds.is_dir():
        fix = f"make the folder and put a {ENDINGS} file into it, or correct extra.onrecord.seeds"
        raise Refused(problems.make("NO-SEEDS", archive.shown(archive.seeds), "there is no such folder", fix=fix))
    known = records.load(archive.authority, archive.shared)
    book = ledger.load(archive.ledger)
    faulty = [one for one in (*known.problems, *book.problems) if one.severity in ("refused", "error")]
    if faulty and not options.keep_going:
        raise Faulty([shown(archive, "", problem) for problem in faulty])
    if why and not options.dry:
        discard(archive.catalogue)
    in_memory = options.dry and (why or not archive.catalogue.exists())
    catalogue = Catalogue(None if in_memory else archive.catalogue, keep=options.dry)
    try:
        result = Result(rebuilt=why or catalogue.rebuilt)
        _update(catalogue, archive, known, book, options, result)
        if not options.dry:
            catalogue.commit()
        result.faulty = faulty
        _tell(catalogue, archive, known, result)
    except BaseException:
        catalogue.close()
        raise
    return catalogue, result, known


def _tell(catalogue: Catalogue, archive: Archive, known: Authority, result: Result) -> None:
    """Fill in what a catalogue holds and what is wrong."""
    result.counts = counts(Queries(catalogue, archive, known))
    result.problems = [shown(archive, *one) for one in catalogue.problems()]


def _refuse(
    spoiled: Mapping[str, str],
    catalogue: Catalogue,
    archive: Archive,
    known: Authority,
    options: Options,
    result: Result,
) -> None:
    """Take back seeds whose pages cannot be made, and bring all that depends on them in step."""
    for name, what in sorted(spoiled.items()):
        sha256, size, key = next(catalogue.rows("SELECT sha256, size, key FROM seeds WHERE name = ?", name))
        problem = problems.make("ENGINE", name, f"its page cannot be made: {what}")
        tried_with = _pages_key(catalogue, archive, known)
        catalogue.store(Entry(name, sha256, size, key, topics_key=tried_with, problems=(problem,)))
    catalogue.remember("resolved", "")
    catalogue.remember("reduced", "")
    _compare(catalogue, archive, known, ledger.load(archive.ledger), options, result)
    if not options.dry:
        catalogue.commit()  # for the processes that make pages
    _tell(catalogue, archive, known, result)


def _pages_key(catalogue: Catalogue, archive: Archive, known: Authority) -> str:
    """Return what stands for all that pages are made with, but the seeds."""
    queries = Queries(catalogue, archive, known)
    return reduce.digest(queries.global_digest, known.people.digest, known.topics.digest)


def shown(archive: Archive, seed: str, problem: Problem) -> Problem:
    """Return a problem with a path as people at a terminal would write it."""
    path = archive.seeds / problem.path if seed else Path(problem.path)
    return Problem(
        archive.shown(path), problem.line, problem.code, problem.severity, problem.message, problem.fix
    )  # fmt: skip


def _update(
    catalogue: Catalogue, archive: Archive, known: Authority, book: Ledger, options: Options, result: Result
) -> None:
    catalogue.drop_problems("authority")
    catalogue.drop_problems("file")
    catalogue.add_problems("", "authority", (*known.problems, *book.problems))
    topics_key = _topics_key(known)
    rules = Rules(known.reading, known.topics, topics_key)
    tried_with = ("", topics_key, _pages_key(catalogue, archive, known))
    sql = "UPDATE seeds SET key = '' WHERE text IS NULL AND topics_key NOT IN (?, ?, ?)"
    catalogue.change(sql, [tried_with])  # what the program could not do with other rules
    with faults.stage("reading the seeds"):
        changed = _read_seeds(catalogue, archive, book, rules, options, result)
    with faults.stage("finding topics"):
        changed |= _find_topics(catalogue, rules, options)
    if changed:
        catalogue.remember("reduced", "")
    _compare(catalogue, archive, known, book, options, result)


def _compare(
    catalogue: Catalogue, archive: Archive, known: Authority, book: Ledger, options: Options, result: Result
) -> None:
    """Bring what depends on the whole archive in step, where anything changed."""
    missing = [line.address for line in claims.absent(book, result.names)]
    parts = (known.people.digest, known.topics.digest, _topics_key(known), extraction.digest_of(*REDUCTION_PARTS))
    state = reduce.digest(*parts, book.digest, missing)
    if catalogue.state("reduced") != state:
        options.progress("Comparing", 0, 0)
        catalogue.remember("reduced", "")
        people = reduce.digest(known.people.digest, extraction.digest_of(*REDUCTION_PARTS))
        with faults.stage("comparing the articles"):
            rules = Rules(known.reading, known.topics, _topics_key(known))
            settled = _settle(catalogue, book, result.names, rules, options)
            reduce.reduce(catalogue, known.people, known.topics, people, settled)
        catalogue.remember("reduced", state)
    if not catalogue.one("SELECT count(*) FROM articles"):
        catalogue.add_problems("", "file", [_nothing(archive, result.seeds)])


def _topics_key(known: Authority) -> str:
    return reduce.digest(extraction.digest_of(*TOPICS_PARTS), known.topics.digest)


def _nothing(archive: Archive, seeds_found: int) -> Problem:
    if seeds_found:
        refused = "the only seed was" if seeds_found == 1 else f"all {seeds_found} seeds were"
        return problems.make("NOTHING-TO-PUBLISH", str(archive.seeds), f"{refused} refused")
    fix = f"add a {ENDINGS} file to the seeds folder"
    return problems.make("NO-SEEDS", str(archive.seeds), "the seeds folder holds no seeds", fix=fix)


def _settle(
    catalogue: Catalogue, book: Ledger, names: Collection[str], rules: Rules, options: Options
) -> claims.Settled:
    """Decide which article has which address; those without one leave the catalogue, and those with one are in it."""
    found = dict(catalogue.claims())
    settled = claims.settle(found, names, book)
    wanted = {claim.name: settled.numbers(claim) for claim in found}
    short = [claim.name for claim, numbers in found.items() if not numbers.issuperset(wanted[claim.name])]
    for entry in workers.entries(_stored(catalogue, short), rules, options.processes, options.executor):
        if entry.stories:
            catalogue.restore(entry)
        else:
            catalogue.store(entry)
    out = [
        (claim.name, number)
        for claim, numbers in found.items()
        for number in (range(1, claim.stories + 1) if claim.name in short else numbers)
        if number not in wanted[claim.name]
    ]
    catalogue.leave_out(sorted(out))
    if short or out:
        catalogue.remember("resolved", "")
    return settled


def _read_seeds(
    catalogue: Catalogue, archive: Archive, book: Ledger, rules: Rules, options: Options, result: Result
) -> bool:
    """Extract the seeds that are new or changed and forget those that are gone; say whether anything changed."""
    began = 0 if options.dry else sync.mark(archive.cache / "began")
    scan = Scan(archive.seeds, rules.reading.digest, began, book.names)
    for entry in workers.entries(scan.fresh(catalogue, options.progress), rules, options.processes, options.executor):
        if not _store(catalogue, entry, rules):
            catalogue.remember("resolved", "")
        result.read += 1
        if result.read % COMMIT_EVERY == 0 and not options.dry:
            catalogue.remember("reduced", "")
            catalogue.commit()
    if scan.lost:
        catalogue.remember("resolved", "")
    scan.settle(catalogue)
    result.seeds = scan.found
    result.names = frozenset(scan.present)
    return scan.lost or result.read > 0


def _store(catalogue: Catalogue, entry: Entry, rules: Rules) -> bool:
    """Store what a seed yielded, or that it cannot be stored; say whether it names the same people as before."""
    try:
        return catalogue.store(entry)
    except Exception as error:
        if not faults.unexpected(error) or (isinstance(error, sqlite3.Error) and not catalogue.fresh):
            raise
        problem = problems.make("ENGINE", entry.name, f"what was found in it cannot be kept: {faults.told(error)}")
        key = rules.topics_key
        return catalogue.store(
            Entry(entry.name, entry.sha256, entry.size, entry.key, topics_key=key, problems=(problem,))
        )


def _stored(catalogue: Catalogue, names: Iterable[str]) -> Iterator[Stored]:
    """Yield the stored extractions of some seeds."""
    for name in names:
        row = next(catalogue.rows("SELECT text, extraction FROM seeds WHERE name = ?", name))
        yield Stored(name, row[0], row[1])


def _find_topics(catalogue: Catalogue, rules: Rules, options: Options) -> bool:
    """Find the topics anew of those articles whose topics were found by other rules; say whether there were any."""
    sql = "SELECT name FROM seeds WHERE text IS NOT NULL AND topics_key <> ?"
    names = [row[0] for row in catalogue.rows(sql, rules.topics_key)]

    def tasks() -> Iterator[Stored]:
        for number, task in enumerate(_stored(catalogue, names)):
            if number % 50 == 0:
                options.progress("Finding topics", number, len(names))
            yield task

    for entry in workers.entries(tasks(), rules, options.processes, options.executor):
        if entry.stories:
            catalogue.store_topics(entry)
        else:
            catalogue.store(entry)
    return bool(names)


def _settle_first_page(
    catalogue: Catalogue, queries: Queries, written: HandWritten, options: Options, result: Result
) -> None:
    """Find out whose the first page is, and say once when it is people's own."""
    place = queries.archive.docs / urls.HOME
    if written.home == urls.HOME and not written.apart:
        made = dict(render.rendered(home(queries), queries))[urls.HOME]
        if place.read_bytes() == made:
            written.home = ""
    if written.home and catalogue.state("home") != written.home:
        where = queries.archive.shown(queries.archive.pages / written.home)
        result.notes.append(f"{where} was written by hand and stands for the archive's first page, which is not made")
    if not options.dry:
        catalogue.remember("home", written.home)


def _try(catalogue: Catalogue, queries: Queries, written: HandWritten, options: Options) -> None:
    """Make all pages and write none, to refuse what stands in the way of one before any is written."""
    docs = queries.archive.docs
    trial = Writer(docs, dry=True, manifest=handwritten.listed(queries.archive, docs))
    _make(catalogue, queries, written, trial, options)
    made = set(trial.kept)
    written.check(made, trial.report.in_the_way)
    for path in written.files if written.apart else ():
        trial.write(path, (queries.archive.pages / path).read_bytes())
    written.check(made, trial.report.in_the_way)


def _write(catalogue: Catalogue, queries: Queries, written: HandWritten, writer: Writer, options: Options) -> None:
    """Make the pages whose digest changed, keep the others, and delete what belongs to nothing any more."""
    known = _make(catalogue, queries, written, writer, options)
    for path in written.files if written.apart else ():
        writer.write(path, (queries.archive.pages / path).read_bytes())
    if not written.home and not writer.dry:
        writer.manifest.sign(urls.HOME, (writer.root / urls.HOME).read_bytes())
    writer.finish()
    gone = [(row[0],) for row in catalogue.rows("SELECT unit FROM pages") if row[0] not in known]
    catalogue.change("DELETE FROM pages WHERE unit = ?", gone)


def _make(catalogue: Catalogue, queries: Queries, written: HandWritten, writer: Writer, options: Options) -> set[str]:
    """Make the pages whose digest changed and keep the others; return the names of the units of all."""
    known: set[str] = set()
    stale = _stale(catalogue, queries, written, writer, known)
    total = catalogue.one("SELECT (SELECT count(*) FROM articles) + (SELECT count(*) FROM speakers)") or 1
    for number, (unit, files) in enumerate(render.made(stale, queries, 1 if options.dry else options.processes)):
        if number % 50 == 0:
            options.progress("Writing pages", min(number, total), total)
        for path, content in files:
            if path.partition("/")[0] not in urls.FOLDERS and not writer.dry:
                writer.manifest.sign(path, content)
        made = [[path, writer.write(path, content)] for path, content in files]
        if not writer.dry:
            catalogue.remember_pages(unit.name, unit.digest, made)
        if number % COMMIT_EVERY == 0 and not writer.dry:
            catalogue.commit()
    return known


def _stale(
    catalogue: Catalogue, queries: Queries, written: HandWritten, writer: Writer, known: set[str]
) -> Iterator[Unit]:
    """Yield the units that have to be made, keep the files of the others, and note the names of all."""
    root = str(writer.root)
    inherited = inheritance.units(written.files, queries.archive.directory_urls)
    for unit in chain(units(queries), inherited):
        if written.home and unit.name == HOME_UNIT:
            continue
        known.add(unit.name)
        made_from, files = catalogue.page_files(unit.name)
        if made_from == unit.digest and all(sync.stamp(f"{root}/{path}") == stamp for path, stamp in files):
            for path, _ in files:
                writer.keep(path)
        else:
            yield unit
