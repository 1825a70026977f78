"""An archive of one story, the program run in its folder, and a web site to fetch from."""

from __future__ import annotations

import os
import subprocess
import threading
from collections.abc import Iterator
from http.server import ThreadingHTTPServer
from pathlib import Path

import pytest

from samples.archives import HANG, ROOT
from samples.command_line import CONFIG, PROGRAM, STORY, Run
from samples.web import Answers


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "mkdocs.yml").write_text(CONFIG.format(ROOT), encoding="utf-8")
    for folder in ("seeds", "pages"):
        (tmp_path / folder).mkdir()
    for page in ("about.md", "contributing.md", "searching.md"):
        (tmp_path / "pages" / page).write_text("# A page\n", encoding="utf-8")
    (tmp_path / "seeds" / "ferry.txt").write_text(STORY, encoding="utf-8")
    return tmp_path


@pytest.fixture
def run(root: Path) -> Run:
    def program(*arguments: str, code: int = 0, **environment: str) -> subprocess.CompletedProcess[str]:
        done = subprocess.run(
            [*PROGRAM, *arguments],
            cwd=root,
            env={**os.environ, **environment},
            capture_output=True,
            text=True,
            timeout=HANG,
            check=False,
        )
        assert "Traceback" not in done.stdout + done.stderr
        assert done.returncode == code, done.stdout + done.stderr
        return done

    return program


@pytest.fixture
def web() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Answers)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
