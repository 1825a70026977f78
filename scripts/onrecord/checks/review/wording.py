"""Say in Markdown what a change does: one page for ten seeds, however hostile the words in it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from onrecord import problems
from onrecord.checks import unread
from onrecord.checks.review.changes import Article, Change, Move, NamedSpeaker, Pair, SeedChange, Speaker
from onrecord.model import Document
from onrecord.publish.pages import facts
from onrecord.publish.pages.environment import plural
from onrecord.publish.pages.views import ArticleView

EXTENT = {"full": "whole text", "quotations": "quotations only", "metadata": "facts only"}
"""What is printed of an article, in a word."""
DONE = {"added": "added", "edited": "changed", "deleted": "removed", "renamed": "renamed", "same": "unchanged"}
LONGEST = 100
# What means something to Markdown or to the forge: "*", "[", "@somebody", "#12", "<b>"
ACTIVE_PATTERN = re.compile(r"[\\`*_\[\]<>&|~#@$!]|(?<=:)//|(?<=www)\.|^(?:[-+=]|\d+[.)])")


@dataclass(frozen=True, slots=True)
class Limits:
    """How much is said: of seeds, of lines about one seed, of rows in a table, of entries in a list."""

    seeds: int = 20
    lines: int = 6
    rows: int = 200
    entries: int = 25


SHORT = Limits()
WHOLE = Limits(10**9, 10**9, 10**9, 10**9)


@dataclass(frozen=True)
class Told:
    """What the summary is made from, beside the change itself."""

    change: Change
    views: Callable[[str], Sequence[ArticleView]]
    """The articles of a seed of the proposed state, with all that is known about them."""
    words: Callable[[int, int, int], str]
    """A stretch of a seed's text in the proposed state."""
    leads: Callable[[str], str | None] = lambda _path: None
    """Where the address of a page that is gone leads now."""
    links: Callable[[str], Sequence[str]] = lambda _path: ()
    """The hand-written pages that link to a page."""
    limits: Limits = field(default=SHORT)


def plain(text: str, longest: int = LONGEST) -> str:
    """Return a stranger's words for Markdown: on one line, not too long, and with no mark that means anything."""
    words = problems.one_line(" ".join(text.split()))
    words = words if len(words) <= longest else words[: longest - 1].rstrip() + "…"
    return ACTIVE_PATTERN.sub(lambda mark: "".join(f"&#{ord(c)};" for c in mark[0]), words)


def code(text: str) -> str:
    """Return a path or an id for Markdown, set as code."""
    return f"<code>{plain(text, 300)}</code>"


def summary(told: Told, closing: Sequence[str] = ()) -> str:
    """Return the whole summary; `closing` are lines that say where more is."""
    parts = [
        "# What this change does",
        _verdict(told.change),
        *_problems(told),
        *_table(told),
        *_seeds(told),
        *_section("Who says what", _moves(told)),
        *_section("Pages of speakers", _speakers(told)),
        *_section("Facts about articles", _facts(told)),
        *_section("Topics", _topics(told)),
        *closing,
    ]
    return "\n\n".join(parts) + "\n"


def _verdict(change: Change) -> str:
    number = problems.counts(change.problems)
    bad = number["refused"] + number["error"]
    parts = []
    if bad:
        parts.append(f"**It cannot be taken as it is**: {plural(bad, 'problem')} must be mended first.")
    elif number["warning"]:
        parts.append(f"It can be taken as it is; please look at {plural(number['warning'], 'warning')}.")
    else:
        parts.append("Nothing is wrong with it that a program can see.")
    if change.mended:
        parts.append(f"{plural(len(change.mended), 'problem')} that there {_were(len(change.mended))} before "
                     f"{'is' if len(change.mended) == 1 else 'are'} mended.")  # fmt: skip
    if change.stayed:
        parts.append(f"{plural(change.stayed, 'older problem')} of the archive {_were(change.stayed)} left alone.")
    if not (change.seeds or change.articles or change.moves or change.speakers or change.topics):
        parts.append("No page changes.")
    return " ".join(parts)


def _were(number: int) -> str:
    return "was" if number == 1 else "were"


def _section(heading: str, lines: Iterable[str]) -> Iterator[str]:
    found = list(lines)
    if found:
        yield f"## {heading}"
        yield "\n".join(f"- {line}" for line in found)


