"""`add`: a text is kept to the byte, or refused and not written at all."""

from __future__ import annotations

import os
import pty
import select
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from onrecord.authority import records
from onrecord.cli import adding
from onrecord.model import Refused
from onrecord.seeds import files
from samples.archives import HANG, ROOT, SmallArchive, tree
from samples.command_line import PROGRAM
from samples.web import STORY, away

KNOWN = records.load(ROOT / "authority").reading


@pytest.fixture
def archive(small_archive: Callable[..., SmallArchive]) -> SmallArchive:
    made = small_archive({"harbour-lamp.txt": "The lamp burns, said Tove Lindqvist, the harbour mistress.\n"})
    gone = "addresses:\n  old-lamp: {seed: old-lamp.txt, sha256: 1f3a62c08be9d574, gone: true}\n"
    (made.folder / "addresses.yml").write_text(gone, encoding="utf-8")
    return made


def add(archive: SmallArchive, *arguments: str, code: int = 0, data: bytes = b"") -> subprocess.CompletedProcess[str]:
    command = [*PROGRAM, "add", "-f", str(archive.folder / "mkdocs.yml"), *arguments]
    done = subprocess.run(command, cwd=archive.folder, input=data, capture_output=True, check=False, timeout=HANG)
    said = subprocess.CompletedProcess(command, done.returncode, done.stdout.decode(), done.stderr.decode())
    assert said.returncode == code, said.stdout + said.stderr
    assert "Fault in the program" not in said.stderr
    return said


def test_a_text_is_kept_to_the_byte_under_its_date_and_title(archive: SmallArchive, tmp_path: Path) -> None:
    story = tmp_path / "scan 7.TXT"
    story.write_bytes(STORY.replace("\n", "\r\n").encode("utf-8-sig"))
    said = add(archive, str(story))
    seed = archive.folder / "seeds" / "2031-06-02-ferry-back-in-service.txt"
    assert seed.read_bytes() == story.read_bytes()
    assert not Path(f"{seed}.yml").exists()
    assert "seeds/2031-06-02-ferry-back-in-service.txt is added." in said.stdout
    assert "'Osric Pell' 1" in said.stdout
    record = yaml.safe_load((archive.folder / "addresses.yml").read_bytes())["addresses"]
    assert record["2031-06-02-ferry-back-in-service"]["seed"] == "2031-06-02-ferry-back-in-service.txt"
    assert record["old-lamp"]["gone"] is True
    assert "Not stated, and not given: outlet, source_url." in said.stderr
    assert "python scripts/build.py explain seeds/2031-06-02-ferry-back-in-service.txt" in said.stdout


def test_what_the_text_does_not_state_goes_beside_it_and_shows_as_added(archive: SmallArchive) -> None:
    facts = ["--outlet", 'The "Wexcombe" Lantern', "--source-url", "https://lantern.example/1", "--date", "2031-06-02"]
    said = add(archive, "-", "--name", "ferry", *facts, data=STORY.encode())
    beside = (archive.folder / "seeds" / "ferry.txt.yml").read_text(encoding="utf-8")
    assert yaml.safe_load(beside) == {"outlet": 'The "Wexcombe" Lantern', "source_url": "https://lantern.example/1"}
    assert "outlet: 'The \"Wexcombe\" Lantern' (added)" in said.stdout
    assert "Not stated" not in said.stderr
    assert not said.stderr


@pytest.mark.parametrize(
    ("arguments", "data", "code"),
    [
        (["-"], b"", "EMPTY"),
        (["-", "--name", "x"], b"   \n", "BLANK"),
        (["-", "--name", "x"], b"\x00\x01\x02" * 40, "CONTROL-CHARACTER"),
        (["-", "--name", "x"], b"\xff\xd8\xff\xe0\x00\x10JFIF", "BINARY"),
        (["-", "--name", "x"], "Gewühl in Łódź".encode("cp1250"), "ENCODING"),
        (["-", "--name", "x"], b"PK\x03\x04word/document.xml", "NOT-PLAIN"),
        (["-", "--name", "x"], b"%PDF-1.7 ...", "NOT-PLAIN"),
        (["-", "--name", "x"], b"{\\rtf1 text}", "NOT-PLAIN"),
        (["-", "--name", "x"], b"\xef\xbb\xbf\n<!DOCTYPE html><title>x</title>", "NOT-PLAIN"),
        (["-", "--name", "x"], b"words " * 400_000, "TOO-LARGE"),
        (["-", "--name", "../x"], STORY.encode(), "FILE-NAME"),
        (["-", "--name", "/x.txt"], STORY.encode(), "FILE-NAME"),
        (["-", "--name", ".x.txt"], STORY.encode(), "FILE-NAME"),
        (["-", "--name", "README"], STORY.encode(), "FILE-NAME"),
        (["-", "--name", "x\u202etxt"], STORY.encode(), "FILE-NAME"),
        (["-", "--name", "harbour-lamp.txt"], STORY.encode(), "NAME-TAKEN"),
        (["-", "--name", "harbour-lamp.md"], STORY.encode(), "ADDRESS-TAKEN"),
        (["-", "--name", "more/Harbour Lamp.txt"], STORY.encode(), "ADDRESS-TAKEN"),
        (["-"], b"The lamp burns, said Tove Lindqvist, the harbour mistress.\n", "ADDED-BEFORE"),
        (["-", "--name", "old-lamp.md"], STORY.encode(), "ADDRESS-TAKEN"),
        (["-", "--date", "2031-07-02"], STORY.encode(), "CONTRADICTED"),
        (["-", "--licence", "all-rights-reserved"], STORY.encode(), "CONTRADICTED"),
        (["-", "--licence", "be nice"], STORY.encode(), "HEADER-VALUE"),
        (["-", "--date", "soon"], STORY.encode(), "HEADER-VALUE"),
        (["-", "--source-url", "javascript:alert(1)"], STORY.encode(), "HEADER-VALUE"),
        (["-", "--outlet", "two\nlines \x1b[31m"], STORY.encode(), "HEADER-VALUE"),
    ],
)  # fmt: skip
def test_what_cannot_be_added_is_refused_by_name_and_nothing_is_written(
    archive: SmallArchive, arguments: list[str], data: bytes, code: str
) -> None:
    before = tree(archive.folder / "seeds")
    said = add(archive, *arguments, data=data, code=1)
    assert f": {code} " in said.stderr
    assert "ferry" not in (archive.folder / "addresses.yml").read_text(encoding="utf-8")
    assert len(said.stderr.splitlines()) == 1
    assert said.stdout == ""
    assert tree(archive.folder / "seeds") == before


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("nowhere.txt", "nowhere.txt: No such file"),
        ("seeds", "seeds"),
        ("seeds/harbour-lamp.txt", "is in the seeds folder already"),
        ("ftp://lantern.example/x", "cannot be fetched"),
        ("http://127.0.0.1:1/x", "cannot be fetched"),
        ("http://user:word@lantern.example/", "is no http or https address that can be fetched"),
    ],
)
def test_a_place_without_a_text_is_told_in_a_plain_line(archive: SmallArchive, text: str, said: str) -> None:
    command = [*PROGRAM, "add", "-f", str(archive.folder / "mkdocs.yml"), text]
    done = subprocess.run(command, cwd=archive.folder, capture_output=True, text=True, check=False, timeout=HANG)
    assert done.returncode in (1, 2)
    assert said in done.stderr
    assert "Fault in the program" not in done.stderr


