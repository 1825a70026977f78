"""Addresses last from build to build: nobody takes one, and a former one leads to what stands for it."""

from __future__ import annotations

import json
import os
import random
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from onrecord import config, urls
from onrecord.archive import ledger
from onrecord.config import Archive
from onrecord.publish import mkdocs_site, pipeline
from onrecord.publish.pipeline import Faulty, Options, Result
from samples.archives import HANG, ROOT, SmallArchive

CONFIG = """\
site_name: Small
site_url: https://archive.example/sub/
theme: {name: mkdocs}
plugins: []
extra: {onrecord: {pages: pages}}
"""
STORY = """{0} bridge opens

“We waited for {0} long enough,” said Marta Quell, the mayor of Port Aldwyn. “Now the bridge is ours.”

Harbour master Idris Penhale said the {0} strike would end.

Licence: CC BY 4.0
"""
BUNDLE = "Title: " + STORY.format("One") + "\nTitle: " + STORY.format("Two")
PROGRAM = [sys.executable, str(ROOT / "scripts" / "build.py")]
# `<li id="q-b38dc660f4"><a href="../bee/#q-d00db1c9a4">`
LED_PATTERN = re.compile(r'<li id="q-([0-9a-f]+)"><a href="([^"#]+)#q-([0-9a-f]+)">')


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    (tmp_path / "mkdocs.yml").write_text(CONFIG, encoding="utf-8")
    for folder in ("pages", "seeds"):
        (tmp_path / folder).mkdir()
    for page in ("about.md", "contributing.md", "searching.md"):
        (tmp_path / "pages" / page).write_text("# A page\n", encoding="utf-8")
    shutil.copytree(ROOT / "authority", tmp_path / "authority")
    (tmp_path / "authority" / "speakers.yml").write_text("speakers: []\n", encoding="utf-8")
    return config.load(tmp_path / "mkdocs.yml")


def plant(archive: Archive, **texts: str) -> None:
    for stem, text in texts.items():
        path = archive.seeds / f"{stem.replace('__', '/')}.txt"
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")


def build(archive: Archive, **more: object) -> Result:
    return pipeline.build(archive, Options(jobs=1, **more))  # type: ignore[arg-type]


def run(archive: Archive, *arguments: str, code: int = 0) -> str:
    command = [*PROGRAM, arguments[0], "-f", str(archive.config), *arguments[1:]]
    done = subprocess.run(
        command, capture_output=True, text=True, check=False, cwd=archive.root, timeout=HANG, env={**os.environ}
    )
    assert done.returncode == code, done.stdout + done.stderr
    assert "Traceback" not in done.stderr
    return done.stdout + done.stderr


def articles(archive: Archive) -> dict[str, str]:
    """Return the article ids with what stands there: the seed's name, or where it leads."""
    found = {}
    for path in sorted((archive.docs / "data" / "articles").glob("*.json")):
        found[path.stem] = str(json.loads(path.read_text(encoding="utf-8"))["seed"]["name"])
    for path in sorted((archive.docs / "articles").glob("*/index.html")):
        assert path.parent.name not in found
        leads = re.search(r'id="moved" href="../([^/]+)/"', path.read_text(encoding="utf-8"))
        assert leads
        found[path.parent.name] = f"to {leads[1]}"
    return found


def codes(result: Result) -> list[tuple[str, str, str]]:
    return [(Path(p.path).name, p.code, p.severity) for p in result.problems if p.severity in ("refused", "error")]


def test_a_newcomer_is_refused_and_the_page_stays_as_it_was(archive: Archive) -> None:
    plant(archive, z__lamp=STORY.format("Lamp"))
    run(archive, "addresses", "--write")
    build(archive)
    before = (archive.docs / "articles" / "lamp.md").read_bytes()
    plant(archive, lamp=STORY.format("Other"))
    result = build(archive)
    assert codes(result) == [("lamp.txt", "ADDRESS-TAKEN", "refused")]
    assert (archive.docs / "articles" / "lamp.md").read_bytes() == before
    assert articles(archive) == {"lamp": "z/lamp.txt"}
    assert "Other" not in "".join(p.read_text(encoding="utf-8") for p in archive.docs.glob("*/**/*.md"))
    assert "lamp.txt: ADDRESS-TAKEN its address 'lamp' is that of 'z/lamp.txt'" in run(archive, "check", code=1)
    assert "ADDRESS-TAKEN" in run(archive, "explain", "lamp.txt", code=1)
    assert not build(archive).report.changed
    assert "up to date" in run(archive, "addresses", "--check")
    (archive.seeds / "z" / "lamp.txt").unlink()
    archive.ledger.unlink()
    assert codes(build(archive)) == []  # nothing remembers the other one now
    assert articles(archive) == {"lamp": "lamp.txt"}


