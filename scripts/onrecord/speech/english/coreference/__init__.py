"""Whom a pronoun or a description means: "she", "the mayor"."""
