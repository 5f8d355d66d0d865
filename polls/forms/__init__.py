"""Forms of polls, for residents."""
