"""Which words are whose: quotations, reported speech, and what stands in marks and is nobody's."""
