"""Whatever somebody changes on a built site, `verify` names the file: words, names, facts, hashes, search, theme."""

from __future__ import annotations

import gzip
import hashlib
import json
import re
import shutil
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from onrecord import config
from onrecord.checks.verify import whole
from onrecord.publish.pipeline import Options
from samples.archives import ROOT, SmallArchive

HOME = "index.html"
SPEAKER = "speakers/hyeon-na-gyeong/index.html"
SEARCH = "search/search_index.json"
HEX_PATTERN = re.compile(r"(<dt>SHA-256</dt>\s*<dd><code>)([0-9a-f]{64})")
FORGERIES: list[Callable[[Forged], None]] = []


@dataclass
class Forged:
    """The files of a true site, and over them what a forger puts there; None is a file taken away."""

    site: Path
    changed: dict[str, bytes | None] = field(default_factory=dict)

    def read(self, path: str) -> str:
        found = self.changed.get(path)
        return (found if found is not None else (self.site / path).read_bytes()).decode("utf-8")

    def write(self, path: str, text: str | bytes) -> None:
        self.changed[path] = text.encode("utf-8") if isinstance(text, str) else text

    def take_away(self, path: str) -> None:
        assert (self.site / path).is_file()
        self.changed[path] = None

    def edit(self, path: str, old: str, new: str, times: int = 1) -> None:
        text = self.read(path)
        assert old in text, f"{path} has no {old!r}"
        self.write(path, text.replace(old, new, times))

    def sub(self, path: str, pattern: str, new: str) -> None:
        text, times = re.subn(pattern, new, self.read(path), count=1, flags=re.DOTALL)
        assert times, f"{path} has no {pattern!r}"
        self.write(path, text)

    def articles(self, extent: str = "full") -> list[str]:
        """Return the ids of articles in which at least two people are heard and that may be shown so far."""
        found = []
        for path in sorted((self.site / "data" / "articles").glob("*.json")):
            record = json.loads(path.read_text(encoding="utf-8"))
            names = {one["speaker"]["name"] for one in record["utterances"] if one["speaker"]}
            if record["licence"]["extent"] == extent and len(names) > 1 and record["date"]:
                found.append(record["id"])
        return found

    def article(self, number: int, extent: str = "full") -> str:
        """Return the id of one of these articles; different numbers let forgeries be looked for together."""
        found = self.articles(extent)
        return found[number % len(found)]

    def record(self, ident: str) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(self.read(data(ident)))
        return found

    def put(self, ident: str, record: dict[str, Any]) -> None:
        """Write a data file as the engine writes one."""
        lines = ",\n".join(f"{json.dumps(k)}: {json.dumps(v, ensure_ascii=False)}" for k, v in record.items())
        self.write(data(ident), "{\n" + lines + "\n}\n")

    def utterance(self, record: dict[str, Any], kind: str = "") -> dict[str, Any]:
        """Return the first utterance with a speaker (and a part of some name)."""
        found: dict[str, Any] = next(one for one in record["utterances"] if one["speaker"] and (not kind or one[kind]))
        return found


def data(ident: str) -> str:
    return f"data/articles/{ident}.json"


def page(ident: str) -> str:
    return f"articles/{ident}/index.html"


def seed(ident: str) -> str:
    return f"data/seeds/{ident}.txt"


def forgery(function: Callable[[Forged], None]) -> Callable[[Forged], None]:
    FORGERIES.append(function)
    return function


# What was tried before: words


@forgery
def a_letter_in_a_quotation(site: Forged) -> None:
    site.sub(page(site.article(0)), r'(<span class="otr-q [^>]*>)(\w)', r"\g<1>X")


@forgery
def a_letter_in_the_text(site: Forged) -> None:
    site.sub(page(site.article(1)), r'(<section class="otr-text".*?<p>)(\w)', r"\g<1>X")


