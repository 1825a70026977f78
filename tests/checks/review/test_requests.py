"""A pull request explains itself: nine kinds of change, from a fork, through the steps of the workflow file."""

from __future__ import annotations

import html
import json
import os
import re
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

from samples import forge as forges
from samples.forge import FERRY, GULLS, LAMPS, Forge, Outcome

ALIAS = "  - id: crake-osric\n    name: Osric Crake\n    aliases: [Oz Crake]\n"
LAUNCH = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-sync"]


def page(outcome: Outcome, path: str) -> str:
    """Return a page of the preview."""
    return (outcome.artifact / "preview" / path).read_text(encoding="utf-8")


def told(outcome: Outcome) -> str:
    """Return the summary as a reader sees it, without marks of Markdown."""
    return re.sub(r"</?code>|\*", "", html.unescape(outcome.summary))


@pytest.fixture(scope="module")
def forge(tmp_path_factory: pytest.TempPathFactory) -> Forge:
    made = Forge(tmp_path_factory.mktemp("forge"))
    work = made.clone()
    forges.archive(work)
    (work / "seeds" / "ferry.txt").write_text(FERRY, encoding="utf-8")
    (work / "seeds" / "lamps.txt").write_text(LAMPS, encoding="utf-8")
    (work / "seeds" / "old.jpg").write_bytes(b"\xff\xd8")
    with (work / "docs" / "about.md").open("a", encoding="utf-8") as about:
        about.write("\nSee [the ferry](articles/ferry.md).\n")
    made.push(work, "The archive")
    return made


@pytest.fixture
def fork(forge: Forge) -> Path:
    return forge.fork()


@pytest.fixture(scope="module")
def added(forge: Forge) -> Outcome:
    fork = forge.fork()
    (fork / "seeds" / "gulls.txt").write_text(GULLS, encoding="utf-8")
    return forge.request(fork)


def test_an_added_seed_is_explained_on_one_page(added: Outcome) -> None:
    said = told(added)
    assert not added.failed
    assert "| gulls.txt | added | Gulls leave the quay | articles/gulls/ |" in said
    assert "Gulls leave the quay (stated) · date not stated · The Gull Post · CC0 1.0 Universal" in said
    assert "Printed: whole text." in said
    assert "2 quotations: 2 by Tove Arnold" in said
    assert "Nobody understood: line 3 head: “[Desk 4/7]”; line 9 tail: “qz desk two”" in said
    assert "speakers/tove-arnold/ (Tove Arnold) is new, with 2 quotations, unconfirmed" in said
    assert "5 older problems of the archive were left alone" in said
    assert "old.jpg" not in said
    assert "Not understood (2)" in (added.artifact / "explain" / "gulls.txt").read_text(encoding="utf-8")


def test_the_artifact_holds_data_and_the_pages_that_change(added: Outcome) -> None:
    data = json.loads((added.artifact / "change.json").read_text(encoding="utf-8"))
    assert [(seed["name"], seed["what"]) for seed in data["seeds"]] == [("gulls.txt", "added")]
    assert data["gained"] == {"gulls": 2}
    assert "I do not miss them" in page(added, "articles/gulls.html")
    assert "I do not miss them" in page(added, "speakers/tove-arnold.html")
    assert 'href="articles/gulls.html"' in page(added, "changes.html")
    assert "Kelstrand" in page(added, "index.html")
    assert not (added.artifact / "preview" / "articles" / "ferry.html").exists()
    assert "Pier" not in page(added, "not-in-preview.html")


def test_the_preview_opens_from_a_disk_and_no_link_in_it_is_dead(added: Outcome, chromium: str) -> None:
    root = (added.artifact / "preview").as_uri()
    wrong: list[str] = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=LAUNCH, timeout=120_000)
        shown = browser.new_page()
        shown.set_default_timeout(120_000)
        shown.on("requestfailed", lambda request: wrong.append(request.url))
        shown.on("request", lambda request: None if request.url.startswith(root) else wrong.append(request.url))
        shown.on("pageerror", lambda error: wrong.append(str(error)))
        shown.on("console", lambda message: wrong.append(message.text) if message.type == "error" else None)
        waiting, seen = [f"{root}/changes.html"], set[str]()
        while waiting:
            address = waiting.pop()
            seen.add(address)
            shown.goto(address)
            links = shown.eval_on_selector_all("a[href]", "all => all.map(one => one.href.split(/[?#]/)[0])")
            waiting += [one for one in dict.fromkeys(links) if one.startswith("file:") and one not in {*seen, *waiting}]
        shown.goto(f"{root}/articles/gulls.html")
        assert shown.locator("[data-md-component=search]").count() == 0
        assert "Search is left out" in shown.inner_text(".md-banner")
        assert shown.evaluate("getComputedStyle(document.querySelector('.otr-text')).maxWidth") != "none"
        browser.close()
    assert wrong == []
    assert f"{root}/articles/gulls.html" in seen
    assert f"{root}/not-in-preview.html" in seen


