"""Every page that an archive needs, one after the other, each with the digest of what it is made from.

A page is only filled (`make`) when its digest differs from the one that it was last made with.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import partial
from itertools import islice
from typing import Any

from onrecord import urls
from onrecord.archive.reduce import digest
from onrecord.model import Problem
from onrecord.publish import json_data
from onrecord.publish.pages.links import PageOf, SpeakerLink
from onrecord.publish.pages.views import (
    ArticlesView,
    Counts,
    HomeView,
    LetterLink,
    MovedView,
    OpenQuestion,
    ProblemEntry,
    ProblemsView,
    QuotationView,
    SpeakersView,
    TopicsView,
    UnattributedView,
    View,
    YearLink,
)
from onrecord.publish.profiles import speaker_summaries, speaker_view, topic_link, topic_summaries, topic_view
from onrecord.publish.queries import NEWEST_FIRST, QUOTATION, Queries
from onrecord.publish.render import File, Unit, rendered
from onrecord.urls import PER_PAGE

TOP = 10
MOST_QUOTED = 200
HOME_UNIT = "home"
SHOWN_AT_HOME = 3
WORDS_AT_HOME = range(6, 41)
UNSURE = "(source IS NULL OR certainty = 'unsure')"
YEAR = "CASE WHEN a.date GLOB '[0-9][0-9][0-9][0-9]*' THEN substr(a.date, 1, 4) ELSE '' END"


def units(queries: Queries) -> Iterator[Unit]:
    """Yield all pages of the archive."""
    yield from _articles(queries)
    yield from _article_lists(queries)
    yield from _speakers(queries)
    yield from _letters(queries)
    yield from _topics(queries)
    yield from _unattributed(queries)
    yield from _problems(queries)
    yield from _moved(queries)
    yield _filled(queries, HOME_UNIT, home(queries))
    yield from _data(queries)


def _filled(queries: Queries, name: str, view: View) -> Unit:
    """Return the unit of a view that is cheap enough to be filled every time."""
    return Unit(name, digest(queries.global_digest, view), partial(rendered, view))


def pages_of(entries: int) -> Iterator[PageOf]:
    """Yield the pages that a list of so many entries takes; an empty list has one."""
    total = max(1, math.ceil(entries / PER_PAGE))
    return (PageOf(number, total, entries) for number in range(1, total + 1))


def share(page: PageOf) -> str:
    """Return the SQL that picks a page's share of the rows."""
    return f" LIMIT {PER_PAGE} OFFSET {(page.number - 1) * PER_PAGE}"


def _articles(queries: Queries) -> Iterator[Unit]:
    sql = """SELECT a.id, a.article, a.digest, s.name FROM articles a JOIN seeds s ON s.id = a.seed
             ORDER BY a.seed, a.number"""
    for number, article, made_from, seed in list(queries.catalogue.rows(sql)):
        yield Unit(f"article:{article}", digest(queries.global_digest, made_from), partial(_article, number), seed)


def _article(number: int, queries: Queries) -> Iterator[File]:
    return rendered(queries.article(number), queries)


def years(queries: Queries) -> tuple[YearLink, ...]:
    """Return the years of the archive, newest first, with those without a date at the end."""
    sql = f"SELECT {YEAR} AS year, count(*) FROM articles a GROUP BY 1 ORDER BY 1 DESC"  # noqa: S608
    return tuple(YearLink(*row) for row in queries.catalogue.rows(sql))


def _article_lists(queries: Queries) -> Iterator[Unit]:
    found = years(queries)
    lists: list[tuple[str | None, int]] = [(None, sum(year.count for year in found))]
    lists += [(year.year, year.count) for year in found]
    for year, count in lists:
        where = "" if year is None else f"WHERE {YEAR} = ?"
        for page in pages_of(count):
            sql = f"SELECT a.* FROM articles a {where} ORDER BY a.date DESC, a.article{share(page)}"  # noqa: S608
            rows = queries.catalogue.rows(sql, *(() if year is None else (year,)))
            view = ArticlesView(year, page, tuple(map(queries.article_link, rows)), found)
            yield _filled(queries, f"articles:{year}:{page.number}", view)


