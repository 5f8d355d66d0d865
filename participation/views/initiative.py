"""The page of one plan: only the moderated text, figures and days. No form, no name of a resident (rules 8 and 12)."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect, HttpResponseRedirect

from pages import navigation
from participation import after, public_support, references, timeline
from participation.bookings import HIDDEN_STATES
from participation.codes import State
from participation.models import InitiativesPage, PublicVersion, SupportCampaign
from participation.selectors import initiative_path, public_by_reference
from participation.states import is_open as is_open_state
from participation.views import initiative_parts as parts
from participation.views import questions
from participation.views.changes import history_context, latest_change


def find_public(reference: str) -> PublicVersion:
    """The public version behind a number as it stands in an address; spam and merged cases are never there.

    Raises:
        Http404: when there is none; a number that does not exist and one that is hidden look the same.
    """
    found = public_by_reference(reference)
    if found is None or found.submission.state in HIDDEN_STATES or found.submission.wijk is None:
        raise Http404
    return found


def show(request: HttpRequest, page: InitiativesPage, reference: str) -> HttpResponse:
    """The page of a plan at its one address; every other address of it redirects there.

    Raises:
        Http404: when there is no such plan on the site.
    """
    try:
        version = find_public(reference)
    except Http404:
        main = main_of_merged(reference)
        if main is None:
            raise
        # Merging can be undone: no redirect for ever.
        return HttpResponseRedirect(initiative_path(main))
    path = initiative_path(version)
    if request.path != path:
        return HttpResponsePermanentRedirect(path)
    return page.render(
        request, template="participation/initiative.html", context_overrides=context(version, page, path)
    )


def show_part(request: HttpRequest, page: InitiativesPage, reference: str, part: str) -> HttpResponse:
    """All questions about a plan, or all that changed in it, at its one address.

    Raises:
        Http404: when there is no such plan on the site, (any more).
    """
    version = find_public(reference)
    path = f"{initiative_path(version)}{part}/"
    if request.path != path:
        return HttpResponsePermanentRedirect(path)
    if part == "vragen":
        found, template = questions.all_context(request, page, version), "participation/questions.html"
    else:
        found, template = history_context(page, version), "participation/text_history.html"
    return page.render(
        request, template=template, context_overrides=found | {"canonical_url": navigation.canonical(path)}
    )


def main_of_merged(reference: str) -> PublicVersion | None:
    """The public version of the case that this one was merged into, where that is on the site."""
    number = references.parse(reference)
    if number is None:
        return None
    found = PublicVersion.objects.filter(
        is_public=True,
        submission__merged_submissions__reference=number,
        submission__merged_submissions__state=State.MERGED,
        submission__wijk__isnull=False,
    )
    return found.exclude(submission__state__in=HIDDEN_STATES).select_related("submission__wijk").first()


def context(version: PublicVersion, page: InitiativesPage, path: str) -> dict[str, Any]:
    """What the template shows."""
    case = version.submission
    campaign: SupportCampaign | None = getattr(case, "campaign", None)
    support = public_support.read(case, campaign) if campaign else None
    decision = parts.decision_of(case) if case.state in timeline.DECIDED else None
    return {
        "version": version,
        "case": case,
        "wijk": case.wijk,
        "crumbs": navigation.crumbs(page, (version.title, path)),
        "canonical_url": navigation.canonical(path),
        "description": version.summary,
        "badge": parts.badge(case.state, case.kind),
        "campaign": campaign,
        "support": support,
        "checks": parts.checks(support) if support else [],
        "is_open": campaign is not None and parts.is_open(case, campaign),
        "support_url": f"{path}steunen/",
        "concern_url": f"{path}zorg/",
        "facts": parts.facts(version),
        "point": parts.point(version),
        "map_tiles": settings.MAP_TILES_URL if parts.point(version) else "",
        "map_attribution": settings.MAP_ATTRIBUTION,
        **latest_change(version),
        **parts.questions(version),
        "can_help": is_open_state(case.state),
        "plan_url": path,
        "decision": decision,
        "outcome": parts.outcome(case, decision),
        "money": parts.money(case, decision) if decision and decision.amount_cents else [],
        **(after.parts(case) if decision else {}),
        "steps": timeline.steps(parts.story(version, campaign, support, decision)),
    }
