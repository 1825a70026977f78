"""The quoted words of a French text: cut at the clauses set into them, and told from what nobody says."""

from __future__ import annotations

import bisect
import re
from collections.abc import Sequence

from onrecord.model import Mode, Span
from onrecord.spans import Cover
from onrecord.speech.french import clauses, names, noun_phrases
from onrecord.speech.french.clauses import THAT, Clause, Parse, Piece
from onrecord.speech.french.names import FILLER, Known
from onrecord.speech.french.noun_phrases import RELATIVES
from onrecord.speech.french.words import words
from onrecord.speech.text import quotation_marks
from onrecord.speech.text.masks import DOT
from onrecord.speech.text.pairing import Quote
from onrecord.speech.types import Token

FEW_WORDS = 5  # a shorter quotation without a speaker may be a term
FRAGMENT_WORDS = 4  # fewer words that begin small are no sentence of a speaker's
LONGEST_ASIDE = 12  # words of a clause set into a quotation, behind its subject
FARTHEST = 12  # words between what somebody calls something and how: "a qualifié le projet du conseil de « folie »"
ENDS = frozenset(".!?…")
DASHES = frozenset("—–")
# What may stand before a clause that is set into a quotation: "… profond, affirme Claire Morvan, il faut"
SET_IN = frozenset({",", "?", "!", "…", "—", "–", DOT})
BEARING = frozenset(words("small_words", "bearing"))
TERMS = frozenset(words("small_words", "terms"))
WORKS = frozenset(words("small_words", "works"))
DOCUMENTS = frozenset(words("small_words", "documents"))
WORD_PATTERN = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
# "» Nous", at the head of a paragraph: a quotation goes on
GOES_ON_PATTERN = re.compile(r"»(?=\s?\w)")
# Where a sentence of the reporter's ends: "a-t-elle dit. Le", "Pourquoi ? □"
END_PATTERN = re.compile(r"(?:[.!?…]+)(?=\s+[^\sa-zà-öø-ÿ]|\s*$)")
SENTENCE_BEHIND_PATTERN = re.compile(r"\s+[^\W\da-zà-öø-ÿ]|\s+[" + FILLER + r"—–\d]|\s*$")


def paired(text: str, paragraphs: Sequence[Span]) -> quotation_marks.Marks:
    """Pair the marks; a closing mark at the head of a paragraph opens what goes on there."""
    parts, at = [], 0
    for start, end in paragraphs:
        match = GOES_ON_PATTERN.match(text, start, end)
        if match:
            parts += [text[at:start], "«"]
            at = start + 1
    return quotation_marks.pair("".join([*parts, text[at:]]) if parts else text, paragraphs)


def find(masked: str, paragraphs: Sequence[Span], marks: quotation_marks.Marks, hidden: Cover) -> list[Quote]:
    """Return the outermost quotes that are read, and the lines of a dialogue that dashes open."""
    out = [quote for quote in marks.top() if not hidden.holds(quote.span.start)]
    for number, span in enumerate(paragraphs):
        words_of = Span(span.start + 1, span.end)
        taken = any(span.start <= quote.outer.start < span.end for quote in out)
        if masked[span.start] in DASHES and not taken and set_in(masked, words_of, Known()):
            out.append(Quote(words_of, span, number, -1, False, True))
    return sorted(out, key=lambda quote: quote.span)


def filled(masked: str, quotes: Sequence[Quote]) -> str:
    """Return the text with all that is quoted filled."""
    return _filled(masked, [quote.outer for quote in quotes])


def _filled(masked: str, spans: Sequence[Span]) -> str:
    parts, at = [], 0
    for start, end in spans:
        if start >= at:
            parts += [masked[at:start], "".join("\n" if c == "\n" else FILLER for c in masked[start:end])]
            at = end
    return "".join([*parts, masked[at:]])


def framed(masked: str, paragraphs: Sequence[Span], quotes: Sequence[Quote], known: Known) -> tuple[str, list[Piece]]:
    """Return the reporter's words, with quoted ones filled, and the pieces that others say, cut at clauses set in."""
    pieces: list[Piece] = []
    for number, quote in enumerate(quotes):
        inside = set_in(masked, quote.span, known)
        starts = [quote.outer.start, *(span.end for span in inside)]
        ends = [*(span.start for span in inside), quote.outer.end]
        for start, end in zip(starts, ends, strict=True):
            for outer in _by_paragraph(Span(start, end), paragraphs):
                span = trimmed(masked, Span(max(outer.start, quote.span.start), min(outer.end, quote.span.end)))
                if span is not None:
                    opens = outer.start == quote.outer.start
                    outer = outer if opens else Span(span.start, outer.end)
                    pieces.append(Piece(span, outer, -1, number, opens, masked[span.end - 1] in ENDS))
    return _filled(masked, [piece.outer for piece in pieces]), pieces


