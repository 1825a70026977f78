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
from onrecord.publish.queries import NEWEST_FIRST, QUOTATION, Assembly
from onrecord.urls import PER_PAGE

QUOTATIONS_OF_TOPIC = 100
VOICES = """JOIN voices v ON v.article = u.article AND v.utterance = u.number
JOIN sources w ON w.article = v.article AND w.number = v.source """
SPOKEN = "JOIN utterance_topics t ON t.article = u.article AND t.utterance = u.number"


def _share(page: PageOf) -> str:
    return f" LIMIT {PER_PAGE} OFFSET {(page.number - 1) * PER_PAGE}"


def speaker_view(assembly: Assembly, who: str, page: PageOf) -> SpeakerView:
    """Return one page of a speaker."""
    row = next(assembly.catalogue.rows("SELECT * FROM speakers WHERE who = ?", who))
    listed = assembly.authority.people.get(who)
    sql = f"{QUOTATION} {VOICES} WHERE u.open = 0 AND w.who = ? GROUP BY a.id, u.number {NEWEST_FIRST}{_share(page)}"
    return SpeakerView(
        speaker=_speaker(row),
        page=page,
        names=_names(assembly, who),
        roles=_roles(assembly, who),
        quotations=assembly.quotations(assembly.catalogue.rows(sql, who)),
        topics=_topics(assembly, who),
        description=listed.note if listed else "",
        same_as=listed.addresses if listed else (),
    )


def speaker_summaries(assembly: Assembly) -> Iterator[SpeakerView]:
    """Yield every speaker by id, without the words said and the topics: for lists of all speakers."""
    sql = """SELECT s.who, s.name AS met, s.roles, a.* FROM sources s JOIN speakers w ON w.who = s.who
             JOIN articles a ON a.id = s.article ORDER BY s.who, a.date, a.article"""
    met = groupby(assembly.catalogue.rows(sql), key=lambda row: str(row["who"]))
    for row in assembly.catalogue.rows("SELECT * FROM speakers ORDER BY who"):
        who, found = next(met)
        assert who == row["who"]
        named = list(found)
        listed = assembly.authority.people.get(who)
        names = (*assembly.authority.people.names(who), *sorted({one["met"] for one in named}))
        yield SpeakerView(
            speaker=_speaker(row),
            page=PageOf(1, 1, row["quotations"]),
            names=tuple(dict.fromkeys(names)),
            roles=_distinct(assembly, named),
            description=listed.note if listed else "",
            same_as=listed.addresses if listed else (),
        )


def _speaker(row: Any) -> SpeakerLink:
    return SpeakerLink(row["kind"], row["name"], row["who"], bool(row["listed"]), quotations=row["quotations"])


def _names(assembly: Assembly, who: str) -> tuple[str, ...]:
    met = assembly.catalogue.rows("SELECT DISTINCT name FROM sources WHERE who = ? ORDER BY name", who)
    return tuple(dict.fromkeys((*assembly.authority.people.names(who), *(row[0] for row in met))))


def _roles(assembly: Assembly, who: str) -> tuple[RoleView, ...]:
    """Return distinct wordings of a speaker's roles with the first article of each, by date."""
    sql = """SELECT s.roles, a.* FROM sources s JOIN articles a ON a.id = s.article
             WHERE s.who = ? AND s.roles <> '[]' ORDER BY a.date, a.article"""
    return _distinct(assembly, assembly.catalogue.rows(sql, who))


def _distinct(assembly: Assembly, rows: Iterable[Any]) -> tuple[RoleView, ...]:
    found: dict[str, RoleView] = {}
    for row in rows:
        if row["roles"] == "[]":
            continue
        link = assembly.article_link(row)
        if link.extent != "metadata":
            for words in json.loads(row["roles"]):
                found.setdefault(words, RoleView(words, link))
    return tuple(found.values())


def _topics(assembly: Assembly, who: str) -> tuple[TopicLink, ...]:
    sql = f"""SELECT t.topic, {SAID} FROM sources s
              JOIN voices v ON v.article = s.article AND v.source = s.number
              JOIN utterances u ON u.article = v.article AND u.number = v.utterance AND u.open = 0
              {SPOKEN} WHERE s.who = ? GROUP BY t.topic ORDER BY 2 DESC, 1"""  # noqa: S608
    return tuple(topic_link(assembly, row[0], row[1]) for row in assembly.catalogue.rows(sql, who))