def _speakers(queries: Queries) -> Iterator[Unit]:
    for row in list(queries.catalogue.rows("SELECT * FROM speakers ORDER BY entity")):
        for page in pages_of(row["quotations"]):
            made_from = digest(queries.global_digest, row["digest"], page)
            yield Unit(f"speaker:{row['entity']}:{page.number}", made_from, partial(_speaker, row["entity"], page))


def _speaker(entity: str, page: PageOf, queries: Queries) -> Iterator[File]:
    return rendered(speaker_view(queries, entity, page), queries)


def _link(row: Any) -> SpeakerLink:
    return SpeakerLink(row["kind"], row["name"], row["entity"], bool(row["listed"]), quotations=row["quotations"])


def _told_apart(queries: Queries, links: Iterable[SpeakerLink]) -> list[SpeakerLink]:
    """Put what people noted, else the id, behind names that several speakers of a list share."""
    links = list(links)
    often = Counter(link.name for link in links)

    def note(link: SpeakerLink) -> str:
        listed = queries.authority.people.get(link.id)
        return (listed.note if listed else "") or f"id {link.id}"

    return [replace(link, note=note(link)) if often[link.name] > 1 else link for link in links]


def _letters(queries: Queries) -> Iterator[Unit]:
    """Yield the list of speakers under each initial, and the index of all of them."""
    rows = queries.catalogue.rows("SELECT * FROM speakers")
    everyone = sorted(_told_apart(queries, map(_link, rows)), key=lambda link: (link.name.casefold(), link.id))
    filed: dict[urls.Letter, list[SpeakerLink]] = {}
    for link in everyone:
        for letter in urls.letters(link.name):
            filed.setdefault(letter, []).append(link)
    letters = tuple(
        LetterLink(one.id, one.label, len(filed[one])) for one in sorted(filed, key=lambda x: (x.label, x.id))
    )
    by_id = {one.id: links for one, links in filed.items()}
    for letter_link in letters:
        links = by_id[letter_link.id]
        for page in pages_of(len(links)):
            shown = tuple(links[(page.number - 1) * PER_PAGE : page.number * PER_PAGE])
            view = SpeakersView(letter_link, page, letters, shown)
            yield _filled(queries, f"letter:{letter_link.id}:{page.number}", view)
    whole = len(everyone) <= MOST_QUOTED
    most = sorted(everyone, key=lambda link: -link.quotations)[:MOST_QUOTED]
    index = SpeakersView(None, PageOf(1, 1, len(everyone)), letters, tuple(everyone if whole else most), whole)
    yield _filled(queries, "speakers", index)


def _topics(queries: Queries) -> Iterator[Unit]:
    known = queries.authority.topics
    counts: dict[str, int] = {}
    for row in list(queries.catalogue.rows("SELECT topic, articles, digest FROM topics ORDER BY topic")):
        counts[row["topic"]] = row["articles"]
        for page in pages_of(row["articles"]):
            made_from = digest(queries.global_digest, known.digest, row["digest"], page)
            yield Unit(f"topic:{row['topic']}:{page.number}", made_from, partial(_topic, row["topic"], page))
    every = sorted({*counts, *(topic.id for topic in known.topics)})
    links = sorted(
        (topic_link(queries, topic, counts.get(topic, 0)) for topic in every),
        key=lambda link: (link.name.casefold(), link.id),
    )
    view = TopicsView(tuple(link for link in links if link.count), tuple(link for link in links if not link.count))
    yield _filled(queries, "topics", view)


def _topic(topic: str, page: PageOf, queries: Queries) -> Iterator[File]:
    return rendered(topic_view(queries, topic, page), queries)