def _few(lines: Sequence[str], most: int, noun: str) -> list[str]:
    """Return the first lines, and how many there are besides."""
    if len(lines) <= most:
        return list(lines)
    return [*lines[:most], f"and {plural(len(lines) - most, f'more {noun}')}"]


def _rows(head: Sequence[str], rows: Sequence[Sequence[str]], most: int) -> str:
    lines = [head, ["---"] * len(head), *rows[:most]]
    if len(rows) > most:
        lines.append([f"… and {len(rows) - most} more", *[""] * (len(head) - 1)])
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _problems(told: Told) -> Iterator[str]:
    found = told.change.problems
    if found:
        yield "## What is wrong"
        rows = [
            [code(f"{p.path}:{p.line}" if p.line else p.path), f"{plain(p.code)} ({p.severity})",
             plain(p.message, 300), plain(p.fix, 300)]
            for p in found
        ]  # fmt: skip
        yield _rows(["where", "code", "problem", "what to do"], rows, told.limits.rows)


def _table(told: Told) -> Iterator[str]:
    seeds = told.change.seeds
    if not seeds:
        return
    after: dict[str, list[Article]] = {}
    before: dict[str, list[Article]] = {}
    for pair in told.change.articles:
        for article, table in ((pair.before, before), (pair.after, after)):
            if article:
                table.setdefault(article.seed, []).append(article)
    yield "## Seeds"
    rows = []
    for seed in seeds:
        articles = after.get(seed.name) or (before.get(seed.name, []) if seed.what == "deleted" else [])
        pages = ", ".join(code(f"articles/{one.id}/") for one in articles[:3])
        more = f" and {len(articles) - 3} more" if len(articles) > 3 else ""
        titles = plain(articles[0].title) if articles else ""
        rows.append([code(seed.name), _done(seed), titles, pages + more])
    yield _rows(["seed", "what", "title", "page"], rows, told.limits.rows)


def _done(seed: SeedChange) -> str:
    parts = [] if seed.what == "same" else [DONE[seed.what]]
    if seed.before:
        parts = [f"renamed from {code(seed.before)}"]
    if seed.beside:
        parts.append(f"sidecar {seed.beside}")
    if seed.refused:
        parts.append("**refused**")
    return ", ".join(parts)


def _seeds(told: Told) -> Iterator[str]:
    """Yield what the pages of each seed will say, or what goes with it."""
    limits = told.limits
    shown = told.change.seeds[: limits.seeds]
    pairs = {pair.after.id: pair for pair in told.change.articles if pair.after}
    for seed in shown:
        if seed.what == "deleted" or (seed.what == "renamed" and seed.before):
            yield from _gone(told, seed)
        if seed.what == "deleted":
            continue
        for view in told.views(seed.name):
            yield from _article(told, seed, view, pairs.get(view.id))
    rest = len(told.change.seeds) - len(shown)
    if rest:
        yield f"{plural(rest, 'more seed')} {'is' if rest == 1 else 'are'} in the table only; see below for the whole."


def _gone(told: Told, seed: SeedChange) -> Iterator[str]:
    """Yield what becomes of the pages of a seed that is deleted or renamed."""
    name = seed.before or seed.name
    lines = []
    for pair in told.change.articles:
        old = pair.before
        if old is None or old.seed != name or (pair.after and pair.after.id == old.id and pair.after.seed != seed.name):
            continue
        if pair.after is not None:
            continue
        lost = told.change.lost.get(old.id, 0)
        target = told.leads(f"articles/{old.id}")
        here = told.change.moved.get(old.id, "")
        line = f"{code(f'/articles/{old.id}/')} {f'leads to {code(target)}' if target else 'is gone'}"
        if here and not target:
            line += f", the article is at {code(f'/articles/{here}/')} now"
            line += f"; {plural(lost, 'link')} to quotations in it {_go(lost)}" if lost else ""
        elif lost and not here:
            line += f"; {plural(lost, 'quotation')} {_go(lost)} with it"
        linking = told.links(f"articles/{old.id}")
        if linking and not target:
            line += f"; hand-written pages link to it and must be mended: {', '.join(map(code, linking))}"
        lines.append(line)
    if lines:
        heading = f"{code(seed.before)} is {code(seed.name)} now" if seed.before else f"{code(seed.name)} is removed"
        yield f"### {heading}"
        yield "\n".join(f"- {line}" for line in _few(lines, told.limits.entries, "page"))


def _go(number: int) -> str:
    return "goes" if number == 1 else "go"


