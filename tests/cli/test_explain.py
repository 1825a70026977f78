"""`explain`: words, places and rules of one seed."""

from __future__ import annotations

from pathlib import Path

from samples.command_line import STORY, Run


def test_explain_tells_words_places_and_rules(run: Run) -> None:
    said = run("explain", "seeds/ferry.txt").stdout
    assert "article 'ferry'" in said
    assert "'We waited long enough,'" in said
    assert "Marta Quell" in said
    assert said.count("rule ") >= 4
    assert run("explain", "ferry.txt").stdout == said


def test_explain_of_a_refused_seed_says_why(run: Run, root: Path) -> None:
    (root / "seeds" / "picture.jpg").write_bytes(b"\xff\xd8")
    assert "FORMAT" in run("explain", "picture.jpg", code=1).stdout


def test_a_seed_of_another_archive_is_told_with_the_option_for_it(run: Run, root: Path) -> None:
    (root / "other" / "seeds").mkdir(parents=True)
    (root / "other" / "mkdocs.yml").write_text("site_name: Other\n", encoding="utf-8")
    (root / "other" / "seeds" / "pier.txt").write_text(STORY, encoding="utf-8")
    for command in ("explain", "check"):
        assert "add -f other/mkdocs.yml" in run(command, "other/seeds/pier.txt", code=2).stderr
    (root / "loose.txt").write_text(STORY, encoding="utf-8")
    said = run("explain", "loose.txt", code=2).stderr
    assert "lies outside" in said
    assert "-f" not in said.partition("Error:")[2]
