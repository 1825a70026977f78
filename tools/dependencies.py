"""Tells the build of the wheel what it depends on: the lines of requirements.in, which are written nowhere else."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from hatchling.metadata.plugin.interface import MetadataHookInterface


class Dependencies(MetadataHookInterface):
    """Read when hatchling makes a wheel (pyproject.toml names this file)."""

    def update(self, metadata: dict[str, Any]) -> None:
        """Add the requirements, without the comments that say what each is for."""
        lines = (Path(self.root) / "requirements.in").read_text(encoding="utf-8").splitlines()
        metadata["dependencies"] = [kept for line in lines if (kept := line.partition("#")[0].strip())]