def _article(told: Told, seed: SeedChange, view: ArticleView, pair: Pair | None) -> Iterator[str]:
    most = told.limits.lines
    yield f"### {code(seed.name)}{f', story {view.story.number}' if view.parts else ''}: {_done(seed)}"
    lines = [f"**{plain(facts.link_of(view).title)}**{_about(view)}"]
    if pair and pair.before and pair.after:
        lines += [f"changed: {line}" for line in _differences(pair.before, pair.after)]
    lines.append(f"May be reused? {plain(view.reuse.answer, 300)} Printed: {EXTENT[view.reuse.extent]}.")
    lines.append(_who_says(view, most))
    unsure = [_place(view.document, one.span.start) + f" “{plain(one.span.of(view.document.text), 60)}”"
              for one in view.story.speech.utterances
              if one.source is None or one.certainty == "unsure"]  # fmt: skip
    if unsure:
        lines.append(f"Not sure who says: {'; '.join(_few(unsure, most, 'quotation'))}")
    missed = [f"{_place(view.document, one.span.start)} {one.kind}: “{plain(one.span.of(view.document.text), 60)}”"
              for one in unread.find(view.document, view.story)]  # fmt: skip
    if missed:
        lines.append(f"Nobody understood: {'; '.join(_few(missed, most, 'place'))}")
    if view.topics:
        lines.append(f"Topics: {', '.join(_few([plain(topic.name) for topic in view.topics], 3 * most, 'topic'))}")
    yield "\n".join(f"- {line}" for line in lines)


def _place(document: Document, offset: int) -> str:
    return f"line {document.line_of(offset)}"


def _about(view: ArticleView) -> str:
    link = facts.link_of(view)
    date = f"{plain(link.date)} ({link.date_status})" if link.date else "date not stated"
    outlet = plain(link.outlet) or "outlet not stated"
    return f" ({link.title_status}) · {date} · {outlet} · {plain(view.reuse.name) or 'no licence stated'}"


def _who_says(view: ArticleView, most: int) -> str:
    speakers: Counter[str] = Counter()
    for said in view.story.speech.utterances:
        named = facts.published_speakers(view, said)
        speakers[" and ".join(plain(one.name) for one in named) or "not attributed"] += 1
    if not speakers:
        return "Nobody is quoted."
    listed = [f"{number} by {name}" if name != "not attributed" else f"{number} {name}"
              for name, number in speakers.most_common()]  # fmt: skip
    return f"{plural(speakers.total(), 'quotation')}: {', '.join(_few(listed, 2 * most, 'speaker'))}"


def _differences(old: Article, new: Article) -> Iterator[str]:
    """Yield how the facts about an article change."""
    for name, was, now in (
        ("title", old.title, new.title),
        ("date", old.date, new.date),
        ("outlet", old.outlet, new.outlet),
        ("licence", old.licence, new.licence),
        ("language", old.language, new.language),
    ):
        if was != now:
            line = f"{name} changes from {_value(was)} to {_value(now)}"
            yield line + (_printed(old, new) if name == "licence" else "")
    if old.licence == new.licence and old.extent != new.extent:
        yield f"what is printed changes from {EXTENT[old.extent]} to {EXTENT[new.extent]}{_printed(old, new)}"
    if old.title == new.title and old.title_status != new.title_status:
        yield f"the title was {old.title_status} and is {new.title_status}"
    if old.date == new.date and old.date_status != new.date_status:
        yield f"the date was {old.date_status} and is {new.date_status}"


def _value(words: str) -> str:
    return f"*{plain(words)}*" if words else "*not stated*"


def _printed(old: Article, new: Article) -> str:
    if old.extent == new.extent:
        return ""
    if new.extent == "full":
        return ": its text is printed now"
    if old.extent == "full":
        return f": its text is no longer printed ({EXTENT[new.extent]})"
    return f": {EXTENT[new.extent]} from now on"


def _facts(told: Told) -> Iterator[str]:
    """Yield the facts that change about articles whose own files do not."""
    own = {seed.name for seed in told.change.seeds}
    lines = []
    for pair in told.change.articles:
        if pair.before and pair.after and pair.after.seed not in own:
            lines += [f"{code(f'articles/{pair.after.id}/')}: {line}" for line in _differences(pair.before, pair.after)]
            if pair.before.seed != pair.after.seed:
                lines.append(f"{code(f'articles/{pair.after.id}/')} comes from {code(pair.after.seed)} now")
        elif pair.before and not pair.after and pair.before.seed not in own | {s.before for s in told.change.seeds}:
            lines.append(f"{code(f'articles/{pair.before.id}/')} is gone or has another address")
    yield from _few(lines, told.limits.entries, "fact")


