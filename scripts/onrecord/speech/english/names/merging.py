"""Join the capitalised parts of an organisation's name: "Ministry of Harbour Works", "Brook and Marsh Inc"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from onrecord.language import wordlists
from onrecord.model import Span
from onrecord.speech.english.lexicon import W, flags, fold, is_company
from onrecord.speech.english.nouns import noun_kind
from onrecord.speech.types import NameCandidate

MONTHS = wordlists.words("en", "dates", "months")


OF_WORDS = {" & "} | {
    f" {word} {article}" for word in wordlists.words("en", "organisations", "complements") for article in ("", "the ")
}
AND_WORDS = frozenset({" and ", ", ", " & "})
NATIONAL = tuple(f"{word.replace('.', '·')} " for word in wordlists.ordered("en", "organisations", "national"))
NEAR = 4000  # characters in which a firm that also stands alone is looked for
LONGEST_BODY = 120  # characters of an organisation's whole name


def joined(masked: str, found: Sequence[NameCandidate]) -> Iterator[NameCandidate]:
    """Make one name of the parts of an organisation's name: "Ministry of Harbour Works", "Queen's College Bergen"."""
    held: NameCandidate | None = None
    for this in found:
        if held is None:
            held = this
            continue
        close = this.name.start - held.name.end <= 9 and this.name.end - held.name.start <= LONGEST_BODY
        if close and _continues(masked, held, masked[held.name.end : this.name.start], this):
            span = Span(held.name.start, this.name.end)
            held = held._replace(
                name=span, form=" ".join(span.of(masked).split()), kind="organisation", score=-4, title=None
            )
        else:
            yield held
            held = this
    if held is not None:
        yield held


def _continues(masked: str, held: NameCandidate, between: str, this: NameCandidate) -> bool:
    """Say whether a name goes on with the next one: the parts of one organisation."""
    if this.title is not None or (this.kind == "person" and this.score >= 3 and between != "'s "):
        return False
    if between in (" and ", " & ") and is_company(this.form):
        around = max(0, held.name.start - NEAR), held.name.end + NEAR
        alone = masked.count(held.form, *around) > masked.count(f"{held.form} and ", *around)
        return between == " & " or (held.kind == "word" and " " not in held.form and not alone)  # "Brook and Marsh Inc"
    if between in OF_WORDS and fold(this.form.partition(" ")[0]) not in MONTHS:
        head = flags(held.form.rpartition(" ")[2])
        return bool(head & W.BODY) and held.kind in {"organisation", "word", "none", "thing"}
    if between in AND_WORDS:
        field = this.kind in {"thing", "organisation"} or bool(flags(this.form) & (W.THING | W.MODIFIER))
        goes_on = (field or (between != ", " and this.kind == "word")) and not this.opener
        if between == " and " and this.kind == "organisation" and " " in this.form:
            return _two_fields(held, this)
        return held.kind == "organisation" and " of " in held.form and goes_on
    if between == "' ":
        return _owned_by_many(held, this)
    if between != "'s " or this.kind != "organisation" or held.score >= 3:
        return False
    return held.kind in {"word", "person"} and bool(flags(this.form.partition(" ")[0]) & W.BODY)


def _two_fields(held: NameCandidate, this: NameCandidate) -> bool:
    """Say whether "and" joins two fields of one body: "Finance and Planning Ministry", "U.S. Bird and Game Office"."""
    if not flags(this.form.rpartition(" ")[2]) & W.BODY:
        return False
    first = this.form.partition(" ")[0]
    if this.form.startswith(NATIONAL) or flags(first) & (W.PLACE | W.NATIONALITY):
        return False
    field = flags(held.form.rpartition(" ")[2])
    if " " not in held.form:
        return bool(field & (W.THING | W.MODIFIER)) and not field & (W.SURNAME | W.FORENAME | W.BODY | W.PLACE)
    plural = held.form.endswith("s")  # "U.S. Hospitals"; "National Health Service" is whole
    return held.form.startswith(NATIONAL) and (plural or not field & W.BODY)


def _owned_by_many(held: NameCandidate, this: NameCandidate) -> bool:
    """Say whether a name goes on behind a plural possessive: "Seafarers' [Branch]"; "Brooks' [Office]" does not."""
    last = held.form.rpartition(" ")[2]
    many = last.endswith("s") and (not flags(last) & W.SURNAME or noun_kind(last)[0] == "group")
    return many and this.kind in {"word", "organisation"} and bool(flags(this.form.partition(" ")[0]) & W.BODY)
