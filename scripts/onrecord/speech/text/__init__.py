"""What serves every language: text masked for rules to read, and quotation marks paired."""