def _by_paragraph(span: Span, paragraphs: Sequence[Span]) -> list[Span]:
    first = bisect.bisect_right(paragraphs, span.start, key=lambda paragraph: paragraph.start) - 1
    out = []
    for paragraph in paragraphs[max(first, 0) :]:
        if paragraph.start >= span.end:
            break
        out.append(Span(max(span.start, paragraph.start), min(span.end, paragraph.end)))
    return out


def trimmed(text: str, span: Span) -> Span | None:
    """Return a span without white space at its edges, or None where it holds no letter or figure."""
    words_of = span.of(text)
    start = span.start + len(words_of) - len(words_of.lstrip())
    end = start + len(words_of.strip())
    return Span(start, end) if any(c.isalnum() for c in text[start:end]) else None


def set_in(masked: str, span: Span, known: Known) -> list[Span]:
    """Return the clauses set into quoted words, with the commas around them: ", affirme Claire Morvan,"."""
    tokens = names.split(masked, *span)
    phrases = clauses.by_start(noun_phrases.find(tokens, known))
    out: list[Span] = []
    at = 0
    while at + 1 < len(tokens):
        mark = tokens[at].text
        clause = clauses.behind_at(tokens, at + 1, phrases, known) if mark[0] in SET_IN else None
        if clause and _is_set_in(clause) and (stop := _stop(tokens, clause.end)) is not None:
            start = tokens[at].start if mark in (",", "—", "–") else tokens[at + 1].start
            stop = _over_bearing(tokens, stop)
            end = tokens[stop].end if stop < len(tokens) else tokens[-1].end
            out.append(Span(start, end))
            at = stop
        at += 1
    return out


def _is_set_in(clause: Clause) -> bool:
    """Say whether a clause tells who speaks: somebody does, and by a verb of saying."""
    says = clause.tells("report", "mixed", "beside") or (clause.group is not None and clause.group.supposed)
    return says and all(subject.kind != "nobody" for subject in clause.subjects)


def _stop(tokens: Sequence[Token], at: int) -> int | None:
    """Return the token that closes a clause set in, the number of tokens when the quotation ends with it, or None."""
    for stop in range(at, min(at + LONGEST_ASIDE, len(tokens))):
        if tokens[stop].text[0] in ",.!?;:—–…":
            return stop
    return len(tokens) if len(tokens) - at < LONGEST_ASIDE else None


def _over_bearing(tokens: Sequence[Token], stop: int) -> int:
    """Return where a clause set in closes that goes on behind its comma: "dit Claire Morvan, les yeux baissés,"."""
    if stop + 1 >= len(tokens) or tokens[stop].text != ",":
        return stop
    goes_on = tokens[stop + 1].low in RELATIVES - THAT or any(t.low in BEARING for t in tokens[stop + 1 : stop + 3])
    further = _stop(tokens, stop + 1) if goes_on else None
    return stop if further is None else further


def sentences(frame: str, pieces: Sequence[Piece], span: Span) -> list[Span]:
    """Cut a paragraph into sentences; quoted words that end as one end the reporter's where nothing small follows."""
    ends = [match.end() for match in END_PATTERN.finditer(frame, *span)]
    first = bisect.bisect_left(pieces, span.start, key=lambda piece: piece.outer.start)
    for piece in pieces[first:]:
        if piece.outer.start >= span.end:
            break
        end = piece.outer.end
        if piece.ended and SENTENCE_BEHIND_PATTERN.match(frame, end, span.end):
            ends.append(end)
    out = []
    at = span.start
    for end in [*sorted(ends), span.end]:
        words_of = frame[at:end]
        if words_of.strip():
            out.append(Span(end - len(words_of.lstrip()), end))
            at = end
    return out


# -- who says a piece ----------------------------------------------------------------------------------------------


def _only_marks(parse: Parse, start: int, end: int, allowed: str = ",—–-.…") -> bool:
    return all(token.text[0] in allowed for token in parse.tokens[start:end])


def cue_behind(parse: Parse, piece: Piece) -> Clause | None:
    """Return the clause right behind a piece whose verb comes first: "« … », affirme Claire Morvan"."""
    for clause in parse.clauses:
        if clause.order == "behind" and clause.start > piece.token and _says(clause):
            return clause if _only_marks(parse, piece.token + 1, clause.start) else None
    return None


def cue_between(parse: Parse, piece: Piece) -> Clause | None:
    """Return the clause set in right before a piece, behind another one: "« … », a-t-il dit, « … »"."""
    for clause in reversed(parse.clauses):
        if clause.order == "behind" and clause.end <= piece.token and _says(clause):
            earlier = [p for p in parse.pieces if p.token < clause.start]
            rest = parse.tokens[clause.end : piece.token]
            close = len(rest) <= LONGEST_ASIDE and bool(rest) and rest[-1].text[0] in ",:—–.;"
            follows = bool(earlier) and _only_marks(parse, earlier[-1].token + 1, clause.start)
            return clause if close and follows else None
    return None


