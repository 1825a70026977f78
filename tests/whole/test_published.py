"""What a built site says: the text of every seed to the character, and nobody named who was not identified."""

from __future__ import annotations

import json
import random
from collections.abc import Callable

import html5lib
import pytest

from samples.archives import FIRST_SEED, ROOT, SmallArchive

PIECES = (
    "Mina Sato said the pact holds.",
    "“We waited”, she said,",
    "‘odd’",
    '"straight"',
    "<b>bold</b>",
    "<script>x</script>",
    "&amp; &lt;",
    "{{ 7*7 }}",
    "[TOC]",
    "---",
    "***",
    "    four spaces",
    "\ttab",
    "- list",
    "1. one",
    "# hash",
    "a_b_c",
    "C:\\dir",
    "https://news.example/?a=1&b=2",
    "<!-- open",
    "]]>",
    "|a|b|",
    "½ ㈜ e\u0301",
    "서울에서 “좋다”고 말했다.",
    "x" * 90,
)
BREAKS = (" ", " ", " ", "\n", "\n\n", "\r\n", "\u2028", "\x0c")


def odd_seed(number: int) -> str:
    """Return a text of odd pieces, the same for the same number; a word of its own keeps two from being equal."""
    rng = random.Random(number)
    body = "".join(rng.choice(PIECES) + rng.choice(BREAKS) for _ in range(rng.randrange(3, 40)))
    return f"Seed number {number} speaks\n\n{body}\n"


def visible(page: str) -> str:
    root = html5lib.parse(page, treebuilder="etree", namespaceHTMLElements=False)
    (section,) = (e for e in root.iter("section") if e.get("class") == "otr-text")
    return "".join("".join(section.itertext()).split())


@pytest.fixture(scope="module")
def odd(small_archive: Callable[..., SmallArchive]) -> SmallArchive:
    made = small_archive({f"odd-{n}.txt": odd_seed(n) for n in range(120)})
    made.run("site")
    return made


def test_the_visible_text_of_every_page_is_that_of_its_seed(odd: SmallArchive) -> None:
    for number in range(120):
        assert visible(odd.page(f"articles/odd-{number}")) == "".join(odd_seed(number).split()), number


def test_odd_texts_make_pages_that_can_be_made_again(odd: SmallArchive) -> None:
    assert odd.run("verify").stdout.endswith("compared: 0 differences.\n")


def test_whom_the_text_names_by_surname_alone_is_named_and_not_identified(
    small_archive: Callable[..., SmallArchive],
) -> None:
    archive = small_archive({"harbour.txt": "Harbour open\n\nMr. Calloway said the gates would open on Monday.\n"})
    archive.run("site")
    page = archive.page("articles/harbour")
    assert 'data-by="Mr. Calloway (not identified)"' in page
    assert "named in the text, not identified" in page
    assert "speakers/calloway" not in page
    page = archive.page("work/unattributed")
    assert "the gates would open on Monday" in page
    assert "Who it is stays open: the text gives one name only." in page
    assert "is not sure" not in page
    assert "not attributed" not in archive.run("build").stdout
    assert "1 of them of somebody not identified" in archive.run("build").stdout


def test_every_quotation_of_the_first_seed_is_recomputed_and_a_forged_one_is_found(
    small_archive: Callable[..., SmallArchive],
) -> None:
    archive = small_archive({FIRST_SEED.name: FIRST_SEED.read_bytes()})
    archive.run("site")
    said = archive.run("verify").stdout
    assert said.startswith("11 quotations in 1 article recomputed (")
    assert said.endswith(": 0 differences.\n")
    data = archive.folder / "site" / "data" / "articles" / "000_1e7bb49da8be9cef.json"
    data.write_text(data.read_text(encoding="utf-8").replace("practical cooperation", "impractical cooperation"))
    assert archive.run("verify", check=False).returncode == 1


def test_the_example_archive_is_built_with_its_notice_on_every_page(tmp_path_factory: pytest.TempPathFactory) -> None:
    site = tmp_path_factory.mktemp("examples") / "site"
    example = SmallArchive(ROOT / "examples")
    example.run("site", "--site-dir", str(site))
    pages = sorted(site.rglob("*.html"))
    assert len(pages) > 60
    assert all("Everything here is fiction" in page.read_text(encoding="utf-8") for page in pages)


KEPT = "\nAll rights reserved.\n"
SPOKEN = "“We are glad of it,” said Bo Rasmus.\n"
WRITTEN = """By Ines Okoro

Mina Sato said the wall would stand. She thanked Bo Rasmus.

Ines Okoro said she had waited.
"""
TALK = """Harbour briefing

MR. AMBRY:  Good morning, everybody, and thank you for coming out in the rain.  (Laughter.)

Q    When will the gates open, and who is going to open them for us?

MR. AMBRY:  They will open on Monday, and nobody will be asked to open them.
"""
WALL = """Harbour wall to be raised

“The sea is patient, and so should we be,” said Mina Sato, the mayor of Gamho. “Yes,” she said.

A fisherman said: “We were never asked whether we want the wall at all.”

By Tove Lindqvist
"""


def test_the_first_page_quotes_people_with_a_name_word_for_word(small_archive: Callable[..., SmallArchive]) -> None:
    archive = small_archive({"talk.txt": TALK, "wall.txt": WALL, "kept.txt": WALL.replace("sea", "tide") + KEPT})
    archive.run("site")
    home = (archive.folder / "site" / "index.html").read_text(encoding="utf-8")
    words = home.partition('id="in-their-words"')[2].partition('id="newest-articles"')[0]
    assert words.count('class="otr-quotation"') == 1
    assert "The sea is patient, and so should we be" in words
    assert "Mina Sato" in words


