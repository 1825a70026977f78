"""Labelled speech: labels, dialogue, the outlet's own voices, and the turns that they make."""
