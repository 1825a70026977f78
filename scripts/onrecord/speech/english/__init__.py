"""English stories: who says what, by names, coreference and declared rules of attribution."""
