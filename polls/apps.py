"""Polls and surveys: the app's place in the house; its models come with the polls themselves."""

from django.apps import AppConfig


class PollsConfig(AppConfig):
    """Polls and surveys of a wijk."""

    name = "polls"
    verbose_name = "Peilingen"
    default_auto_field = "django.db.models.BigAutoField"
