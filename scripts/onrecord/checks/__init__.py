"""What tells people about an archive: explain, verify, review, evaluate, and lines that nobody understood."""