def _names(speakers: Sequence[NamedSpeaker]) -> str:
    return " and ".join(f"*{plain(one.name)}*" for one in speakers) or "*not attributed*"


def _places(speakers: Sequence[NamedSpeaker]) -> str:
    return " and ".join(code(f"speakers/{one.id}/") if one.id else "no page" for one in speakers)


def _from_to(move: Move) -> str:
    """Return between whom quotations move; between pages where a name stays and only its page is another."""
    number = len(move.quotations)
    what, moves = plural(number, "quotation"), "moves" if number == 1 else "move"
    if _names(move.before) == _names(move.after):
        return f"{what} of {_names(move.after)} {moves} from {_places(move.before)} to {_places(move.after)}"
    return f"{what} {moves} from {_names(move.before)} to {_names(move.after)}"


def _moves(told: Told) -> Iterator[str]:
    lines = []
    for move in told.change.moves:
        articles = list(dict.fromkeys(said.article for said in move.quotations))
        where = ", ".join(_few([code(f"articles/{one}/") for one in articles], 3, "article"))
        first = move.quotations[0]
        words = plain(told.words(first.seed, first.start, first.end), 60)
        lines.append(f"{_from_to(move)}, in {where} (such as “{words}”)")
    yield from _few(lines, told.limits.entries, "move")


def _speakers(told: Told) -> Iterator[str]:
    given: dict[str, Counter[str]] = {}
    for move in told.change.moves:
        for speaker in move.before:
            if speaker.id:
                given.setdefault(speaker.id, Counter()).update(
                    {new.id: len(move.quotations) for new in move.after if new.id}
                )
    lines = []
    for change in told.change.speakers:
        old, new = change.before, change.after
        if new is None and old is not None:
            target = told.leads(f"speakers/{old.id}")
            now = ", ".join(code(f"speakers/{one}/") for one, _ in given.get(old.id, Counter()).most_common(3))
            line = f"{code(f'speakers/{old.id}/')} (*{plain(old.name)}*) is gone"
            line += f" and leads to {code(target)}" if target else f"; its quotations are on {now} now" if now else ""
            linking = told.links(f"speakers/{old.id}")
            if linking and not target:
                line += f"; hand-written pages link to it and must be mended: {', '.join(map(code, linking))}"
            lines.append(line)
        elif old is None and new is not None:
            unlisted = "" if new.listed else ", unconfirmed: no authority file lists this name"
            lines.append(
                f"{code(f'speakers/{new.id}/')} (*{plain(new.name)}*) is new, with "
                f"{plural(new.quotations, 'quotation')}{unlisted}"
            )
        elif old is not None and new is not None:
            lines += [f"{code(f'speakers/{new.id}/')}: {line}" for line in _speaker_differences(old, new)]
    yield from _few(lines, told.limits.entries, "page")


def _speaker_differences(old: Speaker, new: Speaker) -> Iterator[str]:
    if old.name != new.name:
        yield f"the name changes from *{plain(old.name)}* to *{plain(new.name)}*"
    if old.kind != new.kind:
        yield f"was listed as a {old.kind}, is a {new.kind}"
    if old.listed != new.listed:
        yield "is listed now" if new.listed else "is no longer listed: its page says unconfirmed"
    if old.quotations != new.quotations:
        yield f"{plural(old.quotations, 'quotation')} before, {new.quotations} now"


def _topics(told: Told) -> Iterator[str]:
    own = {seed.name for seed in told.change.seeds}
    ids = {one.id for pair in told.change.articles for one in (pair.before, pair.after) if one and one.seed in own}
    lines = []
    for topic in told.change.topics:
        name = f"*{plain(topic.name)}*"
        if topic.before and topic.before != topic.name:
            lines.append(f"topic *{plain(topic.before)}* is called {name} now")
        for word, articles in (("new on", topic.gained), ("gone from", topic.lost)):
            others = [one for one in articles if one not in ids]
            if others:
                where = ", ".join(_few([code(f"articles/{one}/") for one in others], 3, "article"))
                lines.append(f"topic {name} is {word} {plural(len(others), 'article')}: {where}")
    yield from _few(lines, told.limits.entries, "topic")