def _moved(queries: Queries) -> Iterator[Unit]:
    """Yield what stands at the addresses that articles, speakers and topics once had."""
    sql = """SELECT m.old, a.id, a.digest FROM moved m JOIN articles a ON a.article = m.article
             WHERE m.old NOT IN (SELECT article FROM articles) ORDER BY m.old"""
    for row in list(queries.catalogue.rows(sql)):
        made_from = digest(queries.global_digest, *row)
        yield Unit(f"moved:article:{row['old']}", made_from, partial(_moved_article, row["old"], row["id"]))
    speakers = queries.catalogue.pairs("SELECT entity, name FROM speakers")
    for old, new in sorted(queries.authority.people.redirects.items()):
        if new in speakers and old not in speakers:
            view = MovedView(urls.speaker_path(old), urls.speaker_path(new), speakers[new])
            yield _filled(queries, f"moved:speaker:{old}", view)
    topics = queries.catalogue.pairs("SELECT topic, articles FROM topics")
    for old, new in sorted(queries.authority.topics.redirects.items()):
        if new in topics and old not in topics:
            view = MovedView(urls.topic_path(old), urls.topic_path(new), topic_link(queries, new).name)
            yield _filled(queries, f"moved:topic:{old}", view)


def _moved_article(old: str, number: int, queries: Queries) -> Iterator[File]:
    return rendered(queries.moved(old, number), queries)


def _data(queries: Queries) -> Iterator[Unit]:
    """Yield the public data files that are about the whole archive."""
    rows = queries.catalogue.rows
    found = tuple(queries.problem(*each) for each in queries.catalogue.problems())
    speakers = [tuple(row) for row in rows("SELECT entity, digest FROM speakers ORDER BY entity")]
    topics = [tuple(row) for row in rows("SELECT topic, articles FROM topics ORDER BY topic")]
    known = queries.authority.topics.digest
    yield Unit("data:problems", digest(queries.global_digest, found), partial(_problems_file, found))
    yield Unit("data:speakers", digest(queries.global_digest, speakers), _speakers_file)
    yield Unit("data:topics", digest(queries.global_digest, topics, known), _topics_file)
    about = json_data.archive(queries.archive, queries.folder, counts(queries))
    yield Unit("data:archive", digest(about), partial(_ready, about))
    yield Unit("data:schemas", digest(queries.global_digest), _schema_files)


def _problems_file(found: tuple[Problem, ...], _queries: Queries) -> Iterator[File]:
    yield _encoded(json_data.problems(found))


def _speakers_file(queries: Queries) -> Iterator[File]:
    yield _encoded(json_data.speakers(speaker_summaries(queries)))


def _topics_file(queries: Queries) -> Iterator[File]:
    yield _encoded(json_data.topics(topic_summaries(queries)))


def _ready(file: tuple[str, str], _queries: Queries) -> Iterator[File]:
    yield _encoded(file)


def _schema_files(_queries: Queries) -> Iterator[File]:
    return map(_encoded, json_data.schemas())


def _encoded(file: tuple[str, str]) -> File:
    return file[0], file[1].encode("utf-8")


def _unattributed(queries: Queries) -> Iterator[Unit]:
    sql = f"""SELECT a.digest, u.number FROM utterances u JOIN articles a ON a.id = u.article WHERE u.unattributed
              {NEWEST_FIRST}"""  # noqa: S608
    rows = queries.catalogue.rows(sql)
    for page in pages_of(queries.catalogue.one("SELECT count(*) FROM utterances WHERE unattributed")):
        made_from = digest(queries.global_digest, page, [tuple(row) for row in islice(rows, PER_PAGE)])
        yield Unit(f"unattributed:{page.number}", made_from, partial(_open_questions, page))


def _open_questions(page: PageOf, queries: Queries) -> Iterator[File]:
    sql = f"{QUOTATION} WHERE u.unattributed {NEWEST_FIRST}{share(page)}"
    questions = tuple(_question(queries, row) for row in queries.catalogue.rows(sql))
    return rendered(UnattributedView(page, questions), queries)


