"""A small archive and the program that is run on it as a user runs it."""

import subprocess
import sys
from collections.abc import Callable

from samples.archives import ROOT

PROGRAM = [sys.executable, str(ROOT / "scripts" / "build.py")]
CONFIG = """\
site_name: Small
theme: {{name: mkdocs}}
plugins: []
extra: {{onrecord: {{authority: {0}/authority, pages: pages, unlicensed: publish}}}}
"""
STORY = "The ferry sails again.\n\n“We waited long enough,” said Marta Quell, the mayor of Port Aldwyn.\n"
Run = Callable[..., subprocess.CompletedProcess[str]]
