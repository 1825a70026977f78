"""The records of licences, and what each lets the archive print."""

import pytest

from onrecord.authority.licences import NONE, load, permission
from onrecord.metadata import licence_notices
from samples.archives import ROOT
from samples.metadata import authority


def test_licence_names_stay_what_they_are():
    assert NONE == "none"


TABLE = authority().licences


@pytest.mark.parametrize(
    ("licence", "withheld", "published"),
    [
        ("KOGL-untyped", "full", "full"),
        ("KOGL-4", "full", "full"),
        ("CC-BY-NC-ND-4.0", "full", "full"),
        ("US-PD", "full", "full"),
        ("all-rights-reserved", "quotations", "quotations"),
        ("none", "metadata", "full"),
        ("", "metadata", "full"),
        ("no-such-licence", "metadata", "full"),
    ],
)
def test_permissions(licence, withheld, published):
    assert permission(licence, "withhold", TABLE).extent == withheld
    assert permission(licence, "publish", TABLE).extent == published


def test_kogl_without_a_type_is_answered_like_the_strictest_type():
    untyped = permission("KOGL-untyped", "withhold", TABLE)
    assert set(permission("KOGL-4", "withhold", TABLE).terms) < set(untyped.terms)
    for words in ("Type 4", "name the source", "not use it for money", "change nothing", "Soundbites"):
        assert words in untyped.answer


def test_without_a_table_nothing_is_printed():
    assert permission("CC-BY-4.0", "withhold", ()).extent == "metadata"


def test_the_records_of_this_archive():
    found, problems = load(ROOT / "authority" / "licences.yml")
    assert problems == ()
    ids = {licence.id for licence in found}
    assert len(ids) == len(found)
    assert {f"KOGL-{kind}" for kind in (0, 1, 2, 3, 4, "untyped")} <= ids
    assert {"CC-BY-4.0", "CC-BY-SA-3.0", "CC0-1.0", "US-PD", "OGL-3.0", "all-rights-reserved", "none"} <= ids
    for licence in found:
        assert "{" not in licence.id + licence.url + licence.name + licence.answer
        assert licence.answer.endswith(".")
        assert licence.name
        assert licence_notices.identify(licence.name, found) in ([licence], []) or licence.id in ("public-domain",)


def test_every_outlets_licence_is_on_record():
    ids = {licence.id for licence in TABLE}
    assert all(outlet.licence in ids for outlet in authority().outlets if outlet.licence)
    names = [name.casefold() for outlet in authority().outlets for name in (outlet.name, *outlet.aliases)]
    assert len(names) == len(set(names))
