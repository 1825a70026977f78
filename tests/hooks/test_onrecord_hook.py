"""The hook makes plain MkDocs convenient and quick, and changes nothing that is published."""

from __future__ import annotations

import ast
import os
import shutil
import subprocess
import sys
from pathlib import Path
from queue import SimpleQueue
from threading import Thread
from types import SimpleNamespace

import pytest
from mkdocs.livereload import LiveReloadServer
from watchdog.observers.polling import PollingObserver

import onrecord_hook
from samples import pages as samples
from samples.archives import HANG, differing


def test_the_site_is_the_same_without_the_hook(tmp_path: Path) -> None:
    built = []
    for name, hook in (("with", True), ("without", False)):
        (tmp_path / name).mkdir()
        built.append(
            samples.build(samples.write_docs(tmp_path / name, samples.views(), hook), tmp_path / name / "site")
        )
    assert differing(*built) == []


class Server:
    """Notes what a live server is told to watch."""

    def __init__(self) -> None:
        self.watched: list[str] = []
        self.observer = PollingObserver()

    def watch(self, path: str) -> None:
        self.watched.append(path)

    def unwatch(self, path: str) -> None:
        self.watched.remove(path)


def test_the_live_server_watches_what_people_edit_and_nothing_that_is_made(tmp_path: Path) -> None:
    samples.write_docs(tmp_path, samples.views())
    for name in ("seeds", "authority"):
        (tmp_path / name).mkdir()
    (tmp_path / "addresses.yml").write_text("addresses: {}\n", encoding="utf-8")
    server = Server()
    server.watched = [str(tmp_path / "docs"), str(tmp_path / "mkdocs.yml")]
    config = SimpleNamespace(
        docs_dir=str(tmp_path / "docs"), config_file_path=str(tmp_path / "mkdocs.yml"), extra={"onrecord": {}}
    )
    assert onrecord_hook.on_serve(server, config) is server
    names = {Path(p).relative_to(tmp_path).as_posix() for p in server.watched if Path(p).is_relative_to(tmp_path)}
    assert names == {
        "mkdocs.yml", "seeds", "addresses.yml", "authority", "docs/about.md", "docs/accuracy.md",
        "docs/contributing.md", "docs/maintaining.md", "docs/own-archive.md", "docs/searching.md",
        "docs/assets", "docs/stylesheets",
    }  # fmt: skip
    assert str(onrecord_hook.TEMPLATES) in server.watched


def test_folders_made_while_the_site_is_served_are_watched(tmp_path: Path) -> None:
    samples.write_docs(tmp_path, samples.views())
    (tmp_path / "seeds").mkdir()
    places = [tmp_path / one for one in ("authority/speakers.yml", "seeds/deep/lamp.txt", "seeds/deep/lamp.txt.yml")]

    def state() -> tuple[str, ...]:
        return tuple(one.read_text(encoding="utf-8") if one.exists() else "" for one in places)

    built: SimpleQueue[tuple[str, ...]] = SimpleQueue()
    server = LiveReloadServer(lambda: built.put(state()), "127.0.0.1", 0, str(tmp_path), polling_interval=0.05)
    server.watch(str(tmp_path / "docs"))
    config = SimpleNamespace(
        docs_dir=str(tmp_path / "docs"), config_file_path=str(tmp_path / "mkdocs.yml"), extra={"onrecord": {}}
    )
    onrecord_hook.on_serve(server, config)
    thread = Thread(target=server.serve, daemon=True)
    thread.start()
    while not server.serve_thread.is_alive():  # until then it has not looked at what is there
        thread.join(0.01)

    def wait() -> None:
        while built.get(timeout=HANG) != state():
            pass

    try:
        for number, path in enumerate((*places, places[0])):
            path.parent.mkdir(exist_ok=True)
            path.write_text("x" * (number + 1), encoding="utf-8")
            wait()
        for text in ("", "once more"):
            shutil.rmtree(tmp_path / "authority")
            wait()
            (tmp_path / "authority").mkdir()
            places[0].write_text(f"back again {text}", encoding="utf-8")
            wait()
            places[0].write_text(f"and edited {text}, at length", encoding="utf-8")
            wait()
    finally:
        server.shutdown(wait=True)
        thread.join()


def test_pages_of_people_are_watched_wherever_they_lie(tmp_path: Path) -> None:
    samples.write_docs(tmp_path, samples.views())
    docs = tmp_path / "docs"
    before = set(onrecord_hook.hand_written(docs))
    for path in ("topics/mine.md", "guides/style.md", "guides/more.md"):
        (docs / path).parent.mkdir(exist_ok=True)
        (docs / path).write_text("# Mine\n", encoding="utf-8")
    assert set(onrecord_hook.hand_written(docs)) - before == {docs / "topics" / "mine.md", docs / "guides"}