def _question(queries: Queries, row: Any) -> OpenQuestion:
    """Return an open utterance and why it is open.

    Where no rule is sure of a speaker, the best candidate is a suggestion, and the others stand with why they lost.
    """
    quotation = queries.quotation(row)
    speaker = quotation.speaker if quotation.speaker and quotation.speaker.name else None
    if speaker is not None and quotation.certainty != "unsure":
        return OpenQuestion(quotation, speaker.doubt)
    bare = replace(quotation, speaker=None, joint_speakers=())
    return OpenQuestion(bare, row["rule"], speaker, queries.others(row))


def _problems(queries: Queries) -> Iterator[Unit]:
    """Yield the pages of refusals and warnings."""
    found = list(queries.catalogue.problems())
    counted = counts(queries)
    for page in pages_of(len(found)):
        shown = found[(page.number - 1) * PER_PAGE : page.number * PER_PAGE]
        entries = tuple(ProblemEntry(queries.problem(*one), queries.article_of(one[0])) for one in shown)
        yield _filled(queries, f"problems:{page.number}", ProblemsView(page, entries, counted))


def counts(queries: Queries) -> Counts:
    """Return how much the archive holds."""
    one = queries.catalogue.one
    return Counts(
        articles=one("SELECT count(*) FROM articles"),
        quotations=one("SELECT count(*) FROM utterances WHERE NOT unattributed"),
        speakers=one("SELECT count(*) FROM speakers"),
        topics=one("SELECT count(*) FROM topics"),
        unattributed=one(f"SELECT count(*) FROM utterances WHERE unattributed AND {UNSURE}"),  # noqa: S608
        unidentified=one(f"SELECT count(*) FROM utterances WHERE unattributed AND NOT {UNSURE}"),  # noqa: S608
        refused=one("SELECT count(DISTINCT seed) FROM problems WHERE severity = 'refused' AND seed <> ''"),
        warnings=one("SELECT count(*) FROM (SELECT DISTINCT * FROM problems WHERE severity = 'warning')"),
    )


def home(queries: Queries) -> HomeView:
    """Return the first page."""
    rows = queries.catalogue.rows
    newest = rows("SELECT * FROM articles ORDER BY date DESC, article LIMIT ?", TOP)
    speakers = rows("SELECT * FROM speakers ORDER BY quotations DESC, name, entity LIMIT ?", TOP)
    topics = rows("SELECT topic, articles FROM topics ORDER BY articles DESC, topic LIMIT ?", TOP)
    return HomeView(
        counts=counts(queries),
        newest=tuple(map(queries.article_link, newest)),
        speakers=tuple(_told_apart(queries, map(_link, speakers))),
        topics=tuple(topic_link(queries, row[0], row[1]) for row in topics),
        years=years(queries),
        quotations=_at_home(queries),
    )


def _at_home(queries: Queries) -> tuple[QuotationView, ...]:
    """Return a few words between quotation marks from the newest articles shown in full, of people with a name."""
    newest = f"SELECT id FROM articles ORDER BY date DESC, article LIMIT {TOP}"  # noqa: S608
    wanted = "NOT u.unattributed AND u.mode = 'direct' AND u.form = 'quoted' AND u.certainty = 'certain'"
    sql = f"{QUOTATION} WHERE a.id IN ({newest}) AND {wanted} {NEWEST_FIRST}"
    shown: dict[str, QuotationView] = {}
    for row in queries.catalogue.rows(sql):
        quotation = queries.quotation(row)
        if _is_for_home(quotation):
            shown.setdefault(quotation.article.id, quotation)
        if len(shown) == SHOWN_AT_HOME:
            break
    return tuple(shown.values())


def _is_for_home(quotation: QuotationView) -> bool:
    speaker = quotation.speaker
    is_named = speaker is not None and speaker.kind == "person" and bool(speaker.id)
    return is_named and quotation.article.extent == "full" and len(quotation.words.split()) in WORDS_AT_HOME
