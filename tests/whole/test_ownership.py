"""No file that On the Record did not make is ever deleted or overwritten, by any command, wherever it lies."""

from __future__ import annotations

import contextlib
import io
import json
import os
import shutil
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import click
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from onrecord import config, shipped, urls
from onrecord.cli.main import cli
from onrecord.model import Refused
from onrecord.publish import mkdocs_site, pipeline
from onrecord.publish.manifest import MARK, OWN, Manifest
from samples.archives import ROOT

CONFIG = """\
site_name: Small
theme: {{name: null, custom_dir: theme}}
plugins: []
extra: {{onrecord: {{authority: authority, pages: {pages}, unlicensed: publish}}}}
"""
STORY = "The ferry sails again.\n\n“We waited long enough,” said Marta Quell, the mayor of Port Aldwyn.\n"
LAYOUTS = {"apart": "pages", "together": "docs"}
PAGES = ("about.md", "contributing.md", "searching.md")


def make(root: Path, layout: str) -> Path:
    """Make a tiny archive whose docs are apart from people's pages or together with them."""
    pages = LAYOUTS[layout]
    for folder in ("seeds", "authority", "theme", "outside", pages):
        (root / folder).mkdir(parents=True)
    (root / "mkdocs.yml").write_text(CONFIG.format(pages=pages), encoding="utf-8")
    (root / "theme" / "main.html").write_text("{{ page.content }}", encoding="utf-8")
    (root / "seeds" / "ferry.txt").write_text(STORY, encoding="utf-8")
    (root / "authority" / "speakers.yml").write_text("speakers: []\n", encoding="utf-8")
    (root / "gold.jsonl").write_text(json.dumps({"id": "one", "text": STORY}) + "\n", encoding="utf-8")
    (root / "outside" / "kept.md").write_text("kept", encoding="utf-8")
    for page in PAGES:
        (root / pages / page).write_text("# A page\n", encoding="utf-8")
    return root


def run(root: Path, *arguments: str) -> tuple[str, str]:
    """Run a command in this process; return how it ended and what it said."""
    said = io.StringIO()
    command = [arguments[0], "-f", str(root / "mkdocs.yml"), *arguments[1:]]
    with contextlib.redirect_stderr(said), contextlib.redirect_stdout(said):
        try:
            cli.main(command, standalone_mode=False)
        except Refused as refusal:
            return "refused", f"{refusal.problem.path}: {refusal.problem.message}; {refusal.problem.fix}"
        except click.UsageError as error:
            return "refused", error.message
        except click.ClickException as error:
            return "failed", error.message
        except OSError as error:
            return "failed", f"{error.filename}: {error.strerror}"
        except (SystemExit, click.exceptions.Exit):
            return "failed", said.getvalue()
    return "done", said.getvalue()


def snapshot(root: Path) -> dict[str, bytes]:
    """Return all files and links below a folder, links as what they say."""
    found = {}
    for folder, folders, files in os.walk(root):
        for name in (*files, *folders):
            path = Path(folder, name)
            if path.is_symlink():
                found[path.relative_to(root).as_posix()] = b"-> " + os.fsencode(path.readlink())
            elif path.is_file():
                found[path.relative_to(root).as_posix()] = path.read_bytes()
    return found


def write(root: Path, *paths: str) -> None:
    for path in paths:
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(f"hers, {path}", encoding="utf-8")


@pytest.fixture
def apart(tmp_path: Path) -> Path:
    return make(tmp_path / "archive", "apart")


@pytest.fixture
def together(tmp_path: Path) -> Path:
    return make(tmp_path / "archive", "together")


def outside_cache(found: dict[str, bytes]) -> dict[str, bytes]:
    return {path: data for path, data in found.items() if not path.startswith(".cache/onrecord/")}


# What the notes on faults tell, row by row


