"""The files under .github/ are sound: they parse, what runs is pinned, and nobody's words become part of a script."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from onrecord.cli.main import COMMANDS
from samples.archives import ROOT

FOLDER = ROOT / ".github"
WORKFLOWS = sorted((FOLDER / "workflows").glob("*.yml"))
FORMS = sorted(path for path in (FOLDER / "ISSUE_TEMPLATE").glob("*.yml") if path.name != "config.yml")
# "actions/checkout@11bd71901bbe5b1630ceea73d27597364c9af683  # v4.2.2"
PIN_PATTERN = re.compile(r"uses: ([\w-]+/[\w-]+)@([0-9a-f]{40})  # (v\d+\.\d+\.\d+)")
# "$ONRECORD site --strict"
COMMAND_PATTERN = re.compile(r"\$ONRECORD ([a-z]+)")


def load(path: Path) -> dict[Any, Any]:
    """Return a file as the forge reads it, a key that stands twice being an error."""

    class Loader(yaml.SafeLoader):
        pass

    def mapping(loader: yaml.SafeLoader, node: yaml.MappingNode) -> dict[Any, Any]:
        pairs = [(loader.construct_object(key), loader.construct_object(value, deep=True)) for key, value in node.value]
        keys = [key for key, _ in pairs]
        assert len(set(keys)) == len(keys), f"{path.name}: a key stands twice: {keys}"
        return dict(pairs)

    Loader.add_constructor(yaml.resolver.BaseResolver.DEFAULT_MAPPING_TAG, mapping)
    loaded: dict[Any, Any] = yaml.load(path.read_text(encoding="utf-8"), Loader=Loader)
    return loaded


def steps(path: Path) -> list[dict[str, Any]]:
    return [step for job in load(path)["jobs"].values() for step in job["steps"]]


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda p: p.name)
def test_every_action_is_pinned_and_all_workflows_agree_on_the_pin(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert len(PIN_PATTERN.findall(text)) == text.count("uses: ")
    pins = {found for one in WORKFLOWS for found in PIN_PATTERN.findall(one.read_text(encoding="utf-8"))}
    assert len({action for action, _, _ in pins}) == len(pins)


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda p: p.name)
def test_a_workflow_may_do_what_it_must_and_no_more(path: Path) -> None:
    workflow = load(path)
    assert workflow["permissions"] == {}
    assert "pull_request_target" not in workflow[True]
    assert "secrets." not in path.read_text(encoding="utf-8")
    for job in workflow["jobs"].values():
        assert job["timeout-minutes"] <= 30
        assert "write" not in job.get("permissions", {}).values() or "environment" in job
    for step in steps(path):
        assert "${{" not in step.get("run", "")
        if step.get("uses", "").startswith("actions/checkout@"):
            assert step["with"]["persist-credentials"] is False


@pytest.mark.parametrize("path", [FOLDER / "workflows" / "check.yml", FOLDER / "workflows" / "publish.yml"])
def test_workflows_run_commands_that_there_are(path: Path) -> None:
    for job in load(path)["jobs"].values():
        used = {found for step in job["steps"] for found in COMMAND_PATTERN.findall(step.get("run", ""))}
        assert not used or "ONRECORD" in job["env"]
        assert used <= {*COMMANDS}


def test_what_is_published_was_checked_strictly_and_verified() -> None:
    runs = [step.get("run", "") for step in load(FOLDER / "workflows" / "publish.yml")["jobs"]["build"]["steps"]]
    wanted = ["$ONRECORD check", "$ONRECORD addresses", "$ONRECORD site --strict", "$ONRECORD verify"]
    assert [run for run in runs if run in wanted] == wanted


@pytest.mark.parametrize("path", FORMS, ids=lambda p: p.name)
def test_forms_have_what_the_forge_asks_for(path: Path) -> None:
    form = load(path)
    assert all(isinstance(form[key], str) and form[key] for key in ("name", "description", "title"))
    asked = [part for part in form["body"] if part["type"] != "markdown"]
    assert len({part["id"] for part in asked}) == len(asked) > 0
    for part in form["body"]:
        assert part["type"] in {"markdown", "input", "textarea", "dropdown", "checkboxes"}
        assert ("value" if part["type"] == "markdown" else "label") in part["attributes"]
        if part["type"] == "dropdown":
            assert len(set(part["attributes"]["options"])) == len(part["attributes"]["options"])


def test_updates_are_watched_for_actions_and_packages() -> None:
    found = load(FOLDER / "dependabot.yml")
    assert found["version"] == 2
    assert {one["package-ecosystem"] for one in found["updates"]} == {"github-actions", "pip"}


def test_whoever_asks_is_told_how_to_write_in_private() -> None:
    assert "private" in (FOLDER / "ISSUE_TEMPLATE" / "take-down-or-correct.yml").read_text(encoding="utf-8")
    assert "Report a vulnerability" in (ROOT / "SECURITY.md").read_text(encoding="utf-8")