@forgery
def exact_words_in_the_data(site: Forged) -> None:
    record = site.record(site.article(0))
    record["utterances"][0]["selector"]["exact"] = "I did it"
    site.put(site.article(0), record)


@forgery
def words_of_a_mention_in_the_data(site: Forged) -> None:
    record = site.record(site.article(1))
    site.utterance(record, "mention")["mention"]["words"] = "Somebody Else"
    site.put(site.article(1), record)


@forgery
def a_range_of_bytes(site: Forged) -> None:
    record = site.record(site.article(2))
    record["utterances"][0]["place"]["bytes"][0] += 1
    site.put(site.article(2), record)


@forgery
def a_range_of_characters(site: Forged) -> None:
    record = site.record(site.article(3))
    record["utterances"][0]["place"]["start"] += 1
    site.put(site.article(3), record)


@forgery
def the_hash_of_the_seed_in_the_data(site: Forged) -> None:
    record = site.record(site.article(4))
    record["seed"]["sha256"] = "0" * 64
    site.put(site.article(4), record)


@forgery
def an_article_without_its_page(site: Forged) -> None:
    site.take_away(page(site.article(2)))


@forgery
def an_article_without_its_data(site: Forged) -> None:
    site.take_away(data(site.article(5)))


@forgery
def a_page_with_a_quotation_of_nobody(site: Forged) -> None:
    words = '<p class="otr-context"><span class="otr-words">I did it</span></p>'
    words = f'<article><ul><li class="otr-quotation">{words}</li></ul></article>'
    site.write("articles/forged/index.html", words)


@forgery
def a_copy_of_a_page_with_other_words(site: Forged) -> None:
    text = site.read(page(site.article(3))).replace(" the ", " no ")
    site.write("articles/copied/index.html", text)


@forgery
def a_paragraph_in_the_text(site: Forged) -> None:
    site.edit(page(site.article(3)), "</section>", "<p>Nobody was there.</p></section>")


@forgery
def an_utterance_left_out_of_the_data(site: Forged) -> None:
    record = site.record(site.article(6))
    del record["utterances"][1]
    site.put(site.article(6), record)


@forgery
def a_link_to_another_article(site: Forged) -> None:
    site.sub("topics/flood-defence/index.html", r'href="../../articles/[^"#]*/#', 'href="../../articles/quiet-week/#')


@forgery
def words_on_the_first_page(site: Forged) -> None:
    site.edit(HOME, "what the sea sounds like", "what the town sounds like")


@forgery
def a_name_in_the_sentence_around_a_quotation(site: Forged) -> None:
    site.edit("speakers/sleet-barnaby/index.html", "said Councillor Barnaby Sleet", "said Councillor Mina Ashgrove")


@forgery
def words_on_the_page_of_a_speaker(site: Forged) -> None:
    site.edit("speakers/ferris-locke/index.html", "your mother has my number", "your brother has my number")


# What was tried before, and never found: who, where, on whose authority


@forgery
def another_speaker_in_the_data(site: Forged) -> None:
    record = site.record(site.article(7))
    site.utterance(record)["speaker"]["name"] = "Somebody Else"
    site.put(site.article(7), record)


@forgery
def another_name_over_who_said_what(site: Forged) -> None:
    site.sub(page(site.article(4)), r'(<p class="otr-voice">(?:<a [^>]*>|<bdi>))[^<]+', r"\1Somebody Else")


@forgery
def another_name_beside_the_words(site: Forged) -> None:
    site.sub(page(site.article(5)), r'data-by="[^"]*"', 'data-by="Somebody Else"')


@forgery
def another_heading_on_the_page_of_a_speaker(site: Forged) -> None:
    site.edit(SPEAKER, '<h1 id="title"><bdi>Hyeon Na-gyeong', '<h1 id="title"><bdi>Somebody Else')