@pytest.mark.parametrize("command", [["build"], ["build", "--check"], ["site"]])
def test_an_existing_project_whose_docs_are_to_be_a_folder_of_ours_is_refused_by_name(
    command: list[str], apart: Path
) -> None:
    write(apart, "docs/guides/style.md", "docs/logo.png", "docs/index.md")
    before = snapshot(apart)
    ended, said = run(apart, *command)
    assert ended == "refused"
    assert said.startswith(str(apart / "docs/guides/style.md"))
    assert "docs/logo.png" in said
    assert "docs_dir" in said
    assert "extra.onrecord.pages" in said
    assert outside_cache(snapshot(apart)) == before


def test_an_archive_added_to_an_existing_project_keeps_and_publishes_every_page(together: Path) -> None:
    hers = ["docs/index.md", "docs/topics/mine.md", "docs/guides/style.md", "docs/articles/deep/er/notes.md",
            "docs/data/table.csv", "docs/work/plan.md", "docs/logo.png", "docs/articles.txt"]  # fmt: skip
    write(together, *hers)
    before = snapshot(together)
    assert run(together, "site")[0] == "done"
    (together / "seeds" / "ferry.txt").write_text(STORY.replace("ferry", "boat"), encoding="utf-8")
    (together / "seeds" / "ferry.txt").rename(together / "seeds" / "boat.txt")
    assert run(together, "site")[0] == "done"
    after = snapshot(together)
    assert {path: after[path] for path in hers} == {path: before[path] for path in hers}
    for page in ("index", "topics/mine/index", "guides/style/index", "articles/deep/er/notes/index", "work/plan/index"):
        assert b"hers, docs/" in after[f"site/{page}.html"], page
    for path in ("data/table.csv", "logo.png", "articles.txt"):
        assert after[f"site/{path}"] == after[f"docs/{path}"]
    assert "site/articles/boat/index.html" in after
    assert "site/articles/ferry/index.html" not in after
    assert run(together, "clean")[0] == "done"
    assert {path for path in snapshot(together) if path.startswith("docs/")} == {
        *hers,
        *(f"docs/{one}" for one in PAGES),
    }


def test_her_own_first_page_stands_and_that_is_said_once(together: Path) -> None:
    ours = "docs/index.md"
    assert run(together, "build")[0] == "done"
    made = snapshot(together)[ours]
    write(together, ours)  # she writes her own over the one that was made
    run(together, "clean")
    assert snapshot(together)[ours] == b"hers, docs/index.md"
    run(together, "build")
    (together / ours).write_bytes(made)
    run(together, "build")
    write(together, ours)
    said = run(together, "build")[1]
    assert f"{together / ours} was written by hand and stands for the archive's first page" in said
    assert "by hand" not in run(together, "build")[1]
    assert snapshot(together)[ours] == b"hers, docs/index.md"
    run(together, "clean")
    assert snapshot(together)[ours] == b"hers, docs/index.md"
    (together / ours).write_bytes(made)  # what is the very page is ours again
    (together / "seeds" / "boat.txt").write_text(STORY.replace("ferry", "boat"), encoding="utf-8")
    run(together, "build")
    assert b"hers" not in snapshot(together)[ours]
    (together / "seeds" / "boat.txt").unlink()
    run(together, "build")
    assert snapshot(together)[ours] == made


@pytest.mark.parametrize("name", ["index.md", "README.md", "index.html"])
@pytest.mark.parametrize("layout", LAYOUTS)
def test_any_first_page_of_hers_is_published_and_no_other_is_made(layout: str, name: str, tmp_path: Path) -> None:
    root = make(tmp_path / "archive", layout)
    write(root, f"{LAYOUTS[layout]}/{name}")
    assert run(root, "site", "--strict")[0] == "done"
    after = snapshot(root)
    assert b"hers" in after["site/index.html"]
    assert [path for path in after if path.startswith("docs/") and path.rpartition("/")[2] in ("index.md", "README.md")
            and path.count("/") == 1] == [path for path in [f"docs/{name}"] if name.endswith("md")]  # fmt: skip


COLLISIONS = ["articles/ferry.md", "articles/ferry/index.md", "speakers.md", "topics/index.md", "articles",
              "data/speakers.json", "work/problems.md/notes.txt", "index.md/notes.txt",
              "data/articles/ferry.json/.x"]  # fmt: skip


