"""Cases of speech: YAML lists beside the tests of a room, NAME.yml for what NAME.py decides.

A case is an invented text, with `case` for its name, and what must be found in it, by one or more of these keys:

`says`        every utterance, a line each: mode | speaker | exact words, a paragraph break as ¶ | how the rule begins.
              Who speak together stand with " + " between them. `partial`: others may come out too. `byline`: the
              story has one. `title`: its first line is the headline. `problems`: the codes of the problems that are
              told. In order of the utterances: `certainty`; `roles` of the speakers and `cues`, the words that tell
              of something said, null for none. `forms`: source → every form that names it, in order
`not_speech`  all words in quotation marks that are nobody's speech
`people`      full name → every form that names her; `absent`: never people; `ambiguous`: bare surnames
`at`          a name, at its last place in the text, and `role`: the words that say what that person is, null for none
`phrase`      a phrase, at its last place in the text, and whom it stands for: `kind`, `name` and `strength` (3 sure,
              2 likely, 1 a guess); null for nobody

`people`, `at` and `phrase` are asked of English alone.

`xfail` is the reason why a case is known to fail.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from onrecord.model import Boilerplate, Document, Field, Metadata, Span, Speech, Utterance
from onrecord.speech import languages
from onrecord.speech.english import tokens
from onrecord.speech.english.coreference import descriptions
from onrecord.speech.transcript import turns
from samples.entities import document_of, entities_of

Case = dict[str, Any]
KEYS = {
    "says": {"partial", "byline", "title", "problems", "certainty", "roles", "cues", "forms"},
    "not_speech": set(),
    "people": {"absent", "ambiguous"},
    "at": {"role"},
    "phrase": {"kind", "name", "strength"},
}  # fmt: skip


def load(folder: Path) -> dict[str, Case]:
    """Return the cases of a folder by the names of file and case; a file that holds no list holds no cases."""
    found: dict[str, Case] = {}
    for path in sorted(folder.glob("*.yml")):
        loaded = yaml.safe_load(path.read_text(encoding="utf-8"))
        for case in loaded if isinstance(loaded, list) else ():
            name = f"{path.stem}: {case.get('case') or case['text'][:40] + ' | ' + (case.get('at') or case['phrase'])}"
            assert name not in found, f"two cases are called {name}"
            found[name] = case
    return found


def of_folder(test_module: str) -> pytest.MarkDecorator:
    """Give a test the cases in the folder of its module, one by one, as `case`."""
    cases = load(Path(test_module).parent)
    return pytest.mark.parametrize(
        "case", [pytest.param(case, id=name, marks=known(case)) for name, case in cases.items()]
    )


def known(case: Case) -> list[pytest.MarkDecorator]:
    """Return the mark of a case that is known to fail."""
    return [pytest.mark.xfail(strict=True, reason=case["xfail"])] if "xfail" in case else []


def check(case: Case, language: str = "en") -> None:
    """Fail unless what a case names is found in its text, and nothing else."""
    asked = [key for key in KEYS if key in case]
    assert asked, "a case must ask for something"
    assert set(case) <= {"case", "text", "xfail", *asked}.union(*(KEYS[key] for key in asked)), (
        "a key that nothing reads"
    )
    for key in asked:
        if key in ("says", "not_speech"):
            CHECKS_OF_SPEECH[key](case, *read(case, language))
        else:
            CHECKS[key](case)


def read(case: Case, language: str) -> tuple[Document, Speech]:
    document = document_of(case["text"])
    fields = [Field("byline", case["byline"], "stated", None, "test")] if "byline" in case else []
    title = [Boilerplate(document.paragraphs[0], "title", "test")] if case.get("title") else []
    metadata = Metadata(tuple(fields), tuple(title))
    paragraphs = range(len(document.paragraphs))
    labels = turns.find(document, paragraphs, metadata)
    speech = languages.of(language).read(document, paragraphs, metadata, labels)
    for utterance in speech.utterances:
        assert 0 <= utterance.span.start < utterance.span.end <= len(document.text)
        assert utterance.rule
        for part in (utterance.cue, utterance.mention, utterance.role):
            assert part is None or part.of(document.text).strip()
    assert list(speech.utterances) == sorted(speech.utterances, key=lambda u: (u.span.start, -u.span.end))
    return document, speech


def speakers(speech: Speech, utterance: Utterance) -> str:
    if utterance.source is None:
        return ""
    return " + ".join(speech.sources[one].name for one in (utterance.source, *utterance.joint_speakers))


def check_says(case: Case, document: Document, speech: Speech) -> None:
    got = [(u.mode, speakers(speech, u), u.span.of(document.text), u.rule) for u in speech.utterances]
    wanted = [[part.strip() for part in line.split(" | ")] for line in case["says"].splitlines()]
    for mode, speaker, words, rule in wanted:
        hits = [one for one in got if one[0] == mode and one[2].strip().replace("\n", "¶") == words]
        assert [one[1] for one in hits] == [speaker], got
        assert hits[0][3].startswith(rule), hits
    if not case.get("partial"):
        assert len(got) == len(wanted), got
    assert [problem.code for problem in speech.problems] == case.get("problems", [])
    if "certainty" in case:
        assert " ".join(u.certainty for u in speech.utterances) == case["certainty"]
    for key, spans in {
        "roles": [u.role for u in speech.utterances],
        "cues": [u.cue for u in speech.utterances],
    }.items():
        if key in case:
            assert [span and span.of(document.text) for span in spans] == case[key]
    for name, forms in case.get("forms", {}).items():
        assert [[f.of(document.text) for f in one.forms] for one in speech.sources if one.name == name] == [forms]


def check_not_speech(case: Case, document: Document, speech: Speech) -> None:
    assert [one.span.of(document.text) for one in speech.not_speech] == case["not_speech"]
    said = [one.span.of(document.text) for one in speech.utterances if one.mode != "reported"]
    assert not set(said) & set(case["not_speech"])


def check_people(case: Case) -> None:
    entities = entities_of(case["text"])
    people = {
        source.name: sorted({form.of(case["text"]) for form in source.forms})
        for number, source in enumerate(entities.sources)
        if source.kind == "person" and max(m.strength for m in entities.mentions if m.source == number) > 1
    }
    assert people == {name: sorted(set(forms)) for name, forms in case["people"].items()}
    assert not {one.name for one in entities.sources if one.kind == "person"} & set(case.get("absent", ()))
    assert [one.name for one in entities.sources if one.kind == "ambiguous"] == case.get("ambiguous", [])


def check_role(case: Case) -> None:
    entities = entities_of(case["text"])
    mention = entities.at(last(case["text"], case["at"]).start)
    assert mention is not None
    role = entities.role_at(mention.source, mention.span)
    assert (role.of(case["text"]) if role else None) == case["role"]


def check_phrase(case: Case) -> None:
    entities = entities_of(case["text"])
    found = descriptions.read(entities, tokens.words(case["text"], *last(case["text"], case["phrase"])))
    if case["kind"] is None:
        assert found is None
    else:
        assert found is not None
        number = entities.bring_in(found)
        assert number is not None
        source = entities.sources[number]
        assert (source.kind, source.name, found.strength) == (case["kind"], case["name"], case["strength"])


def last(text: str, words: str) -> Span:
    start = text.rindex(words)
    return Span(start, start + len(words))


CHECKS_OF_SPEECH = {"says": check_says, "not_speech": check_not_speech}
CHECKS = {"people": check_people, "at": check_role, "phrase": check_phrase}