def test_what_was_refused_is_published_whole_when_the_address_is_free(archive: Archive) -> None:
    plant(archive, lamp=STORY.format("Lamp"), old__lamp=BUNDLE)
    assert codes(build(archive)) == [("lamp.txt", "ADDRESS-TAKEN", "refused")]
    (archive.seeds / "lamp.txt").unlink()
    result = build(archive)
    assert (result.read, codes(result)) == (0, [])
    assert articles(archive) == {"lamp": "old/lamp.txt", "lamp-2": "old/lamp.txt"}
    shown = {p: p.read_bytes() for p in archive.docs.rglob("*") if p.is_file()}
    shutil.rmtree(archive.cache)
    shutil.rmtree(archive.docs)
    build(archive)
    assert {p: p.read_bytes() for p in archive.docs.rglob("*") if p.is_file()} == shown


def test_only_that_article_of_a_file_is_left_out_whose_address_is_taken(archive: Archive) -> None:
    plant(archive, lamp=BUNDLE, **{"lamp-2": STORY.format("Two")})
    result = build(archive)
    assert codes(result) == [("lamp.txt", "ADDRESS-TAKEN", "error")]
    assert articles(archive) == {"lamp": "lamp.txt", "lamp-2": "lamp-2.txt"}
    (archive.seeds / "lamp-2.txt").unlink()
    assert codes(build(archive)) == []
    assert articles(archive) == {"lamp": "lamp.txt", "lamp-2": "lamp.txt"}


def test_the_strictest_licence_of_a_file_holds_for_its_copy_when_an_article_is_left_out(archive: Archive) -> None:
    kept = BUNDLE.rstrip().removesuffix("Licence: CC BY 4.0") + "All rights reserved.\n"
    plant(archive, lamp=kept, **{"lamp-2": STORY.format("Two")})
    build(archive)
    assert articles(archive)["lamp-2"] == "lamp-2.txt"
    assert not (archive.docs / "data" / "seeds" / "lamp.txt").exists()
    assert (archive.docs / "data" / "seeds" / "lamp-2.txt").exists()


def test_the_former_address_of_a_renamed_seed_leads_to_it_with_every_quotation(archive: Archive) -> None:
    plant(archive, lamp=BUNDLE)
    run(archive, "addresses", "--write")
    build(archive)
    said = {}
    for ident in ("lamp", "lamp-2"):
        text = (archive.docs / urls.article_data_path(ident)).read_text(encoding="utf-8")
        said[ident] = [one["id"] for one in json.loads(text)["utterances"]]
        assert said[ident]
    (archive.seeds / "lamp.txt").rename(archive.seeds / "quay.txt")
    build(archive)
    expected = {"quay": "quay.txt", "quay-2": "quay.txt", "lamp": "to quay", "lamp-2": "to quay-2"}
    assert articles(archive) == expected
    before = {p: p.read_bytes() for p in archive.docs.rglob("*") if p.is_file()}
    assert "renamed: 'lamp.txt' is called 'quay.txt' now; 'lamp' leads to 'quay'" in run(
        archive, "addresses", "--check", code=1
    )
    run(archive, "addresses", "--write")
    assert "formerly: [lamp]" in archive.ledger.read_text(encoding="utf-8")
    build(archive)
    assert {p: p.read_bytes() for p in archive.docs.rglob("*") if p.is_file()} == before
    for old, new in (("lamp", "quay"), ("lamp-2", "quay-2")):
        page = (archive.docs / "articles" / old / "index.html").read_text(encoding="utf-8")
        text = (archive.docs / urls.article_data_path(new)).read_text(encoding="utf-8")
        now = [one["id"] for one in json.loads(text)["utterances"]]
        assert LED_PATTERN.findall(page) == [(a, f"../{new}/", b) for a, b in zip(said[old], now, strict=True)]
        assert '<meta name="robots" content="noindex">' in page
        assert f'<link rel="canonical" href="https://archive.example/sub/articles/{new}/">' in page
    plant(archive, lamp=STORY.format("Another lamp"))
    assert codes(build(archive)) == [("lamp.txt", "ADDRESS-TAKEN", "refused")]
    assert articles(archive) == expected
    (archive.seeds / "lamp.txt").unlink()
    (archive.seeds / "quay.txt").rename(archive.seeds / "lamp.txt")  # and back
    build(archive)
    assert articles(archive) == {
        "lamp": "lamp.txt", "lamp-2": "lamp.txt", "quay": "to lamp", "quay-2": "to lamp-2"
    }  # fmt: skip


