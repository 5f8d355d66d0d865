"""Addresses around a poll, in the active language."""

from __future__ import annotations

from cms.languages import active_language, address
from cms.trees import trees
from polls.models.facts import Poll


def poll_path(poll: Poll) -> str:
    """The page of a poll."""
    return address(poll.path)


def vote_path(poll: Poll) -> str:
    """The page to vote."""
    return f"{poll_path(poll)}stemmen/"


def result_mail_path(poll: Poll) -> str:
    """The page to ask for the result by mail."""
    return f"{vote_path(poll)}uitslag-mailen/"


def vote_paths(poll: Poll) -> dict[str, str]:
    """The pages to vote by language."""
    languages = list(trees()) or [active_language()]
    return {language: f"{address(poll.path, language)}stemmen/" for language in languages}


def overview_path(poll: Poll) -> str:
    """The overview that a poll stands in."""
    return f"{poll_path(poll).rstrip('/').rpartition('/')[0]}/"
