"""Screens of polls in the Wagtail admin."""
