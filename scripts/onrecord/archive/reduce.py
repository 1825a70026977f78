"""What can only be known when all seeds are seen: ids, who is who across the archive, doubles, and digests.

Everything is written into the catalogue. A digest stands for all that a page is made from, so that pages whose
digest did not change need not be made again.
"""

from __future__ import annotations

import contextlib
import gc
import hashlib
import json
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any

from onrecord import problems, urls
from onrecord.archive.catalogue import SAID, Catalogue
from onrecord.archive.claims import Settled
from onrecord.authority.records import PeopleAuthority, TopicsAuthority
from onrecord.identity import resolve
from onrecord.identity.resolve import Appearance
from onrecord.model import Problem

APPEARANCES = """
SELECT a.article, a.date, s.number, s.kind, s.name, s.roles,
    s.entity_kind, s.entity, s.entity_name, s.entity_rule, s.listed, s.candidates, s.article
FROM sources s JOIN articles a ON a.id = s.article ORDER BY s.article, s.number"""
UNATTRIBUTED = """
UPDATE utterances SET unattributed = 1 - unattributed WHERE unattributed <> (
    source IS NULL OR certainty = 'unsure' OR (
        SELECT entity_kind FROM sources s WHERE s.article = utterances.article AND s.number = utterances.source
    ) NOT IN ('person', 'organisation', 'anonymous'))"""
SPEAKERS = f"""
INSERT INTO speakers (entity, kind, name, listed, quotations)
SELECT s.entity, min(s.entity_kind), min(s.entity_name), max(s.listed), {SAID}
FROM utterance_speakers p
JOIN utterances u ON u.article = p.article AND u.number = p.utterance AND u.unattributed = 0
JOIN sources s ON s.article = p.article AND s.number = p.source WHERE s.entity <> '' GROUP BY s.entity"""  # noqa: S608
ARTICLE_PARTS = """
SELECT a.id, a.article, s.key, s.name AS seed, a.title, a.date, a.outlet, a.licence,
    (SELECT count(*) FROM articles b WHERE b.seed = a.seed) AS parts,
    (SELECT json_group_array(json_array(x.number, x.entity_kind, x.entity, x.entity_name, x.entity_rule, x.listed,
        x.candidates, EXISTS (SELECT 1 FROM speakers w WHERE w.entity = x.entity)))
        FROM sources x WHERE x.article = a.id) AS sources,
    (SELECT json_group_array(json_array(t.topic, t.rule, t.spans)) FROM article_topics t WHERE t.article = a.id)
        AS topics,
    (SELECT json_group_array(json_array(p.code, p.message)) FROM problems p
        WHERE p.seed = s.name AND p.stage <> 'seed') AS problems
FROM articles a JOIN seeds s ON s.id = a.seed"""
SPEAKER_ARTICLES = """
SELECT DISTINCT s.entity, a.date, a.article, a.digest FROM sources s
JOIN speakers w ON w.entity = s.entity JOIN articles a ON a.id = s.article ORDER BY s.entity, a.date DESC, a.article"""
TOPIC_ARTICLES = """
SELECT t.topic, a.digest FROM article_topics t JOIN articles a ON a.id = t.article
ORDER BY t.topic, a.date DESC, a.article"""


def digest(*parts: object) -> str:
    """Return a short digest of values that print the same whenever they are equal."""
    return hashlib.sha256(repr(parts).encode("utf-8", "surrogatepass")).hexdigest()[:32]


def reduce(
    catalogue: Catalogue, known: PeopleAuthority, topics: TopicsAuthority, people_key: str, settled: Settled
) -> None:
    """Bring everything that depends on the whole archive up to date.

    `people_key` stands for all that says who is who beside the sources themselves; when it is that of the last time
    and no source came or went since (then it is forgotten), who is who is not asked again.
    """
    _give_ids(catalogue, settled)
    known = known.with_articles(settled.moved)
    people_key = digest(people_key, sorted(settled.moved.items()))
    _report_duplicates(catalogue)
    if catalogue.state("resolved") != people_key:
        _identify(catalogue, known)
        catalogue.remember("resolved", people_key)
    _list_speakers(catalogue)
    _digest_articles(catalogue, topics)
    _digest_speakers(catalogue, known)
    _digest_topics(catalogue, topics)


def _give_ids(catalogue: Catalogue, settled: Settled) -> None:
    """Give articles and utterances their ids, and say which seeds have none because another one has it."""
    names = digest(sorted(settled.ids.items()), sorted(settled.moved.items()), settled.problems)
    if catalogue.state("named") != names or catalogue.one("SELECT 1 FROM articles WHERE article = ''"):
        _give_article_ids(catalogue, settled)
        catalogue.remember("named", names)
    sql = "SELECT id, article FROM articles WHERE id IN (SELECT article FROM utterances WHERE utterance = '')"
    nameless = [tuple(row) for row in catalogue.rows(sql)]
    catalogue.change(
        "UPDATE utterances SET utterance = ? WHERE article = ? AND number = ?",
        (row for article, given in nameless for row in _utterance_ids(catalogue, given, article)),
    )


