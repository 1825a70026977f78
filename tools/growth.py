"""Show that no text makes a stage slow out of proportion: `growth.py [STAGES…]`.

Every shape of hostile input is read in one size and in four times that size. A growth of 1 means that the larger takes
four times as long, a growth of 2 that it takes sixteen times as long. Both are measured by turns in one process, in CPU
seconds, and the quickest run of each counts: what else the machine does only ever adds. The program ends with 1 when a
growth is above the limit; runs too short to be told from noise are printed and not judged.

Sizes are characters of text; those of `identities` are appearances of a name, those of `pages` utterances.

`whole` builds the pages of an archive of one seed of 2 MiB of each shape, in a process of its own, and ends with 1 when
that takes more than ten CPU seconds or 400 MB; a seed that is refused for what it holds is named so.
`tests/tools/test_growth.py` reads the same shapes, small and without a clock.
"""

from __future__ import annotations

import argparse
import gc
import math
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

ROOT = Path(__file__).resolve().parents[1]
if __name__ == "__main__":
    sys.path[:0] = [str(ROOT / "scripts"), str(ROOT / "tests")]

import samples.entities  # noqa: E402
import samples.metadata  # noqa: E402
import samples.pages  # noqa: E402
from onrecord import speech  # noqa: E402
from onrecord.archive import extraction, workers  # noqa: E402
from onrecord.authority import records  # noqa: E402
from onrecord.authority.records import PeopleAuthority, Person  # noqa: E402
from onrecord.identity import resolve as identities  # noqa: E402
from onrecord.identity.resolve import Appearance, Identity  # noqa: E402
from onrecord.language import detect  # noqa: E402
from onrecord.model import (  # noqa: E402
    Document,
    Extraction,
    Field,
    Metadata,
    RawArticle,
    Refused,
    Seed,
    Span,
    Speech,
    Story,
)
from onrecord.publish import pages  # noqa: E402
from onrecord.publish.pages.views import ArticleView  # noqa: E402
from onrecord.seeds import paragraphs  # noqa: E402
from onrecord.speech.english import read as english  # noqa: E402
from onrecord.speech.transcript import turns  # noqa: E402
from onrecord.speech.types import Turn  # noqa: E402
from onrecord.topics import find  # noqa: E402
from onrecord.topics.find import FoundTopic  # noqa: E402

Shapes = dict[str, Callable[[int], Any]]
"""Named inputs, each to be made in any size."""
LIMIT = 1.4
TIMES = 4
NOISE = 0.05
"""Seconds below which a growth is not judged."""
FEWEST, MOST = 3, 6
"""Runs of each shape: the fewest of one that is slow."""
PATIENCE = 1.0
"""Seconds that a shape may take for more than the fewest runs."""
DEMAND = "a 200 kB paragraph with 3,000 marks is read inside a second"

KNOWN = records.load(ROOT / "authority")
IN_KOREAN = Metadata((Field("language", "ko", "inferred", None, "growth"),))
PRESIDENT = {"title": "President", "of": "Norland"}
AHNS = PeopleAuthority(
    tuple(
        Person.model_validate({"id": f"p{n}", "name": f"Ahn Given{n}", "family": "Ahn", "offices": [PRESIDENT]})
        for n in range(20)
    ),
    "growth",
)
BROKEN_LINE = "With the season ahead, especially as a change of minister could affect the ports,\n"
ENGLISH = "The ferry has not sailed since Sunday, and the people of the island are waiting for it to come back. "
NEWS = (
    "The minister of trade met the police at the port. The gulls sat on the wall and nobody counted them. "
    "An election, a strike and a storm were near. "
)


# What is timed


def read_text(words: str) -> Document:
    """Part a text into paragraphs."""
    return paragraphs.document(RawArticle("txt", "utf-8", words, (), Span(0, len(words))))


def read_turns(words: str) -> tuple[Turn, ...]:
    """Find the labels and turns of a text."""
    document = read_text(words)
    return turns.find(document, range(len(document.paragraphs)), Metadata())


def read_speech(words: str) -> Speech:
    """Find who says what in an English text."""
    document = read_text(words)
    return english.read(document, range(len(document.paragraphs)), Metadata())


