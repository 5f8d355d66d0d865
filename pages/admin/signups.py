"""Who comes to an activity, for the editors of its page: by date, with who waits. E-mail addresses are not shown."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from cms import audit
from pages.admin.new_wijk import crumbs
from pages.models import Activity, ActivityPage, SignUp

_MOST_DATES = 30


@never_cache
@require_safe
def signups_of_page(request: HttpRequest, page_id: int) -> HttpResponse:
    """Names and numbers of each date from today on; each look is noted.

    Raises:
        PermissionDenied: for who may not change the page.
    """
    page = get_object_or_404(ActivityPage, pk=page_id)
    if not page.permissions_for_user(request.user).can_edit():
        raise PermissionDenied
    activity = Activity.objects.filter(translation_key=page.translation_key).first()
    dates = []
    if activity:
        rows = SignUp.objects.filter(
            occurrence__activity=activity,
            occurrence__last_day__gte=timezone.localdate(),
            confirmed_at__isnull=False,
            cancelled_at__isnull=True,
        )
        rows = rows.select_related("occurrence").order_by("occurrence__starts_at", "confirmed_at", "pk")
        by_date: dict[int, dict[str, object]] = {}
        for row in rows:
            held = by_date.setdefault(row.occurrence_id, {"held": row.occurrence, "seated": [], "waiting": []})
            held["seated" if row.seated_at else "waiting"].append(row)
        dates = [
            held | {"people": sum(row.people for row in held["seated"]), "seats": activity.seats}
            for held in list(by_date.values())[:_MOST_DATES]
        ]
        audit.log(action="signups.read", object=activity, actor=request.user, now=timezone.now())
    title = _("Aanmeldingen voor %(title)s") % {"title": page.title}
    context = {
        "page": page,
        "dates": dates,
        "header_title": title,
        "header_icon": "group",
        "breadcrumbs_items": crumbs(title),
    }
    return TemplateResponse(request, "pages/admin/signups.html", context)
