"""Copies of a text, of the same length, in which what misleads a reader of sentences has been blanked out."""

from __future__ import annotations

import re
from collections.abc import Sequence

from onrecord.model import Furniture, Span

DOT = "·"  # stands for a full stop that ends no sentence

# Furniture whose words still matter to the speech around it: a title may quote, a label names who speaks next.
KEPT_KINDS = frozenset({"title", "label", "direction"})

# "Sen. Ada Brook", "the Kestrel Co. works", "at 9 a.m. on Friday", "J. K. Marsh"
ABBREVIATION_PATTERN = re.compile(
    r"\b(?:Mr|Mrs|Ms|Mx|Dr|Sens?|Reps?|Govs?|Gen|Col|Capt|Cpl|Sgt|Lt|Const|Insp|Det|Supt|Rev|Prof|St|Jr|Sr|Coun|Adm|Maj|Cmdr|"
    r"Hon|Inc|Corp|Ltd|Co|Bros|No|vs|Mt|Ft|Ave|Blvd|Jan|Feb|Aug|Sept|Oct|Nov|Dec|Calif|Fla|Ont|Que|Mass|Conn|Ariz|Wash|"
    r"Va|Md|Pa|Mich|Minn|Wis|Tenn|Ill|Ind|Mo|Nev|Ore|Vt|Tex|La|Ala|Ga|a\.m|p\.m|i\.e|e\.g|Ph\.D|[A-Z]\.[A-Z]|[A-HJ-Z])\."
)
# "U.S. The", "9 a.m. She": a dotted short form before one of these closes its sentence
OPENER_PATTERN = re.compile(
    r"((?:\b[a-zA-Z]·[a-zA-Z]|\b(?:Inc|Corp|Ltd|Co|Jr|Sr)))·(?=[”\"']?\s+"
    r"(?:The|A|An|He|She|They|It|We|But|And|In|On|At|For|That|This|These|Those|If|When|While|As|There|His|Her|Their|Our)\s)"
)
# "3.5 per cent", "site.example"
INNER_DOT_PATTERN = re.compile(r"(?<=\w)\.(?=\w)")
# "the pact,.. agreeing to": the pause of a spoken script
PAUSE_PATTERN = re.compile(r"[,.]*\.{2,}(?=\s+[a-z])|,\.+")
# "Story continues below this advertisement", "READ MORE: The harbour in pictures"
BOILERPLATE_PATTERN = re.compile(
    r"^(?:(?:Story|Article) continues? below.*|(?:(?:READ|SEE|HEAR) MORE|WATCH|LISTEN|RELATED|ALSO READ)\b ?:.*)$",
    re.MULTILINE | re.IGNORECASE,
)
# "Ada Brook at the quay. (Tom Reed/The Gull)": a caption closes with its credit in brackets
CAPTION_PATTERN = re.compile(
    r"^[^\n“”\"]{0,400}\((?:[A-Z][\w.' -]{1,40}/ ?[A-Z][\w.' /-]{1,60}|[A-Z][\w.' -]{0,40}Press|AFP|Reuters|"
    r"Getty Images)\)[ \t]*$",
    re.MULTILINE,
)
VISIBLE_PATTERN = re.compile(r"\S")

# Characters that say the same to a reader of sentences.
PLAIN = str.maketrans({"’": "'", "\u00a0": " ", "\u2009": " ", "\u202f": " ", "\u2011": "-"})


def blank(text: str) -> str:
    """Return the text with everything but white space replaced by spaces."""
    return VISIBLE_PATTERN.sub(" ", text)


def mask(text: str, furniture: Sequence[Furniture] = ()) -> str:
    """Return a text of the same length for rules to read: furniture blank, dots only where sentences end."""
    out = text.translate(PLAIN)
    out = _blank_spans(out, [f.span for f in furniture if f.kind not in KEPT_KINDS])
    out = BOILERPLATE_PATTERN.sub(lambda m: blank(m.group()), out)
    out = CAPTION_PATTERN.sub(lambda m: blank(m.group()), out)
    out = ABBREVIATION_PATTERN.sub(lambda m: m.group().replace(".", DOT), out)
    out = OPENER_PATTERN.sub(r"\1.", out)
    out = PAUSE_PATTERN.sub(lambda m: m.group().replace(".", DOT), out)
    return INNER_DOT_PATTERN.sub(DOT, out)


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
