"""What all tests share: small archives, the browser, and how programs are stopped."""

from __future__ import annotations

import os
import signal
import subprocess
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from samples.archives import CONFIG, ROOT, SmallArchive

pytest.register_assert_rewrite("samples.cases", "samples.expected")
# A job in the background of a shell starts with SIGINT ignored, and so would the programs that tests start and stop.
signal.signal(signal.SIGINT, signal.default_int_handler)
settings.register_profile("unhurried", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("unhurried")


@pytest.fixture(scope="session")
def small_archive(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., SmallArchive]:
    """Make an archive from {name: text or bytes}; nothing is built yet."""

    def make(
        seeds: Mapping[str, str | bytes], unlicensed: str = "publish", authority: Path = ROOT / "authority"
    ) -> SmallArchive:
        folder = tmp_path_factory.mktemp("archive")
        for part in ("seeds", "docs"):
            (folder / part).mkdir()
        for name, body in seeds.items():
            path = folder / "seeds" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(body.encode() if isinstance(body, str) else body)
        config = CONFIG.format(root=ROOT, authority=authority, unlicensed=unlicensed)
        (folder / "mkdocs.yml").write_text(config, encoding="utf-8")
        return SmallArchive(folder)

    return make


@pytest.fixture(scope="session")
def chromium() -> str:
    """Return the path of the browser, which `make test` looks for; without one the test fails and says so."""
    path = os.environ.get("CHROMIUM", "")
    if not path:
        found = subprocess.run(["sh", str(ROOT / "tools" / "browser.sh")], capture_output=True, text=True, check=False)
        path = found.stdout.strip()
        if found.returncode:
            pytest.fail(found.stderr)
    return path
