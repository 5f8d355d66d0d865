"""How somebody arranges the own desk: columns of the list, and saved views. No case changes by it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from cms.models import User
from participation.models import DeskSettings, SavedView
from participation.services.errors import Forbidden, Refused

MOST_VIEWS = 30


@transaction.atomic
def arrange(*, user: User, columns: Iterable[str], is_compact: bool) -> DeskSettings:
    """Keep which columns somebody wants, by their keys, and how close the lines stand."""
    given = {"columns": list(columns), "is_compact": is_compact}
    return DeskSettings.objects.update_or_create(user=user, defaults=given)[0]


@transaction.atomic
def save_view(*, user: User, name: str, query: str, is_shared: bool, now: datetime) -> SavedView:
    """Keep filters and order under a name; an own view of that name is written anew. query: without its "?".

    Raises:
        Refused: when there are too many, or the filters are too long to keep.
    """
    if len(query) > SavedView._meta.get_field("query").max_length:
        raise Refused([_("Dit zijn te veel filters om te bewaren. Haal er een paar weg.")])
    mine = SavedView.objects.filter(maker=user)
    if mine.count() >= MOST_VIEWS and not mine.filter(name=name).exists():
        raise Refused([_("Je hebt al %(most)d weergaven bewaard. Haal er eerst een weg.") % {"most": MOST_VIEWS}])
    given = {"query": query, "is_shared": is_shared, "created_at": now}
    return SavedView.objects.update_or_create(maker=user, name=name, defaults=given)[0]


@transaction.atomic
def remove_view(*, view: SavedView, by: User) -> None:
    """Take a saved view away.

    Raises:
        Forbidden: for anybody but its maker and the administrator.
    """
    if view.maker_id != by.pk and not by.is_superuser:
        raise Forbidden
    view.delete()