@forgery
def words_of_one_on_the_page_of_another(site: Forged) -> None:
    entry = re.search(r'<li class="otr-quotation">.*?</li>', site.read(SPEAKER), re.DOTALL)
    assert entry
    site.edit(
        "speakers/ashgrove-mina/index.html", '<li class="otr-quotation">', entry[0] + '<li class="otr-quotation">'
    )


@forgery
def a_name_under_words_on_the_first_page(site: Forged) -> None:
    site.edit(HOME, 'dir="auto">Ferris Locke</a>', 'dir="auto">Mina Ashgrove</a>')


@forgery
def a_name_in_the_line_to_cite(site: Forged) -> None:
    site.sub(page(site.article(6)), r"(<summary>cite</summary>)[^:,]+", r"\1Somebody Else")


@forgery
def a_name_in_the_list_of_speakers(site: Forged) -> None:
    site.edit("data/speakers.json", '"Alf Tarrow"', '"Alf Farrow"')


@forgery
def the_title_on_the_page(site: Forged) -> None:
    site.sub(page(site.article(7)), r'(<h1 id="title"><bdi>)[^<]+', r"\1Nothing happened")


@forgery
def the_title_in_the_data(site: Forged) -> None:
    record = site.record(site.article(8))
    record["title"] = "Nothing happened"
    site.put(site.article(8), record)


@forgery
def the_date_on_the_page(site: Forged) -> None:
    site.sub(page(site.article(8)), r"<time[^>]*>[^<]+", '<time datetime="1999-01-01">1 January 1999')


@forgery
def the_date_in_the_data(site: Forged) -> None:
    record = site.record(site.article(9))
    record["date"] = "1999-01-01"
    site.put(site.article(9), record)


@forgery
def the_outlet(site: Forged) -> None:
    site.sub(page("2022-08-30-harbour-accounts"), "Ardmere Wire", "Kelstrand Wire")


@forgery
def added_for_stated(site: Forged) -> None:
    site.edit(page(site.article(9)), '<small class="otr-stated">stated', '<small class="otr-added">added')


@forgery
def the_way_of_speaking_in_the_data(site: Forged) -> None:
    record = site.record(site.article(10))
    one = site.utterance(record)
    one["mode"] = "reported" if one["mode"] == "direct" else "direct"
    site.put(site.article(10), record)


@forgery
def the_way_of_speaking_on_the_page(site: Forged) -> None:
    site.edit(page(site.article(10)), "in the reporter’s words;", "word for word;")


@forgery
def the_licence_in_the_data(site: Forged) -> None:
    record = site.record(site.article(0, "quotations"))
    record["licence"]["id"] = "CC0-1.0"
    site.put(site.article(0, "quotations"), record)


@forgery
def the_answer_about_the_licence_in_the_data(site: Forged) -> None:
    record = site.record(site.article(1, "quotations"))
    record["licence"]["answer"] = "Yes, without conditions."
    site.put(site.article(1, "quotations"), record)


@forgery
def the_answer_about_the_licence_on_the_page(site: Forged) -> None:
    site.sub(page(site.article(1, "quotations")), r"(May I reuse this\?</h2>\s*<p>)[^<]*", r"\1Yes, freely. ")


@forgery
def the_hash_on_the_page(site: Forged) -> None:
    site.sub(page(site.article(11)), HEX_PATTERN.pattern, r"\g<1>" + "0" * 64)


@forgery
def the_published_copy_of_a_seed(site: Forged) -> None:
    site.write(seed(site.article(0)), site.read(seed(site.article(0))) + "More.\n")


@forgery
def the_published_copy_taken_away(site: Forged) -> None:
    site.take_away(seed(site.article(1)))


@forgery
def the_words_behind_a_quotation_in_the_data(site: Forged) -> None:
    record = site.record(site.article(11))
    record["utterances"][0]["selector"]["suffix"] = " said nobody"
    site.put(site.article(11), record)


@forgery
def a_text_in_the_search_index(site: Forged) -> None:
    index = json.loads(site.read(SEARCH))
    index["docs"][5]["text"] += " and nothing else"
    site.write(SEARCH, json.dumps(index, separators=(",", ":")))