@pytest.mark.parametrize("number", range(4))
def test_step_by_step_the_pages_are_those_of_a_first_build(archive: Archive, number: int) -> None:
    rng = random.Random(number)
    names = ["lamp", "old__lamp", "lamp-2", "quay", "z__quay"]
    for step in range(8):
        there = [name for name in names if (archive.seeds / f"{name.replace('__', '/')}.txt").exists()]
        free = [name for name in names if name not in there]
        deed = rng.choice(["add", "add", "rename", "delete", "edit"]) if there else "add"
        if deed == "rename" and free:
            old, new = (archive.seeds / f"{rng.choice(some).replace('__', '/')}.txt" for some in (there, free))
            new.parent.mkdir(exist_ok=True)
            old.rename(new)
        elif deed == "delete":
            (archive.seeds / f"{rng.choice(there).replace('__', '/')}.txt").unlink()
        else:
            words = f"Edition {step}\n\n{STORY.format(f'Step{step}')}"
            plant(
                archive, **{rng.choice(there if deed == "edit" else free or there): rng.choice([words, BUNDLE, words])}
            )
        if rng.random() < 0.3:
            run(archive, "addresses", "--write")
        build(archive)
        fresh = config.load(archive.config)
        fresh = replace(fresh, docs=archive.root / f"fresh-{step}", cache=archive.cache.parent / f"fresh-{step}")
        build(fresh)
        shown, expected = (
            {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}
            for folder in (archive.docs, fresh.docs)
        )
        assert shown == expected, (step, deed)


def test_a_site_has_the_page_and_no_list_of_it(archive: Archive) -> None:
    plant(archive, lamp=STORY.format("Lamp"))
    run(archive, "addresses", "--write")
    (archive.seeds / "lamp.txt").rename(archive.seeds / "quay.txt")
    mkdocs_site.publish(archive, Options(jobs=1))
    page = (archive.site / "articles" / "lamp" / "index.html").read_text(encoding="utf-8")
    assert 'id="moved" href="../quay/"' in page
    assert "/lamp/" not in (archive.site / "sitemap.xml").read_text(encoding="utf-8")
    naming = [p for p in archive.site.rglob("*.html") if "articles/lamp/" in p.read_text(encoding="utf-8")]
    assert naming == []
    archive.config.write_text(CONFIG + "use_directory_urls: false\n", encoding="utf-8")
    flat = config.load(archive.config)
    mkdocs_site.publish(flat, Options(jobs=1))
    assert 'id="moved" href="quay.html"' in (flat.site / "articles" / "lamp.html").read_text(encoding="utf-8")


