"""Template tags of polls."""
