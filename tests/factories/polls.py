"""Polls for tests: made by publishing a page, as editors do it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.utils import timezone

from wagtail.models import Page

from cms.models import Wijk
from pages.models import Picture
from polls.codes import Identity, ShowResult
from polls.models import Poll, PollPage, PollsPage
from polls.questions import Ask, Mark
from polls.reading import asks_of
from polls.services.publishing import sync_poll

SQUARE = ("one", {"text": "Kies één idee", "choices": [{"text": "Speelplek"}, {"text": "Bankjes"}, {"text": "Tuin"}]})


def every_question(picture: Picture) -> list[tuple[str, dict[str, Any]]]:
    """One of each kind, on three pages; the third and the last hang on an earlier answer."""
    choices = [{"text": "Bomen"}, {"text": "Bankjes"}, {"text": "Fietsen"}]
    return [
        ("one", {"text": "Waar woon je?", "choices": choices, "has_other": True, "help_text": "Kies wat past."}),
        ("yes_no", {"text": "Woon je hier prettig?"}),
        ("short_text", {"text": "Waarom niet?", "is_required": False, "only_if_question": 2, "only_if_choice": 2}),
        ("next_page", {"title": "groen"}),
        ("several", {"text": "Wat mist er?", "choices": choices, "least": 1, "most": 2}),
        (
            "picture",
            {"text": "Welk beeld past?", "choices": [{"text": t, "picture": picture} for t in ("Plein", "Park")]},
        ),
        ("scale", {"text": "Welk cijfer geef je?", "size": "10", "low": "slecht", "high": "goed"}),
        ("matrix", {"text": "Wat vind je hiervan?", "rows": choices, "size": "5", "low": "slecht", "high": "goed"}),
        ("place", {"text": "Waar is het druk?", "is_required": False}),
        ("next_page", {"title": "jij"}),
        ("ranking", {"text": "Wat moet eerst?", "choices": choices}),
        (
            "number",
            {"text": "Hoe lang woon je hier?", "least": 0, "most": 100, "unit": "jaar", "is_confidential": True},
        ),
        (
            "long_text",
            {"text": "Wat wil je nog kwijt?", "is_required": False, "only_if_question": 1, "only_if_choice": 4},
        ),
    ]


def make_overview(parent: Page) -> PollsPage:
    """The overview below home or a wijk page; the one that is there, where there is one."""
    found = PollsPage.objects.child_of(parent).first()
    return found or parent.add_child(instance=PollsPage(title="Peilingen", slug="peilingen"))


def make_poll_page(
    parent: Page, *questions: tuple[str, dict[str, Any]], wijken: list[Wijk] | None = None, **fields: Any
) -> PollPage:
    """A live page of a poll, open since an hour and until tomorrow unless `opens_at` and `closes_at` say otherwise.

    The clock of the database decides, so times are real.
    """
    now = timezone.now()
    page = PollPage(
        **{
            "title": "Wat komt er op het plein?",
            "slug": "plein",
            "lead": "Er is ruimte voor één idee.",
            "opens_at": now - timedelta(hours=1),
            "closes_at": now + timedelta(days=1),
            "identity": Identity.EMAIL,
            "show_result": ShowResult.LIVE,
            "promise": "De gemeente volgt de uitslag.",
            "questions": list(questions) or [SQUARE],
            **fields,
        }
    )
    make_overview(parent).add_child(instance=page)
    if wijken:
        page.for_wijken.set(wijken)
    page.save_revision().publish()
    return PollPage.objects.get(pk=page.pk)


def make_poll(parent: Page, *questions: tuple[str, dict[str, Any]], **fields: Any) -> Poll:
    """The rows of such a page."""
    page = make_poll_page(parent, *questions, **fields)
    poll = sync_poll(key=page.translation_key)
    assert poll is not None
    return poll


def republish(poll: Poll, **fields: Any) -> Poll:
    """Change fields of a poll's page and publish it again."""
    page = PollPage.objects.get(translation_key=poll.key, locale__language_code="nl")
    for name, value in fields.items():
        setattr(page, name, value)
    page.save_revision().publish()
    synced = sync_poll(key=poll.key)
    assert synced is not None
    return synced


def first_ask(poll: Poll) -> Ask:
    """The first question."""
    return asks_of(poll, "nl")[0]


def pick(poll: Poll, place: int = 0) -> dict[int, tuple[Mark, ...]]:
    """A ballot that picks the choice at a place (from 0) of the first question."""
    ask = first_ask(poll)
    return {ask.pk: (Mark(choice=ask.options[place].pk),)}