def test_names_that_wait_are_those_of_people_who_speak_and_did_not_write(
    small_archive: Callable[..., SmallArchive],
) -> None:
    archive = small_archive({"wall.txt": "Harbour wall is raised\n" + WRITTEN, "talk.txt": "Harbour talk\n\n" + SPOKEN})
    archive.run("build")
    report = archive.run("people").stdout
    assert "#   wall (Mina Sato; date not stated): Mina Sato said the wall would stand." in report
    assert "#   wall (Bo Rasmus" not in report
    assert "#   talk (Bo Rasmus; date not stated): “We are glad of it,” said Bo Rasmus." in report
    assert "Okoro" not in report


TOGETHER = """Ferry to stay

The ferry will stay for the winter, pilot Ada Brook and her brother Tom Reed said on Monday. Greta Lund was glad of it.
"""


def test_what_two_say_together_stands_under_both_names(small_archive: Callable[..., SmallArchive]) -> None:
    archive = small_archive({"ferry.txt": TOGETHER})
    archive.run("site")
    article = archive.page("articles/ferry")
    assert 'data-by="Ada Brook and Tom Reed"' in article
    assert "Ada Brook and Tom Reed, as reported: The ferry will stay for the winter; in" in article
    for own, other in (("ada-brook", "tom-reed"), ("tom-reed", "ada-brook")):
        page = archive.page(f"speakers/{own}")
        source = page.partition('class="otr-source"')[2].partition("</p>")[0]
        assert page.count('class="otr-quotation"') == 1
        assert f"{other}/" in source.partition("together with")[2]
        assert ("pilot" in source) == (own == "ada-brook")
    assert "lund" not in archive.page("speakers").lower()
    assert archive.run("verify").returncode == 0


RESERVED = "Harbour open\n\nThe gates open, said the mayor, Tove Lind.\n\n© 2031 The Sluice. All rights reserved.\n"


def test_statements_about_a_licence_that_contradict_each_other_are_both_on_the_page_and_fail_the_check(
    small_archive: Callable[..., SmallArchive],
) -> None:
    seeds = {"harbour.txt": RESERVED, "harbour.txt.yml": "title: Harbour open\nlicence: CC0-1.0\n"}
    archive = small_archive(seeds)
    checked = archive.run("check", check=False)
    assert checked.returncode == 1
    assert "seeds/harbour.txt.yml:2: LICENCE-CLASH the sidecar (line 2) says CC0-1.0" in checked.stdout
    archive.run("site")
    page = archive.page("articles/harbour")
    assert "Sidecar, line 2: <q" in page
    assert "all-rights-reserved. <b>This holds</b>" in page
    record = json.loads((archive.folder / "site/data/articles/harbour.json").read_text(encoding="utf-8"))
    said = record["licence"]["statements"]
    assert [(one["where"], one["line"], one["id"], one["standing"]) for one in said] == [
        ("text", 5, "all-rights-reserved", "holds"),
        ("sidecar", 2, "CC0-1.0", "contradicts"),
    ]
    assert record["licence"]["extent"] == "quotations"


def test_a_reason_in_a_sidecar_is_printed_with_the_licence_that_it_makes_hold(
    small_archive: Callable[..., SmallArchive],
) -> None:
    why = "The Sluice waived its rights by letter of 3 May 2031."
    archive = small_archive({"harbour.txt": RESERVED, "harbour.txt.yml": f"licence: CC0-1.0\nlicence_reason: {why}\n"})
    assert "LICENCE-SETTLED" in archive.run("check").stdout
    archive.run("site", "--strict")
    page = archive.page("articles/harbour")
    assert f"for this reason: <q dir=auto>{why}</q>" in page.replace('"', "")
    assert "A person decided which one holds" in page
    assert why in archive.run("explain", "harbour.txt").stdout


def test_the_head_of_a_markdown_seed_is_folded_away_and_its_marks_are_set_off_and_nothing_is_lost(
    small_archive: Callable[..., SmallArchive],
) -> None:
    text = (
        "---\ntitle: Harbour open\ndate: 2031-05-02\n---\n\n## The harbour\n\n**Sluice:** Why now?\n\n"
        "**Tove Lind:** Because the lamp burns.\n\n**Sluice:** And the quay?\n\n**Tove Lind:** 2 ** 3 is a quay.\n"
    )
    archive = small_archive({"harbour.md": text, "plain.txt": "Harbour\n\nThe **lamp** burns, said Tove Lind.\n"})
    archive.run("site")
    page = archive.page("articles/harbour")
    assert visible(page) == "".join(text.split())
    head, body = page.split("</details>", 1)
    assert "title: Harbour open" in head.partition("<details")[2]
    assert 'aria-label="the file’s head, as it stands"' in head
    assert body.count('title="a mark of Markdown, as it stands in the file"') == 9
    assert "2 ** 3" in body
    assert "a mark of Markdown" not in archive.page("articles/plain")
    assert archive.run("verify").returncode == 0


@pytest.mark.parametrize(
    "notice",
    [
        "© 2031 The Sluice and all who wrote for it in the long winter of that year",
        "© 2031 The Sluice and all who wrote for it in the long winter of that year\n\nIn other news, the lamp burns",
    ],
)
def test_a_notice_that_withholds_the_text_is_itself_printed_and_the_site_verifies(
    small_archive: Callable[..., SmallArchive], notice: str
) -> None:
    text = f"Harbour open\n\nThe gates open, said the mayor, Tove Lind.\n\n{notice}\n"
    archive = small_archive({"harbour.txt": text, "harbour.txt.yml": "licence: CC0-1.0\n"}, unlicensed="withhold")
    archive.run("site")
    page = archive.page("articles/harbour")
    assert "The text is not shown" in page
    assert "no licence that is known here. <b>This holds</b>" in page
    assert archive.run("verify").returncode == 0