@forgery
def no_search_index(site: Forged) -> None:
    site.take_away(SEARCH)


@forgery
def no_page_of_a_speaker(site: Forged) -> None:
    site.take_away("speakers/strake-oona/index.html")


@forgery
def a_page_of_plain_text(site: Forged) -> None:
    site.write("articles/statement/index.html", "<!doctype html><p>Mina Ashgrove admits that she did it.</p>")


@forgery
def a_quotation_in_a_plain_paragraph(site: Forged) -> None:
    site.edit("topics/index.html", "</article>", "<p>“I did it,” said Mina Ashgrove.</p></article>")


@forgery
def a_script(site: Forged) -> None:
    site.edit("speakers/index.html", "</body>", "<script>document.title='x'</script></body>")


@forgery
def a_style_that_hides(site: Forged) -> None:
    site.edit("stylesheets/onrecord.css", "}", "}\n.otr-voice { display: none }\n")


@forgery
def a_count_on_the_first_page(site: Forged) -> None:
    site.edit(HOME, "<b>33</b> articles", "<b>330</b> articles")


KNOWN = len(FORGERIES)


# What else a forger could think of


@forgery
def two_speakers_exchanged_everywhere(site: Forged) -> None:
    for file in sorted(p for p in site.site.rglob("*") if p.suffix in (".html", ".json")):
        text = file.read_text(encoding="utf-8")
        swapped = text
        for one, other in (("Alf Tarrow", "Amara Dunmore"), ("alf-tarrow", "amara-dunmore")):
            swapped = swapped.replace(one, "\0").replace(other, one).replace("\0", other)
        if swapped != text:
            site.write(file.relative_to(site.site).as_posix(), swapped)


@forgery
def a_copy_of_a_seed_and_its_hash_on_page_and_data(site: Forged) -> None:
    ident = site.article(12)
    forged = site.read(seed(ident)).replace("e", "a", 1).encode()
    digest, before = hashlib.sha256(forged).hexdigest(), site.record(ident)["seed"]["sha256"]
    site.write(seed(ident), forged)
    site.edit(page(ident), before, digest, -1)
    site.edit(data(ident), before, digest)


@forgery
def a_page_written_by_hand(site: Forged) -> None:
    site.edit("about/index.html", "What cannot be recomputed is not on the site.", "Some of it is made up.")


@forgery
def the_days_of_a_promise(site: Forged) -> None:
    site.edit("maintaining/index.html", "after 30 days", "after 3 days")


@forgery
def the_script_of_the_theme(site: Forged) -> None:
    path = next((site.site / "assets" / "javascripts").glob("bundle.*.js")).relative_to(site.site).as_posix()
    site.write(path, site.read(path) + "\nfetch('https://evil.example/')")


@forgery
def the_style_of_the_theme(site: Forged) -> None:
    path = next((site.site / "assets" / "stylesheets").glob("main.*.css")).relative_to(site.site).as_posix()
    site.write(path, site.read(path) + ".md-content{color:#fff}")


@forgery
def a_topic_left_out(site: Forged) -> None:
    site.sub(page("041_9ad37c21e5b80f46"), r'<li dir="auto"><a href="../../topics/local-government/">.*?</li>\n', "")


@forgery
def a_topic_in_the_data(site: Forged) -> None:
    record = site.record("041_9ad37c21e5b80f46")
    record["topics"].pop()
    site.put("041_9ad37c21e5b80f46", record)


@forgery
def a_link_that_leads_elsewhere(site: Forged) -> None:
    site.sub(page(site.article(13)), r'href="\.\./\.\./speakers/[^"]+"', 'href="https://evil.example/"')


@forgery
def the_address_of_the_source(site: Forged) -> None:
    site.edit(page("041_9ad37c21e5b80f46"), "garamtv.example", "garamtv.evil.example", -1)


