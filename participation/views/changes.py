"""`.../geschiedenis/`: the earlier public texts of a plan, and what became of each. A read page."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from participation.changes import compare
from participation.models import InitiativesPage, PublicRevision, PublicVersion
from participation.views.around import around

SHOWN = 20
_FIELDS: dict[str, str | Promise] = {
    "title": gettext_lazy("Titel"),
    "summary": gettext_lazy("Samenvatting"),
    "body": gettext_lazy("Het plan"),
    "own_effort": gettext_lazy("Wat de buurt zelf doet"),
    "place": gettext_lazy("Plek"),
}


def history_context(page: InitiativesPage, version: PublicVersion) -> dict[str, Any]:
    """Each change, the newest first, compared with the text that came after it; one query, the newest 20."""
    revisions = list(PublicRevision.objects.filter(submission_id=version.submission_id)[:SHOWN])
    return around(page, version.submission, _("Wat veranderde er?")) | {
        "changes": [_change(old, new) for old, new in zip(revisions, [version, *revisions], strict=False)],
        "published_on": timezone.localdate(version.published_at),
    }


def _change(old: PublicRevision, new: PublicVersion | PublicRevision) -> dict[str, Any]:
    return {
        "on": timezone.localdate(old.replaced_at),
        "what": old.what_changed,
        "is_substantial": old.is_substantial,
        "language": old.language,
        "fields": [
            {"label": label, "pieces": compare(getattr(old, name), getattr(new, name))}
            for name, label in _FIELDS.items()
            if getattr(old, name) != getattr(new, name)
        ],
    }


def latest_change(version: PublicVersion) -> dict[str, Any]:
    """For the page of the plan: whether there is a history, and the last change that was substantial. One query."""
    rows = list(
        PublicRevision.objects.filter(submission_id=version.submission_id)
        .order_by("-is_substantial", "-replaced_at", "-pk")
        .values_list("is_substantial", "replaced_at", "what_changed")[:1]
    )
    newest: tuple[date, str] | None = None
    if rows and rows[0][0]:
        newest = timezone.localdate(rows[0][1]), rows[0][2]
    return {"has_history": bool(rows), "change": {"on": newest[0], "what": newest[1]} if newest else None}
