"""The small words of English: pronouns, prepositions, determiners and their like, as lists beside the module."""

from __future__ import annotations

from onrecord.speech import words

GRAMMAR = words.lists("en-grammar.txt")