def _give_article_ids(catalogue: Catalogue, settled: Settled) -> None:
    """Give articles their ids, and take those of their utterances from articles whose id is another now."""
    sql = "SELECT a.id, a.article, a.number, s.name FROM articles a JOIN seeds s ON s.id = a.seed ORDER BY s.id"
    changed = [
        (given, row["id"])
        for row in catalogue.rows(sql)
        if (given := urls.story_id(settled.ids[row["name"]], row["number"])) != row["article"]
    ]
    catalogue.change("UPDATE articles SET article = ? WHERE id = ?", changed)
    catalogue.change("UPDATE utterances SET utterance = '' WHERE article = ?", [(row[1],) for row in changed])
    catalogue.change("DELETE FROM moved", [()])
    catalogue.change("INSERT INTO moved VALUES (?, ?)", sorted(settled.moved.items()))
    catalogue.drop_problems("ids")
    for problem in settled.problems:
        catalogue.add_problems(problem.path, "ids", [problem])


def _utterance_ids(catalogue: Catalogue, given: str, article: int) -> Iterator[tuple[str, int, int]]:
    sql = "SELECT s.text FROM seeds s JOIN articles a ON a.seed = s.id WHERE a.id = ?"
    text: str = catalogue.one(sql, article)
    sql = 'SELECT number, start, "end" FROM utterances WHERE article = ? ORDER BY number'
    rows = list(catalogue.rows(sql, article))
    ids = urls.utterance_ids(given, [text[row[1] : row[2]] for row in rows])
    return ((one, article, row[0]) for one, row in zip(ids, rows, strict=True))


def _report_duplicates(catalogue: Catalogue) -> None:
    catalogue.drop_problems("duplicates")
    sql = """SELECT name, first FROM (SELECT name, min(name) OVER (PARTITION BY sha256) AS first FROM seeds
             WHERE id IN (SELECT seed FROM articles)) WHERE name <> first ORDER BY name"""
    for name, first in list(catalogue.rows(sql)):
        problem: Problem = problems.make("DUPLICATE", name, f"the file has the same bytes as {first!r}")
        catalogue.add_problems(name, "duplicates", [problem])


def _identify(catalogue: Catalogue, people: PeopleAuthority) -> None:
    """Say who each source is."""
    with _no_collection():
        changed = _new_identities(catalogue, people)
    catalogue.change(
        "UPDATE sources SET entity_kind=?, entity=?, entity_name=?, entity_rule=?, listed=?, candidates=? "
        "WHERE article=? AND number=?",
        changed,
    )


def _list_speakers(catalogue: Catalogue) -> None:
    """Say which utterances stay unattributed, and who speaks."""
    catalogue.change(UNATTRIBUTED, [()])
    catalogue.change("DELETE FROM speakers", [()])
    catalogue.change(SPEAKERS, [()])


@contextlib.contextmanager
def _no_collection() -> Iterator[None]:
    """Spare the search for cycles while very many small records live for a moment: a hot path."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _new_identities(catalogue: Catalogue, people: PeopleAuthority) -> list[tuple[Any, ...]]:
    """Return what has to change, so that an archive in which nobody changed is not written anew."""
    rows = [tuple(row) for row in catalogue.rows(APPEARANCES)]
    appearances = [
        Appearance(article, date, number, kind, name, tuple(json.loads(roles)) if roles != "[]" else ())
        for article, date, number, kind, name, roles, *_ in rows
    ]
    found = resolve.resolve(appearances, people)
    changed = []
    for row in rows:
        one = found[row[0], row[2]]
        candidates = json.dumps(one.candidates, ensure_ascii=False) if one.candidates else "[]"
        values = (one.kind, one.id, one.name, one.rule, int(one.listed), candidates)
        if values != row[6:12]:
            changed.append((*values, row[12], row[2]))
    return changed


def _digest_articles(catalogue: Catalogue, topics: TopicsAuthority) -> None:
    names = {topic.id: topic.name for topic in topics.topics}
    changed = []
    for row in catalogue.rows(ARTICLE_PARTS):
        found = [(topic, names.get(topic, topic)) for topic, _, _ in json.loads(row["topics"])]
        changed.append((digest(*tuple(row)[1:], found), row["id"]))
    catalogue.change("UPDATE articles SET digest = ?1 WHERE id = ?2 AND digest <> ?1", changed)


def _chained(rows: Iterable[Any]) -> Iterator[tuple[str, str]]:
    """Yield each first column with the digest of the last columns of its rows."""
    for first, group in groupby(rows, key=lambda row: row[0]):
        total = hashlib.sha256()
        for row in group:
            total.update(row[-1].encode())
        yield first, total.hexdigest()[:32]


def _digest_speakers(catalogue: Catalogue, known: PeopleAuthority) -> None:
    articles = _chained(catalogue.rows(SPEAKER_ARTICLES))
    digests = [(digest(found, repr(known.get(entity))), entity) for entity, found in articles]
    catalogue.change("UPDATE speakers SET digest = ? WHERE entity = ?", digests)


def _digest_topics(catalogue: Catalogue, topics: TopicsAuthority) -> None:
    catalogue.change("DELETE FROM topics", [()])
    sql = "INSERT INTO topics (topic, articles, digest) SELECT topic, count(*), '' FROM article_topics GROUP BY topic"
    catalogue.change(sql, [()])
    rows = [
        (digest(found, repr(topics.get(topic))), topic) for topic, found in _chained(catalogue.rows(TOPIC_ARTICLES))
    ]
    catalogue.change("UPDATE topics SET digest = ? WHERE topic = ?", rows)