def test_a_renamed_and_edited_seed_is_offered_and_moved_when_people_say_so(archive: Archive) -> None:
    plant(archive, lamp=STORY.format("Lamp"))
    run(archive, "addresses", "--write")
    (archive.seeds / "lamp.txt").unlink()
    plant(archive, quay=STORY.format("Lamp") + "\nCorrection: it opened on Monday.\n", other="Nothing of the kind.\n")
    said = run(archive, "addresses")
    assert "perhaps renamed: 'quay.txt' has nearly the words of 'lamp.txt', which is gone" in said
    assert "gone: 'lamp.txt'; its address 'lamp' stays free" in said
    assert "addresses --write --renamed lamp.txt quay.txt" in said
    build(archive)
    assert articles(archive) == {"other": "other.txt", "quay": "quay.txt"}
    assert "has no seed 'quay.txt'" in run(archive, "addresses", "--renamed", "quay.txt", "other.txt", code=2)
    run(archive, "addresses", "--renamed", "lamp.txt", "nowhere.txt", code=2)
    run(archive, "addresses", "--write", "--renamed", "seeds/lamp.txt", "seeds/quay.txt")
    build(archive)
    assert articles(archive) == {"lamp": "to quay", "other": "other.txt", "quay": "quay.txt"}
    assert "still there" in run(archive, "addresses", "--renamed", "quay.txt", "other.txt", code=2)


def test_what_is_gone_keeps_its_address_free(archive: Archive) -> None:
    plant(archive, lamp=STORY.format("Lamp"), quay=STORY.format("Quay"))
    run(archive, "addresses", "--write")
    (archive.seeds / "lamp.txt").unlink()
    assert "gone: 'lamp.txt'" in run(archive, "addresses", "--check", code=1)
    run(archive, "addresses", "--write")
    assert "gone: true" in archive.ledger.read_text(encoding="utf-8")
    build(archive)
    assert articles(archive) == {"quay": "quay.txt"}
    plant(archive, lamp=STORY.format("Another"))
    assert codes(build(archive)) == [("lamp.txt", "ADDRESS-TAKEN", "refused")]
    plant(archive, lamp=STORY.format("Lamp"))
    assert codes(build(archive)) == []
    assert "back: 'lamp.txt'" in run(archive, "addresses", "--write")
    assert "gone" not in archive.ledger.read_text(encoding="utf-8")


def test_a_faulty_ledger_stops_a_build_and_is_not_written_over(archive: Archive) -> None:
    plant(archive, lamp=STORY.format("Lamp"))
    text = "addresses:\n  lamp: {seed: quay.txt, sha256: 1f3a62c08be9d574}\n<<<<<<< HEAD\n"
    archive.ledger.write_text(text, encoding="utf-8")
    for command in ("build", "site"):
        said = run(archive, command, code=1)
        assert "addresses.yml:3: LEDGER a merge has left its marks" in said
        assert "Nothing was written (1 fault)" in said
    assert not archive.docs.exists()
    assert "LEDGER" in run(archive, "check", code=1)
    assert "was not touched" in run(archive, "addresses", "--write", code=1)
    assert archive.ledger.read_text(encoding="utf-8") == text
    with pytest.raises(Faulty):
        build(archive)
    result = build(archive, keep_going=True)
    assert ("addresses.yml", "LEDGER", "error") in codes(result)


def test_a_fault_in_an_authority_file_leaves_docs_and_site_as_they_were(archive: Archive) -> None:
    speakers = archive.authority / "speakers.yml"
    speakers.write_text("speakers:\n- {id: quell, name: Marta Quell}\n", encoding="utf-8")
    plant(archive, lamp=STORY.format("Lamp"))
    run(archive, "site")
    before = {p: p.read_bytes() for top in (archive.docs, archive.site) for p in top.rglob("*") if p.is_file()}
    assert archive.site / "speakers" / "quell" / "index.html" in before
    speakers.write_text("speakers:\n- {id: quell, name: Marta Quell}\n oops\n", encoding="utf-8")
    plant(archive, quay=STORY.format("Quay"))
    for arguments in (("site",), ("site", "--strict"), ("build",), ("build", "--check")):
        said = run(archive, *arguments, code=1)
        assert "authority/speakers.yml:3: YAML" in said
        assert "pages would get other addresses" in said
    assert {p: p.read_bytes() for top in (archive.docs, archive.site) for p in top.rglob("*") if p.is_file()} == before
    assert "IN AUTHORITY FILES" in run(archive, "site", "--keep-going")


