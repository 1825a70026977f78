"""Lists: sentences that agree, pagers, names in their place."""

from __future__ import annotations

import dataclasses
import re

import pytest

from onrecord.publish.pages import environment
from samples import pages as samples
from samples.html import converted, page_of, read, squeezed


@pytest.mark.parametrize("view", samples.empty_views(), ids=lambda v: type(v).__name__)
def test_an_empty_page_says_so_in_a_sentence(view: object) -> None:
    text = squeezed("".join(read(f"<body>{converted(page_of(view))}</body>", "body").text))
    assert re.search(r"\b(no|nothing|nobody)\b", text, re.I)
    assert "0 entries" not in text


def test_numbers_and_nouns_agree() -> None:
    assert environment.plural(1, "utterance") == "1 utterance"
    assert environment.plural(1234, "utterance") == "1,234 utterances"
    assert environment.human_date("2031-05-02") == "2 May 2031"
    assert environment.human_date("2031-05") == "May 2031"
    assert environment.human_date("2031") == "2031"
    assert environment.human_date("2031-13-40") == "2031-13-40"


def test_pagers_offer_the_ends_and_the_neighbours() -> None:
    offered = environment.pages_of(dataclasses.replace(samples.PageOf(), number=7, total=20))
    assert offered == [1, 0, 5, 6, 7, 8, 9, 0, 20]


def test_a_suggestion_lends_no_role_to_unattributed_words() -> None:
    said = dataclasses.replace(samples.quotations(samples.article())[3], role="Mayor of Wexcombe")
    question = samples.OpenQuestion(said, "named-after", samples.SPEAKERS[0])
    page = page_of(samples.UnattributedView(samples.PageOf(1, 1, 1), (question,)))
    assert "Mayor of Wexcombe" not in page
    assert "Not attributed: the rule <code>named-after</code> is not sure enough here. Perhaps" in page


def test_whom_the_text_names_in_part_is_attributed_and_the_reason_is_said() -> None:
    said = samples.quotations(samples.article())[1]
    pell = samples.SpeakerLink("unknown", "Pell", rule="surname alone")
    question = samples.OpenQuestion(dataclasses.replace(said, speaker=pell, certainty="certain"), pell.doubt)
    page = page_of(samples.UnattributedView(samples.PageOf(1, 1, 1), (question,)))
    assert "(named in the text, not identified: the text gives one name only)" in page
    assert "Who it is stays open: the text gives one name only." in page
    assert "is not sure" not in page
    assert "Not attributed" not in page


def test_two_speakers_of_one_name_are_told_apart_in_lists() -> None:
    one = dataclasses.replace(samples.SPEAKERS[0], note="harbour mistress.")
    assert "harbour mistress; 2 utterances" in page_of(samples.SpeakersView(None, samples.PageOf(), (), (one,)))


def test_a_topic_without_articles_has_no_page_and_no_link_to_one() -> None:
    near = (samples.TopicLink("economy", "Economy"), samples.TopicLink("travel", "Travel", 2))
    page = page_of(samples.TopicView("transport", "Transport", samples.PageOf(), broader=near, narrower=near))
    assert page.count('topics/economy"') + page.count('../economy/"') == 0
    assert page.count('href="../travel/"') == 2
    assert page.count("Economy") == 2
    assert "no article yet" in page