@pytest.mark.parametrize("path", COLLISIONS)
@pytest.mark.parametrize("layout", LAYOUTS)
def test_what_wants_the_place_of_a_page_is_refused_by_name_before_anything_is_written(
    layout: str, path: str, tmp_path: Path
) -> None:
    root = make(tmp_path / "archive", layout)
    write(root, f"{LAYOUTS[layout]}/{path}")
    if layout == "apart" and path.endswith("/.x"):
        pytest.skip("what is hidden is not copied")
    before = snapshot(root)
    for command in (["build"], ["site"], ["build", "--check"]):
        ended, said = run(root, *command)
        assert ended == "refused"
        assert said.startswith(str(root / LAYOUTS[layout] / path.removesuffix("/.x")))
        assert "move it" in said
        assert outside_cache(snapshot(root)) == before


@pytest.mark.parametrize("layout", LAYOUTS)
def test_pages_without_their_list_are_taken_for_ours_where_they_are_the_very_pages(layout: str, tmp_path: Path) -> None:
    root = make(tmp_path / "archive", layout)
    run(root, "build")
    before = snapshot(root)
    made = Manifest(root / "docs", "docs").names
    shutil.rmtree(root / "docs" / MARK)
    assert "0 pages written, 0 deleted" in run(root, "build")[1]
    # pages of the package that lie among people's own are theirs from then on: nobody knows who put them there
    assert {p: d for p, d in snapshot(root).items() if p.startswith("docs") and MARK not in p} == {
        p: d for p, d in before.items() if p.startswith("docs") and MARK not in p
    }
    names = Manifest(root / "docs", "docs").names
    assert {path for path in names if path not in shipped.PAGES} == made - set(shipped.PAGES)
    shutil.rmtree(root / "docs" / MARK)
    shutil.rmtree(root / ".cache")
    (root / "seeds" / "boat.txt").write_text(STORY.replace("ferry", "boat"), encoding="utf-8")
    before = snapshot(root)
    ended, said = run(root, "build")
    assert ended == "refused"
    assert said.startswith(str(root / "docs/articles/index.md"))
    assert outside_cache(snapshot(root)) == before


def test_a_folder_of_pages_replaced_by_a_link_is_refused_and_what_it_leads_to_is_untouched(together: Path) -> None:
    run(together, "build")
    victim = together / "outside"
    shutil.copytree(together / "docs" / "articles", victim / "articles")
    shutil.rmtree(together / "docs" / "articles")
    (together / "docs" / "articles").symlink_to(victim / "articles")
    (together / "seeds" / "ferry.txt").rename(together / "seeds" / "boat.txt")
    before = snapshot(together)
    ended, said = run(together, "build")
    assert (ended, said.partition(": ")[0]) == ("refused", str(together / "docs/articles"))
    assert outside_cache(snapshot(together)) == outside_cache(before)
    run(together, "clean")
    assert {p: d for p, d in snapshot(together).items() if "outside" in p} == {
        p: d for p, d in before.items() if "outside" in p
    }


@pytest.mark.parametrize("command", ["build", "clean"])
def test_copies_of_pages_become_peoples_own_when_docs_becomes_the_folder_they_write_in(
    command: str, apart: Path
) -> None:
    write(apart, "pages/guides/style.md")
    run(apart, "build")
    hers = {path: data for path, data in snapshot(apart).items() if path.startswith("pages/")}
    shutil.rmtree(apart / "pages")
    (apart / "mkdocs.yml").write_text(CONFIG.format(pages="docs"), encoding="utf-8")
    for _ in range(2):
        assert run(apart, command)[0] == "done"
        after = snapshot(apart)
        assert {path: after[path.replace("pages/", "docs/")] for path in hers} == hers