def test_former_ids_of_speakers_and_topics_lead_to_those_of_now(archive: Archive) -> None:
    speakers, topics = archive.authority / "speakers.yml", archive.authority / "topics.yml"
    plant(archive, lamp=STORY.format("Lamp"))
    speakers.write_text(
        "speakers:\n- {id: quell, name: Marta Quell, formerly: [marta-quell, m-quell]}\n"
        "- {id: mayor, name: Mayor Quell, same_as: quell}\n- {id: nobody, name: Osric Pell, formerly: [pell]}\n",
        encoding="utf-8",
    )
    topics.write_text(
        "topics:\n- {id: bridges, name: Bridges, strong: [bridge], formerly: [spans]}\n", encoding="utf-8"
    )
    assert codes(build(archive)) == []
    leads = {p.parent.name for p in (archive.docs / "speakers").glob("*/index.html")}
    assert leads == {"marta-quell", "m-quell", "mayor"}
    page = (archive.docs / "speakers" / "mayor" / "index.html").read_text(encoding="utf-8")
    assert 'id="moved" href="../quell/"><bdi>Marta Quell</bdi>' in page
    page = (archive.docs / "topics" / "spans" / "index.html").read_text(encoding="utf-8")
    assert 'id="moved" href="../bridges/"><bdi>Bridges</bdi>' in page
    topics.write_text(
        "topics:\n- {id: bridges, name: Bridges, strong: [bridge], formerly: [spans]}\n- {id: spans, name: Spans}\n",
        encoding="utf-8",
    )
    with pytest.raises(Faulty, match="'spans' stands on line 2 already"):
        build(archive)


def test_a_decision_about_an_article_follows_it_to_its_new_name(archive: Archive) -> None:
    plant(archive, lamp=STORY.format("Lamp"))
    (archive.authority / "speakers.yml").write_text(
        "speakers:\n- {id: quell-a, name: Marta Quell, articles: [lamp], not_same_as: [quell-b]}\n"
        "- {id: quell-b, name: Marta Quell, articles: [other]}\n",
        encoding="utf-8",
    )
    run(archive, "addresses", "--write")
    build(archive)
    assert (archive.docs / "speakers" / "quell-a.md").is_file()
    (archive.seeds / "lamp.txt").rename(archive.seeds / "quay.txt")
    build(archive)
    assert (archive.docs / "speakers" / "quell-a.md").is_file()


def test_two_who_add_a_line_each_do_not_stand_in_one_anothers_way(archive: Archive) -> None:
    def git(*arguments: str) -> None:
        name = ["-c", "user.name=Ines", "-c", "user.email=ines@lantern.example", "-c", "commit.gpgsign=false"]
        subprocess.run(["git", *name, *arguments], cwd=archive.root, check=True, capture_output=True, timeout=HANG)

    plant(archive, alder=STORY.format("Alder"))
    shutil.copy(ROOT / ".gitattributes", archive.root)
    run(archive, "addresses", "--write")
    git("init", "-b", "main")
    git("add", "addresses.yml", "seeds", ".gitattributes")
    git("commit", "-m", "Begin")
    for name in ("birch", "cedar"):
        git("checkout", "-b", name, "main")
        plant(archive, **{name: STORY.format(name.title())})
        run(archive, "addresses", "--write")
        git("add", "addresses.yml", "seeds")
        git("commit", "-m", name)
    git("merge", "birch", "-m", "Both")
    assert "is up to date" in run(archive, "addresses", "--check")
    assert [line.seed for line in ledger.load(archive.ledger).lines.values()] == ["alder.txt", "cedar.txt", "birch.txt"]


@pytest.mark.parametrize("config_file", ["mkdocs.yml", "examples/mkdocs.yml"])
def test_the_projects_own_ledgers_are_up_to_date(config_file: str, small_archive: Callable[..., SmallArchive]) -> None:
    own = config.load(ROOT / config_file)
    seeds = {p.relative_to(own.seeds).as_posix(): p.read_bytes() for p in own.seeds.rglob("*") if p.is_file()}
    copy = small_archive(seeds)
    shutil.copy(own.ledger, copy.folder)
    assert "is up to date" in copy.run("addresses", "--check").stdout
