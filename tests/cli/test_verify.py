"""`verify`: a quotation that was changed is found."""

from __future__ import annotations

from pathlib import Path

from samples.command_line import STORY, Run


def test_verify_recomputes_every_quotation_and_finds_one_that_was_changed(run: Run, root: Path) -> None:
    run("site")
    said = "1 quotation in 1 article recomputed (printed on the pages of their articles: 1; "
    done = run("verify")
    assert done.stdout.startswith(said)
    assert done.stdout.endswith(" made again and compared: 0 differences.\n")
    assert "the whole site was built anew, because without a navigation" in done.stderr
    data = root / "site" / "data" / "articles" / "ferry.json"
    kept = data.read_text(encoding="utf-8")
    data.write_text(kept.replace("We waited long enough", "We waited too long"), encoding="utf-8")
    assert "not those of the seed" in run("verify", code=1).stderr
    data.write_text(kept, encoding="utf-8")
    page = root / "site" / "articles" / "ferry" / "index.html"
    whole = page.read_text(encoding="utf-8")
    page.write_text(whole.replace("We waited long enough", "We waited too long"), encoding="utf-8")
    assert "the page prints" in run("verify", "site", code=1).stderr
    page.write_text(whole, encoding="utf-8")
    run("verify")
    (root / "seeds" / "ferry.txt").write_text(STORY.replace("long", "too long"), encoding="utf-8")
    assert "other bytes" in run("verify", code=1).stderr


def test_verify_of_a_folder_without_data_says_so(run: Run, root: Path) -> None:
    (root / "empty").mkdir()
    assert "build the site first" in run("verify", "empty", code=1).stderr
