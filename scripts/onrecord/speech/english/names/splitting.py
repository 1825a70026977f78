"""Cut a person's name off the end of a longer run of capitalised words, where the story shows that it is one."""

from __future__ import annotations

from onrecord.model import Span
from onrecord.speech.english.lexicon import W, flags
from onrecord.speech.english.names.evidence import says
from onrecord.speech.types import NameCandidate


def carve(masked: str, found: list[NameCandidate]) -> list[NameCandidate]:
    """Cut a person's name off the end of a longer run, where her surname speaks elsewhere in the story."""
    bare = {
        f.form
        for f in found
        if f.kind == "word" and " " not in f.form and (f.honourific or says(masked, f.name.end))
        if flags(f.form) & W.SURNAME or not flags(f.form) & W.BODY  # "the Labour Office", "the Office said"
    }
    bare -= {f.form.rpartition(" ")[2] for f in found if f.kind == "person" and f.score >= 1}
    if not bare:
        return found
    out = []
    for name in found:
        words = name.form.split()
        if len(words) < 3 or words[-1] not in bare or name.form[-1] not in masked[name.name.end - 1 : name.name.end]:
            out.append(name)
            continue
        form = " ".join(words[-2:])
        start = name.name.end - len(form)
        rest = Span(name.name.start, start - 1)
        out.append(name._replace(name=rest, form=" ".join(words[:-2])))
        out.append(
            name._replace(
                name=Span(start, name.name.end),
                form=form,
                kind="person",
                score=1,
                family=words[-1],
                title=None,
                opener=False,
            )
        )
    return out
