"""Facts that follow from other facts."""

from samples.metadata import BODY, facts, one


def test_an_outlets_own_licence_is_inferred_and_a_notice_wins():
    story = one(f"Harbour Reopens\n\n{BODY}\n\nSource: Wikinews, https://en.wikinews.org/wiki/Harbour")
    [licence] = [field for field in story.fields if field.name == "licence"]
    assert (licence.status, licence.rule) == ("inferred", "outlet-licence")
    stated = one(f"Harbour Reopens\n\n{BODY}\n\nSource: Wikinews\nCC BY-SA 3.0")
    assert facts(stated)["licence"] == ["CC-BY-SA-3.0"]
