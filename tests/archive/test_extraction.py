"""No text, however odd, breaks an extraction, and what it gives lies inside the text."""

from __future__ import annotations

from hypothesis import example, given, settings
from hypothesis import strategies as st

from onrecord.archive import extraction
from onrecord.authority import records
from onrecord.model import Extraction, Refused, Seed
from samples.archives import ROOT

READING = records.load(ROOT / "authority").reading
PIECES = st.sampled_from(
    [
        "Mina Sato",
        "President",
        "Chief Engineer",
        "Mr.",
        "Dr",
        "the",
        "The",
        "of",
        "said",
        "says",
        "told",
        "according to",
        "That’s according to",
        "he",
        "She",
        "it",
        "“",
        "”",
        '"',
        "''",
        "‘",
        "’",
        "'s",
        ",",
        ".",
        "?",
        ":",
        ";",
        "-",
        "—",
        "(",
        ")",
        "[",
        "]",
        "\n",
        "\n\n",
        "Q ",
        "MR. SATO:",
        "A",
        "Board",
        "Branch",
        "Harbour",
        "Seoul",
        "Kim",
        "Oh Soo-young",
        "and",
        "who",
        "whose",
        "1.",
        "By",
        "Source :",
        "KOGL",
        "2024-07-05",
        "(Laughter.)",
        "[Anchor]",
        "그는",
        "말했다",
        "라고",
        "장관은",
        "adding that",
        "called",
        "former",
        "Jr.",
        "O’Hara",
        "U.S.",
        "NATO",
        "(Singapore)",
        '"B"',
        "(CAP)",
    ]
)
TEXTS = st.lists(PIECES, min_size=1, max_size=40).map(" ".join) | st.text(max_size=80)


def read(text: str) -> Extraction | None:
    try:
        return extraction.extract(Seed("seed.txt", text.encode("utf-8", "surrogatepass"), "0" * 64), READING)
    except Refused:
        return None


@settings(max_examples=400, derandomize=True)
@given(TEXTS)
@example('The firm issues 28 mln "B" shares.')
@example("Ferry Hup Holdings (Singapore) Ltd said so.")
def test_no_text_breaks_an_extraction(text: str) -> None:
    found = read(text)
    if found is None:
        return
    size = len(found.document.text)
    for story in found.stories:
        for said in story.speech.utterances:
            assert 0 <= said.span.start < said.span.end <= size
            assert said.source is None or 0 <= said.source < len(story.speech.sources)
            for part in (said.cue, said.mention, said.role):
                assert part is None or 0 <= part.start < part.end <= size
        for source in story.speech.sources:
            assert source.name
