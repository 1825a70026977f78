"""What people put into an archive: seeds and their sidecars found, decoded, read by format, cut into paragraphs."""
