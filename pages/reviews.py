""" "Klopt dit nog?": which pages nobody changed or confirmed for long, and the mail that asks about them.

For half a year, or a year where it is an activity that is still to come. What another calendar keeps (an import) is
asked about there.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce, Greatest
from django.urls import reverse

from wagtail.models import GroupPagePermission, Locale, Page, get_page_models
from wagtail.users.models import UserProfile

from cms import audit
from cms.mail import outbox
from cms.mail.links import absolute
from cms.models import User
from cms.workdays import local_date
from pages.models import Activity, ActivityPage, BasePage, Occurrence, PageReview

TEMPLATE = "page_reviews"
# The programme of requirements says six months.
STALE_AFTER = timedelta(days=183)
# A weekly activity changes less often than what a page tells of rules and people.
ACTIVITY_STALE_AFTER = timedelta(days=365)
# One page is asked about once in this time at most.
ASK_AGAIN_AFTER = timedelta(days=30)
SHOWN_IN_MAIL = 20


def asked_types() -> tuple[type[Page], ...]:
    """The page types with texts that grow old: news tells of its own day, and lists fill themselves."""
    return tuple(model for model in get_page_models() if issubclass(model, BasePage) and model.asks_review)


def stale_pages(now: datetime) -> QuerySet[Page]:
    """Live pages that nobody changed or confirmed for so long, the oldest first, each with `sure_at`.

    A translation follows its source, so it is not asked about by itself.
    """
    default = Locale.get_default()
    sources = Page.objects.filter(translation_key=OuterRef("translation_key"), locale=default)
    pages = Page.objects.type(*asked_types()).live().filter(alias_of__isnull=True, last_published_at__isnull=False)
    pages = pages.filter(Q(locale=default) | ~Exists(sources))
    sure_at = Greatest("last_published_at", Coalesce("review__checked_at", "last_published_at"))
    is_old = ~Page.objects.type_q(ActivityPage) & Q(sure_at__lt=now - STALE_AFTER)
    is_old |= Q(pk__in=_kept_here(now).values("pk")) & Q(sure_at__lt=now - ACTIVITY_STALE_AFTER)
    return pages.annotate(sure_at=sure_at).filter(is_old).order_by("sure_at", "pk")


def _kept_here(now: datetime) -> QuerySet[ActivityPage]:
    """Pages of activities that are still to come, and that somebody here keeps; asked once, not for each page."""
    coming = Occurrence.objects.live().filter(activity=OuterRef("pk"), ends_at__gt=now)
    keys = Activity.objects.filter(Exists(coming), translation_key__isnull=False).values("translation_key")
    return ActivityPage.objects.filter(import_uid="", translation_key__in=keys).order_by()


@transaction.atomic
def confirm(*, page: Page, by: User, now: datetime) -> PageReview:
    """Note that somebody looked at a page and found it right. Who may do so is the caller's to ask."""
    review, _is_new = PageReview.objects.update_or_create(
        page_id=page.pk, defaults={"checked_at": now, "checked_by": by}
    )
    audit.log(action="page.confirmed", object=page, actor=by, now=now)
    return review


@transaction.atomic
def remind(now: datetime) -> int:
    """Mail each editor one list of the pages that may be out of date; returns how many mails were queued.

    A page goes to those who stand nearest to it, and is asked about once a month at most. Any number of workers may
    do this at once: a page is claimed before it is mailed.
    """
    is_due = Q(review__reminded_at__isnull=True) | Q(review__reminded_at__lt=now - ASK_AGAIN_AFTER)
    due = list(stale_pages(now).filter(is_due).annotate(asked_at=F("review__reminded_at")))
    people = editors_of(due)
    PageReview.objects.bulk_create((PageReview(page_id=page.pk) for page in due), ignore_conflicts=True)
    lists: dict[int, list[int]] = defaultdict(list)
    for page in due:
        if people[page.pk] and _claim(page, now):
            for user_id in people[page.pk]:
                lists[user_id].append(page.pk)
    languages = _languages(lists)
    for user in User.objects.filter(pk__in=lists).order_by("pk"):
        outbox.queue(
            template=TEMPLATE,
            to=user.email,
            context={"user": user.pk, "pages": lists[user.pk]},
            dedupe_key=f"{TEMPLATE}:{user.pk}:{now.timestamp()}",
            now=now,
            language=languages.get(user.pk, settings.LANGUAGE_CODE),
        )
    return len(lists)


def ask(now: datetime) -> None:
    """The same as a job."""
    remind(now)


def _claim(page: Page, now: datetime) -> bool:
    """Whether this turn may ask about a page: the first that writes `reminded_at` over what it saw."""
    return bool(PageReview.objects.filter(page_id=page.pk, reminded_at=page.asked_at).update(reminded_at=now))


def editors_of(pages: Iterable[Page]) -> dict[int, list[int]]:
    """By page number the people whose page it is: of the groups that may change it, those nearest to it in the tree.

    So the pages of a wijk go to its own editors, and to those of the city where the wijk has none. Two queries.
    """
    members: dict[int, list[int]] = defaultdict(list)
    reachable = User.objects.filter(is_active=True).exclude(email="")
    for group_id, user_id in reachable.filter(groups__isnull=False).values_list("groups", "pk").order_by("pk"):
        members[group_id].append(user_id)
    nearest: dict[str, set[int]] = defaultdict(set)
    rights = GroupPagePermission.objects.filter(permission__codename="change_page")
    for path, group_id in rights.values_list("page__path", "group_id"):
        nearest[path].update(members[group_id])
    return {page.pk: _nearest(page, nearest) for page in pages}


def _nearest(page: Page, people: dict[str, set[int]]) -> list[int]:
    for end in range(len(page.path), 0, -page.steplen):
        found = people.get(page.path[:end])
        if found:
            return sorted(found)
    return []


def _languages(user_ids: Iterable[int]) -> dict[int, str]:
    """The language that people chose for the admin, where they did and our texts exist in it."""
    rows = UserProfile.objects.filter(user__in=list(user_ids)).values_list("user_id", "preferred_language")
    return {user_id: language for user_id, language in rows if language in settings.INTERFACE_LANGUAGES}


def variables(context: dict[str, Any], now: datetime) -> dict[str, Any]:
    """What the mail says: the pages of the list that are still to be looked at.

    Raises:
        ObjectDoesNotExist: when the person is gone, or somebody looked at all of them by now.
    """
    User.objects.get(pk=context["user"], is_active=True)
    pages = list(stale_pages(now).filter(pk__in=context["pages"]))
    if not pages:
        raise Page.DoesNotExist("all were looked at")
    rows = [
        {
            "title": page.get_admin_display_title(),
            "since": local_date(page.sure_at),
            "link": absolute(reverse("editors:confirm", args=[page.pk])),
        }
        for page in pages[:SHOWN_IN_MAIL]
    ]
    return {
        "pages": rows,
        "count": len(pages),
        "more": len(pages) - len(rows),
        "report_link": absolute(reverse("editors:reviews")),
    }
