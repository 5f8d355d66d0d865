"""Good examples: plans that came true, shown to other wijken; and the photographs of plans on the site."""

from __future__ import annotations

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from cms.templatetags.wijkplein import pad
from cms.uploads import serve_private
from pages import navigation
from participation.bookings import HIDDEN_STATES
from participation.models import BestPractice, Moderation, PlanPhoto, Submission
from participation.selectors import CARD_COLUMNS, cards

SHOWN = 60


@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """All examples, the newest first, each with what others learn from it. Two queries beside those of the frame."""
    rows = BestPractice.objects.filter(submission__public_version__is_public=True).exclude(
        submission__state__in=HIDDEN_STATES
    )
    why = dict(rows.values_list("submission_id", "why")[:SHOWN])
    found = Submission.objects.public().filter(pk__in=list(why)).order_by("-best_practice__marked_at", "-pk")
    path = pad("/goede-voorbeelden/")
    title = _("Goede voorbeelden")
    context = {
        "title": title,
        "examples": [(card, why[card.pk]) for card in cards(found.values_list(*CARD_COLUMNS))],
        "crumbs": [(_("Home"), pad("/")), (title, path)],
        "canonical_url": navigation.canonical(path),
        "description": _("Plannen van bewoners die klaar zijn, en wat je ervan leert voor je eigen buurt."),
        "section": "initiatieven",
    }
    return render(request, "participation/examples.html", context)


@require_safe
def photo(request: HttpRequest, pk: int, extension: str) -> FileResponse:
    """A photograph of a plan, as long as both are on the site.

    Raises:
        Http404: when it is not on the site (any more), gone, or asked for under another name.
    """
    rows = PlanPhoto.objects.filter(
        pk=pk,
        extension=extension,
        state=Moderation.PUBLIC,
        is_quarantined=False,
        submission__public_version__is_public=True,
    )
    found = rows.exclude(submission__state__in=HIDDEN_STATES).first()
    if found is None:
        raise Http404
    try:
        file = found.file.open("rb")
    except FileNotFoundError:
        raise Http404 from None
    response = serve_private(file, as_name=f"foto-{found.pk}.{found.extension}", inline_image=True)
    # Everybody may see it; taken off the site it is gone from caches in five minutes.
    response["Cache-Control"] = "public, max-age=300"
    return response
