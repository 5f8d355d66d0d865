"""The polls of the demo."""
