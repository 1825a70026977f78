"""Fill the pages of one speaker and of one topic from the catalogue."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any

from onrecord.archive.catalogue import SAID
from onrecord.identity.report import Row
from onrecord.identity.resolve import Appearance, Identity
from onrecord.language.folding import folded
from onrecord.publish.pages.links import PageOf, SpeakerLink, TopicLink
from onrecord.publish.pages.views import RoleView, SpeakerView, TopicView
from onrecord.publish.queries import NEWEST_FIRST, QUOTATION, Queries
from onrecord.urls import PER_PAGE

QUOTATIONS_OF_TOPIC = 100
ALL_SPEAKERS = """JOIN utterance_speakers p ON p.article = u.article AND p.utterance = u.number
JOIN sources w ON w.article = p.article AND w.number = p.source """
SPOKEN = "JOIN utterance_topics t ON t.article = u.article AND t.utterance = u.number"


def _share(page: PageOf) -> str:
    return f" LIMIT {PER_PAGE} OFFSET {(page.number - 1) * PER_PAGE}"


def speaker_view(queries: Queries, entity: str, page: PageOf) -> SpeakerView:
    """Return one page of a speaker."""
    row = next(queries.catalogue.rows("SELECT * FROM speakers WHERE entity = ?", entity))
    listed = queries.authority.people.get(entity)
    sql = f"""{QUOTATION} {ALL_SPEAKERS} WHERE u.unattributed = 0 AND w.entity = ? GROUP BY a.id, u.number
              {NEWEST_FIRST}{_share(page)}"""
    return SpeakerView(
        speaker=_speaker(row),
        page=page,
        names=_names(queries, entity),
        roles=_roles(queries, entity),
        quotations=queries.quotations(queries.catalogue.rows(sql, entity)),
        topics=_topics(queries, entity),
        description=listed.note if listed else "",
        same_as=listed.addresses if listed else (),
    )


def speaker_summaries(queries: Queries) -> Iterator[SpeakerView]:
    """Yield every speaker by id, without the words said and the topics: for lists of all speakers."""
    sql = """SELECT s.entity, s.name AS met, s.roles, a.* FROM sources s JOIN speakers w ON w.entity = s.entity
             JOIN articles a ON a.id = s.article ORDER BY s.entity, a.date, a.article"""
    met = groupby(queries.catalogue.rows(sql), key=lambda row: str(row["entity"]))
    for row in queries.catalogue.rows("SELECT * FROM speakers ORDER BY entity"):
        entity, found = next(met)
        assert entity == row["entity"]
        named = list(found)
        listed = queries.authority.people.get(entity)
        names = (*queries.authority.people.names(entity), *sorted({one["met"] for one in named}))
        yield SpeakerView(
            speaker=_speaker(row),
            page=PageOf(1, 1, row["quotations"]),
            names=tuple(dict.fromkeys(names)),
            roles=_distinct(queries, named),
            description=listed.note if listed else "",
            same_as=listed.addresses if listed else (),
        )


def _speaker(row: Any) -> SpeakerLink:
    return SpeakerLink(row["kind"], row["name"], row["entity"], bool(row["listed"]), quotations=row["quotations"])


def _names(queries: Queries, entity: str) -> tuple[str, ...]:
    met = queries.catalogue.rows("SELECT DISTINCT name FROM sources WHERE entity = ? ORDER BY name", entity)
    return tuple(dict.fromkeys((*queries.authority.people.names(entity), *(row[0] for row in met))))


def _roles(queries: Queries, entity: str) -> tuple[RoleView, ...]:
    """Return distinct wordings of a speaker's roles with the first article of each, by date."""
    sql = """SELECT s.roles, a.* FROM sources s JOIN articles a ON a.id = s.article
             WHERE s.entity = ? AND s.roles <> '[]' ORDER BY a.date, a.article"""
    return _distinct(queries, queries.catalogue.rows(sql, entity))


def _distinct(queries: Queries, rows: Iterable[Any]) -> tuple[RoleView, ...]:
    found: dict[str, RoleView] = {}
    for row in rows:
        if row["roles"] == "[]":
            continue
        link = queries.article_link(row)
        if link.extent != "metadata":
            for words in json.loads(row["roles"]):
                found.setdefault(words, RoleView(words, link))
    return tuple(found.values())


def _topics(queries: Queries, entity: str) -> tuple[TopicLink, ...]:
    sql = f"""SELECT t.topic, {SAID} FROM sources s
              JOIN utterance_speakers p ON p.article = s.article AND p.source = s.number
              JOIN utterances u ON u.article = p.article AND u.number = p.utterance AND u.unattributed = 0
              {SPOKEN} WHERE s.entity = ? GROUP BY t.topic ORDER BY 2 DESC, 1"""  # noqa: S608
    return tuple(topic_link(queries, row[0], row[1]) for row in queries.catalogue.rows(sql, entity))


