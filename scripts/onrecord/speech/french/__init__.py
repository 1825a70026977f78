"""Stories in French: the names, noun phrases and clauses of a sentence, and who says what in it."""
