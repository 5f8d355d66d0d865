"""The ground floor in the Wagtail admin: people, roles and wijken."""
