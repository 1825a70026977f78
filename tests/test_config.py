"""An archive is its MkDocs configuration file."""

from __future__ import annotations

from pathlib import Path

import pytest

from onrecord import config
from onrecord.model import Refused
from samples.archives import ROOT


def written(folder: Path, text: str, name: str = "mkdocs.yml") -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def refusal(path: Path) -> str:
    with pytest.raises(Refused) as caught:
        config.load(path)
    problem = caught.value.problem
    assert problem.code == "CONFIG"
    assert len(problem.fix.split()) > 2
    return f"{problem.line} {problem.message}"


def test_empty_file_means_the_defaults(tmp_path: Path) -> None:
    archive = config.load(written(tmp_path, ""))
    assert (archive.seeds, archive.authority) == (tmp_path / "seeds", tmp_path / "authority")
    assert (archive.docs, archive.pages, archive.site) == (tmp_path / "docs", tmp_path / "docs", tmp_path / "site")
    assert archive.catalogue == tmp_path / ".cache" / "onrecord" / "mkdocs" / "catalogue.sqlite"
    assert (archive.unlicensed, archive.notice, archive.staged) == ("withhold", "", False)


def test_child_inherits_and_overrides_one_setting_at_a_time(tmp_path: Path) -> None:
    parent = "site_name: Parent\nextra: {onrecord: {notice: kept, seeds: seeds}}\nplugins: [search]\n"
    written(tmp_path, parent)
    child = "INHERIT: ../mkdocs.yml\nsite_name: Child\nextra: {onrecord: {pages: ../docs, unlicensed: publish}}\n"
    archive = config.load(written(tmp_path, child, "small/mkdocs.yml"))
    assert (archive.name, archive.notice, archive.unlicensed) == ("Child", "kept", "publish")
    assert archive.seeds == tmp_path / "small" / "seeds"
    assert archive.pages == tmp_path / "docs"
    assert archive.docs == tmp_path / "small" / "docs"
    assert archive.top == tmp_path


def test_overrides_of_the_command_line_stage_the_docs(tmp_path: Path) -> None:
    path = written(tmp_path, "")
    plain, other = config.load(path), config.load(path, seeds=tmp_path / "more")
    assert other.seeds == tmp_path / "more"
    assert other.staged
    assert other.docs == other.cache / "docs"
    assert other.cache != plain.cache
    assert config.load(path, seeds=tmp_path / "others").cache != other.cache


def test_environment_and_python_tags_are_read_without_running_anything(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOME_ADDRESS", "https://news.example/archive/")
    text = (
        "site_url: !ENV [SOME_ADDRESS, '']\nrepo_url: !ENV [NOT_SET_ANYWHERE, '']\n"
        "markdown_extensions:\n  - x: {fence: !!python/name:os.system , base: !relative $docs_dir}\n"
    )
    archive = config.load(written(tmp_path, text))
    assert (archive.site_url, archive.repo_url) == ("https://news.example/archive/", "")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a: [\n", "2 is not valid YAML"),
        ("- just\n- words\n", "0 is not a mapping"),
        ("extra: {onrecord: [x]}\n", "0 extra.onrecord is not a mapping"),
        ("extra: {onrecord: {seed: x}}\n", "0 extra.onrecord has no setting 'seed'"),
        ("extra: {onrecord: {seeds: 3}}\n", "0 extra.onrecord.seeds is not a text"),
        ("extra: {onrecord: {unlicensed: maybe}}\n", "0 extra.onrecord.unlicensed is 'maybe'"),
        ("INHERIT: mkdocs.yml\n", "0 inherits from itself"),
        ("INHERIT: nowhere.yml\n", "0 cannot be read"),
    ],
)
def test_a_faulty_file_is_named_with_what_to_do(text: str, said: str, tmp_path: Path) -> None:
    assert refusal(written(tmp_path, text)).startswith(said)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    assert "cannot be read" in refusal(tmp_path / "mkdocs.yml")


def test_the_projects_own_files_are_read_as_mkdocs_reads_them() -> None:
    archive = config.load(ROOT / "mkdocs.yml")
    assert archive.name
    assert archive.seeds == ROOT / "seeds"
    assert archive.docs == archive.pages == ROOT / "docs"


def test_authority_files_named_in_the_settings_must_be_there_and_the_usual_ones_need_not(tmp_path: Path) -> None:
    config.load(written(tmp_path, "extra: {onrecord: {authority: authority}}\n"))
    path = written(tmp_path, "extra: {onrecord: {authority: autority}}\n")
    assert "autority" in refusal(path)
    (tmp_path / "autority").mkdir()
    config.load(path)
    with pytest.raises(Refused, match="no such folder"):
        config.load(path, authority=tmp_path / "nope")


@pytest.mark.parametrize("what", ["seeds", "authority"])
def test_a_link_that_leads_out_of_the_archive_is_refused_however_it_is_named(
    what: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    outside, root = tmp_path / "outside", tmp_path / "real" / "archive"
    outside.mkdir()
    (root / "proposed").mkdir(parents=True)
    (root / "inside").mkdir()
    (tmp_path / "home").symlink_to(tmp_path / "real")  # links on the way to the archive are the system's own affair
    root = tmp_path / "home" / "archive"
    (root / "proposed" / what).symlink_to(outside)
    (root / "linked").symlink_to(outside)
    (root / "near").symlink_to(root / "inside")
    (outside / "deep").mkdir()
    path = written(root, "site_name: x\n")
    monkeypatch.chdir(root)
    for way in (Path("proposed", what), root / "proposed" / what, Path("linked/deep")):
        with pytest.raises(Refused, match="leads through a link out of the archive") as caught:
            config.load(path, **{what: way})
        assert f"--{what}" in caught.value.problem.fix
    assert getattr(config.load(path, **{what: Path("near")}), what) == (root / "inside").resolve()
    assert getattr(config.load(path, **{what: outside / "deep"}), what) == outside / "deep"
    assert getattr(config.load(path, **{what: Path()}), what) == root.resolve()
    linked = written(root, f"extra: {{onrecord: {{{what}: linked}}}}\n", "linked.yml")
    with pytest.raises(Refused, match="leads through a link out of the archive") as caught:
        config.load(linked)
    assert f"extra.onrecord.{what}" in caught.value.problem.fix