def read_korean(words: str) -> Speech:
    """Find who says what in a Korean text."""
    document = read_text(words)
    return speech.read(document, range(len(document.paragraphs)), IN_KOREAN)


def read_topics(words: str) -> list[FoundTopic]:
    """Find the topics of a text that is one paragraph."""
    return find.find_in(words, [Span(0, len(words))], KNOWN.topics)


def resolve(appearances: list[Appearance]) -> dict[tuple[str, int], Identity]:
    """Say who each name is, with twenty people of one family and office on file."""
    return identities.resolve(appearances, AHNS)


def render(view: ArticleView) -> list[tuple[str, str]]:
    """Write the pages of an article."""
    return list(pages.render(view, samples.pages.SITE))


def extract(words: str) -> Extraction:
    """Do all that is done to one seed."""
    return extraction.extract(Seed("seed.txt", words.encode(), "0" * 64), KNOWN.reading)


def read_seed(words: str) -> tuple[Story, ...]:
    """Do all that is done to one seed, its topics included; nothing comes of one that is refused."""
    try:
        found = extract(words)
    except Refused:
        return ()
    for one in found.stories:
        find.find(found.document, one, KNOWN.topics)
    return found.stories


# What it is timed on


def filled(piece: str, size: int) -> str:
    """Return a piece over and over, cut at a size."""
    return (piece * (size // len(piece) + 1))[:size]


def pieces(*plain: str, **named: str) -> Shapes:
    """Return one shape for each piece: that piece and nothing else. A plain one is named by itself."""
    called = {repr(piece)[1:-1]: piece for piece in plain}
    called |= {name.replace("_", " "): piece for name, piece in named.items()}
    return {name: partial(filled, piece) for name, piece in called.items()}


def stories(*plain: str) -> Shapes:
    """Return three shapes for each piece: a story of short paragraphs of it, of longer ones, and of a single one."""
    widths = ("60 wide", 60), ("200 wide", 200), ("one line", None)
    return {f"{piece.strip()}, {name}": partial(story, piece, width) for piece in plain for name, width in widths}


def story(piece: str, width: int | None, size: int) -> str:
    """Return paragraphs of one width between a title and a sign-off."""
    words, step = filled(piece, size), width or size
    lines = "\n\n".join(words[at : at + step] for at in range(0, size, step))
    return f"Harbour Reopens\n\n{lines}\n\nMin Da-rae, Channel Nine."


def appearances(size: int) -> list[Appearance]:
    """Return many names, four fifths of them unlisted, the others fitting twenty people."""
    unlisted = [
        Appearance(f"a{n // 5}", "2024-07-05", n % 5, "person", f"Name{n % 7000} Fam{n % 100}", ("Mayor of Norland",))
        for n in range(size * 4 // 5)
    ]
    shared = [Appearance(f"b{n}", "2024", 0, "person", "Ahn", ("Norland President",)) for n in range(size // 5)]
    return unlisted + shared


def article(size: int) -> ArticleView:
    """Return an article of one paragraph with so many utterances."""
    words = " ".join(f"“We said {n} things,” said Tove Lindqvist." for n in range(size))
    said = tuple(samples.pages.Said(f"We said {n} things", "direct", 0) for n in range(size))
    return samples.pages.article(words, said=said, fields=())


def numbered(piece: str, size: int) -> str:
    """Return a piece over and over up to a size, with other words of capitals each time in place of {}."""
    shortest = len(piece.format("", ""))
    made = [piece.format(_word(number), _word(7 * number + 3)) for number in range(size // shortest + 1)]
    return "".join(made)[:size]


def _word(number: int) -> str:
    """Return a word of its own for each number."""
    return "Q" + "".join(chr(97 + number // 26**place % 26) for place in range(4))


def hangul(number: int) -> str:
    """Return a Korean name of its own for each number."""
    return "김이박최정"[number % 5] + chr(0xAC00 + 7 * number % 11172) + chr(0xAC00 + 131 * number % 11172)


def bulletin(size: int) -> str:
    """Return a file of very many stories, each under a headline and above a ruled line."""
    head = "Ferry {} Stays In\n\nHARAM, March 2 (Wire) — The ferry {} has not sailed since Sunday, and it rains. "
    made = numbered(head + 12 * ENGLISH + "\n\n---\n", size)
    return made[: made.rfind("Ferry ")]  # a last story without text would make one of all


def numbered_pieces(**named: str) -> Shapes:
    """Return one shape for each piece in which the words change."""
    return {name.replace("_", " "): partial(numbered, piece) for name, piece in named.items()}


TEXT = pieces("Aa ", "a, ", "word\n", "“said ", "- a\n", "of the\n", "1. \n", "\r", broken_sentences=BROKEN_LINE)
LANGUAGE = pieces(english=ENGLISH, korean="하람의 등대가 다시 켜졌다. ")
METADATA = stories("Aa ", "“", "[", "a@b.", "Our Aa ", "1-", "March 2, 2031 ", "www.", "Photo: ", "가 ", "Aa-aa ")
TURNS: Shapes = {
    "labels": partial(filled, "MR. REYES: We go.\nQ Why?\n"),
    "directions": lambda n: "MR. REYES: We go.\n" + filled("(Applause.)\n", n) + "\nQ Why?\n",
    "headings": lambda n: "MR. REYES: We go.\n" + filled("A Heading Here\n", n) + "\nQ Why?\n",
    "brackets": lambda n: "\n".join(filled(piece, n // 3) for piece in ("[", "(", "[A / ")),
    "colons": lambda n: filled("a:", n // 2) + "\n" + filled("A B: ", n // 2),
    "capitals": lambda n: filled("THE ", n // 2) + ":\n" + filled("Q", n // 4) + "\n" + filled("1.", n // 4),
    "third person": lambda n: "Mina Reyes: We.\nQ Why?\nMina Reyes: I see.\n" + filled("Reyes I ", n),
}
CAST = pieces(
    capitals="Aa ", commas="Aa, ", bodies="Ministry of ", roles="Ada Brook, a pilot, spoke. ",
    surnames="Ada Smith said. Eve Smith said. Smith said. ", apostrophes="A'b", hyphens="A-", newlines="Ada\n",
    one_word="Mc", dots="A.bc", brackets="Ada (", firms="Brook and Marsh Inc said. ",
)  # fmt: skip
SPEECH = pieces(
    marks_in_one_paragraph='He said "a b c d e f g" and left. ',
    joint="Ada Brook and Tom Reed said it was late in the day. They said it was dark there. ",
    no_full_stop='Ada Brook said "a b c d e f g" and "h i j", ',
    cues_and_no_full_stop="Ada Brook said that the quay was shut, ",
    opening_marks="“a b c d e ", closing_marks="a b c” d e ", apostrophes="the dogs' ball ‘and the ",
    full_stops=".", one_word="A", commas=", , ,", quotes_in_paragraphs="“I am here and I stay.”\n",
    pronouns="Ada Brook left. She said that it rained. ",
)  # fmt: skip
KOREAN: Shapes = {
    "quotes": lambda n: "도윤슬 의원은 " + filled('"물이 맑다"며 ', n) + "말했다.",
    "list": lambda n: "도윤슬 의원은 " + filled('"물이 맑다", ', n) + "말했다.",
    "sentences": partial(filled, '도윤슬 하람군청 대변인은 "물이 맑다"고 말했다. '),
    "bodies": lambda n: filled("외교부 ", n) + "장관은 말했다.",
    "clauses": lambda n: filled("간다고 ", n) + "말했다.",
    "one word": partial(filled, "가"),
    "singles": partial(filled, "‘물 "),
    "brackets": lambda n: filled("물(", n // 2) + filled(")은 ", n // 2),
}
SEED: Shapes = pieces(
    "---\n", "===\n", "* * *\n", "said ", quotations="“It rained all day here,” he said.\n",
    short_sentences="He noted. ", long_sentences="Ada Brook noted it and Tom Reed noted it was so. ",
    no_full_stop="Ada Brook noted that the quay was shut, ", doubtful_verbs="they say it is so, he claimed it was, ",
    one_letter_a_line="a\n", dashes="a — b -- c – ", brackets="(a [b] ",
    addresses="https://quay.example/a?b=c ", dates="March 3, 2031 and 3 March 2031, 2031-03-03. ",
    appositions="Ada Brook, the mayor, the head of it, the woman of the year, ",
    they_said="Ada Brook and Tom Reed said it was late. They said it was dark. ",
    korean="도윤슬 하람군청 대변인은 물이 맑다고 말했다. ", labels="Ada Brook: Hi.\nTom Reed: Yes.\n",
) | numbered_pieces(
    names="{} {} rowed with the others to the far side of the bay. ", speakers="“It rains,” said {} {}.\n",
    bodies="The {} Council said it rained. ", surnames="{} Smith said it rained. Smith said so. ",
    bylines="By {} {}\n\nThe ferry is late again this morning.\n\n",
) | {
    "stories": bulletin,
    "korean names": lambda n: "".join(f"{hangul(k)} 의원은 물이 맑다고 말했다. " for k in range(n // 30)),
}  # fmt: skip


class Stage(NamedTuple):
    """What one stage is tried with: `size` and `TIMES` times as much of each shape."""

    name: str
    read: Callable[[Any], object]
    size: int
    shapes: Shapes


STAGES = (
    Stage("text", read_text, 60_000, TEXT),
    Stage("language", detect.detect, 500_000, LANGUAGE),
    Stage("metadata", samples.metadata.one, 60_000, METADATA),
    Stage("turns", read_turns, 25_000, TURNS),
    Stage("cast", samples.entities.entities_of, 30_000, CAST),
    Stage("speech", read_speech, 20_000, SPEECH),
    Stage("korean", read_korean, 8_000, KOREAN),
    Stage("topics", read_topics, 100_000, pieces(news=NEWS)),
    Stage("identities", resolve, 12_500, {"twenty of one family": appearances}),
    Stage("pages", render, 750, {"one paragraph": article}),
    Stage("seed", read_seed, 25_000, SEED),
)
WHOLE = "whole"
WHOLE_SIZE = 2_000_000
WHOLE_SECONDS, WHOLE_MB = 10.0, 400.0
LINE = 240_000
"""Characters, shorter than the longest line that is read."""
LINES = 49_000
"""Fewer than the most lines that are read."""
BUILD = """
import resource, sys
sys.path.insert(0, sys.argv.pop(1))
try:
    from onrecord.cli import main
    main()
finally:
    used = resource.getrusage(resource.RUSAGE_SELF)
    peak = used.ru_maxrss / (1024 if sys.platform != "darwin" else 1024**2)
    print("used", used.ru_utime + used.ru_stime, peak, file=sys.stderr)
"""
CONFIG = """INHERIT: {root}/mkdocs.yml
docs_dir: docs
site_dir: site
theme: {{custom_dir: {root}/overrides}}
hooks: []
extra: {{onrecord: {{seeds: seeds, authority: {root}/authority, pages: {root}/docs, unlicensed: publish}}}}
"""


class Row(NamedTuple):
    """How long one shape took."""

    stage: str
    shape: str
    size: int
    small: float
    large: float

    @property
    def growth(self) -> float:
        """The exponent of time over size."""
        return math.log(self.large / self.small) / math.log(TIMES)

    @property
    def judged(self) -> bool:
        """Whether the larger run is long enough to say anything."""
        return self.large > NOISE

    def __str__(self) -> str:
        figures = f"{self.small:9.4f} {self.large:9.4f} {self.growth:7.2f}"
        return f"{self.stage:10} {self.shape:28} {self.size:>7} {figures}{'' if self.judged else ' ~'}"


def seconds(read: Callable[[Any], object], made: Any) -> float:
    """Return the CPU seconds of one reading."""
    gc.collect()
    start = time.process_time()
    read(made)
    return time.process_time() - start


def measured(stage: Stage, shape: str) -> Row:
    """Read one shape in both sizes, by turns, and keep the quickest of each."""
    sizes = stage.size, TIMES * stage.size
    inputs = [stage.shapes[shape](size) for size in sizes]
    best = [math.inf, math.inf]
    spent, rounds = 0.0, 0
    while rounds < FEWEST or (rounds < MOST and spent < PATIENCE):
        taken = [seconds(stage.read, made) for made in inputs]
        best = [min(pair) for pair in zip(best, taken, strict=True)]
        spent, rounds = spent + sum(taken), rounds + 1
    return Row(stage.name, shape, sizes[1], *(max(one, 1e-6) for one in best))


def demanded() -> str:
    """Return what the one demand in seconds comes to on this machine; it is printed and not judged."""
    said = 'Ada Brook said "we count {:04} boats in the harbour and nobody knows of any other on this side of the bay" '
    words = "".join(said.format(n) + "and left for the far quay. " for n in range(1500))
    took = min(seconds(extract, words) for _ in range(2))
    return f"{DEMAND}: {len(words) / 1000:.0f} kB, {words.count(chr(34))} marks, {took:.2f} s"


def as_lines(words: str) -> str:
    """Return a text with lines that are not too long to be read, and not too many."""
    lines = [line[at : at + LINE] for line in words.split("\n") for at in range(0, len(line) or 1, LINE)]
    return "\n".join(lines[:LINES])


def built(shape: str) -> tuple[float, float, str]:
    """Build an archive of one seed; return the CPU seconds, the megabytes at the peak, and why it was refused."""
    with tempfile.TemporaryDirectory(prefix="onrecord-growth-") as scratch:
        folder = Path(scratch)
        (folder / "seeds").mkdir()
        (folder / "docs").mkdir()
        (folder / "mkdocs.yml").write_text(CONFIG.format(root=ROOT), encoding="utf-8")
        words = as_lines(SEED[shape](WHOLE_SIZE)).encode()[: 2 * 1024 * 1024].decode(errors="ignore")
        (folder / "seeds" / "seed.txt").write_text(words, encoding="utf-8")
        # the shell stands between, because a child's peak begins with that of the process that starts it
        command = [
            "sh",
            "-c",
            '"$@"; exit',
            "sh",
            sys.executable,
            "-c",
            BUILD,
            str(ROOT / "scripts"),
            "build",
            "-f",
            "mkdocs.yml",
            "--jobs",
            "1",
        ]
        environment = os.environ | {"ONRECORD_DRIVEN": "1"}
        done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False, env=environment)
    *said, last = done.stderr.splitlines() or [""]
    code = next((word for line in said for word in line.split()[1:2] if word.isupper()), "")
    if not last.startswith("used ") or (done.returncode and not code):
        sys.exit(f"growth: {shape} ended with {done.returncode}\n{done.stderr[-2000:]}")
    _, cpu, peak = last.split()
    return float(cpu), float(peak), code


def whole() -> list[str]:
    """Print what one seed of 2 MiB of each shape takes, and return those that take too much."""
    faults = []
    print(f"{WHOLE:10} {'shape':28} {'size':>7} {'s':>9} {'MB':>9}")
    for shape in SEED:
        cpu, peak, code = built(shape)
        print(f"{WHOLE:10} {shape:28} {WHOLE_SIZE:>7} {cpu:9.2f} {peak:9.0f} {code}", flush=True)
        if cpu > WHOLE_SECONDS or peak > WHOLE_MB or code in ("SLOW", "ENGINE", "CRASH"):
            faults.append(shape)
    return faults


def main() -> None:
    """Print a row for each shape, the worst of them, and the demand; end with 1 above the limit."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    names = [*(stage.name for stage in STAGES), WHOLE]
    parser.add_argument("stages", nargs="*", metavar="STAGE", help=f"one of: {', '.join(names)} (default: all)")
    wanted = parser.parse_args().stages or names
    if unknown := set(wanted) - set(names):
        parser.error(f"no such stage: {', '.join(sorted(unknown))}; there are {', '.join(names)}")
    workers.collect_seldom()  # as a build does
    print(f"{'stage':10} {'shape':28} {'size':>7} {f's at 1/{TIMES}':>9} {'s':>9} {'growth':>7} (~ too short to judge)")
    rows = []
    for stage in STAGES:
        for shape in stage.shapes if stage.name in wanted else ():
            rows.append(measured(stage, shape))
            print(rows[-1], flush=True)
    if faults := whole() if WHOLE in wanted else []:
        sys.exit(f"above {WHOLE_SECONDS:.0f} s or {WHOLE_MB:.0f} MB: {', '.join(faults)}")
    print(demanded())
    judged = [row for row in rows if row.judged]
    if not judged:
        print("nothing took long enough to be judged")
        return
    worst = max(judged, key=lambda row: row.growth)
    print(f"worst: {worst.stage}, {worst.shape}: {worst.growth:.2f}; the limit is {LIMIT}")
    sys.exit(worst.growth > LIMIT)


if __name__ == "__main__":
    main()