def test_docs_in_a_folder_of_peoples_files_are_refused(apart: Path) -> None:
    for folder in ("seeds", "authority", "pages"):
        for docs in (f"{folder}/docs", folder):
            text = CONFIG.format(pages="pages" if folder != "pages" or docs != folder else "other")
            (apart / "mkdocs.yml").write_text(f"{text}docs_dir: {docs}\n", encoding="utf-8")
            before = snapshot(apart)
            ended, said = run(apart, "build")
            assert ended == "refused", docs
            assert "CONFIG" in said or "docs_dir" in said or "pages" in said
            assert outside_cache(snapshot(apart)) == outside_cache(before)


def test_predictions_are_never_put_into_a_folder_of_the_archive(apart: Path) -> None:
    write(apart, "docs/x", "site/x", "shared/x", ".cache/onrecord/x")
    text = CONFIG.format(pages="pages").replace("{onrecord: {", "{onrecord: {shared: shared, ")
    (apart / "mkdocs.yml").write_text(text, encoding="utf-8")
    (apart / "link.jsonl").symlink_to(apart / "seeds" / "ferry.txt")
    before = snapshot(apart)
    places = ["seeds/ferry.txt", "seeds/new.jsonl", "authority/speakers.yml", "shared/x", "docs/new", "pages/about.md",
              "site/x", "site/deep/new", ".cache/onrecord/x", "link.jsonl", "gold.jsonl"]  # fmt: skip
    for place in places:
        for force in ([], ["--force"]):
            assert (
                run(apart, "evaluate", "quotes", str(apart / "gold.jsonl"), str(apart / place), *force)[0] == "refused"
            )
    assert snapshot(apart) == before


def test_only_predictions_of_the_same_kind_are_replaced(apart: Path) -> None:
    gold, out = str(apart / "gold.jsonl"), apart / "out.jsonl"
    for text in (
        "notes\n",
        "{}\n",
        '{"id": "x", "text": "", "quotes": []}\n',
        "\xff",
        '{"id": "a", "quotes": []}\nx\n',
    ):
        out.write_text(text, encoding="latin-1")
        before = snapshot(apart)
        ended, said = run(apart, "evaluate", "quotes", gold, str(out))
        assert ended == "refused"
        assert "--force" in said
        assert snapshot(apart) == before
    assert run(apart, "evaluate", "quotes", gold, str(out), "--force")[0] == "done"
    before = snapshot(apart)
    assert run(apart, "evaluate", "quotes", gold, str(out))[0] == "done"
    assert run(apart, "evaluate", "gold", gold, str(out))[0] == "refused"
    assert snapshot(apart) == before
    out.write_bytes(b"")
    assert run(apart, "evaluate", "gold", gold, str(out))[0] == "done"
    assert sorted(snapshot(apart)) == sorted(before)


@pytest.mark.parametrize(
    "path", [".cache/onrecord/notes.txt", ".cache/onrecord/mkdocs/catalogue.sqlite", ".cache/onrecord"]
)
def test_a_cache_that_is_not_ours_is_refused(path: str, apart: Path) -> None:
    write(apart, path)
    before = snapshot(apart)
    for command in (["build"], ["site"], ["check"], ["people"], ["explain", "ferry.txt"], ["clean"]):
        ended, said = run(apart, *command)
        assert ended == "refused"
        assert said.startswith(str(apart / ".cache/onrecord"))
        assert snapshot(apart) == before


def test_a_folder_in_place_of_the_catalogue_is_refused_by_name(apart: Path) -> None:
    run(apart, "build")
    catalogue = apart / ".cache/onrecord/mkdocs/catalogue.sqlite"
    catalogue.unlink()
    write(catalogue, "notes.txt")
    ended, said = run(apart, "build")
    assert ended == "refused"
    assert said.startswith(str(catalogue))
    assert (catalogue / "notes.txt").read_text(encoding="utf-8") == "hers, notes.txt"


def test_every_page_lies_in_a_folder_that_is_known_to_be_made(together: Path) -> None:
    run(together, "build")
    names = Manifest(together / "docs", "docs").names
    tops = {path.partition("/")[0] for path in names - set(shipped.PAGES)}
    assert tops == {*urls.FOLDERS, urls.HOME}
    ignored = (ROOT / ".gitignore").read_text(encoding="utf-8").split()
    assert {f"/docs/{name}/" for name in (*urls.FOLDERS, MARK)} | {f"/docs/{urls.HOME}"} == {
        line for line in ignored if line.startswith("/docs/")
    }


