"""An address lasts: it is never given to another text, and a renamed seed is found under the names that it had."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from onrecord import urls
from onrecord.archive import claims, ledger
from onrecord.archive.claims import Claim, Settled
from onrecord.archive.ledger import Ledger, Line


def sha(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def book_of(*lines: Line) -> Ledger:
    return Ledger(lines={line.address: line for line in lines})


def settle(seeds: dict[str, str], book: Ledger = Ledger(), stories: int = 1) -> Settled:  # noqa: B008 - frozen
    return claims.settle([Claim(name, sha(text), stories) for name, text in seeds.items()], seeds, book)


def said(settled: Settled) -> list[str]:
    return [f"{one.path}: {one.severity} {one.message}" for one in settled.problems]


LAMP = Line("lamp", "lamp.txt", sha("lamp")[:16])


def test_of_seeds_that_are_new_the_first_has_the_address_and_the_others_are_refused() -> None:
    names = ["Lamp.txt", "lamp.txt", "lamp.md", "old/lamp.txt", "quay.txt"]
    settled = settle({name: name for name in reversed(names)})
    assert settled.ids == {"lamp.md": "lamp", "quay.txt": "quay"}
    assert said(settled) == [
        f"{name}: refused its address 'lamp' is that of 'lamp.md'" for name in ("lamp.txt", "Lamp.txt", "old/lamp.txt")
    ]


@pytest.mark.parametrize("newcomer", ["lamp.md", "LAMP.txt", "Lamp.md", "a/lamp.txt"])
def test_a_newcomer_never_takes_an_address_that_the_ledger_has(newcomer: str) -> None:
    line = LAMP._replace(seed="z/lamp.txt")
    settled = settle({"z/lamp.txt": "edited", newcomer: "other"}, book_of(line))
    assert settled.ids == {"z/lamp.txt": "lamp"}
    assert said(settled) == [f"{newcomer}: refused its address 'lamp' is that of 'z/lamp.txt'"]


def test_a_seed_that_cannot_be_read_now_keeps_its_address() -> None:
    settled = claims.settle([Claim("lamp.md", sha("other"))], {"lamp.md", "lamp.txt"}, book_of(LAMP))
    assert settled.ids == {}
    assert said(settled) == ["lamp.md: refused its address 'lamp' is that of 'lamp.txt'"]


@pytest.mark.parametrize("gone", [True, False])
def test_the_address_of_a_seed_that_was_taken_out_stays_free(gone: bool) -> None:
    settled = settle({"lamp.md": "other"}, book_of(LAMP._replace(gone=gone)))
    assert said(settled) == ["lamp.md: refused its address 'lamp' is kept for 'lamp.txt', which was taken out"]
    assert "addresses --write --renamed lamp.txt lamp.md" in settled.problems[0].fix


def test_what_was_taken_out_comes_back_as_it_was_and_not_with_other_words() -> None:
    book = book_of(LAMP._replace(gone=True))
    assert settle({"lamp.txt": "lamp"}, book).ids == {"lamp.txt": "lamp"}
    settled = settle({"lamp.txt": "other"}, book)
    assert settled.ids == {}
    assert "take `gone: true` from its line" in settled.problems[0].fix


def test_an_address_that_people_wrote_holds() -> None:
    settled = settle({"lamp.txt": "lamp", "old/lamp.txt": "old"}, book_of(LAMP, Line("lamp-1931", "old/lamp.txt", "")))
    assert settled.ids == {"lamp.txt": "lamp", "old/lamp.txt": "lamp-1931"}


def test_a_seed_with_the_same_bytes_is_the_same_renamed() -> None:
    book = book_of(LAMP._replace(formerly=("lantern",), parts=2))
    settled = settle({"quay.txt": "lamp"}, book, stories=2)
    assert settled.ids == {"quay.txt": "quay"}
    assert settled.moved == {"lamp": "quay", "lamp-2": "quay-2", "lantern": "quay", "lantern-2": "quay-2"}
    shorter = settle({"quay.txt": "lamp"}, book)
    assert shorter.moved == dict.fromkeys(("lamp", "lamp-2", "lantern", "lantern-2"), "quay")
    assert settle({"fete/lamp.md": "lamp"}, book).ids == {"fete/lamp.md": "lamp"}
    assert settle({"lantern.txt": "lamp"}, book).moved == dict.fromkeys(("lamp", "lamp-2", "lantern-2"), "lantern")


def test_two_with_the_same_bytes_are_told_apart_by_their_stems() -> None:
    book = book_of(Line("a", "a.txt", sha("x")[:16]), Line("b", "b.txt", sha("x")[:16]))
    assert settle({"x/a.txt": "x", "x/b.txt": "x"}, book).ids == {"x/a.txt": "a", "x/b.txt": "b"}
    assert settle({"c.txt": "x", "x/b.txt": "x"}, book).moved == {"a": "c"}
    assert settle({"c.txt": "x", "d.txt": "x"}, book).moved == {"a": "c", "b": "d"}


def test_a_further_article_of_a_file_takes_nobodys_address_and_the_first_one_stays() -> None:
    two = {"lamp.txt": "lamp", "lamp-2.txt": "two"}
    for book in (book_of(LAMP._replace(parts=2)), book_of(LAMP)):  # published already
        settled = settle(two, book, stories=2)
        assert settled.ids == {"lamp.txt": "lamp"}
        assert said(settled)[0].startswith("lamp-2.txt: refused its address 'lamp-2' is ")
    for book in (Ledger(), book_of(Line("lamp-2", "lamp-2.txt", "")), book_of(LAMP, Line("lamp-2", "lamp-2.txt", ""))):
        settled = settle(two, book, stories=2)
        assert settled.ids == {"lamp.txt": "lamp", "lamp-2.txt": "lamp-2"}
        assert settled.left_out == {"lamp.txt": {2}}
        assert said(settled) == [
            "lamp.txt: error the address of its article 2, 'lamp-2', is that of 'lamp-2.txt'; the article is left out"
        ]


def test_the_ledger_is_brought_up_to_date() -> None:
    book = book_of(
        LAMP,
        Line("quay", "quay.txt", sha("quay")[:16], gone=True),
        Line("tide", "tide.txt", sha("tide")[:16], formerly=("ebb",), notes=("  # mind",)),
        Line("wall", "wall.txt", sha("wall")[:16]),
    )
    seeds = {"lamp.txt": "lamp, edited", "quay.txt": "quay", "flood.txt": "tide", "new.txt": "new"}
    found = [Claim(name, sha(text), 1 + (name == "lamp.txt")) for name, text in seeds.items()]
    settled = claims.settle(found, seeds, book)
    news = claims.news(found, seeds, book, settled, lambda _: "")
    assert (news.added, news.back, news.longer) == (("new.txt",), ("quay.txt",), ("lamp.txt",))
    assert [(line.seed, name) for line, name in news.renamed] == [("tide.txt", "flood.txt")]
    assert [line.seed for line in news.gone] == ["wall.txt"]
    assert not news.is_up_to_date
    after = claims.brought_up(found, seeds, book, settled, lambda name: "03a1")
    assert [ledger.written(line).strip() for _, line in sorted(after.lines.items())] == [
        f"flood: {{seed: flood.txt, sha256: {sha('tide')[:16]}, gist: 03a1, formerly: [ebb, tide]}}",
        f"lamp: {{seed: lamp.txt, sha256: {sha('lamp, edited')[:16]}, gist: 03a1, parts: 2}}",
        f"new: {{seed: new.txt, sha256: {sha('new')[:16]}, gist: 03a1}}",
        f"quay: {{seed: quay.txt, sha256: {sha('quay')[:16]}, gist: 03a1}}",
        f"wall: {{seed: wall.txt, sha256: {sha('wall')[:16]}, gone: true}}",
    ]
    assert after.lines["flood"].notes == ("  # mind",)
    again = claims.settle(found, seeds, after)
    assert again.ids == settled.ids
    assert again.moved == settled.moved
    assert claims.news(found, seeds, after, again, lambda _: "").is_up_to_date
    assert claims.brought_up(found, seeds, after, again, lambda _: "").lines == after.lines


WORDS = "the harbour lamp of little wexcombe will burn all night the council decided on monday after a long debate"


def test_a_seed_renamed_and_edited_is_offered_and_moved_when_people_say_so() -> None:
    edited = WORDS.replace("monday", "tuesday")
    texts = {"quay.txt": edited, "other.txt": "nothing of the kind was ever said in this town by anybody at all"}
    book = book_of(LAMP._replace(gist=ledger.gist(WORDS)))
    found = [Claim(name, sha(text)) for name, text in texts.items()]
    for current in (book, claims.brought_up(found, texts, book, claims.settle(found, texts, book), lambda _: "")):
        settled = claims.settle(found, texts, current)
        assert settled.moved == {}
        if current is book:
            news = claims.news(found, texts, current, settled, lambda name: ledger.gist(texts[name]))
            assert [(line.seed, name) for line, name in news.offers] == [("lamp.txt", "quay.txt")]
        told = claims.settle(found, texts, current, {"lamp": "quay.txt"})
        assert told.moved == {"lamp": "quay"}
        after = claims.brought_up(found, texts, current, told, lambda _: "")
        assert after.lines["quay"].formerly == ("lamp",)
        assert claims.settle(found, texts, after).moved == {"lamp": "quay"}


NAMES = ("a.txt", "a.md", "A.txt", "x/a.txt", "b.txt", "x/b.txt", "a-2.txt", "a-2.md", "c.txt")


@dataclass
class Seed:
    """A file: `lineage` is the article that it is, whatever it is called and however often it was edited."""

    lineage: int
    edition: int = 0
    stories: int = 1
    known_as: set[str] = field(default_factory=set)
    """Addresses that the ledger has had for it."""

    @property
    def text(self) -> str:
        return f"{self.lineage} {self.edition}"


class Archive(RuleBasedStateMachine):
    """Seeds come, go, are renamed and edited, and somebody keeps the ledger, or forgets to."""

    @initialize()
    def begin(self) -> None:
        self.seeds: dict[str, Seed] = {}
        self.lineages = 0
        self.book = Ledger()
        self.owner: dict[str, tuple[int, int]] = {}
        """Which article of which seed each address was when the ledger got it."""
        self.renamed: dict[str, Seed] = {}
        """Addresses of seeds whose name was changed and nothing else since the ledger was written."""

    def settled(self) -> Settled:
        found = [Claim(name, sha(seed.text), seed.stories) for name, seed in self.seeds.items()]
        settled = claims.settle(found, self.seeds, self.book)
        assert settled == claims.settle(reversed(found), self.seeds, self.book)
        return settled

    @rule(name=st.sampled_from(NAMES), stories=st.integers(1, 3))
    def add(self, name: str, stories: int) -> None:
        if name not in self.seeds:
            line = self.book.by_seed.get(name)
            if line is not None and not line.gone:
                # taken out and put back before anybody told the ledger: nobody can tell that from an edit
                self.seeds[name] = Seed(self.owner[line.address][0], 1000 + self.lineages, stories)
            else:
                self.seeds[name] = Seed(self.lineages, 0, stories)
            self.lineages += 1
            self.renamed.clear()

    @precondition(lambda self: self.seeds)
    @rule(data=st.data())
    def edit(self, data: st.DataObject) -> None:
        seed = self.seeds[data.draw(st.sampled_from(sorted(self.seeds)))]
        seed.edition += 1
        seed.stories = data.draw(st.integers(1, 3))
        self.renamed = {address: one for address, one in self.renamed.items() if one is not seed}

    @precondition(lambda self: self.seeds)
    @rule(data=st.data())
    def delete(self, data: st.DataObject) -> None:
        gone = self.seeds.pop(data.draw(st.sampled_from(sorted(self.seeds))))
        self.renamed = {address: one for address, one in self.renamed.items() if one is not gone}

    @precondition(lambda self: self.seeds)
    @rule(data=st.data(), new=st.sampled_from(NAMES))
    def rename(self, data: st.DataObject, new: str) -> None:
        old = data.draw(st.sampled_from(sorted(self.seeds)))
        if new in self.seeds or (new in self.book.by_seed and not self.book.by_seed[new].gone):
            return  # a name that the ledger knows means the seed that it knows
        line = self.book.by_seed.get(old)
        seed = self.seeds[new] = self.seeds.pop(old)
        if line is not None and not line.gone and line.sha256 == sha(seed.text)[:16]:
            for address in (line.address, *line.formerly):
                self.renamed[address] = seed

    @rule()
    def write(self) -> None:
        settled = self.settled()
        found = [Claim(name, sha(seed.text), seed.stories) for name, seed in self.seeds.items()]
        self.book = ledger.parse(ledger.text(claims.brought_up(found, self.seeds, self.book, settled, lambda _: "")))
        assert self.book.problems == ()
        for address, lineage in self.published(settled).items():
            assert self.owner.setdefault(address, lineage) == lineage
        again = self.settled()
        assert again.ids == settled.ids
        assert again.moved.items() >= settled.moved.items()
        news = claims.news(found, self.seeds, self.book, again, lambda _: "")
        assert news.is_up_to_date

    def published(self, settled: Settled) -> dict[str, tuple[int, int]]:
        """Return which article of which seed each address shows."""
        shown: dict[str, tuple[int, int]] = {}
        for name, seed in self.seeds.items():
            for number in settled.numbers(Claim(name, "", seed.stories)):
                address = urls.story_id(settled.ids[name], number)
                assert address not in shown
                shown[address] = (seed.lineage, number)
        return shown

    @invariant()
    def an_address_of_the_ledger_shows_no_other_article(self) -> None:
        settled = self.settled()
        shown = self.published(settled)
        assert not shown.keys() & settled.moved.keys()
        for address, article in shown.items():
            assert self.owner.get(address, article) == article, address
        for old, new in settled.moved.items():  # an article that its file does not have any more leads to the first
            lineage, number = self.owner.get(old, shown[new])
            assert shown[new] in {(lineage, number), (lineage, 1)}, old
        refused = {one.path for one in settled.problems if one.severity == "refused"}
        assert refused | settled.ids.keys() == self.seeds.keys()

    @invariant()
    def an_address_of_the_ledger_still_shows_its_seed_or_leads_to_it(self) -> None:
        settled = self.settled()
        shown = self.published(settled)
        leads = {**shown, **{old: shown[new] for old, new in settled.moved.items()}}
        for line in self.book.lines.values():
            if not line.gone and line.seed in self.seeds:
                for address in (line.address, *line.formerly):
                    assert leads[address] == (self.seeds[line.seed].lineage, 1)
        names = {id(seed): name for name, seed in self.seeds.items()}
        for address, seed in self.renamed.items():
            if names[id(seed)] in settled.ids:
                assert leads[address] == (seed.lineage, 1), address


TestArchive = Archive.TestCase
TestArchive.settings = settings(max_examples=200, stateful_step_count=25, deadline=None)