def test_a_licence_that_the_text_denies_needs_a_reason(archive: SmallArchive) -> None:
    reason = ["--licence", "CC-BY-4.0", "--licence-reason", "Letter of the publisher, 3 June 2031"]
    add(archive, "-", "--name", "x", *reason, data=STORY.encode())
    beside = yaml.safe_load((archive.folder / "seeds" / "x.txt.yml").read_text(encoding="utf-8"))
    assert beside == {"licence": "CC-BY-4.0", "licence_reason": "Letter of the publisher, 3 June 2031"}


def test_another_encoding_is_named_beside_the_text(archive: SmallArchive) -> None:
    data = "Fähre fährt wieder\n\n„Sie fährt,“ sagte Osric Pell.\n".encode("cp1252")
    add(archive, "-", "--name", "x", "--encoding", "cp1252", data=data)
    assert (archive.folder / "seeds" / "x.txt").read_bytes() == data
    assert yaml.safe_load((archive.folder / "seeds" / "x.txt.yml").read_bytes()) == {"encoding": "cp1252"}


def test_a_person_at_a_terminal_is_asked_for_what_is_missing(archive: SmallArchive, tmp_path: Path) -> None:
    (tmp_path / "story.txt").write_text(STORY, encoding="utf-8")
    mine, theirs = pty.openpty()
    command = [*PROGRAM, "add", "-f", str(archive.folder / "mkdocs.yml"), str(tmp_path / "story.txt")]
    running = subprocess.Popen(command, cwd=archive.folder, stdin=theirs, stdout=theirs, stderr=theirs)
    os.close(theirs)
    os.write(mine, b"The Lantern\nno address\n\n")  # the second answer is no address: it is asked for again
    said = b""
    while select.select([mine], [], [], HANG)[0]:
        try:
            piece = os.read(mine, 4096)
        except OSError:
            break
        if not piece:
            break
        said += piece
    os.close(mine)
    assert running.wait(HANG) == 0, said.decode()
    assert b"Who published it" in said
    assert b"is no web address" in said
    beside = archive.folder / "seeds" / "2031-06-02-ferry-back-in-service.txt.yml"
    assert yaml.safe_load(beside.read_bytes()) == {"outlet": "The Lantern"}


@given(title=st.text(max_size=80), date=st.sampled_from(["", "2031", "2031-06-02"]), stem=st.text(max_size=30))
def test_a_name_made_of_a_title_is_one_that_seeds_may_have(title: str, date: str, stem: str) -> None:
    found = adding.understood(adding.Text(b"Words.", "x"), "", KNOWN)
    text = adding.Text(b"Words.", "x", stem)
    facts = {key: value for key, value in (("title", title), ("date", date)) if value}
    name = adding.name_for(text, "", facts, found)
    assert not files.BAD_NAME_PATTERN.search(name)
    assert "/" not in name
    assert name[0] not in ".-_"
    assert name.endswith((".txt", ".md"))
    assert len(name) <= adding.LONGEST_NAME + 4


@given(st.text(), st.text())
def test_a_sidecar_comes_back_as_it_was_given(one: str, other: str) -> None:
    for value in (one, other):
        try:
            usual = adding.checked("outlet", value, KNOWN)
        except Refused:
            continue
        assert yaml.safe_load(adding.sidecar({"outlet": usual})) == {"outlet": usual}


def test_a_text_from_the_web_carries_the_address_it_came_from(archive: SmallArchive, web: str) -> None:
    said = add(archive, web + away("/ferry.txt"), "--allow-private")
    seed = archive.folder / "seeds" / "2031-06-02-ferry-back-in-service.txt"
    assert seed.read_bytes() == STORY.encode()
    assert yaml.safe_load(Path(f"{seed}.yml").read_bytes()) == {"source_url": f"{web}/ferry.txt"}
    assert f"source_url: '{web}/ferry.txt' (added)" in said.stdout
