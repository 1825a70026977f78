"""What people have written down: outlets, licences, topics and speakers, each file checked entry by entry."""
