"""The demo's plans, walked through the same services that people's clicks call."""
