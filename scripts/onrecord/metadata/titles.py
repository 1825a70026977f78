"""A story's title: as it states it, or else its own first words, marked as inferred."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from onrecord.authority.outlets import Outlet, named
from onrecord.language import wordlists
from onrecord.language.detect import is_short_form
from onrecord.language.folding import fold_words
from onrecord.metadata import dates, languages
from onrecord.metadata.lines import Finding, Line, field, whole
from onrecord.model import Boilerplate, Field, Span

TITLE_LIMIT = 220
TITLE_WORDS = 32
SHORT_TITLE = 120
INFERRED_LIMIT = 80
# "Title: Rain on the Quay", "제목: 부두에 비"
LABEL_PATTERN = re.compile(
    rf"(?:{languages.joined('title_labels')})\s*[:：]\s*(?P<title>\S.*)", re.IGNORECASE | re.DOTALL
)
# "[Weather] Rain on the quay", "World News: Rain on the quay"
TAG_PATTERN = re.compile(
    r"\[(?P<tag>[^\[\]:/]{2,24})\]\s*(?P<rest>\S.*)|(?P<series>World News|On-point"
    r"|Live from [A-Z][\w ]{1,24}):\s+(?P<story>\S.*)"
)
# " - The Quay Post", " | Quay Post", " · Quay Post"
SUFFIX_PATTERN = re.compile(r"\s+[-–—|·:]\s+(?P<outlet>[^|·]{2,50})$")
# A first line that opens like one of these is no headline: a turn, an address, a list item, a greeting, a bracket label
_TITLES = wordlists.alternation(word.upper() for word in wordlists.words("en", "titles", "in_labels"))
NOT_A_TITLE_PATTERN = re.compile(
    rf"(?:{_TITLES}|THE [A-Z]+)\.? [A-Z]+:|https?:|www\.|[-*•■]\s|\d{{1,2}}\.\s*$|[(\[][A-Z][A-Z .-]*[)\]](?! [-–—] )"
    rf"|Q\d*[.: ]|(?i:good (?:{wordlists.any_of('en', 'lines', 'day_parts')})|hello|welcome\.)\b|\W+$|[a-zß-öø-ÿ]"
)
LABELLED_TURN_PATTERN = re.compile(r"[A-Z][A-Za-z .'’-]{1,30}(?:\([^()]{2,60}\))?\s?:\s*[\"“]")
FIRST_SENTENCE_PATTERN = re.compile(r"(?<![A-Z])[.!?…。](?=[\s\"”’])")

# "The council meets | with the harbour board", "After three days of storm|, the ferries sail"
PHRASE_PATTERN = re.compile(
    rf"[,;:—–](?=\s)|\s(?=(?:{wordlists.any_of('en', 'lines', 'phrase_starts')}"
    r"|und|mit|et|avec|pour|con|para)\s)"
)
# "the price | of fish"
WEAK_PHRASE_PATTERN = re.compile(rf"\s(?=(?:of|del|{wordlists.any_of('en', 'names', 'surname_particles')})\s)")
# "the ferries, such as", "according", "which is", "paid 1.3"
DANGLING_PATTERN = re.compile(rf"(?:[\s,](?:{wordlists.any_of('en', 'lines', 'dangling')}|[$€£]?\d[\d.,]*)){{1,4}}$")


def labelled(line: Line, outlets: Sequence[Outlet]) -> Finding | None:
    """Read a `Title:` line."""
    match = LABEL_PATTERN.fullmatch(line.text)
    if match is None or len(match["title"]) > TITLE_LIMIT:
        return None
    return _stated(line, match.start("title"), "title-label", outlets)


def headline(line: Line, following: Line | None, attached: bool, outlets: Sequence[Outlet]) -> Finding | None:
    """Read the first line of a story as its headline when it stands apart and is worded like one.

    `attached` says that the next line is a byline, a date line or a label, which only a headline has under it.
    """
    text = line.text
    if following is None or len(text) > TITLE_LIMIT or len(text.split()) > TITLE_WORDS:
        return None
    if (
        NOT_A_TITLE_PATTERN.match(text)
        or _is_turn(line, following)
        or text[-1] in ",;:("
        or line.opens_quotation
        or dates.dateline(line)
    ):
        return None
    under = attached and not following.apart
    if (_is_sentence(line) and not under) or not (following.apart or attached or _above_prose(line, following)):
        return None
    return _stated(line, 0, "headline", outlets)


def _is_turn(line: Line, following: Line) -> bool:
    """Say whether a line is a speaker's label and words. Headlines of that form stand apart and are the only one."""
    if not LABELLED_TURN_PATTERN.match(line.text):
        return False
    return not following.apart or "(" in line.text or LABELLED_TURN_PATTERN.match(following.text) is not None


