"""Korean stories: who says what."""
