"""The word lists of names."""

from onrecord.language import wordlists


def test_word_lists_do_not_contradict_each_other():
    assert not wordlists.words("en", "titles", "female_honourifics") & wordlists.words(
        "en", "titles", "male_honourifics"
    )
    assert not wordlists.words("en", "roles", "female") & wordlists.words("en", "roles", "male")
    assert not wordlists.words("en", "forenames", "female") & wordlists.words("en", "forenames", "male")