def test_an_edited_seed_tells_only_what_is_new(forge: Forge, fork: Path) -> None:
    text = FERRY.replace("Osric Crake, the", "Osric Crake”, the").replace("Ferry back", "Ferry soon back")
    (fork / "seeds" / "ferry.txt").write_text(text, encoding="utf-8")
    outcome = forge.request(fork)
    said = told(outcome)
    assert not outcome.failed
    assert outcome.places() == [("warning", "seeds/ferry.txt", 3)]
    assert "| ferry.txt | changed | Ferry soon back in service | articles/ferry/ |" in said
    assert "changed: title changes from Ferry back in service to Ferry soon back in service" in said
    assert "please look at 1 warning" in said
    assert "| seeds/ferry.txt:3 | STRAY-MARK (warning) |" in said
    assert "Ferry soon back in service" in page(outcome, "articles/ferry.html")


def test_a_deleted_seed_says_what_goes_with_it(forge: Forge, fork: Path) -> None:
    (fork / "seeds" / "ferry.txt").unlink()
    outcome = forge.request(fork)
    said = told(outcome)
    assert not outcome.failed
    assert "| ferry.txt | removed |" in said
    assert "/articles/ferry/ is gone; 3 quotations go with it" in said
    assert "hand-written pages link to it and must be mended: docs/about.md" in said
    assert "speakers/osric-crake/ (Osric Crake) is gone" in said
    assert not (outcome.artifact / "preview" / "articles" / "ferry.html").exists()


def test_a_renamed_seed_says_where_its_page_is_now(forge: Forge, fork: Path) -> None:
    (fork / "seeds" / "lamps.txt").rename(fork / "seeds" / "2024-harbour-lamps.txt")
    (fork / "seeds" / "ferry.txt").unlink()
    (fork / "seeds" / "sub").mkdir()
    edited = FERRY.replace("on Monday", "on Friday")
    (fork / "seeds" / "sub" / "boat.txt").write_text(edited, encoding="utf-8")
    outcome = forge.request(fork)
    said = told(outcome)
    assert not outcome.failed
    assert "| 2024-harbour-lamps.txt | renamed from lamps.txt |" in said
    assert "| sub/boat.txt | renamed from ferry.txt |" in said
    assert "the article is at /articles/2024-harbour-lamps/ now" in said


def test_a_sidecar_is_explained_though_the_seed_is_the_same(forge: Forge, fork: Path) -> None:
    sidecar = "date: 2024-07-05\nlicence: all-rights-reserved\noutlet\n"
    (fork / "seeds" / "ferry.txt.yml").write_text(sidecar.replace("outlet\n", ""), encoding="utf-8")
    outcome = forge.request(fork)
    said = told(outcome)
    assert not outcome.failed
    assert "| ferry.txt | sidecar added | Ferry back in service | articles/ferry/ |" in said
    assert "changed: date changes from not stated to 2024-07-05" in said
    assert "changed: licence changes from CC0-1.0 to all-rights-reserved: its text is no longer printed" in said
    assert "We waited long enough" in page(outcome, "articles/ferry.html")


def test_a_faulty_sidecar_is_annotated_on_its_own_file(forge: Forge, fork: Path) -> None:
    (fork / "seeds" / "ferry.txt.yml").write_text("title: Ferry\ndate: tomorrow\n", encoding="utf-8")
    outcome = forge.request(fork)
    assert [(level, path) for level, path, _ in outcome.places()] == [("warning", "seeds/ferry.txt.yml")]


def test_an_alias_says_which_quotations_move(forge: Forge, fork: Path) -> None:
    with (fork / "authority" / "speakers.yml").open("a", encoding="utf-8") as file:
        file.write(ALIAS)
    outcome = forge.request(fork)
    said = told(outcome)
    assert not outcome.failed
    assert outcome.places() == []
    assert "3 quotations move from Oz Crake to Osric Crake, in articles/lamps/ (such as “The lamps will burn" in said
    assert "speakers/oz-crake/ (Oz Crake) is gone; its quotations are on speakers/crake-osric/ now" in said
    assert "speakers/crake-osric/ (Osric Crake) is new, with 6 quotations" in said
    assert "They will burn until dawn" in page(outcome, "speakers/crake-osric.html")
    assert "## Seeds" not in outcome.summary


def test_a_redirect_is_said_to_lead_on(forge: Forge, fork: Path) -> None:
    with (fork / "authority" / "speakers.yml").open("a", encoding="utf-8") as file:
        file.write(ALIAS + "    formerly: [oz-crake]\n")
    assert "speakers/oz-crake/ (Oz Crake) is gone and leads to /speakers/crake-osric/" in told(forge.request(fork))