def test_what_is_written_down_about_made_folders_names_all_of_them() -> None:
    told = (ROOT / "docs" / "maintaining.md").read_text(encoding="utf-8")
    listed = ", ".join(f"`{name}`" for name in (*(f"{folder}/" for folder in urls.FOLDERS), urls.HOME))
    assert f"| `docs/` | {listed} |" in told
    settings = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    left_out = settings.partition("not_in_nav: |\n")[2].partition("\n\n")[0].split()
    assert sorted(left_out) == [f"/{folder}/" for folder in urls.FOLDERS if folder != "data"]  # which holds no pages


# Random trees

FOLDERS = ["docs", "pages", "site", ".", ".cache", ".cache/onrecord", ".cache/onrecord/mkdocs", ".site-new",
           ".site-old", "seeds", "authority", "other"]  # fmt: skip
NAMES = [
    "index.md", "README.md", "index.html", "articles", "articles/mine.md", "articles/ferry.md",
    "articles/ferry/index.md", "articles/ferry", "articles.md", "speakers/index.md", "topics/mine.md", "topics",
    "data/speakers.json", "data/table.csv", "data", "work/problems.md/notes.txt", "work/problems.md/.x",
    "years/not-stated.md", "guides/style.md", "logo.png", "a.md.onrecord-new", "articles/ferry.md.onrecord-new",
    "ferry.txt.yml", "speakers.yml.bak", ".hidden", ".git/HEAD", "CNAME", ".nojekyll", "photos/.htaccess",
    "catalogue.sqlite", "catalogue.sqlite-wal", "lock", "began", "docs/articles/ferry.md", "mkdocs",
    "out.jsonl", ".out.jsonl.0", ".onrecord", ".onrecord/manifest", ".onrecord/new", ".onrecord/unfinished",
    ".onrecord/lock", ".onrecord/notes", "letters/q.md/deep/x", "404.html", "odd\nname.md", "Ünïcode.md",
]  # fmt: skip
KINDS = ["file", "file", "file", "file", "link", "folder link", "dangling", "empty"]
COMMANDS = [
    ["build"], ["build"], ["build", "--check"], ["build", "--seeds", "{root}/seeds"], ["site"], ["site"], ["site"],
    ["site", "--site-dir", "{root}/other"], ["site", "--site-dir", "{root}/authority"],
    ["site", "--site-dir", "{root}/docs"],
    ["serve"], ["check"], ["explain", "ferry.txt"], ["people"], ["verify"], ["clean"],
    ["evaluate", "quotes", "{root}/gold.jsonl", "{root}/out.jsonl"],
    ["evaluate", "gold", "{root}/gold.jsonl", "{root}/other/out.jsonl"],
    ["evaluate", "quotes", "{root}/gold.jsonl", "{root}/docs/index.md"],
    ["evaluate", "quotes", "{root}/gold.jsonl", "{root}/seeds/ferry.txt", "--force"],
]  # fmt: skip
Strangers = list[tuple[str, str, str]]
SEEN: Counter[str] = Counter()


@pytest.fixture(scope="module")
def archives(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[str, str], Path]]:
    """Return copies of archives in either layout: never built, built once, or with a site and a staged build."""
    top = tmp_path_factory.mktemp("archives")
    templates: dict[tuple[str, str], Path] = {}
    count = iter(range(1 << 30))

    def copy(layout: str, state: str) -> Path:
        if (layout, state) not in templates:
            made = make(top / f"{layout}-{state}", layout)
            commands = {"new": [], "built": [["build"]], "published": [["site"], ["build", "--seeds", f"{made}/seeds"]]}
            assert all(run(made, *command)[0] == "done" for command in commands[state])
            templates[layout, state] = made
        place = top / f"copy-{next(count)}"
        shutil.copytree(templates[layout, state], place, symlinks=True)
        return place

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(mkdocs_site, "serve", lambda _archive, _address: None)  # it would go on for ever
        patch.setattr(mkdocs_site, "check_address", lambda _address: None)
        yield copy
    print(f"\nrandom trees: {dict(SEEN)}")