@forgery
def another_language(site: Forged) -> None:
    site.edit(page("ko-2023-09-14-tidal-plant"), 'lang="ko"', 'lang="ja"')


@forgery
def text_that_is_hidden(site: Forged) -> None:
    site.edit(page(site.article(14)), '<aside class="otr-aside"', '<aside hidden class="otr-aside"')


@forgery
def utterances_in_another_order(site: Forged) -> None:
    record = site.record(site.article(13))
    record["utterances"].reverse()
    site.put(site.article(13), record)


@forgery
def a_file_too_many(site: Forged) -> None:
    site.write("assets/leaked.pdf", b"%PDF-1.4")


@forgery
def a_hidden_folder_below_the_top(site: Forged) -> None:
    site.write("data/.git/config", "[core]")


@forgery
def the_order_of_the_search_index(site: Forged) -> None:
    index = json.loads(site.read(SEARCH))
    index["docs"].reverse()
    site.write(SEARCH, json.dumps(index, separators=(",", ":")))


@forgery
def a_page_left_out_of_search(site: Forged) -> None:
    index = json.loads(site.read(SEARCH))
    del index["docs"][7]
    site.write(SEARCH, json.dumps(index, separators=(",", ":")))


@forgery
def the_sitemap(site: Forged) -> None:
    site.edit("sitemap.xml", "</urlset>", "<url><loc>https://evil.example/</loc></url></urlset>")


@forgery
def the_packed_sitemap(site: Forged) -> None:
    text = gzip.decompress((site.site / "sitemap.xml.gz").read_bytes())
    site.write("sitemap.xml.gz", gzip.compress(text.replace(b"</urlset>", b"<url/></urlset>"), mtime=0))


@forgery
def a_date_in_the_sitemap(site: Forged) -> None:
    site.edit("sitemap.xml", "</urlset>", "<url><lastmod>2020-01-01</lastmod></url></urlset>")


@forgery
def the_page_for_what_is_not_there(site: Forged) -> None:
    site.edit("404.html", "there is no such page", "this page was removed by order")


@forgery
def candidates_in_the_data(site: Forged) -> None:
    record = site.record("198_4e07d1c6ba23f955")
    one = next(one for one in record["utterances"] if one["candidates"])
    one["candidates"] = []
    site.put("198_4e07d1c6ba23f955", record)


@forgery
def a_suggestion_in_the_data(site: Forged) -> None:
    for path in sorted((site.site / "data" / "articles").glob("*.json")):
        record = json.loads(path.read_text(encoding="utf-8"))
        for one in record["utterances"]:
            if one["suggestion"] and not site.changed:
                one["suggestion"]["name"] = "Somebody Else"
                site.put(record["id"], record)


@forgery
def a_suggestion_that_became_the_speaker(site: Forged) -> None:
    for path in sorted((site.site / "data" / "articles").glob("*.json"), reverse=True):
        record = json.loads(path.read_text(encoding="utf-8"))
        for one in record["utterances"]:
            if one["suggestion"] and not site.changed:
                one["speaker"], one["suggestion"] = one["suggestion"], None
                site.put(record["id"], record)


@forgery
def whom_a_speaker_is_the_same_as(site: Forged) -> None:
    site.edit("data/speakers.json", '"same_as": []', '"same_as": ["https://evil.example/"]')


@forgery
def other_names_of_a_speaker(site: Forged) -> None:
    site.edit(SPEAKER, "<bdi>현나경</bdi>", "<bdi>현나정</bdi>")


@forgery
def a_role_on_the_page_of_a_speaker(site: Forged) -> None:
    site.edit("speakers/ashgrove-mina/index.html", "mayor", "former mayor")


@forgery
def a_role_on_the_page_of_an_article(site: Forged) -> None:
    site.sub(page(site.article(15)), r'(<p class="otr-voice"><a [^>]*>[^<]*</a> <small[^>]*>)', r"\1former ")