def topic_link(assembly: Assembly, topic: str, count: int = 0) -> TopicLink:
    """Return a topic as other pages name it."""
    known = assembly.authority.topics.get(topic)
    return TopicLink(topic, known.name if known else topic, count)


def topic_view(assembly: Assembly, topic: str, page: PageOf) -> TopicView:
    """Return one page of a topic."""
    topics = assembly.authority.topics
    known = topics.get(topic)
    sql = f"""SELECT a.* FROM article_topics t JOIN articles a ON a.id = t.article WHERE t.topic = ?
              ORDER BY a.date DESC, a.article{_share(page)}"""  # noqa: S608
    first = page.number == 1
    articles = assembly.catalogue.pairs("SELECT topic, articles FROM topics")
    return TopicView(
        id=topic,
        name=known.name if known else topic,
        page=page,
        description=known.scope if known else "",
        code=known.iptc if known else "",
        broader=tuple(topic_link(assembly, one, articles.get(one, 0)) for one in topics.broader(topic)),
        narrower=tuple(topic_link(assembly, one, articles.get(one, 0)) for one in topics.narrower(topic)),
        articles=tuple(map(assembly.article_link, assembly.catalogue.rows(sql, topic))),
        speakers=_speakers(assembly, topic) if first else (),
        quotations=_quotations(assembly, topic) if first else (),
    )


def people_met(assembly: Assembly) -> Iterator[Row]:
    """Yield every source that speaks in an article and did not write it, with the sentence of its first words there."""
    sql = """SELECT a.article AS ident, a.date, a.number AS story, s.*, a.seed, u.before, u.after FROM sources s
             JOIN articles a ON a.id = s.article JOIN utterances u ON u.article = s.article AND u.number = (
                 SELECT min(v.utterance) FROM voices v
                 JOIN utterances o ON o.article = v.article AND o.number = v.utterance
                 WHERE v.article = s.article AND v.source = s.number
                     AND (o.certainty <> 'unsure' OR s.who_kind = 'ambiguous'))
             ORDER BY a.article, s.number"""
    for row in assembly.catalogue.rows(sql):
        if row["kind"] == "person" and folded(row["name"]) in assembly.writers(row["seed"], row["story"]):
            continue
        roles = tuple(json.loads(row["roles"]))
        met = Appearance(row["ident"], row["date"], row["number"], row["kind"], row["name"], roles)
        candidates = tuple((one[0], one[1]) for one in json.loads(row["candidates"]))
        who = Identity(row["who_kind"], row["who"], row["who_name"], row["who_rule"], candidates, bool(row["listed"]))
        yield Row(met, who, assembly.words(row["seed"], row["before"], row["after"]).strip())


def topic_summaries(assembly: Assembly) -> Iterator[TopicView]:
    """Yield every topic that has articles, without these: for lists of all topics."""
    for topic, count in assembly.catalogue.rows("SELECT topic, articles FROM topics ORDER BY topic"):
        known = assembly.authority.topics.get(topic)
        yield TopicView(
            id=topic,
            name=known.name if known else topic,
            page=PageOf(1, 1, count),
            description=known.scope if known else "",
            code=known.iptc if known else "",
            broader=tuple(topic_link(assembly, one) for one in assembly.authority.topics.broader(topic)),
        )


def _speakers(assembly: Assembly, topic: str) -> tuple[SpeakerLink, ...]:
    """Return who says something with the topic's words in it, with how many utterances."""
    sql = f"""SELECT w.*, {SAID} AS spoken FROM utterance_topics t
             JOIN utterances u ON u.article = t.article AND u.number = t.utterance AND u.open = 0
             JOIN voices v ON v.article = u.article AND v.utterance = u.number
             JOIN sources s ON s.article = v.article AND s.number = v.source JOIN speakers w ON w.who = s.who
             WHERE t.topic = ? GROUP BY w.who ORDER BY spoken DESC, w.name, w.who"""  # noqa: S608
    return tuple(
        SpeakerLink(row["kind"], row["name"], row["who"], bool(row["listed"]), quotations=row["spoken"])
        for row in assembly.catalogue.rows(sql, topic)
    )


def _quotations(assembly: Assembly, topic: str) -> tuple[Any, ...]:
    sql = f"{QUOTATION} {SPOKEN} WHERE t.topic = ? AND u.open = 0 {NEWEST_FIRST} LIMIT {QUOTATIONS_OF_TOPIC}"
    return assembly.quotations(assembly.catalogue.rows(sql, topic))
