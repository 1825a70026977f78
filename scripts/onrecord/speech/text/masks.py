"""Copies of a text, of the same length, in which what misleads a reader of sentences has been blanked out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from onrecord.language import wordlists
from onrecord.language.detect import SHORT_FORMS
from onrecord.model import Boilerplate, Span

DOT = "·"  # stands for a full stop that ends no sentence
JOINT = "\ua78f"  # a letter without case; stands for what nobody sees inside a word, and `fold` takes it away

# Boilerplate whose words still matter to the speech around it: a title may quote, a label names who speaks next.
KEPT_KINDS = frozenset({"title", "label", "direction"})

# "Sen. Ada Brook", "the Kestrel Co. works", "at 9 a.m. on Friday", "J. K. Marsh"
SHORT_PATTERN = re.compile(r"\b(?:(?:[A-Za-z]\.){2,5}|No\.(?= ?\d)|(?:Ph\.D|[A-Za-z]{1,6})\.)")
_COMPANY = "|".join(
    rf"(?<=\b{word.capitalize()}·)" for word in wordlists.ordered("en", "organisations", "company_endings")
)
_OPENERS = (
    wordlists.words("en", "small_words", "articles", "conjunctions", "demonstratives", "prepositions", "subordinators")
    | wordlists.words("en", "pronouns", "subjects", "possessives")
    | {"there"}
)
# "U.S. The", "9 a.m. She": a dotted short form before one of these closes its sentence
OPENER_PATTERN = re.compile(
    rf"·(?:(?<=\w·\w·)|(?<=\b[JS]r·)|{_COMPANY})"
    rf"(?=[”\"']?\s{{1,4}}(?:{wordlists.capitalised(_OPENERS)})\s)"
)
# "3.5 per cent", "site.example"
INNER_DOT_PATTERN = re.compile(r"\.(?<=\w\.)(?=\w)")
# "the pact,.. agreeing to": the pause of a spoken script
PAUSE_PATTERN = re.compile(r",\.+|\.{2,20}(?=\s{1,3}[a-z])")
# "Story continues below this advertisement", "READ MORE: The harbour in pictures"
BOILERPLATE_PATTERN = re.compile(
    rf"^(?:(?:Story|Article) continues? below.*|(?:{wordlists.any_of('en', 'labels', 'teasers')})\b ?:.*)$",
    re.MULTILINE | re.IGNORECASE,
)
# "… at the quay. (Tom Reed/The Gull)": a caption closes with its credit in brackets
CREDIT_PATTERN = re.compile(
    r"\((?:[A-Z][\w.' -]{1,40}/ ?[A-Z][\w.' /-]{1,60}|[A-Z][\w.' -]{0,40}Press|"
    rf"{wordlists.any_of('en', 'labels', 'agencies')})\)"
    r"[ \t]{0,20}(?=\n|$)"
)
# "<b>", "</p>", "<img alt='the quay'>", "<https://quay.example>": markup left in a text, and no words of it
TAG_PATTERN = re.compile(r"<[/!]?[A-Za-z][^<>\n]{0,300}>")
VISIBLE_PATTERN = re.compile(r"\S+")  # any letters or marks
LINE_BREAK_PATTERN = re.compile(r"\n")
DOT_PATTERN = re.compile(r"\.")
# The letters before a dot that may make a short form with it: "Sen", "J"
STEM_PATTERN = re.compile(r"\b[A-Za-z]{1,6}\Z")
LONGEST_STEM = 7  # characters, with the one before them
LONGEST_CAPTION = 400  # characters
# Characters that say the same to a reader of sentences.
PLAIN = (("’", "'"), ("\u00a0", " "), ("\u2009", " "), ("\u202f", " "), ("\u2011", "-"))


# "Pacheco\u2060 Pardo", "Bro\u200bok": what nobody sees
HIDDEN_PATTERN = re.compile("[\u00ad\u200b-\u200f\u2060-\u2064\ufeff]")
WORD_CHARACTER_PATTERN = re.compile(r"[^\W_]")


def blank(text: str) -> str:
    """Return the text with everything but white space replaced by spaces."""
    return VISIBLE_PATTERN.sub(lambda m: " " * len(m.group()), text)


def mask(text: str, boilerplate: Sequence[Boilerplate] = ()) -> str:
    """Return a text of the same length for rules to read: boilerplate blank, dots only where sentences end."""
    out = text
    for mark, plain in PLAIN:
        out = out.replace(mark, plain)
    if not out.isascii():
        out = HIDDEN_PATTERN.sub(_stand_in, out)
    out = _blank_spans(out, [*(f.span for f in boilerplate if f.kind not in KEPT_KINDS), *tags(text)])
    out = _blank_spans(out, _boilerplate(out))
    out = _blank_spans(out, _captions(out))
    out = _short_forms(out)
    out = OPENER_PATTERN.sub(".", out)
    if ".." in out or ",." in out:
        out = PAUSE_PATTERN.sub(lambda m: m.group().replace(".", DOT), out)
    return INNER_DOT_PATTERN.sub(DOT, out)


def _stand_in(hidden: re.Match[str]) -> str:
    """Return what stands for a character that nobody sees: a joint inside a word, and a space elsewhere."""
    before, after = (
        hidden.string[max(0, hidden.start() - 1) : hidden.start()],
        hidden.string[hidden.end() : hidden.end() + 1],
    )
    return JOINT if WORD_CHARACTER_PATTERN.match(before) and WORD_CHARACTER_PATTERN.match(after) else " "


def mask_part(text: str, part: Span, boilerplate: Sequence[Boilerplate] = ()) -> str:
    """Return the same of a part of a text, with nothing but space around it: the other stories of a file."""
    start, end = part
    here = [
        replace(f, span=Span(max(0, f.span.start - start), f.span.end - start)) if start else f
        for f in boilerplate
        if f.span.end > start and f.span.start < end
    ]
    before = " " * (start - 1) + "\n" if start else ""
    return before + mask(text[start:end], here) + " " * (len(text) - end)


def tags(text: str, part: Span | None = None) -> list[Span]:
    """Return where markup was left in a text, or in a part of it."""
    start, end = part or (0, len(text))
    found = TAG_PATTERN.finditer(text, start, end) if text.find("<", start, end) >= 0 else ()
    return [Span(*match.span()) for match in found]


def _boilerplate(text: str) -> list[Span]:
    """Return the lines that are boilerplate. A pattern that looks for line starts itself takes far longer."""
    starts = [0, *(m.end() for m in LINE_BREAK_PATTERN.finditer(text))]
    return [Span(*m.span()) for m in (BOILERPLATE_PATTERN.match(text, start) for start in starts) if m]


def _short_forms(text: str) -> str:
    """Return the text with the dots of short forms masked, looking only where there is a dot."""
    parts, at = [], 0
    for dot in DOT_PATTERN.finditer(text):
        if dot.start() < at:
            continue  # the second dot of "p.m."
        stem = STEM_PATTERN.search(text, max(at, dot.start() - LONGEST_STEM), dot.start())
        match = SHORT_PATTERN.match(text, stem.start()) if stem else None
        if match:
            parts += [text[at : match.start()], _shorten(match)]
            at = match.end()
    return "".join([*parts, text[at:]])


def _shorten(match: re.Match[str]) -> str:
    """Return a short form with its dots masked, and anything else as it stands."""
    form = match.group()
    stem = form[:-1]
    short = "." in stem or stem in SHORT_FORMS or (len(stem) == 1 and stem.isupper() and stem != "I")
    return form.replace(".", DOT) if short else form


def _captions(text: str) -> list[Span]:
    """Return the lines without quotation marks that close with a credit in brackets."""
    out = []
    for match in CREDIT_PATTERN.finditer(text):
        start = text.rfind("\n", 0, match.start()) + 1
        line = text[start : match.start()]
        if len(line) <= LONGEST_CAPTION and not any(mark in line for mark in '“”"'):
            out.append(Span(start, match.end()))
    return out


def unwrapped(masked: str, paragraphs: Sequence[Span]) -> str:
    """Return a masked text in which the line ends inside paragraphs, which only wrap them, are spaces."""
    if not any(masked.find("\n", *span) >= 0 for span in paragraphs):
        return masked
    parts, at = [], 0
    for start, end in paragraphs:
        parts += [masked[at:start], masked[start:end].replace("\n", " ")]
        at = end
    return "".join([*parts, masked[at:]])


def hide(masked: str, spans: Sequence[Span]) -> str:
    """Return a masked text with some more spans blank."""
    return _blank_spans(masked, spans)


def _blank_spans(text: str, spans: Sequence[Span]) -> str:
    parts, at = [], 0
    for start, end in sorted(spans):
        if end > at:
            parts += [text[at : max(at, start)], blank(text[max(at, start) : end])]
            at = end
    return "".join([*parts, text[at:]])