@forgery
def how_sure_it_is(site: Forged) -> None:
    site.edit(page(site.article(12)), "; certain;", "; likely;")


@forgery
def the_rule_that_found_it(site: Forged) -> None:
    site.sub(page(site.article(1)), r"; rule [a-z-]+", "; rule label-name")


@forgery
def no_problems(site: Forged) -> None:
    site.write("data/problems.json", "[]\n")


@forgery
def the_page_of_problems(site: Forged) -> None:
    site.edit("work/problems/index.html", "</article>", "<p>Nothing is wrong.</p></article>")


@forgery
def a_rule_in_the_fields(site: Forged) -> None:
    record = site.record(site.article(14))
    record["fields"][0]["status"] = "added" if record["fields"][0]["status"] != "added" else "stated"
    site.put(site.article(14), record)


@forgery
def the_policy_of_the_archive(site: Forged) -> None:
    site.edit("data/archive.json", '"withhold"', '"publish"')


@forgery
def the_notice_on_a_page(site: Forged) -> None:
    site.edit("letters/a/index.html", "Everything here is fiction.", "Everything here is true.")


@forgery
def bytes_of_the_same_words_elsewhere(site: Forged) -> None:
    """Shift a range to a second place where the same words stand: no word is wrong, only where they were said."""
    for ident in site.articles():
        record = site.record(ident)
        text = site.read(seed(ident)) if (site.site / seed(ident)).exists() else ""
        for one in record["utterances"]:
            for part in ("cue", "mention", "role"):
                place = one[part]
                second = text.find(place["words"], place["end"]) if place else -1
                if second >= 0 and text.isascii() and not site.changed:
                    end = second + len(place["words"])
                    one[part] = {**place, "start": second, "end": end, "bytes": [second, end]}
                    site.put(ident, record)
    assert site.changed


@forgery
def the_data_of_another_article(site: Forged) -> None:
    site.write(data("quiet-week"), site.read(data("2024-12-02-weather")))


@forgery
def an_utterance_at_another_anchor(site: Forged) -> None:
    ident = site.article(16)
    first, second = (one["anchor"] for one in site.record(ident)["utterances"][:2])
    text = site.read(page(ident))
    site.write(page(ident), text.replace(first, "\0").replace(second, first).replace("\0", second))


@forgery
def a_title_that_shows_on_hovering(site: Forged) -> None:
    site.edit("speakers/alf-tarrow/index.html", '<h1 id="title">', '<h1 id="title" title="a liar">')


@forgery
def a_label_for_screen_readers(site: Forged) -> None:
    site.sub(page(site.article(17)), r'aria-label="said by [^"]*"', 'aria-label="said by Somebody Else"')


@forgery
def the_same_text_written_otherwise(site: Forged) -> None:
    path = "speakers/eun-bo-ra/index.html"
    site.edit(path, "Eun Bo-ra", "&#69;un Bo-ra")


@forgery
def data_written_otherwise(site: Forged) -> None:
    site.write("data/topics.json", json.dumps(json.loads(site.read("data/topics.json"))))


@forgery
def bytes_behind_the_end_of_a_page(site: Forged) -> None:
    site.write("years/2024/index.html", site.read("years/2024/index.html") + "\n<p>and more</p>")


@forgery
def a_comment(site: Forged) -> None:
    site.edit("years/2023/index.html", "</article>", "<!-- “I did it” --></article>")


@forgery
def the_description_for_search_engines(site: Forged) -> None:
    site.sub(
        "articles/2024-12-27-lifeboat/index.html",
        r'<meta name="description" content="[^"]*"',
        '<meta name="description" content="x"',
    )


@forgery
def the_hash_for_programs(site: Forged) -> None:
    site.sub(
        "articles/2024-12-02-weather/index.html",
        r'"onrecord:sha256" content="[0-9a-f]{8}',
        '"onrecord:sha256" content="00000000',
    )