def test_a_broken_authority_file_fails_on_its_line(forge: Forge, fork: Path) -> None:
    path = fork / "authority" / "speakers.yml"
    lines = path.read_text(encoding="utf-8").splitlines()
    at = next(number for number, line in enumerate(lines) if line.startswith("    name: Idris Calloway"))
    lines[at] = " " + lines[at].strip()
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    outcome = forge.request(fork)
    assert outcome.failed
    level, place, line = outcome.places()[0]
    assert (level, place) == ("error", "authority/speakers.yml")
    assert abs(line - at - 1) <= 1
    said = told(outcome)
    assert "It cannot be taken as it is" in said
    assert "speakers/calloway-idris/ (Idris Calloway) is gone" in said


def test_hostile_names_and_refused_seeds_fail_and_the_rest_is_explained(forge: Forge, fork: Path) -> None:
    for name in ("two\nlines.txt", "%0A::error::x.TXT"):
        (fork / "seeds" / name).write_text(GULLS, encoding="utf-8")
    (fork / "seeds" / "bell.txt").write_bytes(b"Ring\x07 the bell\n")
    (fork / "seeds" / "gulls.txt").write_text(GULLS.replace("Tove", "<img src=x>@admin"), encoding="utf-8")
    outcome = forge.request(fork)
    assert outcome.failed
    paths = {path for level, path, _ in outcome.places() if level == "error"}
    assert {"seeds/bell.txt", "seeds/two\\nlines.txt"} <= paths
    assert "| bell.txt | added, refused |" in told(outcome)
    assert "| gulls.txt | added |" in told(outcome)
    assert "<img" not in outcome.summary
    assert "@admin" not in outcome.summary
    assert not re.search(r"^::error::", outcome.printed, re.MULTILINE)


def test_a_name_that_is_not_utf_8_fails_and_the_rest_is_explained(forge: Forge, fork: Path) -> None:
    (fork / "seeds" / os.fsdecode(b"caf\xe9.txt")).write_text(GULLS, encoding="utf-8")
    (fork / "seeds" / "gulls.txt").write_text(GULLS, encoding="utf-8")
    outcome = forge.request(fork)
    assert outcome.failed
    assert [path.startswith("seeds/caf") for level, path, _ in outcome.places() if level == "error"] == [True]
    assert "| gulls.txt | added |" in told(outcome)


def test_several_changes_at_once_are_told_apart(forge: Forge, fork: Path) -> None:
    (fork / "seeds" / "gulls.txt").write_text(GULLS, encoding="utf-8")
    sources = fork / "authority" / "sources.yml"
    text = sources.read_text(encoding="utf-8")
    assert "licence: KOGL-untyped" in text
    sources.write_text(text.replace("licence: KOGL-untyped", "licence: KOGL-1"), encoding="utf-8")
    with (fork / "authority" / "topics.yml").open("a", encoding="utf-8") as file:
        file.write("  - id: sea-lamps\n    name: Sea lamps\n    strong: [harbour lamps, lamps]\n")
    outcome = forge.request(fork)
    said = told(outcome)
    assert not outcome.failed
    assert "| gulls.txt | added |" in said
    assert "licence changes from KOGL-untyped to KOGL-1" in said
    assert re.search(r"topic Sea lamps is new on \d+ articles?: [^\n]*articles/lamps/", said)
    assert "KOGL Type 1" in page(outcome, "articles/198_4e07d1c6ba23f955.html")
    assert (outcome.artifact / "preview" / "topics" / "sea-lamps.html").is_file()


def test_what_the_base_did_meanwhile_is_not_held_against_the_author(forge: Forge, fork: Path) -> None:
    clone = forge.clone()
    (clone / "seeds" / "meanwhile.txt").write_text(GULLS.replace("Gulls leave", "Terns leave"), encoding="utf-8")
    forge.push(clone, "Meanwhile")
    (fork / "seeds" / "gulls.txt").write_text(GULLS, encoding="utf-8")
    outcome = forge.request(fork)
    assert "meanwhile" not in outcome.summary.replace("articles/meanwhile", "")
    assert "| gulls.txt | added |" in told(outcome)


def test_a_link_in_the_place_of_the_seeds_is_not_followed(forge: Forge, fork: Path) -> None:
    elsewhere = fork / "elsewhere"
    (fork / "seeds").rename(elsewhere)
    (fork / "seeds").symlink_to("/etc")
    outcome = forge.request(fork)
    assert outcome.failed
    assert outcome.places() == [("error", "seeds", 0)]
    assert "passwd" not in outcome.summary


def test_nothing_of_the_request_but_its_data_is_taken(forge: Forge, fork: Path) -> None:
    (fork / "seeds" / "gulls.txt").write_text(GULLS, encoding="utf-8")
    for path in (
        "scripts/build.py",
        "hooks/onrecord_hook.py",
        "mkdocs.yml",
        "overrides/main.html",
        ".github/workflows/check.yml",
    ):
        (fork / path).write_text("raise SystemExit('taken over')\n", encoding="utf-8")
    outcome = forge.request(fork)
    assert not outcome.failed
    assert "taken over" not in outcome.printed + outcome.summary
