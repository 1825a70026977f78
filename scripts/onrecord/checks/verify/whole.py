"""Verify a site: first its words from the bytes of the seeds, then every file of it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from onrecord import problems, urls
from onrecord.checks.verify import expected, words
from onrecord.checks.verify.differences import Difference
from onrecord.config import Archive
from onrecord.publish import json_data, manifest, mkdocs_pages, pipeline
from onrecord.publish.cache import held
from onrecord.publish.mkdocs_site import Failed, run_mkdocs
from onrecord.publish.pipeline import Options

TAKEN = ("site_url", "repo_url", "edit_uri")
"""Settings that a stranger need not know: where the configuration leaves them open, the site's own word is taken."""


# "edit/main/docs/", "-/edit/main/docs/", "?query=root/docs/"; never an address of its own
EDIT_URI_PATTERN = re.compile(r"(?!//)[A-Za-z0-9._~/?=&%#+-]*")


@dataclass(slots=True)
class Outcome:
    """What came of it: how much was recomputed from bytes, how much was compared, what differs, and what to know."""

    words: words.Outcome
    pages: int = 0
    files: int = 0
    differences: list[Difference] = field(default_factory=list)
    left_out: int = 0
    notes: list[str] = field(default_factory=list)

    @property
    def wrong(self) -> int:
        """How many differences there are, those that are not listed too."""
        return len(self.differences) + self.left_out


def verify(archive: Archive, site: Path, options: Options, rebuild: bool = False) -> Outcome:
    """Return what came of verifying a site; with `rebuild`, against a site that is built anew with nothing cached."""
    options.progress("Recomputing words from bytes", 0, 0)
    said = words.check(site, archive.seeds, options.processes)
    outcome = Outcome(said, differences=said.differences)
    if not said.articles:
        return outcome
    claimed = _claimed(site)
    taken = {key: value for key in TAKEN if not getattr(archive, key) and (value := _sound(key, claimed.get(key)))}
    outcome.notes += _notes(claimed, taken, expected.of_host(site))
    described = replace(
        archive,
        site_url=taken.get("site_url", archive.site_url),
        repo_url=taken.get("repo_url", archive.repo_url),
        edit_uri=taken.get("edit_uri", archive.edit_uri),
    )
    compare = _rebuilt if rebuild else _recomputed
    with held(archive, options.wait):
        try:
            found = compare(described, site, taken, options)
        except mkdocs_pages.Unforeseen as reason:
            outcome.notes.append(f"the whole site was built anew, because {reason}")
            found = _rebuilt(described, site, taken, options)
    outcome.pages, outcome.files = found.pages, len(found.paths) - found.pages
    outcome.differences = sorted([*said.differences, *found.differences], key=lambda one: one.rank)
    outcome.left_out = found.left_out
    if found.faulty:
        outcome.notes.append(
            f"faults in authority files or addresses.yml: {found.faulty}; what they are about was not used"
        )
    if found.plugins and outcome.wrong:
        named = ", ".join(found.plugins)
        outcome.notes.append(
            f"plugins ({named}) may make a page depend on others; if so, only --rebuild can compare it"
        )
    return outcome


def _claimed(site: Path) -> dict[str, Any]:
    """Return what a site says about itself; nothing of it is believed but where it is published and edited."""
    try:
        found = json.loads((site / json_data.ARCHIVE).read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def _sound(key: str, value: object) -> str:
    """Return an address that a site claims, or an empty string where it is none that a page may link to."""
    if not isinstance(value, str):
        return ""
    if key == "edit_uri":
        return value if EDIT_URI_PATTERN.fullmatch(value) else ""
    return urls.outward(value)


def _notes(claimed: Mapping[str, Any], taken: Mapping[str, str], of_host: list[str]) -> Iterator[str]:
    """Yield what people should know before they read the differences."""
    built_with = claimed.get("built_with")
    versions = built_with if isinstance(built_with, dict) else {}
    here = json_data.built_with()
    other = [f"{name} {versions.get(name) or 'not stated'}" for name in here if versions.get(name) != here[name]]
    if other:
        wanted = ", ".join(f"{name} {here[name]}" for name in here if versions.get(name) != here[name])
        yield f"built with {', '.join(other)}, and here is {wanted}: pages may differ for that alone"
    if taken:
        said = ", ".join(f"{key} {value}" for key, value in taken.items())
        yield f"built for {said}: as the site itself says, because the configuration leaves this open"
    if of_host:
        yield f"not compared, because they are for the host and not part of the site: {', '.join(of_host)}"


def _recomputed(archive: Archive, site: Path, settings: Mapping[str, str], options: Options) -> expected.Compared:
    """Have every file made again in memory, and compare."""
    catalogue, result, known = pipeline.gather(archive, options)
    try:
        found = expected.compared(archive, site, catalogue, known, settings, options)
    except mkdocs_pages.FAULTS as error:
        raise Failed(problems.one_line(str(error)).rstrip("!.")) from None
    finally:
        catalogue.close()
    found.faulty = len(result.faulty)
    return found


def _rebuilt(archive: Archive, site: Path, settings: Mapping[str, str], options: Options) -> expected.Compared:
    """Build everything anew in a folder of the cache, with nothing that is cached, and compare."""
    with manifest.passing(archive.cache / "verify") as folder:
        fresh = replace(archive, cache=folder / "cache", docs=folder / "docs")
        result = pipeline.build_locked(fresh, options)
        options.progress("Building the site", 0, 0)
        run_mkdocs(fresh, folder / "site", settings)
        found = expected.of_folder(site, folder / "site")
    found.faulty = len(result.faulty)
    return found
