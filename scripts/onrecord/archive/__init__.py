"""What the archive knows of all seeds together: extractions, the catalogue that holds them, and who owns an address."""
