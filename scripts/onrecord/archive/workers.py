"""Run seeds through the pure stages, one by one or on all cores; one bad seed never stops the rest.

A seed that takes too long or brings its process down is named and left out; the others go on in a fresh process.
"""

from __future__ import annotations

import contextlib
import gc
import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, Executor, Future, ProcessPoolExecutor, wait
from dataclasses import dataclass, replace
from itertools import chain, islice
from multiprocessing.connection import wait as wait_for_sentinel
from typing import Any

from onrecord import problems
from onrecord.archive import catalogue, context, extraction, faults, rows
from onrecord.archive.faults import Damaged
from onrecord.archive.rows import Entry
from onrecord.authority.records import ReadingAuthority, TopicsAuthority
from onrecord.model import Extraction, Refused, Seed
from onrecord.topics import find

CHUNK = 16
FEW = 24
"""So few seeds are done in this process: starting others would take longer."""
SECONDS_PER_SEED = 60.0
"""Of processor time, so that what is refused does not hang on what else the machine does."""
PATIENCE = 5
"""So many times as long, by the clock, a process is waited for that has not said anything."""
GARBAGE = 50_000
"""So many new objects between two looks for garbage; Python's own is 700."""


class TooSlow(BaseException):
    """A seed has used up its time. Not an Exception, so that no rule can swallow it."""


@dataclass(frozen=True, slots=True)
class Fresh:
    """A seed to be extracted, and the key under which the result is stored."""

    seed: Seed
    key: str


@dataclass(frozen=True, slots=True)
class Stored:
    """A stored extraction whose topics are to be found anew."""

    name: str
    text: str
    blob: bytes


Task = Fresh | Stored


@dataclass(frozen=True, slots=True)
class Rules:
    """What people decided and the stages need: the same for all seeds. `topics_key` names the state of the topics."""

    reading: ReadingAuthority
    topics: TopicsAuthority
    topics_key: str
    seconds: float = SECONDS_PER_SEED


def entries(tasks: Iterable[Task], rules: Rules, jobs: int, executor: Executor | None = None) -> Iterator[Entry]:
    """Yield what each task gives, in any order; an executor of one's own (a cluster's) takes the place of ours."""
    waiting = iter(tasks)
    if executor is not None:
        yield from _spread(waiting, rules, executor, jobs)
        return
    first = list(islice(waiting, FEW + 1))
    if jobs <= 1 or len(first) <= FEW:
        yield from (_entry(task, rules) for task in chain(first, waiting))
        return
    yield from _with_own_processes(chain(first, waiting), rules, jobs)


def _with_own_processes(waiting: Iterator[Task], rules: Rules, jobs: int) -> Iterator[Entry]:
    """Spread tasks over processes; when one breaks, find the culprit by running its companions alone."""
    while True:
        suspects: list[Task] = []
        workers = pool(jobs)
        try:
            yield from _spread(waiting, rules, workers, jobs, suspects)
        finally:
            end(workers)
        if not suspects:
            return
        if not _can_start():
            yield from (_entry(task, rules) for task in chain(suspects, waiting))
            return
        yield from _one_by_one(suspects, rules)


def _spread(
    waiting: Iterator[Task], rules: Rules, workers: Executor, jobs: int, suspects: list[Task] | None = None
) -> Iterator[Entry]:
    """Keep an executor busy with chunks. Those in flight when it breaks or stalls become suspects."""
    running: dict[Future[list[Entry]], list[Task]] = {}
    try:
        while True:
            while len(running) < 3 * jobs and (chunk := list(islice(waiting, CHUNK))):
                try:
                    running[workers.submit(work, chunk, rules)] = chunk
                except BrokenExecutor:
                    running[Future()] = chunk
                    raise
            if not running:
                return
            done, _ = wait(running, timeout=PATIENCE * rules.seconds, return_when=FIRST_COMPLETED)
            if not done:
                raise BrokenExecutor("no process has finished anything for too long")
            for future in done:
                found = future.result()
                del running[future]
                yield from found
    except BrokenExecutor:
        if suspects is None:
            raise
        suspects.extend(task for chunk in running.values() for task in chunk)


def _can_start() -> bool:
    """Say whether processes work at all here; if they do not, no seed is to blame."""
    workers = pool(1)
    try:
        return workers.submit(work, [], None).result(timeout=SECONDS_PER_SEED) == []
    except (BrokenExecutor, TimeoutError):
        return False
    finally:
        end(workers)


def _one_by_one(suspects: Iterable[Task], rules: Rules) -> Iterator[Entry]:
    """Run tasks one at a time in a process beside this one; blame the task with which it ends or hangs."""
    workers = pool(1)
    try:
        for task in suspects:
            try:
                yield workers.submit(work, [task], rules).result(timeout=PATIENCE * rules.seconds)[0]
                continue
            except BrokenExecutor:
                blamed = _failure(task, "CRASH", "the process that read this file came down")
            except TimeoutError:
                blamed = _failure(task, "SLOW", _too_slow(rules))
            end(workers)
            workers = pool(1)
            yield blamed
    finally:
        end(workers)


