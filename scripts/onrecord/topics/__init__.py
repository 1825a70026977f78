"""What a story is about: topics of topics.yml, found by their phrases, each with the words that show it."""