def first_words(story: Sequence[tuple[Line, int]]) -> Field | None:
    """Return the first words of a story's text as an inferred title; of each line, the offset at which it begins."""
    for line, start in story:
        text = line.text[start:]
        if not any(character.isalnum() for character in text):
            continue
        ends = (m for m in FIRST_SENTENCE_PATTERN.finditer(text) if not is_short_form(text, m.start()))
        match = next(ends, None)
        end = match.start() + (match.group() in "!?…") if match else len(text.rstrip(".。"))
        if end > INFERRED_LIMIT:
            end = _phrase_end(text[: INFERRED_LIMIT + 1])
        words = text[:end].rstrip(" ,;:-–—")
        span = line.part(start, start + len(words))
        return Field("title", " ".join(words.split()), "inferred", span, "first-words") if words else None
    return None


def _phrase_end(text: str) -> int:
    """Return where the last whole phrase of a cut text ends: at a comma or before a joining word, else at a space."""
    for pattern in (PHRASE_PATTERN, WEAK_PHRASE_PATTERN):
        ends = [match.start() for match in pattern.finditer(text, INFERRED_LIMIT // 2)]
        while ends:
            end = ends.pop()
            dangling = DANGLING_PATTERN.search(text, 0, end)
            end = dangling.start() if dangling else end
            if end > INFERRED_LIMIT // 2 and not _opens_more(text[:end]):
                return end
    end = text.rfind(" ")
    loose = DANGLING_PATTERN.search(text, 0, max(end, 0))
    end = loose.start() if loose else end
    return end if end > INFERRED_LIMIT // 2 else INFERRED_LIMIT


def _opens_more(words: str) -> bool:
    """Say whether a quotation or a bracket opens in some words and does not close in them."""
    return words.count("“") > words.count("”") or words.count("(") > words.count(")") or words.count('"') % 2 == 1


# "Section: Harbour", "분야: 경제"
SECTION_PATTERN = re.compile(
    rf"(?:{languages.joined('section_labels')})\s?[:：]\s*(?P<section>[^\n.]{{2,60}})", re.IGNORECASE
)


def section(line: Line) -> Finding | None:
    """Read a line that names the section of the outlet."""
    match = SECTION_PATTERN.fullmatch(line.text)
    if match is None:
        return None
    return whole(line, "label", "section-line", field(line, match, "section", "section", "section-line"))


def repeats(line: Line, title: str) -> Finding | None:
    """Read a line that says the title again, alone or with the date behind it."""
    if not title or not len(title) / 2 <= len(line.text) <= len(title) + 60:
        return None
    dated = dates.closing_date(line)
    end = dated.evidence.start - line.span.start if dated and dated.evidence else len(line.text)
    if not _same(fold_words(line.text[:end]), fold_words(title)):
        return None
    return whole(line, "title", "title-again", *([dated] if dated else []))


def _same(one: str, other: str) -> bool:
    """Say whether two folded titles are the same but for accents."""
    return (one.isascii() == other.isascii() and one == other) or _bare(one) == _bare(other)


def _bare(text: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))


def _is_sentence(line: Line) -> bool:
    """Say whether a line ends like a sentence of prose: with a full stop that no abbreviation explains."""
    text = line.text.rstrip("\"”’'»)")
    if text.endswith(("...", "…", "….")) or not text.endswith((".", "。")):
        return False
    last = text.split()[-1]
    return not (last.count(".") > 1 or len(last) <= 3)


def _above_prose(line: Line, following: Line) -> bool:
    """Say whether a short first line without a full stop stands right above a longer line that is a sentence."""
    text = line.text
    return (
        len(text.split()) >= 3
        and len(text) <= SHORT_TITLE
        and not line.ends_sentence
        and text[0].isalnum()
        and not text[0].islower()
        and following.ends_sentence
        and len(following.text) > 1.3 * len(text)
    )


def _stated(line: Line, start: int, rule: str, outlets: Sequence[Outlet]) -> Finding:
    """Return the title of a line from an offset on: tag and site name apart, both kept as fields."""
    end = len(line.text)
    fields: list[Field] = []
    suffix = SUFFIX_PATTERN.search(line.text, start)
    outlet = named(suffix["outlet"], outlets) if suffix else None
    if suffix and outlet and suffix.start() > start:
        end = suffix.start()
        span = line.part(*suffix.span("outlet"))
        fields.append(Field("outlet", suffix["outlet"].strip(), "stated", span, "title-suffix"))
    dated = dates.closing_date(line)
    if dated and dated.evidence and dated.evidence.start > line.span.start + start:
        end = dated.evidence.start - line.span.start
        end = len(line.text[:end].rstrip(" ,-–—|"))
        fields.append(dated)
    tag = TAG_PATTERN.fullmatch(line.text, start, end)
    if tag:
        group, rest = ("tag", "rest") if tag["tag"] else ("series", "story")
        if len(tag[rest].split()) > 1:
            fields.append(Field("section", tag[group], "stated", line.part(*tag.span(group)), "title-tag"))
            start = tag.start(rest)
    words = line.text[start:end]
    title = Field("title", " ".join(words.split()), "stated", Span(*line.part(start, end)), rule)
    return Finding((title, *fields), (Boilerplate(line.span, "title", rule),)) if words else whole(line, "title", rule)
