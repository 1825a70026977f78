"""The small words of English: pronouns, prepositions, determiners and their like, as lists beside the module."""

from __future__ import annotations

from onrecord.speech.wordlists import load

GRAMMAR = load.lists("en/small_words.txt")