def _too_slow(rules: Rules) -> str:
    return f"reading this file takes more than {rules.seconds:.0f} seconds of processor time"


def pool(jobs: int, begin: Callable[..., None] | None = None, *arguments: Any) -> ProcessPoolExecutor:
    """Return a pool of processes that end with this one and leave Ctrl-C to it; each starts by calling `begin`.

    All are started at once, with Ctrl-C held back, so that it cannot reach one that is still on its way up.
    """
    workers = ProcessPoolExecutor(jobs, multiprocessing.get_context("spawn"), _prepare, (begin, arguments))
    hold = getattr(signal, "pthread_sigmask", None)  # Windows has none
    before = hold(signal.SIG_BLOCK, {signal.SIGINT}) if hold else set()
    try:
        for _ in range(jobs):
            workers.submit(work, (), None)
    finally:
        if hold:
            hold(signal.SIG_SETMASK, before)
    return workers


def collect_seldom() -> None:
    """Have Python look for garbage less often: a build makes many objects, and next to no garbage that needs it."""
    gc.set_threshold(GARBAGE, 20, 20)


def _prepare(begin: Callable[..., None] | None, arguments: tuple[Any, ...]) -> None:
    """Leave Ctrl-C to the parent process, and end when that is gone."""
    collect_seldom()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_end_with, args=(parent.sentinel,), daemon=True).start()
    if begin is not None:
        begin(*arguments)


def _end_with(sentinel: int) -> None:
    wait_for_sentinel([sentinel])
    os._exit(1)


def end(workers: ProcessPoolExecutor) -> None:
    """Stop a pool at once, whatever its processes are doing."""
    processes = list((workers._processes or {}).values())
    workers.shutdown(wait=False, cancel_futures=True)
    for process in processes:
        process.terminate()
    for process in processes:
        process.join()


def work(tasks: Sequence[Task], rules: Rules | None) -> list[Entry]:
    """Do some tasks; runs in any process. Without rules there is nothing to do, only to show that it runs."""
    return [] if rules is None else [_entry(task, rules) for task in tasks]


def _entry(task: Task, rules: Rules) -> Entry:
    try:
        with _time_limit(rules.seconds):
            return _fresh(task, rules) if isinstance(task, Fresh) else _stored(task, rules)
    except Refused as refusal:
        assert isinstance(task, Fresh)
        return rows.refusal(task.seed, task.key, refusal.problem)
    except TooSlow:
        return _failure(task, "SLOW", _too_slow(rules))
    except Exception as error:
        if isinstance(error, Damaged) or not faults.unexpected(error):
            raise
        found = _failure(task, "ENGINE", faults.told(error))
        return replace(found, key=task.key, topics_key=rules.topics_key) if isinstance(task, Fresh) else found


def _failure(task: Task, code: str, message: str) -> Entry:
    """Return the entry of a seed that the program failed on. Without a key, the next build tries again."""
    seed = task.seed if isinstance(task, Fresh) else Seed(task.name, task.text.encode(), "")
    return rows.refusal(seed, "", problems.make(code, seed.name, message))


def _fresh(task: Fresh, rules: Rules) -> Entry:
    found = extraction.extract(task.seed, rules.reading)
    return Entry(
        name=found.name,
        sha256=found.sha256,
        size=found.size,
        key=task.key,
        format=found.format,
        topics_key=rules.topics_key,
        text=found.document.text,
        blob=catalogue.packed(found),
        stories=_stories(found, rules),
        problems=rows.problems_of(found),
    )


def _stored(task: Stored, rules: Rules) -> Entry:
    found = catalogue.unpacked(task.blob, task.text)
    return Entry(task.name, found.sha256, found.size, "", topics_key=rules.topics_key, stories=_stories(found, rules))


def _stories(found: Extraction, rules: Rules) -> tuple[rows.Story, ...]:
    return tuple(_rows(found, number, rules) for number in range(len(found.stories)))


def _rows(found: Extraction, number: int, rules: Rules) -> rows.Story:
    story, text = found.stories[number], found.document.text
    topics = find.find(found.document, story, rules.topics)
    contexts = [context.span_of(found.document, story, u) for u in story.speech.utterances]
    return rows.Story(
        article=rows.article(found, story),
        sources=rows.sources(text, story),
        utterances=rows.utterances(story, contexts, text),
        utterance_speakers=rows.utterance_speakers(story),
        topics=rows.topics(topics),
        spoken_topics=rows.spoken_topics(story, topics),
    )


@contextlib.contextmanager
def _time_limit(seconds: float) -> Iterator[None]:
    """Raise TooSlow after so many seconds of processor time, where the system and the thread allow it."""
    if not hasattr(signal, "SIGPROF") or threading.current_thread() is not threading.main_thread():
        yield
        return

    def ring(_number: int, _frame: object) -> None:
        raise TooSlow

    before = signal.signal(signal.SIGPROF, ring)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)