def cue_ahead(parse: Parse, piece: Piece) -> Clause | None:
    """Return the clause before the colon that opens a piece: "Claire Morvan a dit : « … »"."""
    if not _behind_colon(parse, piece):
        return None
    for clause in reversed(parse.clauses):
        if clause.end <= piece.token and clause.order not in ("according", "opinion"):
            told = clause.order == "historic" or clause.tells("report", "mixed", "naming", "asking")
            between = parse.tokens[clause.end : piece.token - 1]
            return clause if told and not any(token.text[0] in ":;.□" for token in between) else None
    return None


def colon(parse: Parse, piece: Piece) -> Clause | None:
    """Return the subject of the sentence before a colon: "Claire Morvan ne décolère pas : « … »"."""
    main = parse.main
    if not _behind_colon(parse, piece) or main is None or main.kind not in ("person", "role", "pronoun"):
        return None
    if any(clause.group and clause.group.negated for clause in parse.clauses):
        return None
    others = [p for p in parse.phrases if p.start > main.start and p.end < piece.token and p.kind in ("person", "role")]
    if others or main.end >= piece.token or any(token.text == ":" for token in parse.tokens[: piece.token - 1]):
        return None
    span = Span(parse.tokens[piece.token - 1].start, parse.tokens[piece.token - 1].end)
    return Clause("before", main.start, piece.token, span, (main,))


def within_content(parse: Parse, piece: Piece) -> Clause | None:
    """Return the clause that reports what a piece is part of: "Claire Morvan assure que le port est « trop petit »"."""
    holding = [one for one in parse.contents if one.span.holds(piece.outer)]
    return min(holding, key=lambda one: one.span.end - one.span.start).clause if holding else None


def called(parse: Parse, piece: Piece) -> Clause | None:
    """Return the clause in which somebody calls something so: "Claire Morvan dénonce une « folie »"."""
    for clause in reversed(parse.clauses):
        if clause.end <= piece.token and clause.order in ("before", "shared", "relative", "gerund"):
            short = parse.words_between(clause.end, piece.token) <= FARTHEST
            between = parse.tokens[clause.end : piece.token]
            cut = any(t.text[0] in ":;" or t.low in RELATIVES for t in between)
            return clause if clause.tells("naming", "report", "infinitive") and short and not cut else None
    return None


def _says(clause: Clause) -> bool:
    supposed = clause.group is not None and clause.group.supposed
    return supposed or clause.tells("report", "mixed", "beside")


def _behind_colon(parse: Parse, piece: Piece) -> bool:
    return piece.token > 0 and parse.tokens[piece.token - 1].text == ":"


# -- what nobody says ----------------------------------------------------------------------------------------------


def count(masked: str, piece: Piece) -> int:
    """Return how many words a piece has."""
    return len(WORD_PATTERN.findall(masked, *piece.span))


def is_term(parse: Parse, piece: Piece, size: int, *, told: bool) -> bool:
    """Say whether the word before makes a name or a term of what is in marks: "l'opération « Filet bleu »"."""
    if (piece.ended and size >= FEW_WORDS) or _says_behind(parse, piece):
        return False
    verb = any(clause.group and clause.end == piece.token for clause in parse.clauses)
    return not verb and _before(parse, piece) in TERMS


def is_title(parse: Parse, piece: Piece, size: int, *, told: bool) -> bool:
    """Say whether marks hold the title of a work or the name of a thing: "le film « La Marée »"."""
    return _before(parse, piece).removesuffix("s") in WORKS and not _says_behind(parse, piece)


def is_document(parse: Parse, piece: Piece, size: int, *, told: bool) -> bool:
    """Say whether a thing bears the words: "Sur la banderole : « … »"."""
    return not told and any(token.low.removesuffix("s") in DOCUMENTS for token in parse.tokens[: piece.token])


def is_short(parse: Parse, piece: Piece, size: int, *, told: bool) -> bool:
    """Say whether a few words without a speaker are too few for a sentence."""
    if piece.ended and _behind_colon(parse, piece):
        return False
    alone = len(parse.tokens) <= 2
    return not told and size < FEW_WORDS and not (alone and piece.ended)


def _before(parse: Parse, piece: Piece) -> str:
    return parse.tokens[piece.token - 1].low if piece.token else ""


def _says_behind(parse: Parse, piece: Piece) -> bool:
    return cue_behind(parse, piece) is not None


def mode(masked: str, parse: Parse, piece: Piece, size: int) -> Mode:
    """Tell a speaker's sentences from a few words of hers in the reporter's sentence."""
    first = next((c for c in piece.span.of(masked) if c.isalnum()), "")
    before = parse.tokens[piece.token - 1] if piece.token else None
    if before is None or before.text == ":" or not piece.opens:
        return "direct" if not first.islower() or size >= FRAGMENT_WORDS or not piece.opens else "fragment"
    if cue_between(parse, piece):
        return "direct"
    if first.isupper() and (piece.ended or size >= FEW_WORDS):
        return "direct"
    return "fragment"