def test_pages_that_are_copied_to_docs_are_watched_where_people_edit_them(tmp_path: Path) -> None:
    for folder in ("docs", "pages"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "about.md").write_text("# About\n", encoding="utf-8")
    (tmp_path / "docs" / ".onrecord").mkdir()
    (tmp_path / "docs" / ".onrecord" / "manifest").write_text("# …\nabout.md\n", encoding="utf-8")
    server = Server()
    server.watched = [str(tmp_path / "docs")]
    config = SimpleNamespace(
        docs_dir=str(tmp_path / "docs"), config_file_path=str(tmp_path / "mkdocs.yml"),
        extra={"onrecord": {"pages": "pages"}},
    )  # fmt: skip
    onrecord_hook.on_serve(server, config)
    assert server.watched == [str(tmp_path / "pages" / "about.md"), str(onrecord_hook.TEMPLATES)]


def test_the_navigation_loses_pages_about_one_corpus_and_keeps_a_mistake_in_sight() -> None:
    there = {"index.md", "about.md"}
    files = SimpleNamespace(get_file_from_path=lambda name: name if name in there else None)
    about = [{"How": "about.md"}, {"How often": "accuracy.md"}, "own-archive.md", {"Mistyped": "abuot.md"}]
    config = SimpleNamespace(nav=[{"Home": "index.md"}, {"About": about}, {"Outside": "https://x.example/"}])
    onrecord_hook.on_files(files, config)
    kept = [{"How": "about.md"}, {"Mistyped": "abuot.md"}]
    assert config.nav == [{"Home": "index.md"}, {"About": kept}, {"Outside": "https://x.example/"}]
    there.add("accuracy.md")
    config.nav = [{"How often": "accuracy.md"}]
    onrecord_hook.on_files(files, config)
    assert config.nav == [{"How often": "accuracy.md"}]


def test_a_driven_build_starts_nothing(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("ONRECORD_DRIVEN", "1")
    monkeypatch.setattr(onrecord_hook, "COMMAND", [str(tmp_path / "must-not-run.py")])
    onrecord_hook.on_pre_build(SimpleNamespace(config_file_path="mkdocs.yml"))


def test_plain_mkdocs_makes_the_pages_first(tmp_path: Path) -> None:
    (tmp_path / "seeds").mkdir()
    (tmp_path / "docs").mkdir()
    (tmp_path / "seeds" / "lamp.txt").write_text(samples.TEXT, encoding="utf-8")
    root = samples.ROOT
    (tmp_path / "mkdocs.yml").write_text(
        f"INHERIT: {root}/mkdocs.yml\ntheme:\n  custom_dir: {root}/overrides\nhooks: [{root}/hooks/onrecord_hook.py]\n"
        f"extra:\n  onrecord:\n    authority: {root}/authority\n    pages: {root}/docs\n    unlicensed: publish\n",
        encoding="utf-8",
    )
    environment = {k: v for k, v in os.environ.items() if k != "ONRECORD_DRIVEN"} | {"NO_MKDOCS_2_WARNING": "1"}
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "-f", str(tmp_path / "mkdocs.yml")],
        env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    assert "We have waited for this" in (tmp_path / "site/articles/lamp/index.html").read_text(encoding="utf-8")


def test_somebody_at_work_sees_what_a_fault_does_and_a_build_stops_at_it(tmp_path: Path) -> None:
    for name in ("seeds", "authority", "docs"):
        (tmp_path / name).mkdir()
    (tmp_path / "seeds" / "lamp.txt").write_text(samples.TEXT, encoding="utf-8")
    (tmp_path / "authority" / "speakers.yml").write_text("speakers: [\n", encoding="utf-8")
    (tmp_path / "mkdocs.yml").write_text(
        f"extra: {{onrecord: {{unlicensed: publish, pages: {samples.ROOT}/docs}}}}\n", encoding="utf-8"
    )
    config = SimpleNamespace(config_file_path=tmp_path / "mkdocs.yml")
    for command, made in (("build", False), ("gh-deploy", False), ("serve", True)):
        onrecord_hook.on_startup(command=command, dirty=False)
        onrecord_hook.on_pre_build(config)
        assert (tmp_path / "docs" / "articles" / "lamp.md").exists() is made
    onrecord_hook.on_startup(command="build", dirty=False)


def test_the_hook_knows_nothing_of_the_engine() -> None:
    tree = ast.parse(Path(onrecord_hook.__file__).read_text(encoding="utf-8"))
    imported = {n.module if isinstance(n, ast.ImportFrom) else a.name for n in ast.walk(tree)
                if isinstance(n, (ast.Import, ast.ImportFrom)) for a in n.names}  # fmt: skip
    assert not {name for name in imported if name and name.startswith(("onrecord", "mkdocs", "markdown"))}