def strew(root: Path, strangers: Strangers) -> None:
    """Put other people's files, links and folders where nothing is yet. What we call ours in a mark of ours is ours."""
    named = (
        set((root / ".cache/onrecord" / MARK / "manifest").read_text(encoding="utf-8").split("\n"))
        if marked(root)
        else set()
    )
    for folder, name, kind in strangers:
        path = root / folder / name
        if path.parent.name == MARK and (path.parent / "manifest").is_file() and path.name in OWN:
            continue
        if f"{folder}/{name}".removeprefix(".cache/onrecord/") in named:
            continue
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            if kind == "empty":
                path.mkdir()
            elif kind == "file":
                with path.open("x", encoding="utf-8") as file:
                    file.write(f"hers: {name}")
            else:
                target = {"link": "kept.md", "folder link": "", "dangling": "nowhere"}[kind]
                path.symlink_to(root / "outside" / target)
        except (FileExistsError, NotADirectoryError):
            continue


@given(
    layout=st.sampled_from(sorted(LAYOUTS)),
    state=st.sampled_from(["new", "built", "published", "published"]),
    strangers=st.lists(
        st.tuples(st.sampled_from(FOLDERS), st.sampled_from(NAMES), st.sampled_from(KINDS)), min_size=1, max_size=6
    ),
    commands=st.lists(st.sampled_from(COMMANDS), min_size=1, max_size=3),
    edited=st.booleans(),
)
@example("together", "new", [("docs", "articles/ferry.md", "file")], [["build"]], False)
@example("apart", "published", [("site", ".git/HEAD", "file"), ("site", "CNAME", "file")], [["site"], ["clean"]], True)
@example("together", "new", [("docs", "index.md", "link")], [["build"]], False)
@example("apart", "new", [(".site-new", ".hidden", "file")], [["site"]], False)
@example("apart", "new", [(".site-new", ".onrecord/unfinished", "file")], [["clean"]], False)
@settings(max_examples=250)
def test_whatever_lies_about_no_command_changes_it_and_a_refusal_writes_nothing(
    archives: Callable[[str, str], Path],
    layout: str,
    state: str,
    strangers: Strangers,
    commands: list[list[str]],
    edited: bool,
) -> None:
    root = archives(layout, state)
    ours = set(snapshot(root)) if state != "new" else set()
    hers = snapshot(make(root.parent / f"{root.name}-new", layout))
    strew(root, strangers)
    if edited:
        (root / "seeds" / "ferry.txt").rename(root / "seeds" / "boat.txt")
    before = snapshot(root)
    foreign = {path: data for path, data in before.items() if path not in ours or path in hers}
    for command in commands:
        ended, said = run(root, *(part.format(root=root) for part in command))
        after = snapshot(root)
        SEEN[f"{command[0]} {ended}"] += 1
        assert {path: after.get(path) for path in foreign} == foreign, (command, ended, said)
        if ended == "refused":
            assert written(root, after) == written(root, before), (command, said)
        before = after
    shutil.rmtree(root)
    shutil.rmtree(root.parent / f"{root.name}-new")


def written(root: Path, found: dict[str, bytes]) -> dict[str, bytes]:
    """Return what a refusal must leave as it is: all but a cache of ours, which looking at the seeds may fill."""
    return outside_cache(found) if marked(root) else found


def marked(root: Path) -> bool:
    mark = root / ".cache/onrecord" / MARK / "manifest"
    return mark.is_file() and not mark.read_text(encoding="utf-8").startswith("hers")


def test_the_pipeline_itself_refuses_too(together: Path) -> None:
    write(together, "docs/articles/ferry.md")
    with pytest.raises(Refused, match="did not make it"):
        pipeline.build(config.load(together / "mkdocs.yml"), pipeline.Options(jobs=1))
