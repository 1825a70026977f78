"""What holds for a text of any kind: its characters, its language, how names are folded, and words about names."""