@forgery
def a_page_turned_into_a_redirect(site: Forged) -> None:
    site.edit(
        "speakers/sallow-edwin-grower/index.html",
        "<head>",
        '<head><meta http-equiv="refresh" content="0; url=https://evil.example/">',
    )


@forgery
def the_page_of_a_namesake(site: Forged) -> None:
    other = site.read("speakers/sallow-edwin-grower/index.html")
    site.write("speakers/sallow-edwin-hydrologist/index.html", other)


@forgery
def a_picture(site: Forged) -> None:
    site.write("assets/screenshot.png", b"\x89PNG\r\n\x1a\n")


@forgery
def the_schema(site: Forged) -> None:
    site.edit("data/schema/article.schema.json", '"required"', '"optional"')


@forgery
def a_look_alike_letter(site: Forged) -> None:
    site.edit("speakers/sleet-barnaby/index.html", "Barnaby Sleet", "Barn\u0430by Sleet")


@forgery
def an_invisible_letter(site: Forged) -> None:
    site.edit("speakers/kelstrand-harbour-trust/index.html", "Kelstrand Harbour Trust", "Kelstrand\u200b Harbour Trust")


@forgery
def a_count_in_the_archive_file(site: Forged) -> None:
    site.edit("data/archive.json", '"articles": 33', '"articles": 34')


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("forged") / "site"
    SmallArchive(ROOT / "examples").run("site", "--site-dir", str(folder))
    return folder


@pytest.fixture(scope="module")
def found(built: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[set[str], dict[str, list[str]]]]:
    """Return for each forgery the files that it changed, and what recomputing all files said of them.

    Forgeries of different files are looked for together, for the sake of speed.
    """
    rounds: list[list[tuple[str, dict[str, bytes | None]]]] = []
    for function in FORGERIES:
        forged = Forged(built)
        function(forged)
        assert forged.changed, function.__name__
        for one in rounds:
            if not any(set(changed) & set(forged.changed) for _, changed in one):
                one.append((function.__name__, forged.changed))
                break
        else:
            rounds.append([(function.__name__, forged.changed)])
    result = {}
    for number, one in enumerate(rounds):
        site = tmp_path_factory.mktemp(f"round-{number}") / "site"
        shutil.copytree(built, site)
        for _, changed in one:
            _put(site, changed)
        outcome = verified(site)
        said: dict[str, list[str]] = {}
        for difference in set(outcome.differences) - set(outcome.words.differences):
            said.setdefault(difference.file, []).append(difference.message)
        assert set(said) == {path for _, changed in one for path in changed}, "nothing innocent is named"
        shutil.rmtree(site)
        result.update({name: (set(changed), said) for name, changed in one})
    return result


def _put(site: Path, changed: dict[str, bytes | None]) -> None:
    for path, content in changed.items():
        target = site / path
        target.parent.mkdir(parents=True, exist_ok=True)
        if content is None:
            target.unlink()
        else:
            target.write_bytes(content)


def verified(site: Path, **options: Any) -> whole.Outcome:
    archive = config.load(ROOT / "examples" / "mkdocs.yml")
    return whole.verify(archive, site, Options(jobs=1), **options)


def test_there_are_as_many_forgeries_as_were_tried_and_thirty_more() -> None:
    assert KNOWN == 48
    assert len(FORGERIES) >= KNOWN + 30
    assert len({one.__name__ for one in FORGERIES}) == len(FORGERIES)


def test_a_true_site_has_no_difference(built: Path) -> None:
    outcome = verified(built)
    assert outcome.differences == []
    assert outcome.notes == []
    assert outcome.pages > 150
    assert outcome.files > 100


@pytest.mark.parametrize("name", [one.__name__ for one in FORGERIES])
def test_a_forgery_is_found_and_its_file_named(
    name: str, found: dict[str, tuple[set[str], dict[str, list[str]]]]
) -> None:
    changed, said = found[name]
    assert changed - said.keys() == set()