def topic_link(queries: Queries, topic: str, count: int = 0) -> TopicLink:
    """Return a topic as other pages name it."""
    known = queries.authority.topics.get(topic)
    return TopicLink(topic, known.name if known else topic, count)


def topic_view(queries: Queries, topic: str, page: PageOf) -> TopicView:
    """Return one page of a topic."""
    topics = queries.authority.topics
    known = topics.get(topic)
    sql = f"""SELECT a.* FROM article_topics t JOIN articles a ON a.id = t.article WHERE t.topic = ?
              ORDER BY a.date DESC, a.article{_share(page)}"""  # noqa: S608
    first = page.number == 1
    articles = queries.catalogue.pairs("SELECT topic, articles FROM topics")
    return TopicView(
        id=topic,
        name=known.name if known else topic,
        page=page,
        description=known.scope if known else "",
        code=known.iptc if known else "",
        broader=tuple(topic_link(queries, one, articles.get(one, 0)) for one in topics.broader(topic)),
        narrower=tuple(topic_link(queries, one, articles.get(one, 0)) for one in topics.narrower(topic)),
        articles=tuple(map(queries.article_link, queries.catalogue.rows(sql, topic))),
        speakers=_speakers(queries, topic) if first else (),
        quotations=_quotations(queries, topic) if first else (),
    )


def people_met(queries: Queries) -> Iterator[Row]:
    """Yield every source that speaks in an article and did not write it, with the sentence of its first words there."""
    sql = """SELECT a.article AS ident, a.date, a.number AS story, s.*, a.seed, u.before, u.after FROM sources s
             JOIN articles a ON a.id = s.article JOIN utterances u ON u.article = s.article AND u.number = (
                 SELECT min(p.utterance) FROM utterance_speakers p
                 JOIN utterances o ON o.article = p.article AND o.number = p.utterance
                 WHERE p.article = s.article AND p.source = s.number
                     AND (o.certainty <> 'unsure' OR s.entity_kind = 'ambiguous'))
             ORDER BY a.article, s.number"""
    for row in queries.catalogue.rows(sql):
        if row["kind"] == "person" and folded(row["name"]) in queries.writers(row["seed"], row["story"]):
            continue
        roles = tuple(json.loads(row["roles"]))
        met = Appearance(row["ident"], row["date"], row["number"], row["kind"], row["name"], roles)
        candidates = tuple((one[0], one[1]) for one in json.loads(row["candidates"]))
        entity = (row["entity_kind"], row["entity"], row["entity_name"], row["entity_rule"])
        identity = Identity(*entity, candidates, bool(row["listed"]))
        yield Row(met, identity, queries.words(row["seed"], row["before"], row["after"]).strip())


def topic_summaries(queries: Queries) -> Iterator[TopicView]:
    """Yield every topic that has articles, without these: for lists of all topics."""
    for topic, count in queries.catalogue.rows("SELECT topic, articles FROM topics ORDER BY topic"):
        known = queries.authority.topics.get(topic)
        yield TopicView(
            id=topic,
            name=known.name if known else topic,
            page=PageOf(1, 1, count),
            description=known.scope if known else "",
            code=known.iptc if known else "",
            broader=tuple(topic_link(queries, one) for one in queries.authority.topics.broader(topic)),
        )


def _speakers(queries: Queries, topic: str) -> tuple[SpeakerLink, ...]:
    """Return who says something with the topic's words in it, with how many utterances."""
    sql = f"""SELECT w.*, {SAID} AS spoken FROM utterance_topics t
             JOIN utterances u ON u.article = t.article AND u.number = t.utterance AND u.unattributed = 0
             JOIN utterance_speakers p ON p.article = u.article AND p.utterance = u.number
             JOIN sources s ON s.article = p.article AND s.number = p.source JOIN speakers w ON w.entity = s.entity
             WHERE t.topic = ? GROUP BY w.entity ORDER BY spoken DESC, w.name, w.entity"""  # noqa: S608
    return tuple(
        SpeakerLink(row["kind"], row["name"], row["entity"], bool(row["listed"]), quotations=row["spoken"])
        for row in queries.catalogue.rows(sql, topic)
    )


def _quotations(queries: Queries, topic: str) -> tuple[Any, ...]:
    sql = f"{QUOTATION} {SPOKEN} WHERE t.topic = ? AND u.unattributed = 0 {NEWEST_FIRST} LIMIT {QUOTATIONS_OF_TOPIC}"
    return queries.quotations(queries.catalogue.rows(sql, topic))
