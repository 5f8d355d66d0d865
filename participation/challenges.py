"""The pages about taking over a task: what they show, and what they are made of at set-up."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.db.models import Q
from django.utils import timezone

from cms.models import Wijk
from cms.templatetags.wijkplein import pad
from pages import panels
from pages.notation import T
from participation import challenge_texts as texts
from participation.codes import Kind, Scope
from participation.models.support import DraagvlakRule

if TYPE_CHECKING:
    from participation.models import ChallengesPage

# Below home and below each wijk page.
SLUG = "uitdagen"
# What /start/ calls a challenge (forms.short.KINDS).
ROUTE = "taak"


def page_context(page: ChallengesPage) -> dict[str, Any]:
    """The lists of the page, where its button leads, and whom to talk to; without a wijk, the wijken to choose from.

    Two queries for a wijk, one for the city.
    """
    wijk = page.wijk
    contacts = panels.contacts(wijk) if wijk else []
    return {
        "wijk": wijk,
        "wijken": [] if wijk else list(Wijk.objects.in_order()),
        "contacts": [contact for contact in contacts if contact.is_wijkregisseur],
        "start_url": start_url(wijk),
        "examples": [block.value for block in page.examples],
        "conditions": [_checks(block.value) for block in page.conditions],
        "steps": [{"title": block.value["title"], "text": block.value["text"]} for block in page.steps],
    }


def start_url(wijk: Wijk | None) -> str:
    """The short form, marked as a challenge, with the wijk chosen where there is one."""
    query = {"soort": ROUTE} | ({"wijk": wijk.slug} if wijk else {})
    return f"{pad('/start/')}?{urlencode(query)}#kort"


def _checks(conditions: dict[str, Any]) -> dict[str, Any]:
    """A list of conditions as components/checks.html takes it."""
    state = "no" if conditions["is_excluded"] else "done"
    items = [{"text": text, "state": state} for text in conditions["items"]]
    return {"title": conditions["title"], "items": items}


def rule_on(wijk: Wijk | None, on: date) -> DraagvlakRule | None:
    """The draagvlak rule for challenges on a local date; the wijk's own goes before the city's."""
    rules = DraagvlakRule.objects.filter(
        Q(wijk=wijk) | Q(wijk__isnull=True), kind=Kind.CHALLENGE, scope=Scope.WIJK, valid_from__lte=on
    )
    return max(rules, key=lambda rule: (rule.wijk_id is not None, rule.valid_from), default=None)


def first_fields(where: str, wijk: Wijk | None) -> dict[str, Any]:
    """The fields of a new page, in `pages.notation`; the numbers are those of today's rule."""
    rule = rule_on(wijk, timezone.localdate())
    support = texts.SUPPORT.fill(supporters=rule.supporters) if rule else texts.SUPPORT_WITHOUT_RULE
    group = texts.GROUP | {"items": [*texts.GROUP["items"], support]}
    return {
        "title": texts.TITLE,
        "lead": texts.LEAD.fill(where=where),
        "what": [("text", texts.WHAT)],
        "examples": [("example", example) for example in texts.EXAMPLES],
        "conditions": [("conditions", conditions) for conditions in (group, texts.PLAN, texts.EXCLUDED)],
        "steps": [("step", step | {"text": _in_weeks(step["text"], rule)}) for step in texts.STEPS],
        "influence": texts.INFLUENCE,
        "buildings": [("text", texts.BUILDINGS)],
        "questions": [("questions", texts.QUESTIONS)],
    }


def _in_weeks(text: T, rule: DraagvlakRule | None) -> T:
    return text.fill(weeks=rule.period_weeks if rule else DraagvlakRule._meta.get_field("period_weeks").default)
